"""A file can harm its own reader at most: limits, endings, and what is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from sociallens import settings, work
from sociallens.cli import ALL_REJECTED, main
from sociallens.errors import BadExport, SocialLensError
from sociallens.importing import Report, import_files, inspect_files, read_files, sandbox
from sociallens.importing.limits import Limits, of_command, of_import, of_preview, resident
from sociallens.importing.options import Options
from sociallens.importing.report_text import report_lines
from sociallens.locales import LANGUAGES
from sociallens.store.manifest import open_store
from tests import hostile
from tests.importing import KEY, NOW, written

OPTIONS = Options(key=KEY, now=NOW)
WIDE = Limits(memory=2_000, seconds=300)
SEVERAL = ("texts", "documents", "workbooks", "parquets", "archives", "devices")
# What the readers of formats are to say themselves; here it need only be survived.
QUICK = {
    "newlines_1m.csv", "columns_1m.csv", "long_headers.csv", "long_unused.csv", "braces.csv",
    "ragged.csv", "open_quote.csv", "surrogates.csv", "deep_lists.json", "deep_line.jsonl",
    "integer.json", "surrogate_text.json", "far_single.xlsx", "strings_double.xlsx",
    "strings_largest.xlsx", "good.xlsx", "dictionary.parquet", "footer_3.parquet", "good.parquet",
    "nested.zip", "to_dev_zero", "pipe.csv", "socket.csv", "loop", "to_proc_kmsg",
}  # fmt: skip


def good(path: Path) -> Path:
    return written(path, hostile.HEADER, hostile.GOOD)


def problem(report: Report, name: str) -> str:
    (found,) = [file for file in report.files if file.name == name]
    return found.problem.key if found.problem else ""


def of_tests(name: str) -> Callable[..., Any]:
    """A function of this module as the child knows it: it needs the tests on its path."""
    function: Callable[..., Any] = globals()[name]
    return function


@pytest.fixture
def tests_in_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(settings.ROOT))


def test_what_is_hostile_stays_out_and_all_others_come_in(tmp_path: Path) -> None:
    chosen = [each for kind in SEVERAL for each in hostile.FILES[kind] if each.name in QUICK]
    assert {each.name for each in chosen} == QUICK
    paths = []
    for each in chosen:
        paths.append(tmp_path / each.name)
        each.make(paths[-1])
    paths.append(good(tmp_path / "last.csv"))
    report = sandbox.run(import_files, paths, tmp_path / "store", OPTIONS, limits=WIDE)
    assert [file.name for file in report.files] == [path.name for path in paths]
    chosen.append(hostile.Hostile("last.csv", good, 1))
    for file, each in zip(report.files, chosen, strict=True):
        assert file.read - file.rejected >= (each.good or 0), each.name
    assert report.read == report.added + report.updated + report.unchanged + report.rejected
    assert problem(report, "far_single.xlsx").startswith("import-")
    assert problem(report, "pipe.csv") == "import-not-regular"
    for language in LANGUAGES:
        assert all(len(line) < 2_500 for line in report_lines(report, language))


def test_a_child_that_takes_too_much_memory_is_told(tmp_path: Path, tests_in_reach: None) -> None:
    with pytest.raises(sandbox.Ended) as caught:
        sandbox.run(of_tests("swell"), 3_000, limits=Limits(memory=500))
    assert (caught.value.key, caught.value.details) == ("import-limit-memory", {"most": 500})
    with pytest.raises(sandbox.Ended, match="import-limit-memory"):
        sandbox.run(of_tests("swell"), 500_000, limits=Limits(memory=500))  # at one go


def test_the_parent_ends_a_child_that_grows_below_what_its_system_refuses(
    tests_in_reach: None,
) -> None:
    with pytest.raises(sandbox.Ended, match="import-limit-memory"):
        sandbox.run(of_tests("swell_slowly"), limits=Limits(memory=500, seconds=60))


def test_a_child_that_takes_too_long_is_told(tests_in_reach: None) -> None:
    began = time.monotonic()
    with pytest.raises(sandbox.Ended, match="import-limit-time"):
        sandbox.run(of_tests("sleep"), limits=Limits(seconds=2))
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("way", "key"),
    [("abort", "failure"), ("kill", "killed"), ("leave", "failure"), ("babble", "failure")],
)
def test_however_a_child_ends_it_is_told(way: str, key: str, tests_in_reach: None) -> None:
    with pytest.raises(sandbox.Ended, match=f"import-limit-{key}"):
        sandbox.run(of_tests("end"), way, limits=WIDE)


def test_work_that_nobody_wants_any_more_is_ended(tests_in_reach: None) -> None:
    pids: list[int] = []

    def progress(pid: int, _: int) -> None:
        pids.append(pid)

    with pytest.raises(sandbox.Abandoned):
        sandbox.run(of_tests("sleep"), limits=WIDE, progress=progress, cancelled=lambda: bool(pids))
    assert resident(pids[0]) == 0
    with pytest.raises(ZeroDivisionError):
        sandbox.run(of_tests("sleep"), limits=WIDE, cancelled=lambda: bool(1 // 0))


def test_a_child_dies_with_its_parent(tmp_path: Path, tests_in_reach: None) -> None:
    script = (
        "from tests.test_import_sandbox import *\n"
        "sandbox.run(sleep, limits=WIDE, progress=lambda pid, _: print(pid, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert resident(child) > 0
        parent.kill()
    deadline = time.monotonic() + 20
    while resident(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert resident(child) == 0
    assert [path.name for path in settings.work_folder().glob("child-*.lock")] != []
    work.sweep()
    assert list(settings.work_folder().glob("child-*")) == []


def test_errors_and_frames_come_back_as_they_are(tmp_path: Path) -> None:
    file = good(tmp_path / "a.csv")
    options = (tmp_path / "store", OPTIONS)
    here = read_files([file], *options)
    there = sandbox.run(read_files, [file], *options)
    assert there.rows.equals(here.rows)
    assert there.files == here.files
    assert there.reasons == here.reasons
    unknown = written(tmp_path / "b.csv", "Quand;Quoi", "2026-03-13;Colis perdu depuis une semaine")
    assert sandbox.run(inspect_files, [unknown], *options) == inspect_files([unknown], *options)
    with pytest.raises(BadExport) as caught:
        sandbox.run(read_files, [file], tmp_path / "store", Options(channel="zut"))
    assert caught.value.key == "import-channel-asked"
    assert "review_site" in caught.value.details["known"]


def test_a_file_beside_the_exports_stands_for_no_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "polars.py").write_text("open('ran', 'w')", encoding="utf-8")
    (tmp_path / "json.py").write_text("open('ran', 'w')", encoding="utf-8")
    good(tmp_path / "a.csv")
    monkeypatch.chdir(tmp_path)
    report = sandbox.run(import_files, [Path("a.csv")], tmp_path / "store", OPTIONS)
    assert report.added == 1
    assert not (tmp_path / "ran").exists()


def test_limits_are_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (of_preview().memory, of_preview().seconds) == (2_000, 120)
    assert of_import(25_000_000).seconds == 360
    assert of_command().seconds is None
    monkeypatch.setenv("SOCIALLENS_UPLOAD_MEMORY", "700")
    monkeypatch.setenv("SOCIALLENS_UPLOAD_SECONDS", "0")
    assert of_import(25_000_000) == of_preview() == Limits(700, None, of_preview().answer, nice=5)
    monkeypatch.setenv("SOCIALLENS_IMPORT_SECONDS", "bientôt")
    with pytest.raises(SocialLensError, match="setting-number"):
        of_command()


def test_the_command_says_by_its_status_what_came_of_it(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store")]
    refused = written(tmp_path / "b.csv", hostile.HEADER, "k,Belverde,zut,2024-01-02,Rien")
    fine = good(tmp_path / "a.csv")
    runner = CliRunner()

    def status(*paths: Path) -> int:
        return runner.invoke(main, ["import", *map(str, paths), *store]).exit_code

    assert status(fine) == 0
    assert status(refused) == ALL_REJECTED == 3
    assert status(fine, refused) == 0
    (tmp_path / "c.csv").write_bytes(b"%PDF-1.4")
    assert status(fine, tmp_path / "c.csv") == 1


def test_ctrl_c_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    rows = [f"k{n},Belverde,avis,2024-01-02,Texte numéro {n}" for n in range(60_000)]
    file = written(tmp_path / "a.csv", hostile.HEADER, *rows)
    code = "from sociallens.cli import main; main()"
    command = [sys.executable, "-c", code, "import", str(file), "--store", str(tmp_path / "store")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while not list(settings.work_folder().glob("child-*")):
            time.sleep(0.05)
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "rien n’a été ajouté" in told
    assert not (tmp_path / "store" / "CURRENT").exists()
    assert list(settings.work_folder().glob("child-*")) == []


def test_names_that_are_no_text_are_shown_and_stored(tmp_path: Path) -> None:
    for each in hostile.FILES["names"]:
        each.make(tmp_path / each.name)
    report = sandbox.run(import_files, [tmp_path], tmp_path / "store", OPTIONS)
    assert report.read == 15
    assert all(file.name.isprintable() for file in report.files)
    (record,) = open_store(tmp_path / "store").manifest.imports
    assert len(record.files) == 15


# What children do for the tests.


def swell(megabytes: int) -> int:
    held = [bytearray(megabytes * 1_000_000)]
    return len(held)


def swell_slowly() -> None:
    held: list[bytes] = []
    while len(held) < 35:
        held.append(b"x" * 20_000_000)
        time.sleep(0.02)
    time.sleep(60)


def sleep(progress: Callable[[int, int], None]) -> None:
    progress(os.getpid(), 0)
    time.sleep(600)


def end(way: str) -> None:
    if way == "abort":
        os.abort()
    if way == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if way == "babble":
        os.write(1, b"not an answer")
        pl.DataFrame({"a": [1]}).select(pl.col("b"))
    os._exit(0)
