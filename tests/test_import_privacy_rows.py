"""What one text or one file brings about costs that row or that file, and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.exceptions import PanicException

from sociallens.classify import classify
from sociallens.errors import BadExport
from sociallens.i18n import LANGUAGES
from sociallens.importing import identity, import_files, sectors
from sociallens.importing.formats.table import LINE
from sociallens.importing.isolation import ERROR, MOST, isolate
from sociallens.importing.options import Options
from sociallens.importing.privacy import redact
from sociallens.importing.profiles import mapping
from sociallens.importing.rejected_file import write_rejected
from sociallens.importing.report_text import report_lines
from sociallens.importing.values import dates
from sociallens.store.manifest import open_store
from tests.importing import KEY, NOW, written

SECRET = "EXPLOSIF 06 12 34 56 78"
OPTIONS = Options(key=KEY, now=NOW)


def _rows(count: int) -> pl.DataFrame:
    return pl.DataFrame({LINE: range(count)}, schema={LINE: pl.Int64})


def _breaks(bad: set[int], error: type[BaseException]) -> Callable[[pl.DataFrame], list[int]]:
    def change(rows: pl.DataFrame) -> list[int]:
        if bad & set(rows[LINE]):
            raise error("Gudule")
        return rows[LINE].to_list()

    return change


@given(st.integers(0, 300), st.sets(st.integers(0, 299), max_size=20),
       st.sampled_from([IndexError, PanicException, RecursionError]))  # fmt: skip
def test_the_rows_at_fault_are_found_and_the_others_go_on(
    count: int, bad: set[int], error: type[BaseException]
) -> None:
    found = isolate(_rows(count), _breaks(bad, error))
    assert found.result == [line for line in range(count) if line not in bad]
    assert sorted(found.failed[LINE]) == sorted(bad & set(range(count)))
    assert not any("Gudule" in told for told in found.failed[ERROR])


def test_rows_of_one_record_are_told_apart() -> None:
    rows = pl.DataFrame({LINE: [7, 7, 8], "text": ["a", "b", "c"]})

    def change(some: pl.DataFrame) -> list[str]:
        if "b" in some["text"]:
            raise ValueError("b")
        return some["text"].to_list()

    found = isolate(rows, change)
    assert found.result == ["a", "c"]
    assert found.failed[LINE].to_list() == [7]


@pytest.mark.parametrize("error", [BadExport, MemoryError, KeyboardInterrupt])
def test_what_is_no_fault_of_a_row_is_raised(error: type[BaseException]) -> None:
    with pytest.raises(error):
        isolate(_rows(9), _breaks({3}, error))


def test_where_all_rows_fail_they_are_not_at_fault() -> None:
    with pytest.raises(IndexError):
        isolate(_rows(MOST * 2), _breaks(set(range(MOST * 2)), IndexError))


def _redaction(monkeypatch: pytest.MonkeyPatch) -> None:
    real = redact._redacted

    def breaks(text: pl.Series, judged: Any) -> pl.Series:
        if text.str.contains("EXPLOSIF").any():
            raise IndexError(SECRET)
        return real(text, judged)

    monkeypatch.setattr(redact, "_redacted", breaks)


def _labelling(monkeypatch: pytest.MonkeyPatch) -> None:
    real = classify

    def breaks(rows: pl.DataFrame, taxonomy: Any, **more: Any) -> pl.DataFrame:
        if rows["text"].str.contains("EXPLOSIF").any():
            raise PanicException(SECRET)
        return real(rows, taxonomy, **more)

    monkeypatch.setattr(sectors, "classify", breaks)


def _casting(monkeypatch: pytest.MonkeyPatch) -> None:
    real = dates.read

    def breaks(text: pl.Series, *rest: Any) -> pl.DataFrame:
        if (text == "2023-01-03").any():
            raise ZeroDivisionError(SECRET)
        return real(text, *rest)

    monkeypatch.setattr(dates, "read", breaks)


def _identifying(monkeypatch: pytest.MonkeyPatch) -> None:
    real = identity.identify

    def breaks(rows: pl.DataFrame, *rest: Any) -> pl.DataFrame:
        if rows["text"].str.contains("EXPLOSIF").any():
            raise KeyError(SECRET)
        return real(rows, *rest)

    monkeypatch.setattr(identity, "identify", breaks)


@pytest.mark.parametrize("fault", [_redaction, _labelling, _casting, _identifying])
def test_a_row_that_fails_is_told_and_never_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    fault(monkeypatch)
    file = written(
        tmp_path / "a.csv",
        "site,channel,published_at,text",
        "Fnac,avis,2023-01-02,Très bien reçu",
        f"Fnac,avis,2023-01-03,{SECRET}",
        "Fnac,zut,2023-01-04,Canal inconnu",
        "Fnac,avis,2023-01-05,Jamais reçu",
    )
    report = import_files([file], tmp_path / "store", OPTIONS)
    assert (report.read, report.added, report.rejected) == (4, 2, 2)
    rejected = report.rejected_rows
    assert rejected.select("line", "reason").rows() == [
        (3, "import-row-failed"),
        (4, "import-unknown-channel"),
    ]
    assert "06 12" not in rejected.write_json()
    stored = pl.read_parquet(open_store(tmp_path / "store").files())
    assert sorted(stored["text"]) == ["Jamais reçu", "Très bien reçu"]
    for language in LANGUAGES:
        assert any("a.csv" in line for line in report_lines(report, language))


def test_a_file_that_fails_keeps_no_other_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = mapping.has_column

    def breaks(rows: pl.DataFrame, *rest: Any) -> Any:
        if rows["text"].str.contains("EXPLOSIF").any():
            raise RuntimeError(SECRET)
        return real(rows, *rest)

    monkeypatch.setattr(mapping, "has_column", breaks)
    header = "site,channel,text"
    paths = [
        written(tmp_path / "a.csv", header, "Fnac,avis,Bien"),
        written(tmp_path / "b.csv", header, f"Fnac,avis,{SECRET}"),
        written(tmp_path / "c.csv", header, "Fnac,avis,Mal"),
    ]
    report = import_files(paths, tmp_path / "store", OPTIONS)
    assert (report.read, report.added) == (2, 2)
    (failed,) = report.failed
    assert (failed.name, failed.problem and failed.problem.key) == ("b.csv", "import-file-failed")
    for language in LANGUAGES:
        told = "\n".join(report_lines(report, language))
        assert "RuntimeError" in told
        assert "EXPLOSIF" not in told


def test_names_with_particles_go_in(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.csv",
        "id;site;channel;text",
        "1;Modalys;avis;Merci à Mme Van der Meulen du service client",
        "2;Modalys;avis;M. El fassi du SAV ne rappelle pas",
        "3;Modalys;avis;Maître El",
    )
    report = import_files([file], tmp_path / "store", OPTIONS)
    assert report.preview["text"].to_list() == [
        "Merci à Mme [nom] du service client",
        "M. [nom] du SAV ne rappelle pas",
        "Maître [nom]",
    ]


def test_rejected_rows_are_for_their_owner_only(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "site,channel,text", "Fnac,zut,Bien")
    rejected = import_files([file], tmp_path / "store", OPTIONS).rejected_rows
    path = tmp_path / "rejets.csv"
    for _ in range(2):
        write_rejected(rejected, path, "fr")
        assert path.stat().st_mode & 0o777 == 0o600
        path.chmod(0o644)
