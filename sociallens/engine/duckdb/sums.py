"""The SQL of sums over several relations: stored counts, and corrections with their signs.

Each relation is summed by its own columns, codes as codes; what is left, few rows, is told as text
and added up. So the text of a value is made once for a cell and not once for a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sociallens.dimensions import Dimension
from sociallens.engine.duckdb.dialect import Clause, literal
from sociallens.engine.duckdb.forms import Form

CELLS = "contributions"  # the count that every row adds to: where it is above 0 there are rows


@dataclass(frozen=True)
class Summand:
    """A relation that counts are summed of."""

    relation: str
    form: Form
    time: str  # its column of time
    where: str
    bound: dict[str, object] = field(default_factory=dict)
    sign: str = ""  # the column, 1 or -1, that says whether a row is added or taken away


def sums(
    summands: Sequence[Summand],
    counts: Sequence[str],
    by: Sequence[Dimension],
    *,
    beside: Sequence[str] = (),
    cells: Sequence[str] = (CELLS,),
) -> Clause:
    """The query for sums of counts by dimensions, and by the columns `beside`; and bound values.

    A column for each dimension, those `beside`, then the counts (BIGINT), sorted. A cell without
    any of the counts `cells` has no row; without dimensions there is one row.
    """
    names = [*(each.name for each in by), *beside]
    summed = tuple(dict.fromkeys((*counts, *cells))) if names else tuple(counts)
    bound = {name: value for each in summands for name, value in each.bound.items()}
    parts = " UNION ALL ".join(_part(each, summed, by, beside) for each in summands)
    if not names:
        columns = ", ".join(f"coalesce(sum({name}), 0)::BIGINT AS {name}" for name in counts)
        return f"SELECT {columns} FROM ({parts})", bound
    columns = ", ".join([*names, *(f"sum({name})::BIGINT AS {name}" for name in counts)])
    listed = ", ".join(names)
    held = " + ".join(f"sum({name})" for name in cells)
    return (
        f"SELECT {columns} FROM ({parts}) GROUP BY {listed} HAVING {held} > 0 ORDER BY {listed}",
        bound,
    )


def _part(
    summand: Summand, counts: Sequence[str], by: Sequence[Dimension], beside: Sequence[str]
) -> str:
    """The query for the cells of one relation, told as text; not yet added up."""
    held = [each for each in by if each.time or summand.form.held(each)]
    raw = dict.fromkeys(summand.time if each.time else each.name for each in held)
    value = f"{{}} * {summand.sign}" if summand.sign else "{}"
    columns = [*raw, *beside, *(f"sum({value.format(name)}) AS {name}" for name in counts)]
    cells = f"SELECT {', '.join(columns)} FROM {summand.relation} WHERE {summand.where}"
    if raw or beside:
        cells += " GROUP BY ALL"
    told, joined = [], ""
    for each in by:
        expression, join = step(each, summand.time), ""
        if not each.time:
            expression, join = summand.form.told(each)
        told.append(f"{expression} AS {each.name}")
        joined += join
    return f"SELECT {', '.join([*told, *beside, *counts])} FROM ({cells}){joined}"


def step(dimension: Dimension, time: str) -> str:
    """The first day of the step of time that a column's date is in."""
    if dimension.name == time:
        return time
    return f"date_trunc({literal(dimension.name)}, {time})::DATE"


def listed(question: Clause, by: Sequence[Dimension], names: Sequence[str]) -> Clause:
    """The query for lists of columns by dimensions, in the order of the first; and bound values."""
    sql, bound = question
    lists = ", ".join(f"list({name} ORDER BY {names[0]}) AS {name}" for name in names)
    if not by:
        return f"SELECT {lists} FROM ({sql}) HAVING count(*) > 0", bound
    groups = ", ".join(each.name for each in by)
    return f"SELECT {groups}, {lists} FROM ({sql}) GROUP BY {groups} ORDER BY {groups}", bound
