"""The serving file: made from an earlier one it equals one made anew, or it is not used."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from sociallens import dimensions, merchants
from sociallens.access import UNLIMITED
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.engine.duckdb.serving import build, files
from sociallens.selection import Selection
from sociallens.store import integrity, trust
from sociallens.store.manifest import Store, open_store
from sociallens.store.write import commit
from tests import made, torment

EVERYTHING = Selection()
SITE = dimensions.DIMENSIONS["site"]
COUNT = 300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made.store(tmp_path / "store", made.random_rows(COUNT))
    return tmp_path / "store"


def kept(path: Path) -> list[Path]:
    return sorted((path / files.FOLDER).glob("*.duckdb"))


def messages(path: Path) -> Mapping[str, int]:
    """Messages by merchant, as an engine that is opened just now counts them."""
    engine = DuckDBEngine(open_store(path), served=0)
    counted = engine.counts(["contributions"], [SITE], Selection(reposts=True), UNLIMITED)
    return dict(counted.iter_rows())


def add(path: Path, rows: list[dict[str, object]], name: str) -> Store:
    return commit(path, made.contributions(rows), made.record(name), classifier="made")[0]


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the serving file of a store's current version holds, whatever its segments' numbers."""
    DuckDBEngine(open_store(path), served=0)
    (file,) = [each for each in kept(path) if each == max(kept(path), key=os.path.getmtime)]
    with duckdb.connect(str(file), read_only=True) as connection:
        found = {}
        for name, columns in connection.execute(
            "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()"
            " WHERE NOT internal GROUP BY table_name"
        ).fetchall():
            if name.startswith("cube"):
                continue
            listed = [f"{column}::VARCHAR" for column in columns if column != "segment"]
            if "segment" in columns and name != "segments":
                listed.append("file")
                name = f"{name} JOIN segments USING (segment)"
            rows = connection.execute(f"SELECT {', '.join(listed)} FROM {name}").fetchall()
            found[name] = sorted(rows, key=str)
        cubes = connection.execute("SELECT name FROM cubes").fetchall()
        assert cubes
        for (name,) in cubes:
            assert _cells(connection, name) == _cells_of_facts(connection, name), name
    return found


def _cells(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[object, ...]]:
    return connection.execute(f"SELECT * FROM cube_{name} ORDER BY ALL").fetchall()


def _cells_of_facts(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[object, ...]]:
    columns = [column for column, *_ in connection.execute(f"DESCRIBE cube_{name}").fetchall()]
    of = {"month": "date_trunc('month', day)::DATE"}
    counts = columns[columns.index("contributions") :]
    told = [f"{of.get(c, c)} AS {c}" for c in columns if c not in counts]
    sums = [f"sum({count})::UINTEGER" for count in counts]
    cells = f"SELECT {', '.join(told + sums)} FROM facts GROUP BY ALL ORDER BY ALL"
    return connection.execute(cells).fetchall()


@pytest.mark.parametrize("seed", range(2))
def test_what_is_made_from_an_earlier_file_equals_what_is_made_anew(
    path: Path, tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    tables(path)
    for step in range(2):
        rows = draw.sample(made.random_rows(COUNT, seed=seed * 10 + step), draw.choice((1, 30)))
        for row in rows:
            if draw.random() < 0.7:
                row["id"] = f"new{step}-{row.get('id', draw.random())}"
            if draw.random() < 0.3:  # words that no ENUM knows yet
                row["site"] = row["community"] = draw.choice(
                    ("Tout Neuf", "'); DROP TABLE facts--")
                )
        add(path, rows, f"more{step}")
        anew = tmp_path / f"anew{step}"
        shutil.copytree(path, anew, ignore=shutil.ignore_patterns(files.FOLDER))
        assert tables(path) == tables(anew)


def test_an_import_reads_new_segments_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages(path)
    read: list[int] = []
    renewed = build.renewed

    def counted(connection: duckdb.DuckDBPyConnection, store: Store, gone: object, coming: object,
                names: object) -> None:  # fmt: skip
        read.append(len(coming))  # type: ignore[arg-type]
        renewed(connection, store, gone, coming, names)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "renewed", counted)
    row = made.random_rows(1)[0] | {"id": "one-more"}
    store = add(path, [row], "one")
    assert sum(messages(path).values()) == COUNT + 1
    assert read == [1] != [len(store.manifest.segments)]
    assert len(kept(path)) == 2
    for number in range(3):
        add(path, [row | {"id": f"another{number}"}], f"another{number}")
        messages(path)
    assert len(kept(path)) == 2  # the older ones are swept


