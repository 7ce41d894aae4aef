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


Places = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Vocabulary:
    """Words and pairs of words, ready to be looked for.

    The arrays have one place more than there are kinds, for words that are not in the vocabulary.
    """

    size: int
    kinds: pl.Enum  # every word that occurs in them
    single: Places  # kind -> its place in the table, or -1
    first: Places  # kind -> its row in `pairs`; the last one where no pair starts with it
    second: Places  # kind -> its column in `pairs`; the last one where no pair ends with it
    pairs: Places  # the place in the table of each pair, or -1

    @classmethod
    def of(cls, words: pl.Series) -> "Vocabulary":
        """The vocabulary of a table, in its order. Each entry is one word, or two with a space."""
        parts = pl.select(pl.lit(words).str.split_exact(" ", 1).alias("part")).unnest("part")
        first, second = parts.to_series(0), parts.to_series(1)
        kinds = pl.Enum(pl.concat([first, second]).drop_nulls().unique(maintain_order=True))
        alone = second.is_null()
        single = np.full(len(kinds.categories) + 1, -1, np.int32)
        single[_codes(first.filter(alone), kinds)] = alone.arg_true().to_numpy()
        rows, row = _numbered(_codes(first.filter(~alone), kinds), len(single))
        columns, column = _numbered(_codes(second.filter(~alone), kinds), len(single))
        pairs = np.full((row.max() + 1, column.max() + 1), -1, np.int32)
        pairs[rows, columns] = (~alone).arg_true().to_numpy()
        return cls(len(words), kinds, single, row, column, pairs)


def _codes(words: pl.Series, kinds: pl.Enum) -> Places:
    """The kind of each word; the number of kinds for one that is none of them."""
    codes = words.cast(kinds, strict=False).to_physical()
    return codes.fill_null(len(kinds.categories)).cast(pl.Int32).to_numpy()


def _numbered(codes: Places, kinds: int) -> tuple[Places, Places]:
    """Codes by numbers from 0 without a gap; the number of every kind, the last for all others."""
    known = np.unique(codes)
    numbers = np.full(kinds, len(known), np.int32)
    numbers[known] = np.arange(len(known))
    return numbers[codes], numbers


def occurrences(read: pl.Series, vocabulary: Vocabulary) -> tuple[Places, Places, Places]:
    """Each word and pair of a vocabulary in texts: its text, its place, the word that it starts at.

    Words are counted from 0 within their text.
    """
    split = pl.select(pl.lit(read).str.strip_chars(" ").str.split(" ")).to_series()
    lengths = split.list.len().to_numpy().astype(np.int32)
    codes = _codes(split.explode(empty_as_null=False), vocabulary.kinds)
    rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    at = np.arange(len(codes), dtype=np.int32)
    at -= np.repeat(lengths.cumsum(dtype=np.int32) - lengths, lengths)
    alone = vocabulary.single[codes]
    known = np.flatnonzero(alone >= 0)
    # A table of all pairs costs a few megabytes; searching for each pair takes ten times as long.
    both = vocabulary.pairs[vocabulary.first[codes[:-1]], vocabulary.second[codes[1:]]]
    paired = np.flatnonzero((both >= 0) & (rows[:-1] == rows[1:]))
    return (
        np.concatenate([rows[known], rows[paired]]),
        np.concatenate([alone[known], both[paired]]),
        np.concatenate([at[known], at[paired]]),
    )


def presence(read: pl.Series, vocabulary: Vocabulary) -> sparse.csr_array:
    """Which of a vocabulary each text holds: a row per text, each of length 1."""
    rows, places, _ = occurrences(read, vocabulary)
    held = sparse.csr_array(
        (np.ones(len(rows), np.int8), (rows, places)), shape=(len(read), vocabulary.size)
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
