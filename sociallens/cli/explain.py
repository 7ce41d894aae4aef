"""What a view's figures are summed of: `explain`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sociallens import settings
from sociallens.cli.edge import edge, language, store_option
from sociallens.i18n import Language, number, words

if TYPE_CHECKING:
    from sociallens.engine.duckdb.choosing import Part
    from sociallens.engine.duckdb.engine import DuckDBEngine
    from sociallens.selection import Selection


@click.command()
@click.argument("link")
@store_option(settings.shown_store)
@edge
def explain(link: str, store: Path) -> None:
    """Say for each table of a view, LINK, which stored counts answer it, why, and how many."""
    from sociallens.access import UNLIMITED
    from sociallens.engine import follow
    from sociallens.engine.duckdb.engine import DuckDBEngine
    from sociallens.link import copied, problems

    engine, view = follow(store, copied(link), UNLIMITED)
    for problem in problems(view):
        click.echo(problem, err=True)
    if not isinstance(engine, DuckDBEngine):
        click.echo(words("explain-elsewhere", language()), err=True)
        raise click.exceptions.Exit(1)
    for line in lines(engine, view.selection, language()):
        click.echo(line)


def lines(engine: "DuckDBEngine", selection: "Selection", told: Language) -> Iterator[str]:
    """For each table a line, or several where sources share it. Raises `StoreError`."""
    from sociallens.access import UNLIMITED
    from sociallens.answers import context, step
    from sociallens.dimensions import DIMENSIONS
    from sociallens.figures import SITE, needed
    from sociallens.tables import TABLES, TIME

    for table in TABLES.values():
        asked = context(table, selection.raw)
        time = step(engine, asked, UNLIMITED) if TIME in table.by else ""
        names = [time if name == TIME else name for name in table.by] or [SITE]
        by = [DIMENSIONS[name] for name in names]
        parts = [*engine.sources(needed(table.metrics), by, asked, UNLIMITED)]
        waits = {metric.wait.name: metric.wait for metric in table.metrics if metric.wait}
        for wait in waits.values():
            parts += engine.wait_sources(wait, by, asked, UNLIMITED)
        for part in parts:
            yield f"{table.name}: {_said(part, told)}"


def _said(part: "Part", told: Language) -> str:
    """A source in words: its name, how many of its cells are looked at, and why it was chosen."""
    cells = number(part.cells, told)
    return " ".join((
        words("explain-source", told, source=part.source.name, cells=cells),
        words(f"explain-{part.why}", told),
    ))  # fmt: skip
