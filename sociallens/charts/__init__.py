"""Figures of what runs over time or grows with it, as Plotly reads them."""

from sociallens.charts.curves import Curve, curves
from sociallens.charts.funnel import funnel
from sociallens.charts.paper import Figure
from sociallens.charts.time import Series, layers, rates

__all__ = ["Curve", "Figure", "Series", "curves", "funnel", "layers", "rates"]
