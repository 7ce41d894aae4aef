"""What damage does to answers, and what looking for it costs: `python -m benchmarks.integrity`.

Parts: `turns` (damage between questions), `storm` (damage during them), `rot` (damage that leaves
the file's status), `cost` (of a check), `memory` (of engines that leave the shelf).
"""

import gc
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import polars as pl
import psutil

from sociallens.access import UNLIMITED
from sociallens.engine import Engine, load
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.errors import StoreError
from sociallens.selection import Selection
from sociallens.store import integrity
from sociallens.store.integrity import Integrity
from tests import torment
from tests.torment import Torment, question

ASKED, STORMED, COUNT, MONTHS = 600, 100, 3_000, 24
Verdict = str


def turns(folder: Path) -> None:
    """Before each question a segment may be damaged or repaired."""
    store = torment.store(folder, COUNT, MONTHS)
    trouble, opened, outcomes = Torment(store), load(folder), Counter[Verdict]()
    for _ in range(ASKED):
        if trouble.draw.random() < 0.25:
            trouble.strike()
        if trouble.draw.random() < 0.2:
            trouble.mend()
        asked = question(trouble.draw, COUNT)
        outcomes[_verdict(asked, opened, trouble)] += 1
    trouble.mend_all()
    outcomes["right once repaired"] = sum(
        _verdict(question(trouble.draw, COUNT), opened, trouble) == "right, whole"
        for _ in range(50)
    )
    _print("turns", outcomes)


def _verdict(asked: torment.Question, opened: Engine, trouble: Torment) -> Verdict:
    try:
        answer = asked.ask(opened)
    except StoreError:
        return "error in words"
    except Exception as error:
        return f"RAW {type(error).__name__}"
    told = {damage.file for damage in opened.damages}
    if answer != asked.expected(trouble.rows()):
        return f"WRONG {asked.kind}"
    if told != {f"segments/{file.name}" for file in trouble.damaged}:
        return "NOT TOLD"
    return "right, reduced and told" if told else "right, whole"


def storm(folder: Path) -> None:
    """Segments are damaged and repaired by another thread, whatever is being asked."""
    store = torment.store(folder, COUNT, MONTHS)
    trouble, opened, outcomes = Torment(store), load(folder), Counter[Verdict]()
    texts = dict(trouble.written.select("id", "text").iter_rows())
    customers = trouble.written.filter(pl.col("role") == "customer")
    whole = [set(ids) for ids in customers.group_by("file").agg("id")["id"]]
    stop = Event()

    def worry() -> None:
        while not stop.wait(trouble.draw.random() * 0.4):
            if trouble.draw.random() < 0.5:
                trouble.strike(*(each for each in torment.EVERY if each is not torment.a_pipe))
            else:
                trouble.mend()

    worrier = Thread(target=worry)
    worrier.start()
    try:
        for _ in range(STORMED):
            try:
                page = opened.contributions(Selection(), UNLIMITED)
            except StoreError as error:
                outcomes[f"error in words ({error.key})"] += 1
            except Exception as error:
                outcomes[f"RAW {type(error).__name__}"] += 1
            else:
                ids = set(page["id"])
                parts = all(part <= ids or not part & ids for part in whole)
                same = all(texts[key] == text for key, text in page.select("id", "text").rows())
                outcomes["right" if parts and same else "WRONG"] += 1
    finally:
        stop.set()
        worrier.join()
    trouble.mend_all()
    outcomes["right once repaired"] = len(opened.contributions(Selection(), UNLIMITED)) == COUNT
    _print("storm", outcomes)


def rot(folder: Path) -> None:
    """A bit flips and the file's status stays: how long until it is noticed, asked all the time."""
    store = torment.store(folder, COUNT, MONTHS)
    looked = integrity.signature
    kept = {str(file): looked(str(file)) for file in store.files()}
    integrity.signature = lambda path: kept.get(path) or looked(path)
    times, outcomes = [], Counter[Verdict]()
    try:
        opened = DuckDBEngine(store)
        for seed in range(20):
            trouble = Torment(store, seed)
            trouble.strike(torment.flipped)
            started = time.perf_counter()
            while not opened.damages:
                outcomes[_right(question(trouble.draw, COUNT), opened, trouble)] += 1
            times.append(time.perf_counter() - started)
            trouble.mend_all()
            opened = DuckDBEngine(store)
    finally:
        integrity.signature = looked
    size = sum(file.stat().st_size for file in store.files()) / 1e6
    _print(f"rot ({size:.1f} MB)", outcomes)
    print(f"  noticed after {statistics.median(times):.1f} s, at most {max(times):.1f} s")


def _right(asked: torment.Question, opened: Engine, trouble: Torment) -> Verdict:
    """Whether an answer is right: whole, or without the damage that is known by then."""
    answer = asked.ask(opened)
    right = (asked.expected(trouble.written), asked.expected(trouble.rows()))
    return "right" if answer in right else f"WRONG {asked.kind}"


def cost(folder: Path) -> None:
    """A check of a store where nothing changed."""
    for months in (24, 500):
        path = folder / str(months)
        store = torment.store(path, months * 4, months)
        time.sleep(2.5)  # until no file is young
        checked = Integrity(store)
        checked.check()
        spent = [_seconds(checked.check) for _ in range(500)]
        print(
            f"cost: {len(store.files())} segments: median {statistics.median(spent) * 1e3:.3f} ms,"
            f" 99 of 100 below {sorted(spent)[494] * 1e3:.3f} ms"
        )
    big = folder / "big"
    store = torment.store(big, 400_000, MONTHS)
    size = sum(file.stat().st_size for file in store.files()) / 1e6
    time.sleep(2.5)
    checked = Integrity(store, pause=0)
    first = _seconds(checked.check)
    spent = [_seconds(checked.check) for _ in range(100)]
    print(
        f"cost: {size:.0f} MB hashed in {first:.2f} s;"
        f" a check with its share: median {statistics.median(spent) * 1e3:.1f} ms"
    )


def memory(folder: Path) -> None:
    """Ten stores, opened one after the other."""
    process = psutil.Process()
    gc.disable()  # what is dropped is freed without it
    torment.store(folder / "0", 200_000, MONTHS)
    for number in range(1, 8):
        shutil.copytree(folder / "0", folder / str(number))
    for number in range(8):
        load(folder / str(number))
        print(f"memory: {number + 1} opened, {process.memory_info().rss / 1e6:.0f} MB")
    gc.enable()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _print(part: str, outcomes: Counter[Verdict]) -> None:
    print(f"{part}: " + ", ".join(f"{key} {count}" for key, count in sorted(outcomes.items())))


PARTS: dict[str, Callable[[Path], None]] = {
    "turns": turns, "storm": storm, "rot": rot, "cost": cost, "memory": memory,
}  # fmt: skip


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        with TemporaryDirectory() as temporary:
            PARTS[name](Path(temporary) / "store")
