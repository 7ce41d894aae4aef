"""A random sample of a store's messages: drawn by chance, sealed, answered by people."""

import json
import random
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens import audits
from sociallens.access import UNLIMITED, Scope
from sociallens.annotations import log
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.audits.audit import ENDING, FOLDER
from sociallens.audits.drawing import OF_EACH, allocation, chosen, draw
from sociallens.engine import Engine, load
from sociallens.selection import Period, Selection
from tests import made

TASKS = pl.List(pl.String())
FIELDS = pl.Schema({"number": pl.Int64(), "id": pl.String(), "task": pl.String(), "values": TASKS})
Answer = tuple[str, str, list[str]]


def answers(*given: Answer, first: int = 1) -> pl.DataFrame:
    rows = [(number, *each) for number, each in enumerate(given, first)]
    return pl.DataFrame(rows, FIELDS, orient="row")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    rows = [row | {"channel": "twitter"} for row in made.random_rows(800, seed=3)]
    rows += [row | {"channel": "forum"} for row in made.random_rows(60, seed=4)]
    rows += [row | {"channel": "blog"} for row in made.random_rows(5, seed=5)]
    rows += [
        {"role": "brand", "text": "Bonjour"},
        {"role": "repost", "text": "x", "topic": "offer"},
    ]
    rows += [{"sentiment": "negative", "rating": 1.0}]  # stars alone: there is nothing to read
    rows = [row | {"id": f"m{number}"} for number, row in enumerate(rows)]
    return load(made.store(tmp_path / "store", rows).path)


def test_a_sample_is_drawn_from_customers_texts_and_sealed(engine: Engine) -> None:
    audit = draw(engine, UNLIMITED, who="Anne", seed=7)
    assert audit.strata == {"blog": 5, "forum": 60, "twitter": 800}
    assert audit.frame == 865
    assert len(set(audit.ids)) == len(audit.sample) == 100
    sizes = Counter(stratum for _, stratum in audit.sample)
    assert sizes == {"blog": 5, "forum": OF_EACH, "twitter": 87}
    assert audit.data == engine.data.digest
    assert audits.read(engine.store.path) == (audit,)
    assert audits.read(engine.store.path)[0].sealed
    assert audits.named(engine.store.path, audit.name) == audit


def test_a_seed_gives_the_same_sample_and_another_one_another(engine: Engine) -> None:
    first, again, other = (draw(engine, UNLIMITED, who="Anne", seed=seed) for seed in (7, 7, 8))
    assert first.sample == again.sample != other.sample
    assert len({first.name, again.name, other.name}) == 3
    assert len(audits.read(engine.store.path)) == 3


def test_answers_to_an_audit_whose_file_was_lost_are_none_to_the_next(engine: Engine) -> None:
    store = engine.store.path
    lost = draw(engine, UNLIMITED, who="Anne", seed=7)
    annotate(store, [Decision(lost.ids[0], "sentiment", ("neutral",))], who="Anne", audit=lost.name)
    (store / FOLDER / f"{lost.name}{ENDING}").unlink()
    again = draw(engine, UNLIMITED, who="Anne", seed=7)
    assert again.name != lost.name
    assert log.read(store).answers(again.name).is_empty()


@pytest.mark.parametrize("change", ["sample", "strata", "seal", "nothing is left", "name"])
def test_a_changed_file_is_told(engine: Engine, change: str) -> None:
    audit = draw(engine, UNLIMITED, who="Anne", seed=7)
    file = engine.store.path / "audits" / f"{audit.name}.json"
    if change == "name":
        file.rename(file.with_stem("other"))
    elif change == "nothing is left":
        file.write_bytes(b"")
    else:
        fields = json.loads(file.read_text())
        fields[change] = {"sample": fields["sample"][1:], "strata": {"blog": 9}, "seal": "0"}[
            change
        ]
        file.write_text(json.dumps(fields))
    assert [each.sealed for each in audits.read(engine.store.path)] == [False]


def test_what_cannot_be_drawn_is_said(engine: Engine) -> None:
    def refused(**asked: object) -> str:
        with pytest.raises(audits.BadAudit) as raised:
            draw(engine, UNLIMITED, who="Anne", **asked)  # type: ignore[arg-type]
        return raised.value.key

    assert refused(size=3) == "audit-too-small"
    assert refused(within=Selection(q="rien de tel").choose("channel", ["app_store"])) == (
        "audit-too-small"
    )
    for name in ("topic", "not-sentiment", "cause", "confidence"):
        assert refused(within=Selection().choose(name, ["offer"])) == "audit-of-labels"
    with pytest.raises(audits.BadAudit) as raised:
        audits.named(engine.store.path, "never")
    assert raised.value.key == "audit-absent"
    assert audits.read(engine.store.path) == ()


