"""How long an export of a million contributions takes, and how much more memory.

    python -m benchmarks.export_speed STORE [FORM...]

Of the latest months that hold so many, whatever else the store holds. The last line is what was
measured, as JSON: seconds, MiB, and MB of the file.
"""

import argparse
import time
from pathlib import Path

from benchmarks.measuring import cpu, tell, watched
from sociallens import damage, tables
from sociallens.access import LOCAL, UNLIMITED
from sociallens.dimensions import DIMENSIONS
from sociallens.engine import Engine, load
from sociallens.export import stream
from sociallens.link import View
from sociallens.selection import Period, Selection

ROWS = 1_000_000
FORMS = ("csv", "parquet", "arrow")


def latest(engine: Engine) -> Selection:
    """The months, from the latest back, that hold so many; all where there are fewer."""
    months = engine.counts(["contributions"], [DIMENSIONS["month"]], Selection(), UNLIMITED)
    held = 0
    for month, rows in reversed(months.drop_nulls().rows()):
        held += rows
        if held >= ROWS:
            return Selection(Period(month))
    return Selection()


def main() -> None:
    """Export the latest rows of a store, and tell what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.export_speed")
    parser.add_argument("store", type=Path)
    parser.add_argument("forms", nargs="*", default=list(FORMS))
    asked = parser.parse_args()
    engine = load(asked.store)
    view = View(latest(engine), "en")
    figures: dict[str, float | str] = {}
    for form in asked.forms:
        pieces = damage.steady(engine, stream(engine, tables.CONVERSATIONS, view, LOCAL, form))
        with watched() as memory:
            start, used = time.perf_counter(), cpu()
            size = len(next(pieces))
            first = time.perf_counter() - start
            size += sum(map(len, pieces))
            figures[f"{form}.wall"] = time.perf_counter() - start
            figures[f"{form}.cpu"] = cpu() - used
        figures |= {
            f"{form}.first": first,
            f"{form}.mb": size / 1e6,
            f"{form}.more": memory.more,
        }
    tell(figures)


if __name__ == "__main__":
    main()
