"""What `sociallens doctor` finds in real folders, at a real provider and behind a real door."""

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner, Result
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sociallens import doctor, settings
from sociallens.cli import main
from sociallens.doctor import Finding, examine, reached
from sociallens.doctor.finding import Server
from sociallens.i18n import LANGUAGES
from sociallens.importing.privacy.pseudonyms import keep_key, new_key, read_key
from sociallens.public import Public, public
from sociallens.store.check import ERASING
from sociallens.store.write import commit
from sociallens.trail.recording import add
from sociallens.ui.server.door import Door
from sociallens.ui.server.health import alive
from sociallens.ui.server.hosts import OwnHosts
from tests import doors, made
from tests.provider import SECRET, Provider
from tests.serving import free_port

T = TypeVar("T")
WORDS = "un texte que personne ne doit lire"
NAME = "anne@groupe.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with doors.provided() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one's own, in folders of its own."""
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOCIALLENS_READERS", str(tmp_path / "readers"))
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("SOCIALLENS_PORT", str(free_port()))
    key = keep_key(new_key(), tmp_path / "home" / "key")
    assert key
    path = tmp_path / "store"
    made.store(path, [{"text": WORDS, "author": "x" * 32}], key_id=key.id)
    return path


@pytest.fixture
def shown(
    store: Path, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Public:
    """The settings of a public server of that store."""
    port = os.environ["SOCIALLENS_PORT"]
    (tmp_path / "access.toml").write_text(f'[[entry]]\nwho = ["{NAME}"]\nsites = "*"\n')
    for name, value in doors.settings(
        tmp_path, f"http://localhost:{port}", provider.issuer
    ).items():
        monkeypatch.setenv(name, value)
    add(tmp_path / "trail", "sign-in", NAME)
    found = public()
    assert found
    return found


def apart(call: Callable[[], T]) -> T:
    """In a thread of its own: a browser of other tests may hold a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call).result()


def run(*options: str) -> Result:
    return apart(lambda: CliRunner().invoke(main, ["doctor", *options]))


def found(store: Path, **options: bool) -> dict[str, list[str]]:
    """Check -> what is not in order."""
    wrong: dict[str, list[str]] = {}
    findings = examine(store, "127.0.0.1", int(os.environ["SOCIALLENS_PORT"]), **options)
    for name, each in apart(lambda: list(findings)):
        if each.status in ("warning", "fault"):
            wrong.setdefault(name, []).append(f"{each.status} {each.key}")
    return wrong


def keys(findings: Iterator[Finding]) -> list[tuple[str, str]]:
    return [(each.status, each.key) for each in apart(lambda: list(findings))]


def test_a_sound_installation_has_no_fault(store: Path) -> None:
    ended = run("--json")
    told = json.loads(ended.output)
    assert (ended.exit_code, told["faults"], told["warnings"]) == (0, 0, 0)
    every = (*doctor.CHECKS, *doctor.OF_PUBLIC, *doctor.BY_NETWORK)
    assert list(dict.fromkeys(each["check"] for each in told["checks"])) == [
        check.__name__ for check in every
    ]
    unseen = {each["check"] for each in told["checks"] if each["status"] == "unseen"}
    assert unseen == {"access", "provider", "address", "proxy"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_found_is_told_and_nobody_is_named(
    shown: Public, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("SOCIALLENS_LANG", language)
    key = read_key()
    assert key
    for options in ((), ("--offline",), ("--json",)):
        ended = run(*options)
        assert ended.exit_code == 0, ended.output
        assert "doctor-" not in ended.output or "--json" in options
        for secret in (WORDS, NAME, SECRET, shown.secret, key.secret.hex(), str(Path.home())):
            assert secret not in ended.output


def test_without_a_network_it_says_what_was_not_looked_at(shown: Public, store: Path) -> None:
    assert found(store, offline=True) == {}
    findings = dict(examine(store, "127.0.0.1", free_port(), offline=True))
    assert {name for name, each in findings.items() if each.key == "doctor-offline"} == {
        "provider", "address", "proxy",
    }  # fmt: skip


def test_a_server_that_is_not_set_is_a_fault_with_all_that_is_missing(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_SERVER_PUBLIC", "")  # the command sets it: it is taken back
    ended = run("--public", "--offline")
    assert ended.exit_code == 1
    assert "SOCIALLENS_SERVER_ISSUER" in ended.output
    assert found(store)["settings"] == ["fault public-incomplete"]


def test_packages_are_held_against_what_is_declared(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = tmp_path / "path" / "sociallens-0.1.0.dist-info" / "METADATA"
    declared.parent.mkdir(parents=True)
    lines = ["Metadata-Version: 2.1", "Name: sociallens", "Version: 0.1.0", "Requires-Python: <3"]
    needed = ["duckdb>=99", "not-there>=1", "polars>=1", 'far>=1; extra == "spark"']
    declared.write_text("\n".join([*lines, *(f"Requires-Dist: {each}" for each in needed), ""]))
    monkeypatch.syspath_prepend(str(declared.parents[1]))
    assert found(store) == {
        "python": ["fault doctor-python-other"],
        "packages": ["fault doctor-package-other", "fault doctor-package-absent"],
    }


def test_what_is_wrong_with_a_store_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (store / ERASING).touch()
    assert found(store) == {"erasing": ["fault erasing-unfinished"]}
    (store / ERASING).unlink()
    next((store / "segments").iterdir()).unlink()
    assert found(store) == {"store": ["fault store-segment-missing"]}
    (store / settings.CURRENT).write_text("nothing")
    assert found(store) == {"store": ["fault store-damaged"]}
    assert found(settings.DEMO_STORE) == {"store": ["warning doctor-store-demo"]}


def test_the_key_is_the_one_of_the_store(store: Path) -> None:
    file = settings.key_file()
    file.chmod(0o644)
    assert found(store) == {"key": ["fault import-key-open"]}
    file.unlink()
    assert found(store) == {"key": ["fault doctor-key-lost"]}
    keep_key(new_key())
    assert found(store) == {"key": ["fault import-key-other"]}


def test_a_key_that_was_renewed_is_still_the_one_of_the_store(store: Path) -> None:
    key = read_key()
    assert key
    settings.key_file().unlink()
    keep_key(replace(key, later=(b"0" * 32,)))
    assert found(store) == {}


def test_folders_that_others_enter_are_a_fault(store: Path, tmp_path: Path) -> None:
    (tmp_path / "readers").mkdir()
    (tmp_path / "readers").chmod(0o755)
    store.chmod(0o701)
    assert found(store) == {"folders": ["fault doctor-folder-open"] * 2}


def test_folders_that_cannot_be_written_are_told(store: Path, tmp_path: Path) -> None:
    (tmp_path / "work").touch()  # not even root makes a file in a file
    assert found(store) == {"folders": ["fault doctor-folder-unwritable"]}


def test_a_full_disk_is_a_fault(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOCIALLENS_DISK_LEFT", "9" * 15)
    assert found(store) == {"disk": ["fault doctor-disk-low"]}
    monkeypatch.setenv("SOCIALLENS_DISK_LEFT", "much")
    assert found(store) == {name: ["fault setting-number"] for name in ("settings", "disk")}


def test_a_clock_before_what_was_written_is_a_fault(store: Path) -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    record = replace(made.record("later", 1), at=later.isoformat())
    commit(store, made.contributions([{"id": "later"}]), record, classifier="made")
    assert found(store) == {"clock": ["fault doctor-clock-behind"]}


def test_a_trail_is_read(shown: Public, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = settings.trail()
    assert folder
    (file,) = folder.glob("*.jsonl")
    file.write_bytes(file.read_bytes().replace(b"anne", b"lise"))
    assert found(store, offline=True) == {"trail": ["fault trail-broken"]}
    monkeypatch.delenv("SOCIALLENS_TRAIL")
    assert found(store, offline=True) == {"trail": ["warning doctor-trail-none"]}


def test_files_that_give_something_away_are_told(
    shown: Public, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text(shown.secret)
    (tmp_path / "secret").chmod(0o604)
    monkeypatch.setenv("SOCIALLENS_SERVER_SECRET_FILE", str(tmp_path / "secret"))
    shown.access.chmod(0o646)
    assert found(store, offline=True) == {
        "secrets": ["warning doctor-secret-open"],
        "access": ["fault doctor-access-open"],
    }
    (tmp_path / "secret").chmod(0o640)
    shown.access.chmod(0o644)
    shown.access.write_text("")
    assert found(store, offline=True) == {"access": ["warning doctor-access-empty"]}
    shown.access.write_text(f'[[entry]]\nmay = ["{NAME}"]\n')  # which access check would repeat
    assert found(store, offline=True) == {"access": ["fault doctor-access-wrong"]}
    assert NAME not in run("--offline").output


def test_a_port_is_free_or_ours_or_another_s() -> None:
    server = Server(Path(), "127.0.0.1", free_port(), None)
    assert keys(reached.port(server)) == [("ok", "doctor-port-free")]
    with doors.running(Starlette(routes=[Route("/healthz", alive)]), server.port):
        assert keys(reached.port(server)) == [("ok", "doctor-port-ours")]
    with doors.running(Starlette(), server.port):
        assert keys(reached.port(server)) == [("fault", "doctor-port-taken")]
    nowhere = replace(server, host="192.0.2.1")
    assert keys(reached.port(nowhere)) == [("fault", "doctor-port-refused")]


def test_a_provider_answers_as_one_of_its_name(shown: Public, provider: Provider) -> None:
    def of(issuer: str) -> list[tuple[str, str]]:
        return keys(reached.provider(replace(shown, issuer=issuer)))

    assert of(provider.issuer) == [("ok", "doctor-provider")]
    assert of(provider.issuer.replace("localhost", "127.0.0.1")) == [
        ("fault", "doctor-provider-unfit")
    ]
    assert of(f"{provider.issuer}/keys") == [("fault", "doctor-provider-silent")]
    assert of(f"http://localhost:{free_port()}") == [("fault", "doctor-provider-silent")]


@pytest.mark.parametrize("name", ["authorization_endpoint", "jwks_uri", "issuer"])
def test_a_provider_that_would_send_tokens_in_the_open_is_unfit(
    shown: Public, provider: Provider, name: str
) -> None:
    told = {
        "issuer": "",
        "authorization_endpoint": f"{provider.issuer}/authorize",
        "token_endpoint": f"{provider.issuer}/token",
        "jwks_uri": f"{provider.issuer}/keys",
    }
    port = free_port()
    told |= {"issuer": f"http://localhost:{port}", name: "ftp://id.example"}

    async def metadata(request: object) -> PlainTextResponse:
        return PlainTextResponse(json.dumps(told))

    path = "/.well-known/openid-configuration"
    with doors.running(Starlette(routes=[Route(path, metadata)]), port):
        findings = reached.provider(replace(shown, issuer=f"http://localhost:{port}"))
        (each,) = apart(lambda: list(findings))
    assert (each.status, each.key) == ("fault", "doctor-provider-unfit")
    assert each.details["what"] == name


def test_what_stands_in_front_passes_names_and_sockets_on(shown: Public) -> None:
    port = int(shown.host.rpartition(":")[2])
    application = Starlette(
        routes=[Route("/healthz", alive)],
        middleware=[Middleware(OwnHosts, public=shown), Middleware(Door, public=shown)],
    )
    silent = [("warning", "doctor-address-silent")], [("unseen", "doctor-proxy-silent")]
    assert (keys(reached.address(shown)), keys(reached.proxy(shown))) == silent
    with doors.running(application, port):
        assert keys(reached.address(shown)) == [("ok", "doctor-address")]
        assert keys(reached.proxy(shown)) == [("ok", "doctor-proxy")]
        other = replace(shown, address=f"http://127.0.0.1:{port}")  # not passed on: another name
        assert keys(reached.proxy(other)) == [("fault", "doctor-proxy-host")]
    with doors.running(application, port, ws="none"):  # as behind what drops `Upgrade`
        assert keys(reached.proxy(shown)) == [("fault", "doctor-proxy-websocket")]
    with doors.running(Starlette(), port):
        assert keys(reached.address(shown)) == [("fault", "doctor-address-other")]
        assert keys(reached.proxy(shown)) == [("unseen", "doctor-proxy-other")]
