"""A workbook holds the table with real numbers and days, no formula, and says what it is of."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sociallens import export, settings, tables, workbook
from sociallens.access import LOCAL, UNLIMITED
from sociallens.answers import answer, conversations
from sociallens.cli import main
from sociallens.engine import Engine, load
from sociallens.export import TooManyRows, stream
from sociallens.forms import FORMS
from sociallens.i18n import LANGUAGES, Language
from sociallens.link import View
from sociallens.quality import tables as quality
from sociallens.selection import Period, Selection
from sociallens.settings import DEMO_STORE
from sociallens.workbook import MOST_CHARACTERS
from tests import made
from tests.asking import asked, words_of

NASTY = (
    "=1+1", "+33 6", "-5", "@modalys", "\t=1", "=HYPERLINK(\"x\")", "{=1}", "001", "1e5", "true",
    "2025-01-02", "http://x.example/", "mailto:a@b.example", "_x0041_", "a\r\nb\rc", " blanc ", "",
    "\x01\x1f", "\ufffe", "🙂", "<b>&amp;</b>", "]]>", "#REF!", "'=1",
)  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(max_size=20)
rows = st.tuples(
    texts,
    st.none() | st.integers(-(10**12), 10**12),
    st.none() | st.floats(-1e9, 1e9),
    st.none() | st.booleans(),
    st.none() | st.dates(date(1901, 1, 1), date(2999, 12, 31)),
    st.none()
    | st.datetimes(datetime(1901, 1, 1), datetime(2999, 1, 1)).map(
        lambda time: time.replace(second=1, microsecond=0, fold=0)
    ),
    st.lists(texts, max_size=3),
)
KINDS: dict[str, Any] = {
    "text": pl.String, "k": pl.Int64, "rate": pl.Float64, "selected": pl.Boolean, "day": pl.Date,
    "at": pl.Datetime("us"), "topics": pl.List(pl.String),
}  # fmt: skip


def bare(text: str) -> str:
    """A text as a workbook keeps it: one kind of line break, no control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]", "", lines)


def sheets(content: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        book.get_sheet_by_index(place).to_python(skip_empty_area=False)
        for place in range(len(book.sheet_names))
    ]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()


def written(folder: Path, frames: list[pl.DataFrame]) -> bytes:
    path = folder / "table.xlsx"
    workbook.write(path, ("Tableau", "À propos"), frames, [("Lien", "=v=1")])
    return path.read_bytes()


@given(st.lists(rows, min_size=1, max_size=6))
@hypothesis_settings(max_examples=25)
@example([(text, 1, 0.5, True, date(2026, 1, 2), None, [text]) for text in NASTY])
def test_a_workbook_reads_back_as_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[object, ...]]
) -> None:
    frame = pl.DataFrame(table, schema=KINDS, orient="row")
    content = written(tmp_path_factory.mktemp("book"), [frame[:1], frame[1:]])
    assert "<f" not in re.sub(r"<t[ >].*?</t>", "", part(content, "xl/worksheets/sheet1.xml"))
    (header, *said), about = sheets(content)
    assert header == list(KINDS)
    assert len(said) <= len(table)  # the last may be empty
    for line, (text, k, rate, selected, day, at, topics) in zip(said, table, strict=False):
        cells = [*line, *[""] * len(KINDS)]
        assert str(cells[0]).replace("_x005F_", "_") == bare(str(text))
        assert cells[1] == ("" if k is None else k)
        assert cells[2] == ("" if rate is None else pytest.approx(rate, rel=1e-12))
        assert cells[3] == ("" if selected is None else selected)
        assert cells[4] == ("" if day is None else day)
        assert cells[5] == ("" if at is None else at)
        assert str(cells[6]).replace("_x005F_", "_") == bare("|".join(topics))  # type: ignore[arg-type]
    assert about == [["Lien", "=v=1"]]


def test_the_header_is_bold_and_stays(tmp_path: Path) -> None:
    content = written(tmp_path, [pl.DataFrame({"a": ["x"]})])
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert 'ySplit="1"' in sheet
    assert re.search(r'<c r="A1" s="1"', sheet)
    assert "<b/>" in part(content, "xl/styles.xml")


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    table, _ = sheets(written(tmp_path, [pl.DataFrame(schema=KINDS)]))
    assert table == [list(KINDS)]


def test_what_no_cell_holds_is_cut_and_says_so(tmp_path: Path) -> None:
    long = ["x" * (MOST_CHARACTERS + 5), "🙂" * 20_000, "court"]
    table, _ = sheets(written(tmp_path, [pl.DataFrame({"text": long})]))
    said = [str(line[0]) for line in table[1:]]
    assert [text[-1] for text in said] == ["…", "…", "t"]
    assert all(len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS for text in said)
    assert len(said[0]) > MOST_CHARACTERS // 3


def test_a_day_that_no_workbook_knows_is_a_text(tmp_path: Path) -> None:
    frame = pl.DataFrame({"day": [date(1899, 12, 31), date(1900, 1, 1)]})
    table, _ = sheets(written(tmp_path, [frame]))
    assert table[1] == ["1899-12-31"]


