"""What all figures share: few marks, no template, a small layout of our own.

That is what repaints fast. Labels are escaped, for Plotly reads them as HTML.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from sociallens.theme import FONT, Theme

__all__ = [
    "Figure",
    "Part",
    "axis",
    "bar_trace",
    "figure",
    "layout",
    "scatter_trace",
    "text",
]

Part = dict[str, Any]
Figure = dict[str, Any]  # `data` and `layout`, as Plotly reads them
MARGIN = 4  # pixels around a figure


def figure(paper: Part, traces: Sequence[Part]) -> Figure:
    """The figure of a paper and its traces; a test has Plotly validate them."""
    return {"data": list(traces), "layout": paper}


def layout(
    mode: Theme,
    height: int,
    *,
    left: int = MARGIN,
    right: int = MARGIN,
    top: int = MARGIN,
    bottom: int = MARGIN,
    **further: Any,
) -> Part:
    """The paper: its `height` and margins in pixels."""
    return {
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "font": {"family": FONT, "size": 14, "color": mode.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": mode.card,
            "bordercolor": mode.line,
            "font": {"color": mode.text, "family": FONT, "size": 13},
        },
        **further,
    }


def axis(mode: Theme, **further: Any) -> Part:
    """An axis without lines, that cannot be zoomed."""
    return {
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "ticks": "",
        "tickfont": {"color": mode.quiet, "size": 13},
        "automargin": True,
        **further,
    }


def bar_trace(
    colours: Sequence[str] | str, keys: Sequence[Any], hover: Sequence[str], **more: Any
) -> Part:
    """Bars that can be clicked: `keys` tell which, `hover` is said over them."""
    return {
        "type": "bar",
        "marker": {"color": colours, "line": {"width": 0}, "cornerradius": 2},
        "customdata": list(keys),
        "hovertext": [text(line) for line in hover],
        "hoverinfo": "text",
        "unselected": {"marker": {"opacity": 1}},
        **more,
    }


def scatter_trace(x: Sequence[Any], y: Sequence[Any], mode: str, **more: Any) -> Part:
    """Points, lines or words at places."""
    return {"type": "scatter", "x": list(x), "y": list(y), "mode": mode, **more}


def text(value: str) -> str:
    """A label or verbatim as Plotly shows it unchanged."""
    return escape(value, quote=False)
