"""Only this machine is answered, under its own names, and only pages of ours may ask."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile

import pytest
from streamlit import config

from sociallens.ui.server.headers import HEADERS
from sociallens.ui.server.hosts import refuse_exposure
from tests.asking import asked, authority, shaken, status, words_of
from tests.serving import ROOT, free_port, serve, wait

# What the server has addresses for: pages, Streamlit's own, files, uploads, exports, a monitor's.
ADDRESSES = (
    "/",
    "/conversations",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/upload_file/session/file",
    "/media/file.csv",
    "/static/file.js",
    "/component/name/file.js",
    "/export/summary.csv",
    "/healthz",
    "/readyz",
    "/robots.txt",
)
FOREIGN = (
    "rebound.example",
    "rebound.example:{port}",
    "localhost.rebound.example:{port}",
    "127.0.0.1.rebound.example",
    "rebound.example@localhost:{port}",
    "localhost:{port}@rebound.example",
    "localhost:{port}/rebound.example",
    "localhost rebound.example",
    "0.0.0.0:{port}",
    "[::2]:{port}",
    "192.168.1.20:{port}",
    "::1",
    "*",
)


@pytest.fixture(scope="module")
def server(served: Callable[..., str]) -> str:
    return served()


def port_of(server: str) -> str:
    return authority(server).rpartition(":")[2]


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_address_answers_another_host(server: str, path: str) -> None:
    status, text = words_of(server, path, host="rebound.example")
    assert (status, "rebound.example" in text) == (400, True)


@pytest.mark.parametrize("host", FOREIGN)
def test_no_other_host_is_answered(server: str, host: str) -> None:
    named = host.format(port=port_of(server))
    assert status(server, "/export/summary.csv", host=named) == 400
    assert shaken(server, named, Origin=f"http://{named}") in (400, 403)


@pytest.mark.parametrize("host", ["localhost", "LocalHost:1", "127.0.0.1:{port}", "[::1]:{port}"])
def test_the_names_of_this_machine_are_answered(server: str, host: str) -> None:
    named = host.format(port=port_of(server))
    assert status(server, "/export/summary.csv", host=named) == 200
    assert shaken(server, named) == 101
    assert shaken(server, named, Origin=f"http://{named}") == 101


def test_a_host_named_twice_is_none(server: str) -> None:
    address, port = authority(server).split(":")
    lines = ("GET /healthz HTTP/1.1", "Host: localhost", "Host: rebound.example", "", "")
    with socket.create_connection((address, int(port)), timeout=30) as connection:
        connection.sendall("\r\n".join(lines).encode())
        assert connection.recv(12) == b"HTTP/1.1 400"


def test_a_refusal_is_in_the_language_of_the_link(server: str) -> None:
    path = "/export/summary.csv?lang={}"
    _, english = words_of(server, path.format("en"), host="rebound.example")
    _, french = words_of(server, path.format("fr"), host="rebound.example")
    assert (english.split()[1], french.split()[1]) == ("dashboard", "tableau")


def test_a_refusal_carries_the_strict_headers(server: str) -> None:
    with asked(server, "/", host="rebound.example") as answer:
        assert {name: answer.getheader(name) for name in HEADERS} == HEADERS


# A page on another port of this machine is another page: Streamlit takes it for ours.
@pytest.mark.parametrize(
    "origin", ["http://elsewhere.example", "http://localhost:1", "http://127.0.0.1", "null", ""]
)
def test_no_other_page_may_ask(server: str, origin: str) -> None:
    assert shaken(server, Origin=origin) == 403
    for path in ("/export/summary.csv", "/_stcore/host-config", "/media/file.csv"):
        assert status(server, path, Origin=origin) == 403
    upload = "/_stcore/upload_file/session/file"
    assert status(server, upload, method="PUT", Origin=origin) == 403
    assert status(server, upload, method="OPTIONS", Origin=origin) == 403


def test_our_own_page_uploads_with_its_token_alone(server: str) -> None:
    path, origin = "/_stcore/upload_file/session/file", server
    status, text = words_of(server, path, method="PUT", Origin=origin, Content_Length="0")
    assert status == 403
    assert "XSRF" in text  # Streamlit's own wall stands behind ours


def test_a_proxy_brings_names_of_its_own() -> None:
    named = "tableau.example"
    with serve("--server.allowedHosts", named) as address:
        assert status(address, "/healthz", host=named) == 200
        assert status(address, "/healthz", host=f"{named}.rebound.example") == 400
        assert shaken(address, named, Origin=f"https://{named}") == 101
        assert status(address, "/healthz", host="localhost") == 200
        assert shaken(address, named, Origin="https://elsewhere.example") == 403


@pytest.mark.parametrize("address", ["", "0.0.0.0"])  # nothing stands for every address
def test_the_server_does_not_listen_to_other_machines(address: str) -> None:
    port = str(free_port())
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    done = subprocess.run(
        [*command, "--server.port", port, "--server.address", address],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=90,
    )
    assert done.returncode == 1
    assert "n’a pas démarré" in done.stderr
    assert "did not start" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def listening() -> Iterator[Callable[[str], None]]:
    """`listening(address)` sets where the server of this process would listen."""
    before = config.get_option("server.address")
    yield lambda address: config.set_option("server.address", address)
    config.set_option("server.address", before)


@pytest.mark.parametrize(
    "address", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"]
)
def test_addresses_of_this_machine_alone_are_served(
    listening: Callable[[str], None], address: str
) -> None:
    listening(address)
    refuse_exposure()


@pytest.mark.parametrize(
    "address", ["::", "192.0.2.7", "::ffff:192.0.2.7", "2001:db8::7", "machine.example", "*"]
)
def test_addresses_that_others_reach_are_not_served(
    listening: Callable[[str], None], address: str
) -> None:
    listening(address)
    with pytest.raises(SystemExit, match=re.escape(address)):
        refuse_exposure()


def test_another_way_to_start_it_does_not_open_it_either() -> None:
    """Started by another program the address is not in the settings: each connection tells."""
    outer = elsewhere()
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "app:app", "--host", "0.0.0.0"]
    with (
        TemporaryFile() as log,
        subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stderr=log,
        ) as running,
    ):
        try:
            wait(f"http://127.0.0.1:{port}", running, log)
            assert status(f"http://127.0.0.1:{port}", "/healthz") == 200
            path, host = "/export/summary.csv?lang=en", "localhost"
            refused, text = words_of(f"http://{outer}:{port}", path, host=host)
            assert (refused, "machine that it runs on" in text) == (403, True)
            assert shaken(f"http://{outer}:{port}", host) == 403
        finally:
            running.terminate()


def elsewhere() -> str:
    """An address of this machine that other machines can reach it by."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # for documentation: nothing is sent
        except OSError:
            pytest.skip("no network on this machine")
        address: str = probe.getsockname()[0]
    return address
