"""Figures of what runs over time, as Plotly reads them."""

from sociallens.charts.paper import Figure
from sociallens.charts.time import Series, layers, rates

__all__ = ["Figure", "Series", "layers", "rates"]
