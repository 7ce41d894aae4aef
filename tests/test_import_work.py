"""What must not outlive a process: one folder, for its owner only, swept by whoever comes next."""

import gc
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sociallens import merchants, settings, work
from sociallens.access import UNLIMITED
from sociallens.engine import known
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.errors import BadMerchants
from sociallens.i18n import LANGUAGES, words
from sociallens.store.manifest import open_store
from tests import made

KEEPER = """
import time
from sociallens import work
with work.folder("upload") as folder:
    (folder / "0").write_text("jean.dupont@exemple.fr", encoding="utf-8")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))
    return tmp_path / "work"


def test_a_folder_is_its_owners_and_goes_with_its_block(base: Path) -> None:
    before = os.umask(0)
    try:
        with work.folder("upload") as one, work.folder("upload") as other:
            assert one != other
            assert {stat.S_IMODE(path.stat().st_mode) for path in (base, one, other)} == {0o700}
            work.sweep()
            assert one.is_dir()
    finally:
        os.umask(before)
    assert [path.name for path in base.iterdir()] == [".lock"]


def test_a_base_that_stood_open_is_closed(base: Path) -> None:
    base.mkdir(mode=0o755)
    with work.folder("upload"):
        assert stat.S_IMODE(base.stat().st_mode) == 0o700


def test_what_a_killed_process_left_is_gone_with_the_next_start(base: Path) -> None:
    environment = os.environ | {"SOCIALLENS_DATA": str(base.parent)}
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", KEEPER], stdout=subprocess.PIPE, env=environment, text=True
        ) as keeper:
            assert keeper.stdout
            left = Path(keeper.stdout.readline().strip())
            work.sweep()
            assert (left / "0").exists()  # its owner lives
            keeper.send_signal(signal.SIGKILL)
        assert (left / "0").exists()
    start = [sys.executable, "-c", "import app"]
    subprocess.run(start, env=environment, check=True, cwd=settings.ROOT)
    assert [path.name for path in base.iterdir()] == [".lock"]


def test_what_has_no_lock_at_all_is_swept(base: Path) -> None:
    (base / "upload-x").mkdir(parents=True)
    (base / "upload-x" / "0").touch()
    work.sweep()
    assert not (base / "upload-x").exists()


def test_what_is_kept_outlives_its_process_for_a_week(base: Path) -> None:
    fresh, old = work.kept() / "fresh", work.kept() / "old"
    for file in (fresh, old):
        file.write_bytes(b"1")
    os.utime(old, (0, 0))
    with work.folder("upload"):
        assert [*work.kept().iterdir()] == [fresh]
    work.sweep()
    assert fresh.exists()
    assert stat.S_IMODE(fresh.parent.stat().st_mode) == 0o700


def test_the_spill_goes_with_its_engine(base: Path, tmp_path: Path) -> None:
    made.store(tmp_path / "store", made.random_rows(20))
    engine = DuckDBEngine(open_store(tmp_path / "store"))
    assert len(list(base.glob("spill-*/"))) == 1
    assert known(engine, UNLIMITED)
    del engine
    gc.collect()
    assert list(base.glob("spill-*")) == []


def test_an_engine_needs_no_place_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made.store(tmp_path / "store", made.random_rows(20))
    (tmp_path / "file").touch()
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "file"))
    assert known(DuckDBEngine(open_store(tmp_path / "store")), UNLIMITED)
    with pytest.raises(work.NoFolder, match="work-not-made"):
        work.Folder("upload")


WRONG = {
    "": ("merchants-empty", None),
    " \n\n": ("merchants-empty", None),
    '["Aa"]\naliases = ["b"]\n\n[Cc\n': ("merchants-toml", 4),
    '["Aa"]\naliases = "b"\n': ("merchants-list", 2),
    '["Bb"]\naliases = ["x"]\n["Aa"]\naccounts = [1]\n': ("merchants-list", 4),
    '["Bb"]\n\n["Bb"]\n': ("merchants-toml", 3),
    'Aa = "b"\n': ("merchants-table", 1),
    '["Aa"]\naliases = ["b"': ("merchants-toml", 2),
    '["Aa"]\naliases = ' + "[" * 5000: ("merchants-toml", 2),
    '["Aa"]\naliases = ' + "1" * 5000: ("merchants-toml", 2),
    '["Aa"]\naliases = ["x"]\n["Bb"]\naliases = ["X"]\n': ("merchants-twice", None),
}


@pytest.mark.parametrize(("text", "told"), WRONG.items())
def test_a_file_of_merchants_that_is_wrong_is_told_by_line(
    tmp_path: Path, text: str, told: tuple[str, int | None]
) -> None:
    (tmp_path / merchants.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(BadMerchants) as caught:
        merchants.load(tmp_path)
    assert (caught.value.key, caught.value.details.get("line")) == told
    for language in LANGUAGES:
        assert words(caught.value.key, language, **caught.value.details)


def test_a_file_of_merchants_in_another_encoding_is_told_by_line(tmp_path: Path) -> None:
    text = '["Aa"]\naliases = ["b"]\n["Été"]\n'
    (tmp_path / merchants.FILE).write_bytes(text.encode("cp1252"))
    with pytest.raises(BadMerchants) as caught:
        merchants.load(tmp_path)
    assert (caught.value.key, caught.value.details["line"]) == ("merchants-encoding", 3)
    (tmp_path / merchants.FILE).write_text(text, encoding="utf-8-sig")  # as Notepad saves it
    assert merchants.load(tmp_path).resolve("b") == "Aa"
