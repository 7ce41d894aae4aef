"""Which few messages tell most of many."""

from collections.abc import Mapping

import polars as pl

from sociallens.passages import fingerprint

AMONG = 30  # of the gravest messages: as many are asked for
_CERTAIN = 0.6  # below it a label is a guess
_READABLE = range(60, 700)  # signs: enough to understand, short enough to be read
_GRAVITY: Mapping[str | None, int] = {"high": 0, "medium": 1}


def telling(rows: pl.DataFrame, most: int) -> pl.DataFrame:
    """At most so many rows that tell most, the best first; columns as given.

    Grave, surely labelled, with terms that decided and a length to read; each of another cause
    before a cause comes again; no text twice.

    Args:
        rows: Contributions; `text`, `topic`, `causes`, `severity`, `confidence`, `evidence` of
            `schema.NAMES`, and others.
        most: How many.
    """
    ordered = sorted(enumerate(rows.iter_rows(named=True)), key=lambda each: _rank(each[1]))
    texts, causes = set[str](), set[str]()
    first, again = list[int](), list[int]()
    for place, row in ordered:
        text = fingerprint(row["text"] or "")
        if not text or text in texts:
            continue
        texts.add(text)
        own = set(row["causes"] or [row["topic"] or ""])
        (again if own <= causes else first).append(place)
        causes |= own
    return rows[(first + again)[:most]]


def _rank(row: Mapping[str, object]) -> tuple[object, ...]:
    """What makes a message tell more, most important first; equal ones stay in their order."""
    severity, confidence, text = row["severity"], row["confidence"], row["text"]
    return (
        _GRAVITY.get(str(severity), 2),
        not (isinstance(confidence, float) and confidence >= _CERTAIN),
        not row["evidence"],
        len(str(text or "")) not in _READABLE,
    )
