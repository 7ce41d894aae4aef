"""Long files are read in slices, by several processes; the rows are those of a file read whole."""

import io
import os
import random
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociallens import work
from sociallens.errors import BadExport
from sociallens.importing import completing, files, import_files, storing, workers
from sociallens.importing.completing import Known
from sociallens.importing.context import resolve
from sociallens.importing.finishing import Finish
from sociallens.importing.formats import delimited, long, parquet
from sociallens.importing.formats.encoding import decode
from sociallens.importing.formats.table import Table
from sociallens.importing.job import Meter
from sociallens.importing.options import Options
from sociallens.importing.reading import Read, read_file
from sociallens.importing.workers import Done, Job
from sociallens.store.manifest import open_store
from sociallens.store.runs import ORDER
from tests.importing import EXPORTS, KEY, NOW, written

OPTIONS = Options(key=KEY, now=NOW, site="Fnac", channel="avis", guess=True)
HEADER = ("site,channel,published_at,id,conversation_id,parent_id,author,role,text,community,url,"
          "rating,topic,sentiment")  # fmt: skip
# Of each column what may depend on other rows: ids that repeat, hold their author or are rounded,
# threads that climb, one site, orders of day and month, communities that are an author's.
CELLS = (
    ("Fnac", "Darty", ""),
    ("avis", "twitter", "forum"),
    ("2023-01-12", "02/03/2024", "25/03/2024", "2023-05-05T10:00:00Z", "hier", ""),
    ("", "", "1", "2", "3", "4", "5", "6", "7", "8", "9", "leamartin7", "1.2E+18", "a@b.fr"),
    ("", "", "", "c1", "c2"),
    ("", "", "1", "3", "5", "7", "x1", "leamartin7"),
    ("lea.martin", "Jean Dupont", "", "Fnac"),
    ("", "customer", "brand", "moderator"),
    ("Ma commande 12345678 est en retard", "Merci Jean !", "", "RT @x: coucou", "Nul chez Darty"),
    ("", "", "forum auto", "lea.martin", "@lea"),
    ("", "https://twitter.com/lea/status/123"),
    ("", "", "1", "5"),
    ("", "", "offer", "zut"),
    ("", "positive"),
)


def _read(
    path: Path, folder: Path, size: int, known: Known | None = None
) -> tuple[list[dict[str, Any]], ...]:
    """The rows of a file, its rejected rows, and its reports, read in slices of `size` rows."""
    parts = _parts(path, folder, size, known)
    rows = [row for part in parts for some in part.rows.slices() for row in some.to_dicts()]
    rejected = [row for part in parts for row in part.rejected.to_dicts()]
    return rows, rejected, [vars(part.report) for part in parts]


def _parts(path: Path, folder: Path, size: int, known: Known | None) -> list[Read]:
    folder.mkdir(exist_ok=True)
    context, meter = resolve(None, OPTIONS, lambda: KEY), Meter(None, None)
    return [*read_file(path, path.name, context, None, meter, lambda: folder, known, size=size)]


def _invented(path: Path, seed: int, count: int = 60) -> Path:
    chance = random.Random(seed)
    rows = (",".join(map(chance.choice, CELLS)) for _ in range(count))
    return written(path, HEADER, *rows)


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(4, 30))
def test_slices_of_any_size_give_the_rows_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    folder = tmp_path_factory.mktemp("slices")
    file = _invented(folder / "a.csv", seed)
    assert _read(file, folder / "some", size) == _read(file, folder / "whole", 1_000)


@pytest.mark.parametrize("file", sorted(EXPORTS.rglob("input.*"))[3::12], ids=str)
def test_slices_of_known_exports_give_the_rows_of_the_whole(tmp_path: Path, file: Path) -> None:
    assert _read(file, tmp_path / "some", 2) == _read(file, tmp_path / "whole", 1_000)


