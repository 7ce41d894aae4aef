"""Cubes say what the facts say, whichever of them is asked, and so do both with corrections."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from sociallens import tables
from sociallens.access import UNLIMITED, Scope
from sociallens.annotations.writing import annotate
from sociallens.answers import work_out
from sociallens.backlog import todo
from sociallens.behind import said
from sociallens.cli import main
from sociallens.cli.explain import lines
from sociallens.dimensions import CHOOSABLE, DIMENSIONS, FILTERS
from sociallens.engine.duckdb import choosing
from sociallens.engine.duckdb.choosing import FACTS, MONTH, Source, Sources, split
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.engine.duckdb.questions import Question
from sociallens.engine.duckdb.serving import cubes
from sociallens.metrics import COUNTS, FIRST_REPLY
from sociallens.selection import ORDERS, Period, Selection
from sociallens.waits import Waited, first_reply
from tests import made
from tests.annotating import decide
from tests.questions import selections
from tests.test_engine import Row, some_rows, stored

WIDTH = 2 ** (1 / 24)  # of a bucket of hours, as a ratio; a figure may be one bucket off
Engines = tuple[DuckDBEngine, DuckDBEngine]
EDGES = [date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 31), date(2025, 4, 1),
         date(2025, 5, 15), date(2025, 6, 30)]  # fmt: skip


def rows() -> list[Row]:
    """Threads, replies, blanks and days without a time; then reposts, and the edges of months."""
    draw = random.Random(7)
    told = some_rows(7, 150)
    for row in told:
        row |= {"topics": [row["topic"]] if row.get("topic") else None}
    for number in range(30):
        at = datetime.combine(draw.choice(EDGES), datetime.min.time())
        at += timedelta(hours=draw.choice((0, 12, 21, 22, 23)), minutes=59)
        told.append({"id": f"e{number}", "published_at": at, "topic": "offer",
                     "role": draw.choice(("customer", "repost"))})  # fmt: skip
    return told


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    """One that has facts alone, and one with a cube for whatever is asked; with corrections."""
    store = made.store(tmp_path_factory.mktemp("cubes"), rows())
    with pytest.MonkeyPatch.context() as patch:  # as if rows were many more than cells
        for limit, share in {"_MOST": 9, "_TOGETHER": 99, "_SHARED": 0, "_HARDLY": 0}.items():
            patch.setattr(cubes, limit, share)
        large = DuckDBEngine(store, served=1)
    draw, ids = random.Random(3), [str(row["id"]) for row in stored(store)]
    annotate(store.path, [decide(draw, ids) for _ in range(60)], who="Zoé")
    return DuckDBEngine(store), large


def views(engines: Engines, seed: object, count: int) -> list[Selection]:
    """The whole, random questions, and periods that begin and end about the edges of months."""
    found = [*selections(stored(engines[0].store), seed, count)]
    draw = random.Random(str(seed))
    for _ in range(count):
        start, end = sorted(draw.sample(EDGES, 2))
        period = draw.choice((Period(start, end), Period(start), Period(None, end)))
        found.append(replace(draw.choice(found), period=period, reposts=draw.random() < 0.3))
    return found


def test_every_table_says_the_same_from_cubes_and_from_facts(
    engines: Engines,
) -> None:
    used = set()
    for view in views(engines, "tables", 2):
        for table in tables.TABLES.values():
            facts, cubed = (work_out(each, table, view, UNLIMITED).rows for each in engines)
            exact = [name for name in facts.columns if not name.startswith("reply_")]
            assert facts.select(exact).equals(cubed.select(exact)), (table.name, view)
            by = [DIMENSIONS[name] for name in table.dimensions]
            parts = engines[1].sources(["messages"], by, view, UNLIMITED)
            used |= {part.source.name for part in parts}
    assert FACTS in used
    assert len(used) > 3


def test_each_cube_says_what_the_facts_say(engines: Engines) -> None:
    _, cubed = engines
    draw = random.Random(11)
    sources = cubed._upkeep.ask(lambda relations: relations.sources)
    scopes = (UNLIMITED, Scope.of(site=["Site 1", "Site 3", "Nowhere"]))
    for cube in sources.cubes:
        alone = replace(sources, facts=replace(sources.facts, rows=10**9), cubes=(cube,))
        answer_from(cubed, alone)
        steps = ("month", "quarter") if cube.step == MONTH else ("day", "week", "month")
        names = draw.sample(sorted(cube.dimensions), min(2, len(cube.dimensions)))
        by = [DIMENSIONS[name] for name in (*names, *draw.choice(((), (draw.choice(steps),))))]
        for view in views(engines, cube.name, 1):
            kept = [choice for choice in view.choices if is_held(choice[0], cube)]
            asked, scope = replace(view, choices=tuple(kept)), draw.choice(scopes)
            said = [each.counts([*COUNTS], by, asked, scope) for each in engines]
            assert said[0].equals(said[1]), (cube.name, asked)
    answer_from(cubed, sources)


def answer_from(engine: DuckDBEngine, sources: Sources) -> None:
    engine._upkeep.ask(lambda relations: setattr(relations, "sources", sources))


def is_held(key: str, cube: Source) -> bool:
    return FILTERS[key].dimension.name in cube.dimensions


def test_waits_differ_by_a_bucket_at_most(engines: Engines) -> None:
    for view in views(engines, "waits", 4):
        exact, counted = (
            {cell: Waited(*lists) for cell, *lists in each.waits(
                FIRST_REPLY, [DIMENSIONS["site"]], view, UNLIMITED).rows()}
            for each in engines
        )  # fmt: skip
        assert exact.keys() == counted.keys()
        for site, waited in exact.items():
            target = FIRST_REPLY.target
            one, other = (first_reply(each, target) for each in (waited, counted[site]))
            assert (one.n, one.answered, one.within_target) == pytest.approx(
                (other.n, other.answered, other.within_target), abs=0.02
            )
            if one.median and other.median:
                assert 1 / WIDTH <= max(one.median, 1 / 60) / other.median <= WIDTH


def test_choices_days_and_lists_are_the_same(engines: Engines) -> None:
    facts, cubed = engines
    for view in views(engines, "lists", 1):
        assert facts.tallies(CHOOSABLE, view, UNLIMITED) == cubed.tallies(
            CHOOSABLE, view, UNLIMITED
        )
        assert facts.span(view, UNLIMITED) == cubed.span(view, UNLIMITED)
        for order in ORDERS:
            pages = [each.contributions(view, UNLIMITED, order=order, limit=9, offset=4)
                     for each in engines]  # fmt: skip
            assert pages[0].equals(pages[1]), (order, view)
    for dimension in CHOOSABLE:
        assert facts.values(dimension, UNLIMITED) == cubed.values(dimension, UNLIMITED)


def test_filters_that_say_a_count_are_counted_by_it(engines: Engines) -> None:
    by = [DIMENSIONS["severity"], DIMENSIONS["month"]]
    for filters in said(engines[0].taxonomy).values():
        view = Selection(choices=filters)
        plain = Question(view, UNLIMITED, tuple(by), "messages")
        asked = partial(plain.sums, counts=["messages"])
        for each in engines:
            rows = each._rows(asked)
            assert each.counts(["messages"], by, view, UNLIMITED, kind="messages").rows() == rows
        (part,) = engines[1].sources(["messages"], by, view, UNLIMITED, kind="messages")
        assert part.source.dimensions == {"severity"}


def test_a_list_begins_as_the_whole_of_it_does(engines: Engines) -> None:
    facts, cubed = engines
    waiting = todo(Selection(), facts.taxonomy)
    for view in (Selection(), Selection(reposts=True), waiting, waiting.choose("site", ["Site 1"])):
        for order in ORDERS:
            whole = facts.contributions(view, UNLIMITED, order=order)
            for offset, limit in ((0, 1), (0, 5), (3, 4), (0, 999)):
                first = cubed.contributions(
                    view, UNLIMITED, order=order, limit=limit, offset=offset
                )
                assert first.equals(whole[offset : offset + limit]), (view, order, offset)


def test_a_command_says_what_answers_and_why(engines: Engines) -> None:
    facts, cubed = engines
    year = Selection(Period(date(2025, 1, 1), date(2025, 12, 30)))
    said = dict(line.split(": ", 1) for line in lines(cubed, year, "en"))
    assert said.keys() == tables.TABLES.keys()
    assert said["topics"].startswith(("month_", "day_"))
    searched = [*lines(cubed, replace(year, q="colis"), "en")]
    assert all(": facts, " in line and "one by one" in line for line in searched)
    run = CliRunner().invoke(main, ["explain", "topic=offer", "--store", str(facts.store.path)],
                             env={"SOCIALLENS_LANG": "fr"})  # fmt: skip
    assert run.exit_code == 0, run.output
    assert "channels: facts, " in run.output
    assert "petite" in run.output


periods = st.builds(Period, *[st.one_of(st.none(), st.dates())] * 2)


@given(periods, st.dates())
def test_whole_months_and_edges_are_the_period_each_day_once(period: Period, day: date) -> None:
    months, edges = split(period)
    spans = [*edges, *([months] if months else [])]
    assert sum(within(day, span) for span in spans) == within(day, period)
    if months:
        assert months.start is None or months.start.day == 1
        assert months.end is None or (months.end + timedelta(days=1)).day == 1


def within(day: date, period: Period) -> bool:
    return (period.start or date.min) <= day <= (period.end or date.max)


def test_the_smallest_that_can_answers() -> None:
    def cube(step: str, rows: int, *names: str) -> Source:
        return Source("-".join((step, *names)), "", step, frozenset(names), rows)

    days, months = cube("day", 40_000, "topic"), cube("month", 3_000, "topic", "site")
    large = cube("day", 600_000, "country")  # more than a month has facts, few of them of a month
    whole = Source(FACTS, "", "day", choosing.HELD, 10_000_000)
    sources = Sources(whole, (days, months, large), {}, 1_000)

    def chosen(by: str, view: Selection) -> list[str]:
        asked = choosing.need([DIMENSIONS[name] for name in by.split()], view, UNLIMITED)
        return [part.source.name for part in sources.choose(asked)]

    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert chosen("topic", Selection()) == ["month-topic-site"]
    assert chosen("topic day", Selection()) == ["day-topic"]
    assert chosen("site", Selection(year)) == ["month-topic-site"]
    assert chosen("topic", Selection(replace(year, start=date(2025, 1, 2)))) == ["day-topic"]
    assert chosen("site", Selection(replace(year, end=date(2025, 12, 30)))) == [
        "month-topic-site",
        FACTS,
    ]
    month = Period(date(2025, 12, 1), date(2025, 12, 30))
    assert chosen("country", Selection(month)) == ["day-country"]
    assert chosen("channel", Selection()) == [FACTS]
    assert chosen("topic", Selection(q="colis")) == [FACTS]
