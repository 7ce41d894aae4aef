"""What a manager's Windows machine needs, as far as another system can show it.

`make static` types the product for Windows too: a call that only POSIX has is an error there. Here
what only POSIX has is taken away, or what Windows does is put in its place.
"""

import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from sociallens import settings, work
from sociallens.importing.privacy.pseudonyms import keep_key, new_key, read_key
from sociallens.store import disk
from sociallens.store.manifest import open_store
from sociallens.store.write import create

ROOT = Path(__file__).parents[1]
# Imports every module of the product as if `sociallens` ran where these modules do not exist.
WITHOUT_POSIX = """
import builtins, importlib, pkgutil, sys

POSIX = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
everywhere = builtins.__import__

def elsewhere(name, globals=None, locals=None, fromlist=(), level=0):
    if name in POSIX and (globals or {}).get("__name__", "").startswith("sociallens"):
        raise ModuleNotFoundError(name)
    return everywhere(name, globals, locals, fromlist, level)

builtins.__import__ = elsewhere
import sociallens

names = [module.name for module in pkgutil.walk_packages(sociallens.__path__, "sociallens.")]
for name in names:
    if name == "sociallens.ui.frame":  # a script: it runs where it is imported
        continue
    if not name.startswith(("sociallens.cluster", "sociallens.engine.spark")):  # an extra
        importlib.import_module(name)
print(len(names))
"""


def test_nothing_needs_posix_to_start() -> None:
    command = [sys.executable, "-c", WITHOUT_POSIX]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100


def test_git_leaves_the_files_of_a_store_as_they_are() -> None:
    name = next((ROOT / "data" / "demo" / "manifests").iterdir()).relative_to(ROOT)
    command = ["git", "check-attr", "text", "--", str(name)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        pytest.skip("no Git here")
    assert told.stdout.strip().endswith("text: unset")


def test_words_go_into_a_pipe_that_lacks_their_letters() -> None:
    """A Western Windows pipe knows no narrow space, and French numbers have one."""
    variables = {"PYTHONIOENCODING": "cp1252", "SOCIALLENS_LANG": "fr"}
    command = [sys.executable, "-m", "sociallens", "check", "--store", "data/demo"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | variables, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "26\u202f757 contributions" in done.stdout.decode("utf-8")


def test_a_store_is_written_where_folders_cannot_be_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = os.open

    def no_folders(path: str | Path, *more: int) -> int:
        if os.path.isdir(path):
            raise PermissionError(13, "Permission denied", str(path))
        return plain(path, *more)

    monkeypatch.setattr(os, "open", no_folders)
    monkeypatch.setattr(settings, "WINDOWS", True)
    create(tmp_path / "store")
    assert open_store(tmp_path / "store").manifest.version == 0


def test_a_file_that_somebody_reads_is_replaced_a_moment_later(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain, refusals = os.replace, [PermissionError(13, "in use"), PermissionError(13, "in use")]

    def busy(source: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        plain(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(settings, "WINDOWS", True)
    disk.write(tmp_path / "CURRENT", b"new")
    assert (tmp_path / "CURRENT").read_bytes() == b"new"
    refusals.append(PermissionError(13, "not ours"))
    monkeypatch.setattr(settings, "WINDOWS", False)
    with pytest.raises(PermissionError):
        disk.write(tmp_path / "CURRENT", b"newer")
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]


def test_a_key_is_read_where_modes_mean_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "key"
    key = keep_key(new_key(), path)
    path.chmod(0o666)  # what Windows says of every file
    monkeypatch.setattr(settings, "WINDOWS", True)
    assert key
    assert read_key(path) == key


def test_a_lock_is_not_removed_while_it_is_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Windows refuses to remove a file that is open: what a dead process left stayed for ever."""
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))
    left = work.Folder("left")
    left._lock.release()  # as the end of its process does
    plain = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.exists() and open_here(self):
            raise PermissionError(13, "in use", str(self))
        plain(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    work.Folder("next").remove()
    assert [path.name for path in (tmp_path / "work").iterdir() if path.name != ".lock"] == []


def open_here(path: Path) -> bool:
    """Whether this process holds the file open."""
    wanted = path.stat()
    for descriptor in range(256):
        with suppress(OSError):
            about = os.fstat(descriptor)
            if stat.S_ISREG(about.st_mode) and os.path.samestat(about, wanted):
                return True
    return False