def test_an_audit_covers_what_lies_within_its_frame(engine: Engine) -> None:
    narrow = Selection().choose("channel", ["twitter", "forum"])
    audit = draw(engine, UNLIMITED, who="Anne", within=narrow)
    assert set(audit.strata) == {"twitter", "forum"}
    assert audit.covers(narrow.choose("channel", ["forum"]).choose("topic", ["offer"]))
    assert not audit.covers(Selection())
    assert not audit.covers(Selection().choose("channel", ["forum", "blog"]))
    seen = draw(engine, Scope.of(site=["Site 1"]), who="Anne", size=20)
    assert seen.within.values("site") == ("Site 1",)
    frame = engine.contributions(Selection(), UNLIMITED, kind="framed")
    sites = dict(frame.select("id", "site").iter_rows())
    assert {sites[id] for id in seen.ids} == {"Site 1"}


def test_days_narrow_a_frame_too() -> None:
    audit = audits.Audit("a", "", "", "", 0, {}, (), start="2026-01-01", end="2026-03-31")
    days = audit.within.period
    assert audit.covers(Selection(days))
    assert audit.covers(Selection(Period(days.start, days.start)))
    assert not audit.covers(Selection(Period(days.start, None)))
    assert not audit.covers(Selection())


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 5_000), min_size=1, max_size=9),
    st.integers(1, 400),
)
def test_an_allocation_gives_so_many_and_no_more_than_there_are(
    strata: dict[str, int], size: int
) -> None:
    taken = allocation(strata, size)
    assert sum(taken.values()) == min(size, sum(strata.values()))
    assert all(0 <= taken[name] <= n for name, n in strata.items())
    least = min(OF_EACH, min(size, sum(strata.values())) // (2 * len(strata)))
    assert all(taken[name] >= min(n, least) for name, n in strata.items())


@given(st.integers(0, 2**32), st.integers(10, 60))
def test_the_order_of_a_frame_is_no_order_of_a_sample(seed: int, size: int) -> None:
    frame = [(f"id{number}", "ab"[number % 7 == 0]) for number in range(200)]
    shuffled = random.Random(seed).sample(frame, len(frame))
    assert chosen(frame, size, seed) == chosen(shuffled, size, seed)


def test_every_message_is_as_likely_and_every_beginning_is_a_sample() -> None:
    frame = [(f"id{number}", "ab"[number % 5 == 0]) for number in range(100)]
    drawn: Counter[str] = Counter()
    for seed in range(1_000):
        sample = chosen(frame, 20, seed)
        drawn.update(id for id, _ in sample)
        assert Counter(stratum for _, stratum in sample[:10])["a"] in range(5, 9)
    assert min(drawn.values()) > 110  # of 12 in 80 and 8 in 20, of 1,000: 150 and 400
    of_a = [drawn[id] for id, stratum in frame if stratum == "a"]
    assert max(of_a) < 2 * min(of_a)


def test_a_message_is_done_when_all_that_applies_is_answered(engine: Engine) -> None:
    audit = draw(engine, UNLIMITED, who="Anne", seed=7, size=10)
    one, two, three, *rest = audit.ids
    given = answers(
        (one, "topic", ["offer"]), (one, "sentiment", ["positive"]), (one, "intent", ["other"]),
        (two, "topic", ["customer_service", "offer"]), (two, "sentiment", ["positive"]),
        (two, "intent", ["complaint"]), (two, "sentiment", ["negative"]), (two, "causes", []),
        (three, "topic", ["none"]),
    )  # fmt: skip
    now = audits.progress(audit, given)
    assert (now.done, now.skipped, now.left) == ((one,), (), (two, three, *rest))
    assert not now.enough
    whole = pl.concat([given, answers((two, "severity", ["high"]), first=99)])
    strata = dict(audit.sample)
    assert audits.labels(audit, whole).rows() == [
        (one, strata[one], "offer", ["offer"], [], "positive", "low", "other"),
        (two, strata[two], "customer_service", ["customer_service", "offer"], [],
         "negative", "high", "complaint"),
    ]  # fmt: skip


def test_what_nobody_can_tell_is_passed_over(engine: Engine) -> None:
    audit = draw(engine, UNLIMITED, who="Anne", seed=7, size=10)
    passed = answers((audit.ids[0], "topic", [])).with_columns(skipped=pl.lit(True))
    now = audits.progress(audit, passed)
    assert (now.done, now.skipped, now.left) == ((), audit.ids[:1], audit.ids[1:])
    assert audits.labels(audit, passed).is_empty()
