"""What erasing costs: `python -m benchmarks.erasing STORE` (a copy of which is used).

In seconds of the clock and of processors, of: looking for an author and for a text, erasing the
longest conversation and a text, bringing the store to a new key, which writes every row anew and so
bounds any erasure, removing its oldest quarter, and what an import of 100,000 stored rows would
change, without and with a list of what must not come back.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import cpu
from sociallens import personal
from sociallens.importing.privacy import pseudonyms
from sociallens.personal import Request
from sociallens.schema import IMPORTED
from sociallens.store.manifest import open_store
from sociallens.store.scan import scan
from sociallens.store.write import compare, publish

NAME = "an author of a public platform"


def report(what: str, act: Callable[[], object]) -> None:
    wall, used = time.perf_counter(), cpu()
    act()
    print(f"{what:40} {time.perf_counter() - wall:6.1f} s {cpu() - used:6.1f} s CPU")


def prepared(path: Path) -> None:
    """Give the store a key of its own: it was made with one that is not here."""
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
        text = str(rows["text"].drop_nulls()[0])
        report("erasing a text", lambda: personal.erase(path, Request("text", text)))
        key = pseudonyms.read_key()
        report("the same import, with a list", lambda: compare(path, some, key=key))
        report("a new key: every row is written anew", lambda: personal.rotate(path))
        days = rows["published_at"].drop_nulls().dt.date().sort()
        day = days[len(days) // 4]
        report("removing the oldest quarter", lambda: personal.purge(path, {}, day))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
