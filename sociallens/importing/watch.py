"""A watched folder, whose files are imported as they arrive: once, or continuously.

Each file is one import. After a fault of the store or the settings (another writer, a full disk,
a wrong key) the file waits for the next scan; after a fault of its own it is set aside.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import watchfiles

from sociallens import engine
from sociallens.errors import SocialLensError
from sociallens.i18n import Language
from sociallens.importing import import_files, limits, refuse_demo, sandbox
from sociallens.importing.arrivals import (
    IMPORTED,
    REFUSED,
    SETTLED,
    Arrivals,
    files_in,
    set_aside,
)
from sociallens.importing.options import Options
from sociallens.importing.report import Report

ROUND = 5.0  # seconds between two scans when the system reports no change
Import = Callable[[Sequence[Path], Path, Options], Report]


@dataclass(frozen=True)
class Scan:
    """The result of one scan of a folder."""

    imported: tuple[Report, ...] = ()  # one for each new file that was read
    refused: tuple[Report, ...] = ()  # one for each file that gave nothing
    known: int = 0  # files whose content was imported or refused before
    waiting: int = 0  # files that are still being written, or that wait for the store
    problem: SocialLensError | None = None  # why the scan ended early
    gone: bool = False  # the folder is not there


def _aside(paths: Sequence[Path], store: Path, options: Options) -> Report:
    """`import_files` in a child process, so that no file can end the watching process."""
    report = sandbox.run(import_files, list(paths), store, options, limits=limits.of_command())
    if report.version is not None:
        engine.prepare(store)
    return report


@dataclass(frozen=True)
class Watched:
    """A folder and the store that its files go to."""

    folder: Path
    store: Path
    options: Options
    language: Language
    arrivals: Arrivals
    import_: Import = _aside

    def scan(self, *, again: bool = False, stop: Event | None = None) -> Scan:
        """Import the new files and, with `again`, those that were refused before.

        A `SocialLensError` is not raised: it becomes the scan's `problem`. `stop` ends the scan
        after the current file.
        """
        self.arrivals.recall()
        imported: list[Report] = []
        refused: list[Report] = []
        known = waiting = 0
        problem = None
        if not self.folder.is_dir():
            return Scan(gone=True)
        for path in files_in(self.folder):
            digest = self.arrivals.digest(path)
            outcome = self.arrivals.outcome(digest) if digest else None
            if digest is None or problem or (stop and stop.is_set()):
                waiting += 1
            elif outcome == IMPORTED or (outcome == REFUSED and not again):
                known += 1
            else:
                try:
                    report = self._import(path)
                    if report is None:
                        continue
                    (refused if _is_refused(report) else imported).append(report)
                    self._remember(path, digest, report)
                except SocialLensError as error:
                    waiting, problem = waiting + 1, error
        return Scan(tuple(imported), tuple(refused), known, waiting, problem)

    def _import(self, path: Path) -> Report | None:
        """The report of one file; None when it vanished meanwhile."""
        refuse_demo(self.store)
        report = self.import_([path], self.store, self.options)
        return None if _is_refused(report) and not path.exists() else report

    def _remember(self, path: Path, digest: str, report: Report) -> None:
        if not _is_refused(report):
            self.arrivals.remember(digest, IMPORTED)
        elif not set_aside(path, self.folder, report, self.language):
            self.arrivals.remember(digest, REFUSED)  # it stays where it is


def scan(
    folder: Path, store: Path, options: Options, language: Language, *, again: bool = True
) -> Scan:
    """One scan on request, which tries refused files again unless told not to."""
    return Watched(folder, store, options, language, Arrivals(store)).scan(again=again)


def scan_when_settled(watched: Watched, *, again: bool = False, looks: int = 5) -> Scan:
    """One scan, repeated until the files being written at its start are complete.

    Files that are still incomplete after `looks` repetitions wait for the next scan.
    """
    result = watched.scan(again=again)
    for _ in range(looks):
        if result.problem or not result.waiting:
            break
        time.sleep(SETTLED)
        after = watched.scan()
        result = replace(
            after,
            imported=(*result.imported, *after.imported),
            refused=(*result.refused, *after.refused),
        )
    return result


def follow(watched: Watched, stop: Event, tell: Callable[[Scan], None]) -> None:
    """Scan the folder at every change until `stop` is set; wait for a folder that is missing.

    `tell` is called with the result of every scan, but once only while the folder is missing.
    """
    was_gone = False
    while not stop.is_set():
        result = watched.scan(stop=stop)
        if not (result.gone and was_gone):  # told once
            tell(result)
        was_gone = result.gone
        if was_gone:
            stop.wait(ROUND)
            continue
        with suppress(FileNotFoundError):  # it went just now
            for _ in _changes(watched.folder, stop):
                tell(watched.scan(stop=stop))
                if not watched.folder.is_dir():
                    break


def _changes(folder: Path, stop: Event) -> Iterator[object]:
    """One item per change in the folder, and one per `ROUND` without any."""
    return watchfiles.watch(
        folder,
        stop_event=stop,
        rust_timeout=int(ROUND * 1000),
        yield_on_timeout=True,
        raise_interrupt=False,
    )


def _is_refused(report: Report) -> bool:
    """Whether the only file gave nothing: it could not be read, or all its rows were rejected."""
    troubled = report.read > 0 or any(file.problem for file in report.files)
    return troubled and report.rejected == report.read
