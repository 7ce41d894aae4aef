"""One who asks too much, or all at once, are told so, and keep nobody else from reading."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack
from dataclasses import astuple, dataclass

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from sociallens.cli import main
from sociallens.errors import BadSettings
from sociallens.i18n import words
from sociallens.public import LIMITS, Limit, limit
from sociallens.ui import turns
from sociallens.ui.safe import label
from sociallens.ui.server.places import Busy, Places
from sociallens.ui.turns import Turns
from tests import doors, made
from tests.asking import asked, shaken, status, words_of
from tests.doors import Browser, Served
from tests.wire import Run, Session, session

QUERY = "v=1&lang=en"
SMALL = {
    "PAGES_EACH": "2", "PAGES": "3", "FILES_EACH": "2", "FILES": "3", "MEGABYTES_EACH": "1",
    "MEGABYTES": "2",
}  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("limits")
    made.store(folder / "store", made.random_rows(30, sites=2))
    with ExitStack() as ends:
        with pytest.MonkeyPatch.context() as environment:
            for name, value in SMALL.items():
                environment.setenv(f"SOCIALLENS_SERVER_{name}", value)
            opened = doors.opened(folder, folder / "store", ["Site 0"], ["Site 0"])
            running = ends.enter_context(opened)
        yield running


@pytest.fixture(scope="module")
def cookies(served: Served) -> dict[str, str]:
    """What the browsers of two readers carry."""
    browsers = {who: Browser(served) for who in ("anne", "lise")}
    for who, browser in browsers.items():
        browser.sign_in(who)
    return {who: f"sociallens={browser.cookie}" for who, browser in browsers.items()}


def apart(work: Callable[[], Awaitable[None]]) -> None:
    """Run in a thread of its own: a browser test may have left its loop in this one."""

    async def run() -> None:
        await work()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


def warnings(run: Run) -> list[str]:
    alerts = [message.delta.new_element.alert for message in run.messages]
    return [alert.body for alert in alerts if alert.format == alert.WARNING]


def test_pages_that_are_too_many_say_so(served: Served, cookies: dict[str, str]) -> None:
    anne, lise = cookies["anne"], cookies["lise"]
    hers = words("busy-pages-each", "en", most=2)
    of_all = words("busy-pages", "en", most=3)

    async def told(pages: AsyncExitStack, cookie: str) -> tuple[Session, list[str]]:
        page = await pages.enter_async_context(session(served.address, cookie))
        return page, warnings(await page.visit("glossary", QUERY))

    async def open_pages() -> None:
        async with AsyncExitStack() as pages:
            async with session(served.address, anne) as first:
                assert warnings(await first.visit("glossary", QUERY)) == []
                assert (await told(pages, anne))[1] == []
                crowded, words_there = await told(pages, anne)
                assert words_there == [label(hers)]
                assert (await told(pages, anne))[1] == [label(hers)]
                # As many again were told: now the page itself is refused, and its socket.
                page = f"/glossary?{QUERY}"
                refused = words_of(served.address, page, Cookie=anne, Accept="text/html")
                assert (refused[0], hers in refused[1]) == (429, True)
                assert shaken(served.address, Cookie=anne, Origin=served.address) == 429
                assert (await told(pages, lise))[1] == []
                assert (await told(pages, lise))[1] == [label(of_all)]
            async with session(served.address, anne) as again:
                assert warnings(await again.visit("glossary", QUERY)) == []
            # A page that was told so has to be loaded again.
            assert warnings(await crowded.visit("glossary", QUERY)) == [label(hers)]

    apart(open_pages)
    assert status(served.address, f"/glossary?{QUERY}", Cookie=anne, Accept="text/html") == 200


@dataclass
class Uploader:
    """Puts files where the page of a session would."""

    address: str
    session: str
    cookie: str

    def put(self, name: str, size: int) -> tuple[int, str, str]:
        """Status, `Retry-After` and text."""
        content = b"\r\n".join(
            (b"--x", b'Content-Disposition: form-data; name="f"; filename="f.csv"', b"",
             b"x" * size, b"--x--", b"")
        )  # fmt: skip
        return self._ask("PUT", name, content)

    def delete(self, name: str) -> None:
        assert self._ask("DELETE", name)[0] == 204

    def _ask(self, method: str, name: str, content: bytes = b"") -> tuple[int, str, str]:
        token = generate_xsrf_token_string()  # what a page of ours and its cookie both hold
        with asked(
            self.address,
            f"/_stcore/upload_file/{self.session}/{name}",
            method=method,
            content=content,
            Cookie=f"{self.cookie}; _streamlit_xsrf={token}",
            X_Xsrftoken=token,
            Content_Type="multipart/form-data; boundary=x",
            Accept_Language="en",
        ) as answer:
            return answer.status, answer.getheader("Retry-After", ""), answer.read().decode()


def test_uploads_that_are_too_many_are_refused(served: Served, cookies: dict[str, str]) -> None:
    async def upload() -> None:
        async with session(served.address, cookies["anne"]) as page:
            run = await page.visit("data", QUERY)
            ids = [each.new_session.initialize.session_id for each in run.messages]
            await asyncio.to_thread(put, next(filter(None, ids)))

    def put(own: str) -> None:
        anne = Uploader(served.address, own, cookies["anne"])
        assert anne.put("a", 10)[0] == 204
        large = anne.put("b", 1 << 20)
        assert large[0] == 429
        assert int(large[1]) > 0
        assert large[2] == words("busy-megabytes-each", "en", most=1)
        assert anne.put("b", 10)[0] == 204
        assert anne.put("c", 10)[::2] == (429, words("busy-files-each", "en", most=2))
        anne.delete("a")
        assert anne.put("c", 10)[0] == 204

    apart(upload)


def test_places_are_for_each_and_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOCIALLENS_SERVER_IMPORTS_EACH", "1")
    monkeypatch.setenv("SOCIALLENS_SERVER_IMPORTS", "3")
    places = Places("imports")
    with ExitStack() as taken:
        taken.enter_context(places.place("anne"))
        with pytest.raises(Busy, match="busy-imports-each"):
            taken.enter_context(places.place("anne"))
        for nameless in ("", ""):
            taken.enter_context(places.place(nameless))
        with pytest.raises(Busy, match=r"busy-imports "):
            taken.enter_context(places.place("lise"))
    with places.place("anne"):
        pass


def test_a_reader_with_many_pages_keeps_nobody_waiting() -> None:
    many = Turns(Limit(2, 3))
    anne = [many.ask("anne") for _ in range(5)]
    lise = [many.ask("lise") for _ in range(2)]
    at_work = [turn for turn in (*anne, *lise) if turn.called.is_set()]
    assert at_work == [*anne[:2], lise[0]]
    many.end(anne[0])
    assert (lise[1].called.is_set(), anne[2].called.is_set()) == (False, True)  # she came first
    many.end(lise[0])
    assert lise[1].called.is_set()
    many.end(anne[3])  # who waits may leave
    many.end(anne[3])
    for turn in (anne[1], anne[1], anne[2], lise[1]):
        many.end(turn)
    assert anne[4].called.is_set()


def test_who_has_fewest_at_work_comes_next() -> None:
    few = Turns(Limit(2, 2))
    first = few.ask("anne"), few.ask("anne")
    waiting = few.ask("anne"), few.ask("lise")
    few.end(first[0])
    assert [turn.called.is_set() for turn in waiting] == [False, True]


def test_without_a_login_or_a_limit_all_are_at_work() -> None:
    assert all(turn.called.is_set() for turn in map(Turns(Limit(1, 0)).ask, [""] * 9))
    assert all(turn.called.is_set() for turn in map(Turns(Limit(0, 0)).ask, ["anne"] * 9))


def page() -> None:
    """A page as the framework runs it."""
    import streamlit as st

    from sociallens.ui import turns

    with turns.taken("anne"):
        st.write("shown")
        turns.leave()
        st.write(str(turns._turns().ask("anne").called.is_set()))


def test_a_page_waits_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Turns(Limit(1, 1))
    monkeypatch.setattr(turns, "_turns", lambda: one)
    monkeypatch.setattr(turns, "LOOK", 0.01)
    monkeypatch.setattr(turns, "LATE", 0.0)
    other = one.ask("anne")
    shown = AppTest.from_function(page).run()
    assert [each.value for each in shown.error] == [label(words("turn-late", "fr"))]
    assert not shown.markdown
    one.end(other)
    shown = shown.button[0].click().run()
    assert [each.value for each in shown.markdown] == ["shown", "True"]
    assert not shown.error


def test_limits_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limit("pages") == LIMITS["pages"]
    monkeypatch.setenv("SOCIALLENS_SERVER_PAGES", "0")
    monkeypatch.setenv("SOCIALLENS_SERVER_PAGES_EACH", "7")
    assert astuple(limit("pages")) == (7, 0)
    monkeypatch.setenv("SOCIALLENS_SERVER_PAGES_EACH", "many")
    with pytest.raises(BadSettings, match="setting-number"):
        limit("pages")
    ended = CliRunner().invoke(main, ["serve", "--port", "0"])
    assert (ended.exit_code, "SOCIALLENS_SERVER_PAGES_EACH" in ended.output) == (1, True)
