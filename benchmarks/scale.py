"""Every figure of docs/performance.md, measured: each part as a process of its own, and kept.

    python -m benchmarks.made_up 1e6 --store DIR      # the stores, once
    python -m benchmarks.scale --store DIR [--store DIR]... [PART...]
    python -m benchmarks.scale --file FILE            # what importing a file takes
    python -m benchmarks.scale --write                # the page, of what was measured last

A part is a command whose last line is its figures as JSON. What it gave stands in
`benchmarks/measured/<part>-<rows>.json`, with when, on what machine, and how busy that was with
other work. No figure of the page is typed by hand; one that was not measured is told to be missing.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import psutil

from benchmarks import performance
from benchmarks.measuring import loaded
from benchmarks.performance import Measured
from sociallens.settings import ROOT
from sociallens.store.manifest import open_store

MEASURED = Path(__file__).with_name("measured")
PARTS: Mapping[str, Sequence[str]] = {  # part -> what measures it, given a store or a file
    "peers": ["benchmarks.peers.tables"],
    "exports": ["benchmarks.export_speed"],
    "starting": ["benchmarks.starting"],
    "search": ["benchmarks.search"],
    "load": ["benchmarks.load", "--store"],
    "superset": ["benchmarks.peers.superset"],  # where the variable SUPERSET says where it is
    "imports": ["benchmarks.imports"],
}
OF_FILES = ("imports",)
PACE = 20_000_000  # additions, timed: one machine may be half as quick an hour later
ONCE = 5 << 30  # bytes of a file that is not imported a second time


def measure(part: str, path: Path) -> Measured:
    """Run a part on a store or a file and keep what it gave. Raises `CalledProcessError`."""
    command = [sys.executable, "-m", *PARTS[part], str(path)]
    if path.is_file() and path.stat().st_size > ONCE:
        command.append("--once")
    with loaded(_children) as load:
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    figures = json.loads(done.stdout.splitlines()[-1])
    rows = figures["rows"] if path.is_file() else open_store(path).manifest.rows
    given = Measured(
        part,
        rows,
        figures,
        datetime.now(UTC).isoformat(timespec="minutes"),
        machine(),
        round(load.before, 2),
        round(load.during, 2),
        load.quiet,
        _version(),
    )
    MEASURED.mkdir(exist_ok=True)
    text = json.dumps(asdict(given), indent=1, ensure_ascii=False)
    (MEASURED / f"{part}-{rows}.json").write_text(f"{text}\n", encoding="utf-8")
    return given


def machine() -> str:
    """What figures depend on: processors and how quick they are now, memory, versions."""
    memory = psutil.virtual_memory().total / (1 << 30)
    start = time.process_time()
    sum(number for number in range(PACE))
    pace = time.process_time() - start
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB,"
        f" Python {platform.python_version()}, DuckDB {duckdb.__version__},"
        f" {PACE // 1_000_000} million additions in {pace:.1f} s"
    )


def _children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _version() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def kept() -> list[Measured]:
    """What was measured last of each part and size, the smallest first."""
    files = MEASURED.glob("*.json")
    read = [Measured(**json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return sorted(read, key=lambda each: (each.part, each.rows))


def main() -> None:
    """Measure what is asked for, or write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--store", action="append", type=Path, default=[])
    parser.add_argument("--file", action="append", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    absent = () if "SUPERSET" in os.environ else ("superset",)
    of_stores = asked.parts or [part for part in PARTS if part not in (*OF_FILES, *absent)]
    wanted = [(part, store) for store in asked.store for part in of_stores]
    wanted += [(part, file) for file in asked.file for part in OF_FILES]
    for part, path in wanted:
        print(json.dumps(asdict(measure(part, path)), ensure_ascii=False), flush=True)
    if asked.write:
        performance.write(kept())


if __name__ == "__main__":
    main()
