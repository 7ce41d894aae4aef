"""Groups of letters in texts, as numbers: what tells a language from words nobody has listed."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_matrix

from sociallens.classify.normalise import folded

Numbers = npt.NDArray[np.int32]
_LONGEST = 4  # letters of a group
_BITS = 5  # of a letter, of which a group is a number
_ALPHABET = 0x1F00  # what the Latin letters of Europe and Vietnam are below
_ACCENTED = 1 << (_BITS * _LONGEST)  # above all groups; the letters with an accent are after it
NUMBERS = _ACCENTED + _ALPHABET  # what the numbers of groups are below
_SIGNS = "abcdefghijklmnopqrstuvwxyz_"  # how the letters of a group are written; `_` is a space
_ACCENTS = "àáâãäăąæçćéèêëęğíìîïıłñńóòôõöœśşșßţțúùûüýÿźż"  # of the languages that are recognised
_FOREIGN = "ø"  # how the letters of all others are written


def groups_in(words: pl.Series, places: Numbers) -> Iterator[csr_matrix]:
    """How often each group of letters is in each text, one matrix for each length.

    `places` has the column of each group, by its number.
    """
    texts = words.str.to_lowercase() + "|"  # no group reaches into the next text
    ends = np.append(0, texts.str.len_chars().to_numpy().astype(np.int64).cumsum())
    shape = (len(texts), int(places.max()) + 1)
    for numbers in numbered("".join(texts)):
        yield csr_matrix((np.ones(len(numbers), np.float32), places[numbers], ends), shape)


def numbered(text: str) -> Iterator[Numbers]:
    """The number of the group that begins at each letter, for each length; 0 where none does.

    A group of one is a letter with its accent, the others are without.
    """
    points = np.frombuffer(text.encode("utf-32-le"), np.int32)
    points = np.where(points < _ALPHABET, points, 0)
    letters = _plain()[points]
    yield _accented()[points]
    group = letters
    for size in range(2, _LONGEST + 1):
        last = np.append(letters[size - 1 :], np.zeros(min(size - 1, len(letters)), np.int32))
        group = np.where((group > 0) & (last > 0), (group << _BITS) | last, 0)
        yield group


def sign_of(number: int) -> str:
    """How the group with this number is written among the weights."""
    if number >= _ACCENTED:
        return chr(number - _ACCENTED)
    places = (number >> _BITS * after & (1 << _BITS) - 1 for after in reversed(range(_LONGEST)))
    return "".join(_SIGNS[place - 1] for place in places if place)


def places_of(signs: pl.Series) -> Numbers:
    """The place, from 1, of each group of letters among these signs, by its number; else 0."""
    texts = signs.str.replace_all("_", " ", literal=True) + "|"  # no group reaches on
    starts = texts.str.len_chars().cum_sum().shift(1, fill_value=0).to_numpy()
    places = np.zeros(NUMBERS, np.int32)
    longest = np.max([*numbered("".join(texts))], axis=0)
    places[longest[starts]] = np.arange(1, len(texts) + 1)
    return places


@cache
def _accented() -> Numbers:
    """The number of each Latin letter with an accent, one for all that are foreign; else 0."""
    points = np.arange(_ALPHABET, dtype=np.int32)
    own = np.isin(points, [ord(letter) for letter in _ACCENTS])
    numbers = np.where(own, points, ord(_FOREIGN)) + _ACCENTED
    return np.where((points > ord("z")) & (_plain() > 0), numbers, 0).astype(np.int32)


@cache
def _plain() -> Numbers:
    """The place in the alphabet of each Latin letter without its accent; that of a space is last.

    0 for all else. Of `ß` and `œ` the first letter counts.
    """
    points = range(1, _ALPHABET)
    plain = folded(pl.Series(map(chr, points))).str.normalize("NFKD").str.head(1)
    alphabet = {sign: place for place, sign in enumerate(_SIGNS.replace("_", " "), start=1)}
    alphabet |= {letter: alphabet[like] for letter, like in zip("łıøđðħþ", "lioddht", strict=True)}
    return np.array([0, *(alphabet.get(letter, 0) for letter in plain)], np.int32)
