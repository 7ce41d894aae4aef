"""Nobody reads anything who has not signed in, or whom the access file does not name."""

import json
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from click.testing import CliRunner
from itsdangerous import URLSafeSerializer

from sociallens import public, trail
from sociallens.access import Identity, tokens
from sociallens.access.sessions import Session, Sessions, sign_out
from sociallens.cli import main
from sociallens.errors import BadSettings
from sociallens.i18n import LANGUAGES, words
from sociallens.ui.server.door import TABS
from tests import doors, made
from tests.asking import asked, shaken, status, words_of
from tests.doors import Browser, Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("door")
    made.store(folder / "store", made.random_rows(300, sites=3))
    with doors.opened(folder, folder / "store", ["Site 0"], ["Site 0", "Site 1"]) as running:
        yield running


def test_a_page_asked_for_is_what_is_seen_after_signing_in(served: Served) -> None:
    link = "/topics?v=1&lang=fr&site=site-0&q=" + quote("été, 100 % & plus")
    code, where, _ = Browser(served).sign_in("anne", link)
    assert (code, where) == (200, served.address + link)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/host-config",
        "/_stcore/metrics",
        "/media/x.csv",
        "/export/summary.csv?v=1",
        "/front/x/index.js",
        "/component/x",
        "/auth/login",
    ],
)
def test_without_a_session_nothing_is_answered(served: Served, path: str) -> None:
    assert status(served.address, path) == 401
    assert status(served.address, path, Cookie="sociallens=x; _streamlit_user=y") == 401


def test_without_a_session_no_socket_opens_and_nothing_is_uploaded(served: Served) -> None:
    host = urlsplit(served.address).netloc
    assert shaken(served.address, Origin=served.address) == 403
    assert shaken(served.address, host=host) == 403
    upload = "/_stcore/upload_file/session/file"
    assert status(served.address, upload, method="PUT") == 401


def test_a_monitor_needs_no_session(served: Served) -> None:
    assert words_of(served.address, "/healthz", host="10.0.0.7")[0] == 200
    assert status(served.address, "/_stcore/health", host="10.0.0.7") == 200
    assert status(served.address, "/overview", host="10.0.0.7") == 400


def test_with_a_session_the_socket_opens(served: Served) -> None:
    browser = Browser(served)
    browser.sign_in("lise")
    cookie = f"sociallens={browser.cookie}"
    assert shaken(served.address, Cookie=cookie, Origin=served.address) == 101
    assert shaken(served.address, Cookie=cookie, Origin="http://evil.example") == 403


def test_an_export_holds_what_its_reader_sees(served: Served) -> None:
    found = {}
    for who in ("anne", "lise"):
        browser = Browser(served)
        browser.sign_in(who)
        code, _, text = browser.open(f"{served.address}/export/conversations.csv?v=1&lang=en")
        assert code == 200
        found[who] = set(re.findall(r"Site \d", text))
    assert found == {"anne": {"Site 0", "Site 1", "Site 2"}, "lise": {"Site 0"}}


def test_who_may_not_export_gets_no_file(served: Served) -> None:
    browser = Browser(served)
    browser.sign_in("marc")
    assert browser.open(f"{served.address}/export/summary.csv?v=1")[0] == 403


def test_whom_the_file_does_not_name_is_told_so(served: Served) -> None:
    browser = Browser(served)
    code, _, text = browser.sign_in("nobody", "/topics?lang=en")
    assert code == 403
    assert "nobody@elsewhere.example" in text
    assert browser.open(f"{served.address}/export/summary.csv?v=1")[0] == 403


@pytest.mark.parametrize(
    ("who", "key"), [("unverified", "sign-in-unverified"), ("nameless", "sign-in-nameless")]
)
def test_a_doubtful_identity_is_refused(served: Served, who: str, key: str) -> None:
    browser = Browser(served)
    code, _, text = browser.sign_in(who, "/?lang=en")
    assert code == 403
    assert words(key, "en", claim="email") in text
    assert not any(each.name == "sociallens" for each in browser.jar)


@pytest.mark.parametrize(
    "spoil",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another"},
        {"aud": ["sociallens", "another"], "azp": "another"},
        {"nonce": "of another sign-in"},
        {"exp": 1},
        {"nonce": None},
    ],
    ids=str,
)
def test_a_token_that_is_not_ours_is_refused(served: Served, spoil: dict[str, object]) -> None:
    served.provider.spoil = spoil
    try:
        assert Browser(served).sign_in("anne")[0] == 403
    finally:
        served.provider.spoil = {}


def test_a_key_that_changed_is_asked_for_again(served: Served) -> None:
    assert Browser(served).sign_in("anne")[0] == 200
    served.provider.key = type(served.provider).__call__(served.provider.issuer).key
    assert Browser(served).sign_in("anne")[0] == 200


