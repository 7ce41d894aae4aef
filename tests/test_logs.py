"""Logs: every line is JSON, and none has what somebody wrote, looked for or called herself."""

import io
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import polars as pl
import pytest
from playwright.sync_api import Browser, expect
from streamlit.logger import get_logger

from sociallens import logs
from sociallens.errors import StoreError
from sociallens.i18n import words
from tests.serving import ROOT, free_port, wait

CANARY = "zibeline"
# A server whose questions fail as soon as words are searched for, with an error that tells them.
FAILING = """
import sys
from sociallens import answers
from sociallens.cli import main

right = answers.total

def total(engine, selection, scope):
    if selection.q:
        raise ValueError(f"cannot count {selection.q}") from KeyError(selection.q)
    return right(engine, selection, scope)

answers.total = total
main()
"""


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What this process logs, as a server does, until the test ends."""
    stream = io.StringIO()
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    factory, handlers, level = logging.getLogRecordFactory(), root.handlers[:], root.level
    root.handlers.clear()  # else they would be closed
    monkeypatch.setattr(sys, "stderr", stream)
    logs.begin("info")
    yield stream
    logging.captureWarnings(capture=False)
    logging.setLogRecordFactory(factory)
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_a_message_is_told_as_it_stands_in_the_code(
    logged: io.StringIO,
) -> None:
    other = logging.getLogger("a.library")
    other.warning("cannot read it")
    other.warning("cannot read %s", CANARY)
    other.warning(f"cannot read {CANARY}")
    other.warning(CANARY.upper().lower())
    told = logged.getvalue()
    assert CANARY not in told
    assert [line.get("event") for line in lines(told)] == [
        "cannot read it", "cannot read %s", None, None,
    ]  # fmt: skip
    assert all(
        line["in"].endswith(f"test_logs.py:{line['in'].split(':')[1]}") for line in lines(told)
    )


def test_an_error_is_told_by_its_types_and_where_it_happened(
    logged: io.StringIO,
) -> None:
    try:
        try:
            pl.Series([CANARY]).cast(pl.Int64)
        except pl.exceptions.PolarsError as error:
            raise StoreError("store-damaged", file=CANARY) from error
    except StoreError:
        logging.getLogger("sociallens.here").exception("export")
    told = logged.getvalue()
    assert CANARY not in told
    (line,) = lines(told)
    assert line["error"]["types"] == [
        "sociallens.errors.StoreError store-damaged",
        "polars.exceptions.InvalidOperationError",
    ]
    assert "test_an_error_is_told" in line["error"]["calls"][0]
    assert (line["event"], line["level"]) == ("export", "error")


def test_nothing_else_of_a_process_tells_more(logged: io.StringIO) -> None:
    def fail() -> None:
        raise ValueError(CANARY)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(CANARY, RuntimeWarning, stacklevel=1)
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
        library = get_logger("streamlit.canary")
        library.handlers[0].stream = logged  # type: ignore[attr-defined]
        library.error("%s", error, exc_info=error)
    told = logged.getvalue()
    assert CANARY not in told
    assert told.count("builtins.ValueError") == 3


def test_what_is_not_declared_is_not_told() -> None:
    with pytest.raises(ValueError, match="words"):
        logs.tell("page", page="topics", words=CANARY)
    with pytest.raises(KeyError):
        logs.tell(CANARY)


class Served(NamedTuple):
    address: str
    metrics: str
    log: Path


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("logs")
    port, other = free_port(), free_port()
    log = folder / "log"
    with (
        log.open("w+b") as file,
        subprocess.Popen(
            [sys.executable, "-c", FAILING, "serve", "--port", str(port)],
            cwd=ROOT,
            env=os.environ
            | {
                "SOCIALLENS_LOG": "info",
                "SOCIALLENS_METRICS": f"127.0.0.1:{other}",
                "SOCIALLENS_TRAIL": str(folder / "trail"),
                "PYTHONPATH": str(ROOT),
            },
            stdout=file,
            stderr=file,
        ) as server,
    ):
        served = Served(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}/metrics", log)
        try:
            wait(served.address, server, file)
            yield served
        finally:
            server.send_signal(signal.SIGTERM)


def _asked(address: str, **headers: str) -> tuple[int, str, str]:
    """The status, the text and the reference of an answer."""
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode(), answer.headers["X-Request-ID"]
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers["X-Request-ID"]


def test_a_server_that_fails_tells_a_reference_and_no_word_of_readers(
    failing: Served, browser: Browser
) -> None:
    address = failing.address
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/topics?v=1&lang=fr&q={CANARY}")
        box = page.get_by_text(words("page-failed", "fr", reference="").strip()[:60])
        expect(box).to_be_visible(timeout=60_000)
        reference = box.inner_text().split()[-1]
        expect(page.locator("[data-testid=stException]")).to_be_hidden()
    status, _, given = _asked(f"{address}/export/summary.csv?v=1&q={CANARY}")
    assert (status, len(given)) == (500, len(logs.new_reference()))
    assert _asked(f"{address}/export/{CANARY}.csv")[0] == 404
    assert _asked(f"{address}/{CANARY}/x", **{"X-Request-ID": "0123abcd"})[2] == "0123abcd"
    assert _asked(f"{address}/", **{"X-Request-ID": CANARY * 20})[2] != CANARY * 20
    assert _asked(f"{address}/", Host=f"{CANARY}.example")[0] == 400
    with socket.create_connection(("127.0.0.1", urlsplit(address).port or 0)) as raw:
        raw.sendall(f"{CANARY} / HTTP/9\r\n{CANARY}\r\n\r\n".encode())
        raw.recv(1_000)
    asked = urllib.request.Request(address, method=CANARY, headers={"X-Request-ID": CANARY})
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(asked, timeout=30)
    told = failing.log.read_text(encoding="utf-8")
    assert CANARY not in told.casefold()
    failed = [line for line in lines(told) if "error" in line]
    assert {reference, given} <= {line["reference"] for line in failed}
    assert {kind for line in failed for kind in line["error"]["types"]} == {
        "builtins.ValueError", "builtins.KeyError",
    }  # fmt: skip
    requests = [line for line in lines(told) if line.get("event") == "request"]
    assert {"topics", "export", "other"} <= {line["route"] for line in requests}


def test_a_monitor_is_told_counts_and_no_word_of_readers(failing: Served) -> None:
    _asked(f"{failing.address}/export/summary.csv?v=1&lang=en")
    _asked(f"{failing.address}/{CANARY}?q={CANARY}")
    _, told, _ = _asked(failing.metrics)
    assert CANARY not in told
    values = dict(
        line.rsplit(" ", 1) for line in told.splitlines() if line and not line.startswith("#")
    )
    assert float(values['sociallens_requests_total{route="export",status="200"}']) >= 1
    assert float(values["sociallens_ready"]) == 1
    assert float(values["sociallens_store_messages"]) > 0
    assert (
        _asked(f"{failing.address}/metrics")[1].lstrip().startswith("<!")
    )  # no metrics among pages
