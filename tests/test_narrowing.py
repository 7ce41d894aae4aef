"""Laws of what pages show, on views drawn at random: narrowing keeps the context, no rate of few
messages is drawn, and every number opens exactly the messages that it counts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from sociallens import link
from sociallens.access import UNLIMITED
from sociallens.answers import answer, total
from sociallens.blocks import Block, Card, Grid, Plot, Ranked
from sociallens.engine import Engine, follow, known, load
from sociallens.metrics import Metric
from sociallens.selection import Selection
from sociallens.settings import DEMO_STORE
from sociallens.stats import FEW
from sociallens.tables import TABLES, Table
from tests import made
from tests.blocks_of import blocks, cards, counts
from tests.questions import Row, selections
from tests.test_pages import shown

PAGES = ("overview", "channels", "topics", "customer_service", "merchants")
FICHES = ("about=site&site=Site+1", "about=cause&cause=delivery", "about=topic&topic=offer")
VIEWS = 7


@dataclass(frozen=True)
class Reader:
    """Somebody who opens links on one store; pages run where they stand."""

    store: Path
    pages: dict[str, AppTest]

    @cached_property
    def engine(self) -> Engine:
        return load(self.store)

    def open(self, name: str, query: str) -> AppTest:
        """A page as a link opens it."""
        values: Mapping[str, str | list[str]] = parse_qs(query)
        if name not in self.pages:
            self.pages[name] = shown(name, {})
        app = self.pages[name]
        app.query_params.clear()
        for key, each in values.items():
            app.query_params[key] = each
        app.run()
        assert not app.exception, query
        return app

    def follow(self, href: str) -> AppTest:
        """The page behind a link on a page."""
        parts = urlsplit(href)
        return self.open(parts.path.strip("/") or "overview", parts.query)

    def selection(self, href: str) -> Selection:
        """What a link narrows to."""
        _, view = follow(self.store, link.parse(urlsplit(href).query), UNLIMITED)
        return view.selection

    def views(self) -> Iterator[str]:
        """Links that some reader may have, the whole store first."""
        rows: list[Row] = self.engine.contributions(Selection(), UNLIMITED, kind="").to_dicts()
        everything = follow(self.store, link.parse("period=all"), UNLIMITED)[1]
        for selection in selections(rows, "narrowing", count=VIEWS):
            view = replace(everything, selection=selection)
            yield link.query_string(view, known(self.engine, UNLIMITED))


@pytest.fixture(scope="module", params=["demo", "small"])
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """On many messages, and on so few that most figures are of fewer than ten."""
    if request.param == "demo":
        return Reader(DEMO_STORE, {})
    path = tmp_path_factory.mktemp("narrowing") / "store"
    made.store(path, made.random_rows(300, seed=4, sites=5))
    return Reader(path, {})


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    monkeypatch.setenv("SOCIALLENS_STORE", str(reader.store))


def pages(reader: Reader) -> Iterator[tuple[str, str, list[Block]]]:
    """Every page under every view, and fiches: its name, its link and its blocks."""
    for query in reader.views():
        for name in PAGES:
            yield name, query, blocks(reader.open(name, query))
    for query in FICHES:
        yield "fiche", query, blocks(reader.open("fiche", f"v=1&lang=fr&period=all&{query}"))


# -- Narrowing keeps the context.


def test_a_click_leaves_every_other_row_of_its_chart_as_it_was(reader: Reader) -> None:
    clicks = 0
    for name, query, shown_blocks in list(pages(reader)):
        for card in (block for block in shown_blocks if block["kind"] == "card"):
            body = card["body"]
            if body["kind"] == "ranked" and body["rows"] and "narrow" in body["rows"][-1]:
                row = body["rows"][-1]
                after = cards(reader.follow(row["narrow"])).get(card["name"])
                if after is None:  # nothing is left in the view that the whole page counts
                    continue
                clicks += 1
                was, now = _rows(body), _rows(after["body"])
                assert was == now, (name, query, card["name"])
                if not all(each.get("selected", True) for each in body["rows"]):
                    continue  # the click lets go of what was chosen
                chosen = [
                    each["key"] for each in _ranked(after)["rows"] if each.get("selected", True)
                ]
                assert chosen == [row["key"]], (name, query, card["name"])
    assert clicks > 20


def _ranked(card: Card) -> Ranked:
    body = card["body"]
    assert body["kind"] == "ranked"
    return body


def _rows(body: object) -> list[dict[str, object]]:
    """The rows of a ranked list without what says whether and how they are chosen."""
    links = {"selected", "narrow", "messages", "page"}
    rows = body["rows"]  # type: ignore[index]
    return [{key: row[key] for key in row.keys() - links} for row in rows]


# -- Nothing is drawn of fewer than ten messages.


def test_no_rate_of_few_messages_is_drawn(reader: Reader) -> None:
    few = 0
    for name, query, shown_blocks in pages(reader):
        selection = reader.selection(f"/?{query}")
        for card in (block for block in shown_blocks if block["kind"] == "card"):
            body, place = card["body"], (name, query, card["name"])
            if (table := TABLES.get(card["name"])) is None:
                continue
            if body["kind"] == "ranked":
                few += _undrawn_rows(reader.engine, table, selection, body, place)
            elif body["kind"] == "grid":
                few += _undrawn_cells(reader.engine, table, selection, body, place)
            elif body["kind"] == "plot" and table.name != "trend":
                _undrawn_points(reader, table.metric, body, place)
    assert few > 20


def _undrawn_rows(
    engine: Engine, table: Table, selection: Selection, body: Ranked, place: object
) -> int:
    few = 0
    compared = selection.compared()
    before = answer(engine, table, compared, UNLIMITED) if compared else None
    now = answer(engine, table, selection, UNLIMITED)
    (by,) = table.by
    for row in body["rows"]:
        if now.figure(table.metric, **{by: row["key"]}).n < FEW:
            few += 1
            assert not {"bar", "low", "high"} & {k for k, v in row.items() if v is not None}, place
            assert "%" not in row["value"], place
        tick = row.get("tick")
        if before and tick is not None and before.figure(table.metric, **{by: row["key"]}).n:
            assert before.figure(table.metric, **{by: row["key"]}).n >= FEW, place
    return few


def _undrawn_cells(
    engine: Engine, table: Table, selection: Selection, body: Grid, place: object
) -> int:
    few = 0
    now = answer(engine, table, selection, UNLIMITED)
    first, second = table.by
    for row in body["rows"]:
        for cell in row["cells"]:
            figure = now.figure(table.metric, **{first: row["key"], second: cell["key"]})
            if cell["value"] and figure.n < FEW:
                few += 1
                assert not cell.get("depth"), place
                assert "%" not in cell["value"], place
    return few


def _undrawn_points(reader: Reader, metric: Metric, body: Plot, place: object) -> None:
    """Each point of a line stands for days that hold ten messages that its rate could count."""
    days = Table(f"days-{metric.name}", (metric,))  # answers are kept by name
    for trace in (body["figure"] or {"data": ()})["data"]:
        for moment, value in zip(trace.get("customdata", ()), trace["y"], strict=False):
            if moment is None or value is None:
                continue
            selection = reader.selection(body["links"][moment])
            if metric.over:  # the metric's own dimension is left out of what it counts among
                selection = selection.without(metric.over)
            assert answer(reader.engine, days, selection, UNLIMITED).figure(metric).n >= FEW, place


# -- Every number opens its messages.


def test_every_number_opens_exactly_its_messages(reader: Reader) -> None:
    opened = 0
    for name, query, shown_blocks in pages(reader):
        for count, href in counts(shown_blocks):
            found = total(reader.engine, reader.selection(href), UNLIMITED)
            assert found == count, (name, query, href)
            opened += 1
    assert opened > 150


def test_no_number_on_a_page_lacks_its_link(reader: Reader) -> None:
    """But those of conversations that no filter can tell apart, and of nothing."""
    for name, query, shown_blocks in pages(reader):
        for card in (block for block in shown_blocks if block["kind"] == "card"):
            if card["body"]["kind"] == "ranked":
                for row in card["body"]["rows"]:
                    if re.search(r"[1-9]", row["count"]):
                        assert row.get("messages"), (name, query, card["name"], row["key"])
