"""How long a server takes to be ready, and what it holds: `python -m benchmarks.starting STORE`.

Ready: the store is loaded and an export of its headline is there. Seconds, and MiB. The last line
is what was measured, as JSON.
"""

import argparse
import time
from pathlib import Path
from urllib.request import urlopen

import psutil

from benchmarks.exports import server
from benchmarks.measuring import MIB, tell
from tests.serving import serve


def main() -> None:
    """Start a server on a store, and tell what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starting")
    parser.add_argument("store", type=Path)
    asked = parser.parse_args()
    start = time.perf_counter()
    with serve(SOCIALLENS_STORE=str(asked.store)) as address:
        urlopen(f"{address}/export/summary.csv?v=1&period=all", timeout=600).close()
        ready = time.perf_counter() - start
        process: psutil.Process = server()
        used = process.cpu_times()
        tell({
            "ready": ready,
            "cpu": used.user + used.system,
            "memory": process.memory_info().rss / MIB,
        })  # fmt: skip


if __name__ == "__main__":
    main()
