"""Each label says who or what gave it, and a correction of one moves what follows from it only."""

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sociallens import taxonomy
from sociallens.access import LOCAL, UNLIMITED
from sociallens.classify import classify
from sociallens.engine import load
from sociallens.export import stream
from sociallens.importing import Report, import_files, read_files
from sociallens.importing.labels import MODEL, predict
from sociallens.importing.options import Options
from sociallens.importing.relabel import relabel_store
from sociallens.link import View
from sociallens.metrics import RECOVERY
from sociallens.schema import COLUMNS, LABELS, NAMES, PARTS, PROVENANCE
from sociallens.selection import Selection
from sociallens.store.manifest import open_store
from sociallens.store.scan import scan
from sociallens.store.write import commit
from tests.importing import KEY, NOW, written
from tests.made import by, contributions, record, store

ANGRY = "Colis jamais reçu : arnaque ! Je porte plainte"
PLACE = "id,site,channel,published_at,text"
OPTIONS = Options(key=KEY, now=NOW)


def file(path: Path, header: str, *rows: str) -> Path:
    return written(path, header, *rows)


def imported(path: Path, header: str, *rows: str) -> Report:
    number = len(list(path.parent.glob("*.csv")))
    return import_files([file(path.parent / f"{number}.csv", header, *rows)], path, OPTIONS)


def held(path: Path) -> dict[str, dict[str, Any]]:
    rows = scan(open_store(path).files()).select(NAMES).collect()
    return {row["id"]: row for row in rows.to_dicts()}


def givers(row: dict[str, Any]) -> dict[str, str | None]:
    return {label: row[column] for label, column in PROVENANCE.items()}


def test_every_label_has_its_provenance_among_the_columns() -> None:
    classified = {column.name for column in COLUMNS if column.group == "classified"}
    assert {*LABELS, *PROVENANCE.values(), "confidence", "evidence"} == classified
    assert [label for label, parts in PARTS.items() if parts[0] != label] == []


def test_a_file_of_topics_leaves_the_rest_to_the_model(tmp_path: Path) -> None:
    imported(tmp_path / "s", f"{PLACE},topic", f"a,Fnac,avis,2024-01-01,{ANGRY},offer")
    row = held(tmp_path / "s")["a"]
    assert givers(row) == {**dict.fromkeys(PARTS, MODEL), "topic": "person"}
    assert (row["topic"], row["topics"]) == ("offer", ["offer"])
    assert row["sentiment"] == "negative"
    assert not row["causes"], "causes are those of customer service"
    assert "Colis" not in row["evidence"], "no evidence for a topic that a person gave"
    assert row["confidence"] > 0


def test_stars_give_the_sentiment_and_nothing_else(tmp_path: Path) -> None:
    header = "id,site,channel,published_at,rating,topic"
    imported(tmp_path / "s", header, "a,Fnac,avis,2024-01-01,1,", "b,Fnac,avis,2024-01-01,3,offer")
    rows = held(tmp_path / "s")
    nobody = dict.fromkeys(PARTS)
    assert givers(rows["a"]) == {**nobody, "sentiment": "stars"}
    assert givers(rows["b"]) == {**nobody, "topic": "person", "sentiment": "stars"}
    assert (rows["a"]["sentiment"], rows["b"]["sentiment"]) == ("negative", None)


def test_what_a_person_says_goes_into_what_follows_from_it() -> None:
    sector = taxonomy.load()
    told = {"id": "a", "text": ANGRY, "channel": "twitter", "role": "customer"}
    alone = classify(pl.DataFrame([told]), sector).row(0, named=True)
    assert (alone["sentiment"], alone["severity"], alone["causes"]) == (
        "negative", "high", ["delivery"],
    )  # fmt: skip
    happy = told | {"standing": ["sentiment", "topic"], "sentiment": "positive", "topics": ["none"]}
    row = classify(pl.DataFrame([happy]), sector).row(0, named=True)
    assert (row["topic"], row["sentiment"], row["severity"]) == ("none", "positive", "low")
    assert row["causes"] is None
    assert row["intent"] in ("praise", "thanks", "advice")
    unused = classify(pl.DataFrame([happy | {"standing": None}]), sector).row(0, named=True)
    assert unused == alone


def test_a_correction_of_one_label_leaves_the_others_to_the_model(tmp_path: Path) -> None:
    path = tmp_path / "s"
    imported(path, PLACE, f"a,Fnac,avis,2024-01-01,{ANGRY}")
    before = held(path)["a"]
    assert before["causes"] == ["delivery"]
    report = imported(path, f"{PLACE},topic", f"a,Fnac,avis,2024-01-01,{ANGRY},offer")
    assert (report.added, report.updated) == (0, 1)
    after = held(path)["a"]
    assert givers(after) == {**dict.fromkeys(PARTS, MODEL), "topic": "person"}
    assert not after["causes"]
    assert after["sentiment_score"] == before["sentiment_score"]


