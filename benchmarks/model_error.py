"""What the model gets wrong, as tables that ship: `python -m benchmarks.model_error`.

Labels the real texts that were set apart (`blind`) with the shipped weights, holds them against
their labels and writes `sociallens/quality/measured/`. No text, no id and no source's name goes in.
Where the real texts are absent nothing is written.
"""

import sys
from collections.abc import Iterator

import numpy as np
import polars as pl

from benchmarks.real_texts import (
    DATA,
    LABELLED_MORE,
    REVIEWS_MORE,
    as_evaluated,
    comments,
    hand_labelled,
    reviews,
    tweets,
)
from sociallens.classify import VERSION, classify
from sociallens.evaluation import calibration
from sociallens.evaluation.scores import Floats, figure, ratio
from sociallens.evaluation.tasks import TASKS, Task, answers
from sociallens.metrics import CUSTOMER_SERVICE_SHARE, NEGATIVE_RATE_CUSTOMER_SERVICE
from sociallens.quality.measured import EVERY, FOLDER, OTHERS, SHOPS, TABLES
from sociallens.quality.sources import UNSURE
from sociallens.quality.words import unknown
from sociallens.taxonomy import CUSTOMER_SERVICE, DEFAULT, load

# The sector that ships for each one of `labelled-more.csv`; a text of none is read as a shop's. So
# are operators': people named the causes of shops, and the sector of telecoms has others.
SECTORS = {
    "bank": "banking", "app": "apps",
    "travel": "travel", "restaurant": "travel", "culture": "travel",
}  # fmt: skip
OF_SHOPS = ("retail", "marketplace", "telecom")
TAXONOMY = load()
DIGITS = 4
MOST = 400  # texts of a source that says what is usual
# The tasks of the evaluation, as the labels of a contribution are called.
CALLED = {"topic": "topic", "cause": "causes", "sentiment": "sentiment", "severity": "severity",
          "intent": "intent"}  # fmt: skip
FIGURES = ("told_k", "told_n", "true_k", "true_n", "size", "low", "high")
Row = dict[str, object]


def set_apart() -> tuple[pl.DataFrame, pl.Series, pl.Series]:
    """The texts as the evaluation reads them, the kind of sector of each, and its sector."""
    every = hand_labelled().filter("blind")
    sector = pl.col("source").replace_strict(_sectors(), default=None, return_dtype=pl.String)
    of_shops = sector.is_null() | sector.is_in(OF_SHOPS)
    every = every.with_columns(
        kind=pl.when(of_shops).then(pl.lit(SHOPS)).otherwise(pl.lit(OTHERS)),
        sector=sector.replace_strict(SECTORS, default=DEFAULT),
    )
    return as_evaluated(every), every["kind"], every["sector"]


def _sectors() -> dict[str, str]:
    """The sector of each source that names one; the first ones were of shops and operators."""
    files = [pl.read_csv(DATA / name, infer_schema=False) for name in (LABELLED_MORE, REVIEWS_MORE)]
    return dict(pl.concat([file.select("source", "sector") for file in files]).unique().rows())


def labelled_by_model(texts: pl.DataFrame, sectors: pl.Series) -> pl.DataFrame:
    """What the classifier says of each text, in their order, by the terms of its sector."""
    parts = [
        classify(texts.filter(sectors == sector).select("id", "text", "channel"), load(sector))
        for sector in sectors.unique().sort()
    ]
    return texts.select("id").join(pl.concat(parts), on="id", maintain_order="left")


def groups(kinds: pl.Series, channels: pl.Series) -> Iterator[tuple[str, str, pl.Series]]:
    """Each channel and kind that has texts, and whether each text is of it."""
    for kind in (EVERY, SHOPS, OTHERS):
        for channel in (EVERY, *channels.unique().sort()):
            of = pl.select(
                (pl.lit(channels == channel) | (channel == EVERY))
                & (pl.lit(kinds == kind) | (kind == EVERY))
            ).to_series()
            if of.any():
                yield channel, kind, of


def right(task: Task, labelled: pl.DataFrame, said: pl.DataFrame) -> Row:
    """Of n texts with a label of people, how many have it (k) or one that is also acceptable."""
    pairs = answers(task, labelled, said)
    strict = pairs["gold"] == pairs["predicted"]
    also = pairs.select(pl.col("also").list.contains(pl.col("predicted"))).to_series()
    accepted = int((strict | also.fill_null(False)).sum())
    return {"n": pairs.height, "k": int(strict.sum()), "accepted": accepted}


def biases(labelled: pl.DataFrame, said: pl.DataFrame) -> Iterator[tuple[str, list[float | None]]]:
    """Each metric with k and n by the machine and by people, their difference and its interval.

    The bootstrap draws texts, hence both labels of each together.
    """
    flags = pl.DataFrame(
        {
            "told": (said["topic"] == CUSTOMER_SERVICE).fill_null(False),
            "told_unhappy": (said["sentiment"] == "negative").fill_null(False),
            "told_any": said["topic"].is_not_null(),
            "true": (labelled["topic"] == CUSTOMER_SERVICE).fill_null(False),
            "true_unhappy": (labelled["sentiment"] == "negative").fill_null(False),
            "true_any": labelled["topic"].is_not_null(),
        }
    )
    for metric, k, n in (
        (NEGATIVE_RATE_CUSTOMER_SERVICE.name, "{0} & {0}_unhappy", "{0}"),
        (CUSTOMER_SERVICE_SHARE.name, "{0}", "{0}_any"),
    ):
        sides: dict[str, pl.Series] = {}
        for side in ("told", "true"):
            hits, whole = (_all_of(flags, form.format(side)) for form in (k, n))
            sides |= {f"{side}_k": hits & whole, f"{side}_n": whole}
        yield metric, _difference(pl.DataFrame(sides))


