"""The export addresses: what they know, whose thread, what is damaged, and how many at once."""

import asyncio
import csv
import http.client
import io
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sociallens import damage, tables
from sociallens.access import Scope
from sociallens.cli import main
from sociallens.engine import load
from sociallens.errors import StoreError
from sociallens.export import stream
from sociallens.i18n import LANGUAGES, Language
from sociallens.link import View
from sociallens.settings import CURRENT
from sociallens.store.manifest import Store
from sociallens.ui.server.exports import Exports
from tests import made
from tests.asking import asked, authority, status, words_of
from tests.readers import seeing

Serve = Callable[..., str]
COUNT = 60_000  # more contributions than are asked from the data at once
WIDE = "/export/conversations.csv?v=1&lang=en&period=all"
PART = 1 << 16


def thread_rows() -> list[dict[str, object]]:
    """A thread of three, by two people, beside others of the same and another site."""
    thread = {"conversation_id": "t"}
    return [
        thread | {"id": "a", "channel": "twitter", "published_at": datetime(2026, 1, 5)},
        thread | {"id": "b", "role": "brand", "published_at": datetime(2026, 1, 6)},
        thread | {"id": "c", "channel": "facebook", "published_at": datetime(2026, 2, 7)},
        {"id": "d", "published_at": datetime(2026, 1, 5)},
        {"id": "e", "conversation_id": "u", "site": "Belverde"},
    ]


@pytest.fixture(scope="module")
def threads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("threads") / "store"
    made.store(path, thread_rows())
    return path


@pytest.fixture(scope="module")
def server(served: Serve, threads: Path) -> str:
    return served(SOCIALLENS_STORE=str(threads))


def ids(content: str) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(content))]


def export(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments, "--store", str(store)])


@pytest.mark.parametrize(
    "file",
    ["summary.xls", "summary.xlsx.csv", "summary", "summary.csv.exe", "summary.CSV",
     "a/summary.csv", "summary.csv/", "nothing.csv", "nothing.xlsx", "summary%20.csv", ".csv", ""],
)  # fmt: skip
def test_an_unknown_address_below_export_is_none(server: str, file: str) -> None:
    for language, word in (("fr", "Tableaux disponibles"), ("en", "Available tables")):
        code, text = words_of(server, f"/export/{file}?lang={language}")
        assert (code, word in text, "<" in text) == (404, True, False)


def test_the_bare_address_is_unknown_and_only_reading_is_answered(server: str) -> None:
    assert status(server, "/export") == 404
    assert status(server, "/export/summary.csv", method="POST") == 405
    with asked(server, "/export/summary.csv", method="HEAD") as answer:
        assert (answer.status, answer.read()) == (200, b"")


@pytest.mark.parametrize("narrowed", ["", "&channel=twitter"])
def test_a_thread_narrows_the_conversations_as_it_narrows_their_page(
    server: str, threads: Path, narrowed: str
) -> None:
    query = f"v=1&lang=en&thread=t{narrowed}"
    _, text = words_of(server, f"/export/conversations.csv?{query}")
    assert ids(text) == ["a", "b", "c"]
    done = export(threads, "conversations", "--link", query)
    assert (done.exit_code, done.stdout_bytes.decode()) == (0, text)


def test_a_thread_narrows_no_other_table(server: str) -> None:
    for name in tables.TABLES:
        query = f"/export/{name}.csv?v=1&lang=en"
        assert words_of(server, f"{query}&thread=t") == words_of(server, query)


def test_a_thread_that_is_not_there_has_no_rows(server: str) -> None:
    _, text = words_of(server, "/export/conversations.csv?v=1&lang=en&thread=zzz")
    assert text.startswith('"id"')
    assert ids(text) == []


def test_a_thread_of_a_link_that_is_not_understood_has_no_rows(server: str) -> None:
    _, text = words_of(server, "/export/conversations.csv?v=1&thread=t&site=nowhere")
    assert len(text.splitlines()) == 1


def test_the_first_page_has_a_name_too(server: str) -> None:
    with asked(server, "/overview?v=1&site=modalys") as answer:
        assert (answer.status, answer.getheader("Location")) == (307, "/?v=1&site=modalys")


