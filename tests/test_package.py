"""What is installed runs without the checkout: the wheel's files, its dashboard.

The wheel is built once (a second) and unpacked; each test that starts it takes the seconds that
Python needs to import Streamlit.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest

from sociallens.cli.serve import LOOPBACK

ROOT = Path(__file__).parents[1]
BESIDE = ("pages", "data/demo", ".streamlit")  # folders that the package takes in


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as an installer unpacks it."""
    folder = tmp_path_factory.mktemp("site")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def environment(site: Path, **more: str) -> dict[str, str]:
    """The variables of a process that knows the unpacked wheel and no checkout."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("SOCIALLENS_", "STREAMLIT_"))}
    return own | {"PYTHONPATH": str(site), "SOCIALLENS_LANG": "fr"} | more


def python(site: Path, cwd: Path, code: str, **more: str) -> str:
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(
        command, cwd=cwd, env=environment(site, **more), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_all_that_runs_and_nothing_else(wheel: Path) -> None:
    beside = set[str]().union(*(files(ROOT / folder) for folder in BESIDE), {"app.py"})
    expected = files(ROOT / "sociallens") | {f"sociallens/{name}" for name in beside}
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == expected
    assert {"sociallens/py.typed", "sociallens/data/demo/CURRENT"} < names


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with ZipFile(wheel) as archive:
        names = {name.partition("/")[2]: name for name in archive.namelist()}
        metadata = archive.read(names["METADATA"]).decode()
        commands = archive.read(names["entry_points.txt"]).decode()
        assert archive.read(names["licenses/LICENSE"]) == (ROOT / "LICENSE").read_bytes()
    assert "License-Expression: Apache-2.0" in metadata
    extras = declared["optional-dependencies"].values()
    needed = len(declared["dependencies"]) + sum(map(len, extras))
    assert metadata.count("\nRequires-Dist: ") == needed
    assert "sociallens = sociallens.cli:main" in commands


def test_own_data_go_to_the_users_folder(site: Path, empty: Path, tmp_path: Path) -> None:
    code = "from sociallens import settings as s; print(s.ROOT, s.OWN_STORE, s.shown_store())"
    root = site / "sociallens"
    place = {"XDG_DATA_HOME": str(tmp_path)} if sys.platform == "linux" else {}
    told = python(site, empty, code, **place).split()
    assert told[0] == str(root)
    assert told[2] == str(root / "data" / "demo")
    assert not Path(told[1]).is_relative_to(site)
    if place:
        assert told[1] == str(tmp_path / "sociallens" / "own")
    named = python(site, empty, code, SOCIALLENS_DATA=str(tmp_path / "mine"))
    assert named.split()[1] == str(tmp_path / "mine" / "own")


def test_the_configuration_is_the_packages_own(site: Path, empty: Path) -> None:
    """Streamlit looks in the current folder (its issue 15215): that one may be anybody's."""
    configure(empty, '[client]\ntoolbarMode = "developer"\n[server]\nbaseUrlPath = "elsewhere"\n')
    code = (
        "from streamlit import config; from sociallens.ui.application import application; "
        "application(); print([config.get_option(name) for name in "
        "('client.toolbarMode', 'server.address', 'server.baseUrlPath')])"
    )
    assert python(site, empty, code).strip() == "['minimal', 'localhost', '']"


def configure(folder: Path, text: str) -> None:
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(text, encoding="utf-8")


@contextmanager
def served(
    site: Path, cwd: Path, *options: str, **more: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address that `sociallens serve` tells, and its process."""
    command = [sys.executable, "-P", "-m", "sociallens", "serve", "--port", "0", *options]
    process = subprocess.Popen(
        command, cwd=cwd, env=environment(site, **more), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    try:
        line = process.stdout.readline()
        address = re.search(r"http://localhost:\d+", line)
        assert address, line
        yield address[0], process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert answer.status == 200
        text: str = answer.read().decode("utf-8-sig")
        return text


def test_an_installed_dashboard_opens_anywhere(site: Path, empty: Path, tmp_path: Path) -> None:
    # Neither the settings of the folder nor those of the environment decide who may read.
    configure(empty, '[server]\nbaseUrlPath = "elsewhere"\naddress = "0.0.0.0"\n')
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n', encoding="utf-8")
    browser.chmod(0o755)
    more = {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0", "SOCIALLENS_DATA": str(tmp_path / "data")}
    screen = {"BROWSER": f"{browser} %s", "DISPLAY": ":0"}
    with served(site, empty, "--open", **more, **screen) as (address, process):
        assert read(f"{address}/_stcore/health") == "ok"
        assert '<div id="root">' in read(f"{address}/overview")
        assert read(f"{address}/healthz") == "ok"
        lines = read(f"{address}/export/summary.csv?v=1&lang=en").splitlines()
        assert lines[0].startswith('"metric","k","n","rate","low","high",')
        port = int(address.rpartition(":")[2])
        with socket.socket() as other, pytest.raises(ConnectionRefusedError):
            other.connect(("127.0.0.2", port))  # this machine too, but not where it listens
        assert (tmp_path / "opened").read_text(encoding="utf-8").strip() == address
        assert process.stdout
        process.send_signal(signal.SIGINT)
        assert process.stdout.read().strip() == "SocialLens est arrêté."
        assert process.wait(30) == 0
    assert [path.name for path in empty.iterdir()] == [".streamlit"]


def test_a_taken_port_is_told(empty: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "sociallens", "serve", "--port", str(port)]
        told = environment(ROOT)
        done = subprocess.run(command, cwd=empty, env=told, capture_output=True, check=False)
    assert done.returncode == 1
    assert f"Le port {port} est déjà pris" in done.stderr.decode()
    assert f"--port {port + 1}" in done.stderr.decode()


def test_a_folder_that_is_no_store_is_told_at_once(empty: Path) -> None:
    command = [sys.executable, "-m", "sociallens", "serve", "--port", "0", "--store", str(empty)]
    done = subprocess.run(
        command, cwd=empty, env=environment(ROOT), capture_output=True, check=False
    )
    assert done.returncode == 1
    assert "empty" in done.stderr.decode()