def _all_of(flags: pl.DataFrame, names: str) -> pl.Series:
    return flags.select(pl.all_horizontal(names.split(" & "))).to_series()


def _difference(sides: pl.DataFrame) -> list[float | None]:
    patterns = sides.group_by(sides.columns).len("texts").sort(sides.columns)
    member: Floats = patterns.select(pl.col(sides.columns).cast(pl.Float64)).to_numpy()

    def told_less_true(draws: Floats) -> Floats:
        told_k, told_n, true_k, true_n = (draws @ member).T
        return ratio(told_k, told_n) - ratio(true_k, true_n)

    sums = [int(value) for value in sides.sum().row(0)]
    if not (sums[1] and sums[3]):
        return [*sums, None, None, None]
    drawn = figure(patterns["texts"].to_numpy().astype(np.float64), told_less_true)
    assert drawn is not None  # both sides have texts
    return [*sums, drawn.value, drawn.low, drawn.high]


def usual() -> Iterator[Row]:
    """What is usual in the sources whose texts the model was fitted on, a row each."""
    every = pl.concat(
        [part.select("text", "channel", "source") for part in (comments(), tweets(), reviews())]
    ).unique("text", maintain_order=True)
    for _, source in every.group_by("source", maintain_order=True):
        texts = source.sample(min(MOST, source.height), seed=1)
        said = classify(texts.with_columns(id=pl.int_range(pl.len()).cast(pl.String)), TAXONOMY)
        labelled = said.filter(pl.col("topic").is_not_null())
        yield {
            "channel": texts["channel"][0],
            "kind": SHOPS,
            "texts": texts.height,
            "labelled": labelled.height,
            "unsure": int((labelled["confidence"] < UNSURE).sum()),
            "unclassified": texts.height - labelled.height,
            **unknown(texts["text"], TAXONOMY.folder).sum().row(0, named=True),
        }


def confusions(task: Task, labelled: pl.DataFrame, said: pl.DataFrame) -> Iterator[Row]:
    """Of n texts with a label, how many were given another; nothing below two."""
    pairs = answers(task, labelled, said).with_columns(n=pl.len().over("gold"))
    wrong = pairs.filter(pl.col("gold") != pl.col("predicted"))
    counted = wrong.group_by("gold", "predicted", "n").len("k").filter(pl.col("k") > 1)
    for row in counted.sort("k", "gold", "predicted", descending=[True, False, False]).rows(
        named=True
    ):
        yield {"truth": row["gold"], "told": row["predicted"], "n": row["n"], "k": row["k"]}


def confidence(labelled: pl.DataFrame, said: pl.DataFrame) -> Iterator[Row]:
    """The bins of confidence, and how often topic and sentiment are right in each."""
    for part in calibration.calibrations(labelled, said)[calibration.BOTH].bins:
        yield {
            "low": part.low,
            "high": part.high,
            "n": part.n,
            "k": round(part.right * part.n),
            "said": part.confidence,
        }


def measured() -> dict[str, list[Row]]:
    """The rows of each table of `sociallens.quality.measured`."""
    labelled, kinds, sectors = set_apart()
    said = labelled_by_model(labelled, sectors)
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    tasks = [task for task in TASKS if task.name in CALLED]
    for channel, kind, of in groups(kinds, labelled["channel"]):
        here: Row = {"channel": channel, "kind": kind}
        of_group = labelled.filter(of), said.filter(of)
        tables["texts"].append({**here, "classifier": VERSION, "n": of_group[0].height})
        for metric, values in biases(*of_group):
            figures = dict(zip(FIGURES, values, strict=True))
            tables["bias"].append({"metric": metric, **here, "n": of_group[0].height, **figures})
        for task in tasks:
            named: Row = {"task": CALLED[task.name], **here}
            tables["right"].append({**named, **right(task, *of_group)})
            if channel == EVERY:
                tables["confusions"] += [named | row for row in confusions(task, *of_group)]
        if channel == EVERY:
            tables["confidence"] += [here | row for row in confidence(*of_group)]
    tables["usual"] = list(usual())
    return tables


def main() -> None:
    if not (DATA / LABELLED_MORE).is_file():
        sys.exit(f"No real texts here ({DATA} has no {LABELLED_MORE}): nothing was measured.")
    FOLDER.mkdir(exist_ok=True)
    for name, rows in measured().items():
        table = pl.DataFrame(rows, infer_schema_length=None)
        table.with_columns(pl.col(pl.Float64).round(DIGITS)).write_csv(FOLDER / f"{name}.csv")
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
