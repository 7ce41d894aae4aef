"""The files of an import in order, and the progress of reading them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sociallens.errors import SocialLensError
from sociallens.importing import regular
from sociallens.importing.spill import Place

Progress = Callable[[int, int], None]  # rows done, rows expected in all
Starting = Callable[[Path | None], None]  # the file that is about to be read; None after the last
Refused = Mapping[Path, SocialLensError]  # files that are known to do harm, and why
NOTHING: Refused = MappingProxyType({})


@dataclass(frozen=True)
class Job:
    """The files to read, in order, with the names to show for them."""

    paths: tuple[Path, ...]
    names: Mapping[Path, str]
    scanned: frozenset[Path]  # found in a folder, not asked for one by one
    refused: Refused
    folder: Place  # where slices wait

    def name(self, path: Path) -> str:
        """The printable name of a file."""
        return regular.printable(self.names.get(path, path.name))

    @contextmanager
    def open(self, path: Path) -> Iterator[Path]:
        """Yield a path to read the file by.

        Raises the error that the file was refused with, else what `regular.open_regular` raises.
        """
        if path in self.refused:
            raise self.refused[path]
        with regular.open_regular(path) as file:
            yield file


def job_of(
    paths: Sequence[Path], names: Mapping[Path, str] | None, refused: Refused, folder: Place
) -> Job:
    """The files at `paths` and in the folders there, with the `names` to show for them."""
    scanned_by_path: dict[Path, bool] = {}
    printable_names = dict(names or {})
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if _is_visible(file, path))
            scanned_by_path |= {file: True for file in inside if file not in scanned_by_path}
            printable_names |= {file: str(file.relative_to(path)) for file in inside}
        else:
            scanned_by_path[path] = False
    scanned = frozenset(path for path, is_scanned in scanned_by_path.items() if is_scanned)
    return Job(tuple(scanned_by_path), printable_names, scanned, refused, folder)


def _is_visible(file: Path, folder: Path) -> bool:
    parts = file.relative_to(folder).parts
    return not file.is_dir() and not any(part.startswith(".") for part in parts)


class Meter:
    """Reports the rows done and those expected in all, by the bytes that were read and are to come.

    A row is done twice: when it is read, and when it is finished; each counts for a half.
    """

    def __init__(self, progress: Progress | None, starting: Starting | None) -> None:
        self.progress, self.starting = progress, starting
        self.sizes: dict[Path, int] = {}
        self.size = 0  # bytes of the file that is being read
        self.share = 0.0  # of it that was read
        self.before = self.bytes = 0  # rows and bytes of the files that are done
        self.taken = self.finished = 0  # rows of the file that is being read

    def expect(self, paths: Sequence[Path]) -> None:
        """Take note of the files to come and their sizes."""
        self.sizes = {path: path.stat().st_size for path in paths if path.is_file()}

    def begin(self, path: Path | None) -> None:
        """Announce that `path` is about to be read; None after the last file."""
        self.size = self.sizes.get(path, 0) if path else 0
        if self.starting:
            self.starting(path)

    def read(self, rows: int, share: float) -> None:
        """Count `rows` more as read; with them it is this share of the file, from 0 to 1."""
        self.taken += rows
        self.share = share
        self._report()

    def add(self, rows: int) -> None:
        """Count `rows` more as done."""
        self.finished += rows
        self._report()

    def passed(self, path: Path) -> None:
        """Count `path` as done."""
        self.bytes += self.sizes.get(path, 0)
        self.before += self.finished
        self.taken = self.finished = 0
        self.size, self.share = 0, 0.0
        self._report()

    def _report(self) -> None:
        if self.progress:
            taken = max(self.taken, self.finished)
            read = self.bytes + self.size * self.share
            done = self.before + (taken + self.finished) // 2
            expected = int((self.before + taken) * sum(self.sizes.values()) / read) if read else 0
            self.progress(done, max(done, expected))
