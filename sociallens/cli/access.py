"""Who may see what on a public server: `access check`, `signout`, `token`."""

from datetime import UTC, datetime

import click

from sociallens import settings
from sociallens.access import TAKING
from sociallens.cli.edge import edge, language, operator
from sociallens.errors import SocialLensError
from sociallens.i18n import words


@click.group()
def access() -> None:
    """Who may see what."""


@access.command()
@click.argument("address")
@click.option("--group", "groups", multiple=True, help="A group that she is in; once for each.")
@edge
def check(address: str, groups: tuple[str, ...]) -> None:
    """Say what ADDRESS may see and do, and which entries of the access file say so."""
    from sociallens.access import RESTRICTING, UNLIMITED, Identity, file
    from sociallens.dimensions import DIMENSIONS
    from sociallens.engine import load
    from sociallens.public import access_file

    path, said = access_file(), language()
    identity = Identity(address.casefold(), frozenset(each.casefold() for each in groups))
    found = 0
    for number, entry in enumerate(file.entries(path), 1):
        if not entry.names(identity):
            continue
        found += 1
        part = " · ".join(
            f"{words(f'filter-{name}', said)}: {', '.join(values) or '–'}"
            for name, values in entry.part.ordered
        )
        may = ", ".join(sorted(entry.may)) or words("access-figures", said)
        click.echo(
            words(
                "access-entry", said, entry=number, part=part or words("access-all", said), may=may
            )
        )
    if not found:
        click.echo(words("access-nobody", said, who=address, file=str(path)))
    engine = load(settings.shown_store())
    held = {name: {*engine.values(DIMENSIONS[name], UNLIMITED)} for name in RESTRICTING}
    for number, entry in enumerate(file.entries(path), 1):  # a slip of the pen gives nothing
        for name, values in entry.part.ordered:
            for value in values:
                if value not in held[name]:
                    told = {"title": words(f"filter-{name}", said), "value": value}
                    click.echo(words("access-stranger", said, entry=number, **told), err=True)
    if not found:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("address")
@edge
def signout(address: str) -> None:
    """End all sessions of ADDRESS, wherever they are open."""
    from sociallens import trail
    from sociallens.access.sessions import sign_out

    trail.record("signed-out", operator(), of=address.casefold())
    sign_out(settings.readers(), address)
    click.echo(words("access-signed-out", language(), who=address))


@click.group()
def token() -> None:
    """Personal tokens, with which scripts take exports."""


@token.command()
@click.argument("address")
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True)
@click.option(
    "--may", multiple=True, type=click.Choice(TAKING), default=["export"], show_default=True
)
@click.option("--site", "sites", multiple=True, help="Only this merchant; once for each.")
@click.option("--group", "groups", multiple=True, help="A group that ADDRESS is in.")
@edge
def new(
    address: str,
    days: int,
    may: tuple[str, ...],
    sites: tuple[str, ...],
    groups: tuple[str, ...],
) -> None:
    """Make a token of ADDRESS and write it, once: it is kept nowhere."""
    from sociallens import trail
    from sociallens.access import Identity, tokens

    identity = Identity(address.casefold(), frozenset(each.casefold() for each in groups))
    rights = [right for right in TAKING if right in may]
    made, told = tokens.new(settings.readers(), identity, days, rights, sites)
    trail.record("token-made", operator(), token=made.id, of=identity.address, days=days)
    click.echo(told)
    click.echo(words("token-made", language(), token=made.id, days=days), err=True)


@token.command(name="list")
@edge
def list_() -> None:
    """The tokens that are not over."""
    from sociallens.access import tokens

    for each in tokens.every(settings.readers()):
        until = datetime.fromtimestamp(each.until, UTC).date().isoformat()
        parts = (each.id, each.address, until, "+".join(each.may), ", ".join(each.sites) or "*")
        click.echo("  ".join(parts))


@token.command()
@click.argument("name", metavar="TOKEN")
@edge
def revoke(name: str) -> None:
    """End TOKEN at once; `token list` tells which there are."""
    from sociallens import trail
    from sociallens.access import tokens

    found = tokens.revoke(settings.readers(), name)
    if found is None:
        raise SocialLensError("token-unknown", token=name)
    trail.record("token-revoked", operator(), token=found.id, of=found.address)
    click.echo(words("token-revoked", language(), token=found.id, who=found.address))
