"""What a reader waits for, and what it costs the server.

`python -m benchmarks.speed [PART...] [PAGE...] [--store FOLDER] [--sessions 1]`. Parts: `clicks`,
`load`, `engine`, `import`; all of them without one. Clicks are made on the pages named, or on all,
in an order drawn by chance, beside so many other sessions at work. On the embedded data or on a
store, in Chromium, on this machine as it is now, whose load is told: compare figures of one run, on
an idle machine. The server's CPU for a click is that of the others too where there are any.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import polars as pl
import psutil
from playwright.sync_api import Browser, CDPSession, Locator, Page

from benchmarks import load as crowd
from sociallens import settings, tables
from sociallens.access import UNLIMITED
from sociallens.answers import work_out
from sociallens.engine import known
from sociallens.engine import load as opened
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.selection import Selection
from sociallens.store.manifest import open_store
from sociallens.store.write import commit, create
from tests import made, programs
from tests.audit import received
from tests.reading import card, visit
from tests.serving import serve

PAGES = ("overview", "channels", "topics", "customer_service", "merchants", "conversations", "todo")
# What narrows by its marks on a page: the first chart of a dimension.
CHARTS = {"overview": "channels", "channels": "channels", "topics": "topics",
          "customer_service": "causes", "merchants": "merchants"}  # fmt: skip
CLICKS, LOADS, ASKED = 12, 5, 7
THINK = 4.0  # seconds between the clicks of the other sessions
SEED = 1
MANY, IMPORTED = 1_000_000, 100_000

# Every change of the page's main part moves `last` to the frame that shows it.
OBSERVE = """() => {
  window.speed = {};
  const main = () => document.querySelector('[data-testid="stMain"], main');
  new MutationObserver(changes => {
    if (changes.some(change => main()?.contains(change.target)))
      requestAnimationFrame(() => { speed.last = performance.now(); });
  }).observe(document.body,
    {subtree: true, childList: true, attributes: true, characterData: true});
  document.addEventListener('click', () => {
    speed.start = speed.last = performance.now();
    speed.address = location.search;
  }, true);
}"""
# The address tells the new view, the script is over, and nothing has moved for a while.
REPAINTED = """() => location.search !== speed.address
  && document.querySelector('[data-test-script-state="notRunning"]')
  && performance.now() - speed.last > 300
  && {milliseconds: speed.last - speed.start}"""
# Notes when the headline numbers and when all charts can be seen, from the start of navigation.
WATCH = """window.seen = {};
addEventListener('DOMContentLoaded', () => new MutationObserver(() => requestAnimationFrame(() => {
  const value = document.querySelector('[data-figure] .value');
  const charts = [...document.querySelectorAll('.plot > [role="img"]')];
  const over = document.querySelector('[data-test-script-state="notRunning"]');
  if (value?.innerText.trim()) seen.numbers ??= performance.now();
  if (over && charts.length && charts.every(chart => chart.dataset.drawn))
    seen.charts ??= performance.now();
})).observe(document.body, {subtree: true, childList: true, attributes: true}));"""


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def line(what: str, *figures: str, target: str = "") -> None:
    cells = "".join(f"{figure:>16}" for figure in figures)
    print(f"{what:<34}{cells}    {target}".rstrip(), flush=True)


@contextmanager
def chromium() -> Iterator[Browser]:
    path = programs.browser()
    if path is None:
        sys.exit("no Chromium or Chrome: run python -m tests.programs")
    with programs.chromium(path) as running:
        yield running


def cpu(server: psutil.Process) -> float:
    """Milliseconds of processor time that the server has used."""
    used = server.cpu_times()
    return float(used.user + used.system) * 1000


@dataclass
class Took:
    """What clicks took: milliseconds to the last repaint, messages, the server's time for each."""

    waits: list[float]
    messages: float
    used: float


def click(page: Page, server: psutil.Process, arrived: list[int], marks: list[Locator]) -> Took:
    """Click these one after the other, each once the page stands still again.

    `arrived`: the sizes of messages that have come so far.
    """
    waits, before, already = [], cpu(server), len(arrived)
    for mark in marks:
        mark.scroll_into_view_if_needed()
        mark.click()
        repainted = page.wait_for_function(REPAINTED, polling=50).json_value()
        waits.append(float(repainted["milliseconds"]))
    messages = (len(arrived) - already) / len(marks)
    return Took(waits, messages, (cpu(server) - before) / len(marks))


