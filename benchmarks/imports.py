"""What an import costs: `python -m benchmarks.imports FILE [STORE]`.

Imports a file twice into a new store: rows per second of wall and of processor time, and the most
memory that the processes took together. The second time nothing has changed.
"""

import os
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path

from sociallens.importing import import_files, limits


class Peak:
    """The most memory of this process and its children, in megabytes, while the block lasts."""

    def __enter__(self) -> "Peak":
        self.most, self.over = 0, threading.Event()
        self.watch = threading.Thread(target=self._watch)
        self.watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.watch.join()

    def _watch(self) -> None:
        while not self.over.wait(0.1):
            self.most = max(self.most, limits.resident(os.getpid()))


def main() -> None:
    file = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        store = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder, "store")
        for time_ in ("first", "again"):
            with Peak() as peak:
                began, used = time.perf_counter(), _processor()
                report = import_files([file], store)
                wall, processor = time.perf_counter() - began, _processor() - used
            print(
                f"{time_}: {report.read:,} rows, {report.unchanged:,} unchanged, {wall:.1f} s, "
                f"{report.read / wall:,.0f} rows/s, {processor:.1f} CPU s, "
                f"{report.read / processor:,.0f} rows/CPU s, {peak.most:,} MB"
            )


def _processor() -> float:
    each = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in each)


if __name__ == "__main__":
    main()
