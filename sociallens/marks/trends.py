"""Counts and rates over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import polars as pl

from sociallens import charts, theme
from sociallens.answers import Answer
from sociallens.i18n import number
from sociallens.marks.timeline import Timeline, timeline
from sociallens.naming import Names
from sociallens.phrases import course, k_of_n, rate
from sociallens.stats import FEW, wilson
from sociallens.steps import Step, merged
from sociallens.tables import SELECTED, TIME
from sociallens.theme import Theme

LONG = 16  # steps: a shorter axis is drawn whole
OLD, LARGE = 0.12, 0.5  # so few of all messages are not worth so large a part of the axis
FAINT = 0.45  # of grey: what the view leaves out
GREATEST = 6  # series in one chart; the rest is left to the table


@dataclass(frozen=True)
class Trend:
    """The series of a chart over time, its time axis, and what is said of it.

    `courses`: how each series went, in words. Without series where too few messages are in all
    steps together for a rate: then the courses are all that can be said. `wholes`: what the
    figures of each span are among.
    """

    subtitle: str
    axis: Timeline
    series: Sequence[charts.Series]
    wholes: Sequence[int]
    courses: Sequence[str]
    alt: str


def layers(answer: Answer, names: Names, mode: Theme) -> Trend | None:
    """Counts over time by the table's second dimension, to be stacked; None without rows."""
    frame = answer.rows
    if frame.is_empty():
        return None
    by = answer.table.by[1]
    axis, old = _drawn(answer, names)
    n, whole = _wholes(axis, frame), _whole(frame)
    series, courses = [], []
    for part in _parts(frame, by, names, theme.colours(names.taxonomy, by, mode), mode):
        k = axis.sums(part.rows, "k")
        steps = [Step(place, place, *counts) for place, counts in enumerate(zip(k, n, strict=True))]
        end = f"{part.name} {rate(int(part.rows['k'].sum()), whole, names.language)}"
        hover = [_hover(step, part.name, axis) for step in steps]
        words = [number(count, names.language) for count in k]
        series.append(charts.Series(part.name, end, part.colour, _spans(steps), k, words, hover))
        points = list(zip(k, words, axis.labels, strict=True))
        courses.append(f"{part.name}{names.say('colon')} {course(points, names.language)}")
    return _trend(answer, axis, series, n, courses, names, *old)


def rates(
    answer: Answer, names: Names, mode: Theme, compared: Answer | None = None
) -> Trend | None:
    """Rates over time, one line a value of the second dimension or one in all; None without rows.

    Steps with too few messages for a rate are taken together with their neighbours. A single
    line has that of the period compared with behind it.
    """
    frame = answer.rows
    if frame.is_empty():
        return None
    axis, old = _drawn(answer, names)
    n, whole = _wholes(axis, frame), _whole(frame)
    steps = merged(n, n)
    before = _before(compared, answer, axis) if compared else []
    series, courses = [], []
    for part in _lines(answer, names, mode):
        figure = rate(int(part.rows["k"].sum()), whole, names.language)
        one = _rates(merged(axis.sums(part.rows, "k"), n), part, figure, axis)
        series.append(one if part.name else replace(one, before=before))
        points = [
            (value, words, axis.when(*span))
            for value, words, span in zip(one.values, one.words, one.spans, strict=True)
        ]
        worded = figure if whole < FEW else course(points, names.language)
        courses.append(f"{part.name}{names.say('colon')} {worded}" if part.name else worded)
    if whole < FEW:
        return _trend(answer, axis, [], [], courses, names)
    joined = any(step.first != step.last for step in steps)
    notes = [names.say("trend-merged", few=FEW)] if joined else []
    notes += [names.say("compared-line")] if any(one.before for one in series) else []
    wholes = [step.n for step in steps]
    return _trend(answer, axis, series, wholes, courses, names, *notes, *old)


def _drawn(answer: Answer, names: Names) -> tuple[Timeline, list[str]]:
    """The time axis without a long beginning that holds hardly anything, and a word about that."""
    axis = timeline(answer, names.language)
    n = _wholes(axis, answer.rows)
    thin = sum(n) / len(n)  # below the average
    few = [total <= sum(n) * OLD for total in accumulate(n)]
    old = [place for place, count in enumerate(n) if few[place] and count < thin]
    if len(n) < LONG or not old or old[-1] < LARGE * len(n):
        return axis, []
    start = old[-1] + 1
    count = sum(n[:start])
    note = names.say("trend-old", count=count, n=number(count, names.language))
    return replace(axis, starts=axis.starts[start:]), [note]


