"""Labelling, how often the labels are right, learning: `classify`, `evaluate`, `calibrate`."""

import sys
from pathlib import Path

import click

from sociallens.cli.edge import edge, language, progress_bar, store_option
from sociallens.errors import SocialLensError
from sociallens.i18n import words
from sociallens.settings import own_store


@click.command()
@click.argument("source", required=False, type=click.Path(path_type=Path), metavar="[IN.csv]")
@click.option("--output", type=click.Path(path_type=Path), metavar="OUT.csv")
@click.option("--taxonomy", "sector", help="A sector, or its folder (of a CSV).")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of a store to label again; with a CSV: label this as the store would.",
)
@click.option("--dry-run", is_flag=True, help="Of a store: say what would move, write nothing.")
@edge
def classify(
    source: Path | None, output: Path | None, sector: str | None, store: Path | None, dry_run: bool
) -> None:
    """Label the texts of a CSV, or label a store again.

    IN.csv has the columns id, text, channel (and perhaps language, date). In a store, labels given
    by people stay; an interrupted run goes on where it stopped.
    """
    if store and not (source or output or sector):
        _classify_store(store, dry_run)
    elif source and output and not (dry_run or (store and sector)):
        _classify_csv(source, output, sector, store)
    else:
        raise SocialLensError("classify-which")


def _classify_csv(source: Path, output: Path, sector: str | None, store: Path | None) -> None:
    from tqdm import tqdm

    from sociallens.classify.files import classify_csv
    from sociallens.own import read
    from sociallens.store.manifest import open_store
    from sociallens.taxonomy import DEFAULT, load

    taxonomy = load(open_store(store).manifest.taxonomy if store else sector or DEFAULT)
    with tqdm(unit=" texts", file=sys.stderr, disable=None) as bar:
        done = classify_csv(source, output, taxonomy, bar.update, read(store))
    told = language()
    click.echo(words("classify-done", told, rows=done.rows, without=done.without_labels), err=True)
    if done.unknown_channel:
        known = ", ".join(taxonomy["channel"])
        message = words("classify-channels", told, rows=done.unknown_channel, known=known)
        click.echo(message, err=True)


def _classify_store(store: Path, dry_run: bool) -> None:
    from sociallens import engine
    from sociallens.importing.relabel import relabel_store, relabelling_lines

    with progress_bar("relabel-progress") as progress:
        moved = relabel_store(store, dry_run=dry_run, progress=progress)
    if not dry_run:
        engine.prepare(store)
    for line in relabelling_lines(moved, language()):
        click.echo(line)


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="LABELLED.csv")
@click.option("--by", type=click.Choice(["channel"]), help="Figures of each channel, too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--taxonomy", "sector", default="ecommerce", help="A sector, or its folder.")
@edge
def evaluate(source: Path, by: str | None, form: str, sector: str) -> None:
    """Say how often the classifier is right on texts that people labelled."""
    from sociallens.evaluation import evaluate
    from sociallens.evaluation.report import as_json, lines
    from sociallens.taxonomy import load

    result = evaluate(source, load(sector), by_channel=by == "channel")
    for line in [as_json(result)] if form == "json" else lines(result, language()):
        click.echo(line)


@click.command()
@store_option(own_store)
@click.option("--dry-run", is_flag=True, help="Say what would be better, write nothing.")
@click.option("--back", is_flag=True, help="Use the weights from before the last calibration.")
@edge
def calibrate(store: Path, dry_run: bool, back: bool) -> None:
    """Fit the classifier to the corrections of a store, where that is better beyond chance.

    Then the store is labelled again; an interrupted run goes on with `classify --store`.
    """
    from sociallens.importing.calibrating import calibrate, go_back
    from sociallens.importing.calibration_text import calibration_lines
    from sociallens.importing.relabel import relabelling_lines
    from sociallens.own.calibrations import named

    if back and dry_run:
        raise SocialLensError("calibrate-which")
    with progress_bar("relabel-progress") as progress:
        moved = go_back(store, progress=progress) if back else None
        found = None if back else calibrate(store, dry_run=dry_run, progress=progress)
    lines = calibration_lines(found, language()) if found else []
    if moved:
        lines = [words("calibrate-back", language(), number=named(store))]
        lines += relabelling_lines(moved, language())
    for line in lines:
        click.echo(line)


# Each command imports what it needs when it runs: `sociallens --help` stays quick.
