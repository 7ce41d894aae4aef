"""The language of a text: common words and groups of letters, weighed by a linear model.

French and English are classified. The others are told apart so that nobody is shown labels that
were guessed. A text too short to tell ("ok", "13/20") is taken as French.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_matrix

from sociallens.classify.normalise import NO_WORDS, folded
from sociallens.classify.terms import Matrix
from sociallens.taxonomy import FOLDER

Places = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.int32]
CLASSIFIED = ("fr", "en")
ASSUMED = "fr"
WEIGHTS = FOLDER / "common" / "language_weights.csv"
READ = 200  # characters are enough to tell a language
_LETTERS = 10  # fewer Latin letters tell nothing, unless they are a common word
_ONE_WORD = 8  # letters that are a word or two
_EVIDENT = 4  # words that only French has
_AHEAD = 10  # tenths of log odds, as all weights are: most texts are French
_LONGEST = 4  # letters of a group
_BITS = 5  # of a letter, of which a group is a number
_ALPHABET = 0x250  # what the Latin letters of Europe are below
_ACCENTED = 1 << (_BITS * _LONGEST)  # above all groups; the letters with an accent are after it
NUMBERS = _ACCENTED + _ALPHABET  # what the numbers of groups are below
_SIGNS = "abcdefghijklmnopqrstuvwxyz_"  # how the letters of a group are written; `_` is a space
_SCRIPTS = {
    "ru": r"\p{Cyrillic}", "ar": r"\p{Arabic}", "zh": r"\p{Han}", "ko": r"\p{Hangul}",
    "ja": r"[\p{Hiragana}\p{Katakana}]", "el": r"\p{Greek}", "he": r"\p{Hebrew}",
    "hi": r"\p{Devanagari}", "th": r"\p{Thai}",
}  # fmt: skip


def language(words: pl.Series, folded: pl.Series) -> pl.Series:
    """The language code of each text, given as written and folded; null where no word is.

    Four texts in five hold so many words that French alone has that no model is needed.
    """
    own = folded.str.head(READ).str.count_matches(_own_words())
    open_ = (own < _EVIDENT).arg_true()
    told = pl.repeat(ASSUMED, len(words), dtype=pl.String, eager=True).alias("language")
    return told.scatter(open_, _told(words.gather(open_), folded.gather(open_)))


def _told(words: pl.Series, folded: pl.Series) -> pl.Series:
    start = words.str.head(READ)
    codes = pl.Series(languages()).gather(_weighed(start, folded.str.head(READ)))
    told = pl.select(pl.when(words != NO_WORDS).then(codes).alias("language")).to_series()
    other = start.str.contains(r"[\p{L}--\p{Latin}]").arg_true()
    return told.scatter(other, _by_script(start.gather(other), told.gather(other)))


def _by_script(texts: pl.Series, told: pl.Series) -> pl.Series:
    """The language of the script most letters are of; what was told where these are Latin.

    Japanese counts twice: its words are written in Chinese letters too.
    """
    counts = [texts.str.count_matches(r"\p{Latin}")] + [
        texts.str.count_matches(script) * (1 + (code == "ja")) for code, script in _SCRIPTS.items()
    ]
    most = np.column_stack(counts).argmax(axis=1)
    codes = pl.Series([None, *_SCRIPTS], dtype=pl.String).gather(most)
    return pl.select(pl.coalesce(codes, told)).to_series()


def _weighed(words: pl.Series, folded: pl.Series) -> Places:
    """The place of the likeliest language of each text."""
    votes = common_words(folded)
    places, weights = _groups()
    by_letters = sum(counts @ weights for counts in groups_in(words, places))
    scores = votes @ _weights("words") + _weights("bias") + by_letters
    scores = scores.round(3)  # a tie is a tie in whatever order the thirds were added up
    french = languages().index(ASSUMED)
    scores[:, french] += _AHEAD
    # A short text is a brand, or a word that tells nothing, or one that French has too ("ok").
    letters = words.str.count_matches(r"\p{Latin}").to_numpy()
    shared = (letters < _ONE_WORD) & (votes[:, french] > 0)
    scores[shared | (letters < _LETTERS) & ~votes.any(axis=1), french] = np.inf
    likeliest: Places = np.argmax(scores, axis=1)
    return likeliest


def common_words(folded: pl.Series) -> Matrix:
    """The common words of each language in each text; a word of several is shared by them."""
    width = len(languages())
    each = pl.DataFrame({"word": folded.str.strip_chars(" ").str.split(" ")}).with_row_index("row")
    found = each.explode("word").join(_words(), on="word")
    place = found["row"].cast(pl.Int64) * width + found["sign"].cast(pl.Int64)
    sums = np.bincount(place.to_numpy(), found["points"].to_numpy(), len(folded) * width)
    return np.asarray(sums, np.float64).reshape(len(folded), width)


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
    yield np.where((points > ord("z")) & (letters > 0), _ACCENTED + points, 0)
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


@cache
def _plain() -> Numbers:
    """The place in the alphabet of each Latin letter without its accent; that of a space is last.

    0 for all else. Of `ß` and `œ` the first letter counts.
    """
    points = range(1, _ALPHABET)
    plain = folded(pl.Series(map(chr, points))).str.normalize("NFKD").str.head(1)
    alphabet = {sign: place for place, sign in enumerate(_SIGNS.replace("_", " "), start=1)}
    alphabet |= {"ł": alphabet["l"], "ı": alphabet["i"], "ø": alphabet["o"]}
    return np.array([0, *(alphabet.get(letter, 0) for letter in plain)], np.int32)


@cache
def _groups() -> tuple[Numbers, npt.NDArray[np.float32]]:
    """Where each group of letters is in the weights, by its number; what is at 0 weighs nothing."""
    table = _table().filter(kind="letters").drop("kind")
    weights = table.drop("sign").to_numpy().astype(np.float32)
    signs = table["sign"].str.replace_all("_", " ", literal=True) + "|"  # no group reaches on
    starts = signs.str.len_chars().cum_sum().shift(1, fill_value=0).to_numpy()
    places = np.zeros(NUMBERS, np.int32)
    longest = np.max([*numbered("".join(signs))], axis=0)
    places[longest[starts]] = np.arange(1, len(signs) + 1)
    return places, np.vstack([np.zeros_like(weights[:1]), weights])


@cache
def _weights(kind: str) -> Matrix:
    table = _table().filter(kind=kind).drop("kind", "sign")
    return table.to_numpy().astype(np.float64)


@cache
def _table() -> pl.DataFrame:
    """The weights as rows `kind, sign` and one column for each language."""
    return pl.read_csv(WEIGHTS).fill_null(0)


@cache
def word_lists() -> pl.DataFrame:
    """The common words as rows `language, words`."""
    return pl.read_csv(FOLDER / "common" / "languages.csv")


def languages() -> list[str]:
    """The codes of the languages that Latin letters are told apart for."""
    return word_lists()["language"].to_list()


@cache
def _own_words() -> str:
    """A pattern of the words that are common in `ASSUMED` and in no other language."""
    place = languages().index(ASSUMED)
    own = _words().filter(sign=place, points=1.0)["word"]
    return rf"(?-u:\b)(?:{'|'.join(own)})(?-u:\b)"


@cache
def _words() -> pl.DataFrame:
    """The common words as rows `word, sign, points`; `sign` is the place of the language."""
    words = (
        word_lists()
        .with_row_index("sign")
        .select("sign", word=pl.col("words").str.split(" "))
        .explode("word")
        .unique(maintain_order=True)
    )
    return words.with_columns(points=1 / pl.len().over("word"))
