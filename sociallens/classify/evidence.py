"""The terms that decided, as they stand in the text."""

import polars as pl

from sociallens.classify.terms import POINTS, Negation

MOST = 8  # terms shown of one text
LONGEST_TERM = 6  # words shown of one term
_GRAVE = 1.5 * POINTS  # a severity sign that weighs enough to make a text grave


def evidence(table: pl.DataFrame, found: pl.DataFrame, negation: Negation) -> pl.DataFrame:
    """Per text with any, the strongest terms behind its labels in reading order: `row, evidence`.

    `table` has the labels with the texts as written (`words`) and as compared (`read`), one row
    per text in the order of `row`; `found` is what `Lexicon.matches` gave.
    """
    strongest = (
        _deciding(table, found)
        .sort("row", "points", "pattern", descending=[False, True, False])
        .filter(pl.int_range(pl.len()).over("row") < MOST)
    )
    texts = table.select("read", "words")
    placed = strongest.hstack(texts.select("read")[strongest["row"]])
    offset = pl.col("read").str.find(pl.col("pattern"), literal=True)
    placed = placed.with_columns(before=pl.col("read").str.head(offset))
    first = pl.col("before").str.count_matches(" ", literal=True) + 1
    plain = placed.filter(~pl.col("turned")).select("row", first, "length")
    back = negation.before(pl.col("before"))
    turned = placed.filter("turned").select("row", first - back, pl.col("length") + back)
    ordered = pl.concat([plain, turned]).rename({"before": "first"})
    ordered = ordered.sort("row", "first", "length")
    shown = ordered.with_columns(evidence=_written(texts["words"], ordered))
    return (
        shown.unique(["row", "evidence"], keep="first", maintain_order=True)
        .group_by("row", maintain_order=True)
        .agg("evidence")
    )


def _written(words: pl.Series, places: pl.DataFrame) -> pl.Series:
    """The words of each text from its `first` on, `length` of them."""
    split = words.str.split(" ")
    flat = split.explode()
    starts = split.list.len().cast(pl.Int64).cum_sum().shift(1, fill_value=0)
    start = starts.gather(places["row"]) + places["first"]
    parts = [flat.gather(start)]
    for more in range(1, LONGEST_TERM):
        longer = places["length"] > more
        word = flat.gather((start + more).clip(upper_bound=len(flat) - 1))
        parts.append((" " + word).zip_with(longer, pl.Series([""])))
    return pl.select(pl.concat_str(parts)).to_series()


def _deciding(table: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    labels = table.select("sentiment", "severity")[found["row"]]
    tone = found.hstack(labels).filter(
        (_tone() & (pl.col("points") > 0))
        | (
            (pl.col("kind") == "severity")
            & (pl.col("severity") == "high")
            & (pl.col("points") >= _GRAVE)
        )
    )
    named = pl.concat(
        [
            table.select("row", label="topic", kind=pl.lit("topic")),
            table.select("row", label="causes", kind=pl.lit("cause")).explode("label"),
        ]
    )
    about = found.join(named, on=["row", "kind", "label"], how="semi")
    turned = pl.col("label").str.starts_with("not_")
    return pl.concat(
        [part.select("row", "pattern", "points", "length", turned=turned) for part in (tone, about)]
    )


def _tone() -> pl.Expr:
    turned = pl.col("label").str.starts_with("not_")
    complaint, praise = pl.col("kind") == "complaint", pl.col("kind") == "praise"
    unhappy = (complaint & ~turned) | (praise & turned)
    happy = (praise & ~turned) | (complaint & turned)
    return ((pl.col("sentiment") == "negative") & unhappy) | (
        (pl.col("sentiment") == "positive") & happy
    )