def test_a_file_that_has_grown_is_built_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages(path)
    monkeypatch.setattr(files, "_MOST_GROWN", 0.5)
    monkeypatch.delattr(build, "renewed")
    add(path, [made.random_rows(1)[0] | {"id": "one-more"}], "one")
    assert sum(messages(path).values()) == COUNT + 1
    assert len(kept(path)) == 2


@pytest.mark.parametrize("strike", [torment.flipped, torment.truncated, torment.deleted])
def test_a_damaged_file_is_built_again(path: Path, strike: torment.Damage) -> None:
    right = messages(path)
    (file,) = kept(path)
    strike(file, random.Random(COUNT))
    assert messages(path) == right


def test_what_rots_without_a_trace_gives_no_wrong_figure(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = messages(path)
    (file,) = kept(path)
    whole, status = file.read_bytes(), integrity.signature(str(file))
    looked = integrity.signature
    monkeypatch.setattr(
        files, "signature", lambda name: status if Path(name) == file else looked(name)
    )
    draw = random.Random(5)
    for _ in range(2):
        data = bytearray(whole)
        for place in range(draw.randrange(1 << 12), len(data), 1 << 12):  # in every block
            data[place] ^= 1 << draw.randrange(8)
        file.write_bytes(data)
        assert messages(path) == right


@pytest.mark.parametrize(("name", "content"), [("*.json", "[]"), (trust.FILE, '{"a": 1}')])
def test_a_seal_or_record_that_makes_no_sense_is_made_again(
    path: Path, name: str, content: str
) -> None:
    right = messages(path)
    for file in (path / files.FOLDER).glob(name):
        file.write_text(content)
    assert messages(path) == right


def test_damaged_segments_are_left_out_of_the_file(path: Path) -> None:
    right = messages(path)
    segment = open_store(path).files()[0]
    data = segment.read_bytes()
    segment.write_bytes(data[:-1])
    assert sum(messages(path).values()) < sum(right.values())
    segment.write_bytes(data)
    assert messages(path) == right


def test_readers_who_come_together_build_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[object] = []
    whole = build.whole

    def counted(*given: object, cubed: bool) -> None:
        built.append(given)
        whole(*given, cubed=cubed)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "whole", counted)
    with ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(messages, [path] * 4))
    assert answers[1:] == answers[:-1]
    assert len(built) == len(kept(path)) == 1


BUILDER = """
import resource
import sys
from pathlib import Path
from sociallens.access import UNLIMITED
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.engine.duckdb.serving import files
from sociallens.selection import Selection
from sociallens.store.manifest import open_store
from tests.store_writer import Watch, kill_at
path = Path(sys.argv[1])
if (most := int(sys.argv[3])):
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
Watch().over(path / files.FOLDER, kill_at(int(sys.argv[2])))
rows = sum(segment.rows for segment in open_store(path).manifest.segments)
engine = DuckDBEngine(open_store(path), served=0)
assert engine.counts(["contributions"], [], Selection(reposts=True), UNLIMITED).item() == rows
"""


def build_apart(path: Path, *, kill_at: int = 0, most: int = 0) -> int:
    """The status of a process that opens the store; `most`: bytes that a file may have."""
    given = [sys.executable, "-c", BUILDER, str(path), str(kill_at), str(most)]
    return subprocess.run(given, cwd=Path.cwd()).returncode


