"""Texts made comparable: lower case without accents, one space between words.

The end of a clause stays, as a word of its own (`¦`): a negation does not reach beyond it.

Two forms are kept word for word in step, so that a match in the folded form can be shown as it
stands in the text: `words_of` (as written) and `folded` (as compared).
"""

import polars as pl

from sociallens.passages import NOT_WORDS

LONGEST = 20_000  # characters read of one text: a pasted book must not hold up a batch
NO_WORDS = "  "  # what `words_of` gives where nothing is said
_ODD = r"[\p{M}\x{2100}-\x{214F}\x{2460}-\x{24FF}\x{FB00}-\x{FFEF}\x{1D400}-\x{1D7FF}]"
_PLAIN = dict(zip("àâäáãåçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy", strict=True))
_PLAIN |= {"œ": "oe", "æ": "ae", "ß": "ss", "€": "euros"}
_SIGNS = r"[\p{So}€]"  # a word each
_CLAUSE_ENDS = r"[.,;:!?…()]+(?:\s|$)|\n"
_SEPARATORS = r"[^\p{L}\p{N}\p{So}€ ]+"


def words_of(texts: pl.Series) -> pl.Series:
    """The words, emojis and euro signs of each text as written, each between single spaces."""
    read = _composed(texts.fill_null("").str.head(LONGEST)).str.replace_all(NOT_WORDS, " ")
    signs = read.str.contains(_SIGNS).arg_true()  # few texts have any
    read = read.scatter(signs, read.gather(signs).str.replace_all(f"({_SIGNS})", " $1 "))
    cut = read.str.replace_all(_CLAUSE_ENDS, " ¦ ")
    spread = cut.str.replace_all(_SEPARATORS, " ").str.replace_all("  +", " ")
    return (" " + spread.str.strip_chars(" ¦") + " ").rename("words")


def _composed(texts: pl.Series) -> pl.Series:
    """Letters in one piece: detached accents, ligatures, full-width and fancy letters undone."""
    odd = texts.str.contains(_ODD).arg_true()
    return texts.scatter(odd, texts.gather(odd).str.normalize("NFKC")) if len(odd) else texts


def folded(words: pl.Series) -> pl.Series:
    """Words in lower case without accents: `Déçue` and `DECUE` are one term."""
    plain = pl.lit(words).str.to_lowercase().str.replace_many(_PLAIN)
    return pl.select(folded=plain).to_series()
