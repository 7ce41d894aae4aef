"""The programs of others that tests drive: a browser and a spreadsheet program.

Tests only look for them; `python -m tests.programs`, which `make test` runs first, installs
what is missing as far as it can.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DOWNLOADS = Path(__file__).with_name(".browser")
MAC = "/Applications/{0}.app/Contents/MacOS/{0}"
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    MAC.format("Google Chrome"),
    MAC.format("Chromium"),
)
DOWNLOADED = ("chrome", "chrome-headless-shell", "headless_shell", "Chromium")
SPREADSHEETS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
# No background traffic: what the app itself asks for is all that the network sees.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
IN_CI = os.environ.get("CI") == "true"


@cache
def browser() -> Path | None:
    """A Chromium or Chrome that starts: `SOCIALLENS_BROWSER`, an installed one, or our download."""
    if named := os.environ.get("SOCIALLENS_BROWSER"):
        return _working([named])
    downloads = (path for name in DOWNLOADED for path in sorted(DOWNLOADS.rglob(name)))
    return _working([*BROWSERS, *map(str, downloads)])


@cache
def spreadsheet() -> Path | None:
    """LibreOffice, if it is installed and starts."""
    return _working(SPREADSHEETS)


@contextmanager
def chromium(path: Path) -> Iterator[Browser]:
    """A headless browser of its own, until the block ends."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


def _working(candidates: Iterable[str]) -> Path | None:
    paths = (Path(found) for name in candidates if (found := shutil.which(name)))
    # Some are only stubs that name a package, others lack a library: try.
    return next((path for path in paths if _ran([str(path), "--version"], 60)), None)


def _ran(command: list[str], seconds: int) -> bool:
    environment = os.environ | {
        "PLAYWRIGHT_BROWSERS_PATH": str(DOWNLOADS),
        "DEBIAN_FRONTEND": "noninteractive",
    }
    try:
        done = subprocess.run(command, env=environment, timeout=seconds, capture_output=True)
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


def _download() -> bool:
    return _ran([sys.executable, "-m", "playwright", "install", "chromium"], 300)


def _package(name: str) -> bool:
    if not shutil.which("apt-get"):
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    install = [*root, "apt-get", "install", "--yes", "--no-install-recommends", name]
    return _ran(install, 600) or (_ran([*root, "apt-get", "update"], 120) and _ran(install, 600))


def _provide(name: str, find: Callable[[], Path | None], *ways: Callable[[], bool]) -> None:
    for way in ways:
        if find():
            break
        print(f"{name}: not found, installing...", flush=True)
        way()
        find.cache_clear()  # type: ignore[attr-defined]
    print(f"{name}: {find() or 'none: its tests are skipped, in CI they fail'}", flush=True)


def main() -> None:
    """Install the programs that are missing, as far as this machine lets us."""
    _provide("browser", browser, _download, lambda: _package("chromium"))
    office = [lambda: _package("libreoffice-calc")] if IN_CI or os.geteuid() == 0 else []
    _provide("spreadsheet program", spreadsheet, *office)


if __name__ == "__main__":
    main()
