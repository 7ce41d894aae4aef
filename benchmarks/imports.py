"""What an import costs: `python -m benchmarks.imports FILE [STORE] [--once]`.

Imports a file twice into a new store: rows per second of wall and of processor time, and the most
memory that the processes took together. The second time nothing has changed. The last line is what
was measured, as JSON.
"""

import argparse
import resource
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks.measuring import tell
from sociallens.importing import import_files, limits


class Peak:
    """The most memory of this process and its children, in megabytes, while the block lasts.

    Pages that several share count once: each as its part of them (Linux' "proportional set size").
    """

    def __enter__(self) -> "Peak":
        self.most, self.over = 0.0, threading.Event()
        self.watch = threading.Thread(target=self._watch)
        self.watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.watch.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self.over.wait(0.1):
            together = sum(map(_held, [own, *own.children(recursive=True)]))
            self.most = max(self.most, together / limits.MEGABYTE)


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:  # it has ended
        return 0


def main() -> None:
    """Import a file and tell what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports")
    parser.add_argument("file", type=Path)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--once", action="store_true", help="not a second time")
    asked = parser.parse_args()
    figures: dict[str, float | str] = {"bytes": asked.file.stat().st_size}
    with tempfile.TemporaryDirectory() as folder:
        store = asked.store or Path(folder, "store")
        for turn in ("first",) if asked.once else ("first", "again"):
            with Peak() as peak:
                began, used = time.perf_counter(), _processor()
                report = import_files([asked.file], store)
                wall, processor = time.perf_counter() - began, _processor() - used
            speed = report.read / wall
            print(
                f"{turn}: {report.read:,} rows, {report.unchanged:,} unchanged, {wall:.1f} s, "
                f"{speed:,.0f} rows/s, {processor:.1f} CPU s, "
                f"{report.read / processor:,.0f} rows/CPU s, {peak.most:,.0f} MB",
                flush=True,
            )
            told = {"wall": wall, "cpu": processor, "speed": speed, "memory": peak.most}
            figures |= {f"{turn}.{name}": value for name, value in told.items()}
        figures["rows"] = report.read
    tell(figures)


def _processor() -> float:
    each = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in each)


if __name__ == "__main__":
    main()
