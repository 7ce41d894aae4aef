"""Inputs that real sources gave and that once failed: what a user expects of each.

They lie beside the checkout, with the real conversations; without them these tests are skipped.
What they taught is tested on inputs of our own in the other files.
"""

import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from sociallens import settings
from sociallens.cli import main
from sociallens.importing import Report, import_files, inspect_files
from sociallens.importing.inspecting import Inspection
from sociallens.importing.options import Options
from sociallens.importing.report_text import report_lines
from sociallens.locales import LANGUAGES
from sociallens.store.manifest import open_store
from tests.importing import KEY, NOW, REAL

CASES = Path(os.environ.get("SOCIALLENS_CASES", REAL.parent / "cases"))
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the inputs that failed are not here")


def _path(case: str, file: str) -> Path:
    folder = next(CASES.glob(f"{case}-*"), None)
    if folder is None:
        pytest.skip(f"case {case} is not here")
    return folder / file


class Store:
    """A store that cases are imported into, one file after the other."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, case: str, *files: str, **said: Any) -> Report:
        """Import files of a case; the report's counts are checked to add up."""
        told: dict[str, Any] = {"site": "Modalys", "key": KEY, "now": NOW}
        options = Options(**told | said)
        report = import_files([_path(case, file) for file in files], self.path, options)
        parts = (report.added, report.updated, report.unchanged, report.clashing, report.rejected)
        assert report.read == sum(parts)
        for language in LANGUAGES:
            assert all(report_lines(report, language))
        return report

    @property
    def rows(self) -> pl.DataFrame:
        """All that is stored, in the order of the ids."""
        return pl.read_parquet(open_store(self.path).files()).sort("id")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def _inspected(case: str, file: str) -> Inspection:
    return inspect_files([_path(case, file)], None, Options(key=KEY, now=NOW))[0]


def _proposed(case: str, file: str) -> dict[str, str]:
    return {each.field: each.header for each in _inspected(case, file).proposals}


@pytest.mark.parametrize(("file", "rows"), [("input.csv", 2), ("input2.csv", 4)])
def test_01_names_with_particles(store: Store, file: str, rows: int) -> None:
    assert store.add("01", file).added == rows
    texts = " ".join(store.rows["text"])
    assert [name for name in ("Linden", "mansouri", "silva", "ben ali") if name in texts] == []


def test_02_a_wide_unknown_file_keeps_no_other_out(store: Store) -> None:
    report = store.add("02", "input.csv", "good.csv")
    assert report.added == 2
    assert [file.problem.key for file in report.files if file.problem] == ["import-no-profile"]


def test_04_pages_as_lines(store: Store) -> None:
    assert store.add("04", "input.jsonl").added == 2
    assert store.rows["channel"].to_list() == ["twitter", "twitter"]
    assert store.rows["author"].n_unique() == 2
    assert store.rows["author"].null_count() == 0


def test_07_a_repost_is_whole_and_marked(store: Store) -> None:
    store.add("07", "input.json")
    (row,) = store.rows.rows(named=True)
    assert row["text"].endswith("vraiment inadmissible")
    assert row["role"] == "repost"


def test_09_ids_that_excel_rounded(store: Store) -> None:
    report = store.add("09", "input.csv")
    assert (store.rows.height, report.unchanged, report.rejected) == (20, 0, 0)
    assert store.add("09", "input.csv").unchanged == 20


def test_10_an_id_is_distinct() -> None:
    proposed = _proposed("10", "input.csv")
    assert proposed["id"] == "comment_id"
    assert proposed["published_at"] == "comment_created"
    assert proposed["conversation_id"] == "post_id"


def test_11_names_in_camel_case() -> None:
    assert _proposed("11", "input.csv")["published_at"] == "publishedAt"


def test_13_the_author_is_no_company() -> None:
    proposed = _proposed("13", "input.csv")
    assert proposed["author"] == "reviewer_name"
    assert proposed["site"] == "company_name"
    assert proposed["reply.text"] == "company_reply_text"
    assert proposed["reply.published_at"] == "company_reply_date"


def test_15_whose_opinion_is_asked() -> None:
    assert [each.headers for each in _inspected("15", "input.csv").questions] == [("sentiment",)]


@pytest.mark.parametrize(
    ("file", "channel"), [("gplay.csv", "app_store"), ("gmaps.csv", "review_site")]
)
def test_16_replies_in_the_same_row(store: Store, file: str, channel: str) -> None:
    assert store.add("16", file).added == 3
    assert set(store.rows["channel"]) == {channel}
    assert store.rows["replied_at"].count() == 1


