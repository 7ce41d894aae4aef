"""What two hundred hostile files do to a command and to a server: `python -m benchmarks.hostile`.

Parts: `command`, `server`, `page`, `kills`; all of them without one. `server` reads and imports as
the page does, in one process that must outlive all files; `page` uploads the worst ones into a
running dashboard; `kills` ends dashboards during uploads. Needs 6 GB of disk, and 3 of memory.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import psutil
from playwright.sync_api import Browser, expect

from sociallens.errors import SocialLensError
from sociallens.importing import import_files, limits, read_files, report_text, sandbox
from sociallens.importing.options import Options
from sociallens.store.manifest import open_store
from tests import programs
from tests.hostile import EVERY, HEADER, Hostile
from tests.reading import reading, visit
from tests.serving import serve

GOOD = tuple(f"good{n},Belverde,avis,2024-01-0{n},Très bien reçu numéro {n}" for n in (1, 2, 3))
COMMAND = [sys.executable, "-c", "from sociallens.cli import main; main()", "import"]
SECONDS, MEMORY = 120, 2_000
KILLS = 50
RAW = b"jean.dupont@exemple.fr"
# What the page does with an upload, without a browser.
UPLOAD = """
from pathlib import Path
from sociallens import settings, work
from sociallens.importing import import_files, sandbox
with work.folder("upload") as folder:
    lines = (f"{n},Belverde,avis,2024-01-02,jean.dupont@exemple.fr {n}" for n in range(15_000))
    rows = "\\n".join(("id,site,channel,published_at,text", *lines))
    (folder / "0").write_text(rows, encoding="utf-8")
    sandbox.run(import_files, [folder / "0"], settings.own_store())
