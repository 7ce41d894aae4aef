"""Every figure of docs/performance.md, measured: each part as a process of its own, and kept.

    python -m benchmarks.made_up 1e6 --store DIR      # the stores, once
    python -m benchmarks.scale --store DIR [--store DIR]... [PART...]
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
PARTS: Mapping[str, Sequence[str]] = {  # part -> the module that measures it, given a store
    "peers": ["benchmarks.peers.tables"],
    "exports": ["benchmarks.export_speed"],
    "starting": ["benchmarks.starting"],
    "search": ["benchmarks.search"],
    "load": ["benchmarks.load", "--store"],
}


def measure(part: str, store: Path) -> Measured:
    """Run a part on a store and keep what it gave. Raises `CalledProcessError`."""
    rows = sum(segment.rows for segment in open_store(store).manifest.segments)
    command = [sys.executable, "-m", *PARTS[part], str(store)]
    with loaded(_children) as load:
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    given = Measured(
        part,
        rows,
        json.loads(done.stdout.splitlines()[-1]),
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
    """What figures depend on: processors, memory, versions."""
    memory = psutil.virtual_memory().total / (1 << 30)
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB,"
        f" Python {platform.python_version()}, DuckDB {duckdb.__version__}"
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
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    for store in asked.store:
        for part in asked.parts or PARTS:
            run = measure(part, store)
            print(json.dumps(asdict(run), ensure_ascii=False), flush=True)
    if asked.write:
        performance.write(kept())


if __name__ == "__main__":
    main()
