"""What erasing costs: `python -m benchmarks.erasing STORE` (a copy of which is used).

In seconds of the clock and of processors, of: looking for the author with most messages, erasing
her, erasing one message, bringing the store to a new key, removing its oldest quarter, and an
import of 100,000 stored rows with and without a list of what must not come back.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from benchmarks.measuring import cpu
from sociallens import personal
from sociallens.importing.privacy import pseudonyms
from sociallens.personal import Request
from sociallens.schema import IMPORTED
from sociallens.store.manifest import open_store
from sociallens.store.scan import scan
from sociallens.store.write import compare, publish

NAME = "the author who wrote most"


def report(what: str, act: Callable[[], object]) -> None:
    wall, used = time.perf_counter(), cpu()
    act()
    print(f"{what:40} {time.perf_counter() - wall:6.1f} s {cpu() - used:6.1f} s CPU")


def prepared(path: Path) -> None:
    """Give the store a key of its own, and its busiest author a name that the key hides."""
    key = pseudonyms.keep_key(pseudonyms.new_key())
    assert key
    store = open_store(path)
    publish(path, replace(store.manifest, version=store.manifest.version + 1, key_id=key.id))


def main(source: Path) -> None:
    with TemporaryDirectory(dir=source.parent) as folder:
        os.environ["SOCIALLENS_HOME"] = f"{folder}/home"
        os.environ["SOCIALLENS_WORK"] = f"{folder}/work"
        path = Path(folder) / "store"
        shutil.copytree(source, path, ignore=shutil.ignore_patterns("serving", "search"))
        prepared(path)
        store = open_store(path)
        rows = scan(store.files()).collect()
        print(f"{rows.height:,} contributions in {len(store.manifest.segments)} months")
        threads = rows.filter(role="customer").group_by("conversation_id").len().sort("len")
        longest = str(threads["conversation_id"][-1])
        some = rows.select(IMPORTED).sample(min(100_000, rows.height), seed=1)
        report("an import of 100,000 rows, no list", lambda: compare(path, some))
        report("looking for a text", lambda: personal.preview(path, Request("text", "absent")))
        report("looking for an author", lambda: personal.preview(path, Request("author", NAME)))
        report(
            "erasing a conversation", lambda: personal.erase(path, Request("conversation", longest))
        )
        every_month = rows.group_by(pl.col("published_at").dt.truncate("1mo")).first()
        text = str(every_month["text"][0])
        report("erasing a text", lambda: personal.erase(path, Request("text", text)))
        key = pseudonyms.read_key()
        report("the same import, with a list", lambda: compare(path, some, key=key))
        report("a new key: every row is written anew", lambda: personal.rotate(path))
        times = rows["published_at"].drop_nulls()
        day = (times.min() + (times.max() - times.min()) / 4).date() + timedelta(days=0)  # type: ignore[operator,union-attr]
        report("removing the oldest quarter", lambda: personal.purge(path, {}, day))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
