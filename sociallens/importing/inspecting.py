"""Inspection of files: the profile that claims them, or proposals. Nothing is stored."""

from dataclasses import dataclass
from pathlib import Path

from sociallens.errors import BadExport, SocialLensError
from sociallens.importing.context import Context
from sociallens.importing.formats.detect import Unread, load
from sociallens.importing.formats.table import Table
from sociallens.importing.profiles import evidence, propose, suits
from sociallens.importing.profiles.evidence import ColumnEvidence
from sociallens.importing.profiles.fields import FIELDS
from sociallens.importing.profiles.profile import TEMPLATE_PROFILE
from sociallens.importing.profiles.propose import Proposal, Question
from sociallens.importing.recognising import UNKNOWN, Recognised, recognise, supplied_fields
from sociallens.importing.report import Message


@dataclass(frozen=True)
class Inspection:
    """One part of one file, recognised or proposed."""

    file: str
    part: str = ""  # a sheet, a file of an archive
    profile: str | None = None  # that claims it
    why: Message | None = None
    problem: SocialLensError | None = None  # why it cannot be read at all
    headers: tuple[str, ...] = ()
    rows: int = 0
    columns: tuple[ColumnEvidence, ...] = ()  # of a file that no profile claims
    proposals: tuple[Proposal, ...] = ()
    missing: tuple[str, ...] = ()  # required fields that nothing fills
    questions: tuple[Question, ...] = ()

    def proposal(self, field: str) -> Proposal | None:
        """The proposal for a field, if there is one."""
        return next((each for each in self.proposals if each.field == field), None)

    def column(self, header: str) -> ColumnEvidence | None:
        """The evidence about the column with this header, if there is one."""
        return next((column for column in self.columns if column.header == header), None)

    def reads(self, field: str, header: str) -> tuple[int, int]:
        """How many filled cells under `header` suit the field, and how many cells are filled.

        Both are 0 for a header that the file does not have.
        """
        column = self.column(header)
        if column is None:
            return 0, 0
        test = FIELDS[field].test if field in FIELDS else ""
        return suits.understood(test, column), column.filled


def inspect_file(path: Path, name: str, context: Context) -> tuple[Inspection, ...]:
    """The inspections of the parts of a file; if one is unknown, a proposal comes last.

    A file that cannot be read gives one inspection with its problem.
    """
    try:
        inspections = [_recognised(name, part) for part in recognise(path, name, context)]
        if not any(part.problem and part.problem.key == UNKNOWN for part in inspections):
            return tuple(inspections)
    except BadExport as error:
        if error.key != UNKNOWN:
            return (Inspection(name, problem=error),)
        inspections = []
    try:
        table, _ = load(path, (), TEMPLATE_PROFILE)
    except SocialLensError as error:
        return (*inspections, Inspection(name, problem=error))
    return (*inspections, _proposed(table, name, context))


def _proposed(table: Table, name: str, context: Context) -> Inspection:
    columns = evidence.observe(table.frame, context.taxonomy, context.merchants)
    proposals = propose.propose(columns)
    return Inspection(
        file=name,
        headers=tuple(header for header in table.headers if header),
        rows=table.frame.height,
        columns=columns,
        proposals=proposals,
        missing=propose.missing(proposals, supplied_fields(name, context)),
        questions=propose.questions(columns, proposals),
    )


def _recognised(file: str, part: Recognised | Unread) -> Inspection:
    if isinstance(part, Unread):
        return Inspection(file, part.name, problem=part.problem)
    headers = tuple(header for header in part.table.headers if header)
    rows = part.table.frame.height
    return Inspection(file, part.name, part.profile.name, part.why, headers=headers, rows=rows)
