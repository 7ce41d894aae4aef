"""A table as a file: the same rows and numbers wherever it opens, and no cell is a formula."""

import csv
import io
import os
import subprocess
import sys
import unicodedata
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sociallens import schema, tables
from sociallens.access import LOCAL, UNLIMITED
from sociallens.answers import answer, conversations
from sociallens.cli import main
from sociallens.engine import load
from sociallens.export import UnknownTable, stream
from sociallens.i18n import LANGUAGES, LOCALES, Language
from sociallens.link import View
from sociallens.quality import tables as quality
from sociallens.selection import Selection
from sociallens.spreadsheet import as_csv
from tests import made

EVERYTHING = Selection()
SIGNS = "=+-@＝＋－＠"
BLANKS = " \t\r\n\v\f\u00a0\u202f\u3000\u1680\u200b\u200c\u200d\u2060\ufeff\u00ad\u061c\x00\x1f"
NASTY = (
    "=1+1", "+33 6", "-5", "@modalys", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\u2060@x", "＝1",
    "\t", "\r\n", "\n=1", "\tdécalé", 'a"b', '"', "a;b", "a,b", "a\r\nb", "l'avis", "'=1", "",
    " ", "1,5", "1.5", "001", "1e5", "true", "2025-01-02", "NULL", "\0=1", "🙂",
    "=HYPERLINK(\"x\")",
    "=cmd|' /C calc'!A0", "%0A-1", "\u061c=1", "- un\n- deux", "…-1", "–5",
)  # fmt: skip
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=20),
    st.text(BLANKS + SIGNS + "a1;,\"'", max_size=6),
)
numbers = st.one_of(st.none(), st.integers(-(10**9), 10**9))
rates = st.one_of(st.none(), st.floats(-1e6, 1e6))


def cells(content: bytes, language: Language) -> list[list[str]]:
    """All cells of a CSV file, the header too, as any reader of the format finds them."""
    dialect = LOCALES[language].csv
    assert content.startswith(b"\xef\xbb\xbf") == dialect.byte_order_mark
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect.separator))


def number(text: str, language: Language) -> float | None:
    if LOCALES[language].csv.decimal_comma:
        assert "." not in text
        text = text.replace(",", ".")
    else:
        assert "," not in text
    return float(text) if text else None


def instant(text: str) -> datetime:
    """A time as a file says it: UTC where it names no zone."""
    said = datetime.fromisoformat(text)
    return said if said.tzinfo else said.replace(tzinfo=UTC)


def close(said: float | None, true: float | None) -> bool:
    return said == true or (
        said is not None and true is not None and abs(said - true) < 1e-6 + 1e-9 * abs(true)
    )


def unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp")


def is_formula(cell: str) -> bool:
    """Whether some spreadsheet may take a cell for a formula."""
    bare = cell
    while bare and unseen(bare[0]):
        bare = bare[1:]
    return bare[:1] in tuple(SIGNS) or cell[:1] in ("\t", "\r", "\n")


@given(st.lists(st.tuples(texts, numbers, rates, texts), max_size=8))
@example([(text, 1, -0.5, text) for text in NASTY])
def test_a_file_reads_back_as_the_same_rows(
    rows: list[tuple[str, int | None, float | None, str]],
) -> None:
    kinds = {"text": pl.String, "k": pl.Int64, "rate": pl.Float64, "name": pl.String}
    frame = pl.DataFrame(rows, schema=kinds, orient="row")
    for language in LANGUAGES:
        header, *said = cells(as_csv(frame, language), language)
        assert header == list(kinds)
        assert len(said) == len(rows)
        for line, (text, k, rate, name) in zip(said, rows, strict=True):
            assert len(line) == 4
            assert close(number(line[1], language), k)
            assert close(number(line[2], language), rate)
            for cell, true in ((line[0], text), (line[3], name)):
                assert not is_formula(cell)
                # Only what would be a formula is touched, and by an apostrophe alone; what looks
                # so touched already is too, so that an import can take the apostrophe away.
                bare = true.replace("\0", "")
                assert cell == ("'" + bare if is_formula(bare.lstrip("'")) else bare)


@given(st.lists(st.lists(texts, max_size=3), max_size=5))
def test_lists_are_one_cell_that_is_no_formula(rows: list[list[str]]) -> None:
    frame = pl.DataFrame({"topics": rows}, schema={"topics": pl.List(pl.String)})
    _, *said = cells(as_csv(frame, "fr"), "fr")
    assert len(said) == len(rows)
    for line, values in zip(said, rows, strict=True):
        bare = "|".join(values).replace("\0", "")
        kept = is_formula(bare.lstrip("'"))  # behind apostrophes too: the first can be taken away
        assert (line or [""])[0] == ("'" + bare if kept else bare)


