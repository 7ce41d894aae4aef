"""What a reader changes of a selection; each drops what nobody understood of a link about it."""

from collections.abc import Iterable
from dataclasses import replace

from sociallens.dimensions import excluding
from sociallens.selection import REPOSTS, Period, Selection


def _understood(selection: Selection, *keys: str) -> Selection:
    unknown = tuple(pair for pair in selection.unknown if pair[0] not in keys)
    return replace(selection, unknown=unknown)


def to_period(selection: Selection, period: Period) -> Selection:
    """The selection with other days in view."""
    return replace(_understood(selection, "period", "from", "to"), period=period)


def to_values(selection: Selection, name: str, values: Iterable[str]) -> Selection:
    """The selection with a filter set to some values, or lifted where there are none."""
    return _understood(selection, name).choose(name, tuple(values) or None)


def to_dimension(
    selection: Selection, dimension: str, values: Iterable[str], *, leave_out: bool
) -> Selection:
    """The selection narrowed to some values of a dimension or, `leave_out`, to all others."""
    alone, others = dimension, excluding(dimension)
    key, other = (others, alone) if leave_out else (alone, others)
    return to_values(to_values(selection, other, ()), key, values)


def with_reposts(selection: Selection, *, counted: bool) -> Selection:
    """The selection with reposts counted as their sharers' own words, or not."""
    return replace(_understood(selection, REPOSTS), reposts=counted)
