"""The serving files of a store: found, built by one process at a time, sealed, swept.

A file is named by the identity of what it was made of, and never changes once it has its name. Its
seal, beside it, holds its size and hash, and what a later file may be made from it.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from sociallens import merchants, taxonomy
from sociallens.engine.duckdb.dialect import literal
from sociallens.engine.duckdb.serving import build, cubes, layout
from sociallens.engine.duckdb.serving.layout import NAME
from sociallens.engine.duckdb.stored import Numbered
from sociallens.errors import StoreError
from sociallens.merchants import Merchants
from sociallens.metrics import WAITS
from sociallens.store import trust
from sociallens.store.integrity import signature
from sociallens.store.manifest import Store

FOLDER = "serving"
_LOCK = "lock"
SERVED = 200_000  # contributions; smaller stores are served from memory
_KEPT = 2  # files: that of the current version and one more
_PATIENCE = 600.0  # seconds that a reader waits for the one who builds
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_MOST_NEW = 1 / 2  # of the rows: beyond, a file is built from nothing
_MOST_GROWN = (
    2  # times its size when last built from nothing: what segments leave is not all reused
)
_PIECE = 1 << 22  # bytes
_MODE, _FOLDER_MODE = 0o640, 0o750  # as the segments'
_LAST = 2**16 - 1  # the highest number of a segment


@dataclass(frozen=True)
class Seal:
    """What is known of a file without opening it."""

    size: int
    sha256: str
    basis: str  # what files must share to be made from each other
    segments: dict[str, int]  # file, relative to the store -> its number
    fresh: int  # the size when last built from nothing


class Files:
    """The serving file of one version of a store. Safe to share between threads."""

    def __init__(self, store: Store, names: Merchants) -> None:
        self._store = store
        self._names = names
        self._folder = store.path / FOLDER
        self._basis = _digest(
            edition(), merchants.digest(store.path), taxonomy.digest(store.manifest.taxonomy)
        )
        self._doubted = False

    def doubt(self) -> None:
        """Hash the file before it is used again, whatever its status says."""
        self._doubted = True

    def ready(self, files: Sequence[Path]) -> Path | None:
        """The file of these segments, sound, built if need be; None where that is not possible.

        So on a disk that is full or that nobody may write to. Raises `StoreError`.
        """
        wanted = {file.relative_to(self._store.path).as_posix(): file for file in files}
        path = self._folder / f"{_digest(self._basis, *sorted(wanted))[:32]}.duckdb"
        if self._is_sound(path):
            return path
        with suppress(OSError, Timeout, duckdb.Error), self._locked():
            if not self._is_sound(path):  # nobody else has built it meanwhile
                self._doubted = False
                self._build(path, wanted)
            return path
        return None

    def _is_sound(self, path: Path) -> bool:
        seal = _seal(path)
        if seal is None:
            return False
        status, name = signature(str(path)), f"{FOLDER}/{path.name}"
        if not self._doubted and status and trust.read(self._folder).get(name) == status:
            return True
        with suppress(OSError):
            with path.open("rb") as file:
                sound = hashlib.file_digest(file, "sha256").hexdigest() == seal.sha256
            if sound:
                self._doubted = False
                trust.add(self._folder, {name: status})
            return sound
        return False

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """The right to build, which the system takes from a process that dies."""
        self._folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        with FileLock(self._folder / _LOCK, timeout=_PATIENCE, mode=_MODE):
            yield

    def _build(self, path: Path, wanted: dict[str, Path]) -> None:
        """Make the file and its seal. Raises `OSError`, `duckdb.Error`."""
        temporary = path.with_suffix(".tmp")
        self._sweep(keep=_KEPT)
        try:
            numbers, fresh = self._fill(temporary, wanted)
            os.chmod(temporary, _MODE)
            with temporary.open("rb+") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                os.fsync(file.fileno())
            length = temporary.stat().st_size
            seal = Seal(length, sha256, self._basis, numbers, fresh or length)
            beside = path.with_suffix(".json.tmp")
            beside.write_text(json.dumps(asdict(seal)), encoding="utf-8")
            os.chmod(beside, _MODE)
            os.replace(temporary, path)
            os.replace(beside, path.with_suffix(".json"))
            trust.add(self._folder, {f"{FOLDER}/{path.name}": signature(str(path))})
        finally:
            self._sweep(keep=_KEPT)

    def _fill(self, temporary: Path, wanted: dict[str, Path]) -> tuple[dict[str, int], int]:
        """Write the database; the numbers of its segments, and what it had `fresh`, 0 if it is."""
        rows = {each.file: each.rows for each in self._store.manifest.segments}
        for earlier, seal in self._bases():
            staying = {file: seal.segments[file] for file in wanted if file in seal.segments}
            coming = [file for file in wanted if file not in staying]
            first = max(seal.segments.values(), default=-1) + 1
            new = sum(rows[file] for file in coming)
            if (
                new > _MOST_NEW * sum(rows[file] for file in wanted)
                or seal.size > _MOST_GROWN * seal.fresh
                or first + len(coming) > _LAST
            ):
                continue
            if _copied(earlier, temporary) != seal.sha256:
                continue
            gone = [number for file, number in seal.segments.items() if file not in staying]
            arriving = list(enumerate((wanted[file] for file in coming), first))
            with self._database(temporary) as connection:
                build.renewed(connection, self._store, gone, arriving, self._names)
            numbers = {file: first + place for place, file in enumerate(coming)}
            return staying | numbers, seal.fresh
        temporary.unlink(missing_ok=True)
        with self._database(temporary) as connection:
            segments = list(enumerate(wanted.values()))
            build.whole(connection, self._store, segments, self._names, cubed=True)
        return {file: place for place, file in enumerate(wanted)}, 0

    def _bases(self) -> list[tuple[Path, Seal]]:
        """The files that this one can be made from, the newest first."""
        sealed = [(path, _seal(path)) for path in _newest(self._folder)]
        return [(path, seal) for path, seal in sealed if seal and seal.basis == self._basis]

    @contextmanager
    def _database(self, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """The database `path`, to be written; what was written is in the file after the block."""
        settings = _SETTINGS | {"temp_directory": str(path.with_suffix(".spill"))}
        with duckdb.connect(":memory:", config=settings) as connection:
            connection.execute(f"ATTACH {literal(str(path))} AS {NAME}")
            yield connection
            connection.execute(f"CHECKPOINT {NAME}")
            connection.execute(f"DETACH {NAME}")
        if path.with_name(f"{path.name}.wal").exists():  # would be replayed by no reader
            raise OSError("the database was not written out")

    def _sweep(self, keep: int) -> None:
        """Remove all but the newest files, and what those who died left; the lock is held."""
        kept = set(_newest(self._folder)[:keep])
        names = {_LOCK, trust.FILE} | {path.name for path in kept}
        names |= {path.with_suffix(".json").name for path in kept}
        for file in self._folder.iterdir():
            if file.name not in names:
                with suppress(OSError):
                    shutil.rmtree(file) if file.is_dir() else file.unlink()


def clear(store: Path) -> None:
    """Remove the serving files of a store: the next ones are built from nothing.

    A file that is made from another keeps bytes of what was taken out. Raises `StoreError` when
    somebody builds one for longer than a reader would wait.
    """
    folder = store / FOLDER
    if not folder.is_dir():
        return
    try:
        with FileLock(folder / _LOCK, timeout=_PATIENCE, mode=_MODE):
            for file in folder.iterdir():
                if file.name != _LOCK:
                    shutil.rmtree(file) if file.is_dir() else file.unlink(missing_ok=True)
    except Timeout as error:
        raise StoreError("store-busy", folder=folder.name, seconds=int(_PATIENCE)) from error


def segments(connection: duckdb.DuckDBPyConnection, store: Store) -> Numbered:
    """The segments of the attached serving data, with their numbers."""
    rows = connection.execute(f"SELECT segment, file FROM {NAME}.segments ORDER BY segment")
    return [(number, store.path / file) for number, file in rows.fetchall()]


@cache
def edition() -> str:
    """The identity of the way that files are made: another one makes other files."""
    made = (
        layout.sites(),
        *layout.tables(),
        *layout.rows("rows"),
        *(layout.words(dimension, "rows") for dimension in layout.DIMENSIONS),
        *layout.derived(),
        *map(layout.times, WAITS.values()),
        *cubes.rule(),
        duckdb.__version__,
    )
    return _digest(*made)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _newest(folder: Path) -> list[Path]:
    """The files of a folder that have a seal, the newest first."""
    sealed = [path for path in folder.glob("*.duckdb") if path.with_suffix(".json").exists()]
    return sorted(sealed, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def _seal(path: Path) -> Seal | None:
    try:
        seal = Seal(**json.loads(path.with_suffix(".json").read_bytes()))
        return seal if path.stat().st_size == seal.size else None
    except (OSError, ValueError, TypeError):
        return None


def _copied(source: Path, target: Path) -> str:
    """Copy a file and return its hash, so that rot is never copied into a new one."""
    sha256 = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while piece := read.read(_PIECE):
            sha256.update(piece)
            written.write(piece)
    return sha256.hexdigest()
