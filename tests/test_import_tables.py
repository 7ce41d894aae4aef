"""Delimited text: encodings, delimiters, quotes, ragged rows. Nothing good is lost."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.errors import BadExport
from sociallens.importing.formats.delimited import read_delimited
from sociallens.importing.formats.encoding import decode
from sociallens.importing.formats.table import LINE, MAX_CELL, MAX_COLUMNS, Table

TEXT = "Déjà 12 € à l’œil – ça « va »"


def _read(data: bytes | str, claims: Callable[[list[str]], bool] = lambda _: False) -> Table:
    return read_delimited(decode(data.encode() if isinstance(data, str) else data), claims)


def _reasons(table: Table) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.reason) for refusal in table.refusals]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings_are_told_by_the_bytes(encoding: str) -> None:
    table = _read(f"id;text\n1;{TEXT}\n".encode(encoding))
    assert table.frame["text"].to_list() == [TEXT]
    assert not table.refusals


def test_latin_9_is_told_by_its_euro() -> None:
    table = _read("id;text\n1;12 € de cœur à l'été\n".encode("iso8859-15"))
    assert table.frame["text"].to_list() == ["12 € de cœur à l'été"]


def test_a_foreign_line_is_decoded_and_counted() -> None:
    table = _read("id,text\n1,café\n".encode() + "2,thé glacé\n".encode("cp1252"))
    assert table.frame["text"].to_list() == ["café", "thé glacé"]
    assert table.notes["import-note-repaired"] == 1


def test_a_line_that_no_encoding_fits_is_refused_alone() -> None:
    table = _read("id,text\n1,café\n".encode() + b"2,\xe9\x81\n" + "3,thé\n".encode())
    assert table.frame["id"].to_list() == ["1", "3"]
    assert _reasons(table) == [(3, "import-undecodable")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    rows = [["id", "text", "note"], ["1", "un, deux; trois", "5"], ["2", "a|b", "4"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    table = _read(stream.getvalue())
    assert table.headers == rows[0]
    assert [list(row[:3]) for row in table.frame.rows()] == rows[1:]


def test_excel_names_its_delimiter() -> None:
    assert _read("sep=;\na;b\n1,5;2\n").frame.rows() == [("1,5", "2", 3)]


def test_one_column_of_prose_is_one_column() -> None:
    table = _read("text\nOui, non, peut-être\nJamais, toujours\n")
    assert table.frame["text"].to_list() == ["Oui, non, peut-être", "Jamais, toujours"]


def test_headers_may_stand_below_a_preamble() -> None:
    table = _read(
        "Report:,Mentions\n\nid,text\n1,Bien\n", lambda headers: headers == ["id", "text"]
    )
    assert table.frame.rows() == [("1", "Bien", 4)]


def test_repeated_headers_stay_apart() -> None:
    assert _read("a,a\n1,2\n").headers == ["a", "a (2)"]


def test_a_ragged_row_is_refused_alone() -> None:
    table = _read("a,b,c\n1,2,3\n4,5\n6,7,8,9\n7,8,9\n")
    assert table.frame[LINE].to_list() == [2, 5]
    assert _reasons(table) == [(3, "import-ragged"), (4, "import-ragged")]


def test_an_open_quote_costs_its_line_only() -> None:
    table = _read('a;b;c\n1;"deux\nlignes";3\n1;"ouvert;3\n4;"b";6\n7;8;9\n')
    assert table.frame.rows() == [
        ("1", "deux\nlignes", "3", 2),
        ("4", "b", "6", 5),
        ("7", "8", "9", 6),
    ]
    assert _reasons(table) == [(4, "import-quoting")]


def test_an_open_quote_on_the_last_line() -> None:
    table = _read('a,b\n1,2\n3,"fin\n')
    assert table.frame.rows() == [("1", "2", 2)]
    assert _reasons(table) == [(3, "import-quoting")]


def test_stray_quotes_inside_a_line_are_read_and_noted() -> None:
    table = _read('a;b;c\n1;"il dit "non" deux fois";3\n2;22" pouces;4\n')
    assert table.frame["c"].to_list() == ["3", "4"]
    assert table.notes["import-note-quotes"] == 1


def test_a_cell_that_is_too_long_is_refused() -> None:
    table = _read(f"a,b\n1,{'x' * (MAX_CELL + 1)}\n2,y\n")
    assert table.frame["a"].to_list() == ["2"]
    assert _reasons(table) == [(2, "import-cell-too-long")]


def test_too_many_columns() -> None:
    with pytest.raises(BadExport) as caught:
        _read(",".join(f"c{n}" for n in range(MAX_COLUMNS + 1)) + "\n")
    assert caught.value.key == "import-too-many-columns"


def test_open_quotes_everywhere_take_no_quadratic_time() -> None:
    table = _read("a,b\n" + '"1,x\n' * 20_000 + "2,y\n")
    assert table.frame.height + len(table.refusals) == 20_001


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
RECORD = st.lists(CELL.map(lambda cell: cell + "."), min_size=3, max_size=3)


@given(st.lists(st.one_of(RECORD, st.lists(st.just("x"), min_size=1, max_size=5)), max_size=20))
def test_every_record_is_a_row_or_a_refusal(records: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([["a", "b", "c"], ["1", "2", "3"], *records])
    table = _read(stream.getvalue())
    good = [record for record in records if len(record) == 3]
    assert [list(row[:3]) for row in table.frame.rows()[1:]] == good
    assert len(table.refusals) == len(records) - len(good)


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_and_refusals_of_distinct_lines(data: bytes) -> None:
    text = decode(b"a,b\n1,2\n" + data)
    table = read_delimited(text, lambda _: False)
    lines = [*table.frame[LINE], *(refusal.line for refusal in table.refusals)]
    assert len(set(lines)) == len(lines)
    assert set(lines) <= set(range(2, len(text.lines) + 1))
