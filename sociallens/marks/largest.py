"""Of very many merchants those that a page shows: what nobody reads to its end is sent whole."""

import polars as pl

from sociallens.i18n import number
from sociallens.naming import Names

LISTED = 500  # rows of a list, points of a chart


def largest(frame: pl.DataFrame, size: str, asked: pl.Expr) -> pl.DataFrame:
    """The `LISTED` rows whose `size` is largest, and those that are `asked` about, in their order.

    Where all rows are asked about none is in particular.
    """
    if frame.height <= LISTED:
        return frame
    place = pl.col(size).rank("ordinal", descending=True)
    return frame.filter((place <= LISTED) | (asked & ~asked.all()))


def lacking(shown: int, whole: int, names: Names) -> str:
    """What a list or a chart says that has not all merchants; "" where it has."""
    if shown == whole:
        return ""
    told = {name: number(n, names.language) for name, n in {"shown": shown, "whole": whole}.items()}
    return names.say("largest-first", **told)
