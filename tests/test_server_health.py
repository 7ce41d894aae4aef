"""What a monitor is told: that the process lives, and whether it should get readers."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.requests import Request

from sociallens import work
from sociallens.settings import CURRENT
from sociallens.ui.server import health
from tests import made

ROWS = [{"id": "a"}, {"id": "b"}]
MORE_THAN_ANY_DISK = "9" * 15  # megabytes


def told(monitored: str) -> tuple[int, str]:
    """The status and the words of one of the two addresses."""
    asked = getattr(health, monitored)(Request({"type": "http"}))
    with ThreadPoolExecutor(1) as apart:  # a browser of other tests may hold a loop in this thread
        answer = apart.submit(asyncio.run, asked).result()
    return answer.status_code, bytes(answer.body).decode()


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound store that the server shows."""
    path = made.store(tmp_path / "store", ROWS).path
    monkeypatch.setenv("SOCIALLENS_STORE", str(path))
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))
    monkeypatch.setenv("SOCIALLENS_DISK_LEFT", "1")
    return path


def test_a_sound_store_with_room_is_ready(shown: Path) -> None:
    assert told("ready") == (200, "ok")


def test_too_little_disk_is_not_ready_and_alive(
    shown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_DISK_LEFT", MORE_THAN_ANY_DISK)
    assert told("ready") == (503, "disk-low")
    assert told("alive") == (200, "ok")
    monkeypatch.setenv("SOCIALLENS_DISK_LEFT", "0")
    assert told("ready") == (200, "ok")


def test_the_work_folder_s_disk_counts_too(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Path("/dev/shm")
    left, here = (shutil.disk_usage(each).free for each in (other, shown))
    if not work.MEGABYTE < left < here - work.MEGABYTE:
        pytest.skip("there is no smaller disk beside the one of the store")
    monkeypatch.setenv("SOCIALLENS_DISK_LEFT", str((left + here) // 2 // work.MEGABYTE))
    assert told("ready") == (200, "ok")
    monkeypatch.setenv("SOCIALLENS_WORK", str(other / "sociallens-not-made"))
    assert told("ready") == (503, "disk-low")


def test_a_setting_that_is_no_number_is_named(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOCIALLENS_DISK_LEFT", "a lot")
    assert told("ready") == (503, "setting-number")


def test_a_store_that_is_gone_is_not_ready_and_alive(shown: Path) -> None:
    (shown / CURRENT).unlink()
    code, words = told("ready")
    assert (code, words.startswith("store-")) == (503, True)
    assert told("alive") == (200, "ok")
