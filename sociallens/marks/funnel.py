"""Which merchants stand out beyond what their number of messages lets chance do."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from sociallens import charts, theme
from sociallens.answers import Answer
from sociallens.charts.funnel import Limits, Point
from sociallens.i18n import number, percent
from sociallens.marks.largest import lacking, largest
from sociallens.naming import Names
from sociallens.phrases import interval, k_of_n
from sociallens.stats import FEW
from sociallens.stats import funnel as limits_of
from sociallens.theme import Theme

LEVELS = (0.95, 0.998)  # those of most funnel plots
LEAST = 3  # merchants: of fewer there is nothing to stand out from
STEPS = 40


@dataclass(frozen=True)
class Funnel:
    """Merchants as points, the funnel of chance, and what is said of them.

    `rows`: of a table, the key, its name, messages, rate and what chance allows, in words.
    """

    subtitle: str
    figure: charts.Figure
    rows: list[tuple[str, str, str, str, str]]
    alt: str


def funnel(
    answer: Answer, standings: Mapping[str, str], names: Names, mode: Theme, mine: str
) -> Funnel | None:
    """The rates of merchants by their messages; None where too few have enough for a rate.

    `standings`: who does better or worse than the others. `mine` and chosen ones are named.
    """
    frame = answer.of(answer.table.metric).with_columns(answer.rows["selected"])
    frame = frame.with_columns(rate=pl.col("k") / pl.col("n"))  # what chance is reckoned for
    frame = frame.filter(pl.col("n") >= FEW).sort("n", "site")
    if frame.height < LEAST:
        return None
    whole = float(frame["k"].sum()) / float(frame["n"].sum())
    n = np.geomspace(int(frame["n"][0]) * 0.8, int(frame["n"][-1]) * 1.25, STEPS)
    limits = [
        Limits(n.tolist(), *((side * 100).tolist() for side in limits_of(whole, n, level)))
        for level in LEVELS
    ]
    raw = [names.say("estimate-trend")] if answer.correction and not answer.correction.why else []
    narrowed = not frame["selected"].all()
    every = frame.height
    frame = largest(frame, "n", pl.col("selected") | (pl.col("site") == mine))
    about = [
        names.say("about-funnel", rate=percent(whole, names.language)),
        lacking(frame.height, every, names),
        *raw,
    ]
    moods = theme.colours(names.taxonomy, "sentiment", mode)
    colours = {"better": moods["positive"], "worse": moods["negative"]}
    points, rows = [], []
    low, high = limits_of(whole, frame["n"].to_numpy())
    frame = frame.select("site", "k", "n", "rate", "selected", low=low, high=high)
    for site, k, count, share, selected, low, high in frame.rows():
        chance = interval(low, high, names.language)
        figures = (number(count, names.language), percent(share, names.language), chance)
        counted = k_of_n(k, count, names.language)
        hover = names.say(
            "funnel-hover", site=site, rate=figures[1], counted=counted, chance=chance
        )
        is_named = site == mine or (narrowed and selected)
        colour = mode.accent if is_named else colours.get(standings.get(site, ""), mode.context)
        points.append(Point(site, count, share * 100, colour, hover, site if is_named else ""))
        rows.append((site, site, *figures))
    return Funnel(
        " · ".join(filter(None, about)),
        charts.funnel(points, whole * 100, limits, mode, names.locale),
        rows,
        names.say("funnel-alt", sites="; ".join(point.hover for point in points)),
    )
