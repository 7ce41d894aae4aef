"""Delimited text as it comes: delimiters, columns without header, quotes, encodings, markup."""

import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.errors import BadExport
from sociallens.importing import read_files
from sociallens.importing.formats.delimited import read_delimited
from sociallens.importing.formats.encoding import decode
from sociallens.importing.formats.markup import plain
from sociallens.importing.formats.mojibake import repair, repair_frame
from sociallens.importing.formats.table import LINE, Table
from sociallens.importing.options import Options
from tests.importing import KEY, NOW

PROSE = "Le café où l’été s’achève : déçu, très déçu… « 12 € », c’est çà, naïf à Noël"


def _read(data: bytes | str, claims: Callable[[list[str]], bool] = lambda _: False) -> Table:
    return read_delimited(decode(data.encode() if isinstance(data, str) else data), claims)


def _reasons(table: Table) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.reason) for refusal in table.refusals]


def test_the_delimiter_is_one_that_the_header_holds() -> None:
    reply = '"Bonjour, merci\nNous regrettons, vraiment\nBien à vous, l’équipe"'
    body = "".join(f"avis numéro {n}\t{n % 5}\t{reply}\n" for n in range(150))
    table = _read(f"text\trating\tréponse\n{body}")
    assert table.headers == ["text", "rating", "réponse"]
    assert table.frame.height == 150
    assert table.refusals == []


def test_the_delimiter_of_most_records_wins() -> None:
    rows = "".join(f"{n};un, deux, trois;2012\n" for n in range(40))
    assert _read(f"id;texte, ou titre;année\n{rows}").headers == ["id", "texte, ou titre", "année"]


def test_a_title_above_the_table_hides_no_delimiter() -> None:
    table = _read("Export du 1er mai\n\nid;avis;note\n1;Bien;5\n2;Mal;1\n3;Moyen;3\n")
    assert table.headers == ["id", "avis", "note"]
    assert table.frame.height == 3


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=", "sep=x", 'sep="', "sep=\\"])
def test_a_line_that_names_the_delimiter_is_no_header(first: str) -> None:
    table = _read(f"{first}\na;b\n1,5;2\n")
    assert table.frame.rows() == [("1,5", "2", 3)]


@pytest.mark.parametrize("index", [["0", "1", "2"], ["r10", "r11", "r12"]])
def test_a_first_column_without_header_is_left_aside(index: list[str]) -> None:
    rows = "".join(f"{name},Fnac,avis,Bien {name}\n" for name in index)
    table = _read(f"site,channel,text\n{rows}")
    assert table.frame["text"].to_list() == [f"Bien {name}" for name in index]
    assert table.notes["import-note-index"] == 1


def test_a_last_empty_column_without_header_is_left_aside() -> None:
    table = _read("site;text\nFnac;Bien;\nFnac;Mal;\n")
    assert table.frame["text"].to_list() == ["Bien", "Mal"]
    assert table.notes["import-note-last-empty"] == 1
    assert _read("site;text;\nFnac;Bien\nFnac;Mal\n").frame["text"].to_list() == ["Bien", "Mal"]


def test_surplus_empty_cells_of_some_rows_are_left_aside() -> None:
    table = _read("a;b\n1;2;;\n3;4\n5;6;;7\n")
    assert table.frame["b"].to_list() == ["2", "4"]
    assert table.notes["import-note-surplus"] == 1
    assert _reasons(table) == [(4, "import-ragged")]


def test_an_unnamed_column_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(",site,channel,text\n0,Fnac,avis,Bien\n")
    file = read_files([tmp_path / "a"], options=Options(key=KEY, now=NOW)).files[0]
    assert file.notes == {"import-note-unnamed": 1}


def test_quotes_behind_backslashes() -> None:
    rows = r'1,"Il dit \"jamais\", puis rien",3|2,"Sur \"deux/lignes\"",4|3,"C:\\",5|'
    table = _read("id,text,n\n" + rows.replace("|", "\n").replace("/", "\n"))
    assert table.frame["text"].to_list() == [
        'Il dit "jamais", puis rien',
        'Sur "deux\nlignes"',
        "C:\\\\",
    ]
    assert table.notes["import-note-quotes"] == 2


def test_a_delimiter_in_unquoted_prose_is_named() -> None:
    table = _read('id;text\n1;un écran 15" cassé; remboursé\n2;un écran 15" cassé\n3;"bien"\n')
    assert table.frame["id"].to_list() == ["2", "3"]
    assert table.frame["text"][0] == 'un écran 15" cassé'
    assert _reasons(table) == [(2, "import-separator-in-text")]


def test_blanks_before_quotes() -> None:
    assert _read('a,b\n1, "un, deux"\n').frame["b"].to_list() == ["un, deux"]


