"""A view as a link."""

from sociallens.link.known import Known, site_keys, slug
from sociallens.link.pairs import LONGEST, Pairs, copied, parse
from sociallens.link.view import (
    KEYS,
    PARTS,
    View,
    decode,
    encode,
    language_of,
    problems,
    query_string,
    quoted,
)

__all__ = [
    "KEYS",
    "LONGEST",
    "PARTS",
    "Known",
    "Pairs",
    "View",
    "copied",
    "decode",
    "encode",
    "language_of",
    "parse",
    "problems",
    "query_string",
    "quoted",
    "site_keys",
    "slug",
]
