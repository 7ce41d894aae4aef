"""What a reader of a format gives: rows of text under headers, and what became no row."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from sociallens.errors import BadExport

LINE = "#line"  # the column that holds line numbers: no export has a header like it
MAX_COLUMNS = 500
MAX_CELL = 50_000  # characters
MAX_RECORD = 1_000_000  # characters
MAX_ROWS = 5_000_000
MAX_INFLATED = 500_000_000  # bytes of a file once decompressed
PREAMBLE = 20  # rows that may stand above the header, as in exports of monitoring tools
Claims = Callable[[list[str]], bool]  # do these headers belong to a known profile?


@dataclass(frozen=True)
class Refusal:
    """A record that did not become a row."""

    line: int
    reason: str  # a message key
    detail: str = ""  # the structural value at fault, never text of a conversation
    content: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of text under the headers of the file, and `LINE`."""

    frame: pl.DataFrame
    kind: str
    refusals: list[Refusal] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)

    @property
    def headers(self) -> list[str]:
        """The headers of the file, in its order."""
        return [name for name in self.frame.columns if name != LINE]


def frame(headers: list[str], rows: list[list[str]], numbers: list[int]) -> pl.DataFrame:
    """Rows as columns of text; headers that repeat get their rank."""
    if len(headers) > MAX_COLUMNS:
        raise BadExport("import-too-many-columns", most=MAX_COLUMNS, found=len(headers))
    seen: Counter[str] = Counter()
    names = []
    for header in headers:
        seen[header] += 1
        names.append(header if seen[header] == 1 else f"{header} ({seen[header]})")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {}
    return pl.DataFrame(
        {name: columns.get(name, ()) for name in names} | {LINE: numbers},
        schema=dict.fromkeys(names, pl.String) | {LINE: pl.Int64},
    )