CELL = st.sampled_from(
    [
        "abc",
        "é",
        "",
        " x",
        '"a,b;c"',
        '"li\nne"',
        '"say ""hi"""',
        '""',
        '"\t"',
        'a"b',
        '"open',
        'x"',
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3) | st.lists(CELL, max_size=4), max_size=40),
    end=st.sampled_from(["\n", "\r\n"]),
    last=st.sampled_from(["", "\n", "\n\n"]),
    block=st.sampled_from([30, 200, 10_000]),
)
def test_blocks_of_a_file_give_the_records_of_the_whole(
    rows: list[list[str]], end: str, last: str, block: int
) -> None:
    data = (end.join(",".join(row) for row in [["a", "b", "c"], *rows]) + last).encode()
    whole = delimited.read_delimited(decode(data), lambda _: False)
    with pytest.MonkeyPatch.context() as patch:
        for module in (long, delimited):
            patch.setattr(module, "GUARD", 400)
        found = [*long.read_long(io.BytesIO(data), lambda _: False, block).slices()]
    assert pl.concat(each.frame for each in found).equals(whole.frame)
    assert [refusal for each in found for refusal in each.refusals] == whole.refusals
    assert sum((each.notes for each in found), start=whole.notes.__class__()) == whole.notes


def test_parquet_comes_in_slices(tmp_path: Path) -> None:
    texts = [f"Commande {number}" if number % 3 else None for number in range(23_000)]
    pl.DataFrame({"text": texts, "n": range(23_000)}).write_parquet(tmp_path / "a.parquet")
    with (tmp_path / "a.parquet").open("rb") as file:
        slices = [*parquet.read_parquet(file, lambda _: None, 5_000).slices()]
    assert len(slices) == 5
    whole = pl.concat(each.frame for each in slices)
    assert whole["text"].to_list() == texts
    assert whole["#line"].to_list() == list(range(1, 23_001))
    assert [round(each.share, 2) for each in slices] == [0.22, 0.43, 0.65, 0.87, 1.0]


def test_processes_give_the_rows_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _invented(tmp_path / "a.csv", 3)
    alone = _read(file, tmp_path / "alone", 20)
    monkeypatch.setattr(completing, "PARALLEL", 1)
    assert _read(file, tmp_path / "together", 20) == alone