def test_corrections_of_two_labels_add_up_and_outlive_a_new_export(tmp_path: Path) -> None:
    path = tmp_path / "s"
    plain = f"a,Fnac,avis,2024-01-01,{ANGRY}"
    imported(path, PLACE, plain)
    imported(path, f"{PLACE},topic", f"{plain},offer")
    imported(path, f"{PLACE},sentiment", f"{plain},positive")
    row = held(path)["a"]
    assert (row["topic"], row["sentiment"], row["severity"]) == ("offer", "positive", "low")
    assert (row["topic_by"], row["sentiment_by"], row["severity_by"]) == ("person", "person", MODEL)
    assert not row["causes"], "they follow the topic of the earlier correction"
    again = imported(path, PLACE, plain)
    assert (again.updated, again.unchanged) == (0, 1)
    edited = imported(path, f"{PLACE},updated_at", f"{plain} !,2024-02-01")
    assert edited.updated == 1
    row = held(path)["a"]
    assert row["text"].endswith("!")
    assert (row["topic"], row["sentiment"], row["severity"]) == ("offer", "positive", "low")


def test_a_dry_run_announces_a_correction_as_it_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "s"
    imported(path, PLACE, f"a,Fnac,avis,2024-01-01,{ANGRY}")
    export = file(tmp_path / "c.csv", f"{PLACE},topic", f"a,Fnac,avis,2024-01-01,{ANGRY},offer")
    told = import_files([export], path, OPTIONS, dry_run=True)
    done = import_files([export], path, OPTIONS)
    again = import_files([export], path, OPTIONS, dry_run=True)
    assert (told.updated, done.updated, again.unchanged) == (1, 1, 1)


def test_a_cell_corrected_in_our_own_export_moves_what_follows(tmp_path: Path) -> None:
    path = tmp_path / "s"
    imported(path, PLACE, f"a,Fnac,avis,2024-01-01,{ANGRY}", f"b,Fnac,avis,2024-01-02,{ANGRY}")
    pieces = stream(load(path), "conversations", View(Selection(), "en"), LOCAL)
    rows = pl.read_csv(b"".join(pieces), infer_schema=False)
    hers = pl.col("id") == "a"
    corrected = rows.with_columns(
        pl.when(hers).then(pl.lit(value)).otherwise(name).alias(name)
        for name, value in (("topic", "offer"), ("topics", "offer"), ("topic_by", "person"))
    )
    corrected.write_csv(tmp_path / "own.csv")
    report = import_files([tmp_path / "own.csv"], path, OPTIONS)
    assert (report.updated, report.unchanged) == (1, 1)
    row = held(path)["a"]
    assert (row["topic"], row["topic_by"], row["causes_by"]) == ("offer", "person", MODEL)
    assert not row["causes"]


def test_an_export_of_a_former_version_is_read_by_what_it_says_of_the_row(tmp_path: Path) -> None:
    path = tmp_path / "s"
    imported(path, PLACE, f"a,Fnac,avis,2024-01-01,{ANGRY}", f"b,Fnac,avis,2024-01-02,{ANGRY}")
    pieces = stream(load(path), "conversations", View(Selection(), "en"), LOCAL)
    rows = pl.read_csv(b"".join(pieces), infer_schema=False)
    former = rows.with_columns(
        labelled_by=pl.when(pl.col("id") == "a").then(pl.lit("person")).otherwise(pl.lit("model:1"))
    ).drop(*PROVENANCE.values(), "followup_observed")
    former.write_csv(tmp_path / "own.csv")
    assert import_files([tmp_path / "own.csv"], tmp_path / "other", OPTIONS).added == 2
    read = held(tmp_path / "other")
    assert set(givers(read["a"]).values()) == {"person"}
    assert set(givers(read["b"]).values()) == {"model:1"}
    assert read["a"]["followup_observed"] is False


def test_a_newer_classifier_changes_its_own_labels_only(tmp_path: Path) -> None:
    mixed = {"id": "a", "text": ANGRY, "language": "fr", **by("model:0"), **by("person", "topic"),
             "topic": "offer", "topics": ["offer"], "causes": ["delivery"], "severity": "low",
             "sentiment": "positive", "intent": "praise", "evidence": ["x"]}  # fmt: skip
    path = store(tmp_path / "s", [mixed]).path
    moved = relabel_store(path)
    assert (moved.labelled, moved.kept) == (1, 0)
    row = held(path)["a"]
    assert givers(row) == {**dict.fromkeys(PARTS, MODEL), "topic": "person"}
    assert (row["topic"], row["sentiment"], row["causes"]) == ("offer", "negative", None)
    assert relabel_store(path).nothing


