"""Which column of an unknown file is which field: scored by name and by data, then assigned.

Rather no proposal than a wrong one: what scores below `THRESHOLD` is left to the reader.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sociallens.importing.profiles.evidence import ColumnEvidence
from sociallens.importing.profiles.fields import (
    FIELDS,
    REQUIRED,
    header_words,
    name_score,
)
from sociallens.importing.profiles.profile import MAPPED, TOOL_SENTIMENT
from sociallens.importing.profiles.suits import fit, understood
from sociallens.merchants import fold
from sociallens.schema import LABELS

Scores = npt.NDArray[np.float64]
THRESHOLD = 0.55
SURE = 0.85  # from here on, a proposal may be taken without asking
_INSTEAD = 0.7  # of its score, for the date of the last change where no other is
_NAMELESS = 0.6  # the longest texts of a file are its text, whatever the column is called
_OWN = 1.01  # the schema’s own names come before synonyms, after names that say it is a review’s
OUTER = "^"  # before what stands around the records of a document, as documents have it
_OF_ALL, _AROUND = ("site", "channel", "community"), 0.5
_CLOSE = 0.8  # of the best score: another column that may be meant


@dataclass(frozen=True)
class Proposal:
    """One field and the column that seems to hold it."""

    field: str  # of the template, `title`, or `reply.` before one
    header: str
    score: float
    samples: tuple[str, ...]  # three distinct values, shortened
    reads: int  # filled cells that the field understands, among those looked at
    filled: int
    rows: int
    alternatives: tuple[str, ...] = ()  # other headers, the likeliest first
    formats: tuple[str, ...] = ()  # of a date; none where the order of day and month is open
    scale: str = ""  # of a rating
    unread: tuple[str, ...] = ()  # values of a date column that no format reads

    @property
    def sure(self) -> bool:
        """Whether it may be taken without asking."""
        named = self.score >= SURE or fold(self.header) == self.field
        return named and self.reads >= 0.9 * self.filled


@dataclass(frozen=True)
class Question:
    """What only a person can say. The message is `key`, worded with the header."""

    key: str  # "ask-date" | "ask-order" | "ask-sentiment"
    headers: tuple[str, ...]
    choices: tuple[str, ...] = ()  # formats, or fields


def propose(columns: Sequence[ColumnEvidence]) -> tuple[Proposal, ...]:
    """A column for each field that one clearly holds, in the order of `FIELDS`."""
    fields = (*FIELDS, *(name for name in MAPPED if name not in FIELDS))
    if not columns:
        return ()
    scores = np.array([[_score(field, evidence) for evidence in columns] for field in fields])
    scores[fields.index("text")] = _with_longest(scores, fields.index("text"), columns)
    strong = np.where(scores >= THRESHOLD, scores, 0.0)
    from scipy.optimize import linear_sum_assignment  # as slow to load as all of importing

    # Squares: one certain column is worth more than two doubtful ones.
    rows, columns_of = linear_sum_assignment(strong**2, maximize=True)
    best = {fields[r]: int(c) for r, c in zip(rows, columns_of, strict=True) if strong[r, c]}
    headers = {columns[column].header for column in best.values()}
    if "updated_at" in best and "published_at" not in best:
        # The only date there is; that it moves with every edit is for the reader to judge.
        scores[fields.index("published_at")] = scores[fields.index("updated_at")] * _INSTEAD
        best["published_at"] = best.pop("updated_at")
    return tuple(
        _proposal(field, columns, scores[fields.index(field)], best[field], headers)
        for field in fields
        if field in best
    )


def missing(proposals: Sequence[Proposal], supplied: Collection[str] = ()) -> tuple[str, ...]:
    """The required fields that neither a proposal nor `given` fills; a label stands for text."""
    filled = {proposal.field for proposal in proposals} | set(supplied)
    if filled & {*LABELS, "rating"}:
        filled.add("text")
    return tuple(name for name in REQUIRED if name not in filled)


def questions(
    columns: Sequence[ColumnEvidence], proposals: Sequence[Proposal]
) -> tuple[Question, ...]:
    """What the file leaves open."""
    by_header = {column.header: column for column in columns}
    by_field = {proposal.field: by_header[proposal.header] for proposal in proposals}
    open_questions: list[Question] = []
    if "published_at" not in by_field:
        headers = {proposal.header for proposal in proposals}
        dated = tuple(s.header for s in columns if s.header not in headers and _is_dated(s))
        open_questions += [Question("ask-date", dated)] if dated else []
    for name, column in by_field.items():
        if name in FIELDS and FIELDS[name].test == "date" and column.orders:
            open_questions.append(Question("ask-order", (column.header,), column.orders))
    sentiment = by_field.get("sentiment")
    if sentiment and not by_field.keys() & {"topic", "causes", "intent"}:
        open_questions.append(
            Question("ask-sentiment", (sentiment.header,), ("sentiment", TOOL_SENTIMENT))
        )
    return tuple(open_questions)


def _is_dated(column: ColumnEvidence) -> bool:
    """Dates beyond doubt: not the digits of some number."""
    return column.share("date") >= 0.9 and column.share("number") < 0.5


def _score(field: str, column: ColumnEvidence) -> float:
    declared = FIELDS.get(field)
    exact = fold(column.header) == field
    if declared is None:
        return _OWN if exact else 0.0
    score = _OWN if exact else name_score(field, header_words(column.header))
    if column.header.startswith(OUTER) and field not in _OF_ALL:
        score *= _AROUND
    return score * (0.25 + 0.75 * fit(declared.test, column)) if score else 0.0


def _with_longest(scores: Scores, text: int, columns: Sequence[ColumnEvidence]) -> Scores:
    """The scores of the text; where no name says so, the longest texts that are nothing else."""
    row: Scores = scores[text].copy()
    if row.max() >= THRESHOLD:
        return row
    free = [i for i in range(len(columns)) if scores[:, i].max() < THRESHOLD]
    long = [i for i in free if columns[i].length >= 30 and columns[i].words >= 4
            and fit("text", columns[i]) > 0.5]  # fmt: skip
    if long:
        row[max(long, key=lambda i: columns[i].length)] = _NAMELESS
    return row


def _proposal(
    field: str,
    columns: Sequence[ColumnEvidence],
    scores: Scores,
    index: int,
    taken: Collection[str],
) -> Proposal:
    column = columns[index]
    ranked = sorted(range(len(columns)), key=lambda i: -scores[i])
    least = _CLOSE * min(float(scores[index]), THRESHOLD)
    test = FIELDS[field].test if field in FIELDS else ""
    return Proposal(
        field=field,
        header=column.header,
        score=round(min(1.0, float(scores[index])), 3),
        samples=column.samples,
        reads=understood(test, column),
        filled=column.filled,
        rows=column.rows,
        alternatives=tuple(
            columns[i].header for i in ranked
            if i != index and scores[i] >= least and columns[i].header not in taken
        ),
        formats=column.formats if test == "date" else (),
        scale=(column.scale or "") if test == "rating" else "",
        unread=column.unread if test == "date" else (),
    )  # fmt: skip
