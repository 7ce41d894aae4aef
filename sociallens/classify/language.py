"""The language of a text: a vote of common words and letters, py3langid for what stays open.

French and English are classified. The others are told apart so that nobody is shown labels that
were guessed. A text too short to tell ("ok", "13/20") is taken as French.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from sociallens.classify.normalise import NO_WORDS
from sociallens.classify.terms import Matrix, occurrences, tally
from sociallens.taxonomy import FOLDER

Places = npt.NDArray[np.intp]
CLASSIFIED = ("fr", "en")
ASSUMED = "fr"
_BY_LETTERS_ALONE = ["pl", "tr", "ar", "ru", "zh"]  # no common words are listed for these
_READ = 200  # characters are enough to tell a language
_LETTERS = 10  # fewer Latin letters tell py3langid nothing
_OTHER_SCRIPT = r"[\p{L}--\p{Latin}]"
_CLEAR = 1.5  # votes that settle the matter if no other language has half as many
# A word or letter of one language is one vote; languages that share it share the vote. In an
# unclear text the votes are weighed against the log odds of py3langid.
_A_VOTE = 3.0
_ASSUMED_AHEAD = 1.5  # most texts are in that language
_EVIDENT = 4  # words that only French has
_LEAST = 1e-4  # py3langid is too sure of itself: a brand name makes a text Turkish


def language(words: pl.Series, folded: pl.Series) -> pl.Series:
    """The language code of each text, given as written and folded; null where no word is.

    Four texts in five hold so many words that French alone has that no vote is needed.
    """
    own = folded.str.head(_READ).str.count_matches(_own_words())
    open_ = (own < _EVIDENT).arg_true()
    told = pl.repeat(ASSUMED, len(words), dtype=pl.String, eager=True).alias("language")
    return told.scatter(open_, _told(words.gather(open_), folded.gather(open_)))


def _told(words: pl.Series, folded: pl.Series) -> pl.Series:
    votes = _votes(words.str.head(_READ).str.to_lowercase(), folded.str.head(_READ))
    second, first = np.partition(votes, -2, axis=1)[:, -2:].T
    clear = (first >= _CLEAR) & (first >= 2 * second)
    start = words.str.head(_READ)
    told = (start.str.count_matches(r"\pL") >= _LETTERS) | start.str.contains(_OTHER_SCRIPT)
    open_ = np.flatnonzero(~clear & told.to_numpy())
    said = np.where(first > 0, votes.argmax(axis=1), _languages().index(ASSUMED))
    said[open_] = _weighed(words.gather(open_), votes[open_])
    codes = pl.Series(_languages()).gather(said)
    return pl.select(pl.when(words != NO_WORDS).then(codes).alias("language")).to_series()


def _votes(words: pl.Series, folded: pl.Series) -> Matrix:
    """The votes of each text for each of the languages."""
    table, width = _signs(), len(_languages())
    found = [
        occurrences(texts, table.filter(kind=kind)["pattern"].unique()).join(
            table.filter(kind=kind), on="pattern"
        )
        for kind, texts in (("words", folded), ("letters", words))
    ]
    # Rounded, so that a tie is a tie in whatever order the thirds were added up.
    return tally(pl.concat(found), len(folded), width).round(6)


def _weighed(texts: pl.Series, votes: Matrix) -> Places:
    """The place of the likeliest language; each distinct text is read once, for that is slow."""
    lower = texts.str.head(_READ).str.to_lowercase().str.strip_chars(" ")
    odds = {text: _log_odds(text) for text in lower.unique()}
    read = np.array([odds[text] for text in lower]).reshape(votes.shape)
    likeliest: Places = np.argmax(read + _A_VOTE * votes, axis=1)
    return likeliest


def _log_odds(text: str) -> list[float]:
    likely = dict(_identifier().rank(text))
    return [
        float(np.log(max(likely[code], _LEAST))) + _ASSUMED_AHEAD * (code == ASSUMED)
        for code in _languages()
    ]


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_languages())
    return identifier


@cache
def _declared() -> pl.DataFrame:
    return pl.read_csv(FOLDER / "common" / "languages.csv")


@cache
def _languages() -> list[str]:
    return [*_declared()["language"], *_BY_LETTERS_ALONE]


@cache
def _own_words() -> str:
    """A pattern of the words that are common in `ASSUMED` and in no other language."""
    place = _languages().index(ASSUMED)
    own = _signs().filter(kind="words", sign=place, points=1.0)["pattern"].str.strip_chars()
    return rf"(?-u:\b)(?:{'|'.join(own)})(?-u:\b)"


@cache
def _signs() -> pl.DataFrame:
    """Words and letters as rows `kind, pattern, sign, points`; `sign` is the language's place."""
    signs = (
        _declared()
        .with_row_index("sign")
        .unpivot(["words", "letters"], index="sign", variable_name="kind", value_name="pattern")
        .with_columns(pl.col("pattern").str.split(" "))
        .explode("pattern")
        .drop_nulls()
        .unique(maintain_order=True)
    )
    whole = pl.when(kind="words").then(" " + pl.col("pattern") + " ").otherwise("pattern")
    return signs.with_columns(pattern=whole, points=1 / pl.len().over("kind", "pattern"))
