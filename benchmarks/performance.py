"""docs/performance.md: what was measured, beside what is promised."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from sociallens.settings import ROOT

PAGE = ROOT / "docs" / "performance.md"
VIEWS = {"S1": "one month, one merchant", "S2": "a year, all merchants", "S3": "everything"}
Figures = Mapping[str, float | str]


@dataclass(frozen=True)
class Measured:
    """What a part gave of a store."""

    part: str
    rows: int
    figures: Figures
    at: str  # ISO time, UTC
    machine: str
    before: float  # share of the processors that other work took, before and meanwhile
    during: float
    quiet: bool
    version: str  # the commit


@dataclass(frozen=True)
class Target:
    """A figure that is promised: at most, or at least, so much of a part's figures."""

    words: str
    part: str
    rows: int
    figure: str  # a name, or two with `/` between them
    limit: float
    unit: str
    least: bool = False


M1, M10, M34 = 1_000_000, 10_000_000, 34_000_000  # the last is a CSV of 10 GB
FORMS = ("csv", "parquet", "arrow")
EXPORTED = (("time", "wall", 6, "s"), ("first byte", "first", 0.5, "s"),
            ("memory", "more", 150, "MiB"))  # fmt: skip
IMPORTED = (("in a second", "first.speed", 100_000, "rows", True),
            ("memory of all processes", "first.memory", 1500, "MB", False))  # fmt: skip
TARGETS = (
    Target("ten tables, S1", "peers", M10, "product.S1.wall", 25, "ms"),
    Target("ten tables, S2", "peers", M10, "product.S2.wall", 35, "ms"),
    Target("ten tables, S3", "peers", M10, "product.S3.wall", 60, "ms"),
    Target("against Parquet, S3", "peers", M10, "parquet.S3.wall/product.S3.wall", 100, "×", True),
    Target("against the kernel, processor time, S3", "peers", M10,
           "product.S3.cpu/kernel.S3.cpu", 4, "×"),
    Target("server, start until it is ready", "starting", M10, "ready", 2.5, "s"),
    Target("server, memory", "starting", M10, "memory", 700, "MiB"),
    *(
        Target(f"export of a million, {form}, {what}", "exports", rows, f"{form}.{of}", most, unit)
        for rows, form, (what, of, most, unit) in product((M1, M10), FORMS, EXPORTED)
    ),
    Target("search, a rare word", "search", M10, "rare.wall", 20, "ms"),
    Target("search, a common word", "search", M10, "common.wall", 60, "ms"),
    Target("search, a phrase", "search", M10, "phrase.wall", 100, "ms"),
    Target("50 sessions, median wait", "load", M10, "p50", 120, "ms"),
    Target("50 sessions, 95 of 100 waits", "load", M10, "p95", 500, "ms"),
    Target("50 sessions, errors", "load", M10, "errors", 0, ""),
    *(
        Target(f"a page nobody has seen, against Superset, {view}", "superset", M10,
               f"superset.{view}.wall/ours.{view}.wall", least, "×", True)
        for view, least in (("S1", 10), ("S2", 25), ("S3", 40))
    ),
    *(
        Target(f"import of labelled rows, {what}", "imports", rows, figure, limit, unit, least)
        for rows in (M1, M34)
        for what, figure, limit, unit, least in IMPORTED
    ),
    Target("import of the same rows again, quicker by", "imports", M1, "first.cpu/again.cpu", 5,
           "×", True),
    Target("cached overview, processor time", "load", M10, "cached.before", 40, "ms"),
    Target("the same after the load", "load", M10, "cached.after", 40, "ms"),
)  # fmt: skip


def write(measured: Sequence[Measured]) -> None:
    """Write the page."""
    PAGE.write_text(page(measured), encoding="utf-8")


def page(measured: Sequence[Measured]) -> str:
    """The page's text."""
    by = {(each.part, each.rows): each for each in measured}
    parts = (_peers, _pages, _exports, _runs)
    blocks = [INTRODUCTION, *_targets(by), *(line for part in parts for line in part(measured))]
    return "\n".join([*blocks, ""])


INTRODUCTION = """# Performance

Written by `python -m benchmarks.scale --write` from `benchmarks/measured/`: no figure is typed by
hand. Stores are made up (`python -m benchmarks.made_up`): 500 merchants, three years. Time is that
of the clock; beside it stands processor time, which other work on a machine stretches less. Of a
run while the machine was busy with other work the table of runs says *noisy*: take its processor
time.
"""


