"""An export of `conversations` imported again gives the same store."""

import csv
import io
import shutil
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens import merchants
from sociallens.access import LOCAL, UNLIMITED
from sociallens.engine import load
from sociallens.export import stream
from sociallens.i18n import LANGUAGES, Language
from sociallens.importing import Report, import_files
from sociallens.importing.labels import MODEL
from sociallens.importing.options import Options
from sociallens.link import View
from sociallens.schema import PROVENANCE
from sociallens.selection import Selection
from sociallens.settings import DEMO_STORE
from sociallens.spreadsheet import as_csv, plain
from sociallens.store.write import commit, create
from tests import made
from tests.importing import KEY, NOW

PROFILE = "sociallens_conversations"
SAMPLE = 1500


def stored(store: Path) -> pl.DataFrame:
    frame = load(store).contributions(Selection(), UNLIMITED, kind="").sort("id")
    return frame.drop("import_id")


def exported(store: Path, path: Path, language: Language) -> Path:
    pieces = stream(load(store), "conversations", View(Selection(), language), LOCAL)
    path.write_bytes(b"".join(pieces))
    return path


def with_merchants(store: Path) -> None:
    """The merchants of the embedded data: whose accounts are whose is no part of an export."""
    store.mkdir()
    shutil.copy(DEMO_STORE / merchants.FILE, store)


def again(path: Path, store: Path) -> Report:
    report = import_files([path], store, Options(key=KEY, now=NOW))
    assert [file.profile for file in report.files] == [PROFILE]
    assert report.rejected == 0
    return report


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whole threads of the embedded data, and some of their labels a person's."""
    engine = load(DEMO_STORE)
    every = engine.contributions(Selection(), UNLIMITED, kind="").sort("conversation_id")
    some = every.select(list(made.STORED)).head(SAMPLE).with_row_index("row")
    rows = some.with_columns(
        pl.when(pl.col("row") % (number + 5) == 0).then(pl.lit("person")).otherwise(by).alias(by)
        for number, by in enumerate(PROVENANCE.values())
    ).drop("row")
    path = tmp_path_factory.mktemp("sample") / "store"
    with_merchants(path)
    create(path)
    commit(path, rows, made.record(rows=rows.height), classifier="made")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fresh_store_gets_the_same_rows(sample: Path, tmp_path: Path, language: Language) -> None:
    path = exported(sample, tmp_path / "conversations.csv", language)
    with_merchants(tmp_path / "other")
    report = again(path, tmp_path / "other")
    before, after = stored(sample), stored(tmp_path / "other")
    assert report.added == before.height > 1000
    for column in before.columns:
        differing = before[column].ne_missing(after[column])
        assert (column, before.filter(differing)[column].to_list()) == (column, [])
    assert all({"person", MODEL} <= set(before[by].unique()) for by in PROVENANCE.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_same_store_nothing_changes(
    sample: Path, tmp_path: Path, language: Language
) -> None:
    path = exported(sample, tmp_path / "conversations.csv", language)
    report = again(path, sample)
    assert (report.added, report.updated) == (0, 0)
    assert report.unchanged == report.read == stored(sample).height


def test_odd_values_survive(tmp_path: Path) -> None:
    texts = ["=1+1", "'=1+1", "-5 % seulement", 'un | deux ; trois, "quatre"\ncinq', "'déjà"]
    rows = [
        {
            "id": f"@{number}",
            "text": text,
            "author": f"{number:032x}",
            "rating": 4.5,
            "sentiment": "negative",
            "sentiment_score": -0.123456789,
            "confidence": 1 / 3,
            "evidence": ["pas reçu", "jamais"],
            "topic": "offer",
            "topics": ["offer"],
            "causes": None,
            **made.by("model:2"),
            "source": "trustpilot_json",
        }
        for number, text in enumerate(texts)
    ]  # fmt: skip
    store = made.store(tmp_path / "store", rows).path
    for language in LANGUAGES:
        path = exported(store, tmp_path / f"{language}.csv", language)
        again(path, tmp_path / language)
        assert stored(tmp_path / language).equals(stored(store))
        assert again(path, store).unchanged == len(texts)


def test_a_forged_export_stores_no_name_and_no_address(tmp_path: Path) -> None:
    rows = [{"text": "Bonjour", "author": "a" * 32, "source": "x", **made.by("model:2")}]
    store = made.store(tmp_path / "store", rows).path
    path = exported(store, tmp_path / "export.csv", "en")
    forged = path.read_text(encoding="utf-8").replace("a" * 32, "Camille Martin")
    path.write_text(forged.replace("Bonjour", "écrivez à camille@exemple.fr"), encoding="utf-8")
    again(path, tmp_path / "other")
    row = stored(tmp_path / "other").row(0, named=True)
    assert row["author"] == KEY.pseudonym("twitter", "Camille Martin")
    assert "camille@exemple.fr" not in row["text"]


@given(st.lists(st.text(st.sampled_from("'=+-@ \t\nab＝\u200b")), min_size=1))
def test_a_kept_formula_is_given_back(cells: list[str]) -> None:
    frame = pl.DataFrame({"cell": cells}, schema={"cell": pl.String})
    written = as_csv(frame, "en").decode()
    read = [cell for (cell,) in list(csv.reader(io.StringIO(written, newline="")))[1:]]
    given_back = pl.DataFrame({"cell": read}).select(plain(pl.col("cell")))
    assert given_back["cell"].to_list() == cells
