"""What to label first: the messages whose label, were it wrong, would change most.

A message's score is the product of three parts, each declared once below.

- How likely its labels are wrong: 1 less their confidence, which is calibrated.
- How much a wrong label moves the headline, the negative rate k / n = r within customer service.
  One that is in n counts 1: its mood alone moves the rate by 1 / n. One that is not would move it
  by (1 - r) / n if it is negative and by r / n if it is not, were it customer service after all.
  The n is common to all and left out.
- How grave it is: a grave complaint that is taken for a remark is also an answer that nobody gives.
"""

from collections.abc import Collection, Iterator

import polars as pl

from sociallens.access import TextScope
from sociallens.dimensions import excluding
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.schema import PERSON, PROVENANCE
from sociallens.selection import Selection
from sociallens.taxonomy import CUSTOMER_SERVICE

GRAVITY = {"high": 3.0, "medium": 2.0, "low": 1.0}
MOST = 120  # messages of a queue: more than anybody labels in a sitting
_JUDGED = ("id", "topic", "sentiment", "severity", "confidence", *PROVENANCE.values())
_AMONG = 2 * MOST  # looked at in each class of equal weight: some of them are left out
NEGATIVE = "negative"


def queue(
    engine: Engine, selection: Selection, scope: TextScope, without: Collection[str] = ()
) -> tuple[str, ...]:
    """The ids of the messages of a view to label first, the first first.

    Those of `without`, what people labelled already, and what no program was sure or unsure of are
    left out. Raises `StoreError`.
    """
    counted = engine.counts(["negative_service", "service"], [], selection, scope).row(0)
    rate = counted[0] / counted[1] if counted[1] else 0.5
    corrected = engine.annotations.corrections["id"].unique()
    rows = _candidates(engine, selection, scope).filter(
        ~pl.col("id").is_in(pl.Series([*without, *corrected], dtype=pl.String).implode())
    )
    ordered = rows.sort(score(rate), "id", descending=[True, False])
    return tuple(ordered["id"].head(MOST))


def score(rate: float) -> pl.Expr:
    """What a label changes, for a headline of this `rate`: see above."""
    service = (pl.col("topic") == CUSTOMER_SERVICE).fill_null(False)
    outside = pl.when(pl.col("sentiment") == NEGATIVE).then(1 - rate).otherwise(rate)
    weight = pl.when(service).then(1.0).otherwise(outside)
    gravity = pl.col("severity").replace_strict(GRAVITY, default=1.0, return_dtype=pl.Float64)
    return (1 - pl.col("confidence")) * weight * gravity


def _candidates(engine: Engine, selection: Selection, scope: TextScope) -> pl.DataFrame:
    """The least sure messages of each class whose members weigh the same.

    Within a class the order by confidence is that of the score: no message that is left out here
    can be among the first. Columns: `id`, `topic`, `sentiment`, `severity`, `confidence`, and who
    gave each label.
    """
    found = cached(
        engine,
        ("to label first", selection, scope),
        lambda: pl.concat(
            engine.contributions(each, scope, order="confidence", limit=_AMONG, columns=_JUDGED)
            for each in _classes(selection)
        ),
    )
    by_people = pl.all_horizontal(pl.col(*PROVENANCE.values()) == PERSON).fill_null(False)
    return found.filter(pl.col("confidence").is_not_null() & ~by_people).unique(
        "id", maintain_order=True
    )


def _classes(selection: Selection) -> Iterator[Selection]:
    """The view in parts, each of which has one weight and one gravity."""
    for severity in GRAVITY:
        graded = _narrowed(selection, "severity", severity)
        if graded is None:
            continue
        for topic in ("topic", excluding("topic")):
            parted = _narrowed(graded, topic, CUSTOMER_SERVICE)
            if parted is None:
                continue
            for mood in ("sentiment", excluding("sentiment")):
                if (moody := _narrowed(parted, mood, NEGATIVE)) is not None:
                    yield moody


def _narrowed(selection: Selection, key: str, value: str) -> Selection | None:
    """The selection narrowed to a value too, or leaving it out; None where it holds no such row."""
    chosen = selection.values(key)
    if key.startswith("not-"):
        return selection.choose(key, {*(chosen or ()), value})
    if chosen is not None and value not in chosen:
        return None
    return selection.choose(key, (value,))
