"""An index of words in texts: for each word, in which rows it stands, and where.

tantivy gives the stems but not the index: its hits come out one Python object at a time, two
million of them in two thirds of a second. Here a word's rows are an array, packed as the
distances between them in one, two or four bytes; a search is arithmetic on arrays.

An index is an Arrow table with a row for each block of texts, whose lists differ in length; read
from a mapped file it costs the memory of what is looked at.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import reduce
from zlib import crc32

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from sociallens.search.query import Part, Query
from sociallens.search.words import folded, split, stems

Mask = NDArray[np.bool_]  # one for each text
Whole = NDArray[np.integer]
BLOCK = 500_000  # texts; building an index takes about 400 bytes of memory for each
_SLICE = 20_000  # texts whose words are held as such at a time
_WIDTHS = (np.uint8, np.uint16, np.uint32)
_FEW = 1 << 16  # different words: numbers of two bytes are sorted in a fifth of the time
_PLACES = 32  # bits of a word's place in its text, below those of the row


def build(texts: pl.Series, block: int = BLOCK) -> pa.Table:
    """The index of texts, in their order."""
    starts = range(0, max(len(texts), 1), block)
    return pa.concat_tables(_block(texts.slice(start, block)) for start in starts)


def _block(texts: pl.Series) -> pa.Table:
    numbers: dict[str, int] = {}
    read = [_read(texts.slice(at, _SLICE), numbers) for at in range(0, max(len(texts), 1), _SLICE)]
    sizes = np.concatenate([sizes for sizes, _ in read])
    words = np.concatenate([words for _, words in read])
    del read
    vocabulary = sorted(numbers)
    rank = np.empty(len(vocabulary), np.uint32)
    rank[[numbers[word] for word in vocabulary]] = np.arange(len(vocabulary))
    if len(vocabulary) <= _FEW:
        rank = rank.astype(np.uint16)
    words = rank[words]
    counts = np.bincount(words, minlength=len(vocabulary))
    starts = np.cumsum(counts) - counts
    order = np.argsort(words, kind="stable")
    del words
    rows = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    ends = np.cumsum(sizes, dtype=np.uint32)
    places = np.arange(len(rows), dtype=np.uint32) - np.repeat(ends - sizes, sizes)
    rows, places = rows[order], places[order]
    del order
    steps = np.diff(rows, prepend=np.uint32(0))
    steps[starts] = rows[starts]
    return pa.table(
        {
            "size": pa.array([len(sizes)], pa.uint32()),
            "word": _one(pa.array(vocabulary, pa.string())),
            "count": _one(_arrow(counts.astype(np.uint32))),
            **_packed("row", steps, starts),
            **_packed("place", places, starts),
            **_stemmed(vocabulary),
        }
    )


def matches(index: Iterable["Block"], query: Query) -> Whole:
    """The rows that a query finds, sorted."""
    found, before = [np.empty(0, np.uint32)], 0
    for block in index:
        found.append((np.flatnonzero(block.matches(query)) + before).astype(np.uint32))
        before += block.size
    return np.concatenate(found)


def blocks(index: pa.Table) -> list["Block"]:
    """The blocks of an index."""
    return [Block(index.slice(nth, 1)) for nth in range(index.num_rows)]


class Block:
    """The words of some texts, to be searched."""

    def __init__(self, table: pa.Table) -> None:
        self.size: int = table["size"][0].as_py()
        self._words = _values(table, "word")
        self._stem_keys = _array(table, "stem_key")
        self._stem_words = _array(table, "stem_word")
        self._counts = _array(table, "count")
        self._rows = _Packed(table, "row")
        self._places = _Packed(table, "place")

    def matches(self, query: Query) -> Mask:
        """Which texts a query finds."""
        if not query.parts:
            return np.zeros(self.size, np.bool_)
        return reduce(np.logical_and, (self._holding(part) ^ part.excluded for part in query.parts))

    def _holding(self, part: Part) -> Mask:
        mask = np.zeros(self.size, np.bool_)
        if len(part.words) == 1:
            for word in self._same(part, 0):
                mask[self._in(word)] = True
            return mask
        first = self._standing(part, 0)
        for nth in range(1, len(part.words)):
            if not len(first):
                return mask
            first = _common(first, self._standing(part, nth))
        mask[first >> _PLACES] = True
        return mask

    def _same(self, part: Part, nth: int) -> Iterable[int]:
        """The numbers of the words that are the same as one that is sought."""
        sought = part.words[nth]
        if part.prefix and nth == len(part.words) - 1:
            return range(_place(self._words, sought), _place(self._words, sought + "\U0010ffff"))
        if part.exact:
            at = _place(self._words, sought)
            return (at,) if at < len(self._words) and self._words[at].as_py() == sought else ()
        return sorted({word for stem in stems(sought) for word in self._stemmed(stem)})

    def _stemmed(self, stem: str) -> Iterator[int]:
        """The numbers of the words with a stem. Two stems may share a key, so they are compared."""
        first, last = np.searchsorted(self._stem_keys, [_key(stem), _key(stem) + 1])
        for word in self._stem_words[first:last].tolist():
            if stem in stems(self._words[word].as_py()):
                yield word

    def _in(self, word: int) -> Whole:
        """The rows of a word, once for each time that it stands there."""
        return np.cumsum(self._rows.of(word, int(self._counts[word])), dtype=np.uint32)

    def _standing(self, part: Part, nth: int) -> Whole:
        """Where the first word of a part would stand, were it there, by its nth: sorted."""
        every = []
        for word in self._same(part, nth):
            places = self._places.of(word, int(self._counts[word])).astype(np.int64)
            every.append(((self._in(word).astype(np.int64) << _PLACES) + places) - nth)
        if not every:
            return np.empty(0, np.int64)
        return every[0] if len(every) == 1 else np.sort(np.concatenate(every), kind="stable")


class _Packed:
    """Lists of whole numbers, each in the narrowest width that holds them."""

    def __init__(self, table: pa.Table, name: str) -> None:
        self._widths = _array(table, f"{name}_width")
        self._starts = _array(table, f"{name}_start")
        self._lists = [_array(table, f"{name}_{np.dtype(width).name}") for width in _WIDTHS]

    def of(self, word: int, count: int) -> Whole:
        start = int(self._starts[word])
        numbers: Whole = self._lists[self._widths[word]][start : start + count]
        return numbers


def _packed(name: str, numbers: Whole, starts: Whole) -> dict[str, pa.Array]:
    """The columns that `_Packed` reads of lists that begin at `starts` in `numbers`."""
    counts = np.diff(starts, append=len(numbers))
    most = np.maximum.reduceat(numbers, starts) if len(starts) else starts
    widths = np.searchsorted([np.iinfo(width).max for width in _WIDTHS], most).astype(np.uint8)
    begins = np.zeros(len(starts), np.uint32)
    columns = {}
    for nth, width in enumerate(_WIDTHS):
        own = counts * (widths == nth)
        begins[widths == nth] = (np.cumsum(own) - own)[widths == nth]
        list_ = numbers[np.repeat(widths == nth, counts)].astype(width)
        columns[f"{name}_{np.dtype(width).name}"] = _one(_arrow(list_))
    columns[f"{name}_width"] = _one(_arrow(widths))
    columns[f"{name}_start"] = _one(_arrow(begins))
    return columns


def _stemmed(vocabulary: list[str]) -> dict[str, pa.Array]:
    """The columns that tell which words have a stem."""
    keys = np.array([_key(stem) for word in vocabulary for stem in stems(word)], np.uint32)
    order = np.argsort(keys, kind="stable")
    return {
        "stem_key": _one(_arrow(keys[order])),
        "stem_word": _one(_arrow((order // 2).astype(np.uint32))),
    }


def _key(stem: str) -> int:
    """A stem in four bytes: as text, stems would be a third of an index."""
    return crc32(stem.encode())


def _read(texts: pl.Series, numbers: dict[str, int]) -> tuple[Whole, Whole]:
    """How many words each text has, and the number of each word; new words get new numbers."""
    lists = split(texts)
    sizes = lists.list.len().to_numpy()
    written = lists.list.explode(empty_as_null=False, keep_nulls=False).to_arrow()
    encoded = written.dictionary_encode()
    own = [
        numbers.setdefault(folded(each), len(numbers)) for each in encoded.dictionary.to_pylist()
    ]
    return sizes, np.array(own, np.uint32)[pl.Series(encoded.indices).to_numpy()]


def _common(first: Whole, second: Whole) -> Whole:
    """What two sorted arrays share; a stable sort merges them in linear time."""
    both = np.sort(np.concatenate([first, second]), kind="stable")
    shared: Whole = both[1:][both[1:] == both[:-1]]
    return shared


def _arrow(numbers: Whole) -> pa.Array:
    """An array of NumPy's, by way of Polars: pyarrow would load pandas, half a second's work."""
    return pl.Series(numbers).to_arrow()


def _one(values: pa.Array) -> pa.Array:
    """A list of all values, as the only value of a column."""
    return pa.LargeListArray.from_arrays(pa.array([0, len(values)], pa.int64()), values)


def _values(table: pa.Table, name: str) -> pa.Array:
    return table[name].chunk(0).flatten()  # of this row alone, though `values` are of all


def _array(table: pa.Table, name: str) -> Whole:
    array: Whole = _values(table, name).to_numpy(zero_copy_only=True)
    return array


def _place(sorted_: pa.Array, text: str) -> int:
    # By code point, as Python sorts texts.
    return bisect_left(sorted_, text, key=lambda scalar: scalar.as_py())
