"""Bringing exports in: `inspect`, `import`, `watch`."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from sociallens import settings
from sociallens.cli.edge import edge, language, operator, progress_bar, store_option
from sociallens.errors import SocialLensError
from sociallens.i18n import words

if TYPE_CHECKING:
    from sociallens.importing import Report
    from sociallens.importing.watch import Scan
    from sociallens.process import Process

P = ParamSpec("P")
R = TypeVar("R")
ALL_REJECTED, CANCELLED = 3, 130  # exit statuses; the second is the shell's for Ctrl+C


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


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option(settings.own_store)
@columns_options
@edge
def inspect(paths: tuple[Path, ...], store: Path, columns: tuple[str, ...], **values: Any) -> None:
    """Say what files are, and how they could be imported; nothing is stored."""
    from sociallens.importing import inspect_files, limits, sandbox
    from sociallens.importing.arguments import options
    from sociallens.importing.inspection_text import inspection_lines

    import_options = options(columns, profile=None, **values)
    for path in paths:
        inspections = sandbox.run(
            inspect_files, [path], store, import_options, limits=limits.of_command()
        )
        for inspection in inspections:
            where = str(path / inspection.file if path.is_dir() else path)
            for line in inspection_lines(inspection, where, import_options, language()):
                click.echo(line)


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
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
    **values: Any,
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
            report = _imported(process, list(paths), store, dry_run, columns, values)
    except KeyboardInterrupt:
        click.echo(words("import-cancelled", language()), err=True)
        raise click.exceptions.Exit(CANCELLED) from None
    _print_report(report, rejected)


def _imported(
    process: "Process",
    paths: list[Path],
    store: Path,
    dry_run: bool,
    columns: tuple[str, ...],
    values: dict[str, Any],
) -> "Report":
    from sociallens import engine, trail
    from sociallens.importing import import_files, limits, refuse_demo, sandbox
    from sociallens.importing.arguments import options

    refuse_demo(store)
    if not dry_run:
        trail.record("import", operator(), files=len(paths))
    import_options = options(columns, **values)
    with progress_bar("import-progress") as progress:
        report = sandbox.run(
            import_files,
            paths,
            store,
            import_options,
            dry_run=dry_run,
            limits=limits.of_command(),
            progress=progress,
            process=process,
        )
    if report.version is not None:
        engine.prepare(store)
    return report


def _print_report(report: "Report", rejected: Path | None) -> None:
    """Print what an import did, and leave with the exit status that says so."""
    from sociallens.importing.rejected_file import write_rejected
    from sociallens.importing.report_text import report_lines

    for line in report_lines(report, language()):
        click.echo(line)
    if rejected:
        write_rejected(report.rejected_rows, rejected, language())
        click.echo(words("import-rejected-file", language(), file=str(rejected)))
    if report.failed:
        raise click.exceptions.Exit(1)
    if report.read and report.rejected == report.read:
        raise click.exceptions.Exit(ALL_REJECTED)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@store_option(settings.own_store)
@click.option("--once", is_flag=True, help="Look once and end (for cron).")
@click.option("--again", is_flag=True, help="Try files that were refused and left there, too.")
@click.option("--profile", help="Name of the profile; without it, the one each file shows.")
@click.option("--site", help="Merchant, where a file names none.")
@click.option("--channel", help="Channel, where a file names none.")
@edge
def watch(folder: Path | None, store: Path, once: bool, again: bool, **values: Any) -> None:
    """Import what arrives in FOLDER (or in $SOCIALLENS_WATCH), until Ctrl-C.

    A file is imported once, under whatever name it comes again. One that gives nothing is moved
    to the folder `refusés` in it, with its report.
    """
    from sociallens.importing.arrivals import Arrivals
    from sociallens.importing.options import Options
    from sociallens.importing.watch import Watched, follow, scan_when_settled

    folder = folder or settings.watched_folder()
    if folder is None:
        raise SocialLensError("watch-no-folder")
    watched = Watched(folder, store, Options(**values), language(), Arrivals(store))
    if once:
        result = scan_when_settled(watched, again=again)
        _print_scan(result, folder)
        counts = {
            "imported": len(result.imported),
            "known": result.known,
            "waiting": result.waiting,
        }
        click.echo(words("watch-scanned", language(), **counts))
        if result.problem or result.refused or result.gone:
            raise click.exceptions.Exit(1)
        return
    with _ending() as stop:
        click.echo(words("watch-began", language(), folder=str(folder)))
        follow(watched, stop, lambda result: _print_scan(result, folder))
    click.echo(words("watch-ended", language()))


def _print_scan(result: "Scan", folder: Path) -> None:
    """What a look at the folder did, where it did anything."""
    from sociallens.importing.report_text import report_lines

    for report in (*result.imported, *result.refused):
        for line in report_lines(report, language()):
            click.echo(line)
    if result.refused:
        click.echo(words("watch-aside", language(), count=len(result.refused)), err=True)
    if result.problem:
        problem = result.problem
        click.echo(words(problem.key, language(), **problem.details), err=True)
    if result.gone:
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
