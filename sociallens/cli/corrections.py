"""What people said of labels: shown, taken back, exchanged, and how far they agree."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sociallens import settings
from sociallens.cli.edge import edge, language, store_option, user
from sociallens.i18n import words

REJECTED = 3  # exit status of an import of which rows were rejected
_SHOWN = 50  # rejected rows that are listed


@click.group()
def corrections() -> None:
    """Show, take back and exchange what people said of labels."""


def _who(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--who", default=user, help="In whose name; yours by default.")(command)


_store = store_option(settings.shown_store)


@corrections.command("list")
@click.option("--last", type=click.IntRange(1), default=20, help="How many entries.")
@_store
@edge
def list_(last: int, store: Path) -> None:
    """List the last entries, and what the corrections do to the headline."""
    from sociallens.access import UNLIMITED
    from sociallens.cli.corrections_text import effect_lines, lines
    from sociallens.effect import effect
    from sociallens.engine import load
    from sociallens.selection import Selection

    engine = load(store)
    log, said = engine.annotations, language()
    for line in lines(log, last, said):
        click.echo(line)
    for line in effect_lines(effect(engine, Selection(), UNLIMITED), said):
        click.echo(line)
    _tell_altered(store)


@corrections.command("export")
@click.argument("target", required=False, type=click.Path(path_type=Path), metavar="[OUT.csv]")
@_store
@edge
def export_(target: Path | None, store: Path) -> None:
    """Write the decisions that hold as a CSV, to standard output by default."""
    from sociallens.annotations.exchange import export_csv
    from sociallens.store.disk import refused
    from sociallens.store.manifest import open_store

    data = export_csv(open_store(store).path, language())
    try:
        if target:
            with open(target, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
                file.write(data)
        else:
            sys.stdout.buffer.write(data)
    except OSError as error:
        raise refused(target.parent if target else store, error) from error
    _tell_altered(store)


@corrections.command("import")
@click.argument("source", type=click.Path(path_type=Path), metavar="IN.csv")
@_who
@_store
@edge
def import_(source: Path, who: str, store: Path) -> None:
    """Add the decisions of a CSV (columns id, task, values) that do not hold yet.

    Ends with status 3 where rows were rejected.
    """
    from sociallens.annotations.exchange import import_csv

    done, said = import_csv(store, source, who=who), language()
    told = {"read": done.read, "added": done.added, "known": done.known}
    click.echo(words("corrections-imported", said, **told, rejected=len(done.rejected)))
    for each in done.rejected[:_SHOWN]:
        why = words(each.reason.key, said, **each.reason.details)
        click.echo(words("corrections-rejected", said, line=str(each.line), why=why), err=True)
    if len(done.rejected) > _SHOWN:
        more = len(done.rejected) - _SHOWN
        click.echo(words("corrections-rejected-more", said, more=more), err=True)
    if done.rejected:
        raise click.exceptions.Exit(REJECTED)


@corrections.command()
@click.argument("numbers", nargs=-1, type=int, required=True, metavar="NUMBER...")
@_who
@_store
@edge
def undo(numbers: tuple[int, ...], who: str, store: Path) -> None:
    """Take entries back by their numbers; an undo or a revert too."""
    from sociallens.annotations.writing import undo

    log = undo(store, numbers, who=who)
    click.echo(words("corrections-undone", language(), count=len(set(numbers))))
    _tell_version(log.version)


@corrections.command()
@click.argument("to", type=int, metavar="NUMBER")
@_who
@_store
@edge
def revert(to: int, who: str, store: Path) -> None:
    """Go back as a whole to entry NUMBER: all after it no longer hold; 0 is none."""
    from sociallens.annotations.writing import revert

    log = revert(store, to, who=who)
    click.echo(words("corrections-reverted", language(), to=str(to)))
    _tell_version(log.version)


@corrections.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@_who
@_store
@edge
def erase(ids: tuple[str, ...], who: str, store: Path) -> None:
    """Remove for good all that was said of the messages with these ids."""
    from sociallens.annotations.writing import erase

    _, count = erase(store, ids, who=who)
    click.echo(words("corrections-erased", language(), count=count))


@corrections.command()
@_store
@edge
def repair(store: Path) -> None:
    """Set an altered log aside and go on with the entries before what was altered."""
    from sociallens.annotations.writing import repair

    lost = repair(store)
    click.echo(
        words("corrections-repaired" if lost else "corrections-sound", language(), lost=lost)
    )


@corrections.command()
@click.option("--audit", default="", help="Only the answers to this audit.")
@_store
@edge
def agreement(audit: str, store: Path) -> None:
    """Say how far people agree who labelled the same messages (Cohen's kappa)."""
    from sociallens.annotations.agreement import agreements
    from sociallens.annotations.log import read
    from sociallens.cli.corrections_text import agreement_lines
    from sociallens.store.manifest import open_store

    log = read(open_store(store).path)
    said = log.answers(audit) if audit else log.holding
    for line in agreement_lines(agreements(said), language()):
        click.echo(line)


def _tell_version(version: int) -> None:
    click.echo(words("corrections-version", language(), version=str(version)))


def _tell_altered(store: Path) -> None:
    from sociallens.annotations.log import altered, read

    if error := altered(read(store)):
        click.echo(words(error.key, language(), **error.details), err=True)
        raise click.exceptions.Exit(1)