def test_pieces_make_one_file() -> None:
    frame = pl.DataFrame({"a": ["x", "=y", "z"], "b": [1, 2, 3]})
    for language in LANGUAGES:
        pieces = as_csv(frame[:1], language) + as_csv(frame[1:], language, first=False)
        assert pieces == as_csv(frame, language)


# -- The same table from the engine, the command and the address.


def some_rows() -> list[dict[str, object]]:
    rows = made.random_rows(120, seed=3, sites=3)
    for place, row in enumerate(rows):
        row |= {"text": NASTY[place % len(NASTY)], "rating": (1.0, 4.5, None)[place % 3],
                "sentiment_score": (-0.123456, None, 1.0)[place % 3],
                "author": f"@a{place}"}  # fmt: skip
    rows.append({"text": "sans date", "date_precision": "none", "site": '=1+"1"'})
    return rows


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop")
    made.store(path, some_rows())
    return path


def export(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", "--store", str(store), *arguments])


def expected(store: Path, name: str, selection: Selection) -> pl.DataFrame:
    engine = load(store)
    if name == tables.CONVERSATIONS:
        return conversations(engine, selection, UNLIMITED)
    if name in tables.QUALITY:
        return quality.frame(engine, name, selection, UNLIMITED)
    return answer(engine, tables.TABLES[name], selection, UNLIMITED).rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", tables.NAMES)
def test_a_file_holds_the_table(shop: Path, name: str, language: Language) -> None:
    selection = EVERYTHING.choose("channel", ["twitter", "facebook", "blog", "consumer_forum"])
    frame = expected(shop, name, selection)
    assert not frame.is_empty()
    content = b"".join(stream(load(shop), name, View(selection, language), LOCAL))
    header, *said = cells(content, language)
    assert header == frame.columns
    assert len(said) == frame.height
    numeric = [n for n, kind in frame.schema.items() if kind.is_numeric()]
    for line, row in zip(said, frame.to_dicts(), strict=True):
        there = dict(zip(header, line, strict=True))
        assert all(close(number(there[n], language), row[n]) for n in numeric)
        for column, kind in frame.schema.items():
            if kind == pl.String:
                bare = (row[column] or "").replace("\0", "")
                assert there[column] in (bare, "'" + bare)
            if kind == pl.Date:
                assert date.fromisoformat(there[column]) == row[column]
            if kind == pl.Datetime("us") and row[column]:
                assert instant(there[column]) == row[column].replace(microsecond=0, tzinfo=UTC)


def test_the_headline_and_the_conversations_have_their_columns(shop: Path) -> None:
    summary = expected(shop, "summary", EVERYTHING)
    assert summary.columns == [
        "metric", "k", "n", "rate", "low", "high", "merchants_observed", "merchants",
    ]  # fmt: skip
    assert summary.height == len(tables.TABLES["summary"].metrics)
    conversations = expected(shop, "conversations", EVERYTHING)
    assert tuple(conversations.columns) == schema.NAMES
    assert conversations.height == len(some_rows())


COMMAND = Path(sys.executable).with_name("sociallens")
QUERY = "v=1&lang={}&channel=twitter&channel=facebook&channel=blog"


def test_the_command_and_the_address_give_the_same_bytes(
    shop: Path, served: Callable[..., str]
) -> None:
    address = served(SOCIALLENS_STORE=str(shop))
    selection = EVERYTHING.choose("channel", ["twitter", "facebook", "blog"])
    for name, language in [(name, "en") for name in tables.NAMES] + [
        ("summary", "fr"), ("conversations", "fr"),
    ]:  # fmt: skip
        query = QUERY.format(language)
        with urllib.request.urlopen(f"{address}/export/{name}.csv?{query}", timeout=60) as answer:
            content = answer.read()
            assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
            assert "X-SocialLens-Link-Problems" not in answer.headers
        assert content == b"".join(stream(load(shop), name, View(selection, language), LOCAL))
        if (name, language) in (("summary", "en"), ("conversations", "fr")):
            command = [str(COMMAND), "export", name, "--link", "?" + query, "--store", str(shop)]
            done = subprocess.run(command, capture_output=True, timeout=120, check=True)
            assert (done.stdout, done.stderr) == (content, b"")
    with urllib.request.urlopen(f"{address}/export/summary.csv?site=nowhere&x=1") as answer:
        assert answer.headers["X-SocialLens-Link-Problems"] == "2"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/export/nothing.csv", timeout=60)
    assert refused.value.code == 404
    assert "conversations" in refused.value.read().decode()


@pytest.mark.parametrize(("language", "word"), [("fr", "Le lien demande"), ("en", "nowhere")])
def test_problems_with_the_link_go_to_standard_error_alone(
    shop: Path, language: Language, word: str
) -> None:
    query = f"lang={language}&channel=twitter&channel=nowhere"
    done = export(shop, "channels", "--link", query)
    assert done.exit_code == 0
    frame = expected(shop, "channels", EVERYTHING.choose("channel", ["twitter"]))
    assert done.stdout_bytes == as_csv(frame, language)
    told = done.stderr.splitlines()
    assert len(told) == 2
    assert word in told[0]
    assert "nowhere" in told[0]


def test_a_link_to_nothing_known_gives_no_figures(shop: Path) -> None:
    done = export(shop, "summary", "--link", "lang=en&site=nowhere")
    _, *said = cells(done.stdout_bytes, "en")
    assert {(line[1], line[2]) for line in said} == {("0", "0")}
    assert "nowhere" in done.stderr


def test_an_unknown_table_is_told_with_those_there_are(shop: Path) -> None:
    done = export(shop, "revenue")
    assert (done.exit_code, done.stdout_bytes) == (1, b"")
    assert all(name in done.stderr for name in ("revenue", *tables.NAMES))
    with pytest.raises(UnknownTable):
        stream(load(shop), "revenue", View(EVERYTHING, "fr"), LOCAL)


# -- A spreadsheet program.

CSV_FILTER = "CSV:{separator},34,76,1,,{locale},{quoted_is_text},false"
CODES = {"fr": 1036, "en": 2057}  # as the program knows the languages


@pytest.fixture(scope="module")
def opened(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """`opened(files, language)` opens CSV files in LibreOffice and saves them as workbooks."""
    profile = tmp_path_factory.mktemp("profile")

    def convert(files: list[Path], language: Language, quoted_is_text: bool = True) -> list[Path]:
        options = CSV_FILTER.format(
            separator=ord(LOCALES[language].csv.separator),
            locale=CODES[language],
            quoted_is_text=str(quoted_is_text).lower(),
        )
        folder = tmp_path_factory.mktemp("opened")
        subprocess.run(
            [
                str(soffice), "--headless", f"-env:UserInstallation={profile.as_uri()}",
                f"--infilter={options}", "--convert-to", "xlsx", "--outdir", str(folder),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
            timeout=300,
            env=os.environ | {"HOME": str(profile)},
        )  # fmt: skip
        return [folder / f"{file.stem}.xlsx" for file in files]

    return convert


def sheet(workbook: Path) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()


def formulas(workbook: Path) -> int:
    with zipfile.ZipFile(workbook) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert names
        return sum(parts.read(name).count(tag) for name in names for tag in (b"<f>", b"<f "))


def shown(text: str) -> str:
    """A text as a workbook keeps it: one kind of line break, no control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or c == "\t" or unicodedata.category(c) != "Cc")


@pytest.mark.parametrize("language", CODES)
def test_a_spreadsheet_program_opens_the_same_numbers_and_texts(
    shop: Path, tmp_path: Path, opened: Callable[..., list[Path]], language: Language
) -> None:
    files = [tmp_path / f"{name}.csv" for name in ("merchants", "trend", "conversations")]
    for file in files:
        file.write_bytes(b"".join(stream(load(shop), file.stem, View(EVERYTHING, language), LOCAL)))
    for workbook in opened(files, language):
        assert formulas(workbook) == 0
        frame = expected(shop, workbook.stem, EVERYTHING)
        header, *said = sheet(workbook)
        assert header == frame.columns
        assert len(said) == frame.height
        for line, row in zip(said, frame.to_dicts(), strict=True):
            for cell, true in zip(line, row.values(), strict=True):
                assert same(cell, true), (workbook.stem, cell, true)


def same(cell: object, true: object) -> bool:
    """Whether a cell of a workbook holds a value of a table."""
    if isinstance(true, bool):
        return str(cell).lower() == str(true).lower()
    if isinstance(true, int | float):
        return isinstance(cell, float) and close(cell, true)
    if isinstance(true, datetime):
        return instant(str(cell)) == true.replace(microsecond=0, tzinfo=UTC)
    if isinstance(true, list):
        return cell == "|".join(true)
    text = shown("" if true is None else str(true))
    return cell in (text, "'" + text)


def test_no_cell_is_a_formula_even_where_quotes_mean_nothing(
    shop: Path, tmp_path: Path, opened: Callable[..., list[Path]]
) -> None:
    file, bad = tmp_path / "conversations.csv", tmp_path / "bad.csv"
    file.write_bytes(b"".join(stream(load(shop), file.stem, View(EVERYTHING, "fr"), LOCAL)))
    bad.write_text('"a"\n"=1+1"\n', encoding="utf-8")
    good, spoilt = opened([file, bad], "fr", quoted_is_text=False)
    assert (formulas(good), formulas(spoilt)) == (0, 1)
