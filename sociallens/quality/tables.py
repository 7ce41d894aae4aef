"""The tables of the page on quality, for the page, the files, the command and Python alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import polars as pl

from sociallens.access import Scope
from sociallens.engine import Engine
from sociallens.quality import audited, measured, sources, vendors
from sociallens.quality.measured import EVERY
from sociallens.quality.sources import Source
from sociallens.selection import Selection
from sociallens.stats import wilson

Frame = Callable[[Engine, Selection, Scope], pl.DataFrame]
OURS, YOURS = "ours", "yours"  # whose texts: our test texts, the reader's own of an audit
_RATE = ("rate", "low", "high")
_COUNTS = ("k", "n", "accepted")
BINS = 10  # of confidence


def frame(engine: Engine, name: str, selection: Selection, scope: Scope) -> pl.DataFrame:
    """One of `tables.QUALITY` for a view. Raises `StoreError`."""
    return FRAMES[name](engine, selection, scope)


def label_quality(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """How often each label is right.

    `texts`: whose; `kind`, `channel`: of ours, empty for all; `task`; of n the label of k is what
    people said, `accepted` are that or acceptable; `rate`, `low`, `high`: of k.
    """
    said = audited.judged(engine, scope)
    right = pl.col("told").eq_missing(pl.col("truth"))
    accepted = pl.col("also").list.contains(pl.col("told"))
    counted = {"k": right.sum(), "n": pl.len(), "accepted": (right | accepted).sum()}
    yours = [
        said.with_columns(of).group_by("channel", "task", maintain_order=True).agg(**counted)
        for of in (pl.lit(EVERY).alias("channel"), pl.col("channel"))
    ]
    columns = ("texts", "kind", "channel", "task", "k", "n", "accepted")
    rows = (
        *(_of(YOURS, each, columns) for each in yours),
        _of(OURS, measured.table("right"), columns),
    )
    return _rated(pl.concat(rows))


def _of(texts: str, rows: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Rows with whose texts they are about; without a kind where they have none."""
    absent = [pl.lit(EVERY).alias("kind")] if "kind" not in rows.columns else []
    return rows.with_columns(pl.lit(texts).alias("texts"), *absent).select(
        pl.col(name).cast(pl.Int64) if name in _COUNTS else pl.col(name) for name in columns
    )


def model_bias(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """What two rates are by the model's labels and by people's, on our test texts.

    `metric`, `kind`, `channel`, `n`, then k and n of each, and the difference with its interval.
    """
    return measured.table("bias")


def label_confusions(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """Of n texts that people said to be `truth`, how many the model took for `told`."""
    said = audited.judged(engine, scope).with_columns(n=pl.len().over("task", "truth"))
    wrong = said.filter(pl.col("told").is_not_null() & (pl.col("told") != pl.col("truth")))
    yours = wrong.group_by("task", "truth", "told", "n").len("k").sort("k", "task", "truth", "told")
    columns = ("texts", "kind", "task", "truth", "told", "k", "n")
    ours = measured.table("confusions")
    return _rated(pl.concat([_of(YOURS, yours, columns), _of(OURS, ours, columns)]))


def label_confidence(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """Of n texts with a confidence `from` to `to`, on average `said`, topic and mood of k right."""
    sure = ("topic", "sentiment")  # what a confidence speaks of
    said = audited.judged(engine, scope).filter(pl.col("task").is_in(sure))
    each = (
        said.drop_nulls("confidence")
        .group_by("id")
        .agg(
            pl.col("confidence").first().round(3),  # stored as a short float
            right=pl.col("told").eq_missing(pl.col("truth")).all(),
            labels=pl.len(),
        )
    )
    place = (pl.col("confidence") * BINS).floor().clip(0, BINS - 1)
    yours = (
        each.filter(labels=len(sure))
        .group_by((place / BINS).round(2).alias("from"), ((place + 1) / BINS).round(2).alias("to"))
        .agg(said=pl.col("confidence").mean(), k=pl.col("right").sum(), n=pl.len())
        .sort("from")
    )
    columns = ("texts", "kind", "from", "to", "said", "k", "n")
    ours = measured.table("confidence").rename({"low": "from", "high": "to"})
    return _rated(pl.concat([_of(YOURS, yours, columns), _of(OURS, ours, columns)]))


def unlike_channels(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """Each channel in view and sign that its texts are unlike those that the model knows.

    `channel`, `texts` looked at, `sign`, k of n with its interval, the `threshold`, `unlike`.
    """
    return _signs("channel", sources.channels(engine, selection, scope), pl.String())


def unlike_months(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """The same by step of time: `time` is its first day."""
    return _signs("time", sources.course(engine, selection, scope), pl.Date())


def tool_sentiment(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """Of n messages in view that a listening tool called `tool`, the model called k `told`."""
    table = vendors.agreement(engine, selection, scope).table
    rows = [
        (tool, told, k, sum(counts))
        for tool, counts in zip(vendors.MOODS, table, strict=True)
        for told, k in zip(vendors.MOODS, counts, strict=True)
    ]
    return _rated(pl.DataFrame(rows, ["tool", "told", "k", "n"], orient="row"))


def tool_contest(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """Of n audited messages with a mood of both, the mood of k is what people said.

    `judge`: the model or the tool; `alone`: where the other is wrong; `p` of McNemar's exact test.
    """
    found = vendors.contest(engine, scope)
    rows = [
        ("model", found.model, found.n, found.model_alone, found.p),
        ("tool", found.tool, found.n, found.tool_alone, found.p),
    ]
    return _rated(pl.DataFrame(rows, ["judge", "k", "n", "alone", "p"], orient="row"))


def _signs(name: str, looked_at: Iterable[Source], kind: pl.DataType) -> pl.DataFrame:
    rows = [
        (each.of, each.texts, sign, part.k, part.n, part.low, part.high, sign in each.unlike)
        for each in looked_at
        for sign, part in each.shares.items()
    ]
    counts = {"k": pl.Int64(), "n": pl.Int64(), "low": pl.Float64(), "high": pl.Float64()}
    schema = {
        name: kind,
        "texts": pl.Int64(),
        "sign": pl.String(),
        **counts,
        "unlike": pl.Boolean(),
    }
    table = pl.DataFrame(rows, schema, orient="row").with_columns(
        pl.col("low", "high").fill_nan(None),
        rate=pl.when(pl.col("n") > 0).then(pl.col("k") / pl.col("n")),
        threshold=pl.col("sign").replace_strict(
            {sign: sources.threshold(sign) for sign in sources.SIGNS}, return_dtype=pl.Float64
        ),
    )
    return table.select(name, "texts", "sign", "k", "n", *_RATE, "threshold", "unlike")


def _rated(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of k and n with the rate and its interval; null where n is 0."""
    low, high = wilson(rows["k"].to_numpy(), rows["n"].to_numpy())
    rates = rows.with_columns(rate=pl.col("k") / pl.col("n"), low=low, high=high)
    return rates.with_columns(pl.when(pl.col("n") > 0).then(pl.col(_RATE)).name.keep())


FRAMES: Mapping[str, Frame] = {
    "label_quality": label_quality,
    "model_bias": model_bias,
    "label_confusions": label_confusions,
    "label_confidence": label_confidence,
    "unlike_channels": unlike_channels,
    "unlike_months": unlike_months,
    "tool_sentiment": tool_sentiment,
    "tool_contest": tool_contest,
}