@pytest.mark.parametrize(("thread", "seen"), [("t", 0), ("u", 1)])
def test_a_thread_stays_within_the_sites_of_its_reader(
    threads: Path, thread: str, seen: int
) -> None:
    scope = Scope.of(site=["Belverde"])
    pieces = stream(
        load(threads), "conversations", View(language="en", thread=thread), seeing(scope)
    )
    assert len(ids(b"".join(pieces).decode())) == seen


def test_what_customers_wrote_stays_in_no_cache(server: str) -> None:
    for path in ("/export/conversations.csv", "/export/none.csv", "/media/none.csv"):
        with asked(server, path) as answer:
            assert answer.getheader("Cache-Control") == "no-store"
    with asked(server, "/") as page:
        text = page.read().decode()
    script = text.split('src="./static/')[1].split('"')[0]
    with asked(server, f"/static/{script}") as answer:
        assert "immutable" in (answer.getheader("Cache-Control") or "")


# -- Damage.


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of two months whose first file, of two contributions, is gone."""
    days = (datetime(2026, month, 5) for month in (1, 1, 2, 2, 2))
    path = tmp_path_factory.mktemp("damaged") / "store"
    store = made.store(path, [{"published_at": day} for day in days])
    (store.path / store.manifest.segments[0].file).unlink()
    return store


@pytest.fixture(scope="module")
def lacking(served: Serve, damaged: Store) -> str:
    return served(SOCIALLENS_STORE=str(damaged.path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_tells_what_is_missing(
    damaged: Store, lacking: str, language: Language
) -> None:
    missing = damaged.manifest.segments[0].rows
    for name in tables.NAMES:
        with asked(lacking, f"/export/{name}.csv?lang={language}&x=1") as answer:
            assert answer.status == 200
            assert answer.getheader("X-SocialLens-Damage") == str(missing)
            assert answer.getheader("X-SocialLens-Link-Problems") == "1"
            file = {"fr": f"{name}-incomplet.csv", "en": f"{name}-incomplete.csv"}[language]
            assert file in (answer.getheader("Content-Disposition") or "")


def test_a_monitor_notices_damage(lacking: str, server: str) -> None:
    assert words_of(lacking, "/readyz") == (503, "damaged")
    assert words_of(lacking, "/healthz") == (200, "ok")  # it lives: a restart mends no file
    assert words_of(server, "/readyz") == (200, "ok")
    with asked(server, "/export/summary.csv") as answer:
        assert answer.getheader("X-SocialLens-Damage") is None


@pytest.mark.parametrize("table", tables.NAMES)
def test_the_command_tells_what_is_missing_and_ends_with_3(damaged: Store, table: str) -> None:
    segment = damaged.manifest.segments[0]
    done = export(damaged.path, table, "--link", "v=1&lang=en")
    assert done.exit_code == 3
    assert done.stdout_bytes
    assert segment.file in done.stderr
    assert f"lacks {segment.rows} contributions" in done.stderr or (
        f"manque {segment.rows} contributions" in done.stderr
    )


@pytest.mark.parametrize("whole", [(b"a", b"b", b"c"), (b"a",)], ids=["amid", "at the end"])
def test_an_answer_comes_from_the_same_files_throughout(
    tmp_path: Path, whole: tuple[bytes, ...]
) -> None:
    store = made.store(tmp_path / "store", thread_rows())
    engine = load(store.path)
    pieces = damage.steady(engine, iter(whole))
    assert next(pieces) == b"a"
    store.files()[0].unlink()
    with pytest.raises(StoreError, match="damage-between"):
        next(pieces)


# -- What fails amid the transfer.


def test_an_export_that_fails_is_told_or_does_not_look_whole(served: Serve, tmp_path: Path) -> None:
    store = made.many(tmp_path / "store", COUNT)
    address = served(SOCIALLENS_STORE=str(store.path))
    with ExitStack() as kept:
        begun = [
            kept.enter_context(
                asked(address, WIDE, slow=True, Accept_Encoding=kind, X_Forwarded_For=kind)
            )
            for kind in ("identity", "gzip", "zstd")
        ]
        assert [(answer.status, len(answer.read(PART))) for answer in begun] == [(200, PART)] * 3
        for segment in store.manifest.segments:
            (store.path / segment.file).write_bytes(b"")
        for answer in begun:
            with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                answer.read()
    with asked(address, WIDE) as answer:  # what is left, which is nothing, and it says so
        assert answer.getheader("X-SocialLens-Damage") == str(COUNT)
    (store.path / CURRENT).unlink()
    code, text = words_of(address, WIDE)
    assert (code, "No conversation store" in text) == (503, True)


def test_a_client_that_could_not_tell_gets_no_export(server: str) -> None:
    host, port = authority(server).split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        asks = f"GET /export/summary.csv?lang=en HTTP/1.0\r\nHost: {host}\r\n\r\n"
        connection.sendall(asks.encode())
        with connection.makefile("rb") as answer:
            text = answer.read().decode()
    assert (text.split()[1], "needs HTTP/1.1" in text) == ("505", True)


# -- How many at once.


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.many(tmp_path_factory.mktemp("large") / "store", COUNT).path


@pytest.fixture(scope="module")
def busy(served: Serve, large: Path) -> str:
    address = served(SOCIALLENS_STORE=str(large))
    assert status(address, "/readyz") == 200  # the store is loaded
    return address


@pytest.fixture
def readers(busy: str) -> Iterator[Callable[[str], int]]:
    """`readers(name)` begins an export for a reader who then reads no further, and its status."""
    with ExitStack() as kept:

        def begin(name: str) -> int:
            answer = kept.enter_context(asked(busy, WIDE, slow=True, X_Forwarded_For=name))
            return answer.status

        yield begin
    freed(busy)


def freed(address: str, reader: str = "10.0.0.1") -> None:
    """Wait until a reader has a place."""
    deadline = time.monotonic() + 60
    while status(address, "/export/summary.csv", X_Forwarded_For=reader) == 429:
        assert time.monotonic() < deadline, "the place was not given back"
        time.sleep(0.05)


def test_a_reader_has_two_exports_at_once(busy: str, readers: Callable[[str], int]) -> None:
    assert [readers("10.0.0.1") for _ in range(3)] == [200, 200, 429]
    with asked(busy, "/export/summary.csv?lang=en", X_Forwarded_For="10.0.0.1") as answer:
        assert answer.status == 429
        assert int(answer.getheader("Retry-After") or 0) > 0
        assert "2 exports of yours" in answer.read().decode()
    assert status(busy, "/export/summary.csv", X_Forwarded_For="10.0.0.2") == 200


def test_eight_run_at_once_for_all_readers(busy: str, readers: Callable[[str], int]) -> None:
    assert [readers(f"10.0.1.{number // 2}") for number in range(9)] == [200] * 8 + [429]
    code, text = words_of(busy, "/export/summary.csv?lang=en", X_Forwarded_For="10.0.1.9")
    assert (code, "8 exports" in text) == (429, True)
    assert status(busy, "/readyz") == 200  # the others are not kept waiting


def test_a_reader_who_leaves_gives_the_place_back(busy: str) -> None:
    with (
        asked(busy, WIDE, slow=True) as first,
        asked(busy, WIDE, slow=True) as second,
    ):
        assert (first.status, second.status) == (200, 200)
        assert status(busy, "/export/summary.csv") == 429
    freed(busy, "127.0.0.1")


def test_a_whole_export_is_what_was_asked(busy: str) -> None:
    with urllib.request.urlopen(f"{busy}{WIDE}", timeout=120) as answer:
        assert len(ids(answer.read().decode())) == COUNT


def test_a_client_that_takes_nothing_loses_the_place(
    threads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_STORE", str(threads))
    exports = Exports(patience=0.1)
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/export/summary.csv",
        "path_params": {"file": "summary.csv"},
        "query_string": b"",
        "headers": [],
        "client": ("127.0.0.1", 1),
    }

    async def ask() -> None:
        async def never(*_: object) -> Any:
            await asyncio.Event().wait()

        with pytest.raises(TimeoutError):
            await exports(scope, never, never)
        with exports.places.place("127.0.0.1"), exports.places.place("127.0.0.1"):
            pass

    with ThreadPoolExecutor(1) as apart:  # a browser test may have left its loop in this thread
        apart.submit(asyncio.run, ask()).result()
