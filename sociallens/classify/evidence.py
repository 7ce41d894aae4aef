"""The terms that decided, as they stand in the text."""

import numpy as np
import polars as pl

from sociallens.classify.terms import POINTS, TURNED, Lexicon, names_in
from sociallens.classify.words import WORDS, Vocabulary, occurrences
from sociallens.taxonomy import NO_TOPIC

MOST = 8  # terms shown of one text
MOST_WORDS = 3  # where no term decided
_SPOKE = 0.5  # the weight from which a word is worth showing
LONGEST_TERM = 6  # words shown of one term
_STRONGEST = 100_000  # points, above those of any term
_GRAVE = 1.5 * POINTS  # a severity sign that weighs enough to make a text grave


def evidence(table: pl.DataFrame, matches: pl.DataFrame, terms: Lexicon) -> pl.Series:
    """Per text the strongest terms behind its labels in reading order; null where none is.

    `table` has the labels to explain, null for none, with the texts as written (`words`) and as
    compared (`read`), one row per text in the order of `row`; `matches` is what `terms.matches`
    gave.
    """
    # One number to sort by, row first, then the strongest: sorting by three is twice as slow.
    weakness = _STRONGEST - pl.col("points").clip(0, _STRONGEST).cast(pl.Int64)
    of_row = pl.col("row").cast(pl.Int64) * (_STRONGEST + 1) + weakness
    ranked = matches.filter(_deciding(table, matches)).sort(
        of_row * terms.table.height + pl.col("nth")
    )
    place = pl.int_range(pl.len())
    first_of_row = pl.when(pl.col("row") != pl.col("row").shift()).then(place).fill_null(0)
    strongest = ranked.filter(place - first_of_row.cum_max() < MOST)
    places = _places(strongest, table["read"], terms)
    split = table["words"].str.split(" ")
    lengths = split.list.len().cast(pl.Int64)
    start = (lengths.cum_sum() - lengths).gather(places["row"]) + places["first"]
    written = split.explode()
    outer = _outermost(_whole(written, places.with_columns(start.alias("start"))))
    shown = outer.select("row", evidence=_written(written, outer))
    lists = shown.group_by("row", maintain_order=True).agg(pl.col("evidence"))
    return table.select("row").join(lists, on="row", how="left", maintain_order="left")["evidence"]


def _deciding(table: pl.DataFrame, matches: pl.DataFrame) -> pl.Series:
    """Whether each match supports a label of its text."""
    names = names_in(matches)
    complains = names.str.starts_with("complaint.")
    turned = names.str.contains(f".{TURNED}", literal=True)
    polar = complains | names.str.starts_with("praise.")
    grave = names.str.starts_with("severity.")
    supports_label = np.zeros((table.height, len(names)), np.bool_)
    for column, label, supports in (
        ("sentiment", "negative", polar & (complains != turned)),
        ("sentiment", "positive", polar & (complains == turned)),
        ("severity", "high", grave),
    ):
        labelled = (table[column] == label).fill_null(False)
        supports_label[np.ix_(labelled.to_numpy(), supports.to_numpy())] = True
    main = table.select("row", name="topic." + pl.col("topic"))
    causes = table.select("row", name="causes").explode("name")
    about = pl.concat([main, causes.with_columns(name="cause." + pl.col("name"))]).with_columns(
        pl.col("name").cast(matches["name"].dtype, strict=False).to_physical()
    )
    subjects = about.drop_nulls()
    supports_label[subjects["row"].to_numpy(), subjects["name"].to_numpy()] = True
    least = np.where(grave, _GRAVE, 1)
    name = matches["name"].to_physical().to_numpy()
    return pl.Series(
        supports_label[matches["row"].to_numpy(), name]
        & (matches["points"].to_numpy() >= least[name])
    )


