"""What a store holds: `export`, `check`, and `demo`, which makes the embedded one."""

import sys
from pathlib import Path

import click

from sociallens import settings
from sociallens.cli.edge import edge, language, operator, store_option
from sociallens.forms import FORMS
from sociallens.i18n import words

DAMAGED = 3  # exit status of an export that is not whole


@click.command()
@click.argument("table")
@click.option("--link", "query", default="", help="Address of a view, or its query string.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMS)), default="csv", help="Of the file."
)
@store_option(settings.shown_store)
@edge
def export(table: str, query: str, form: str, store: Path) -> None:
    """Write TABLE of a view to standard output.

    Ends with status 3 where files of the store are damaged: figures lack rows or corrections.
    """
    from sociallens import damage, trail
    from sociallens.access import LOCAL
    from sociallens.annotations.log import altered
    from sociallens.engine import follow
    from sociallens.export import stream
    from sociallens.link import copied, problems

    engine, view = follow(store, copied(query), LOCAL.scope())
    for problem in problems(view):
        click.echo(problem, err=True)
    trail.record("export", operator(), table=table, form=form)
    output = sys.stdout.buffer
    pieces = stream(engine, table, view, LOCAL, form)
    for piece in damage.steady(engine, pieces):
        output.write(piece)
    said = damage.lines(engine.damages, language())
    if error := altered(engine.annotations):
        said.append(words(error.key, language(), **error.details))
    for line in said:
        click.echo(line, err=True)
    if said:
        raise click.exceptions.Exit(DAMAGED)


@click.command()
@store_option(settings.shown_store)
@edge
def check(store: Path) -> None:
    """Verify a store: say what is wrong with which file, and what to do."""
    from sociallens.annotations.log import altered, read
    from sociallens.store.check import problems, summary
    from sociallens.store.manifest import open_store

    opened = open_store(store)
    found = [*problems(opened), *filter(None, [altered(read(opened.path))])]
    for problem in found:
        click.echo(words(problem.key, language(), **problem.details), err=True)
    if found:
        raise click.exceptions.Exit(1)
    click.echo(summary(opened, language()))


@click.command()
@store_option(lambda: settings.DEMO_STORE)
@edge
def demo(store: Path) -> None:
    """Make the embedded, made-up data again."""
    from sociallens.demo.generate import make

    rows = make(store).added
    click.echo(words("demo-made", language(), folder=store.name, rows=rows))
