"""A table's rows with what an audit corrects, and the raw figures beside."""

from collections.abc import Mapping, Sequence

import polars as pl

from sociallens.audits import Audit
from sociallens.estimates.entering import correctable
from sociallens.estimates.sampled import Estimate, estimates
from sociallens.figures import Breakdown
from sociallens.metrics import Metric
from sociallens.stats import FEW
from sociallens.tables import FIGURES, LABELS, RAW, Table


def corrected(rows: pl.DataFrame, table: Table, view: Breakdown, audit: Audit) -> pl.DataFrame:
    """The rows of an answer with corrected figures, and beside them `RAW` and `LABELS`.

    `view`: the break-down that the rows are of.
    """
    cells = {metric.name: estimates(view, metric, audit) for metric in table.metrics}
    if not table.by:
        found = [cells[name].get(()) for name in rows["metric"]]
        return rows.with_columns(_columns(rows, found, {name: name for name in FIGURES}, ""))
    for metric in table.metrics:
        if metric != table.metric and not correctable(metric, view.selection, view.by):
            continue  # no column that is always empty
        found = [cells[metric.name].get(cell) for cell in rows.select(table.by).rows()]
        prefix = beside(table, metric, "")
        rows = rows.with_columns(_columns(rows, found, table.columns(metric), prefix))
    return rows


def beside(table: Table, metric: Metric, column: str) -> str:
    """Where what stands beside a corrected figure is: under the metric's name but for the first."""
    return column if not table.by or metric == table.metric else f"{metric.name}_{column}"


def _columns(
    rows: pl.DataFrame, found: Sequence[Estimate | None], names: Mapping[str, str], prefix: str
) -> list[pl.Series]:
    """The figures of the columns `names`, corrected where an estimate was `found`, and as before.

    None where the raw figure is none, for lack of messages or because it is one merchant's.
    """
    known = [
        estimate if n >= FEW and rate is not None else None
        for estimate, n, rate in zip(found, rows[names["n"]], rows[names["rate"]], strict=True)
    ]
    columns = [pl.Series(prefix + LABELS, [each and each.labels for each in known], pl.Int64)]
    for figure, raw in RAW.items():
        if figure in names:
            was = rows[names[figure]]
            now = [getattr(e, figure) if e else old for e, old in zip(known, was, strict=True)]
            columns += [was.alias(prefix + raw), pl.Series(names[figure], now, pl.Float64)]
    return columns
