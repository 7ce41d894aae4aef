"""A click to the last repaint in Chromium: our overview, and the same page in Dash, in one run.

`python -m benchmarks.peers.dash_page [--store FOLDER] [--python PYTHON] [--clicks 20]`. Dash is no
dependency: `PYTHON` is that of an environment with `dash` and `duckdb`. The two take turns, so
that what else the machine does falls on both. A merchant is chosen, then all again; both are told.
"""

import argparse
import os
import random
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import psutil
from playwright.sync_api import Page, ViewportSize

from benchmarks.speed import OBSERVE, chromium, cpu, line, median, p95
from sociallens import settings
from sociallens.store.manifest import open_store
from tests.reading import visit
from tests.serving import free_port, serve

WIDE = ViewportSize(width=1440, height=900)
# All stands still again, and something has moved.
STILL = """() => speed.last > speed.start && performance.now() - speed.last > 400
  && (document.querySelector('[data-test-script-state]')?.dataset.testScriptState ?? 'notRunning')
    === 'notRunning' && speed.last - speed.start"""
FACTS = """
    CREATE TABLE facts AS SELECT site, channel, topic, causes, sentiment, reply_observed,
      replied_at IS NOT NULL AS replied, date_trunc('month', published_at)::DATE AS month
    FROM read_parquet($files) WHERE role = 'customer' ORDER BY site, published_at
"""


@contextmanager
def dash(python: str, store: Path) -> Iterator[tuple[str, int]]:
    """The address of Dash with the same data, and its process."""
    with TemporaryDirectory() as folder:
        facts = Path(folder) / "facts.duckdb"
        with duckdb.connect(str(facts)) as database:
            database.execute(FACTS, {"files": [str(file) for file in open_store(store).files()]})
        port = free_port()
        script = Path(__file__).with_name("dash_app.py")
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        command = [python, str(script), str(facts), str(port)]
        running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(300):
                with suppress(OSError):
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                time.sleep(0.1)
            yield address, running.pid
        finally:
            running.terminate()
            running.wait()


def waited(page: Page, click: Callable[[], None]) -> float:
    """Milliseconds from a click to the last change of what is shown."""
    click()
    return float(page.wait_for_function(STILL, polling=50).json_value())


def ours(page: Page, address: str) -> Callable[[int], Callable[[], None]]:
    """Our overview, its menu of merchants open; gives what clicks on the merchant at a place."""
    visit(page, address, "overview", "v=1")
    page.locator("[data-filter=site] > summary").click()
    boxes = page.locator("[data-filter=site] .options input")
    boxes.first.wait_for()
    return lambda place: boxes.nth(place).click


def theirs(page: Page, address: str) -> Callable[[int], Callable[[], None]]:
    """The page in Dash; gives what clicks on the merchant at a place, or on all at -1."""
    page.goto(address)
    page.wait_for_selector("#topics .main-svg")
    choices = page.locator("#site input")
    return lambda place: choices.nth(place + 1).click


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=settings.DEMO_STORE)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--clicks", type=int, default=20)
    options = parser.parse_args()
    store, chance = options.store.absolute(), random.Random(1)
    waits: dict[str, list[float]] = {"SocialLens": [], "Dash": []}
    used = dict.fromkeys(waits, 0.0)
    print(f"{psutil.cpu_count()} cores, {psutil.cpu_percent(1.0):.0f} % of them busy before")
    with serve(SOCIALLENS_STORE=str(store)) as address, dash(options.python, store) as (peer, pid):
        (server,) = [each for each in psutil.Process().children() if each.pid != pid]
        servers = {"SocialLens": server, "Dash": psutil.Process(pid)}
        with chromium() as browser:
            pages = {name: browser.new_page(viewport=WIDE) for name in waits}
            choose = {"SocialLens": ours(pages["SocialLens"], address)}
            choose["Dash"] = theirs(pages["Dash"], peer)
            offered = pages["SocialLens"].locator("[data-filter=site] .options input").count()
            for page in pages.values():
                page.evaluate(OBSERVE)
                page.wait_for_timeout(1000)
            for _ in range(options.clicks):
                place = chance.randrange(min(offered, 40))
                for name, page in pages.items():
                    page.bring_to_front()
                    before = cpu(servers[name])
                    waits[name].append(waited(page, choose[name](place)))
                    again = place if name == "SocialLens" else -1  # a box is unticked
                    waits[name].append(waited(page, choose[name](again)))
                    used[name] += cpu(servers[name]) - before
    line("click to last repaint, overview", "median ms", "p95 ms", "server CPU ms")
    for name, took in waits.items():
        figures = (f"{median(took):.0f}", f"{p95(took):.0f}", f"{used[name] / len(took):.0f}")
        line(f"  {name}", *figures, target="p95 <= 400" if name == "SocialLens" else "")
    ratio = median(waits["SocialLens"]) / median(waits["Dash"])
    line("  ours to theirs", f"{ratio:.2f}", target="<= 1.0")
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
