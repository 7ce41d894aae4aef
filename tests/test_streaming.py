"""What leaves a store piece by piece: the rows of a list, in its order, each of them once."""

import io
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import sociallens
from sociallens import damage, schema, tables, work
from sociallens.about import about
from sociallens.access import LOCAL, UNLIMITED, Scope, TextScope
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.answers import answer, conversations
from sociallens.cli import main
from sociallens.engine import Engine, load
from sociallens.engine.duckdb import streaming
from sociallens.engine.duckdb.waiting import Waiting
from sociallens.errors import StoreError
from sociallens.export import stream
from sociallens.forms import FORMS
from sociallens.link import View
from sociallens.selection import Period, Selection
from tests import made
from tests.test_export import NASTY

COLUMNAR = ("parquet", "arrow")


def rows() -> list[dict[str, object]]:
    """Messages of many months: at equal times, of days, of nobody knows when, and reposted."""
    drawn = made.random_rows(160, seed=5, sites=4)
    start, hour = datetime(2026, 1, 1), datetime(2026, 3, 5, 12)
    for place, row in enumerate(drawn):
        row |= {"id": f"n{place * 7919 % 1000}", "text": NASTY[place % len(NASTY)]}
        row |= {"published_at": start + timedelta(minutes=place * 7919 % 150_000)}
        if place % 4 == 0:
            row |= {"published_at": hour - timedelta(days=place // 20)}
        if place % 9 == 0:
            row |= {"published_at": None, "date_precision": "none"}
        if place % 10 == 3:
            row |= {"published_at": datetime(2026, 2, 1), "date_precision": "day"}
        if place % 13 == 0:
            row |= {"role": "repost"}
    return drawn


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("streamed") / "store"
    made.store(path, rows())
    (path / "merchants.toml").write_text('["Site Neuf"]\naliases = ["Site 2"]\n', encoding="utf-8")
    told = load(path)
    corrected = conversations(told, Selection(), UNLIMITED)["id"][5, 80, 150]
    annotate(path, [Decision(each, "topic", ("offer",)) for each in corrected], who="Anne")
    return load(path)


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "FIRST", 3)
    monkeypatch.setattr(streaming, "HELD", 8)
    monkeypatch.setattr(streaming, "READ", 11)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    selection = Selection(q=draw(st.sampled_from(["", "", "avis", "-"])))
    for name, values in (
        ("site", ["Site 0", "Site Neuf"]),
        ("topic", ["offer", "customer_service"]),
        ("channel", ["twitter", "blog", "review_site"]),
        ("not-sentiment", ["negative"]),
    ):
        if draw(st.booleans()):
            selection = selection.choose(name, draw(st.sets(st.sampled_from(values))))
    first, last = sorted(draw(st.tuples(st.integers(0, 100), st.integers(0, 100))))
    start = datetime(2026, 1, 1).date()
    period = Period(start + timedelta(days=first), start + timedelta(days=last))
    return replace(selection, period=period) if draw(st.booleans()) else selection


@settings(max_examples=8, deadline=None)
@given(
    selections(),
    st.sampled_from([UNLIMITED, TextScope(Scope.of(site=["Site Neuf", "Site 1"]))]),
    st.integers(1, 40),
)
def test_it_is_the_list_in_its_order(
    engine: Engine, selection: Selection, scope: TextScope, most: int
) -> None:
    frames = list(engine.stream(selection, scope, most))
    whole = conversations(engine, selection, scope)
    assert all(0 < frame.height <= most for frame in frames)
    assert pl.concat([whole.clear(), *frames]).equals(whole)


def test_all_of_it_is_there_with_what_people_said(engine: Engine) -> None:
    said = pl.concat(engine.stream(Selection(), UNLIMITED, 50))
    assert sorted(said["id"]) == sorted(str(row["id"]) for row in rows())
    assert (said["topic_by"] == schema.PERSON).sum() == 3
    assert "Site Neuf" in said["site"]
    undated = said["published_at"].is_null()
    assert undated.sum() > 10
    assert undated.to_list() == sorted(undated)


def test_a_store_of_nothing_and_a_view_of_nothing_have_no_frame(
    engine: Engine, tmp_path: Path
) -> None:
    made.store(tmp_path / "empty", [])
    for asked, selection in (
        (load(tmp_path / "empty"), Selection()),
        (engine, Selection().choose("site", [])),
    ):
        assert list(asked.stream(selection, UNLIMITED, 5)) == []
        for form in COLUMNAR:
            pieces = stream(asked, tables.CONVERSATIONS, View(selection), LOCAL, form)
            assert table(b"".join(pieces), form).shape == (0, len(schema.NAMES))


def test_a_file_that_falls_out_between_two_frames_ends_it(tmp_path: Path) -> None:
    store = made.store(tmp_path / "store", rows())
    frames = load(store.path).stream(Selection(), UNLIMITED, 5)
    next(frames)
    oldest = min(store.manifest.segments, key=lambda segment: segment.month)
    (store.path / oldest.file).unlink()
    with pytest.raises(StoreError, match="damage-between"):
        list(frames)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_before_and_after_is_none(tmp_path: Path, form: str) -> None:
    store = made.store(tmp_path / "store", rows())
    engine = load(store.path)
    pieces = damage.steady(engine, stream(engine, tables.CONVERSATIONS, View(), LOCAL, form))
    next(pieces)
    store.files()[0].write_bytes(b"")
    with pytest.raises(StoreError, match="damage-between"):
        list(pieces)


# -- Parquet and Arrow.


def table(content: bytes, form: str) -> pa.Table:
    if form == "parquet":
        return pq.read_table(io.BytesIO(content))
    return pa.ipc.open_stream(content).read_all()


def shown(found: pa.Table) -> pl.DataFrame:
    frame = pl.DataFrame(pl.from_arrow(found))
    return frame.with_columns(pl.col(pl.Datetime("us", "UTC")).dt.replace_time_zone(None))


@pytest.mark.parametrize("form", COLUMNAR)
@pytest.mark.parametrize("name", ["conversations", "topic_trend", "summary", "merchants"])
def test_programs_read_the_table_as_it_is(engine: Engine, form: str, name: str) -> None:
    view = View(Selection().choose("channel", ["twitter", "blog"]), "fr")
    content = b"".join(stream(engine, name, view, LOCAL, form))
    whole = (
        conversations(engine, view.selection, UNLIMITED)
        if name == tables.CONVERSATIONS
        else answer(engine, tables.TABLES[name], view.selection, UNLIMITED).rows
    )
    found = table(content, form)
    assert shown(found).equals(whole)  # hostile cells too: nothing is escaped, and nothing lost
    told = {key.decode(): text.decode() for key, text in found.schema.metadata.items()}
    assert told.items() >= dict(about(engine, name, view, UNLIMITED)).items()


def test_instants_say_that_they_are_utc(engine: Engine) -> None:
    for form in COLUMNAR:
        content = b"".join(stream(engine, tables.CONVERSATIONS, View(), LOCAL, form))
        assert table(content, form).schema.field("published_at").type == pa.timestamp("us", "UTC")


@pytest.mark.parametrize("form", COLUMNAR)
def test_what_broke_off_cannot_be_read(engine: Engine, form: str) -> None:
    for name in ("topics", tables.CONVERSATIONS):
        *begun, _ = stream(engine, name, View(), LOCAL, form)
        with pytest.raises((pa.ArrowInvalid, OSError)):
            table(b"".join(begun), form)


def test_the_command_the_address_and_python_give_the_same_file(
    engine: Engine, served: Callable[..., str], tmp_path: Path
) -> None:
    address, path = served(SOCIALLENS_STORE=str(engine.store.path)), str(engine.store.path)
    query = "v=1&lang=en&period=all&channel=twitter"
    for form in COLUMNAR:
        url = f"{address}/export/conversations.{form}?{query}"
        with urllib.request.urlopen(url, timeout=60) as answered:
            assert answered.headers["Content-Type"] == FORMS[form].media
            found = table(answered.read(), form)
        arguments = ["conversations", "--format", form, "--link", query, "--store", path]
        written = CliRunner().invoke(main, ["export", *arguments]).stdout_bytes
        assert table(written, form).equals(found, check_metadata=True)
        file = tmp_path / f"saved.{form}"
        sociallens.open(path).save(
            "conversations", file, lang="en", period="all", channel="twitter"
        )
        assert table(file.read_bytes(), form).equals(found, check_metadata=True)
    assert sorted(tmp_path.iterdir()) == [tmp_path / f"saved.{form}" for form in sorted(COLUMNAR)]


def test_what_cannot_be_saved_leaves_the_file_that_was_there(
    engine: Engine, tmp_path: Path
) -> None:
    store, file = sociallens.open(engine.store.path), tmp_path / "a.parquet"
    file.write_text("before")
    with pytest.raises(KeyError, match="nothing"):
        store.save("nothing", file)
    with pytest.raises(ValueError, match="site=nowhere"):
        store.save("topics", file, site="nowhere")
    with pytest.raises(ValueError, match="parquet"):
        store.save("topics", tmp_path / "a.feather")
    assert file.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["a.parquet"]


@given(st.data(), st.integers(1, 60), st.integers(1, 20))
def test_what_waits_leaves_in_its_turn(data: st.DataObject, rows: int, most: int) -> None:
    turns = data.draw(st.permutations(range(rows)))
    cuts = sorted(data.draw(st.sets(st.integers(1, rows), max_size=4)) | {rows})
    with work.folder("waiting") as folder:
        waiting = Waiting(folder, rows, most)
        for start, end in pairwise([0, *cuts]):
            some = turns[start:end]
            waiting.add(pa.table({"text": [f"of {turn}" for turn in some]}), pl.Series(some))
        slices = [slice_["text"].to_pylist() for slice_ in waiting.slices()]
    assert list(chain.from_iterable(slices)) == [f"of {turn}" for turn in range(rows)]
    assert {len(slice_) for slice_ in slices[:-1]} <= {most}


def test_no_text_is_left_where_it_waited(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path))
    frames = engine.stream(Selection(), UNLIMITED, 5)
    while not list(tmp_path.glob("export-*/*.arrow")):
        next(frames)
    del frames  # whoever takes it away stops before its end
    assert not list(tmp_path.glob("export-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="files of a process have no limit there")
def test_a_disk_without_room_for_what_waits_is_told(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path))
    whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, whole[1]))
    try:
        with pytest.raises(work.NoFolder, match="work-not-made"):
            list(engine.stream(Selection(), UNLIMITED, 5))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, whole)
    assert not list(tmp_path.glob("export-*"))
