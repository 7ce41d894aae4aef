"""How much memory exports take: fifty clients at once read the largest table of a large store.

    python -m benchmarks.exports [CLIENTS [CONTRIBUTIONS]]

The server is a process of its own; its memory is looked at ten times a second. Clients come from
as many addresses, as behind a proxy, so that the limit for all is met, and not only each one's.
"""

import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil

from tests import made
from tests.serving import serve

TABLE = "/export/conversations.csv?v=1&lang=en&period=all"
MIB = 1 << 20


def server() -> psutil.Process:
    """The process of the dashboard that this one started."""
    return next(child for child in psutil.Process().children() if "streamlit" in child.cmdline())


def read(address: str, client: int) -> tuple[int, int]:
    """The status that a client gets, and how many bytes."""
    asked = Request(address + TABLE, headers={"X-Forwarded-For": f"10.1.0.{client}"})
    size = 0
    try:
        with urlopen(asked, timeout=600) as answer:
            while piece := answer.read(1 << 16):
                size += len(piece)
            return answer.status, size
    except HTTPError as refused:
        return refused.code, len(refused.read())


def highest(process: psutil.Process, done: Event) -> int:
    """The most memory that a process has at any look at it."""
    most = 0
    while not done.wait(0.1):
        most = max(most, process.memory_info().rss)
    return most


def main(clients: int = 50, contributions: int = 200_000) -> None:
    with TemporaryDirectory() as folder:
        store = made.many(Path(folder) / "store", contributions)
        with serve(SOCIALLENS_STORE=str(store.path)) as address:
            urlopen(f"{address}/healthz", timeout=600).close()  # loads the store
            process, done = server(), Event()
            before = process.memory_info().rss
            with ThreadPoolExecutor(clients + 1) as pool:
                peak = pool.submit(highest, process, done)
                start = time.perf_counter()
                answers = list(pool.map(lambda client: read(address, client), range(clients)))
                seconds = time.perf_counter() - start
                done.set()
            most = peak.result()
    sizes = max(size for _, size in answers) / MIB
    print(f"{clients} clients, {contributions:,} contributions, files of {sizes:.0f} MiB")
    print(f"statuses: {dict(Counter(status for status, _ in answers))}, {seconds:.1f} s")
    print(f"memory: {before / MIB:.0f} MiB before, {most / MIB:.0f} at most")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
