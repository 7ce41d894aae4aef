"""A store in the browser as a series of pictures with their times.

`python -m benchmarks.recording STORE FOLDER`. A new server, its first page, every page, narrowed,
searched, a table saved; then a phone and the dark scheme. `FOLDER/times.txt` tells for each picture
the seconds from the reader's act until the page is whole, and the memory of the server.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from playwright.sync_api import Browser, Page

from benchmarks.exports import server
from benchmarks.measuring import MIB
from sociallens.ui.pages import PAGES
from tests import programs
from tests.pictures import PHONE, WIDE
from tests.reading import PATIENCE, card, mark, takeaway, visit, whole
from tests.serving import serve

Act = Callable[[Page], object]


class Recording:
    """Pictures in a folder, numbered, and what they took."""

    def __init__(self, folder: Path, process: psutil.Process) -> None:
        self.folder, self.process = folder, process
        self.lines: list[str] = []

    def take(self, page: Page, what: str, act: Act, since: float | None = None) -> None:
        """A picture of the page after an act; timed from the act, or from an earlier moment."""
        start = since or time.perf_counter()
        act(page)
        took, memory = time.perf_counter() - start, self.process.memory_info().rss / MIB
        name = f"{len(self.lines) + 1:02}-{what}.png"
        page.screenshot(path=self.folder / name)
        self.lines.append(f"{name:<34}{took:>8.2f} s{memory:>8.0f} MiB")
        print(self.lines[-1], flush=True)


def opened(browser: Browser, size: tuple[int, int] = WIDE, scheme: str = "light") -> Page:
    """A new reader's page."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="fr-FR",
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def narrow(page: Page) -> None:
    """Narrow to the first merchant in the chart."""
    mark(page, "merchants").click()
    page.wait_for_function("() => location.search.includes('site=')")
    whole(page)


def save(page: Page) -> None:
    """Save the table of merchants."""
    with page.expect_download() as saved:
        takeaway(card(page, "merchants-table")).get_by_text("CSV").first.click()
    saved.value.path()


def main() -> None:
    """Start a server on a store and record a reader."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recording")
    parser.add_argument("store", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", default="livraison retard")
    asked = parser.parse_args()
    path = programs.browser()
    if path is None:
        sys.exit("no Chromium or Chrome: run python -m tests.programs")
    asked.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home, programs.chromium(path) as browser:
        start = time.perf_counter()
        with serve(SOCIALLENS_STORE=str(asked.store.absolute()), SOCIALLENS_HOME=home) as address:
            recording, page = Recording(asked.folder, server()), opened(browser)

            def go(name: str, query: str = "v=1&lang=fr") -> Act:
                return lambda page: visit(page, address, name, query)

            recording.take(page, "started", go("overview"), since=start)
            for each in PAGES:
                if each.listed:
                    recording.take(page, each.name, go(each.name))
            everything = "v=1&lang=fr&period=all"
            recording.take(page, "all-time", go("overview", everything))
            recording.take(page, "merchants-all", go("merchants", everything))
            recording.take(page, "narrowed", narrow)
            searched = f"{everything}&q={asked.words.replace(' ', '+')}"
            recording.take(page, "searched", go("conversations", searched))
            go("merchants", everything)(page)
            recording.take(page, "saved", save)
            for scheme in ("light", "dark"):
                small = opened(browser, PHONE, scheme)
                recording.take(small, f"phone-{scheme}", go("merchants", everything))
            dark = opened(browser, scheme="dark")
            recording.take(dark, "dark", go("overview", everything))
            (asked.folder / "times.txt").write_text("\n".join(recording.lines) + "\n")


if __name__ == "__main__":
    main()
