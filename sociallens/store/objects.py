"""Where the files of a store are: in a folder, or under a prefix of a bucket of object storage.

Segments and manifests are named after their content and never change. `CURRENT` does, and is
replaced on the condition that it is still what the writer read (see `remote`).
"""

import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from uuid import uuid4

import pyarrow as pa
from pyarrow.fs import FileSelector, FileSystem, FileType, LocalFileSystem, S3FileSystem

from sociallens.errors import StoreError
from sociallens.store.integrity import Condition, Damage, Problem, Signature
from sociallens.store.manifest import SEGMENTS, Store

S3 = "s3://"
_PAUSE = 2.0  # seconds between two listings: each is a request, and questions come in dozens
_SECONDS = 20.0  # that an object storage may take to answer


def endpoint() -> str | None:
    """The address of the object storage, where it is not Amazon's: as all its clients read it."""
    return os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or None


@lru_cache(maxsize=4)
def _storage(address: str | None) -> FileSystem:
    # Keys and region come from the environment, the user's files or the machine's role.
    return S3FileSystem(
        endpoint_override=address, connect_timeout=_SECONDS, request_timeout=_SECONDS
    )


@dataclass(frozen=True)
class Place:
    """A folder that holds files of a store: on a disk, or a prefix of a bucket."""

    base: str  # as it is written: /srv/store, s3://bucket/prefix
    files: FileSystem
    root: str  # the same, as `files` names it

    @classmethod
    def of(cls, base: str) -> "Place":
        """The place that is written so; nothing is asked yet."""
        base = base.rstrip("/")
        if base.startswith(S3):
            return cls(base, _storage(endpoint()), base.removeprefix(S3))
        return cls(base, LocalFileSystem(), base)

    @property
    def remote(self) -> bool:
        """Whether it is in object storage."""
        return self.base.startswith(S3)

    @property
    def bucket(self) -> str:
        """The bucket, of a place in object storage."""
        return self.root.partition("/")[0]

    def key(self, name: str) -> str:
        """The key of a file in its bucket."""
        return self.path(name).partition("/")[2]

    def path(self, name: str) -> str:
        """The path of a file, as `files` names it."""
        return f"{self.root}/{name}"

    def url(self, name: str) -> str:
        """The address of a file, for other programs."""
        return f"{self.base}/{name}"

    def read(self, name: str) -> bytes:
        """The content of a file. Raises `OSError`, `FileNotFoundError` among them."""
        with self.files.open_input_stream(self.path(name)) as file:
            data: bytes = file.read()
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file; on a disk readers see the whole of it or nothing. Raises `OSError`."""
        path = self.path(name)
        if self.remote:
            with self.files.open_output_stream(path) as file:
                file.write(data)
            return
        self.files.create_dir(path.rpartition("/")[0])
        temporary = f"{path}.{uuid4().hex}"  # two workers may write the same
        with self.files.open_output_stream(temporary) as file:
            file.write(data)
        self.files.move(temporary, path)

    def names(self) -> list[str]:
        """All files, those of folders too, but for hidden ones; sorted. Raises `StoreError`."""
        try:
            found = self.files.get_file_info(FileSelector(self.root, recursive=True))
        except (OSError, pa.ArrowException) as error:
            raise StoreError("objects-not-read", place=self.base) from error
        names = (each.path[len(self.root) + 1 :] for each in found if each.type == FileType.File)
        return sorted(name for name in names if not any(p[:1] == "." for p in name.split("/")))

    def sizes(self, folder: str) -> dict[str, Signature]:
        """The files of a folder: name -> size in bytes and time of the last change in ns.

        Raises `StoreError` when the place does not answer.
        """
        try:
            found = self.files.get_file_info(
                FileSelector(self.path(folder), allow_not_found=True, recursive=False)
            )
        except (OSError, pa.ArrowException) as error:
            raise StoreError("objects-not-read", place=self.base) from error
        return {
            f"{folder}/{each.base_name}": (each.size, each.mtime_ns or 0)
            for each in found
            if each.type == FileType.File
        }


class Listing:
    """Checks by name and size that the segments of a version are at a place.

    In contrast to `Integrity` no byte is read: storage that others keep checks those itself.
    """

    def __init__(self, store: Store, place: Place) -> None:
        self._store, self._place = store, place
        self._lock = Lock()
        self._due = 0.0  # on the monotonic clock
        self._condition: Condition | None = None

    def doubt(self) -> None:
        """Make the next check look again."""
        with self._lock:
            self._due = 0.0

    def check(self) -> Condition:
        """The condition of the segments, at most `_PAUSE` old. Raises `StoreError`."""
        with self._lock:
            if self._condition is None or self._due <= time.monotonic():
                self._condition = self._looked()
                self._due = time.monotonic() + _PAUSE
            return self._condition

    def _looked(self) -> Condition:
        found = self._place.sizes(SEGMENTS)
        sound: list[Path] = []
        damages: list[Damage] = []
        for segment in self._store.manifest.segments:
            signature = found.get(segment.file)
            if signature and signature[0] == segment.bytes:
                sound.append(self._store.path / segment.file)
            else:
                problem: Problem = "changed" if signature else "missing"
                damages.append(Damage(segment.file, problem, segment.rows))
        signatures = (found.get(segment.file, ()) for segment in self._store.manifest.segments)
        return Condition(tuple(sound), tuple(damages), tuple(signatures))