def test_17_stars_without_a_text(store: Store) -> None:
    assert store.add("17", "input.csv").added == 2
    assert sorted(store.rows["rating"]) == [4, 5]
    assert store.rows.filter(pl.col("text").is_null())["sentiment_by"].to_list() == ["stars"]


@pytest.mark.parametrize("file", ["list.json", "reviews.json", "deep.json", "es.json"])
def test_18_records_in_other_envelopes(store: Store, file: str) -> None:
    report = store.add("18", file)
    assert report.added == 2
    assert report.files[0].profile == ("trustpilot_json" if file == "list.json" else "template")


@pytest.mark.parametrize("file", ["input.json", "double.csv", "cp850.csv", "mac.csv"])
def test_20_accents_of_every_encoding(store: Store, file: str) -> None:
    store.add("20", file)
    texts = sorted(store.rows["text"])
    assert "très en retard" in "".join(texts)
    assert "Ã" not in "".join(texts)


def test_21_every_sheet_is_read_or_named(store: Store) -> None:
    assert store.add("21", "input.xlsx").added == 3


def test_22_a_cover_sheet_is_passed_over() -> None:
    inspection = _inspected("22", "input.xlsx")
    assert "Export généré le 01/02/2012" not in inspection.headers
    assert len(inspection.headers) > 1


def test_24_tabs_beside_prose(store: Store) -> None:
    report = store.add("24", "input.tsv")
    assert (report.added, report.rejected) == (30, 0)


@pytest.mark.parametrize(("file", "rows"), [("input.csv", 3), ("trailing.csv", 2)])
def test_25_a_column_without_a_header(store: Store, file: str, rows: int) -> None:
    report = store.add("25", file)
    assert (report.added, report.rejected) == (rows, 0)
    assert report.files[0].notes


def test_26_dates_that_leave_no_doubt(store: Store) -> None:
    report = store.add("26", "input.csv")
    assert report.added >= 40
    told = {reason.key for reason in report.reasons}
    assert told <= {"import-date", "import-date-relative", "import-date-order"}


def test_28_the_same_words_of_several_people(store: Store) -> None:
    assert store.add("28", "input.csv").added == 4
    assert store.add("28", "input.csv").unchanged == 4


@pytest.mark.parametrize("name", ["binary", "decimal", "extra_decimal", "extra_struct", "listint"])
def test_30_one_odd_column(store: Store, name: str) -> None:
    assert store.add("30", f"{name}.parquet").added == 2
    assert sorted(store.rows["rating"]) == [2, 5]


def test_32_markup_in_a_text(store: Store) -> None:
    store.add("32", "input.json")
    assert store.rows["text"].to_list() == ["Déçu\nvraiment 'nul' & lent"]


def test_33_languages_that_are_not_known(store: Store) -> None:
    store.add("33", "input.csv")
    found = dict(store.rows.select("id", "language").rows())
    assert (found["1"], found["2"]) == (None, None)
    assert found["3"] in (None, "el")


def _command(*arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(("file", "rows"), [("input.csv", 2), ("extra.csv", 1)])
def test_34_known_words_as_headers(store: Store, file: str, rows: int) -> None:
    path = _path("34", file)
    _command("import", str(path), "--store", str(store.path), "--site", "Modalys")
    assert store.rows.height == rows


def test_36_links_as_mail_programs_leave_them() -> None:
    escaped, whole, closed, *_ = _path("36", "input.txt").read_text("utf-8").splitlines()
    demo = ("--store", str(settings.DEMO_STORE))
    tables = {_command("export", "merchants", "--link", link, *demo)
              for link in (escaped, whole, closed)}  # fmt: skip
    assert len(tables) == 1


def test_38_quotes_in_prose(store: Store) -> None:
    assert store.add("38", "backslash.csv").added == 2
    assert any('"jamais"' in text for text in store.rows["text"])


def test_38_a_delimiter_in_prose_is_named(store: Store) -> None:
    report = store.add("38", "stray.csv")
    assert (report.added, report.rejected) == (2, 1)
    assert "séparateur" in report.reasons[0].say("fr")


def test_39_clock_changes(store: Store) -> None:
    assert store.add("39", "input.csv").added == 8


def test_41_the_same_file_from_another_program(store: Store) -> None:
    assert store.add("41", "1.csv").added == 1
    assert store.add("41", "1.csv").unchanged == 1
    for file in ("2.csv", "6.csv", "5.csv"):
        report = store.add("41", file)
        assert (report.added, report.clashing) == (0, 0)
    assert store.rows.height == 1
