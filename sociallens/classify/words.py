"""What the words of a text say by themselves: a second opinion beside the terms.

A linear model over single words and pairs of neighbours, learnt from labelled texts. Its table
(`words_weights.<language>.csv`) has a row for each of them, as `Lexicon.read` gives them (`~` marks
a word that is negated), and a column of weights for each label, named `<task>.<label>`. A text's
opinion is the mean of its words' weights, times the square root of their number. The end of a
clause is a word that no table holds, so that no pair reaches over it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

WORDS = "words"


def opinions(read: pl.Series, table: pl.DataFrame) -> pl.DataFrame:
    """What the words of each text say for each label: the columns of `table` but `words`, floats.

    `read`: texts as `Lexicon.read` gives them.
    """
    labels = [name for name in table.columns if name != WORDS]
    held = presence(read, Vocabulary.of(table[WORDS]))
    sums = held @ table.select(labels).cast(pl.Float64).to_numpy()
    return pl.DataFrame(np.asarray(sums, np.float64), labels, orient="row")


@dataclass(frozen=True)
class Vocabulary:
    """Words and pairs of words, ready to be looked for."""

    size: int
    kinds: pl.Enum  # every word that occurs in them
    single: npt.NDArray[np.int64]  # kind -> its place in the table, or -1
    pairs: npt.NDArray[np.int64]  # first kind * number of kinds + second kind, ascending
    places: npt.NDArray[np.int64]  # of these pairs in the table

    @classmethod
    def of(cls, words: pl.Series) -> "Vocabulary":
        """The vocabulary of a table, in its order. Each entry is one word, or two with a space."""
        parts = pl.select(pl.lit(words).str.split_exact(" ", 1).alias("part")).unnest("part")
        first, second = parts.to_series(0), parts.to_series(1)
        kinds = pl.Enum(pl.concat([first, second]).drop_nulls().unique(maintain_order=True))
        codes = [each.cast(kinds).to_physical().cast(pl.Int64) for each in (first, second)]
        alone = second.is_null()
        single = np.full(len(kinds.categories), -1, np.int64)
        single[codes[0].filter(alone).to_numpy()] = alone.arg_true().to_numpy()
        keys = (codes[0] * len(kinds.categories) + codes[1]).filter(~alone).to_numpy()
        order = np.argsort(keys)
        places = (~alone).arg_true().to_numpy().astype(np.int64)
        return cls(len(words), kinds, single, keys[order], places[order])


def occurrences(
    read: pl.Series, vocabulary: Vocabulary
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Each word and pair of a vocabulary in texts: its text, its place, the word that it starts at.

    Words are counted from 0 within their text.
    """
    split = pl.select(pl.lit(read).str.strip_chars(" ").str.split(" ")).to_series()
    lengths = split.list.len().to_numpy().astype(np.int64)
    tokens = split.explode(empty_as_null=False)
    absent = len(vocabulary.kinds.categories)
    code = tokens.cast(vocabulary.kinds, strict=False).to_physical().fill_null(absent)
    codes = code.to_numpy().astype(np.int64)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    at = np.arange(len(codes)) - np.repeat(lengths.cumsum() - lengths, lengths)
    alone = np.append(vocabulary.single, -1)[codes]
    known = alone >= 0
    keys = codes[:-1] * absent + codes[1:]
    keys[(codes[:-1] == absent) | (codes[1:] == absent) | (rows[:-1] != rows[1:])] = -1
    found = vocabulary.pairs.searchsorted(keys).clip(max=max(len(vocabulary.pairs) - 1, 0))
    paired = np.flatnonzero(vocabulary.pairs[found] == keys) if len(vocabulary.pairs) else found[:0]
    return (
        np.concatenate([rows[known], rows[:-1][paired]]),
        np.concatenate([alone[known], vocabulary.places[found[paired]]]),
        np.concatenate([at[known], at[:-1][paired]]),
    )


def presence(read: pl.Series, vocabulary: Vocabulary) -> sparse.csr_array:
    """Which of a vocabulary each text holds: a row per text, each of length 1."""
    rows, places, _ = occurrences(read, vocabulary)
    held = sparse.csr_array(
        (np.ones(len(rows)), (rows, places)), shape=(len(read), vocabulary.size)
    )
    held.sum_duplicates()
    counts = np.diff(held.indptr)
    held.data = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts)
    return held


def advised(features: pl.DataFrame, said: pl.DataFrame | None, task: str) -> pl.DataFrame:
    """The features of each text and, where words are read, what they say of a task."""
    return features if said is None else features.hstack(opinion(said, task))


def opinion(said: pl.DataFrame, task: str) -> pl.DataFrame:
    """The `opinions` on one task, `words_<label>`, which sum to 0 in each text."""
    names = [name for name in said.columns if name.startswith(f"{task}.")]
    mean = pl.mean_horizontal(names)
    return said.select(
        (pl.col(n) - mean).alias(f"words_{n.removeprefix(f'{task}.')}") for n in names
    )