def _before(compared: Answer, answer: Answer, axis: Timeline) -> list[tuple[float, float]]:
    """The compared period's rates at the places of the axis, where its steps are alike."""
    if compared.step != answer.step or compared.rows.is_empty():
        return []
    then = timeline(compared, axis.language)
    n = _wholes(then, compared.rows)
    if len(n) != len(axis.starts) or sum(n) < FEW:
        return []
    steps = merged(then.sums(compared.rows, "k"), n)
    return [(step.middle, step.k / step.n * 100) for step in steps]


def _trend(
    answer: Answer,
    axis: Timeline,
    series: Sequence[charts.Series],
    wholes: Sequence[int],
    courses: Sequence[str],
    names: Names,
    *notes: str,
) -> Trend:
    table = answer.table.name
    chart = names.say(f"alt-{table}")
    if answer.correction and not answer.correction.why:  # steps have too few labels each
        notes = (names.say("estimate-trend"), *notes)
    return Trend(
        " · ".join([names.say(f"about-{table}-{axis.grain}"), *notes]),
        axis,
        series,
        wholes,
        courses,
        names.say("trend-alt", chart=chart, courses=" · ".join(courses)),
    )


@dataclass(frozen=True)
class _Part:
    """What one series is about: a name, empty where nothing divides the chart, and its rows."""

    name: str
    colour: str
    rows: pl.DataFrame


def _parts(
    frame: pl.DataFrame, by: str, names: Names, colours: Mapping[str, str], mode: Theme
) -> list[_Part]:
    """A part for each value that has a colour and a row, in the order of the colours.

    Where the view narrows to some of them, the others are grey.
    """
    selected = dict(frame.select(by, SELECTED).unique().iter_rows())
    faint = theme.mix(mode.card, mode.context, FAINT)
    return [
        _Part(
            names.value(by, key),
            colour if selected[key] else faint,
            frame.filter(pl.col(by) == key),
        )
        for key, colour in colours.items()
        if key in selected
    ]


def _lines(answer: Answer, names: Names, mode: Theme) -> list[_Part]:
    """The largest values, the largest first; one part without a name where nothing divides."""
    frame = answer.rows
    by = next(iter(answer.table.by[1:]), "")
    if not by:
        return [_Part("", theme.discontent(names.taxonomy, mode), frame)]
    colours = theme.colours(names.taxonomy, by, mode)
    sizes = frame.group_by(by).agg(pl.col("k").sum()).sort("k", by, descending=[True, False])
    largest = sizes[by].to_list()[:GREATEST]
    return _parts(frame, by, names, {key: colours.get(key, mode.context) for key in largest}, mode)


def _rates(steps: Sequence[Step], part: _Part, figure: str, axis: Timeline) -> charts.Series:
    k, n = [step.k for step in steps], [step.n for step in steps]
    low, high = ((side * 100).tolist() for side in wilson(k, n))
    return charts.Series(
        part.name,
        f"{part.name} {figure}" if part.name else "",
        part.colour,
        _spans(steps),
        [step.k / step.n * 100 for step in steps],
        [rate(step.k, step.n, axis.language) for step in steps],
        [_hover(step, part.name, axis) for step in steps],
        *(() if part.name else (low, high)),
    )


def _whole(frame: pl.DataFrame) -> int:
    """What all steps' counts together are among."""
    return int(frame.group_by(TIME).agg(pl.col("n").max())["n"].sum())


def _wholes(axis: Timeline, frame: pl.DataFrame) -> list[int]:
    """What each step's counts are among: the same for all values of a step."""
    return axis.sums(frame.group_by(TIME).agg(pl.col("n").max()), "n")


def _spans(steps: Sequence[Step]) -> list[tuple[int, int]]:
    return [(step.first, step.last) for step in steps]


def _hover(step: Step, name: str, axis: Timeline) -> str:
    language = axis.language
    figure = rate(step.k, step.n, language) if step.n else "–"
    if step.n >= FEW:
        figure += f" ({k_of_n(step.k, step.n, language)})"
    return " · ".join(part for part in (axis.when(step.first, step.last), name, figure) if part)
