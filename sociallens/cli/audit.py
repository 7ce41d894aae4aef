"""The audit trail: `audit verify`."""

from pathlib import Path

import click

from sociallens import settings
from sociallens.cli.edge import edge, language
from sociallens.errors import SocialLensError
from sociallens.i18n import words


@click.group()
def audit() -> None:
    """Who did what on this server."""


@audit.command()
@click.option(
    "--trail",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the trail; without it, this server's.",
)
@click.option("--seal", default="", help="A seal of an earlier verdict: its line must be there.")
@edge
def verify(folder: Path | None, seal: str) -> None:
    """Say whether the trail is as it was written; exit with 1 where it is not."""
    from sociallens import trail

    place = folder or settings.trail()
    if place is None or not place.is_dir():
        raise SocialLensError("trail-absent")
    try:
        verdict = trail.verify(place, seal)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SocialLensError("trail-not-read", folder=str(place), reason=reason) from error
    if verdict.broken:
        file, line = verdict.broken.file, verdict.broken.line
        raise SocialLensError("trail-broken", file=file, line=line, lines=verdict.lines)
    if not verdict.passed:
        raise SocialLensError("trail-cut", lines=verdict.lines)
    click.echo(words("trail-sound", language(), lines=verdict.lines, seal=verdict.seal))
