"""Why a message is grave: the reasons that its text names."""

from functools import cache
from pathlib import Path

import polars as pl

from sociallens.classify.language import COVERED
from sociallens.classify.normalise import LONGEST
from sociallens.classify.signs import REASONS
from sociallens.classify.terms import terms_of
from sociallens.passages import fingerprint
from sociallens.taxonomy import Taxonomy

_REMARKS = ("mild", "definite", "money")  # which make nothing grave by themselves
GRAVE = tuple(reason for reason in REASONS if reason not in _REMARKS)


def reasons(text: str, language: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The reasons of `GRAVE` that a text names, in that order."""
    if language not in COVERED:
        return ()
    read = f" {fingerprint(text[:LONGEST])} "
    named = {reason for start, reason in _starts(taxonomy.folder, language) if start in read}
    return tuple(reason for reason in GRAVE if reason in named)


@cache
def _starts(folder: Path, language: str) -> tuple[tuple[str, str], ...]:
    """How the terms of grave reasons read, with the space before them and, but for stems, after."""
    rows = terms_of(folder, language).filter(
        pl.col("kind") == "severity", pl.col("label").is_in(GRAVE)
    )
    return tuple(
        (f" {fingerprint(term)}{'' if term.endswith('*') else ' '}", label)
        for label, term in rows.select("label", "term").rows()
    )
