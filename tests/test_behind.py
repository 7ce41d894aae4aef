"""A figure opens exactly the messages that it counts, and what waits is an ordinary view."""

from datetime import datetime
from pathlib import Path

import pytest

from sociallens.access import UNLIMITED
from sociallens.answers import answer, total
from sociallens.backlog import Backlog, backlog, todo
from sociallens.behind import behind
from sociallens.dimensions import DIMENSIONS, excluding
from sociallens.engine import Engine, known, load
from sociallens.link import View, decode, encode
from sociallens.metrics import COUNTS, METRICS, UNANSWERED
from sociallens.selection import ORDERS, Selection
from sociallens.tables import TABLES
from tests import lengths, made
from tests.questions import Row, selections

EVERYTHING = Selection()
HIDDEN = {"contributions", "brand_messages", "framed", "threads", "undated", "unhappy_followed",
          "unhappy_recovered"}  # fmt: skip
# No filter says that a forum is known, whichever; each by itself is a filter.
IN_CELLS = {"in_community"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    rows = made.random_rows(900, seed=11, sites=5)
    for place, row in enumerate(rows):
        row |= {"country": ("FR", "BE")[place % 2], "community": f"c{place % 4}",
                "rating": (1.0, 4.0, None)[place % 3]}  # fmt: skip
        thread = {"conversation_id": f"t{place // 3}"}
        row |= thread if place % 3 < 2 else {}
        row |= {"role": "brand"} if place % 6 == 1 else {"confidence": place % 100 / 100}
        row |= {"role": "repost"} if place % 50 == 2 else {}
        row |= {"topic": None} if place % 40 == 3 else {}
        row |= {"published_at": None, "date_precision": "none"} if place % 60 == 4 else {}
    return load(made.store(tmp_path_factory.mktemp("behind"), rows).path)


@pytest.fixture(scope="module")
def views(engine: Engine) -> list[Selection]:
    rows: list[Row] = engine.contributions(EVERYTHING, UNLIMITED, kind="").to_dicts()
    drawn = list(selections(rows, "behind", count=12))
    return [
        *drawn,
        EVERYTHING.choose("topic", ["offer"]),
        EVERYTHING.choose(excluding("topic"), ["customer_service"]),
        EVERYTHING.choose("answered", ["yes", "no"]).choose("severity", ["high", "low"]),
        Selection(reposts=True),
    ]


def counted(engine: Engine, count: str, selection: Selection) -> int:
    return int(engine.counts([count], [], selection, UNLIMITED).item())


@pytest.mark.parametrize("count", lengths.some(sorted(COUNTS.keys() - HIDDEN - IN_CELLS), 3))
def test_a_count_opens_the_messages_that_it_counts(
    engine: Engine, views: list[Selection], count: str
) -> None:
    here = known(engine, UNLIMITED)
    filled = 0
    for selection in views:
        opened = behind(selection, count, engine.taxonomy)
        assert opened is not None
        assert total(engine, opened, UNLIMITED) == counted(engine, count, selection)
        assert engine.contributions(opened, UNLIMITED).height == counted(engine, count, selection)
        again = decode(encode(View(opened), here), here).selection
        assert again == opened
        filled += counted(engine, count, selection) > 0
    assert filled > 2


def test_what_is_known_of_each_community_opens_its_messages(
    engine: Engine, views: list[Selection]
) -> None:
    for selection in views:
        for community in ("c0", "c3"):
            cell = {"community": community}
            opened = behind(selection, "in_community", engine.taxonomy, cell)
            assert opened is not None
            there = selection.without("community").choose("community", [community])
            assert total(engine, opened, UNLIMITED) == counted(engine, "in_community", there)


@pytest.mark.parametrize("count", sorted(HIDDEN | IN_CELLS))
def test_what_no_filter_says_opens_nothing(engine: Engine, count: str) -> None:
    assert behind(EVERYTHING, count, engine.taxonomy) is None


def test_what_is_hidden_is_little() -> None:
    """Of the figures that pages show, only the recovery has no list."""
    unlisted = {m.name for m in METRICS.values() if {m.k, m.n, m.minus} & HIDDEN}
    assert unlisted == {"recovery"}


@pytest.mark.parametrize("name", ["channels", "topics", "causes", "merchants", "channel_topic"])
def test_a_cell_opens_the_messages_that_it_counts(
    engine: Engine, views: list[Selection], name: str
) -> None:
    table = TABLES[name]
    opened = 0
    for selection in views[:8]:
        for row in answer(engine, table, selection, UNLIMITED).rows.head(12).to_dicts():
            cell = {dimension: row[dimension] for dimension in table.by}
            inside = behind(selection, table.metric.k, engine.taxonomy, cell)
            assert inside is not None
            assert total(engine, inside, UNLIMITED) == row["k"], (selection, cell)
            opened += 1
    assert opened > 10


def test_what_waits_is_what_is_counted_as_unanswered(
    engine: Engine, views: list[Selection]
) -> None:
    for selection in views:
        waiting = todo(selection, engine.taxonomy)
        assert total(engine, waiting, UNLIMITED) == counted(engine, UNANSWERED, selection)
        found = backlog(engine, selection, UNLIMITED)
        by_severity = dict(
            engine.counts([UNANSWERED], [DIMENSIONS["severity"]], selection, UNLIMITED).rows()
        )
        assert (found.messages, found.grave) == (
            counted(engine, UNANSWERED, selection),
            by_severity.get("high", 0),
        )
    whole = todo(EVERYTHING, engine.taxonomy)
    assert whole.choices == (
        ("answered", ("no",)), ("sentiment", ("negative",)), ("topic", ("customer_service",)),
    )  # fmt: skip


def complaint(day: int, severity: str, **more: object) -> dict[str, object]:
    return {
        "topic": "customer_service", "sentiment": "negative", "severity": severity,
        "reply_observed": True, "published_at": datetime(2026, 3, day), "id": f"{severity}{day}",
        **more,
    }  # fmt: skip


@pytest.fixture
def waiting(tmp_path: Path) -> Engine:
    rows = [
        complaint(5, "low", confidence=0.5), complaint(9, "high", confidence=0.9),
        complaint(7, "high"), complaint(8, "medium", confidence=0.4),
        {"published_at": datetime(2026, 3, 20), "id": "last"},
    ]  # fmt: skip
    return load(made.store(tmp_path, rows).path)


def test_the_oldest_has_waited_until_the_last_day_with_data(waiting: Engine) -> None:
    assert backlog(waiting, EVERYTHING, UNLIMITED) == Backlog(4, 2, 15)
    assert backlog(waiting, EVERYTHING.choose("severity", ["high"]), UNLIMITED) == Backlog(2, 2, 13)
    nothing = EVERYTHING.choose("topic", ["offer"])
    assert backlog(waiting, nothing, UNLIMITED) == Backlog(0, 0, None)


def test_lists_are_in_the_order_that_is_asked(waiting: Engine) -> None:
    found = {
        order: waiting.contributions(todo(EVERYTHING, waiting.taxonomy), UNLIMITED, order=order)[
            "id"
        ].to_list()
        for order in ORDERS
    }
    assert found == {
        "latest": ["high9", "medium8", "high7", "low5"],
        "oldest": ["low5", "high7", "medium8", "high9"],
        "gravest": ["high7", "high9", "medium8", "low5"],
        "confidence": ["medium8", "low5", "high9", "high7"],
    }


@pytest.mark.parametrize("order", ORDERS)
def test_the_pages_of_a_list_make_it_whole(engine: Engine, order: str) -> None:
    whole = engine.contributions(EVERYTHING, UNLIMITED, order=order)["id"].to_list()  # type: ignore[arg-type]
    pages = [
        engine.contributions(EVERYTHING, UNLIMITED, order=order, limit=100, offset=offset)["id"]  # type: ignore[arg-type]
        for offset in range(0, len(whole) + 1, 100)
    ]
    assert [identity for page in pages for identity in page] == whole
