"""`sociallens classify --store`: new labels for what a model labelled, as one new version."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest
from click.testing import CliRunner, Result

from sociallens.cli import main
from sociallens.importing import import_files
from sociallens.importing.labels import MODEL
from sociallens.importing.options import Options
from sociallens.importing.relabel import Headline, relabel_store
from sociallens.schema import CLASSIFIED, IMPORTED, NAMES, PROVENANCE
from sociallens.store import relabel as steps
from sociallens.store.check import problems
from sociallens.store.manifest import Store, open_store, versions
from sociallens.store.relabel import SCRATCH, preview, relabel
from sociallens.store.write import commit, create
from tests import lengths
from tests.importing import KEY, NOW, written
from tests.made import by, record, store

ROOT = Path(__file__).parents[1]
OLD = {"language": "fr", **by("model:0"), "confidence": 0.5, "evidence": ["vieux"]}
UNHAPPY = {"topic": "customer_service", "topics": ["customer_service"], "causes": ["delivery"],
           "sentiment": "negative", "severity": "high", "intent": "complaint"}  # fmt: skip
HAPPY = {"topic": "offer", "topics": ["offer"], "causes": [], "sentiment": "positive",
         "severity": "low", "intent": "praise"}  # fmt: skip
ROWS: list[dict[str, object]] = [
    {"id": "a", "published_at": datetime(2024, 1, 1), "text": "Colis jamais reçu", **OLD, **HAPPY},
    {"id": "b", "published_at": datetime(2024, 1, 2), "text": "Colis jamais reçu", **UNHAPPY,
     **by("person"), "sentiment": "positive"},
    {"id": "c", "published_at": datetime(2024, 2, 1), "text": "Prix imbattables, je suis ravie",
     **OLD, **UNHAPPY},
    # A person says that the opening is happy; the model once read the thanks as a complaint.
    {"id": "d", "published_at": datetime(2024, 3, 1), "text": "Où est mon colis ?",
     **by("person"), **HAPPY},
    {"id": "e", "conversation_id": "d", "published_at": datetime(2024, 3, 2), "role": "brand",
     "text": "Bonjour, il arrive demain.", **OLD, "topic": "offer"},
    {"id": "f", "conversation_id": "d", "published_at": datetime(2024, 4, 3),
     "text": "Merci beaucoup, c’est réglé !", **OLD, **UNHAPPY},
    {"id": "g", "text": "Colis perdu, aucune réponse", **OLD, **UNHAPPY, "source": "unheard_of"},
    {"id": "h", "published_at": datetime(2024, 5, 1), "text": "Rien à dire"},  # labels of nobody
]  # fmt: skip


def rows_of(opened: Store) -> pl.DataFrame:
    return pl.read_parquet(opened.files()).select(NAMES).sort("id")


def files_of(path: Path) -> dict[str, bytes]:
    """All files but the lock, which every writer touches."""
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name != "lock"
    }


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["classify", *options])


@pytest.fixture
def old(tmp_path: Path) -> Store:
    return store(tmp_path / "store", ROWS)


def test_what_people_labelled_stays_and_what_a_model_labelled_is_new(old: Store) -> None:
    before = rows_of(old)
    moved = relabel_store(old.path)
    after = rows_of(open_store(old.path))
    by_people = pl.col("topic_by").ne_missing("model:0")
    kept = before.filter(by_people).select(IMPORTED)
    assert kept["id"].to_list() == ["b", "d", "h"]
    assert after.filter(pl.col("id").is_in(kept["id"].implode())).select(IMPORTED).equals(kept)
    renewed = after.filter(~pl.col("id").is_in(kept["id"].implode()))
    assert {value for name in PROVENANCE.values() for value in renewed[name]} == {MODEL}
    assert dict(after.select("id", "topic").iter_rows())["a"] == "customer_service"
    assert dict(after.select("id", "sentiment").iter_rows())["c"] == "positive"
    untouched = [name for name in IMPORTED if name not in {*CLASSIFIED, "language"}]
    assert after.select(untouched).equals(before.select(untouched))
    assert (moved.labelled, moved.kept) == (5, 3)
    assert problems(open_store(old.path)) == []


def test_the_thread_follows_its_new_labels(old: Store) -> None:
    opening = pl.col("id") == "d"
    assert rows_of(old).filter(opening)["outcome"].to_list() == ["still_negative"]
    relabel_store(old.path)
    assert rows_of(open_store(old.path)).filter(opening)["outcome"].to_list() == ["thanked"]


def test_it_is_one_new_version_and_the_old_one_stays_readable(old: Store) -> None:
    before = rows_of(old)
    moved = relabel_store(old.path)
    now = open_store(old.path)
    assert (moved.old_version, moved.version) == (1, 2)
    assert list(versions(old.path)) == [0, 1, 2]
    assert now.manifest.classifier == MODEL
    assert now.manifest.imports == old.manifest.imports
    assert rows_of(open_store(old.path, 1)).equals(before)
    # The month where nobody's labels changed is the same file.
    unchanged = {s.month for s in now.manifest.segments if s in old.manifest.segments}
    assert unchanged == {"2024-05"}
    assert not (old.path / SCRATCH).exists()


def test_the_summary_says_what_moved(old: Store) -> None:
    moved = relabel_store(old.path)
    assert moved.before == Headline(3, 4)  # of b, c, f, g all but b, which a person found positive
    assert moved.after == Headline(2, 4)  # of a, b, f, g all but b and the thanks
    now = rows_of(open_store(old.path))
    for task, count in moved.changed.items():
        was, new = ([each or None for each in rows[task].to_list()] for rows in (rows_of(old), now))
        assert count == sum(a != b for a, b in zip(was, new, strict=True)), task
    assert moved.changed["sentiment"] == 3  # a, c, f


def test_the_same_classifier_changes_nothing_and_says_so(old: Store) -> None:
    first = run("--store", str(old.path))
    assert first.exit_code == 0
    assert "Version 2 des données" in first.output
    assert "data=1" in first.output
    before = files_of(old.path)
    second = run("--store", str(old.path))
    assert second.exit_code == 0
    assert "Rien n’a changé" in second.output
    assert files_of(old.path) == before


def test_a_dry_run_tells_the_same_and_writes_nothing(old: Store) -> None:
    before = files_of(old.path)
    told = relabel_store(old.path, dry_run=True)
    assert "rien n’a été écrit" in run("--store", str(old.path), "--dry-run").output
    assert files_of(old.path) == before
    done = relabel_store(old.path)
    assert told.version is None
    assert (told.changed, told.before, told.after) == (done.changed, done.before, done.after)


def test_a_relabelled_store_has_the_labels_of_a_new_import(tmp_path: Path) -> None:
    texts = {"Colis jamais reçu": "", "Great prices, very happy": "", "Todo perfecto, gracias": "",
             "Ganz schlecht": "de", "Service client injoignable": "fr"}  # fmt: skip
    lines = ["id,site,channel,published_at,language,text"]
    lines += [f'{n},Modalys,twitter,2024-0{1 + n % 3}-01,{given},"{text}"'
              for n, (text, given) in enumerate(texts.items())]  # fmt: skip
    export = written(tmp_path / "export.csv", "\n".join(lines))
    import_files([export], tmp_path / "new", Options(key=KEY, now=NOW))
    new = rows_of(open_store(tmp_path / "new"))
    stale = new.with_columns(
        pl.lit("model:0").alias(name) for name in PROVENANCE.values()
    ).with_columns(topic=pl.lit("offer"), sentiment=pl.lit("neutral"))
    create(tmp_path / "old")
    commit(tmp_path / "old", stale.select(IMPORTED), record(), classifier="model:0")
    relabel_store(tmp_path / "old")
    assert rows_of(open_store(tmp_path / "old")).equals(new)


def test_a_detected_language_is_detected_again_and_a_given_one_stays(tmp_path: Path) -> None:
    text = "Le colis est arrivé abîmé et personne ne répond"
    stale = OLD | {"text": text, "language": "de"}
    made = store(tmp_path, [stale | {"source": "tweets_table"}, stale | {"source": "template"}])
    relabel_store(made.path)
    after = rows_of(open_store(made.path))
    assert after["language"].to_list() == ["fr", "de"]
    assert after["topic"].to_list() == ["customer_service", None]


def test_an_empty_store_has_nothing_to_change(tmp_path: Path) -> None:
    create(tmp_path)
    assert relabel_store(tmp_path).nothing
    assert open_store(tmp_path).manifest.version == 0


def shouted(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(steps.CHANGED).with_columns(topic=pl.lit("none"))


def test_what_was_worked_out_before_an_interruption_is_not_worked_out_again(old: Store) -> None:
    seen: list[str] = []

    def stops(rows: pl.DataFrame) -> pl.DataFrame:
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.extend(rows["published_at"].dt.strftime("%Y-%m").fill_null("undated").unique())
        return shouted(rows)

    with pytest.raises(KeyboardInterrupt):
        relabel(old.path, stops, classifier="x", edition="one")
    assert open_store(old.path) == old
    first = list(seen)
    seen.insert(0, "never again 3")
    counted: list[int] = []
    _, after, changed = relabel(old.path, stops, classifier="x", edition="one", tell=counted.append)
    months = [segment.month for segment in old.manifest.segments]
    assert first == months[:3]
    assert seen[4:] == months[3:]
    assert sum(counted) == changed.height == len(ROWS)
    assert set(rows_of(after)["topic"]) == {"none"}


def test_what_another_classifier_left_behind_is_not_used(old: Store) -> None:
    def stops(rows: pl.DataFrame) -> pl.DataFrame:
        if rows["published_at"].dt.month().max() == 4:
            raise KeyboardInterrupt
        return shouted(rows)

    with pytest.raises(KeyboardInterrupt):
        relabel(old.path, stops, classifier="x", edition="one")
    assert list((old.path / SCRATCH / "one").iterdir())
    relabel_store(old.path)
    assert "none" not in rows_of(open_store(old.path)).filter(pl.col("id") == "a")["topic"]
    assert not (old.path / SCRATCH).exists()


KILLED = """
import sys
from pathlib import Path
from tests.store_writer import Watch, kill_at
from sociallens.importing.relabel import relabel_store
relabel_store(Path(sys.argv[2]), dry_run=True)  # imports and caches are no part of it
Watch().over(Path(sys.argv[2]), kill_at(int(sys.argv[1])))
relabel_store(Path(sys.argv[2]))
"""


@pytest.mark.parametrize("operation", lengths.some([5, 18, 30, 42], 2))
def test_a_killed_run_goes_on_to_the_same_end(old: Store, operation: int, tmp_path: Path) -> None:
    whole = copytree(old.path, tmp_path / "whole")
    relabel_store(whole)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(operation), str(old.path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert open_store(old.path).manifest.version in {1, 2}
    assert rows_of(open_store(old.path, 1)).equals(rows_of(old))
    relabel_store(old.path)
    assert open_store(old.path).manifest == open_store(whole).manifest
    assert files_of(old.path).keys() == files_of(whole).keys()


def test_the_preview_needs_no_right_to_write(old: Store) -> None:
    opened, changed = preview(old.path, shouted)
    assert opened == old
    assert changed.height == len(ROWS)


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--dry-run"],
        ["in.csv"],
        ["--output", "out.csv"],
        ["--store", "there", "in.csv"],
        ["--store", "there", "--output", "out.csv"],
        ["--store", "there", "--taxonomy", "telecom"],
        ["in.csv", "--output", "out.csv", "--dry-run"],
    ],
    ids=" ".join,
)
def test_either_a_file_or_a_store(options: list[str]) -> None:
    done = run(*options)
    assert done.exit_code == 1
    assert "soit un fichier" in done.output
    assert "soit une base" in done.output


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    done = run("--store", str(tmp_path))
    assert done.exit_code == 1
    assert "Aucune base" in done.output
