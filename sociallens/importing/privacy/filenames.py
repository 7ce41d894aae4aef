"""Names of files without the persons that they name."""

from collections.abc import Iterator

import polars as pl

from sociallens.importing.privacy.redact import redact
from sociallens.importing.privacy.redaction.contacts import ACCOUNT
from sociallens.importing.privacy.redaction.names import NAME
from sociallens.importing.privacy.redaction.tables import column, unaccented
from sociallens.merchants import Merchants

_ENDING = r"(?i)(\.(?:csv|tsv|txt|jsonl?|ndjson|xls[xm]?|parquet|zip))?(\.gz)?$"
_USER = r"(?i)(^|[\W_])u(?:ser)?[_/](\w[\w.-]*)"
_PIECES = r"\[[^\]]*\]|[\p{L}\p{M}'’]+|[^\p{L}\p{M}'’\[]+|."


def stored_name(name: str, merchants: Merchants | None = None) -> str:
    """`name` as it may be kept: without e-mails, numbers, accounts, and first and last names."""
    file = pl.Series([name])
    ending = file.str.extract(_ENDING, 0)[0] or ""
    stem = file.str.strip_suffix(ending).str.replace_all(r"_+@", " @")
    stem = stem.str.replace_all(_USER, f"${{1}}{ACCOUNT}")
    safe = redact(stem, merchants)
    pieces = safe.str.extract_all(_PIECES).explode(empty_as_null=True, keep_nulls=True)
    return "".join(_without_names(pieces.drop_nulls().to_list())) + ending


def _without_names(pieces: list[str]) -> Iterator[str]:
    """The pieces of a name; a first name goes with the last name beside it."""
    first = frozenset(map(unaccented, column("first_names", "name")))
    ordinary = frozenset(
        map(unaccented, (*column("kept_words", "word"), *column("brands", "brand")))
    )
    words = [unaccented(piece) if piece[0].isalpha() else "" for piece in pieces]
    first_names = {at for at, word in enumerate(words) if word in first and word not in ordinary}
    hidden = {at + 2 for at in first_names} | {
        at - 2 for at in first_names if _is_loud(pieces, at - 2)
    }
    for at, piece in enumerate(pieces):
        if at in first_names:
            yield NAME
        elif at not in hidden or not words[at] or words[at] in ordinary:
            yield piece


def _is_loud(pieces: list[str], at: int) -> bool:
    return at >= 0 and len(pieces[at]) > 1 and pieces[at].isupper()
