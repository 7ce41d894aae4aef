"""What a reader may not see makes no difference: all is told as if the store held hers alone.

The oracle picks plain rows and makes a store of them, which is asked without any restriction. So it
knows nothing of scopes, and whatever both are asked must be the same, whatever path it takes.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from sociallens import answers, tables
from sociallens.access import LOCAL, UNLIMITED, Reader, Scope, TextScope
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.backlog import backlog
from sociallens.dimensions import CHOOSABLE, DIMENSIONS
from sociallens.effect import effect
from sociallens.engine import Engine, known
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.engine.duckdb.serving import cubes
from sociallens.export import stream
from sociallens.findings import headline, told, told_about
from sociallens.findings.kinds import PAGES
from sociallens.holdings import holdings, sources
from sociallens.link import View
from sociallens.metrics import COUNTS, FIRST_REPLY
from sociallens.peers import chosen, peers
from sociallens.quality.audited import instances
from sociallens.quality.tables import frame
from sociallens.selection import ORDERS, Selection
from tests import lengths, made
from tests.annotating import decide
from tests.questions import Row, selections
from tests.readers import seeing
from tests.test_engine import some_rows, stored
from tests.test_scope import SITES, a_scope, may_see

SCOPES = lengths.times(1, 20)  # readers drawn by chance
VIEWS = lengths.times(1, 3)  # of each, of which she asks some 180 questions
COUNTRIES = ("FR", "BE", "CH", None)
FORUMS = ("Forum 0", "Forum 1", "Forum 2", None)
LAST = datetime(2026, 11, 1)
Question = Callable[[Engine, TextScope], object]


class Held(NamedTuple):
    """A store, what is in it, and what people said of it."""

    engine: DuckDBEngine
    cubed: DuckDBEngine
    rows: list[Row]
    decisions: list[Decision]


def rows() -> list[Row]:
    """Conversations of a merchant, each in one country and one forum with its replies.

    Each part has a last message of the same time: until when a merchant was observed, and how long
    an open wait has lasted so far, follows from all its messages, whoever reads.
    """
    draw = random.Random(5)
    told = some_rows(5, lengths.times(300, 1000))
    parts = [
        {"site": site, "country": country, "community": community}
        for site in SITES
        for country in COUNTRIES
        for community in FORUMS
    ]
    shared: dict[object, Mapping[str, object]] = {}
    for row in told:
        row["conversation_id"] = row.get("conversation_id", row["id"])
        row |= shared.setdefault(row["conversation_id"], draw.choice(parts))
    told += [{**part, "id": f"l{n}", "published_at": LAST} for n, part in enumerate(parts)]
    for row in told:
        row["tool_sentiment"] = draw.choice(("positive", "negative", None))
        row["text"] = f"colis {row['id']} {row['site']}"
    return told


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Held:
    all_rows = rows()
    store = made.store(tmp_path_factory.mktemp("apart"), all_rows)
    with pytest.MonkeyPatch.context() as patch:  # as if rows were many more than cells
        for limit, share in {"_MOST": 9, "_TOGETHER": 99, "_SHARED": 0, "_HARDLY": 0}.items():
            patch.setattr(cubes, limit, share)
        cubed = DuckDBEngine(store, served=1)
    draw, ids = random.Random(3), [str(row["id"]) for row in stored(store)]
    decisions = [decide(draw, ids) for _ in range(80)]
    annotate(store.path, decisions, who="Zoé")
    return Held(DuckDBEngine(store), cubed, all_rows, decisions)


def alone(path: Path, whole: Held, scope: Scope) -> DuckDBEngine:
    """What a reader may see, in a store of its own."""
    hers = [row for row in whole.rows if may_see(row, scope)]
    store, ids = made.store(path, hers), {row["id"] for row in hers}
    if said := [each for each in whole.decisions if each.id in ids]:
        annotate(store.path, said, who="Zoé")
    return DuckDBEngine(store)


def plain(found: object) -> object:
    """An answer as values that can be compared."""
    if isinstance(found, pl.DataFrame):
        return found.columns, found.rows()
    return found


def of_figures(view: Selection) -> Iterator[tuple[str, Question]]:
    """Whatever is asked of figures, on whatever path."""
    for name, table in tables.TABLES.items():
        yield name, lambda e, s, t=table: answers.answer(e, t, view, s).rows  # type: ignore[misc]
    for each in CHOOSABLE:
        counted = partial(_counts, view, each.name)
        yield f"counts {each.name}", counted
        yield f"values {each.name}", lambda e, s, d=each: e.values(d, s)  # type: ignore[misc]
        yield f"choices {each.name}", partial(_choices, view, each.name)
    yield "tallies", lambda e, s: e.tallies(CHOOSABLE, view, s)
    yield "corrected", lambda e, s: e.corrected(list(COUNTS), view, s)
    yield "total", lambda e, s: (answers.total(e, view, s), answers.listed(e, view, s))
    yield "span", lambda e, s: e.span(view, s)
    yield "steps", lambda e, s: (answers.step(e, view, s), answers.grains_offered(e, view, s))
    yield "opinions", lambda e, s: e.opinions(view, s)
    yield "known", lambda e, s: known(e, s)


def of_pages(view: Selection, mine: str) -> Iterator[tuple[str, Question]]:
    """What pages tell beside tables: sentences, peers, what waits, what is held; lists, files."""
    for page in PAGES:
        for own in ("", mine):
            yield f"told {page} {own}", partial(_told, page, view, own)
    for name in ("site", "channel", "topic", "cause"):
        yield f"about {name}", partial(_told_about, name, view)
    for name in ("summary", "merchants", "channels", "topics"):
        for rule in ("all", "size"):
            yield f"peers {name} {rule}", partial(_peers, name, view, mine, rule)
    yield "chosen", lambda e, s: chosen(e, view, s, mine, "size")
    yield "headline", lambda e, s: headline(e, view, s)
    yield "backlog", lambda e, s: backlog(e, view, s)
    yield "holdings", holdings
    yield "sources", sources
    for name in tables.QUALITY:
        yield name, partial(_quality, name, view)
    yield "waits", partial(_waits, view)
    yield "effect", lambda e, s: effect(e, view, s)


def of_texts(view: Selection, ids: list[str]) -> Iterator[tuple[str, Question]]:
    """What customers wrote, by view, by id, by conversation, as a file."""
    for order in ORDERS:
        yield f"list {order}", partial(_ids, view, order)
    yield "everybody", lambda e, s: _sorted(e.contributions(view, s, kind=""))
    yield "instances", instances
    yield "members", lambda e, s: e.members("messages", view, s).sort("id")
    yield "latest", lambda e, s: e.latest(DIMENSIONS["channel"], 3, view, s).drop("confidence")
    yield "named", lambda e, s: _sorted(e.named(ids, s))
    yield "originals", lambda e, s: _sorted(e.originals(ids, s))
    for each in ids:
        yield f"thread {each}", lambda e, s, c=each: e.thread(c, s)  # type: ignore[misc]
    for name in ("conversations", "summary", "merchants"):
        yield f"file {name}", partial(_file, name, view)


def _counts(view: Selection, name: str, engine: Engine, scope: Scope) -> object:
    return engine.counts(list(COUNTS), [DIMENSIONS[name]], view, scope)


def _choices(view: Selection, name: str, engine: Engine, scope: Scope) -> object:
    return dict(answers.choices(engine, name, view, scope))


def _told(page: str, view: Selection, mine: str, engine: Engine, scope: Scope) -> object:
    return told(engine, page, view, scope, mine=mine)


def _told_about(name: str, view: Selection, engine: Engine, scope: Scope) -> object:
    value = next(iter(engine.values(DIMENSIONS[name], scope)), "")
    return told_about(engine, name, value, view, scope)


def _peers(table: str, view: Selection, mine: str, rule: str, e: Engine, scope: Scope) -> object:
    return dict(peers(e, tables.TABLES[table], view, scope, mine, rule))  # type: ignore[arg-type]


def _quality(name: str, view: Selection, engine: Engine, scope: Scope) -> object:
    return frame(engine, name, view, scope)


def _waits(view: Selection, engine: Engine, scope: Scope) -> object:
    return engine.waits(FIRST_REPLY, [DIMENSIONS["channel"]], view, scope)


def _ids(view: Selection, order: str, engine: Engine, scope: TextScope) -> object:
    page = engine.contributions(view, scope, order=order, limit=20, offset=3)  # type: ignore[arg-type]
    return page.select("id", "text")


def _sorted(found: pl.DataFrame) -> pl.DataFrame:
    return found.sort("id")


def _file(name: str, view: Selection, engine: Engine, scope: TextScope) -> object:
    reader: Reader = LOCAL if scope == UNLIMITED else seeing(scope)
    lines = b"".join(stream(engine, name, View(view, language="en"), reader)).splitlines()
    return lines[:1], sorted(lines[1:])


def told_in_hours(name: str) -> bool:
    """Whether a table has durations, which cubes know to about 3 %."""
    return name in tables.TABLES and any(m.wait for m in tables.TABLES[name].metrics)


def differing(
    whole: Held,
    scope: Scope,
    hers: DuckDBEngine,
    draw: random.Random,
    among: Callable[[str], object] = str,
) -> tuple[int, list[str]]:
    """How many questions were asked, and those whose answers tell of what is out of the scope.

    `among`: whether a question of this name is asked.
    """
    found, compared = [], 0
    sites = sorted({str(row["site"]) for row in whole.rows if may_see(row, scope)})
    ids = [str(row["id"]) for row in draw.sample(whole.rows, 12)]
    views = [*selections(stored(hers.store), draw.random(), max(1, VIEWS - 1))][-VIEWS:]
    for view in views:
        figures = dict(of_figures(view))
        asked = figures | dict(of_pages(view, draw.choice(sites))) | dict(of_texts(view, ids))
        for name, question in asked.items():
            if not among(name):
                continue
            expected = plain(question(hers, UNLIMITED))
            engines = {"facts": whole.engine}
            if name in figures and not told_in_hours(name):
                engines["cubes"] = whole.cubed
            for path, engine in engines.items():
                compared += 1
                if plain(question(engine, TextScope(scope))) != expected:
                    found.append(f"{name} from {path} of {view} for {scope}")
    return compared, found


@pytest.mark.parametrize("seed", range(SCOPES))
def test_what_is_out_of_scope_makes_no_difference(whole: Held, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    scope = a_scope(draw)
    compared, found = differing(whole, scope, alone(tmp_path / "hers", whole, scope), draw)
    assert compared > 100
    assert not found, found[:5]
