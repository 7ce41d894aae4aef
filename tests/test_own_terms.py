"""A store's own terms: what is refused, what a change would do, saving, going back, resuming."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest
from click.testing import CliRunner

from sociallens.access import UNLIMITED
from sociallens.classify import classify
from sociallens.classify.terms import lexicon
from sociallens.cli import main
from sociallens.engine import load
from sociallens.errors import SocialLensError, StoreError
from sociallens.importing import change_terms, import_files, restore_terms
from sociallens.importing.labels import MODEL
from sociallens.importing.options import Options
from sociallens.importing.relabel import relabel_store, unfinished
from sociallens.importing.trying import WAS, trial
from sociallens.own import NOTHING, read
from sociallens.own.terms import (
    BadTerm,
    OwnTerm,
    checked,
    edited,
    every_term,
    own_table,
    read_as,
    versions,
    weight,
)
from sociallens.selection import Selection
from sociallens.store.manifest import open_store
from sociallens.taxonomy import load as sector
from tests import lengths
from tests.importing import KEY, NOW, written
from tests.made import by
from tests.made import store as made

ROOT = Path(__file__).parents[1]
TERM = OwnTerm("fr", "complaint", "strong", "zorglub*", 2.0)
TEXTS = (
    "Le colis est arrivé chez moi hier, zorglubé",
    "La livraison du colis ce matin : zorglub",
    "Le zorglub, je ne sais pas ce que c'est, mais la livraison était parfaite et rapide, merci",
    "Le colis est arrivé hier",
    "Livraison parfaite, merci beaucoup",
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store that the present program has labelled."""
    rows = [
        {"id": f"m{n}", "text": text, "language": "fr", "published_at": datetime(2024, 1 + n, 1),
         **by("model:0")}
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    path = made(tmp_path / "store", rows).path
    relabel_store(path)
    return path


def moods(path: Path) -> dict[str, str]:
    rows = pl.read_parquet(open_store(path).files())
    return dict(rows.sort("id").select("id", "sentiment").rows())


@pytest.mark.parametrize(
    ("term", "key"),
    [
        ("=SOMME(A1)", "term-bad-formula"),
        ("+33", "term-bad-formula"),
        ("@modalys", "term-bad-formula"),
        ("!!!", "term-bad-signs"),
        ("", "term-bad-signs"),
        ("zo", "term-bad-short"),
        ("zor*", "term-bad-short"),
        ("re*mbours", "term-bad-star"),
        ("*", "term-bad-signs"),
        ("la", "term-bad-short"),
        ("dans les", "term-bad-plain"),
        ("toujours", "term-bad-plain"),
        ("colis. Perdu", "term-bad-clauses"),
        ("un deux trois quatre cinq six sept", "term-bad-long"),
        ("z" * 61, "term-bad-long"),
    ],
)
def test_a_term_of_no_use_is_told_why(term: str, key: str) -> None:
    with pytest.raises(BadTerm) as refused:
        checked(OwnTerm("fr", "cause", "delivery", term, 1.6), sector(), NOTHING)
    assert refused.value.key == key


def test_a_term_tells_something_of_the_sector() -> None:
    with pytest.raises(BadTerm) as refused:
        checked(OwnTerm("fr", "cause", "network", "zorglub", 1.6), sector(), NOTHING)
    assert refused.value.key == "term-bad-label"


def test_the_same_term_twice_is_told_another_strength_replaces_it() -> None:
    own = edited(NOTHING, (TERM,))
    with pytest.raises(BadTerm) as refused:
        checked(TERM, sector(), own)
    assert refused.value.key == "term-bad-there"
    weaker = OwnTerm("fr", "complaint", "strong", "Zorglub*", 0.6)
    assert own_table(edited(own, (checked(weaker, sector(), own),)))["weight"].to_list() == [0.6]


def test_a_term_is_kept_as_texts_are_read() -> None:
    kept = checked(OwnTerm("fr", "cause", "delivery", "tjs zorglub*", 1.6), sector(), NOTHING)
    assert kept.term == "toujours zorglub*"


def test_the_stores_own_stands_for_the_sectors() -> None:
    shipped = every_term(sector(), NOTHING, "fr").filter(kind="cause", label="delivery")
    term = shipped["term"][0]
    own = edited(NOTHING, (OwnTerm("fr", "cause", "delivery", term, 0.8),))
    same = every_term(sector(), own, "fr").filter(kind="cause", label="delivery", term=term)
    assert same.select("weight", "origin").rows() == [(0.8, "own")]


def test_a_term_of_ours_can_be_made_to_say_nothing() -> None:
    delivery = every_term(sector(), NOTHING, "fr").filter(kind="cause", label="delivery")
    term = delivery.filter(~pl.col("folded").str.contains("[ *]"))["term"][0]
    own = edited(NOTHING, (OwnTerm("fr", "cause", "delivery", term, weight("cause", "none")),))
    points = []
    for part in (NOTHING, own):
        terms = lexicon(sector().folder, "fr", part)
        found = terms.matches(terms.read(pl.Series([f" {read_as(term)} "])))
        points.append(found.filter(pl.col("name") == "cause.delivery")["points"].sum())
    assert points[0] > 0 == points[1]


def test_texts_are_labelled_by_the_stores_own_terms() -> None:
    frame = pl.DataFrame({"id": ["a"], "text": [TEXTS[1]], "channel": ["twitter"]})
    frame = frame.with_columns(language=pl.lit("fr"))
    plain = classify(frame, sector())
    own = classify(frame, sector(), own=edited(NOTHING, (TERM,)))
    assert plain["sentiment"].to_list() != ["negative"] == own["sentiment"].to_list()
    assert own["evidence"].to_list() == [["zorglub"]] or "zorglub" in own["evidence"][0]
    assert classify(frame, sector()).equals(plain)


def test_a_trial_tells_what_saving_does(store: Path) -> None:
    engine = load(store)
    tried = trial(engine, Selection(), UNLIMITED, read(store), add=(TERM,))
    assert tried.holding == 3
    assert not tried.cut
    told = dict(tried.changed.select("id", "sentiment").rows())
    was = dict(tried.changed.select("id", f"sentiment{WAS}").rows())
    before = moods(store)
    assert {name: before[name] for name in was} == was
    moved = change_terms(store, (TERM,))
    after = moods(store)
    assert {name: after[name] for name in told} == told
    assert {name for name in after if after[name] != before[name]} <= told.keys()
    assert (moved.before, moved.after) == (tried.before, tried.after)
    assert tried.before != tried.after


def test_a_trial_sees_what_is_written_otherwise(tmp_path: Path) -> None:
    texts = (
        "Zorglûb toujour en panne",
        "TOUJOURS. Zorglub",
        "toujours-zorglub",
        "zorglub toujours",
    )
    rows = [{"id": f"m{n}", "text": text, "language": "fr"} for n, text in enumerate(texts)]
    engine = load(made(tmp_path / "store", rows).path)
    term = OwnTerm("fr", "complaint", "strong", "toujours zorglub", 2.0)
    assert trial(engine, Selection(), UNLIMITED, NOTHING, add=(term,)).holding == 1
    spelt = OwnTerm("fr", "complaint", "strong", "toujours en panne", 2.0)
    assert trial(engine, Selection(), UNLIMITED, NOTHING, add=(spelt,)).holding == 1
    narrow = Selection(q="panne")
    word = OwnTerm("fr", "complaint", "strong", "zorglub", 2.0)
    assert trial(engine, narrow, UNLIMITED, NOTHING, add=(word,)).holding == 1


def test_labels_of_people_stay(store: Path) -> None:
    from sociallens.annotations.entries import Decision
    from sociallens.annotations.writing import annotate

    annotate(store, [Decision("m1", "sentiment", ("positive",))], who="Ana")
    tried = trial(load(store), Selection(), UNLIMITED, read(store), add=(TERM,))
    assert tried.holding == 3
    kept = tried.changed.filter(pl.col("id") == "m1")
    assert set(kept["sentiment"]) <= {"positive"}


def test_every_save_keeps_the_one_before_and_goes_back(store: Path) -> None:
    before = moods(store)
    change_terms(store, (TERM,))
    assert (store / "vocabulary" / "terms.fr.csv").read_text() == (
        "kind,label,term,weight\ncomplaint,strong,zorglub*,2.0\n"
    )
    other = OwnTerm("en", "praise", "strong", "zorgluv", 2.0)
    change_terms(store, (other,))
    changed = moods(store)
    assert changed != before
    assert [(each.number, each.terms) for each in versions(store)] == [(3, 2), (2, 1), (1, 0)]
    restore_terms(store, 1)
    assert moods(store) == before
    assert own_table(read(store)).is_empty()
    restore_terms(store, 3)
    assert moods(store) == changed
    with pytest.raises(StoreError):
        restore_terms(store, 9)
    change_terms(store, remove=(TERM,))
    assert own_table(read(store))["term"].to_list() == ["zorgluv"]
    assert moods(store) == before


def test_a_row_that_nothing_touches_is_the_same_file(store: Path) -> None:
    before = {segment.month: segment for segment in open_store(store).manifest.segments}
    change_terms(store, (TERM,))
    after = {segment.month: segment for segment in open_store(store).manifest.segments}
    assert before["2024-04"] == after["2024-04"]
    assert before["2024-02"] != after["2024-02"]
    assert open_store(store).manifest.classifier == MODEL


def test_killed_in_between_it_says_so_and_goes_on(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = moods(store)
    with monkeypatch.context() as patch:
        patch.setattr("sociallens.importing.own_terms.relabel_store", killed)
        with pytest.raises(KeyboardInterrupt):
            change_terms(store, (TERM,))
    assert unfinished(store)
    assert moods(store) == before
    with monkeypatch.context() as patch:
        patch.setattr("sociallens.importing.relabel.predict", killed)
        with pytest.raises(KeyboardInterrupt):
            relabel_store(store)
    assert unfinished(store)
    relabel_store(store)
    assert not unfinished(store)
    assert moods(store) != before


KILLED = """
import sys
from pathlib import Path
from tests.store_writer import Watch, kill_at
from sociallens.importing import change_terms
from sociallens.importing.relabel import relabel_store
from tests.test_own_terms import TERM
relabel_store(Path(sys.argv[2]), dry_run=True)  # imports and caches are no part of it
Watch().over(Path(sys.argv[2]), kill_at(int(sys.argv[1])))
change_terms(Path(sys.argv[2]), (TERM,))
"""


@pytest.mark.parametrize("operation", lengths.some([3, 9, 20, 34], 2))
def test_a_killed_save_is_made_or_not_and_goes_on(
    store: Path, operation: int, tmp_path: Path
) -> None:
    before, whole = moods(store), copytree(store, tmp_path / "whole")
    change_terms(whole, (TERM,))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(operation), str(store)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    relabel_store(store)
    saved = not own_table(read(store)).is_empty()
    assert moods(store) == (moods(whole) if saved else before)
    assert not unfinished(store)


def test_what_is_imported_later_has_the_stores_own_terms(tmp_path: Path) -> None:
    def csv(name: str, text: str) -> Path:
        row = f"Belverde,X,2026-03-01,customer,{text}"
        return written(tmp_path / name, "site,channel,published_at,role,text", row)

    path, options = tmp_path / "store", Options(key=KEY, now=NOW)
    import_files([csv("a.csv", "Le colis est arrivé hier")], path, options)
    change_terms(path, (TERM,))
    import_files([csv("b.csv", TEXTS[1])], path, options)
    rows = pl.read_parquet(open_store(path).files())
    later = rows.filter(pl.col("text").str.contains("zorglub"))
    assert later["sentiment"].to_list() == ["negative"]
    assert relabel_store(path).nothing


def test_a_table_by_hand_that_cannot_be_read_is_told(store: Path) -> None:
    (store / "vocabulary").mkdir()
    (store / "vocabulary" / "terms.fr.csv").write_text("kind,term\ncause,x\n")
    with pytest.raises(SocialLensError) as refused:
        relabel_store(store)
    assert refused.value.key == "terms-columns"


def test_a_file_is_labelled_as_the_store_would(store: Path, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(f'id,text,channel\na,"{TEXTS[1]}",twitter\n', encoding="utf-8")
    change_terms(store, (TERM,))
    out = tmp_path / "out.csv"
    told = CliRunner().invoke(
        main, ["classify", str(tmp_path / "in.csv"), "--output", str(out), "--store", str(store)]
    )
    assert told.exit_code == 0, told.output
    assert pl.read_csv(out)["sentiment"].to_list() == ["negative"]
