"""Rates by how many messages they rest on, within the limits of chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sociallens.charts.paper import Figure, Part, axis, figure, layout, scatter_trace, text
from sociallens.locales import Locale
from sociallens.theme import Theme

HEIGHT = 300
TICKS = (10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Point:
    """One merchant; `name` is written beside it where it is not empty. `rate` in percent."""

    key: str
    n: int
    rate: float
    colour: str
    hover: str
    name: str = ""


@dataclass(frozen=True)
class Limits:
    """Between which percentages rates of `n` messages stay by chance, at one level."""

    n: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


def funnel(
    points: Sequence[Point], rate: float, limits: Sequence[Limits], mode: Theme, locale: Locale
) -> Figure:
    """Points over a funnel around `rate`, in percent; messages on a logarithmic axis."""
    traces = [trace for each in limits for trace in _edges(each, mode)]
    line = {"color": mode.quiet, "width": 1, "dash": "dot"}
    ends = [limits[0].n[0], limits[0].n[-1]]
    traces.append(scatter_trace(ends, [rate, rate], "lines", hoverinfo="skip", line=line))
    traces.append(
        scatter_trace(
            [point.n for point in points],
            [point.rate for point in points],
            "markers+text",
            marker={"size": 9, "color": [point.colour for point in points]},
            text=[text(point.name) for point in points],
            textposition="top center",
            textfont={"color": mode.text, "size": 13},
            customdata=[point.key for point in points],
            hovertext=[text(point.hover) for point in points],
            hoverinfo="text",
            cliponaxis=False,
        )
    )
    before, after = locale.percent
    return figure(
        layout(
            mode, HEIGHT, left=52, right=16, top=14, bottom=34,
            xaxis=axis(mode, type="log", separatethousands=True, **_ticks(ends, locale)),
            yaxis=axis(
                mode, showgrid=True, gridcolor=mode.line, nticks=5, automargin=False,
                tickprefix=before, ticksuffix=after,
            ),
            separators=locale.separators,
        ),
        traces,
    )  # fmt: skip


def _edges(limits: Limits, mode: Theme) -> list[Part]:
    line = {"color": mode.line, "width": 1.4}
    return [
        scatter_trace(limits.n, edge, "lines", hoverinfo="skip", line=line)
        for edge in (limits.low, limits.high)
    ]


def _ticks(ends: Sequence[float], locale: Locale) -> dict[str, Any]:
    shown = [tick for tick in TICKS if ends[0] <= tick <= ends[1]]
    thousands = locale.separators[1:]
    return {
        "tickvals": shown,
        "ticktext": [f"{tick:,}".replace(",", thousands) for tick in shown],
    }
