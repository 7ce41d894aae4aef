"""The editable tables of redaction, as regular expressions of words."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

# Latin, Greek and Cyrillic, spelt out: the classes of Unicode cost several times the time.
LETTER = r"A-Za-zÀ-ÖØ-öø-ÿ\u0100-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
NO_LETTER = rf"(?:[^{LETTER}\d]|$)"
UPPER = r"[A-ZÀ-ÖØ-Þ\u0100-\u024f\u0386-\u03ab\u0400-\u042f\u1e00-\u1eff]"
_ACCENTS = {"a": "àâäáã", "c": "ç", "e": "éèêë", "i": "îïíì", "n": "ñ", "o": "ôöóò", "u": "ùûüú",
            "y": "ÿ"}  # fmt: skip


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of one table of this folder."""
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def column(name: str, field: str) -> tuple[str, ...]:
    """One column of a table."""
    return tuple(row[field] for row in rows(name))


def signs(kind: str) -> str:
    """Any of the words of `signs.csv` of a kind, in any case, with or without accents."""
    return any_of(row["words"] for row in rows("signs") if row["kind"] == kind)


def any_of(words: Iterable[str]) -> str:
    """Any of `words`, the longest first, in any case, with or without accents and blanks."""
    folded = sorted({unaccented(word) for word in words if word}, key=lambda it: (-len(it), it))
    return "(?i:" + "|".join("".join(_spellings(word)) for word in folded) + ")"


def unaccented(text: str) -> str:
    """`text` in lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _spellings(word: str) -> Iterator[str]:
    for sign in word:
        if sign in _ACCENTS:
            yield f"[{sign}{_ACCENTS[sign]}]"
        else:
            yield {" ": r"[\s-]+", "'": "['’]", "-": r"[\s-]"}.get(sign, re.escape(sign))
