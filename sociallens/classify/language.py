"""The language of a text: common words and groups of letters, weighed by a linear model.

French and English are classified. The others are told apart so that nobody is shown labels that
were guessed. A language that is none of these is not recognised: it looks like those of its
family, or too few of its words are known. A text too short to tell ("ok", "13/20") is French.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from sociallens.classify.letters import Numbers, groups_in, places_of
from sociallens.classify.normalise import NO_WORDS
from sociallens.classify.terms import Matrix
from sociallens.taxonomy import FOLDER

Places = npt.NDArray[np.intp]
Count = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
COVERED = ("fr", "en")
ASSUMED = "fr"
NOT_RECOGNISED = "und"  # the family of languages that have none
WEIGHTS = FOLDER / "common" / "language_weights.csv"
READ = 200  # characters are enough to tell a language
_LETTERS = 10  # fewer Latin letters tell nothing, unless they are a common word
_ONE_WORD = 8  # letters that are a word or two
_EVIDENT = 4  # words that only French has
_AHEAD = 12  # tenths of log odds, as all weights are: most texts are French
_CLEAR = 20  # how far a language without labels is before all families, in the same tenths
_SURE = 45  # what is this far before all others needs no known words
_KNOWN, _KNOWN_COVERED = 3, 6  # one word in so many is known where nothing else is sure
_FEW = 3  # fewer words say nothing by being unknown
_LONG = r"\p{L}{2,}"  # a word of one letter is one in many languages
_SCRIPTS = {
    "ru": r"\p{Cyrillic}", "ar": r"\p{Arabic}", "zh": r"\p{Han}", "ko": r"\p{Hangul}",
    "ja": r"[\p{Hiragana}\p{Katakana}]", "el": r"\p{Greek}", "he": r"\p{Hebrew}",
    "hi": r"\p{Devanagari}", "th": r"\p{Thai}",
}  # fmt: skip
# Letters of these scripts that Russian, Arabic and Hindi are written without.
_FOREIGN = r"[\p{Cyrillic}--[а-яёА-ЯЁ\p{M}]]|ъ[^еёюя]|[پچژگکیےٹڈڑں]|ळ"


def language(words: pl.Series, folded: pl.Series) -> pl.Series:
    """The language code (ISO 639-1) of each text; null where it cannot be told.

    `words` are the texts as written, `folded` as compared (`normalise`). Four texts in five hold so
    many words that only French has that they need no model.
    """
    own = folded.str.head(READ).str.count_matches(_own_words())
    open_ = (own < _EVIDENT).arg_true()
    codes = pl.repeat(ASSUMED, len(words), dtype=pl.String, eager=True).alias("language")
    return codes.scatter(open_, _by_model(words.gather(open_), folded.gather(open_)))


def _by_model(words: pl.Series, folded: pl.Series) -> pl.Series:
    start = words.str.head(READ)
    codes = _recognised().gather(_weighed(start, folded.str.head(READ)))
    codes = pl.select(pl.when(words != NO_WORDS).then(codes).alias("language")).to_series()
    other = start.str.contains(r"[\p{L}--\p{Latin}]").arg_true()
    return codes.scatter(other, _by_script(start.gather(other), codes.gather(other)))


def _by_script(texts: pl.Series, latin: pl.Series) -> pl.Series:
    """The language of the script that most letters belong to; `latin` where that is Latin.

    Japanese counts twice: its words are written in Chinese letters too. Null where the script is
    none of these, or has letters that its language does without.
    """
    scripts = [r"\p{Latin}", *_SCRIPTS.values(), r"\p{L}"]
    counts = np.column_stack([texts.str.count_matches(script).cast(pl.Int64) for script in scripts])
    counts[:, -1] -= counts[:, :-1].sum(axis=1)
    counts[:, 1 + [*_SCRIPTS].index("ja")] *= 2
    most = counts.argmax(axis=1)
    codes = pl.Series([None, *_SCRIPTS, None], dtype=pl.String).gather(most)
    foreign = texts.str.contains(_FOREIGN)
    return pl.select(pl.when(pl.lit(most == 0)).then(latin).when(~foreign).then(codes)).to_series()


def _weighed(words: pl.Series, folded: pl.Series) -> Places:
    """The index of the likeliest language of each text, or of a family where none is likely."""
    matches = _common(folded)
    votes = _summed(matches, "points", len(words))
    scores = _scores(words, votes)
    families = _recognised().is_null().to_numpy()
    french = languages().index(ASSUMED)
    scores[:, french] += _AHEAD
    # A short text is a brand, or a word that tells nothing, or one that French has too ("ok").
    letters = words.str.count_matches(r"\p{Latin}").to_numpy()
    scores[np.ix_(letters < _LETTERS, families)] = -np.inf
    shared = (letters < _ONE_WORD) & (votes[:, french] > 0)
    silent = (letters < _LETTERS) & ~votes[:, ~families].any(axis=1)
    scores[shared | silent, french] = np.inf
    likeliest: Places = np.argmax(scores, axis=1)
    known = _summed(matches, "long", len(words))[np.arange(len(words)), likeliest]
    unknown = _unlikely(scores, known, folded.str.count_matches(_LONG).to_numpy())
    return np.where(unknown, languages().index(NOT_RECOGNISED), likeliest)


def _scores(words: pl.Series, votes: Matrix) -> Matrix:
    """How likely each language is for each text, in tenths of log odds."""
    places, weights = _groups()
    by_letters = sum(counts @ weights for counts in groups_in(words, places))
    scores: Matrix = votes @ _weights("words") + _weights("bias") + by_letters
    return scores.round(3)  # a tie is a tie in whatever order the thirds were added up


def _unlikely(scores: Matrix, known: Count, words: Count) -> Truths:
    """Whether a text is in none of the languages, the likeliest included.

    `known` is how many of its `words` are common in that language.
    """
    ordered = np.sort(scores, axis=1)
    families = scores[:, _recognised().is_null().to_numpy()].max(axis=1)
    classified = np.isin(scores.argmax(axis=1), [languages().index(code) for code in COVERED])
    clear = classified | (ordered[:, -1] - families >= _CLEAR)
    sure = ordered[:, -1] - ordered[:, -2] >= _SURE
    enough = known * np.where(classified, _KNOWN_COVERED, _KNOWN) > words
    likely: Truths = clear & (sure | enough | (words < _FEW))
    return ~likely


def common_words(folded: pl.Series) -> Matrix:
    """How many common words of each language stand in each text: texts by languages.

    A word of several languages counts for each with an equal part.
    """
    return _summed(_common(folded), "points", len(folded))


def _common(folded: pl.Series) -> pl.DataFrame:
    """The common words in the texts.

    `row`: text, int. `sign`: index of the language, int. `points`: float, 1 shared among the
    languages that have the word. `long`: float, 1 for two letters or more.
    """
    split = pl.DataFrame({"word": folded.str.strip_chars(" ").str.split(" ")})
    return split.with_row_index("row").explode("word").join(_words(), on="word")


def _summed(matches: pl.DataFrame, column: str, texts: int) -> Matrix:
    width = len(languages())
    place = matches["row"].cast(pl.Int64) * width + matches["sign"].cast(pl.Int64)
    sums = np.bincount(place.to_numpy(), matches[column].to_numpy(), texts * width)
    return np.asarray(sums, np.float64).reshape(texts, width)


@cache
def _groups() -> tuple[Numbers, npt.NDArray[np.float32]]:
    """Where each group of letters is in the weights, by its number; what is at 0 weighs nothing."""
    table = _table().filter(kind="letters").drop("kind")
    weights = table.drop("sign").to_numpy().astype(np.float32)
    places = places_of(table["sign"])
    return places, np.vstack([np.zeros_like(weights[:1]), weights])


@cache
def _weights(kind: str) -> Matrix:
    table = _table().filter(kind=kind).drop("kind", "sign")
    return table.to_numpy().astype(np.float64)


@cache
def _table() -> pl.DataFrame:
    """The weights. `kind`, `sign`: text; then a float column for each language."""
    return pl.read_csv(WEIGHTS).fill_null(0)


@cache
def word_lists() -> pl.DataFrame:
    """The common words. `language`: code, `words`: text, between single spaces."""
    return pl.read_csv(FOLDER / "common" / "languages.csv")


def languages() -> list[str]:
    """The codes of the languages, and of families of others, told apart by Latin letters."""
    return word_lists()["language"].to_list()


@cache
def _recognised() -> pl.Series:
    """The code of each language; null for a family, whose code has three letters."""
    return pl.Series([code if len(code) == 2 else None for code in languages()], dtype=pl.String)


@cache
def _own_words() -> str:
    """A pattern of the words that are common in `ASSUMED` and in no other language."""
    place = languages().index(ASSUMED)
    own = _words().filter(sign=place, points=1.0)["word"]
    return rf"(?-u:\b)(?:{'|'.join(own)})(?-u:\b)"


@cache
def _words() -> pl.DataFrame:
    """The common words as rows `word, sign, points, long`; `sign` is the place of the language."""
    words = (
        word_lists()
        .with_row_index("sign")
        .select("sign", word=pl.col("words").str.split(" "))
        .explode("word")
        .unique(maintain_order=True)
    )
    long = pl.col("word").str.contains(_LONG).cast(pl.Float64)
    return words.with_columns(long=long, points=1 / pl.len().over("word"))