"""
WORST = {
    "far_single.xlsx", "far_huge.xlsx", "strings_double.xlsx", "understated.xlsx",
    "newlines_50m.csv", "quotes_100mb.csv", "columns_1m.csv", "integer.json", "deep_lists.json",
    "line.parquet", "rating_0.csv", "long_headers.csv", "dictionary.parquet", "nested.zip",
    "surrogate_text.json",
}  # fmt: skip


class Peak:
    """The most memory that the children of this process use, looked at all the time."""

    def __init__(self) -> None:
        self.most = 0
        self.own = psutil.Process()
        self.over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self.over.wait(0.02):
            with suppress(psutil.Error):
                used = [_used(child) for child in self.own.children(recursive=True)]
                self.most = max(self.most, *used, 0)


def _used(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_info().rss) // 1_000_000
    return 0


def stored(store: Path) -> dict[str, int]:
    """How many rows of the good file, and how many others, a store holds."""
    rows = pl.read_parquet(open_store(store).files())
    own = rows.filter(pl.col("text").str.starts_with("Très bien reçu numéro")).height
    return {"good": own, "others": rows.height - own}


def by_command(folder: Path, each: Hostile, path: Path) -> str:
    """Import a hostile file with a good one; what the command said of it last."""
    environment = {
        "SOCIALLENS_IMPORT_MEMORY": str(MEMORY),
        "SOCIALLENS_IMPORT_SECONDS": str(SECONDS),
        "SOCIALLENS_LANG": "fr",
    }
    command = [
        *COMMAND,
        "--store",
        str(folder / "store"),
        "--",
        str(folder / "good.csv"),
        str(path),
    ]
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), f"{each.name}: {done.returncode} {done.stderr[-300:]}"
    assert "Traceback" not in done.stderr, f"{each.name}: {done.stderr[-500:]}"
    return next(line for line in done.stdout.splitlines() if not line.startswith("good.csv"))


def by_server(folder: Path, each: Hostile, path: Path) -> str:
    """Preview and import as the page does, in this process."""
    paths, options = [folder / "good.csv", path], Options()
    store = folder / "store"
    reading = sandbox.run(read_files, paths, store, options, limit=2_000)
    done = sandbox.run(import_files, paths, store, options, limits=limits.of_import(0))
    assert len(reading.files) == len(done.files) == 2
    assert done.read == done.added + done.updated + done.unchanged + done.rejected
    return next(iter(report_text.file_lines(done.files[1], "fr")))


@contextmanager
def made(each: Hostile) -> Iterator[tuple[Path, Path]]:
    with TemporaryDirectory(prefix="hostile-") as name:
        folder = Path(name)
        (folder / "good.csv").write_text("\n".join((HEADER, *GOOD, "")), encoding="utf-8")
        (folder / "them").mkdir()
        path = folder / "them" / each.name
        each.make(path)
        yield folder, path


def tried(by: Callable[[Path, Hostile, Path], str], wanted: list[Hostile]) -> None:
    """Each file once: what came of it, how long it took, and how much memory."""
    peak, lost, failed, slowest = Peak(), 0, 0, 0.0
    largest = 0
    for each in wanted:
        peak.most = 0
        with made(each) as (folder, path):
            began = time.perf_counter()
            try:
                told = by(folder, each, path)
                found = stored(folder / "store")
                bad = found["good"] < 3 or (each.good is not None and found["others"] < each.good)
                lost += bad
                told = f"LOST {found} {told}" if bad else told
            except (SocialLensError, AssertionError, StopIteration, OSError) as error:
                failed += 1
                told = f"FAILED {error!r}"
            took = time.perf_counter() - began
        slowest, largest = max(slowest, took), max(largest, peak.most)
        shown = ascii(each.name)[1:-1]
        print(f"{shown[:28]:<28}{took:7.1f} s{peak.most:7,} MB  {told[:150]}", flush=True)
    print(f"{len(wanted)} files, {failed} failed, {lost} lost good rows;"
          f" slowest {slowest:.1f} s, largest {largest:,} MB")  # fmt: skip


def command(wanted: list[Hostile]) -> None:
    tried(by_command, wanted)


def server(wanted: list[Hostile]) -> None:
    tried(by_server, wanted)


def page(wanted: list[Hostile]) -> None:
    """Upload the worst ones, each with a good file, into one running dashboard; then a good one."""
    worst = [each for each in wanted if each.name in WORST]
    path = programs.browser()
    assert path, "no Chromium or Chrome: run python -m tests.programs"
    with TemporaryDirectory(prefix="hostile-") as name, programs.chromium(path) as browser:
        folder = Path(name)
        (folder / "good.csv").write_text("\n".join((HEADER, *GOOD, "")), encoding="utf-8")
        with serve(
            SOCIALLENS_DATA=str(folder / "data"), SOCIALLENS_UPLOAD_SECONDS=str(SECONDS)
        ) as address:
            for each in worst:
                each.make(folder / each.name)
                began = time.perf_counter()
                told = _uploaded(browser, address, folder / each.name, folder / "good.csv")
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=30)
                print(
                    f"{each.name:<28}{time.perf_counter() - began:7.1f} s  {told[:150]}", flush=True
                )
                (folder / each.name).unlink()
            _imported(browser, address, folder / "good.csv")
            print(f"{len(worst)} uploads; then good rows stored: {stored(folder / 'data' / 'own')}")


def _uploaded(browser: Browser, address: str, *files: Path) -> str:
    with reading(browser) as one:
        visit(one, address, "data")
        one.set_input_files("input[type=file]", list(files))
        told = one.get_by_text(f"{files[0].name} : ").first
        expect(told).to_be_visible(timeout=SECONDS * 2_000)
        expect(one.get_by_text(f"{files[-1].name} : ").first).to_be_visible()
        return told.inner_text()


def _imported(browser: Browser, address: str, file: Path) -> None:
    with reading(browser) as one:
        visit(one, address, "data")
        one.set_input_files("input[type=file]", [file])
        one.get_by_role("button", name="Importer", exact=True).click(timeout=60_000)
        expect(one.get_by_text("Import terminé")).to_be_visible(timeout=60_000)


def kills(wanted: list[Hostile]) -> None:
    """Kill what reads an upload, at any moment; what comes next must find nothing personal."""
    chance, left, most = random.Random(7), 0, 0
    with TemporaryDirectory(prefix="hostile-") as name:
        environment = os.environ | {"SOCIALLENS_DATA": name}
        base = Path(name) / "work"
        for _ in range(KILLS):
            one = subprocess.Popen([sys.executable, "-c", UPLOAD], env=environment)
            while not list(base.glob("upload-*/0")):
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 4))
            one.send_signal(signal.SIGKILL)
            one.wait()
            most = max(most, sum(RAW in file.read_bytes() for file in base.glob("upload-*/*")))
            subprocess.run([sys.executable, "-c", "import app"], env=environment, check=True)
            left += sum(RAW in file.read_bytes() for file in base.rglob("*") if file.is_file())
            print(".", end="", flush=True)
    print(f"{KILLS} kills: {most} raw file at most when killed, {left} after the next start")


PARTS: dict[str, Callable[[list[Hostile]], None]] = {
    "command": command,
    "server": server,
    "page": page,
    "kills": kills,
}


def main() -> None:
    asked = [name for name in sys.argv[1:] if name in PARTS] or list(PARTS)
    names = [name for name in sys.argv[1:] if name not in PARTS]
    wanted = [each for each in EVERY if not names or any(name in each.name for name in names)]
    for part in asked:
        print(f"--- {part}")
        PARTS[part](wanted)


if __name__ == "__main__":
    main()
