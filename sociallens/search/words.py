"""What a word is, and when two words are the same to a reader.

Accents, case and ligatures never count. Endings count where a word stands in quotes; elsewhere two
words are the same if their French or their English stems are. A text's language is not asked: it
is guessed, often of six words, and a wrong guess would hide a text.
"""

import unicodedata
from functools import lru_cache

import polars as pl
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

EDITION = 1  # of the rules here: an index of other rules is built anew
# Writings without spaces between words: each sign is a word, and a run of them a phrase.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
WORD = (
    rf"\p{{So}}|[{_UNSPACED}]\p{{M}}*"
    rf"|[[\p{{L}}\p{{N}}]--[{_UNSPACED}]][[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]*"
)
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
_SHORT = 5  # letters of the shortest word whose plural is undone: `reçus`, but not `plus`


def split(texts: pl.Series) -> pl.Series:
    """The words of each text as written, in order (lists of text); none for null."""
    return texts.str.extract_all(WORD).fill_null([])


def written(text: str) -> list[str]:
    """The words of one text, as `split` reads them."""
    words: list[str] = split(pl.Series([text], dtype=pl.String))[0].to_list()
    return words


@lru_cache(maxsize=1 << 17)
def folded(word: str) -> str:
    """A word of `split` without accents, case, ligatures and shapes: `Œuvré` is `oeuvre`."""
    parts = unicodedata.normalize("NFKD", word.casefold()).casefold().translate(_LETTERS)
    return "".join(sign for sign in parts if unicodedata.category(sign)[0] in "LN") or word


@lru_cache(maxsize=1 << 17)
def stems(word: str) -> tuple[str, str]:
    """Two keys of a folded word: by its French and by its English stem."""
    single = word
    if len(word) >= _SHORT:  # the French stemmer knows plurals and feminines by their accents
        single = single.removesuffix("s")
        single = single[:-1] if single.endswith("ee") else single
    return "f" + _stem(_FRENCH, single), "e" + _stem(_ENGLISH, word)


def _stemmer(language: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(language)).build()


def _stem(stemmer: TextAnalyzer, word: str) -> str:
    return (stemmer.analyze(word) or [word])[0]


_FRENCH, _ENGLISH = _stemmer("french"), _stemmer("english")
