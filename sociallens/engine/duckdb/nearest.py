"""The days that hold the first contributions of a list: of all others no fact is looked at."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import duckdb

from sociallens.dimensions import DIMENSIONS
from sociallens.engine.duckdb.choosing import FACTS
from sociallens.engine.duckdb.dialect import GRAVITY
from sociallens.engine.duckdb.questions import Question
from sociallens.engine.duckdb.relations import Relations
from sociallens.engine.duckdb.sums import CELLS
from sociallens.selection import Order, Period

_APART = timedelta(days=1)  # a day's border is another for times known to the day than for instants


def nearest(
    relations: Relations,
    cursor: duckdb.DuckDBPyConnection,
    question: Question,
    order: Order,
    most: int,
) -> Question:
    """The same question, narrowed to some days that hold the first `most` of its list.

    The given one where no cube tells them, where they are of no known day, or where the order is
    none of days.
    """
    if order == "confidence":
        return question
    gravest = order == "gravest"
    by = (DIMENSIONS["severity"], DIMENSIONS["day"]) if gravest else (DIMENSIONS["day"],)
    asked, counted = replace(question, by=by), question.kind or CELLS
    if any(part.source.name == FACTS for part in asked.parts(relations, [counted])):
        return question
    sql, bound = asked.sums(relations, [counted])
    rows = cursor.execute(sql, bound or None).fetchall()
    held = [row[-2:] for row in rows if row[-2] and not (gravest and row[0] != GRAVITY[0])]
    last = _reached(sorted(held, reverse=order == "latest"), most)
    if last is None:
        return question
    view, period = question.selection, question.selection.period
    if gravest:
        view = view.choose("severity", GRAVITY[:1])
    if order == "latest":
        days = Period(max(period.start or date.min, last - _APART), period.end)
    else:
        days = Period(period.start, min(period.end or date.max, last + _APART))
    return replace(question, selection=replace(view, period=days))


def _reached(held: Iterable[tuple[date, int]], most: int) -> date | None:
    """The first day by which there are `most`; None where there are fewer in all."""
    for day, number in held:
        most -= number
        if most <= 0:
            return day
    return None
