"""What is erased on request, and what is no longer kept: `erase`, `purge`."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from dateutil.relativedelta import relativedelta

from sociallens import settings
from sociallens.cli.edge import edge, language, operator, store_option
from sociallens.errors import SocialLensError
from sociallens.i18n import words

if TYPE_CHECKING:
    from sociallens.importing.erasing import Request


@click.command()
@click.option("--author", help="The name under which somebody wrote.")
@click.option("--channel", "channels", multiple=True, help="Only what she wrote there.")
@click.option("--id", "name", help="The id of a message, as an export of the dashboard has it.")
@click.option("--conversation", help="The id of a conversation: all of it.")
@click.option("--url", help="The address of a message.")
@click.option("--text", type=click.File(encoding="utf-8"), help="A file with the text, or -.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@store_option(settings.own_store)
@edge
def erase(store: Path, yes: bool, **asked: object) -> None:
    """Erase messages for good, and keep them from coming back with a later import.

    Out of the store, its earlier versions, its index and what people said of their labels. A line
    in receipts.jsonl says that it was done, and not of whom.
    """
    from sociallens import trail
    from sociallens.importing import erasing

    request = _request(store, asked)
    rows = erasing.count(store, request)
    click.echo(words("erase-found", language(), rows=rows))
    if not yes and not (sys.stdin.isatty() and click.confirm(words("erase-sure", language()))):
        raise SocialLensError("erase-dry")
    trail.record("erase", operator(), kind=request.kind, rows=rows)
    click.echo(words("erase-done", language(), rows=erasing.erase(store, request)))


def _request(store: Path, asked: dict[str, object]) -> "Request":
    from sociallens import taxonomy
    from sociallens.importing import erasing
    from sociallens.store.manifest import open_store

    channels, told = asked.pop("channels"), {kind: v for kind, v in asked.items() if v}
    if len(told) != 1:
        raise SocialLensError("erase-one")
    ((kind, value),) = told.items()
    if kind == "author":
        known = taxonomy.load(open_store(store).manifest.taxonomy)["channel"]
        wanted = list(channels) if isinstance(channels, tuple) and channels else list(known)
        if unknown := [each for each in wanted if each not in known]:
            listed = ", ".join(known)
            raise SocialLensError("erase-no-channel", channel=unknown[0], known=listed)
        return erasing.of_author(store, str(value), wanted)
    if kind == "url":
        return erasing.of_url(store, str(value))
    if kind == "text":
        return erasing.of_text(store, value.read())  # type: ignore[attr-defined]
    return erasing.Request("id" if kind == "name" else kind, frozenset((str(value),)))


@click.command()
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="Remove what is older.")
@click.option("--source", default="", help="Only of this source.")
@store_option(settings.own_store)
@edge
def purge(store: Path, before: datetime | None, source: str) -> None:
    """Remove what is older than --before; without it, than [retention] in settings.toml says."""
    from sociallens import trail
    from sociallens.importing import erasing

    wanted = [(before.date(), source)] if before else _retained(store)
    if not wanted:
        raise SocialLensError("purge-none")
    rows = 0
    for day, of in wanted:
        trail.record("purge", operator(), before=day.isoformat(), source=of)
        rows += erasing.purge(store, day, of)
    click.echo(words("purge-done", language(), rows=rows))


def _retained(store: Path) -> list[tuple[date, str]]:
    """From when on each source is kept; those that are not named as the others."""
    from sociallens.importing import erasing

    months = settings.retention()
    default = months.pop("", 0)
    kept = {source: months.get(source, default) for source in erasing.sources(store)} | months
    today = date.today()
    return [(today - relativedelta(months=n), source) for source, n in kept.items() if n]
