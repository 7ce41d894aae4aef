"""Answers as marks: what stands in a chart, what is written at it and said on hover.

Pure: an answer, the one that it is compared with, a reader's words and colours in; a chart's
marks and words out. `charts` draws them.
"""

from sociallens.marks.bars import Bars, Held, bars, intervals, other, usual
from sociallens.marks.funnel import Funnel, funnel
from sociallens.marks.grid import Grid, grid
from sociallens.marks.largest import lacking, largest
from sociallens.marks.replies import Replies, replies
from sociallens.marks.trends import Trend, layers, rates

__all__ = [
    "Bars",
    "Funnel",
    "Grid",
    "Held",
    "Replies",
    "Trend",
    "bars",
    "funnel",
    "grid",
    "intervals",
    "lacking",
    "largest",
    "layers",
    "other",
    "rates",
    "replies",
    "usual",
]
