"""What all tests share: folders of their own, a browser, a server, a spreadsheet program."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests import programs
from tests.serving import ROOT, serve

# The files that take longest; after them, those with a browser.
LONGEST = {
    "test_accessible.py",
    "test_findings_judging.py",
    "test_import_random.py",
    "test_import_sandbox.py",
    "test_relabel.py",
}
# A busy machine is no reason to fail.
settings.register_profile(
    "patient", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    # Before anything of ours is imported: no test may touch the user's store, key or language.
    own = TemporaryDirectory(prefix="sociallens-tests-")
    config.add_cleanup(own.cleanup)
    os.environ |= {
        "SOCIALLENS_DATA": f"{own.name}/data",
        "SOCIALLENS_HOME": f"{own.name}/home",
        "SOCIALLENS_LANG": "fr",
    }
    os.environ.pop("SOCIALLENS_STORE", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    long = set()
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            long.add(item.path)
    # So that no process waits at the end for a long file that the other began late.
    items.sort(key=lambda item: (item.path.name not in LONGEST, item.path not in long))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium or Chrome; a test opens pages in a new context of it."""
    path = programs.browser() or _missing("no Chromium or Chrome on this machine")
    with programs.chromium(path) as running:
        yield running


@pytest.fixture(scope="module")
def served() -> Iterator[Callable[..., str]]:
    """`served(SOCIALLENS_STORE=...)` starts a server and gives its address; one per call."""
    with ExitStack() as servers:
        yield lambda **environment: servers.enter_context(serve(**environment))


@pytest.fixture(scope="module")
def server(served: Callable[..., str], store: Path) -> str:
    """The address of a dashboard of the module's own `store`."""
    return served(SOCIALLENS_STORE=str(store))


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    """The address of a dashboard of the demo data, one for all tests that only read it."""
    with serve(SOCIALLENS_STORE=str(ROOT / "data" / "demo")) as address:
        yield address


@pytest.fixture(scope="session")
def soffice() -> Path:
    """LibreOffice's command."""
    return programs.spreadsheet() or _missing("no LibreOffice on this machine")


def _missing(reason: str) -> NoReturn:
    if programs.IN_CI:
        pytest.fail(f"{reason}, and in CI nothing is skipped for that")
    pytest.skip(reason)
