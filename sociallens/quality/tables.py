"""The tables of the page on quality, for the page, the files, the command and Python alike."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import polars as pl

from sociallens.access import Scope
from sociallens.engine import Engine
from sociallens.quality import measured, sources
from sociallens.quality.sources import Source
from sociallens.selection import Selection
from sociallens.stats import wilson

Frame = Callable[[Engine, Selection, Scope], pl.DataFrame]
OURS, YOURS = "ours", "yours"  # whose texts: our test texts, the reader's own of an audit
_RATE = ("rate", "low", "high")


def frame(engine: Engine, name: str, selection: Selection, scope: Scope) -> pl.DataFrame:
    """One of `tables.QUALITY` for a view. Raises `StoreError`."""
    return FRAMES[name](engine, selection, scope)


def label_quality(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """How often each label is right.

    `texts`: whose; `kind`, `channel`: of ours, empty for all; `task`; of n the label of k is what
    people said, `accepted` are that or acceptable; `rate`, `low`, `high`: of k.
    """
    ours = measured.table("right").select(
        "kind", "channel", "task", "k", "n", "accepted", texts=pl.lit(OURS)
    )
    return _rated(ours.select("texts", "kind", "channel", "task", "k", "n", "accepted"))


def model_bias(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """What two rates are by the model's labels and by people's, on our test texts.

    `metric`, `kind`, `channel`, `n`, then k and n of each, and the difference with its interval.
    """
    return measured.table("bias")


def label_confusions(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """Of n texts that people said to be `truth`, how many the model took for `told`."""
    ours = measured.table("confusions").with_columns(texts=pl.lit(OURS))
    return _rated(ours.select("texts", "kind", "task", "truth", "told", "k", "n"))


def label_confidence(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """Of n texts with a confidence `from` to `to`, on average `said`, topic and mood of k right."""
    ours = measured.table("confidence").rename({"low": "from", "high": "to"})
    ours = ours.with_columns(texts=pl.lit(OURS))
    return _rated(ours.select("texts", "kind", "from", "to", "said", "k", "n"))


def unlike_channels(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """Each channel in view and sign that its texts are unlike those that the model knows.

    `channel`, `texts` looked at, `sign`, k of n with its interval, the `threshold`, `unlike`.
    """
    return _signs("channel", sources.channels(engine, selection, scope), pl.String())


def unlike_months(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    """The same by step of time: `time` is its first day."""
    return _signs("time", sources.course(engine, selection, scope), pl.Date())


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
    rate = np.divide(rows["k"].to_numpy(), rows["n"].to_numpy(), where=rows["n"].to_numpy() > 0)
    return rows.with_columns(rate=rate, low=low, high=high).with_columns(
        pl.when(pl.col("n") > 0).then(pl.col(_RATE)).name.keep()
    )


FRAMES: Mapping[str, Frame] = {
    "label_quality": label_quality,
    "model_bias": model_bias,
    "label_confusions": label_confusions,
    "label_confidence": label_confidence,
    "unlike_channels": unlike_channels,
    "unlike_months": unlike_months,
}