def test_a_code_of_another_browser_signs_nobody_in(served: Served) -> None:
    victim, other = Browser(served), Browser(served)
    _, there, _ = other.open(served.address + "/login")
    with asked(
        served.provider.issuer, urlsplit(there).path + f"?{urlsplit(there).query}&as=lise"
    ) as a:
        back = a.headers["Location"]
    assert victim.open(back)[0] == 403
    assert not any(each.name == "sociallens" for each in victim.jar)


@pytest.mark.parametrize(
    "to",
    ["//evil.example", "/\\evil.example", "https://evil.example", "\\\\evil.example", "/\tx",
     "/%0d%0aSet-Cookie:x", "javascript:alert(1)", "/ok\r\nx", ""],
)  # fmt: skip
def test_nobody_is_led_elsewhere(served: Served, to: str) -> None:
    browser = Browser(served)
    _, there, _ = browser.open(f"{served.address}/login?to={quote(to, safe='')}")
    _, where, _ = browser.open(f"{there}&as=anne")
    assert urlsplit(where).netloc == urlsplit(served.address).netloc


def test_a_forged_or_foreign_cookie_is_nobody(served: Served) -> None:
    browser = Browser(served)
    browser.sign_in("lise")
    sound = browser.cookie
    secret = served.variables["SOCIALLENS_SERVER_SECRET"]
    told = ["anne@groupe.example", ["direction"], time.time(), "id"]
    forged = [
        sound[:-9] + ("A" if sound[-9] != "A" else "B") + sound[-8:],  # the last has idle bits
        sound.replace(sound[3], "x", 1) if sound[3] != "x" else sound[1:],
        str(URLSafeSerializer("another secret, long enough too", salt="session").dumps(told)),
        str(URLSafeSerializer(secret, salt="attempt").dumps(told)),
        str(URLSafeSerializer(secret, salt="session").dumps([*told[:2], 0, "id"])),
        str(URLSafeSerializer(secret, salt="session").dumps({"a": 1})),
        "x" * 9_000,
        "",
    ]
    path = "/export/summary.csv?v=1"
    assert status(served.address, path, Cookie=f"sociallens={sound}") == 200
    for each in forged:
        assert status(served.address, path, Cookie=f"sociallens={each}") == 401, each


def test_signing_out_ends_a_session_and_all_of_them(served: Served) -> None:
    here, there = Browser(served), Browser(served)
    for browser in (here, there):
        browser.sign_in("lise")
    path, kept = "/export/summary.csv?v=1", here.cookie
    assert here.open(f"{served.address}/logout")[0] == 200
    assert status(served.address, path, Cookie=f"sociallens={kept}") == 401
    assert status(served.address, path, Cookie=f"sociallens={there.cookie}") == 200
    sign_out(served.folder / "readers", "lise@marque.example")
    assert status(served.address, path, Cookie=f"sociallens={there.cookie}") == 401
    again = Browser(served)
    again.sign_in("lise")
    assert status(served.address, path, Cookie=f"sociallens={again.cookie}") == 200


def test_a_page_of_others_signs_nobody_out(served: Served) -> None:
    browser = Browser(served)
    browser.sign_in("lise")
    cookie = f"sociallens={browser.cookie}"
    assert status(served.address, "/logout", Cookie=cookie, Sec_Fetch_Site="cross-site") == 303
    assert status(served.address, "/export/summary.csv?v=1", Cookie=cookie) == 200


def test_a_token_gives_a_part_of_what_its_owner_has(served: Served) -> None:
    folder, path = served.folder / "readers", "/export/summary.csv?v=1"
    lise, marc = Identity("lise@marque.example"), Identity("marc@agence.example")

    def code(told: str, path: str = path) -> int:
        return status(served.address, path, Authorization=f"Bearer {told}")

    kept, told = tokens.new(folder, lise, 3)
    assert code(told) == 200
    assert code(told, "/export/conversations.csv?v=1") == 403  # no texts were asked for
    assert status(served.address, path, Authorization=f"bearer {told}") == 200
    assert (
        code(told, "/exportx")
        == code(told, "/overview")
        == code(told, "/_stcore/host-config")
        == 401
    )
    assert code(told + "x") == code(f"slt_{kept.id}_") == code("") == 401
    assert code(tokens.new(folder, marc, 3)[1]) == 403  # he may not export, nor may his token
    assert code(tokens.new(folder, Identity("gone@example.com"), 3)[1]) == 403
    elsewhere = tokens.new(folder, lise, 3, sites=["Site 2"])[1]
    assert code(elsewhere) == 403
    assert code(tokens.new(folder, lise, -1)[1]) == 401
    assert tokens.revoke(folder, kept.id)
    assert code(told) == 401
    text = words_of(served.address, f"{path}&token={told}")
    assert (text[0], "Authorization" in text[1]) == (401, True)
    assert told.encode() not in (folder / "tokens.json").read_bytes()
    assert (folder / "tokens.json").stat().st_mode & 0o077 == 0


