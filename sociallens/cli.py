"""The command line: `sociallens import`, `inspect`, `watch`, `classify`, `export`, `check`…"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from sociallens import settings
from sociallens.errors import SocialLensError
from sociallens.i18n import LANGUAGES, Language, words

if TYPE_CHECKING:
    from sociallens.importing import Report
    from sociallens.importing.watch import Scan
    from sociallens.process import Process

P = ParamSpec("P")
R = TypeVar("R")
ALL_REJECTED, CANCELLED = 3, 130  # exit statuses; the second is the shell's for Ctrl+C


def language() -> Language:
    """The language of messages: `SOCIALLENS_LANG`, else the locale's, else French."""
    wanted = os.environ.get("SOCIALLENS_LANG") or os.environ.get("LANG", "")
    return next((known for known in LANGUAGES if wanted.lower().startswith(known)), "fr")


def edge(command: Callable[P, R]) -> Callable[P, R]:
    """Turn an error that the user can act on into a line on standard error and exit status 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except SocialLensError as error:
            raise click.ClickException(words(error.key, language(), **error.details)) from error

    return run


def store_option(default: Callable[[], Path]) -> Callable[[Any], Any]:
    """`--store DIR`, by default the folder that `default` gives."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        default=default,
        help="Folder of the store.",
    )


@click.group()
@click.version_option(package_name="sociallens")
def main() -> None:
    """Read what customers say about merchants."""


@main.command()
@click.argument("source", required=False, type=click.Path(path_type=Path), metavar="[IN.csv]")
@click.option("--output", type=click.Path(path_type=Path), metavar="OUT.csv")
@click.option("--taxonomy", "sector", help="A sector, or its folder (of a CSV).")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of a store to label again, instead of a CSV.",
)
@click.option("--dry-run", is_flag=True, help="Of a store: say what would move, write nothing.")
@edge
def classify(
    source: Path | None, output: Path | None, sector: str | None, store: Path | None, dry_run: bool
) -> None:
    """Label the texts of a CSV, or label a store again.

    IN.csv has the columns id, text, channel (and perhaps language). In a store, labels given
    by people stay; an interrupted run goes on where it stopped.
    """
    if store and not (source or output or sector):
        _classify_store(store, dry_run)
    elif source and output and not (store or dry_run):
        _classify_csv(source, output, sector)
    else:
        raise SocialLensError("classify-which")


def _classify_csv(source: Path, output: Path, sector: str | None) -> None:
    from tqdm import tqdm

    from sociallens.classify.files import classify_csv
    from sociallens.taxonomy import DEFAULT, load

    taxonomy = load(sector or DEFAULT)
    with tqdm(unit=" texts", file=sys.stderr, disable=None) as bar:
        done = classify_csv(source, output, taxonomy, bar.update)
    told = language()
    click.echo(words("classify-done", told, rows=done.rows, without=done.without_labels), err=True)
    if done.unknown_channel:
        known = ", ".join(taxonomy["channel"])
        message = words("classify-channels", told, rows=done.unknown_channel, known=known)
        click.echo(message, err=True)