def _places(strongest: pl.DataFrame, read: pl.Series, terms: Lexicon) -> pl.DataFrame:
    """Which words of its text each term is: `row`, the `first`, counted from 1, the `length`."""
    turned = names_in(strongest).str.contains(f".{TURNED}", literal=True)
    placed = strongest.select(
        "row",
        "length",
        read.gather(strongest["row"]),
        pattern=terms.patterns.gather(strongest["pattern"]),
        turned=turned.gather(strongest["name"].to_physical()),
    ).with_columns(at=pl.col("read").str.find(pl.col("pattern"), literal=True))
    spaces = np.frombuffer(read.str.join("").item().encode("ascii"), np.uint8) == ord(" ")
    before = np.zeros(len(spaces) + 1, np.int32)  # how many, up to each letter of all texts
    spaces.cumsum(out=before[1:])
    ends = read.str.len_bytes().cum_sum()
    start = (ends - read.str.len_bytes()).gather(placed["row"]).to_numpy()
    first = (before[start + placed["at"].to_numpy()] - before[start] + 1).astype(np.int64)
    ending = pl.col("read").str.head(pl.col("at"))
    few = placed["turned"].arg_true()  # few terms are turned, and to look back takes long
    negation = placed[few].select(terms.negation.before(ending)).to_series()
    back = pl.repeat(0, placed.height, dtype=pl.Int64, eager=True)
    back = back.scatter(few, negation.cast(pl.Int64))
    return placed.select("row", pl.Series("first", first) - back, pl.col("length") + back)


def _whole(words: pl.Series, places: pl.DataFrame) -> pl.DataFrame:
    """Terms that start amid "don't" from its start, not from its "t"."""
    start = places["start"]
    cut = words.gather(start).is_in(["t", "T"]).arg_true()
    before = words.gather((start.gather(cut) - 1).clip(lower_bound=0))
    back = pl.repeat(0, len(start), dtype=pl.Int64, eager=True)
    back = back.scatter(cut, before.str.contains("[nN]$").cast(pl.Int64))
    return places.with_columns(start - back, pl.col("length") + back)


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


def from_words(table: pl.DataFrame, weights: pl.DataFrame) -> pl.Series:
    """The words that spoke most for the labels of each text, as written; null where none did.

    `table` as for `evidence`; `weights` is the table of `classify.words`. For texts whose labels no
    term supports.
    """
    vocabulary = Vocabulary.of(weights[WORDS])
    rows, places, first = occurrences(table["read"], vocabulary)
    spoke = np.zeros(len(rows))
    for task, silent in (("sentiment", "neutral"), ("topic", NO_TOPIC)):
        names = [name for name in weights.columns if name.startswith(f"{task}.")]
        labels = [*(name.removeprefix(f"{task}.") for name in names), silent]
        values = weights.select(names).to_numpy()
        values = np.column_stack([values - values.mean(axis=1, keepdims=True), 0 * values[:, 0]])
        values[:, labels.index(silent)] = 0
        label = table[task].replace_strict(
            labels[:-1], range(len(labels) - 1), default=len(labels) - 1
        )
        spoke += values[places, label.to_numpy()[rows]]
    length = pl.Series(weights[WORDS].str.count_matches(" ", literal=True) + 1).gather(places)
    said = pl.DataFrame({"row": rows, "first": first, "length": length, "spoke": spoke}).cast(
        {"length": pl.Int64}
    )
    most = said.filter(pl.col("spoke") >= _SPOKE).sort(
        "row", "spoke", "first", descending=[False, True, False]
    )
    most = most.filter(pl.int_range(pl.len()).over("row") < MOST_WORDS)
    split = table["words"].str.strip_chars(" ").str.split(" ")
    lengths = split.list.len().cast(pl.Int64)
    start = (lengths.cum_sum() - lengths).gather(most["row"]) + most["first"]
    outer = _outermost(most.with_columns(start.alias("start")))
    shown = outer.select("row", evidence=_written(split.explode(), outer))
    lists = shown.group_by("row", maintain_order=True).agg(pl.col("evidence"))
    numbered = pl.DataFrame({"row": np.arange(table.height)})
    return numbered.join(lists, on="row", how="left", maintain_order="left")["evidence"]
