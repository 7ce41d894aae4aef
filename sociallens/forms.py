"""The kinds of file that a table can be taken away as, declared once."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """How a kind of file is called, its media type, and whether menus offer it."""

    name: str
    media: str
    offered: bool = True


FORMS: Mapping[str, Form] = {
    "csv": Form("CSV", "text/csv; charset=utf-8"),
    "xlsx": Form("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": Form("Parquet", "application/vnd.apache.parquet"),
    "arrow": Form("Arrow", "application/vnd.apache.arrow.stream", offered=False),
}
"""By the end of a file's name."""
