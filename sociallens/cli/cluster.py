"""Beyond one machine: `follow` and `push` a store in object storage, `cluster build` one."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sociallens import settings
from sociallens.cli.edge import edge, language, store_option
from sociallens.i18n import words

if TYPE_CHECKING:
    from sociallens.store.remote import Moved


@click.command()
@click.argument("place")
@store_option(settings.own_store)
@click.option("--once", is_flag=True, help="Look once and end (for cron).")
@click.option("--every", default=30, show_default=True, help="Seconds between two looks.")
@edge
def follow(place: str, store: Path, once: bool, every: int) -> None:
    """Keep a folder at the version that PLACE (s3://bucket/prefix) holds, until Ctrl-C.

    A dashboard that reads the folder shows it from the next click on.
    """
    from sociallens.store.objects import Place
    from sociallens.store.remote import pull

    while True:
        _tell("objects-followed", pull(Place.of(place), store), always=once)
        if once:
            return
        time.sleep(every)


@click.command()
@click.argument("place")
@store_option(settings.own_store)
@edge
def push(place: str, store: Path) -> None:
    """Publish a store to PLACE (s3://bucket/prefix), if nobody else has since it was fetched."""
    from sociallens.store.objects import Place
    from sociallens.store.remote import push

    _tell("objects-pushed", push(store, Place.of(place)), always=True)


def _tell(key: str, moved: "Moved", *, always: bool) -> None:
    version = str(moved.store.manifest.version)
    if moved.anew:
        numbers = {"segments": moved.segments, "megabytes": round(moved.bytes / 1e6)}
        click.echo(words(key, language(), version=version, **numbers))
    elif always:
        click.echo(words("objects-current", language(), version=version))


@click.group()
def cluster() -> None:
    """Work that a cluster does, over Spark Connect."""


@cluster.command()
@click.argument("raw")
@click.argument("store")
@click.option("--spark", "url", help="Address of the cluster; by default the setting `spark`.")
@click.option("--profile", help="Name of the profile; without it, the one each file shows.")
@click.option("--taxonomy", help="Sector of a new store (ecommerce, telecom, or a folder).")
@edge
def build(raw: str, store: str, url: str | None, profile: str | None, taxonomy: str | None) -> None:
    """Add all files in RAW to STORE: folders that all machines share, or s3:// addresses.

    Ends with status 1 where a file could not be read: the others are in the store.
    """
    from sociallens.cluster.driver import build as built_by
    from sociallens.importing.options import Options

    options = Options(profile=profile, taxonomy=taxonomy)
    built = built_by(url or settings.spark(), raw, store, options)
    record = built.record
    click.echo(
        words(
            "cluster-built",
            language(),
            version=str(built.manifest.version),
            read=record.read,
            added=record.added,
            updated=record.updated,
            unchanged=record.unchanged,
            clashing=record.clashing,
            suppressed=record.suppressed,
            rejected=record.rejected,
        )
    )
    for file in built.problems:
        click.echo(words("cluster-problem", language(), file=file), err=True)
    if built.problems:
        raise click.exceptions.Exit(1)