def test_a_mark_of_order_may_stand_twice() -> None:
    assert _read(b"\xef\xbb\xbf\xef\xbb\xbfid,text\n1,oui\n").headers == ["id", "text"]
    assert _read("\ufeffid,text\n1,oui\n".encode("utf-16")).headers == ["id", "text"]


def test_a_header_that_is_ours_gets_a_rank() -> None:
    table = _read("#line,#line (2),text,text\n1,2,3,4\n")
    assert table.headers == ["#line (2)", "#line (2) (2)", "text", "text (2)"]
    assert table.frame[LINE].to_list() == [2]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_old_encodings_are_told_by_their_accents(encoding: str, ends: str) -> None:
    text = PROSE if encoding != "cp850" else PROSE.translate(str.maketrans("’…€", "'.E"))
    table = _read(ends.join(("id;text", f"1;{text}", "")).encode(encoding))
    assert table.frame["text"].to_list() == [text]


@pytest.mark.parametrize(
    "text", ["Größe & Maß für Äpfel", "España mañana ¿qué?", "Smörgåsbord på ön", "ÉTÉ À ÇA"]
)
def test_other_languages_stay_in_windows_1252(text: str) -> None:
    assert _read(f"id;text\n1;{text}\n".encode("cp1252")).frame["text"].to_list() == [text]


@given(st.text(st.sampled_from("éèêàâçùûîôëïœ’«»€… abcdefghijk ÉÀ😀ł"), min_size=1))
def test_text_encoded_twice_becomes_whole_again(text: str) -> None:
    assert repair(text) == text
    assert repair(text.encode().decode("latin-1")) == text


@pytest.mark.parametrize("text", [PROSE, "Nœud 😀", "l’œuvre", "ŁÓDŹ"])
def test_text_taken_for_windows_1252_becomes_whole_again(text: str) -> None:
    broken = "".join(
        bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in text.encode()
    )
    assert repair(broken) == text


@pytest.mark.parametrize(
    "text",
    ["SÃO PAULO", "« IRMÃ »", "“IRMÃ”", "café»…", "Ångström", "Â la fin", "naïf®", "Ã", "5 €"],
)
def test_sound_text_is_not_repaired(text: str) -> None:
    assert repair(text) == text


def test_repairs_are_counted() -> None:
    frame = pl.DataFrame({"text": ["DÃ©Ã§u", "“IRMÃ”", "Bien", None], LINE: [1, 2, 3, 4]})
    mended, notes = repair_frame(frame)
    assert mended["text"].to_list() == ["Déçu", "“IRMÃ”", "Bien", None]
    assert notes == {"import-note-mojibake": 1, "import-note-mojibake-doubt": 1}


def test_broken_headers_are_repaired_too() -> None:
    assert _read("RÃ©fÃ©rence;Titre\n1;2\n").headers == ["Référence", "Titre"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>D&eacute;&ccedil;u<br />tr&egrave;s &#39;nul&#39; &amp; lent</p>",
         "Déçu\ntrès 'nul' & lent\n"),
        ("un<br>deux<BR/>\ntrois", "un\ndeux\ntrois"),
        ("<ul><li>un</li><li class=\"x\">deux</li></ul>", "\nun\n\ndeux\n\n"),
        ('<a href="https://a.example/?b=1&amp;c=2" target=_blank>ici</a>', "ici"),
        ("&lt;p&gt;R&amp;eacute;ponse&lt;/p&gt;", "Réponse\n"),
        ("a<style>p {x}</style>b<!-- c -->d", "abd"),
        ("12&nbsp;&euro;", "12 €"),
        ("&#64;moi &#x2019;", "@moi ’"),
    ],
)  # fmt: skip
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain(pl.Series([markup])).to_list() == [text]


@pytest.mark.parametrize(
    "text",
    ["a < b", "<3", "A<B & C>D", "x <y> z", "R&D", "?a=1&copy=2", "<https://a.example>", "&foo;",
     "si a<b alors b>a", "<p", "1 <br 2", "\n\n\n\n", "<@U12>"],
)  # fmt: skip
def test_prose_is_no_markup(text: str) -> None:
    assert plain(pl.Series([text, None])).to_list() == [text, None]


def test_endless_lines_take_no_time() -> None:
    began = time.perf_counter()
    with pytest.raises(BadExport) as caught:
        decode(b"\n" * 50_000_000)
    assert caught.value.key == "import-empty"
    with pytest.raises(BadExport) as caught:
        decode(b"a,b" + b"\n" * 50_000_000 + b"1,2")
    assert caught.value.key == "import-too-many-rows"
    assert time.perf_counter() - began < 5
