"""Cards with a chart: a declared table in, a figure that narrows the view when clicked out."""

from sociallens.ui.plots.bars import bars, intervals
from sociallens.ui.plots.grids import grid
from sociallens.ui.plots.sparklines import sparklines
from sociallens.ui.plots.trends import layers, lines

__all__ = ["bars", "grid", "intervals", "layers", "lines", "sparklines"]
