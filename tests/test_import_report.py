"""An import accounts for every row, can be repeated, and says what it did."""

import csv
import io
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from sociallens import merchants
from sociallens.cli import main
from sociallens.errors import BadExport, BadMerchants, StoreError
from sociallens.importing import Report, import_files, read_files, refuse_demo
from sociallens.importing.options import Options
from sociallens.importing.rejected_file import rejected_csv
from sociallens.importing.report_text import report_lines
from sociallens.schema import NAMES
from sociallens.store.manifest import open_store
from sociallens.store.write import create
from tests import lengths
from tests.importing import EXPORTS, KEY, NOW, REAL, real_data, written

HEADER = "id,site,channel,published_at,text"


def _import(paths: list[Path], store: Path, *, dry_run: bool = False, **said: Any) -> Report:
    options: dict[str, Any] = {"key": KEY, "now": NOW}
    return import_files(paths, store, Options(**options | said), dry_run=dry_run)


def _stored(store: Path) -> pl.DataFrame:
    content = pl.read_parquet(open_store(store).files())
    return content.select(NAMES).drop("import_id").sort("id")


def _holds(report: Report) -> bool:
    sums = report.added + report.updated + report.unchanged + report.clashing + report.rejected
    of_files = sum(file.read for file in report.files)
    of_reasons = sum(reason.count for reason in report.reasons)
    return report.read == sums == of_files and report.rejected == of_reasons


CELLS = st.lists(
    st.sampled_from(
        ["a1", "Fnac", "avis", "2024-01-01", "Bien", "zut", "", '"', "x;y", "2099-01-01"]
    ),
    max_size=7,
)


# Above five seconds: each example imports a file into a store of its own.
@settings(max_examples=8)
@given(st.lists(CELLS, max_size=12))
def test_every_row_of_any_file_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, records: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    rows = [",".join(record) for record in records]
    file = written(folder / "a.csv", HEADER, "k,Fnac,avis,2024-01-01,Bien", *rows)
    for _ in range(2):
        report = _import([file], folder / "store")
        assert _holds(report)
    assert (report.added, report.updated, report.clashing) == (0, 0, 0)


@pytest.mark.parametrize("folder", sorted(EXPORTS.iterdir()), ids=lambda folder: folder.name)
def test_importing_twice_is_importing_once(tmp_path: Path, folder: Path) -> None:
    export = [next(folder.glob("input.*"))]
    first = _import(export, tmp_path / "store", site="Fnac")
    before = open_store(tmp_path / "store").digest
    second = _import(export, tmp_path / "store", site="Fnac")
    assert _holds(first)
    assert _holds(second)
    assert (second.added, second.updated) == (0, 0)
    assert second.unchanged == first.added + first.unchanged
    assert open_store(tmp_path / "store").digest == before


def test_a_later_state_wins_in_whatever_order(tmp_path: Path) -> None:
    header = f"{HEADER},updated_at"
    old = written(tmp_path / "old.csv", header, "r,Fnac,avis,2024-01-01,Avant,2024-01-01")
    new = written(tmp_path / "new.csv", header, "r,Fnac,avis,2024-01-01,Après,2024-01-05")
    for name, order in (("a", [old, new]), ("b", [new, old])):
        for file in order:
            _import([file], tmp_path / name)
        assert _stored(tmp_path / name)["text"].to_list() == ["Après"]


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", HEADER, "r,Fnac,avis,2024-01-01,Bien", "s,Fnac,avis,x,Bien")
    dry = _import([file], tmp_path / "store", dry_run=True)
    assert not (tmp_path / "store").exists()
    wet = _import([file], tmp_path / "store")
    counts = ("read", "added", "updated", "unchanged", "clashing", "rejected")
    assert [getattr(dry, name) for name in counts] == [getattr(wet, name) for name in counts]
    assert (dry.version, wet.version) == (None, 1)


