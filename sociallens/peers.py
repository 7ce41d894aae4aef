"""What is usual among a merchant's peers: the median of their figures, each merchant as one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

import polars as pl

from sociallens import settings
from sociallens.access import Scope
from sociallens.answers import context
from sociallens.dimensions import DIMENSIONS
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.figures import Breakdown
from sociallens.metrics import VOLUME, Metric
from sociallens.selection import Peers, Selection
from sociallens.stats import FEW
from sociallens.tables import TIME, Table

SIZES = (0.5, 2.0)  # times a merchant's messages: who is of its size
SITE = "site"


@dataclass(frozen=True)
class Median:
    """The median figure of so many merchants, in the unit of `Figure.rate`; of a count, its k."""

    value: float
    merchants: int


def peers(
    engine: Engine, table: Table, selection: Selection, scope: Scope, mine: str, rule: Peers
) -> Mapping[str, Median]:
    """The medians of a table's figures over the peers of `mine`, who are never one of them.

    By metric for a table without dimensions or by merchant, by value for one other dimension. The
    peers are those of the scope, whatever sites are in view; without `mine`, of any size. Missing
    where fewer than `settings.group()` merchants have `FEW` of n. Raises `StoreError`, and
    `ValueError` for tables of time or of more dimensions.
    """
    others = tuple(name for name in table.by if name != SITE)
    if len(others) > 1 or TIME in others:
        raise ValueError(f"no peers by {', '.join(others)}")
    asked = context(table, selection.raw).without(SITE)
    held = cached(
        engine,
        ("peers", table.name, asked, scope),
        lambda: dict(_held(Breakdown(engine, asked, scope, (SITE, *others)), table, others)),
    )
    among = chosen(engine, selection, scope, mine, rule)
    figures = {
        name: [by_site[site] for site in among & by_site.keys()] for name, by_site in held.items()
    }
    least = settings.group()
    return {
        name: Median(median(values), len(values))
        for name, values in figures.items()
        if len(values) >= least
    }


def chosen(
    engine: Engine, selection: Selection, scope: Scope, mine: str, rule: Peers
) -> frozenset[str]:
    """The names of the peers of `mine` by a rule. Raises `StoreError`.

    `size`: those with half to twice its messages in the period, whatever else the view narrows to.
    """
    if not isinstance(rule, str):
        return frozenset(rule) - {mine}
    asked = Selection(selection.period, reposts=selection.reposts)
    sizes = cached(engine, ("sizes", asked, scope), lambda: _sizes(engine, asked, scope))
    if rule == "size" and mine in sizes:
        least, most = (share * sizes[mine] for share in SIZES)
        sizes = {site: size for site, size in sizes.items() if least <= size <= most}
    return frozenset(sizes) - {mine}


def _sizes(engine: Engine, selection: Selection, scope: Scope) -> dict[str, int]:
    rows = engine.counts([VOLUME.k], [DIMENSIONS[SITE]], selection, scope).rows()
    return {str(site): int(messages) for site, messages in rows if messages}


def _held(
    question: Breakdown, table: Table, others: tuple[str, ...]
) -> Iterator[tuple[str, Mapping[str, float]]]:
    """For each metric, or value of the other dimension, the figure of every site with enough n."""
    metrics = [table.metric] if others else table.metrics
    names = [name for m in metrics for name in (m.k, m.n, m.minus) if name]
    counted = question.counts(list(dict.fromkeys(names)))
    for metric in metrics:
        cells = question.figures(metric, counted, None)
        rows = pl.DataFrame(
            {name: counted[name] for name in question.by}
            | {"n": cells["n"], "figure": cells["k" if metric.form == "count" else "rate"]},
            nan_to_null=True,
        ).filter(pl.col("n") >= FEW)
        if not others:
            yield metric.name, _by_site(rows)
            continue
        (dimension,) = others
        nothing = _nothing(question, metric) if metric.form == "share" else {}
        for (value,), part in rows.drop_nulls().group_by(dimension):
            yield str(value), nothing | _by_site(part)


def _by_site(rows: pl.DataFrame) -> dict[str, float]:
    known = rows.filter(pl.col("figure").is_not_null())
    return {site: float(figure) for site, figure in known.select(SITE, "figure").rows()}


def _nothing(question: Breakdown, metric: Metric) -> dict[str, float]:
    """The share of a value that a site does not have, for every site with enough messages: 0."""
    whole = replace(question, by=(SITE,)).counts([metric.n])
    return {site: 0.0 for site, n in whole.rows() if n >= FEW}
