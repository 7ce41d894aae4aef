"""What commands do on disks that are really full: `python -m benchmarks.full_disks` (root, Linux).

Each command runs on a file system of its own in memory that has little room left, from none on.
It must do its work or say in words that it could not; the store is then what it was before or what
it would be after, checked whole; and with room the same command ends well. The last line counts.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from sociallens.store.check import problems
from sociallens.store.manifest import open_store
from sociallens.store.scan import scan

ROOM = (0, 8, 40, 120, 300, 700, 1_500)  # KiB that are left
OWN, OTHERS = 1_200, 300  # rows that stand there, and that come
LARGE = "size=400m"
COMMAND = "from sociallens.cli import main; main()"
# What a server makes beside the store; the answer must be right without it too.
SERVED = """
import sys
from pathlib import Path
from sociallens import answers
from sociallens.access import UNLIMITED
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.search.building import prepare
from sociallens.selection import Selection
from sociallens.store.manifest import open_store
store = Path(sys.argv[1])
prepare(store, least=1)
engine = DuckDBEngine(open_store(store), served=1)
assert answers.total(engine, Selection(), UNLIMITED) == int(sys.argv[2])
assert answers.total(engine, Selection(q="colis"), UNLIMITED) == int(sys.argv[2])
"""


@dataclass(frozen=True)
class Job:
    """A command: its arguments behind a program, and what it may end with when it worked."""

    program: str
    arguments: tuple[str, ...]
    changes: bool = True  # the store


def rows(first: int, count: int) -> str:
    """An export of made-up rows."""
    head = "id,conversation_id,site,channel,published_at,author,text"
    return "\n".join(
        [
            head,
            *(
                f"m{n},c{n},Boutique {n % 7},twitter,2024-{1 + n % 9:02}-05T10:00:00,"
                f"Personne {n % 40},Mon colis {n} {hash((n, 'x')) % 10**12} n’arrive pas"
                for n in range(first, first + count)
            ),
        ]
    )


def jobs(place: Path, out: Path) -> dict[str, Job]:
    """What is tried, in a place that is full; `out` is a folder that has room."""
    store = ("--store", str(place / "data" / "own"))
    return {
        "import": Job(COMMAND, ("import", str(out / "more.csv"), *store)),
        "import of few": Job(COMMAND, ("import", str(out / "few.csv"), *store)),
        "corrections": Job(
            COMMAND, ("corrections", "import", str(out / "said.csv"), *store), changes=False
        ),
        "erase": Job(COMMAND, ("erase", "--author", "Personne 3", "--yes", *store)),
        "purge": Job(COMMAND, ("purge", "--before", "2024-04-01", "--yes", *store)),
        "key": Job(COMMAND, ("key", "rotate", *store)),
        "backup": Job(COMMAND, ("backup", str(place / "backups"), *store), changes=False),
        "restore": Job(
            COMMAND, ("restore", str(out / "backups"), "--to", str(place / "r")), changes=False
        ),
        "served": Job(SERVED, (store[1], str(OWN)), changes=False),
    }


def run(job: Job, place: Path) -> subprocess.CompletedProcess[str]:
    """Run a job whose folders are in a place."""
    folders = {"DATA": "data", "HOME": "home", "TRAIL": "trail", "READERS": "readers"}
    variables = {f"SOCIALLENS_{name}": str(place / folder) for name, folder in folders.items()}
    return subprocess.run(
        [sys.executable, "-c", job.program, *job.arguments],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def disk(place: Path) -> Iterator[None]:
    """A file system of its own at a place."""
    place.mkdir(exist_ok=True)
    _mount("mount", "-t", "tmpfs", "-o", LARGE, "tmpfs", str(place))
    try:
        yield
    finally:
        _mount("umount", str(place))


def _mount(*command: str) -> None:
    subprocess.run(command, check=True)


def content(place: Path) -> list[tuple[str, str]]:
    """Texts and sites of a sound store. Raises `AssertionError` for one that is not.

    An erasure that could not end says so, and is ended by the next command.
    """
    store = open_store(place / "data" / "own")
    assert {problem.key for problem in problems(store)} <= {"erasing-unfinished"}
    return sorted(scan(store.files()).select("text", "site").collect().rows())


def template(folder: Path) -> Path:
    """A place with a store, a key, a trail and an answered question of each kind."""
    out = folder / "out"
    out.mkdir()
    (out / "first.csv").write_text(rows(0, OWN), encoding="utf-8")
    (out / "more.csv").write_text(rows(OWN - 50, OTHERS), encoding="utf-8")
    (out / "few.csv").write_text(rows(OWN, 3), encoding="utf-8")
    place = folder / "template"
    store = place / "data" / "own"
    done = run(Job(COMMAND, ("import", str(out / "first.csv"), "--store", str(store))), place)
    assert done.returncode == 0, done.stderr
    ids = scan(open_store(store).files()).select("id").collect()["id"].head(400)
    said = pl.DataFrame({"id": ids, "task": "sentiment", "values": "negative"})
    said.write_csv(out / "said.csv")
    done = run(Job(COMMAND, ("backup", str(out / "backups"), "--store", str(store))), place)
    assert done.returncode == 0, done.stderr
    return place


def tried(name: str, left: int, made: Path, after: Sequence[object], place: Path) -> str:
    """How a command ended with so much room. Raises `AssertionError` for anything but words."""
    job = jobs(place, made.with_name("out"))[name]
    with disk(place):
        shutil.copytree(made, place, dirs_exist_ok=True)
        before = content(place)
        used = shutil.disk_usage(place).used
        _mount("mount", "-o", f"remount,size={used // 1024 + left}k", str(place))
        ended = run(job, place)
        told = ended.stdout + ended.stderr
        assert "Traceback" not in told, told
        _mount("mount", "-o", f"remount,{LARGE}", str(place))
        now = content(place)
        assert now in (before, after) if job.changes else now == before
        if ended.returncode:
            assert ended.stderr.strip(), name
            assert not job.changes or now == before or name in ("erase", "purge", "key")
        again = run(job, place)
        assert again.returncode == 0, again.stdout + again.stderr
        assert content(place) == (after if job.changes else before)
        return "refused in words" if ended.returncode else "done"


def main() -> None:
    """Try all commands with each room."""
    found: Counter[str] = Counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        made, place = template(folder), folder / "place"
        for command in jobs(place, folder / "out"):
            with disk(place):
                shutil.copytree(made, place, dirs_exist_ok=True)
                done = run(jobs(place, folder / "out")[command], place)
                assert done.returncode == 0, done.stdout + done.stderr
                after = content(place)
            for left in ROOM:
                end = tried(command, left, made, after, place)
                found[end] += 1
                print(f"{command}, {left} KiB left: {end}", flush=True)
    print(f"{found.total()} cases: {dict(found)}; nothing lost, nothing torn, all ended well after")


if __name__ == "__main__":
    main()