def _targets(by: Mapping[tuple[str, int], Measured]) -> Iterator[str]:
    yield "## What is promised\n"
    yield "| what | rows | target | measured | |"
    yield "|---|---|---|---|---|"
    for target in TARGETS:
        run = by.get((target.part, target.rows))
        found = _figure(run.figures, target.figure) if run else None
        sign = "≥" if target.least else "≤"
        if run is None or found is None:
            said, held = "not measured", ""
        else:
            said = f"{_number(found)} {target.unit}"
            is_met = found >= target.limit if target.least else found <= target.limit
            held = ("met" if is_met else "missed") + ("" if run.quiet else ", noisy")
        limit = f"{sign} {_number(target.limit)} {target.unit}"
        yield f"| {target.words} | {_rows(target.rows)} | {limit} | {said} | {held} |"
    yield ""


def _peers(measured: Sequence[Measured]) -> Iterator[str]:
    yield "## Ten tables of a page, beside others\n"
    yield (
        "Milliseconds of the clock, and of processors. Nothing comes from a cache of answers."
        " Others count messages and negative ones by the dimensions of each table; the product"
        " gives rates, intervals and times to reply too. The kernel is a compiled loop over seven"
        " bytes a row.\n"
    )
    peers = ("product", "parquet", "pandas", "kernel")
    yield f"| rows | view | {' | '.join(peers)} |"
    yield f"|---|---|{'---|' * len(peers)}"
    absent = dict[str, float | str]()
    for run in (each for each in measured if each.part == "peers"):
        for view, words in VIEWS.items():
            cells = []
            for peer in peers:
                absent |= (
                    {peer: run.figures[f"{peer}.absent"]} if f"{peer}.absent" in run.figures else {}
                )
                cells.append(_took(run.figures, f"{peer}.{view}"))
            yield f"| {_rows(run.rows)} | {view}, {words} | {' | '.join(cells)} |"
    yield from ("", *(f"`{peer}`: {why}." for peer, why in absent.items()))


def _pages(measured: Sequence[Measured]) -> Iterator[str]:
    yield "## A page that nobody has seen, beside Apache Superset\n"
    yield (
        "Milliseconds of the clock until all is there, and of the server's processors: our overview"
        " over its WebSocket, and ten charts in Superset over a native DuckDB file, all asked for"
        " at once.\n"
    )
    yield "| rows | view | product | Superset |"
    yield "|---|---|---|---|"
    for run in (each for each in measured if each.part == "superset"):
        for view, words in VIEWS.items():
            cells = [_took(run.figures, f"{side}.{view}") for side in ("ours", "superset")]
            yield f"| {_rows(run.rows)} | {view}, {words} | {' | '.join(cells)} |"
    yield ""


def _exports(measured: Sequence[Measured]) -> Iterator[str]:
    yield "## Exports of a million contributions\n"
    yield "| of a store of | form | seconds | processor | first byte | memory more | file |"
    yield "|---|---|---|---|---|---|---|"
    for run in (each for each in measured if each.part == "exports"):
        for form in dict.fromkeys(name.split(".")[0] for name in run.figures):
            names = ("wall", "cpu", "first", "more", "mb")
            values = (_number(run.figures[f"{form}.{name}"]) for name in names)
            wall, used, first, more, size = values
            yield (
                f"| {_rows(run.rows)} rows | {form} | {wall} | {used} | {first} s"
                f" | {more} MiB | {size} MB |"
            )
    yield ""


def _runs(measured: Sequence[Measured]) -> Iterator[str]:
    yield "## Runs\n"
    yield "| part | rows | when (UTC) | other work before, meanwhile | | commit | machine |"
    yield "|---|---|---|---|---|---|---|"
    for run in measured:
        busy = f"{run.before:.0%}, {run.during:.0%} | {'quiet' if run.quiet else 'noisy'}"
        yield (
            f"| {run.part} | {_rows(run.rows)} | {run.at[:16]} | {busy} | {run.version}"
            f" | {run.machine} |"
        )


def _figure(figures: Figures, name: str) -> float | None:
    values = [figures.get(each) for each in name.split("/")]
    if any(not isinstance(value, int | float) for value in values):
        return None
    first, *others = (float(value) for value in values if not isinstance(value, str | None))
    return first / others[0] if others else first


def _took(figures: Figures, name: str) -> str:
    """Time of the clock, and of processors; a dash where it was not measured."""
    wall, used = (figures.get(f"{name}.{of}") for of in ("wall", "cpu"))
    return "–" if wall is None or used is None else f"{_number(wall)} ({_number(used)})"


def _number(value: Any) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _rows(rows: int) -> str:
    return f"{rows / 1e6:g} M"
