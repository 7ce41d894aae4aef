"""How long messages are kept, by source: `[retention]` of the settings."""

import re
from collections.abc import Mapping
from datetime import date

import polars as pl
from dateutil.relativedelta import relativedelta

from sociallens import settings
from sociallens.errors import BadSettings

DEFAULT = "default"  # for sources without a line of their own
_TERM = re.compile(r"(\d{1,4})\s+(day|month|year)s?")
# Imports are named after their moment: that of messages that say no other.
_IMPORTED = r"^(\d{8})T"


def terms() -> dict[str, relativedelta]:
    """A source -> how long its messages are kept. Raises `BadSettings`."""
    return {source: _term(source, told) for source, told in settings.retention().items()}


def limits(kept: Mapping[str, relativedelta], today: date) -> tuple[dict[str, date], date | None]:
    """The first day kept of each source, and of all others; None where these are kept for good."""
    days = {source: today - term for source, term in kept.items()}
    return days, days.pop(DEFAULT, None)


def moment() -> pl.Expr:
    """When a message was published; when it was imported, where nothing says that."""
    imported = pl.col("import_id").str.extract(_IMPORTED).str.to_datetime("%Y%m%d", strict=False)
    return pl.coalesce("published_at", imported)


def _term(source: str, told: str) -> relativedelta:
    found = _TERM.fullmatch(told.strip())
    if not found or not int(found[1]):
        raise BadSettings("setting-retention", name=source, value=told)
    count, unit = int(found[1]), found[2]
    return {
        "day": relativedelta(days=count),
        "month": relativedelta(months=count),
        "year": relativedelta(years=count),
    }[unit]
