"""Copies of a store elsewhere: `backup`, `restore`."""

from pathlib import Path

import click

from sociallens import settings
from sociallens.cli.edge import edge, language, operator, store_option
from sociallens.i18n import number, words

BROKEN = 3  # exit status of a verification that found damage
MB = 1_000_000


@click.command()
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@click.option("--verify", is_flag=True, help="Only read back all backups that are there.")
@store_option(settings.own_store)
@edge
def backup(target: Path, verify: bool, store: Path) -> None:
    """Copy the store to the folder TARGET, of which only what is new is written.

    Imports and readers go on meanwhile. Without the key of the pseudonyms: keep that elsewhere.
    """
    from sociallens import trail
    from sociallens.store.backup import back_up
    from sociallens.store.manifest import open_store

    if verify:
        _verify(target)
        return
    trail.record("backup", operator(), version=open_store(store).manifest.version)
    written = back_up(store, target)
    told = {"name": written.backup.name, "version": str(written.backup.version)}
    size = number(round(written.bytes / MB), language())
    key = str(settings.key_file())
    click.echo(words("backup-written", language(), files=written.files, size=size, key=key, **told))


def _verify(target: Path) -> None:
    from sociallens.store.backup import backups, damages

    broken = False
    for each in backups(target):
        if wrong := damages(target, each):
            broken = True
            click.echo(words("backup-broken", language(), name=each.name, file=wrong[0]), err=True)
        else:
            click.echo(words("backup-sound", language(), name=each.name, files=len(each.files)))
    if broken:
        raise click.exceptions.Exit(BROKEN)


@click.command()
@click.argument("target", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    default=settings.own_store,
    help="Folder of the store; by default one's own.",
)
@click.option("--at", "name", default="", help="Name of a backup; by default the last one.")
@click.option("--older", is_flag=True, help="Also where the store has a later version.")
@edge
def restore(target: Path, to: Path, name: str, older: bool) -> None:
    """Make the store again from the folder of backups TARGET, all read back before.

    What stood there is kept beside it.
    """
    from sociallens import trail
    from sociallens.store import suppressed
    from sociallens.store.backup import restore as restore_

    trail.record("restore", operator())
    store, kept = restore_(target, to, name, older=older)
    version = str(store.manifest.version)
    click.echo(words("backup-restored", language(), folder=str(to), version=version))
    if (to / suppressed.FILE).is_file():
        click.echo(words("backup-erased", language()))
    if kept:
        click.echo(words("backup-kept", language(), kept=kept))
