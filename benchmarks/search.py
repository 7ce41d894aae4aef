"""What a search costs in a store, and what its indexes do: `python -m benchmarks.search STORE`.

The store is not changed: indexes are built beside links to its files. CPU seconds stand beside
those on the clock; on a busy machine only the first tell anything. The last line is what was
measured, as JSON.
"""

import os
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.measuring import tell
from sociallens.search.building import prepare
from sociallens.search.files import FOLDER
from sociallens.search.hits import Hits
from sociallens.settings import CURRENT
from sociallens.store.manifest import MANIFESTS, SEGMENTS, Store, open_store

# They are more than the answers that are kept: in the next round each is worked out again.
WORDS = {
    "absent": "zorglub",
    "rare": "bayonne",
    "common": "colis",
    "most": "la",
    "phrase": '"numéro de commande"',
    "two": "remboursement colis",
    "without": "-livraison",
    "beginning": "rembours*",
}
ROUNDS = 5


class Took(NamedTuple):
    """Seconds of this process, and on the clock."""

    cpu: float
    clock: float


def main(path: Path) -> None:
    """Build the indexes of a store, search in it, and print what that took."""
    with TemporaryDirectory(dir=path.parent) as folder:
        linked = Path(folder) / "store"
        for part in (MANIFESTS, SEGMENTS):
            shutil.copytree(path / part, linked / part, copy_function=os.link)
        shutil.copy(path / CURRENT, linked)
        store = open_store(linked)
        tell(_build(store) | _search(store))


def _build(store: Store) -> dict[str, float | str]:
    million = sum(segment.rows for segment in store.manifest.segments) / 1e6
    took = _timed(lambda: prepare(store.path, least=0))
    size = sum(file.stat().st_size for file in (store.path / FOLDER).iterdir()) / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"{million:.2f} million rows in {len(store.manifest.segments)} segments")
    print(f"a million rows: {took.cpu / million:.1f} CPU-seconds, {size / million:.0f} MB on disk")
    print(f"{took.clock:.0f} s on the clock, {most:.0f} MB of memory at most")
    return {"build.cpu": took.cpu / million, "build.mb": size / million, "build.memory": most}


def _search(store: Store) -> dict[str, float | str]:
    segments = dict(enumerate(store.manifest.segments))
    hits = Hits(store.path, at_once=0)
    opened = _timed(lambda: hits.find("x", segments))
    print(f"opened and verified: {opened.cpu * 1e3:.0f} CPU-ms, {opened.clock * 1e3:.0f} ms")
    rounds = [
        {words: _timed(lambda words=words: hits.find(words, segments)) for words in WORDS.values()}  # type: ignore[misc]
        for _ in range(ROUNDS)
    ]
    figures: dict[str, float | str] = {}
    for kind, words in WORDS.items():
        best = min(each[words] for each in rounds)
        found = hits.find(words, segments).num_rows
        print(f"{words:22}{found:>12,}{best.cpu * 1e3:9.1f} CPU-ms{best.clock * 1e3:9.1f} ms")
        figures |= {
            f"{kind}.hits": found,
            f"{kind}.cpu": best.cpu * 1e3,
            f"{kind}.wall": best.clock * 1e3,
        }
    return figures


def _timed(work: Callable[[], object]) -> Took:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.process_time() - cpu, time.perf_counter() - clock)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
