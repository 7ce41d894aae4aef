"""Figures from answers. The only part that knows Plotly."""

from sociallens.charts.bars import Bar, bars
from sociallens.charts.grid import Cell, grid
from sociallens.charts.paper import Figure
from sociallens.charts.sparkline import Sparkline, sparkline
from sociallens.charts.time import Series, layers, rates

__all__ = [
    "Bar",
    "Cell",
    "Figure",
    "Series",
    "Sparkline",
    "bars",
    "grid",
    "layers",
    "rates",
    "sparkline",
]