def tell(what: str, took: Took) -> None:
    figures = (f"{median(took.waits):.0f}", f"{p95(took.waits):.0f}", f"{took.used:.0f}")
    target = "<= 300 (median), <= 60 (CPU)"
    line(what, *figures, f"{took.messages:.0f}", target=target)


def values(page: Page) -> list[Locator]:
    """The merchants in the bar's filter, which it opens."""
    page.locator("[data-filter=site] > summary").click()
    boxes = page.locator("[data-filter=site] .options input")
    boxes.first.wait_for()
    return [boxes.nth(place) for place in range(min(CLICKS, boxes.count()))]


@contextmanager
def beside(address: str, sessions: int) -> Iterator[None]:
    """So many other sessions at work until the block ends."""
    pool = crowd.views(known(opened(settings.shown_store()), UNLIMITED), random.Random(SEED))
    over = asyncio.Event()

    async def all_of_them() -> None:
        told = crowd.Round()
        working = [
            asyncio.create_task(crowd.reader(address, "", pool, seed, THINK, float("inf"), told))
            for seed in range(sessions)
        ]
        await over.wait()
        for each in working:
            each.cancel()
        await asyncio.gather(*working, return_exceptions=True)

    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_until_complete, args=(all_of_them(),))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()


def clicks(pages: Sequence[str] = PAGES, sessions: int = 1) -> None:
    """Narrow in the bar and by a chart's marks: views that are new, then the same seen before.

    Each time in another order. A box of the bar is ticked and unticked again, so that a view is
    one merchant's whatever was clicked before; to untick it is to come back to what was seen.
    """
    chance = random.Random(SEED)
    line("click, whole page repainted", "median ms", "p95 ms", "server CPU ms", "messages")
    with (
        serve() as address,
        chromium() as browser,
        beside(address, sessions - 1),
    ):
        (server,) = psutil.Process().children()[:1]
        for name in pages:
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            arrived = received(page)
            visit(page, address, name)
            line(f"  {name}, opened", "", "", "", str(len(arrived)), target="<= 45 messages")
            page.evaluate(OBSERVE)
            if name in CHARTS:
                marks = card(page, CHARTS[name]).locator(".ranked .mark").all()[:CLICKS]
                for kind in ("new view", "seen before"):
                    chance.shuffle(marks)
                    tell(f"  {name}, mark, {kind}", click(page, server, arrived, marks))
            boxes = values(page)
            for kind in ("new view", "seen before"):
                chance.shuffle(boxes)
                ticked = [click(page, server, arrived, [box, box]) for box in boxes]
                tell(f"  {name}, bar, {kind}", _every(ticked, 0))
            tell(f"  {name}, bar, unticked", _every(ticked, 1))
            page.context.close()


def _every(ticked: Sequence[Took], place: int) -> Took:
    """What the clicks at a place of each pair took together."""
    waits = [took.waits[place] for took in ticked]
    messages, used = (
        statistics.mean(getattr(took, name) for took in ticked) for name in ("messages", "used")
    )
    return Took(waits, messages, used)


def record(wire: CDPSession, event: str) -> list[dict[str, float]]:
    """What the browser tells of an event, as it comes."""
    told: list[dict[str, float]] = []
    wire.on(event, lambda data: told.append(data))
    return told


def load() -> None:
    """The overview in a browser that was just started."""
    heavy, numbers, charts = [], [], []
    with serve() as address:
        for _ in range(LOADS + 1):
            with chromium() as browser:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.add_init_script(WATCH)
                wire = page.context.new_cdp_session(page)
                wire.send("Network.enable")
                arrived = record(wire, "Network.loadingFinished")
                page.goto(address)
                page.wait_for_function("() => window.seen?.charts")
                page.wait_for_load_state("networkidle")
                seen = page.evaluate("seen")
                heavy.append(sum(told["encodedDataLength"] for told in arrived) / 1e6)
                numbers.append(seen["numbers"] / 1000)
                charts.append(seen["charts"] / 1000)
    # The first load also warms the server up.
    line("first load, cold browser", "median", "worst", "on a new server")
    for what, values, unit, target in (
        ("  over the wire", heavy, "MB", "< 2.6 MB"),
        ("  numbers visible", numbers, "s", "<= 1.5 s"),
        ("  charts visible", charts, "s", "<= 3 s"),
    ):
        figures = [f"{v:.2f} {unit}" for v in (median(values[1:]), max(values[1:]), values[0])]
        line(what, *figures, target=target)


