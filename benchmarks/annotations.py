"""People's corrections: a long random walk beside an oracle, and what they cost.

`python -m benchmarks.annotations [walk|speed...] [STEPS]`. The walk takes 5,000 steps by default
(`tests/annotating.py`) and stops at the first difference. `speed`: how long a correction takes to
be written and to be shown, on the embedded data and on a million rows, and what 10,000 corrections
add to the load of a store.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import polars as pl

from benchmarks.speed import line, many
from sociallens import settings
from sociallens.access import UNLIMITED
from sociallens.annotations.entries import Decision
from sociallens.annotations.log import file_of, read
from sociallens.annotations.writing import annotate
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.metrics import NEGATIVE_RATE_CUSTOMER_SERVICE
from sociallens.selection import Selection
from sociallens.store.manifest import open_store
from sociallens.store.scan import scan
from tests.annotating import Walk, decide

STEPS, CHECKED_EVERY, FRESH_EVERY = 5_000, 10, 250
CORRECTIONS, TIMES = 10_000, 15


def walk(steps: int = STEPS) -> None:
    """Take the steps and tell how often each was taken."""
    seed, start = int(os.environ.get("SEED", "0")), time.perf_counter()
    with TemporaryDirectory() as folder:
        taking = Walk(Path(folder) / "store", seed)
        for number in range(1, steps + 1):
            taking.step()
            if number % CHECKED_EVERY == 0:
                taking.check()
            if number % FRESH_EVERY == 0:
                taking.check_fresh()
                print(f"{number} steps, {time.perf_counter() - start:.0f} s", flush=True)
        taking.check()
        taking.check_fresh()
        size = file_of(taking.path).stat().st_size
    line(f"walk, seed {seed}", "times")
    for name, times in sorted(taking.taken.items()):
        line(f"  {name}", str(times))
    line("  the log ends with", f"{taking.last:,} entries", f"{size / 1e6:.1f} MB")


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def ask(engine: DuckDBEngine) -> None:
    metric = NEGATIVE_RATE_CUSTOMER_SERVICE
    engine.counts([metric.k, metric.n], [], Selection(), UNLIMITED)


def milliseconds(took: list[float]) -> tuple[str, str]:
    return f"{statistics.median(took) * 1000:.0f}", f"{max(took) * 1000:.0f}"


def speed() -> None:
    """Write and show single corrections, then ten thousand."""
    with TemporaryDirectory() as folder:
        copytree(settings.DEMO_STORE, Path(folder) / "embedded")
        for path in (Path(folder) / "embedded", many(Path(folder) / "many")):
            corrected(path)


def corrected(path: Path) -> None:
    """The figures of one store."""
    draw = random.Random(0)
    rows = scan(open_store(path).files()).filter(role="customer").select("id", "opens").collect()
    ids = rows["id"].to_list()
    replies = rows.filter(~pl.col("opens"))["id"].to_list() or ids
    plain = seconds(lambda: DuckDBEngine(open_store(path)))
    engine = DuckDBEngine(open_store(path))
    ask(engine)
    line(f"{path.name}, {len(ids):,} messages", "median ms", "worst ms")
    for what, among in (("any message", ids), ("one within a conversation", replies)):
        told(engine, path, draw, what, among)
    while read(path).version < CORRECTIONS:
        decisions = [decide(draw, ids) for _ in range(500)]
        annotate(path, decisions, who=draw.choice(("Zoé", "Marc")))
    line("  10,000 at once, shown", f"{seconds(lambda: ask(engine)) * 1000:.0f}")
    told(engine, path, draw, "any message, after 10,000", ids)
    fresh = DuckDBEngine(open_store(path))
    loaded = seconds(lambda: ask(DuckDBEngine(open_store(path))))
    line("  loaded, without and with 10,000", f"{plain:.2f} s", f"{loaded:.2f} s")
    ask(fresh)
    question = seconds(lambda: ask(engine)), seconds(lambda: ask(fresh))
    line("  a question then", *(f"{took * 1000:.1f} ms" for took in question))


def told(
    engine: DuckDBEngine, path: Path, draw: random.Random, what: str, among: list[str]
) -> None:
    written, shown = [], []
    for _ in range(TIMES):
        decision = [
            Decision(draw.choice(among), "sentiment", (draw.choice(("negative", "neutral")),))
        ]
        written.append(seconds(lambda: annotate(path, decision, who="Zoé")))  # noqa: B023
        shown.append(seconds(lambda: ask(engine)))
    line(f"  {what}: written", *milliseconds(written))
    line(f"  {what}: shown", *milliseconds(shown))


def main(wanted: list[str]) -> None:
    steps = next((int(each) for each in wanted if each.isdigit()), STEPS)
    parts = [each for each in wanted if not each.isdigit()] or ["walk", "speed"]
    if "walk" in parts:
        walk(steps)
    if "speed" in parts:
        print(f"load {os.getloadavg()[0]:.1f}")
        speed()


if __name__ == "__main__":
    main(sys.argv[1:])
