"""Texts made comparable: lower case without accents, one space between words.

Two forms are kept word for word in step, so that a match in the folded form can be shown as it
stands in the text: `words_of` (as written) and `folded` (as compared).
"""

import polars as pl

LONGEST = 20_000  # characters read of one text: a pasted book must not hold up a batch
NO_WORDS = "  "  # what `words_of` gives where nothing is said
_NOT_WORDS = r"https?://\S+|www\.\S+|@\w+|&#?\w+;"
_PLAIN = dict(zip("àâäáãåçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy", strict=True))
_PLAIN |= {"œ": "oe", "æ": "ae", "ß": "ss"}
_SEPARATORS = r"[^\p{L}\p{N}\p{So}]+"


def words_of(text: pl.Expr) -> pl.Expr:
    """The words and emojis of a text as written, each between single spaces."""
    read = text.fill_null("").str.head(LONGEST).str.normalize("NFKC")
    spread = read.str.replace_all(_NOT_WORDS, " ").str.replace_all(r"(\p{So})", " $1 ")
    return pl.lit(" ") + spread.str.replace_all(_SEPARATORS, " ").str.strip_chars(" ") + " "


def folded(words: pl.Expr) -> pl.Expr:
    """Words in lower case without accents: `Déçue` and `DECUE` are one term."""
    return words.str.to_lowercase().str.replace_many(_PLAIN)