def milliseconds(ask: Callable[[], object]) -> float:
    took = []
    for _ in range(ASKED):
        start = time.perf_counter()
        ask()
        took.append((time.perf_counter() - start) * 1000)
    return median(took)


def many(folder: Path) -> Path:
    """A store of a million contributions: fifty times the same ones under other ids."""
    drawn = made.contributions(made.random_rows(MANY // 50))
    copies = []
    for copy in range(50):
        identity = pl.format("{}-{}", pl.lit(copy), pl.col("id"))
        copies.append(drawn.with_columns(id=identity, conversation_id=identity))
    create(folder)
    commit(folder, pl.concat(copies), made.record(rows=MANY), classifier="made")
    return folder


def engine() -> None:
    """Every table without any cache, over everything."""
    with TemporaryDirectory() as folder:
        own = settings.shown_store()
        stores = {own.name: own, "1,000,000 rows": many(Path(folder) / "many")}
        start = time.perf_counter()
        engines = [DuckDBEngine(open_store(path)) for path in stores.values()]
        loaded = time.perf_counter() - start
        line("engine, ms a table, uncached", *stores)
        for name, table in tables.TABLES.items():
            took = [
                milliseconds(lambda: work_out(asked, table, Selection(), UNLIMITED))  # noqa: B023
                for asked in engines
            ]
            line(f"  {name}", *(f"{ms:.1f}" for ms in took))
        line("  both loaded in", f"{loaded:.1f} s")


def importing() -> None:
    """A CSV of the template's columns, with the texts of the embedded data, through the command."""
    with TemporaryDirectory() as folder:
        source, store = Path(folder) / "export.csv", Path(folder) / "store"
        columns = ["site", "channel", "published_at", "author", "text"]
        rows = pl.read_parquet(open_store(settings.DEMO_STORE).files(), columns=columns)
        rows = rows.filter(pl.col("text").is_not_null(), pl.col("published_at").is_not_null())
        rows = pl.concat([rows] * -(-IMPORTED // rows.height)).head(IMPORTED)
        rows.with_row_index("id").write_csv(source)
        program = Path(sys.executable).with_name("sociallens")
        command = [str(program), "import", str(source), "--store", str(store)]
        start = time.perf_counter()
        environment = os.environ | {"SOCIALLENS_HOME": folder}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        took = time.perf_counter() - start
        if done.returncode:
            sys.exit(done.stderr)
        kept = sum(segment.rows for segment in open_store(store).manifest.segments)
        line("import through the command", "rows", "seconds", "rows/s")
        line("  template CSV", f"{kept:,}", f"{took:.1f}", f"{IMPORTED / took:,.0f}")


PARTS: dict[str, Callable[[], None]] = {
    "clicks": clicks,
    "load": load,
    "engine": engine,
    "import": importing,
}


def main() -> None:
    """Measure the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wanted", nargs="*", metavar="PART or PAGE")
    parser.add_argument("--store", type=Path, default=settings.DEMO_STORE)
    parser.add_argument("--sessions", type=int, default=1, help="at work while clicks are made")
    options = parser.parse_args()
    if unknown := {*options.wanted} - {*PARTS, *PAGES}:
        parser.error(f"no part or page: {', '.join(sorted(unknown))}")
    # This store, whatever the reader's own settings say.
    os.environ["SOCIALLENS_STORE"] = str(options.store.absolute())
    busy = psutil.cpu_percent(1.0)
    print(f"{psutil.cpu_count()} cores, {busy:.0f} % of them busy with other things before")
    print(f"load {os.getloadavg()[0]:.1f}")
    pages = [name for name in options.wanted if name in PAGES]
    parts = [name for name in options.wanted if name in PARTS]
    for part in parts or (["clicks"] if pages else PARTS):
        if part == "clicks":
            clicks(pages or PAGES, options.sessions)
        else:
            PARTS[part]()
        print(f"load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
