"""Damage done to the segments of a store while it is read, and a judge of what is answered."""

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from sociallens.access import UNLIMITED
from sociallens.engine import Engine
from sociallens.schema import NAMES
from sociallens.selection import Selection
from sociallens.store.manifest import Store
from sociallens.store.scan import scan
from tests import made

WORDS = 40  # that texts hold, each in as many


def rows(count: int, months: int, seed: int = 0) -> list[dict[str, object]]:
    """Contributions whose texts all differ, some with an answer of the brand."""
    draw = random.Random(seed)
    start = datetime(2024, 1, 15)
    found: list[dict[str, object]] = []
    for number in range(count):
        asked = start + timedelta(days=30 * (number % months), minutes=number)
        text = f"mot{number % WORDS}x {number} " + draw.randbytes(40).hex()
        found.append({"id": f"c{number}", "published_at": asked, "text": text})
        if number % 5 == 0:
            answer = {"id": f"r{number}", "conversation_id": f"c{number}", "role": "brand"}
            found.append(answer | {"published_at": asked + timedelta(hours=2), "text": text[::-1]})
    return found


def store(path: Path, count: int, months: int) -> Store:
    return made.store(path, rows(count, months))


def flipped(path: Path, draw: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    path.write_bytes(data)


def backdated(path: Path, draw: random.Random) -> None:
    status = path.stat()
    flipped(path, draw)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced(path: Path, draw: random.Random) -> None:
    beside = path.with_suffix(".new")
    shutil.copy2(path, beside)
    backdated(beside, draw)
    beside.replace(path)


def truncated(path: Path, draw: random.Random) -> None:
    os.truncate(path, draw.randrange(path.stat().st_size))


def deleted(path: Path, draw: random.Random) -> None:
    path.unlink()


def a_folder(path: Path, draw: random.Random) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path, draw: random.Random) -> None:
    path.unlink()
    os.mkfifo(path)


def locked(path: Path, draw: random.Random) -> None:
    path.chmod(0)


Damage = Callable[[Path, random.Random], None]
EVERY: tuple[Damage, ...] = (
    flipped, backdated, replaced, truncated, deleted, a_folder, a_pipe,
    *(() if os.geteuid() == 0 else (locked,)),  # nothing is locked for root
)  # fmt: skip


class Torment:
    """A store whose segments are damaged and repaired one at a time."""

    def __init__(self, store: Store, seed: int = 0) -> None:
        self.draw = random.Random(seed)
        self.files = store.files()
        self.damaged: set[Path] = set()
        self._bytes = {file: file.read_bytes() for file in self.files}
        self.written = scan(self.files).collect()

    def rows(self) -> pl.DataFrame:
        """What was written in the segments that are whole now."""
        return self.written.filter(~pl.col("file").is_in([str(file) for file in self.damaged]))

    def strike(self, *damages: Damage) -> None:
        """Damage a segment that is whole, if there is one."""
        if whole := [file for file in self.files if file not in self.damaged]:
            file = self.draw.choice(whole)
            self.damaged.add(file)
            self.draw.choice(damages or EVERY)(file, self.draw)

    def mend(self) -> None:
        """Repair a damaged segment, if there is one."""
        if self.damaged:
            file = self.draw.choice(sorted(self.damaged))
            if file.is_dir():
                file.rmdir()
            elif file.exists() and not file.is_file():
                file.unlink()
            elif file.exists():
                file.chmod(0o640)
            file.write_bytes(self._bytes[file])
            self.damaged.remove(file)

    def mend_all(self) -> None:
        while self.damaged:
            self.mend()


@dataclass(frozen=True)
class Question:
    """Something asked of an engine, and what rows a right answer to it stands for."""

    kind: str
    ask: Callable[[Engine], object]
    expected: Callable[[pl.DataFrame], object]


def _rows(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    return frame.select(NAMES).sort("id").rows()


def question(draw: random.Random, count: int) -> Question:
    """A question drawn at random: figures, texts, a conversation, a search."""
    kind = draw.choice(("counts", "page", "thread", "search", "search counts"))
    word = f"mot{draw.randrange(WORDS)}x"
    identity = f"c{draw.randrange(count)}"
    everything, search = Selection(), Selection(q=word)
    customers, within = pl.col("role") == "customer", pl.col("text").str.contains(word)

    def volume(engine: Engine, selection: Selection) -> int:
        return int(engine.counts(("messages",), (), selection, UNLIMITED).item())

    match kind:
        case "counts":
            return Question(
                kind, lambda e: volume(e, everything), lambda f: f.filter(customers).height
            )
        case "page":
            return Question(
                kind,
                lambda e: _rows(e.contributions(everything, UNLIMITED)),
                lambda f: _rows(f.filter(customers)),
            )
        case "thread":
            own = pl.col("conversation_id") == identity
            return Question(
                kind,
                lambda e: _rows(e.thread(identity, UNLIMITED)),
                lambda f: _rows(f.filter(own)),
            )
        case "search":
            return Question(
                kind,
                lambda e: _rows(e.contributions(search, UNLIMITED)),
                lambda f: _rows(f.filter(customers & within)),
            )
        case _:
            return Question(
                kind, lambda e: volume(e, search), lambda f: f.filter(customers & within).height
            )
