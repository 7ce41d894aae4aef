"""Texts per second of one core, step by step, memory and size: `python -m benchmarks.throughput`.

Must run with `POLARS_MAX_THREADS=1`; `print_speed` starts it so, in a process of its own. The
time of each step is that which the whole chain spends in it.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import psutil

from benchmarks.real_texts import mixed
from sociallens import classify as chain
from sociallens import taxonomy
from sociallens.classify.terms import Lexicon
from sociallens.importing.privacy.redact import redact

ROWS, RUNS = 50_000, 3
ONE_CORE = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
MODELS = import_module("sociallens.classify.labels")
STEPS: dict[str, tuple[Any, str]] = {
    "words": (chain, "words_of"),
    "folding": (chain, "folded"),
    "language": (chain, "language"),
    "spelling and negation": (Lexicon, "read"),
    "terms": (Lexicon, "matches"),
    "signs": (MODELS, "signs"),
    "features": (MODELS, "features"),
    "sentiment": (MODELS, "sentiment"),
    "topics and causes": (MODELS, "topics"),
    "severity": (MODELS, "severity"),
    "intent": (MODELS, "intent"),
    "evidence": (chain, "evidence"),
}
_MB = 2**20


def print_speed() -> None:
    """Measure in a process with one thread, whose output is this one's."""
    environment = os.environ | ONE_CORE
    subprocess.run([sys.executable, "-m", "benchmarks.throughput"], env=environment, check=True)


def _timed(spent: dict[str, float], label: str, step: Callable[..., Any]) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        before = time.process_time()
        try:
            return step(*args, **kwargs)
        finally:
            spent[label] = spent.get(label, 0.0) + time.process_time() - before

    return run


def _best(step: Callable[[], object]) -> float:
    """The least processor time of some runs: what disturbs a run only makes it longer."""
    times = []
    for _ in range(RUNS):
        before = time.process_time()
        step()
        times.append(time.process_time() - before)
    return min(times)


def _print_rate(label: str, seconds: float) -> None:
    print(f"{label:<34}{ROWS / seconds:12,.0f}")


def main() -> None:
    sector = taxonomy.load()
    texts = mixed(ROWS)
    frame = pl.DataFrame({"text": texts}).with_columns(
        id=pl.int_range(pl.len()).cast(pl.String), channel=pl.lit("review_site")
    )
    given = frame.with_columns(language=pl.lit("fr"))
    at_rest = psutil.Process().memory_info().rss
    chain.classify(frame.head(1000), sector)  # what is read once
    characters = texts.str.len_chars().sum() / ROWS
    threads = pl.thread_pool_size()
    print(f"{ROWS} texts of {characters:.0f} characters, {threads} thread: texts per second of CPU")
    _print_rate("whole chain", _best(lambda: chain.classify(frame, sector)))
    _print_rate("whole chain, language given", _best(lambda: chain.classify(given, sector)))
    spent: dict[str, float] = {}
    for label, (owner, name) in STEPS.items():
        setattr(owner, name, _timed(spent, label, getattr(owner, name)))
    before = time.process_time()
    chain.classify(frame, sector)
    whole = time.process_time() - before
    for label in STEPS:
        _print_rate(f"  {label}", spent[label])
    _print_rate("  confidence, joins", whole - sum(spent.values()))
    _print_rate("redaction (of imports)", _best(lambda: redact(texts)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"\nmemory: {at_rest / _MB:.0f} MB with the texts read, {peak / _MB:.0f} MB at most")
    for label, folder in (
        ("terms and taxonomies", taxonomy.FOLDER), ("weights", Path(chain.__file__).parent)
    ):  # fmt: skip
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.suffix != ".py"
                   and file.suffix != ".pyc" and file.is_file())  # fmt: skip
        print(f"{label}: {size / 1000:.0f} kB on disk")


if __name__ == "__main__":
    main()