def test_nothing_to_store_makes_no_store(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", HEADER, "s,Fnac,avis,hier,Bien")
    report = _import([file], tmp_path / "store")
    assert (report.read, report.rejected, report.version) == (1, 1, None)
    assert not (tmp_path / "store").exists()


def test_the_record_of_the_import_is_in_the_store(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", HEADER, "r,Fnac,avis,2024-01-01,Bien", "s,Fnac,avis,x,Bien")
    _import([file], tmp_path / "store")
    record = open_store(tmp_path / "store").manifest.imports[0]
    assert (record.files, record.profiles) == (("a.csv",), ("template",))
    assert (record.read, record.added, record.rejected) == (2, 1, 1)
    assert record.reasons == {"import-date": 1}
    assert record.at == "2026-06-01T12:00:00Z"


def test_progress_ends_with_all_rows(tmp_path: Path) -> None:
    files = [
        written(tmp_path / f"{n}.csv", HEADER, *(f"{n}-{m},Fnac,avis,,Bien" for m in range(50)))
        for n in range(3)
    ]
    told: list[tuple[int, int]] = []
    import_files(
        files,
        tmp_path / "store",
        Options(key=KEY, now=NOW),
        progress=lambda done, expected: told.append((done, expected)),
    )
    assert told == sorted(told)
    assert told[-1] == (150, 150)
    assert all(done <= expected for done, expected in told)


def test_a_limit_reads_the_first_rows(tmp_path: Path) -> None:
    rows = (f"{n},Fnac,avis,,Bien" for n in range(50))
    file = written(tmp_path / "a.csv", HEADER, *rows)
    assert read_files([file], options=Options(key=KEY, now=NOW), limit=5).rows[
        "id"
    ].to_list() == list("01234")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_in_words(tmp_path: Path, language: Any) -> None:
    file = written(tmp_path / "a.csv", HEADER, "r,Fnac,zut,,Bien", "s,Fnac,avis,,Bien")
    pdf = tmp_path / "b.csv"
    pdf.write_bytes(b"%PDF-1.4")
    text = "\n".join(report_lines(_import([file, pdf], tmp_path / "store"), language))
    for part in ("a.csv", "zut", "PDF", "Instagram", "site, channel"):
        assert part in text


def test_rejected_rows_as_a_file_without_formulas(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.csv",
        "site,channel,published_at,text",
        'Fnac,avis,=HYPERLINK("http://a.example"),lea@mail.example',
        "=1+1",
    )
    rejected = read_files([file], options=Options(key=KEY, now=NOW)).rejected
    text = rejected_csv(rejected, "fr").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["2", "3"]
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert "lea@" not in text
    assert "[e-mail]" in text


def test_made_up_data_is_never_mixed_with_real(tmp_path: Path) -> None:
    create(tmp_path / "demo", demo=True)
    with pytest.raises(StoreError) as caught:
        refuse_demo(tmp_path / "demo")
    assert caught.value.key == "import-into-demo"


def test_a_store_keeps_its_taxonomy(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", HEADER, "r,Fnac,avis,,Bien")
    _import([file], tmp_path / "store", taxonomy="telecom")
    _import([file], tmp_path / "store")
    assert open_store(tmp_path / "store").manifest.taxonomy == "telecom"
    with pytest.raises(BadExport) as caught:
        _import([file], tmp_path / "store", taxonomy="ecommerce")
    assert caught.value.key == "import-other-taxonomy"


def test_the_merchants_of_a_store_can_be_edited(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", HEADER, "r,Chez Zoé,avis,,Bien")
    _import([file], tmp_path / "store")
    own = tmp_path / "store" / merchants.FILE
    own.write_text(
        '["Zoé"]\naliases = ["chez zoé", "zoe.example"]\naccounts = ["zoe_sav"]\n', "utf-8"
    )
    assert _import([file], tmp_path / "store").updated == 1
    assert _stored(tmp_path / "store")["site"].to_list() == ["Zoé"]


def test_an_alias_of_two_merchants_is_an_error(tmp_path: Path) -> None:
    text = '[A]\naliases = ["c"]\n[B]\naliases = ["C"]\n'
    (tmp_path / merchants.FILE).write_text(text, "utf-8")
    with pytest.raises(BadMerchants) as caught:
        merchants.load(tmp_path)
    assert caught.value.key == "merchants-twice"


@pytest.mark.parametrize(
    ("text", "name"),
    [("tweets-free", "Free"), ("avis_cdisount_2021", "Cdiscount"), ("Orange Money", "Orange Money"),
     ("fnac-darty", None), ("export", None), ("freedom", None)],
)  # fmt: skip
def test_merchants_are_found_in_file_names(text: str, name: str | None) -> None:
    assert merchants.load().find(text) == name


def test_the_command(tmp_path: Path) -> None:
    export = EXPORTS / "template" / "input.csv"
    rejected = tmp_path / "rejets.csv"
    command = [
        "import",
        str(export),
        "--store",
        str(tmp_path / "store"),
        "--rejected",
        str(rejected),
    ]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0
    assert "6\xa0contributions" in done.stdout or "6 contributions" in done.stdout
    assert rejected.read_bytes().startswith(b"\xef\xbb\xbf")
    assert open_store(tmp_path / "store").manifest.version == 1
    dry = CliRunner().invoke(main, [*command, "--dry-run"])
    assert dry.exit_code == 0
    assert "Essai" in dry.stdout


def test_the_command_fails_when_a_file_that_was_named_stays_out(tmp_path: Path) -> None:
    pdf = tmp_path / "a.csv"
    pdf.write_bytes(b"%PDF-1.4")
    empty = written(tmp_path / "vide.csv")
    store = ["--store", str(tmp_path / "store")]
    assert CliRunner().invoke(main, ["import", str(pdf), *store]).exit_code == 1
    assert CliRunner().invoke(main, ["import", str(empty), *store]).exit_code == 0
    assert CliRunner().invoke(main, ["import", str(tmp_path), *store]).exit_code == 0


def test_a_path_that_is_not_there_keeps_no_other_out(tmp_path: Path) -> None:
    good = written(tmp_path / "a.csv", HEADER, "r,Fnac,avis,2024-01-01,Bien")
    paths = [str(tmp_path / "absent.csv"), str(good)]
    done = CliRunner().invoke(main, ["import", *paths, "--store", str(tmp_path / "store")])
    assert done.exit_code == 1
    assert "absent.csv" in done.output
    assert "1 contribution lue = 1 ajoutée" in done.output


# Above five seconds, this one and the next: they import real exports whole, several times.
@real_data
def test_all_real_conversations_in_one_import(tmp_path: Path) -> None:
    report = _import([REAL], tmp_path / "store", now=datetime(2026, 12, 1))
    assert _holds(report)
    assert [reason.key for reason in report.reasons] == ["import-interface", "import-name"]
    aside = {file.name for file in report.files if file.problem}
    assert aside >= {"README.md", "lexicon-draft.csv"}
    again = _import([REAL], tmp_path / "store", now=datetime(2026, 12, 2))
    assert (again.added, again.updated) == (0, 0)


@real_data
@pytest.mark.parametrize("seed", range(lengths.times(1, 3)))
def test_the_snapshots_give_803_reviews_in_any_order(tmp_path: Path, seed: int) -> None:
    snapshots = sorted((REAL / "trustpilot-snapshots").glob("*.json"))
    now = datetime(2026, 12, 1)
    _import(snapshots, tmp_path / "once", now=now)
    shuffled = snapshots * 2
    random.Random(seed).shuffle(shuffled)
    for batch in (shuffled[:7], shuffled[7:12], shuffled[12:]):
        _import(batch, tmp_path / "shuffled", now=now)
    once, other = _stored(tmp_path / "once"), _stored(tmp_path / "shuffled")
    assert once.filter(pl.col("role") == "customer").height == 803
    assert once.equals(other)
