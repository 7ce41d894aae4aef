"""The report of an import: counts, reasons with examples, and messages that are worded later."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from sociallens.errors import SocialLensError
from sociallens.i18n import LANGUAGES, Language, words
from sociallens.taxonomy import Taxonomy

REJECTED = pl.Schema(
    {
        "file": pl.String,
        "line": pl.Int64,
        "reason": pl.String,  # a message key
        "detail": pl.String,  # the value at fault: a date, a channel, never text
        "content": pl.String,  # the row as text, redacted
    }
)
EXAMPLES = 3
UNKNOWN = "import-unknown-"  # before a vocabulary: the reason of a value that it does not have
EMPTY = ("import-empty", "import-header-only")


@dataclass(frozen=True)
class Message:
    """A message, worded in the reader's language when it is shown."""

    key: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """The message in words."""
        return words(self.key, language, **self.details)


@dataclass(frozen=True)
class FileReport:
    """One file of an import, or one part of it. A rejected record counts as a contribution."""

    name: str  # with that of the part: "export.zip › avis/2024.csv"
    path: Path | None = None  # the file on the disk
    profile: str = ""
    why: Message | None = None  # how the profile was recognised
    site: Message | None = None  # where the site came from, when from outside the rows
    read: int = 0
    rejected: int = 0
    notes: Mapping[str, int] = field(default_factory=dict)  # message key -> rows
    unused: tuple[str, ...] = ()  # columns that nothing was taken from
    # What was not read: a message key -> the names of sheets, lists, columns.
    unread: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problem: SocialLensError | None = None  # why the whole file stays out
    scanned: bool = False  # found in a folder, not asked for by itself


@dataclass(frozen=True)
class Example:
    """One rejected row: where it is and the structural value at fault."""

    file: str
    line: int
    detail: str


@dataclass(frozen=True)
class Reason:
    """Why rows were rejected."""

    key: str
    count: int
    examples: tuple[Example, ...]
    # the values that would have been understood, in the words of each language
    known: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """The reason in words."""
        return words(self.key, language)


@dataclass(frozen=True)
class Reading:
    """Files as they would be stored."""

    rows: pl.DataFrame  # `schema.IMPORTED`; none where they went to a store
    rejected: pl.DataFrame  # `REJECTED`
    files: tuple[FileReport, ...]
    reasons: tuple[Reason, ...]

    @property
    def read(self) -> int:
        """The number of contributions in the files; a rejected record counts as one."""
        return sum(file.read for file in self.files)


@dataclass(frozen=True)
class Report:
    """What an import did, or would do: `read` is the sum of the other counts but `reposts`."""

    files: tuple[FileReport, ...]
    read: int
    added: int
    updated: int
    unchanged: int
    clashing: int  # added under a new id, as the source's belongs to another contribution
    rejected: int
    reposts: int  # among those that were read
    reasons: tuple[Reason, ...]
    rejected_rows: pl.DataFrame  # `REJECTED`
    preview: pl.DataFrame  # the first rows as they are stored
    version: int | None  # of the store, None after a dry run or when nothing was stored
    suppressed: int = 0  # erased before, and kept out
    seconds: float = 0.0
    dry_run: bool = False
    span: tuple[date, date] | None = None  # of what was read; None where nothing has a date

    @property
    def failed(self) -> tuple[FileReport, ...]:
        """The files named by the user that stayed out as a whole, except empty ones."""
        return tuple(
            file
            for file in self.files
            if file.problem and file.problem.key not in EMPTY and not file.scanned
        )


def reasons(rejected: pl.DataFrame, taxonomy: Taxonomy) -> tuple[Reason, ...]:
    """The reasons in `rejected` (columns `REJECTED`), most frequent first, with first examples."""
    terms_by_reason: dict[str, dict[Language, tuple[str, ...]]] = {
        f"{UNKNOWN}{name}": {
            language: tuple(term.label(language) for term in terms.values())
            for language in LANGUAGES
        }
        for name, terms in taxonomy.vocabularies.items()
    }
    examples_by_reason: dict[str, list[Example]] = {}
    counts: Counter[str] = Counter()
    for file, line, reason, detail in rejected.select(REJECTED.names()[:4]).iter_rows():
        counts[reason] += 1
        examples = examples_by_reason.setdefault(reason, [])
        if len(examples) < EXAMPLES:
            examples.append(Example(file, line, detail or ""))
    return tuple(
        Reason(key, count, tuple(examples_by_reason[key]), terms_by_reason.get(key, {}))
        for key, count in counts.most_common()
    )