def test_what_was_taken_from_a_reader_is_gone_at_once(served: Served) -> None:
    browser = Browser(served)
    browser.sign_in("lise")
    path, sound = "/export/summary.csv?v=1", served.access.read_text()
    cookie = f"sociallens={browser.cookie}"
    assert status(served.address, path, Cookie=cookie) == 200
    try:
        served.access.write_text(sound.replace("lise@", "other@"))
        assert status(served.address, path, Cookie=cookie) == 403
        served.access.write_text("broken = [")
        assert status(served.address, path, Cookie=cookie) == 403
    finally:
        served.access.write_text(sound)
    assert status(served.address, path, Cookie=cookie) == 200


def test_forwarded_headers_make_nobody_somebody(served: Served) -> None:
    for name in ("X_Forwarded_For", "X_Forwarded_User", "X_Forwarded_Host", "X_Auth_Request_Email"):
        assert status(served.address, "/export/summary.csv", **{name: "anne@groupe.example"}) == 401
    assert status(served.address, "/overview", host="evil.example") == 400


def test_the_trail_tells_who_came_in(served: Served) -> None:
    came, refused = Browser(served), Browser(served)
    refused.sign_in("nameless")
    served.provider.spoil = {"nonce": None}
    refused.sign_in("anne")
    served.provider.spoil = {}
    refused.sign_in("nobody")
    came.sign_in("anne")
    came.open(f"{served.address}/export/summary.csv?v=1")
    came.open(f"{served.address}/logout")
    assert not trail.verify(served.folder / "trail").broken
    lines = [
        json.loads(line)
        for file in (served.folder / "trail").glob("*.jsonl")
        for line in file.read_text().splitlines()
    ]
    assert {"access", "export", "sign-in", "sign-in-refused", "sign-out"} <= {
        line["event"] for line in lines
    }


def test_a_public_server_tells_all_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path))
    for name in doors.settings(tmp_path / "other", "", ""):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path))
    monkeypatch.setenv("SOCIALLENS_SERVER_PUBLIC", "")  # the command sets it: it is taken back
    ended = CliRunner().invoke(main, ["serve", "--public", "--port", "0"])
    assert ended.exit_code == 1
    for need in public.NEEDS:
        assert words(f"public-needs-{need}", "fr") in ended.output
    for language in LANGUAGES:
        assert words("public-incomplete", language)


@pytest.mark.parametrize(
    ("name", "value", "need"),
    [
        ("ADDRESS", "http://avis.example", "address"),
        ("ADDRESS", "https://avis.example/path", "address"),
        ("ADDRESS", "https://user@avis.example", "address"),
        ("ISSUER", "http://id.example", "issuer"),
        ("SECRET", "short", "secret"),
        ("ACCESS", "/nowhere/access.toml", "access"),
    ],
)
def test_a_setting_that_would_be_unsafe_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, need: str
) -> None:
    (tmp_path / "access.toml").touch()
    given = doors.settings(tmp_path, "https://avis.example", "https://id.example/realm")
    for key, told in given.items():
        monkeypatch.setenv(key, told)
    sound = public.public()
    assert sound
    assert (sound.host, sound.secure) == ("avis.example", True)
    assert given["SOCIALLENS_SERVER_SECRET"] not in repr(sound)
    monkeypatch.setenv(f"SOCIALLENS_SERVER_{name}", value)
    with pytest.raises(BadSettings) as raised:
        public.public()
    assert raised.value.details["problems"] == (need,)


def test_a_secret_can_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "access.toml").touch()
    for key, value in doors.settings(tmp_path, "https://a.example", "https://id.example").items():
        monkeypatch.setenv(key, value)
    monkeypatch.delenv("SOCIALLENS_SERVER_SECRET")
    (tmp_path / "secret").write_text("a secret of forty letters, or a few more\n")
    monkeypatch.setenv("SOCIALLENS_SERVER_SECRET_FILE", str(tmp_path / "secret"))
    told = public.public()
    assert told
    assert told.secret == "a secret of forty letters, or a few more"


def test_a_session_lasts_its_hours_and_no_more(tmp_path: Path) -> None:
    sessions = Sessions("a secret of tests that is long enough", 2, tmp_path)
    session, carried = sessions.begin(Identity("a@b.example", frozenset("xy")), frozenset("x"))
    read = sessions.read(carried)
    assert isinstance(read, Session)
    assert (read.identity, read.id) == (Identity("a@b.example", frozenset("xy")), session.id)
    assert Sessions(sessions.secret, 0, tmp_path).read(carried) is None


