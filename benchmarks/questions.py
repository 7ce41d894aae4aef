"""Ten tables of a page, from the serving data and straight from the Parquet files.

`python -m benchmarks.questions --store DIR [--times N]`. S1 is the last month of a merchant, S2 the
last whole year, S3 all there is. CPU seconds of all threads stand beside the wall clock: on a busy
machine trust these. Each figure is the best of N runs; nothing is cached between them, and the
files are in the system's cache after the first. Times of reply are asked of the serving data alone.
"""

import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import duckdb

from sociallens import settings
from sociallens.access import UNLIMITED
from sociallens.answers import step, work_out
from sociallens.dimensions import DIMENSIONS
from sociallens.engine import Engine, cache, load
from sociallens.engine.duckdb import stored
from sociallens.engine.duckdb.dialect import condition, value
from sociallens.engine.duckdb.serving.layout import contributions
from sociallens.figures import needed
from sociallens.metrics import COUNTS
from sociallens.selection import Period, Selection
from sociallens.tables import TABLES, TIME, Table

PAGE = ("summary", "channels", "topics", "channel_topic", "trend", "topic_trend", "causes",
        "severity", "merchants", "merchant_causes")  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """Milliseconds."""

    wall: float
    cpu: float


def measured(work: Callable[[], object], times: int) -> Cost:
    """What some work costs at best."""
    costs = []
    for _ in range(times):
        started, used = time.perf_counter(), _cpu()
        work()
        costs.append(Cost((time.perf_counter() - started) * 1e3, (_cpu() - used) * 1e3))
    return Cost(min(cost.wall for cost in costs), min(cost.cpu for cost in costs))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def views(engine: Engine) -> Mapping[str, Selection]:
    """The three views, of whatever the store holds."""
    held = engine.span(Selection(), UNLIMITED)
    if held is None:
        raise click.ClickException("the store holds no dated message")
    last = held[1]
    sites = engine.counts(["messages"], [DIMENSIONS["site"]], Selection(), UNLIMITED)
    one = sites.sort("messages", descending=True)["site"][min(10, sites.height - 1)]
    year = last.year - 1
    return {
        "S1": Selection(Period(last.replace(day=1), last)).choose("site", [one]),
        "S2": Selection(Period(date(year, 1, 1), date(year, 12, 31))),
        "S3": Selection(),
    }


def straight(engine: Engine, table: Table, view: Selection) -> tuple[str, dict[str, object]]:
    """The query for a table's counts over the Parquet files themselves."""
    names = [step(engine, view, UNLIMITED) if name == TIME else name for name in table.by]
    told = []
    for each in map(DIMENSIONS.__getitem__, names):
        held = f"date_trunc('{each.name}', day)::DATE" if each.time else value(each)
        told.append(f"{f'unnest({held})' if each.many else held} AS told_{each.name}")
    counts = (f"count(*) FILTER ({condition(COUNTS[name])})" for name in needed(table.metrics))
    files = enumerate(engine.store.files())
    where, bound = ["NOT repost"], dict[str, object]()
    site = next(iter(view.values("site") or ()), None)
    narrowed = {"day >=": view.period.start, "day <=": view.period.end, "site =": site}
    for number, (test, given) in enumerate(narrowed.items()):
        if given:
            where.append(f"{test} $given_{number}")
            bound[f"given_{number}"] = given
    source = contributions(stored.rows(engine.store, [*files]))
    if told:
        source = f"(SELECT *, {', '.join(told)} FROM {source})"
    columns = ", ".join((*(f"told_{name}" for name in names), *counts))
    return f"SELECT {columns} FROM {source} WHERE {' AND '.join(where)} GROUP BY ALL", bound


@click.command()
@click.option("--store", type=click.Path(path_type=Path), default=settings.DEMO_STORE)
@click.option("--times", default=3, help="Runs of each question; the best counts.")
def main(store: Path, times: int) -> None:
    """Print what ten tables of a page cost, beside the same questions straight on the files."""
    engine = load(store)
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    click.echo(f"{sum(segment.rows for segment in engine.store.manifest.segments):,} rows")
    click.echo("view  wall ms   CPU ms   straight: wall ms     CPU ms   CPU ratio")
    for name, view in views(engine).items():
        page = [TABLES[each] for each in PAGE]
        asked = [straight(engine, table, view) for table in page]

        def served(page: list[Table] = page, view: Selection = view) -> None:
            cache.forget(engine)
            for table in page:
                work_out(engine, table, view, UNLIMITED)

        def files(asked: list[tuple[str, dict[str, object]]] = asked) -> None:
            for sql, bound in asked:
                connection.execute(sql, bound or None).fetchall()

        ours, theirs = measured(served, times), measured(files, 1)
        click.echo(
            f"{name:4} {ours.wall:8.1f} {ours.cpu:8.1f} {theirs.wall:18.1f} {theirs.cpu:10.1f}"
            f" {theirs.cpu / ours.cpu:10.1f} x"
        )


if __name__ == "__main__":
    main()
