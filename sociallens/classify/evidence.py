"""The terms that decided, as they stand in the text."""

import polars as pl

from sociallens.classify.terms import ABOUT, POINTS, Negation

MOST = 8  # terms shown of one text
LONGEST_TERM = 6  # words shown of one term
_GRAVE = 1.5 * POINTS  # a severity sign that weighs enough to make a text grave


def evidence(table: pl.DataFrame, found: pl.DataFrame, negation: Negation) -> pl.DataFrame:
    """Per text with any, the strongest terms behind its labels in reading order: `row, evidence`.

    `table` has the labels with the texts as written (`words`) and as compared (`read`), one row
    per text in the order of `row`; `found` is what `Lexicon.matches` gave.
    """
    ranked = _deciding(table, found).sort("row", "points", "nth", descending=[False, True, False])
    place = pl.int_range(pl.len())
    first_of_row = pl.when(pl.col("row") != pl.col("row").shift()).then(place).fill_null(0)
    strongest = ranked.filter(place - first_of_row.cum_max() < MOST)
    places = _places(strongest, table["read"], negation)
    split = table["words"].str.split(" ")
    lengths = split.list.len().cast(pl.Int64)
    start = (lengths.cum_sum() - lengths).gather(places["row"]) + places["first"]
    outer = _outermost(places.with_columns(start.alias("start")))
    shown = outer.select("row", evidence=_written(split.explode(), outer))
    return shown.group_by("row", maintain_order=True).agg(pl.col("evidence"))


def _places(terms: pl.DataFrame, read: pl.Series, negation: Negation) -> pl.DataFrame:
    """Which words of its text each term is: the `first`, counted from 1, and the `length`."""
    offset = pl.col("read").str.find(pl.col("pattern"), literal=True)
    placed = terms.with_columns(read.gather(terms["row"]))
    placed = placed.with_columns(before=pl.col("read").str.head(offset))
    first = pl.col("before").str.count_matches(" ", literal=True).alias("first").cast(pl.Int64) + 1
    plain = placed.filter(~pl.col("turned")).select("row", first, "length")
    negated = placed.filter("turned")
    back = negation.before(pl.col("before"))
    turned = negated.with_columns(back=back).select(
        "row", first - pl.col("back"), pl.col("length") + pl.col("back")
    )
    return pl.concat([plain, turned])


def _outermost(places: pl.DataFrame) -> pl.DataFrame:
    """Terms in reading order without those that stand within another.

    `start` counts the words of all texts in a row, so that no text reaches into the next.
    """
    ordered = places.sort("start", "length", descending=[False, True])
    end = pl.col("start") + pl.col("length")
    return ordered.filter((end > end.cum_max().shift()).fill_null(True))


def _written(words: pl.Series, places: pl.DataFrame) -> pl.Series:
    """The words from `start` on, `length` of them."""
    parts = [words.gather(places["start"])]
    for more in range(1, LONGEST_TERM):
        longer = places["length"] > more
        word = words.gather((places["start"] + more).clip(upper_bound=len(words) - 1))
        parts.append((" " + word).zip_with(longer, pl.Series([""])))
    return pl.select(pl.concat_str(parts)).to_series()


def _deciding(table: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    felt = found.filter(pl.col("kind").is_in(["complaint", "praise", "severity"]))
    labels = table.select("sentiment", "severity")[felt["row"]]
    tone = felt.hstack(labels).filter(
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
    about = found.filter(pl.col("kind").is_in(ABOUT)).join(
        named, on=["row", "kind", "label"], how="semi"
    )
    turned = pl.col("label").str.starts_with("not_")
    return pl.concat(
        [
            part.select("row", "nth", "pattern", "points", "length", turned=turned)
            for part in (tone, about)
        ]
    )


def _tone() -> pl.Expr:
    turned = pl.col("label").str.starts_with("not_")
    complaint, praise = pl.col("kind") == "complaint", pl.col("kind") == "praise"
    unhappy = (complaint & ~turned) | (praise & turned)
    happy = (praise & ~turned) | (complaint & turned)
    return ((pl.col("sentiment") == "negative") & unhappy) | (
        (pl.col("sentiment") == "positive") & happy
    )