def test_a_short_number_gains_no_digits(tmp_path: Path) -> None:
    frame = pl.DataFrame({"confidence": [0.89, None]}, schema={"confidence": pl.Float32})
    table, _ = sheets(written(tmp_path, [frame]))
    assert table[1] == [0.89]


# -- Tables of a view.


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    drawn = made.random_rows(150, seed=6, sites=3)
    drawn[0]["text"] = "=1+1"
    return load(made.store(tmp_path_factory.mktemp("shop") / "store", drawn).path)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    return settings.work_folder()


def file(engine: Engine, name: str, view: View) -> bytes:
    return b"".join(stream(engine, name, view, LOCAL, "xlsx"))


@pytest.mark.parametrize("name", tables.NAMES)
def test_a_workbook_holds_the_table(engine: Engine, name: str) -> None:
    view = View(Selection().choose("channel", ["twitter", "blog"]))
    table, about = sheets(file(engine, name, view))
    if name == tables.CONVERSATIONS:
        frame = conversations(engine, view.selection, UNLIMITED)
    elif name in tables.QUALITY:
        frame = quality.frame(engine, name, view.selection, UNLIMITED)
    else:
        frame = answer(engine, tables.TABLES[name], view.selection, UNLIMITED).rows
    header, *said = table
    assert header == frame.columns
    assert len(said) == frame.height
    assert said or name in tables.QUALITY  # without an audit or another tool there is nothing
    for line, row in zip(said, frame.to_dicts(), strict=True):
        for cell, (column, true) in zip(line, row.items(), strict=True):
            if true is None:
                assert cell == "", column
            elif isinstance(true, float):
                assert cell == pytest.approx(true, rel=1e-6), column
            elif not isinstance(true, list):
                assert cell == true, column
    assert len(about) > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_says_what_it_is_of(engine: Engine, language: Language) -> None:
    period = Period(date(2025, 1, 1), date(2025, 12, 31))
    selection = (
        Selection(period, q="texte").choose("site", ["Site 1"]).choose("not-topic", ["offer"])
    )
    _, about = sheets(file(engine, "topics", View(selection, language)))
    said = " | ".join(" ".join(map(str, line)) for line in about)
    for part_of_it in ("Site 1", "2025", "texte", f"?v=1&lang={language}", "not-topic=offer"):
        assert part_of_it in said
    assert {"fr": "Offres", "en": "Offers"}[language] in said
    assert {"fr": "fictives", "en": "Made-up"}[language] not in said
    _, about = sheets(file(load(DEMO_STORE), "summary", View(language=language)))
    said = " | ".join(" ".join(map(str, line)) for line in about)
    assert {"fr": "fictives", "en": "Made-up"}[language] in said


def test_a_thread_is_a_workbook_too(engine: Engine) -> None:
    thread = conversations(engine, Selection(), UNLIMITED)["conversation_id"][0]
    table, _ = sheets(file(engine, "conversations", View(thread=thread)))
    assert len(table) == 2


def test_nothing_stays_on_the_disk(engine: Engine, home: Path) -> None:
    def folders() -> list[str]:
        return [each.name for each in home.glob("export-*")]

    file(engine, "topics", View())
    assert folders() == []
    begun: Iterator[bytes] = stream(engine, "topics", View(), LOCAL, "xlsx")
    assert next(begun).startswith(b"PK")
    assert len(folders()) == 2  # the folder and its lock
    del begun  # as the reader who leaves
    assert folders() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_workbook_takes_is_told_in_words(
    engine: Engine, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 149)
    with pytest.raises(TooManyRows, match="150"):
        file(engine, "conversations", View(language=language))
    assert file(engine, "topics", View())
    monkeypatch.setattr(export, "MOST_ROWS", 150)
    assert file(engine, "conversations", View())


# -- The address and the command.


@pytest.fixture(scope="module")
def server(served: Callable[..., str], engine: Engine) -> str:
    return served(SOCIALLENS_STORE=str(engine.store.path))


@pytest.mark.parametrize("name", ["summary", "topics", "conversations"])
def test_the_address_gives_a_workbook(engine: Engine, server: str, name: str) -> None:
    with asked(server, f"/export/{name}.xlsx?v=1&lang=fr&channel=blog&compare=x") as answered:
        assert answered.status == 200
        assert answered.getheader("Content-Type") == FORMS["xlsx"].media
        assert f'"sociallens-{name}.xlsx"' in (answered.getheader("Content-Disposition") or "")
        assert answered.getheader("X-SocialLens-Link-Problems") == "1"
        assert answered.getheader("Cache-Control") == "no-store"
        table, about = sheets(answered.read())
    assert len(table) > 1 or name == "conversations"
    assert any("compare = x" in " ".join(map(str, line)) for line in about)


def test_other_forms_are_unknown(server: str) -> None:
    code, text = words_of(server, "/export/summary.ods?lang=en")
    assert (code, ".xlsx" in text) == (404, True)


def test_the_command_writes_a_workbook(engine: Engine) -> None:
    arguments = ["export", "topics", "--format", "xlsx", "--link", "v=1&lang=en&channel=blog"]
    done = CliRunner().invoke(main, [*arguments, "--store", str(engine.store.path)])
    assert done.exit_code == 0
    table, about = sheets(done.stdout_bytes)
    assert table[0][:3] == ["topic", "k", "n"]
    assert ["Source"] in [line[:1] for line in about]
