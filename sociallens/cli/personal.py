"""The rights of people whose words are held: `erase`, `purge`, `about-author`, `key rotate`."""

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sociallens import settings
from sociallens.cli.edge import edge, language, operator, store_option
from sociallens.i18n import words

if TYPE_CHECKING:
    from sociallens.personal import Erased, Request

_ASKED = ("author", "id", "conversation", "url", "text")
_platform = click.option(
    "--platform", "platforms", multiple=True, help="Of the author; without it, all platforms."
)
_yes = click.option("--yes", is_flag=True, help="Do it without being asked.")


@click.command()
@click.option("--author", help="Name of an author, as she writes it on the platform.")
@_platform
@click.option("--id", help="Identifier of a message, of the source or as shown.")
@click.option("--conversation", help="Identifier of a conversation, with all who wrote in it.")
@click.option("--url", help="Address of messages.")
@click.option("--text", help="File that holds the text of a message; - for standard input.")
@click.option("--listed", is_flag=True, help="What was erased before: after a restore.")
@click.option("--finish", is_flag=True, help="Finish an erasure that was interrupted.")
@_yes
@store_option(settings.own_store)
@edge
def erase(
    store: Path, yes: bool, finish: bool, listed: bool, platforms: tuple[str, ...], **asked: str
) -> None:
    """Erase an author, a message, a conversation, an address or a text, for good.

    From the store with its older versions, the search index, corrections and audits; what is
    erased does not come back with a later import. Raw exports, files that were exported, and
    backups are elsewhere: they stay. It says what would go, and asks; where nobody can answer
    it does so only with --yes.
    """
    from sociallens import personal, trail

    if finish:
        _tell(personal.finish(store), store)
        return
    request = _request(asked, listed, platforms)
    found = personal.preview(store, request)
    sites = ", ".join(sorted(found.rows["site"].unique()))
    channels = ", ".join(sorted(found.rows["channel"].unique()))
    count = found.rows.height
    click.echo(words("erase-found", language(), count=count, sites=sites, channels=channels))
    days = found.rows["published_at"].drop_nulls().dt.date()
    if days.len():
        click.echo(words("erase-span", language(), first=str(days.min()), last=str(days.max())))
    if not _is_sure(yes):
        return
    trail.record("erase", operator(), by=request.kind, messages=count)
    _tell(personal.erase(store, request, who=operator()), store)


def _request(asked: dict[str, str], listed: bool, platforms: tuple[str, ...]) -> "Request":
    from sociallens.personal import Request

    given = {kind: value for kind, value in asked.items() if value is not None}
    if len(given) + listed != 1:
        raise click.UsageError("One of --author, --id, --conversation, --url, --text, --listed.")
    if listed:
        return Request("listed")
    if platforms and "author" not in given:
        raise click.UsageError("--platform goes with --author.")
    for kind in _ASKED:
        if kind in given:
            value = _read(given[kind]) if kind == "text" else given[kind]
            return Request(kind, value, platforms)  # type: ignore[arg-type]
    raise AssertionError(given)


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"--text {name}: {type(error).__name__}") from error


@click.command()
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day before which messages go; without it, the settings say how long they are kept.",
)
@click.option("--source", "sources", multiple=True, help="Profile of the exports; else all.")
@_yes
@store_option(settings.own_store)
@edge
def purge(store: Path, before: datetime | None, sources: tuple[str, ...], yes: bool) -> None:
    """Remove messages that have been kept long enough: by date, or by [retention] of the settings.

    Figures of these months are gone then. It says what would go, and asks.
    """
    from sociallens import personal, trail
    from sociallens.errors import BadSettings
    from sociallens.personal import retention

    if before:
        days = dict.fromkeys(sources, before.date())
        default = None if sources else before.date()
    else:
        days, default = retention.limits(retention.terms(), date.today())
        if sources:
            known = {name: days.get(name, default) for name in sources}
            days, default = {name: day for name, day in known.items() if day}, None
    if not days and not default:
        raise BadSettings("purge-no-terms", file=str(settings.home() / "settings.toml"))
    rows = personal.purged(store, days, default)
    for source, count in rows.group_by("source").len().sort("source").iter_rows():
        click.echo(words("purge-found", language(), source=source, count=count))
    if rows.is_empty():
        click.echo(words("purge-none", language()))
    elif _is_sure(yes):
        trail.record("purge", operator(), messages=rows.height)
        _tell(personal.purge(store, days, default, who=operator()), store)


@click.command("about-author")
@click.argument("name")
@_platform
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write: .json, or .csv for a spreadsheet.",
)
@store_option(settings.own_store)
@edge
def about_author(name: str, platforms: tuple[str, ...], output: Path, store: Path) -> None:
    """Write what is held about an author, NAME on a platform, as a file for her."""
    from sociallens import personal, trail
    from sociallens.store.disk import refused

    told = personal.told(store, name, platforms, language())
    trail.record("about-author", operator(), messages=told.rows.height)
    if told.rows.is_empty():
        click.echo(words("held-nothing", language()))
        return
    try:
        with open(output, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(told.encode(output.suffix.lower()))
    except OSError as error:
        raise refused(output.parent, error) from error
    click.echo(words("held-written", language(), count=told.rows.height, file=str(output)))


@click.group()
def key() -> None:
    """The key of the pseudonyms."""


@key.command()
@store_option(settings.own_store)
@edge
def rotate(store: Path) -> None:
    """Give the key a new secret, and bring the store to it: an author stays one author.

    The file of the key holds all secrets from then on; keep it. Who has only the older ones finds
    nobody. Links to single messages change; older versions go.
    """
    from sociallens import personal, trail

    trail.record("key-rotated", operator())
    erased = personal.rotate(store, who=operator())
    version = str(erased.store.manifest.version)
    click.echo(words("key-rotated", language(), version=version, file=str(settings.key_file())))
    _prepare(store)


def _is_sure(yes: bool) -> bool:
    """Whether it is to be done: told, or asked where somebody can answer."""
    if yes or (sys.stdin.isatty() and click.confirm(words("erase-sure", language()))):
        return True
    click.echo(words("erase-dry", language()))
    return False


def _tell(erased: "Erased", store: Path) -> None:
    """Say what was done, and make anew what readers need."""
    if erased.receipt is None:
        click.echo(words("erase-nothing", language()))
        return
    told = {"rows": erased.receipt.rows, "annotations": erased.receipt.annotations}
    click.echo(words("erase-done", language(), version=str(erased.receipt.after), **told))
    click.echo(words("erase-elsewhere", language()))
    _prepare(store)


def _prepare(store: Path) -> None:
    from sociallens import engine
    from sociallens.search.building import prepare

    prepare(store)
    engine.prepare(store)