def test_predicting_again_changes_nothing() -> None:
    rows = contributions(
        [{"id": "a", "text": ANGRY}, {"id": "b", "rating": 2.0}, {"id": "c", "role": "brand"},
         {"id": "d", "text": ANGRY, "topic": "offer", "topics": ["offer"], **by("person", "topic")}]
    )  # fmt: skip
    once = predict(rows, taxonomy.load())
    assert predict(once, taxonomy.load()).equals(once)


THREAD = [
    {"id": "q", "published_at": datetime(2024, 1, 1), "text": ANGRY, **by("model:3"),
     "sentiment": "negative", "topic": "customer_service"},
    {"id": "r", "conversation_id": "q", "published_at": datetime(2024, 1, 2), "role": "brand"},
    {"id": "f", "conversation_id": "q", "published_at": datetime(2024, 2, 3), "text": "Ah bravo",
     "sentiment": "positive", **by("model:3")},
]  # fmt: skip


def outcome(path: Path) -> str | None:
    return held(path)["q"]["outcome"]  # type: ignore[no-any-return]


def test_a_corrected_follow_up_changes_the_outcome_of_its_conversation(tmp_path: Path) -> None:
    path = store(tmp_path / "s", THREAD).path
    assert outcome(path) == "thanked"
    corrected = THREAD[2] | {"sentiment": "negative", **by("person", "sentiment")}
    commit(path, contributions([corrected]), record(), classifier="made")
    assert outcome(path) == "still_negative", "the opening stands in another month"
    relabel_store(path)
    assert held(path)["f"]["sentiment"] == "negative"
    assert outcome(path) == "still_negative"


def test_a_file_of_corrections_changes_the_outcome_too(tmp_path: Path) -> None:
    path, header = tmp_path / "s", "id,conversation_id,site,channel,role,published_at,text"
    follow_up = "f,q,Fnac,twitter,customer,2024-02-03,Merci beaucoup c’est réglé"
    imported(
        path,
        header,
        f"q,q,Fnac,twitter,customer,2024-01-01,{ANGRY}",
        "r,q,Fnac,twitter,brand,2024-01-02,Bonjour",
        follow_up,
    )
    assert outcome(path) == "thanked"
    imported(path, f"{header},sentiment,intent", f"{follow_up},negative,complaint")
    assert outcome(path) == "still_negative"


HEADER = "id,conversation_id,site,channel,role,published_at,text,sentiment"


def observed(tmp_path: Path, *rows: str, header: str = HEADER) -> list[bool]:
    reading = read_files([file(tmp_path / "a.csv", header, *rows)], options=OPTIONS)
    return reading.rows["followup_observed"].to_list()


@pytest.mark.parametrize(
    ("channel", "again", "seen"),
    [
        ("twitter", "q", True),
        ("avis", "q", False),
        ("app store", "q", False),
        ("twitter", "o", False),
    ],
)
def test_follow_ups_are_seen_where_the_threads_are(
    tmp_path: Path, channel: str, again: str, seen: bool
) -> None:
    rows = [f"q,q,Fnac,{channel},customer,2024-01-01,Colis perdu,negative",
            f"r,q,Fnac,{channel},brand,2024-01-02,Bonjour,",
            f"f,{again},Fnac,{channel},customer,2024-01-03,Toujours rien,negative"]  # fmt: skip
    assert set(observed(tmp_path, *rows)) == {seen}


def test_whoever_knows_whether_follow_ups_are_seen_says_so(tmp_path: Path) -> None:
    header = f"{HEADER},followup_observed"
    rows = ["q,q,Fnac,avis,customer,2024-01-01,Colis perdu,negative,oui",
            "o,o,Fnac,twitter,customer,2024-01-01,Colis perdu,negative,non"]  # fmt: skip
    assert observed(tmp_path, *rows, header=header) == [True, False]


def test_recovery_counts_only_where_a_follow_up_can_be_seen(tmp_path: Path) -> None:
    rows = [
        row | {"id": f"{row['id']}{seen}", "conversation_id": f"q{seen}", "reply_observed": True,
               "followup_observed": seen}
        for seen in (True, False)
        for row in THREAD
    ]  # fmt: skip
    path = store(tmp_path / "s", rows).path
    counted = load(path).counts((RECOVERY.k, RECOVERY.n), [], Selection(), UNLIMITED)
    assert counted.row(0) == (1, 1)