def _classify_store(store: Path, dry_run: bool) -> None:
    from sociallens.importing.relabel import lines, relabel_store

    with _bar("relabel-progress") as progress:
        moved = relabel_store(store, dry_run=dry_run, progress=progress)
    for line in lines(moved, language()):
        click.echo(line)


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar, moved by the rows done and those expected in all."""
    from tqdm import tqdm

    with tqdm(desc=words(label, language()), unit=" ", unit_scale=True, leave=False) as bar:

        def progress(done: int, expected: int) -> None:
            bar.total = expected
            bar.update(done - bar.n)

        yield progress


@main.command()
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

    found = evaluate(source, load(sector), by_channel=by == "channel")
    for line in [as_json(found)] if form == "json" else lines(found, language()):
        click.echo(line)


# Each command imports what it needs when it runs: `sociallens --help` stays quick.


@main.command()
@click.argument("table")
@click.option("--link", "query", default="", help="Address of a view, or its query string.")
@store_option(settings.shown_store)
@edge
def export(table: str, query: str, store: Path) -> None:
    """Write TABLE of a view as CSV to standard output."""
    from sociallens.engine import EVERY_SITE, follow
    from sociallens.export import stream
    from sociallens.link import copied, problems

    engine, view = follow(store, copied(query), EVERY_SITE)
    for problem in problems(view):
        click.echo(problem, err=True)
    output = sys.stdout.buffer
    for piece in stream(engine, table, view.selection, EVERY_SITE, view.language):
        output.write(piece)


@main.command()
@store_option(settings.shown_store)
@edge
def check(store: Path) -> None:
    """Verify a store: say what is wrong with which file, and what to do."""
    from sociallens.store.check import problems, summary
    from sociallens.store.manifest import open_store

    opened = open_store(store)
    found = problems(opened)
    for problem in found:
        click.echo(words(problem.key, language(), **problem.details), err=True)
    if found:
        raise click.exceptions.Exit(1)
    click.echo(summary(opened, language()))


def columns_options(command: Callable[P, R]) -> Callable[P, R]:
    """What is said of files that do not say it themselves."""
    for option in (
        click.option("--zone", help="Time zone of times that name none (Europe/Paris)."),
        click.option("--channel", help="Channel, where the file names none."),
        click.option("--site", help="Merchant, where the file names none."),
        click.option(
            "--map",
            "columns",
            multiple=True,
            metavar="FIELD=COLUMN[:FORM]",
            help="What a column is: text=Commentaire, published_at=Date:dd/mm/yyyy, "
            "rating=Note:/10, reply.text=Réponse. Once for each column.",
        ),
    ):
        command = option(command)
    return command


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@store_option(settings.own_store)
@columns_options
@edge
def inspect(paths: tuple[Path, ...], store: Path, columns: tuple[str, ...], **said: Any) -> None:
    """Say what files are, and how they could be imported; nothing is stored."""
    from sociallens.importing import inspect_files, limits, sandbox
    from sociallens.importing.arguments import options
    from sociallens.importing.told import lines

    told = options(columns, profile=None, **said)
    for path in paths:
        every = sandbox.run(inspect_files, [path], store, told, limits=limits.of_command())
        for found in every:
            where = str(path / found.file if path.is_dir() else path)
            for line in lines(found, where, told, language()):
                click.echo(line)


@main.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@store_option(settings.own_store)
@click.option("--profile", help="Name of the profile; without it, the one the file shows.")
@columns_options
@click.option("--taxonomy", help="Sector of a new store (ecommerce, telecom, or a folder).")
@click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing.")
@click.option(
    "--rejected",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write the rejected rows to this CSV file.",
)
@edge
def import_(
    paths: tuple[Path, ...],
    store: Path,
    dry_run: bool,
    rejected: Path | None,
    columns: tuple[str, ...],
    **said: Any,
) -> None:
    """Add exports of conversations (files, or folders of files) to a store.

    Files are read by a process of its own, which may take three quarters of the machine's memory;
    SOCIALLENS_IMPORT_MEMORY (MB) and SOCIALLENS_IMPORT_SECONDS set other limits, 0 is none.

    \b
    Exit status:
      0    what was asked for was imported
      1    a file could not be read, or nothing could be written
      2    the command was not understood
      3    every row was rejected
      130  it was cancelled (Ctrl+C): the store is as it was
    """
    from sociallens.process import CHILD, Process

    try:
        with Process(CHILD) as process:  # it loads what it needs while this one does
            report = _imported(process, list(paths), store, dry_run, columns, said)
    except KeyboardInterrupt:
        click.echo(words("import-cancelled", language()), err=True)
        raise click.exceptions.Exit(CANCELLED) from None
    _tell(report, rejected)


def _imported(
    process: "Process",
    paths: list[Path],
    store: Path,
    dry_run: bool,
    columns: tuple[str, ...],
    said: dict[str, Any],
) -> "Report":
    from sociallens.importing import import_files, limits, refuse_demo, sandbox
    from sociallens.importing.arguments import options

    refuse_demo(store)
    told = options(columns, **said)
    with _bar("import-progress") as progress:
        return sandbox.run(
            import_files,
            paths,
            store,
            told,
            dry_run=dry_run,
            limits=limits.of_command(),
            progress=progress,
            process=process,
        )


def _tell(report: "Report", rejected: Path | None) -> None:
    """Print what an import did, and leave with the exit status that says so."""
    from sociallens.importing.report import lines, write_rejected

    for line in lines(report, language()):
        click.echo(line)
    if rejected:
        write_rejected(report.rejected_rows, rejected, language())
        click.echo(words("import-rejected-file", language(), file=str(rejected)))
    if report.failed:
        raise click.exceptions.Exit(1)
    if report.read and report.rejected == report.read:
        raise click.exceptions.Exit(ALL_REJECTED)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@store_option(settings.own_store)
@click.option("--once", is_flag=True, help="Look once and end (for cron).")
@click.option("--again", is_flag=True, help="Try files that were refused and left there, too.")
@click.option("--profile", help="Name of the profile; without it, the one each file shows.")
@click.option("--site", help="Merchant, where a file names none.")
@click.option("--channel", help="Channel, where a file names none.")
@edge
def watch(folder: Path | None, store: Path, once: bool, again: bool, **said: Any) -> None:
    """Import what arrives in FOLDER (or in $SOCIALLENS_WATCH), until Ctrl-C.

    A file is imported once, under whatever name it comes again. One that gives nothing is moved
    to the folder `refusés` in it, with its report.
    """
    from sociallens.importing.arrivals import Arrivals
    from sociallens.importing.options import Options
    from sociallens.importing.watch import Watched, follow, settled

    folder = folder or settings.watched_folder()
    if folder is None:
        raise SocialLensError("watch-no-folder")
    watched = Watched(folder, store, Options(**said), language(), Arrivals(store))
    if once:
        found = settled(watched, again=again)
        _tell_scan(found, folder)
        counts = {"imported": len(found.imported), "known": found.known, "waiting": found.waiting}
        click.echo(words("watch-scanned", language(), **counts))
        if found.problem or found.refused or found.gone:
            raise click.exceptions.Exit(1)
        return
    with _ending() as stop:
        click.echo(words("watch-began", language(), folder=str(folder)))
        follow(watched, stop, lambda found: _tell_scan(found, folder))
    click.echo(words("watch-ended", language()))


def _tell_scan(found: "Scan", folder: Path) -> None:
    """What a look at the folder did, where it did anything."""
    from sociallens.importing.report import lines

    for report in (*found.imported, *found.refused):
        for line in lines(report, language()):
            click.echo(line)
    if found.refused:
        click.echo(words("watch-aside", language(), count=len(found.refused)), err=True)
    if found.problem:
        problem = found.problem
        click.echo(words(problem.key, language(), **problem.details), err=True)
    if found.gone:
        click.echo(words("watch-gone", language(), folder=folder.name), err=True)


@contextmanager
def _ending() -> Iterator[Event]:
    """An event that Ctrl-C and SIGTERM set: what is under way is finished first."""
    stop = Event()
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(kind, lambda *_: stop.set()) for kind in kinds]
    try:
        yield stop
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)


@main.command()
@store_option(lambda: settings.DEMO_STORE)
@edge
def demo(store: Path) -> None:
    """Make the embedded, made-up data again."""
    from sociallens.demo.generate import make

    rows = make(store).added
    click.echo(words("demo-made", language(), folder=store.name, rows=rows))
