"""Conditions over the columns of a contribution, as data that each engine words for itself."""

from collections.abc import Mapping
from enum import Enum
from functools import reduce
from operator import and_

import polars as pl


class Is(Enum):
    """What can be asked of a value without naming it."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    POSITIVE = "positive"  # a number above zero
    ZERO = "zero"  # 0, or no number


Test = str | bool | Is
# Column -> what its value is; all must hold. A condition on a value that is not known fails.
Conditions = Mapping[str, Test]


def expression(conditions: Conditions) -> pl.Expr:
    """The conditions over a Polars frame: true or false, never null."""
    return reduce(and_, (_test(*each) for each in conditions.items()), pl.lit(True))


def _test(column: str, test: Test) -> pl.Expr:
    cell = pl.col(column)
    if test is Is.KNOWN:
        return cell.is_not_null()
    if test is Is.UNKNOWN:
        return cell.is_null()
    if test is Is.POSITIVE:
        return (cell > 0).fill_null(False)
    if test is Is.ZERO:
        return cell.fill_null(0) == 0
    return cell.eq_missing(pl.lit(test))