@pytest.mark.parametrize("at", [4, 6])
def test_a_builder_that_is_killed_leaves_nothing_wrong(path: Path, at: int) -> None:
    assert build_apart(path, kill_at=at) == -signal.SIGKILL
    assert sum(messages(path).values()) == COUNT
    left = {file.suffix for file in (path / files.FOLDER).iterdir()}
    assert left <= {".duckdb", ".json", ""}


def test_a_full_disk_is_no_loss(path: Path) -> None:
    assert build_apart(path, most=1 << 19) == 0
    assert kept(path) == []


def test_another_name_of_a_merchant_makes_another_file(path: Path) -> None:
    before = messages(path)
    name = next(iter(before))
    (path / merchants.FILE).write_text(f'["Autre Nom"]\naliases = ["{name}"]\n')
    after = messages(path)
    assert after.keys() == before.keys() - {name} | {"Autre Nom"}
    assert after["Autre Nom"] == before[name]


def test_another_edition_makes_another_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = messages(path)
    (earlier,) = kept(path)
    monkeypatch.setattr(files, "edition", lambda: "another")
    assert messages(path) == right
    assert len(kept(path)) == 2
    assert earlier in kept(path)


def test_where_no_file_can_be_kept_memory_serves(path: Path) -> None:
    right = messages(path)
    shutil.rmtree(path / files.FOLDER)
    (path / files.FOLDER).write_text("in the way")
    assert messages(path) == right


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The segments that are hashed whole from now on."""
    names: list[str] = []
    problem: Callable[..., integrity.Problem | None] = integrity._problem

    def noted(path: str, *more: object) -> integrity.Problem | None:
        names.append(path)
        return problem(path, *more)

    monkeypatch.setattr(integrity, "_problem", noted)
    monkeypatch.setattr(integrity, "_TICK", -1)  # no file is young
    return names


def test_a_start_hashes_what_changed_alone(path: Path, hashed: list[str]) -> None:
    right = messages(path)
    hashed.clear()
    assert messages(path) == right
    assert hashed == []
    segment = open_store(path).files()[1]
    torment.backdated(segment, random.Random(1))  # its change time tells
    assert sum(messages(path).values()) < sum(right.values())
    assert set(hashed) == {str(segment)}


def test_what_is_trusted_is_scrubbed(path: Path) -> None:
    store = open_store(path)
    sound = integrity.Integrity(store).check()
    files_of = [segment.file for segment in store.manifest.segments]
    torment.backdated(store.files()[0], random.Random(1))
    statuses = [integrity.signature(str(file)) for file in store.files()]
    trusted = dict(zip(files_of, statuses, strict=True))  # as if the flip had left no trace
    checked = integrity.Integrity(store, trusted=trusted, pause=0, share=1 << 20)
    enough = 2 * len(files_of) + 2
    assert any(checked.check().damages for _ in range(enough))
    assert not sound.damages


def test_words_are_found_in_a_file_that_segments_left_and_came_to(path: Path) -> None:
    sought, topic = Selection(q="colis", reposts=True), dimensions.DIMENSIONS["topic"]
    for place in range(2):
        DuckDBEngine(open_store(path), served=0)
        later = made.random_rows(COUNT // 10, seed=place)
        add(path, [row | {"text": f"colis {place}"} for row in later], f"later{place}")
    made_again, read = (DuckDBEngine(open_store(path), served) for served in (0, COUNT * 9))
    for by in ([], [SITE, topic]):
        asked = (["contributions", "negative", "framed"], by, sought, UNLIMITED)
        assert made_again.counts(*asked).equals(read.counts(*asked))
    listed = made_again.contributions(sought, UNLIMITED, kind="contributions")
    assert listed.equals(read.contributions(sought, UNLIMITED, kind="contributions"))
    assert set(listed["text"]) == {"colis 0", "colis 1"}
