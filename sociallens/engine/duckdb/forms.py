"""The two forms in which facts stand, and what a view's filters are in each.

`Coded`: the serving data, whose words are ENUMs and whose sets of values one ENUM each. A row is
never compared as text: chosen values become codes first, and one that is unknown matches nothing.
`PLAIN`: the few rows of corrections, with text and lists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import duckdb

from sociallens.access import Scope
from sociallens.dimensions import DIMENSIONS, FILTERS, Dimension
from sociallens.engine.duckdb.dialect import Clause, literal, value
from sociallens.engine.duckdb.serving import layout
from sociallens.selection import Period, Selection

_FEW = 12  # values compared one by one; more are looked up


class Form(Protocol):
    """How a relation's dimensions are narrowed and told."""

    def holds(self, name: str, dimension: Dimension, values: Sequence[str]) -> Clause | None:
        """The condition that a row has one of the values, never null for a known value.

        None where no row can have one. `name` tells the bound values from others'.
        """

    def held(self, dimension: Dimension) -> bool:
        """Whether rows hold a dimension, no step of time; its value is null where not."""

    def told(self, dimension: Dimension) -> tuple[str, str]:
        """The SQL expression of each value as text, and what to join for it."""

    def has(self, dimension: Dimension, word: str) -> str:
        """The SQL condition that a single-valued dimension has a declared value."""


@dataclass(frozen=True)
class Coded:
    """`Form` of the serving data of one version."""

    words: Mapping[str, frozenset[str]]  # dimension -> what its ENUM knows
    sets: Mapping[str, Mapping[str, tuple[str, ...]]]  # many-valued -> value -> sets that hold it

    def holds(self, name: str, dimension: Dimension, values: Sequence[str]) -> Clause | None:
        """See `Form.holds`."""
        if dimension.many:
            sets = self.sets[dimension.name]
            known = sorted({each for value in values for each in sets.get(value, ())})
        else:
            words = self.words.get(dimension.name, frozenset())
            known = [value for value in values if value in words]
        if not known:
            return None
        kind = layout.kind(dimension)
        if len(known) > _FEW:
            return (
                f"{dimension.name} IN (SELECT unnest($coded_{name}::{kind}[]))",
                {f"coded_{name}": known},
            )
        bound: dict[str, object] = {f"coded_{name}_{n}": each for n, each in enumerate(known)}
        listed = ", ".join(f"${each}::{kind}" for each in bound)
        return f"{dimension.name} IN ({listed})", bound

    def held(self, dimension: Dimension) -> bool:
        """See `Form.held`."""
        return dimension.name in self.words or dimension.name in self.sets

    def told(self, dimension: Dimension) -> tuple[str, str]:
        """See `Form.told`."""
        name = dimension.name
        if not self.held(dimension):
            return "NULL::VARCHAR", ""
        if dimension.many:
            table = f"{name}_values"
            return f"{table}.value", f" JOIN {layout.NAME}.{table} USING ({name})"
        return f"{name}::VARCHAR", ""

    def has(self, dimension: Dimension, word: str) -> str:
        """See `Form.has`."""
        known = word in self.words[dimension.name]
        return f"{dimension.name} = {literal(word)}::{layout.kind(dimension)}" if known else "false"


class _Plain:
    """`Form` of facts as text."""

    def holds(self, name: str, dimension: Dimension, values: Sequence[str]) -> Clause | None:
        """See `Form.holds`."""
        bound = f"plain_{name}"
        test = "list_has_any({}, ${})" if dimension.many else "{} IN ${}"
        return test.format(dimension.name, bound), {bound: list(values)}

    def held(self, dimension: Dimension) -> bool:
        """See `Form.held`."""
        return True

    def told(self, dimension: Dimension) -> tuple[str, str]:
        """See `Form.told`."""
        name = dimension.name
        return (f"unnest(list_distinct({name}))" if dimension.many else name), ""

    def has(self, dimension: Dimension, word: str) -> str:
        """See `Form.has`."""
        return f"{dimension.name} = {literal(word)}"


PLAIN = _Plain()


def coded(cursor: duckdb.DuckDBPyConnection) -> Coded:
    """The form of the attached serving data. Raises `duckdb.Error`."""
    words, sets = {}, {}
    for dimension in layout.DIMENSIONS:
        if dimension.many:
            held = cursor.execute(
                f"SELECT value, list({dimension.name}::VARCHAR)"
                f" FROM {layout.NAME}.{dimension.name}_values GROUP BY value"
            ).fetchall()
            sets[dimension.name] = {value: tuple(each) for value, each in held}
        else:
            known = cursor.execute(f"SELECT enum_range(NULL::{layout.kind(dimension)})").fetchone()
            words[dimension.name] = frozenset(known[0] if known else ())
    return Coded(words, sets)


def plain_facts(source: str) -> str:
    """The query for the facts of the rows in `source` as text, beside their `id`.

    `source`: a relation with the columns of the schema, `checked`, `segment` and `row`.
    """
    names = {dimension.name for dimension in layout.DIMENSIONS}
    others = (
        f"({expression})::{kind} AS {name}"
        for name, kind, expression in layout.columns()
        if name not in names
    )
    dimensions = (f"{value(each)} AS {each.name}" for each in DIMENSIONS.values() if not each.time)
    columns = ", ".join(("id", *others, *dimensions))
    return f"SELECT {columns} FROM {layout.contributions(source)}"


def clauses(selection: Selection, scope: Scope, form: Form, *, everybody: bool = False) -> Clause:
    """The SQL condition of a view but for its period and words, and its bound values.

    Reposts are left out unless the view includes them or `everybody` is true.
    """
    parts, bound = [], dict[str, object]()

    def narrow(name: str, dimension: Dimension, values: Sequence[str], *, excluding: bool) -> None:
        held = form.holds(name, dimension, values)
        if held is None:
            parts.append("true" if excluding else "false")
            return
        condition, values_bound = held
        bound.update(values_bound)
        parts.append(f"NOT coalesce({condition}, false)" if excluding else condition)

    if not scope.everything:
        condition, values_bound = _allowed(form, scope)
        parts.append(condition)
        bound.update(values_bound)
    if selection.matches_nothing:
        parts.append("false")
    if not (selection.reposts or everybody):
        parts.append("NOT repost")
    for key, values in selection.choices:
        declared = FILTERS[key]
        name = key.replace("-", "_")
        narrow(name, declared.dimension, values, excluding=declared.excluding)
    return " AND ".join(parts) or "true", bound


def _allowed(form: Form, scope: Scope) -> Clause:
    """The condition that a contribution is in any part of a scope."""
    parts, bound = [], dict[str, object]()
    for number, part in enumerate(scope.ordered):
        held = [
            form.holds(f"scope_{number}_{name}", DIMENSIONS[name], values)
            for name, values in part.ordered
        ]
        conditions = [condition for condition, _ in filter(None, held)]
        if len(conditions) == len(held):
            parts.append(f"({' AND '.join(conditions)})")
            for _, values in filter(None, held):
                bound |= values
    return f"({' OR '.join(parts) or 'false'})", bound


def days(spans: Iterable[Period], column: str) -> Clause:
    """The SQL condition that a column of dates is in one of some periods, and its bound values."""
    either, bound = [], dict[str, object]()
    for period in spans:
        both = []
        for day, compared in ((period.start, ">="), (period.end, "<=")):
            if day is not None:
                name = f"day_{day:%Y%m%d}"
                both.append(f"{column} {compared} ${name}")
                bound[name] = day
        either.append(" AND ".join(both) or "true")
    return " OR ".join(f"({each})" for each in either) or "true", bound