def test_a_session_carries_the_named_groups_and_as_many_others_as_a_browser_keeps(
    tmp_path: Path,
) -> None:
    sessions = Sessions("a secret of tests that is long enough", 2, tmp_path)
    groups = frozenset(f"équipe {number}" for number in range(500))
    _, carried = sessions.begin(Identity("a@b.example", groups), frozenset({"équipe 499"}))
    read = sessions.read(carried)
    assert read
    assert "équipe 499" in read.identity.groups
    assert 20 < len(read.identity.groups) < 100


def test_the_command_says_what_somebody_may_see(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_SERVER_ACCESS", str(served.access))
    monkeypatch.setenv("SOCIALLENS_STORE", str(served.folder / "store"))
    run = CliRunner().invoke
    told = run(main, ["access", "check", "Lise@marque.example"])
    assert told.exit_code == 0
    assert "Site 0" in told.output
    assert "Site 1" not in told.output
    assert run(main, ["access", "check", "nobody@elsewhere.example"]).exit_code == 1
    everything = run(main, ["access", "check", "x@y.example", "--group", "Direction"])
    assert words("access-all", "fr") in everything.output


def test_two_pages_that_are_opened_at_once_both_open(served: Served) -> None:
    browser = Browser(served)
    topics, channels = (
        browser.open(f"{served.address}/{p}?v=1")[1] for p in ("topics", "channels")
    )
    assert browser.open(f"{topics}&as=anne")[:2] == (200, f"{served.address}/topics?v=1")
    assert browser.open(f"{channels}&as=anne")[:2] == (200, f"{served.address}/channels?v=1")
    for _ in range(12):
        browser.open(f"{served.address}/logout")
        browser.open(f"{served.address}/login")
    assert sum("-sign-in-" in each.name for each in browser.jar) <= TABS


def test_a_link_that_no_cookie_holds_still_lets_in(served: Served) -> None:
    link = "/topics?" + "&".join(f"site={secrets.token_hex(6)}" for _ in range(700))
    with asked(served.address, f"/login?to={quote(link, safe='')}") as answer:
        assert len(answer.headers["Set-Cookie"]) < 4096
    assert Browser(served).sign_in("anne", link)[:2] == (200, f"{served.address}/topics")


def test_a_state_that_is_no_ascii_is_another(served: Served) -> None:
    browser = Browser(served)
    browser.open(f"{served.address}/login")
    assert browser.open(f"{served.address}/callback?code=x&state={quote('é')}")[0] == 403


def test_strangers_write_nothing_to_the_trail(served: Served) -> None:
    def size() -> int:
        return sum(file.stat().st_size for file in (served.folder / "trail").glob("*.jsonl"))

    Browser(served).sign_in("anne")
    before = size()
    for path in ("/callback?error=x", "/callback?code=x&state=y"):
        assert status(served.address, path) == 403
    assert size() == before


def test_a_token_that_is_revoked_meanwhile_stays_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another command revokes it when a new one is about to be written."""
    kept, told = tokens.new(tmp_path, Identity("a@b.example"), 3)
    change = tokens._change

    def late(*given: object) -> None:
        monkeypatch.undo()
        tokens.revoke(tmp_path, kept.id)
        change(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(tokens, "_change", late)
    tokens.new(tmp_path, Identity("c@d.example"), 3)
    assert tokens.read(tmp_path, told) is None
    assert len(tokens.every(tmp_path)) == 1


def test_who_was_signed_out_stays_so_as_long_as_a_session_could_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions, begun = Sessions("a secret of tests that is long enough", 48, tmp_path), time.time()
    _, carried = sessions.begin(Identity("lise@marque.example"), frozenset())
    monkeypatch.setattr(time, "time", lambda: begun + 60)
    sign_out(tmp_path, "Lise@marque.example")
    monkeypatch.setattr(time, "time", lambda: begun + 13 * 3600)
    sign_out(tmp_path, "marc@agence.example")
    assert sessions.read(carried) is None


def test_a_key_that_others_may_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "access.toml").touch()
    given = doors.settings(tmp_path, "https://a.example", "https://id.example")
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    home = Path(given["SOCIALLENS_HOME"])
    (home / "settings.toml").write_text("[server]\nhours = 2\n")
    sound = public.public()
    assert sound
    assert sound.hours == 2
    (home / "key").chmod(0o640)
    with pytest.raises(BadSettings) as raised:
        public.public()
    assert raised.value.details["problems"] == ("key",)


def test_no_page_around_ours_is_trusted(served: Served) -> None:
    browser = Browser(served)
    browser.sign_in("anne")
    _, _, text = browser.open(f"{served.address}/_stcore/host-config")
    assert json.loads(text)["allowedOrigins"] == []