@pytest.fixture
def long_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of any length are handled as long ones."""
    monkeypatch.setattr(storing, "LONG", 0)
    monkeypatch.setattr(completing, "PREVIEW", 1)


def _stored(store: Path) -> list[dict[str, Any]]:
    held = pl.read_parquet(open_store(store).files()).drop("import_id").sort("id")
    return held.to_dicts()


@pytest.mark.usefixtures("long_files")
def test_rows_that_the_store_has_are_not_finished_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"Fnac,avis,2023-01-{day:02},{day},Jamais reçu le colis {day}" for day in range(1, 29)]
    header = "site,channel,published_at,id,text"
    first = written(tmp_path / "a.csv", header, *lines)
    options = Options(key=KEY, now=NOW)
    assert import_files([first], tmp_path / "store", options).added == 28
    before = _stored(tmp_path / "store")
    seen: list[int] = []
    real = Finish.rows

    def counting(self: Finish, rows: pl.DataFrame) -> Any:
        seen.append(rows.height)
        return real(self, rows)

    monkeypatch.setattr(Finish, "rows", counting)
    again = import_files([first], tmp_path / "store", options)
    assert (again.read, again.unchanged, again.added) == (28, 28, 0)
    assert sum(seen) == 1  # the one that is shown
    assert _stored(tmp_path / "store") == before
    lines[4] = lines[4].replace("Jamais", "Bien")
    changed = written(tmp_path / "b.csv", header.replace("id,", "id,updated_at,"),
                      *(line.replace(f",{n},", f",{n},2023-03-01,", 1)
                        for n, line in enumerate(lines, 1)))  # fmt: skip
    edited = import_files([changed], tmp_path / "store", options)
    assert edited.updated == 28  # of a later time
    assert any(row["text"].startswith("Bien") for row in _stored(tmp_path / "store"))


def test_the_order_of_rows_rises_over_the_whole_file(tmp_path: Path) -> None:
    file = _invented(tmp_path / "a.csv", 5)
    (part,) = _parts(file, tmp_path, 7, lambda ids, _: pl.Series([False] * len(ids)))
    orders = [row for rows in part.rows.slices() for row in rows[ORDER]]
    assert part.rows.count > 3
    assert orders == list(range(len(orders)))


@pytest.mark.usefixtures("long_files")
@pytest.mark.parametrize("seed", range(2))
def test_what_is_known_changes_no_outcome(tmp_path: Path, seed: int) -> None:
    options = Options(key=KEY, now=NOW, site="Fnac")
    first = _invented(tmp_path / "a.csv", seed)
    others = _invented(tmp_path / "c.csv", seed + 100, 20).read_text().splitlines()
    lines = [*first.read_text().splitlines()[20:], *others[1:]]
    second = written(tmp_path / "b.csv", HEADER, *lines)
    stores = tmp_path / "knowing", tmp_path / "plain"
    reports = []
    for store in stores:
        with pytest.MonkeyPatch.context() as patch:
            if store == stores[1]:
                patch.setattr(storing, "LONG", 1 << 40)
            import_files([first], store, options)
            reports.append(import_files([second], store, options))
    told = [(r.read, r.added, r.updated, r.unchanged, r.clashing, r.rejected) for r in reports]
    assert told[0] == told[1]
    assert _stored(stores[0]) == _stored(stores[1])


@pytest.mark.usefixtures("long_files")
def test_an_import_that_was_ended_goes_on_at_the_slice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _invented(tmp_path / "a.csv", 4)
    options = Options(key=KEY, now=NOW, site="Fnac")
    undisturbed = import_files([file], tmp_path / "undisturbed", options)
    monkeypatch.setattr(completing, "PARALLEL", 1)
    monkeypatch.setattr(files, "read_file", partial(read_file, size=10))
    monkeypatch.setattr(workers, "MOST", 1)
    begun: list[Job | Done] = []
    real = completing.Completing._job

    def counting(self: Any, number: int, ready: pl.DataFrame) -> Job | Done:
        begun.append(real(self, number, ready))
        return begun[-1]

    def ending(done: int, expected: int) -> None:
        if done > 40:
            raise KeyboardInterrupt

    monkeypatch.setattr(completing.Completing, "_job", counting)
    with pytest.raises(KeyboardInterrupt):
        import_files([file], tmp_path / "store", options, progress=ending)
    assert all(isinstance(each, Job) for each in begun)
    begun.clear()
    told = import_files([file], tmp_path / "store", options)
    finished = [isinstance(each, Done) for each in begun]
    assert finished[0]
    assert not finished[-1]
    assert (told.added, told.rejected) == (undisturbed.added, undisturbed.rejected)
    assert _stored(tmp_path / "store") == _stored(tmp_path / "undisturbed")
    assert not [*work.kept().iterdir()]


@pytest.mark.usefixtures("long_files")
def test_a_file_that_is_stored_begins_one_process_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _invented(tmp_path / "a.csv", 5)
    options = Options(key=KEY, now=NOW, site="Fnac")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(completing, "PARALLEL", 1)
    monkeypatch.setattr(files, "read_file", partial(read_file, size=30))
    crews: list[workers.Workers] = []
    real = workers.Workers.finish

    def noting(self: workers.Workers, jobs: Any) -> Any:
        crews.append(self)
        return real(self, jobs)

    monkeypatch.setattr(workers.Workers, "finish", noting)
    for _ in range(2):
        report = import_files([file], tmp_path / "store", options)
    assert report.added == 0
    first, again = (len(crew.processes) for crew in crews)
    assert again <= 1 < first


@pytest.mark.usefixtures("long_files")
def test_a_disk_that_is_too_small_is_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "ROOM", 1 << 50)
    file = written(tmp_path / "a.csv", "site,text", "Fnac,Bien")
    with pytest.raises(BadExport) as caught:
        import_files([file], tmp_path / "store", OPTIONS)
    assert caught.value.key == "import-no-room"
    assert not (tmp_path / "store").exists()


def test_progress_counts_reading_and_finishing() -> None:
    told: list[tuple[int, int]] = []
    meter = Meter(lambda done, expected: told.append((done, expected)), None)
    path = Path(__file__)
    meter.expect([path])
    meter.begin(path)
    meter.read(10, 0.5)
    meter.read(10, 1.0)
    meter.add(20)
    meter.passed(path)
    assert told == [(5, 20), (10, 20), (20, 20), (20, 20)]


def test_a_table_is_changed_slice_by_slice() -> None:
    one = Table(pl.DataFrame({"a": ["x"]}), "csv")
    table = Table(one.frame, "csv", rest=iter([one]))
    changed = table.change(lambda part: Table(part.frame.with_columns(b=1), part.kind))
    assert [part.frame.columns for part in changed.slices()] == [["a", "b"], ["a", "b"]]
