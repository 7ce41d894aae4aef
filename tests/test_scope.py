"""Whatever is asked, by whatever filter: a reader gets what a naive count over her rows gets."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from sociallens import answers, link
from sociallens.access import Part, Scope, TextScope
from sociallens.dimensions import DIMENSIONS
from sociallens.engine import Engine, known, load
from sociallens.export import stream
from sociallens.link import View
from sociallens.peers import chosen
from sociallens.selection import Selection
from sociallens.tables import TABLES
from tests import lengths, made
from tests.readers import seeing

SCOPES = lengths.times(10, 700)  # readers drawn by chance; each asks some fifteen questions
SITES = [f"Site {n}" for n in range(6)]
COUNTRIES = ["FR", "BE", "CH", None]
COMMUNITIES = ["Forum 0", "Forum 1", "Forum 2", "Forum 3", None]
FILTERS = ("site", "channel", "topic", "sentiment", "country", "community", "language")
Row = Mapping[str, object]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    made_up = made.random_rows(900, sites=len(SITES))
    draw = random.Random(7)
    for number, row in enumerate(made_up):
        row["id"] = row["conversation_id"] = f"c{number}"
        row["country"] = draw.choice(COUNTRIES)
        if number % 3 == 0:  # an exchange that crosses the border of a scope
            row["conversation_id"] = f"t{number % 30}"
    return made_up


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]) -> Engine:
    path = tmp_path_factory.mktemp("scope") / "store"
    made.store(path, rows)
    return load(path)


def a_scope(draw: random.Random) -> Scope:
    parts = []
    pools: Mapping[str, Sequence[str | None]] = {
        "site": SITES,
        "country": COUNTRIES,
        "community": COMMUNITIES,
    }
    for _ in range(draw.randint(1, 3)):
        only: dict[str, frozenset[str]] = {}
        for name in draw.sample(list(pools), draw.randint(1, 2)):
            values = [value for value in pools[name] if value]
            only[name] = frozenset(draw.sample(values, draw.randint(1, 3)))
        parts.append(Part(tuple(sorted(only.items()))))
    return Scope(frozenset(parts))


def may_see(row: Row, scope: Scope) -> bool:
    """Written anew: the product's own answer proves nothing."""
    for part in scope.parts:
        if all(row.get(name) is not None and row[name] in values for name, values in part.only):
            return True
    return False


def a_filter(draw: random.Random, rows: list[Row]) -> tuple[str, frozenset[str]]:
    name = draw.choice(FILTERS)
    values = sorted({str(row[name]) for row in rows if row.get(name) is not None})
    return name, frozenset(draw.sample(values, min(len(values), draw.randint(1, 2))))


def test_nobody_gets_a_row_a_count_or_a_name_of_others(
    engine: Engine, rows: list[dict[str, object]]
) -> None:
    draw, compared = random.Random(1), 0
    for _ in range(SCOPES):
        scope = a_scope(draw)
        texts = TextScope(scope)
        name, values = a_filter(draw, list(rows))
        selection = Selection().choose(name, values)
        seen = [row for row in rows if may_see(row, scope)]
        wanted = [row for row in seen if row.get(name) in values]

        found = engine.contributions(selection, texts, kind="")
        assert set(found["id"]) == {row["id"] for row in wanted}
        total = engine.counts(["contributions"], [], selection, scope).item()
        assert total == len(wanted) == answers.total(engine, selection, scope)
        for dimension in ("site", "country", "community", "topic"):
            counted = Counter(str(row[dimension]) for row in wanted if row.get(dimension))
            table = engine.counts(["contributions"], [DIMENSIONS[dimension]], selection, scope)
            told = {str(k): n for k, n in table.drop_nulls(dimension).rows() if n}
            assert told == counted
            offered = engine.values(DIMENSIONS[dimension], scope)
            assert set(offered) == {str(row[dimension]) for row in seen if row.get(dimension)}
        tallied = engine.tallies([DIMENSIONS["site"]], selection.without("site"), scope)["site"]
        among = seen if name == "site" else wanted
        assert {k: n for k, n in tallied.items() if n} == Counter(str(r["site"]) for r in among)
        assert chosen(engine, selection, scope, "", "all") <= {str(row["site"]) for row in seen}
        stranger = draw.choice([row for row in rows if row not in seen] or [None])
        if stranger:
            assert engine.named([str(stranger["id"])], texts).is_empty()
            assert engine.originals([str(stranger["id"])], texts).is_empty()
            thread = engine.thread(str(stranger["conversation_id"]), texts)
            assert set(thread["id"]) <= {row["id"] for row in seen}
        here = known(engine, scope)
        assert set(here.sites.values()) == {row["site"] for row in seen}
        compared += 15
    assert compared >= 15 * SCOPES


def test_scopes_in_any_order_share_no_answer(engine: Engine) -> None:
    draw = random.Random(2)
    scopes = [a_scope(draw) for _ in range(6)]
    tables = [TABLES[name] for name in ("summary", "channels", "merchants", "topics")]
    alone = {
        (scope, table.name): answers.answer(load(engine.store.path), table, Selection(), scope).rows
        for scope in scopes
        for table in tables
    }
    asked = list(alone) * 3
    draw.shuffle(asked)
    for scope, name in asked:
        rows = answers.answer(engine, TABLES[name], Selection(), scope).rows
        assert rows.equals(alone[scope, name])


def test_a_file_holds_what_its_reader_may_take(
    engine: Engine, rows: list[dict[str, object]]
) -> None:
    draw = random.Random(3)
    for _ in range(lengths.times(4, 40)):
        scope = a_scope(draw)
        data = b"".join(stream(engine, "conversations", View(language="en"), seeing(scope)))
        lines = data.decode("utf-8-sig").splitlines()[1:]
        assert len(lines) == sum(may_see(row, scope) for row in rows)


LITERALS = (
    "' OR '1'='1", "Site 0' --", "%", "_", "Site%", "*", "\\", '"; DROP TABLE facts; --', "$1",
    ":scope_0_site", "{site}", "NULL", "\0", "Site 0\0", "' UNION SELECT 1 --", "0x53697465",
    "Site 0/**/", "‮Site 0", "Ｓｉｔｅ　０", "true", "1=1", "[Site 0]", "?", "??", "{{7*7}}",
)  # fmt: skip


SOME = LITERALS if lengths.WHOLE else LITERALS[::4]


@pytest.mark.parametrize("text", SOME)
def test_what_a_link_says_is_taken_as_it_is_written(engine: Engine, text: str) -> None:
    """Of every key of links: nothing is wider than without it, nothing fails."""
    scope = Scope.of(site=["Site 0"])
    here = known(engine, scope)
    whole = answers.total(engine, Selection(), scope)
    for key in (
        *FILTERS,
        "not-site",
        "q",
        "from",
        "to",
        "period",
        "data",
        "thread",
        "about",
        "mine",
    ):
        view = link.decode(((key, text),), here)
        assert answers.total(engine, view.selection, scope) <= whole
        shown = engine.contributions(view.selection, TextScope(scope), kind="")
        assert set(shown["site"]) <= {"Site 0"}


@pytest.mark.parametrize("text", SOME)
def test_a_scope_is_taken_as_it_is_written(engine: Engine, text: str) -> None:
    assert engine.contributions(Selection(), TextScope(Scope.of(site=[text])), kind="").is_empty()
    assert engine.values(DIMENSIONS["site"], Scope.of(country=[text])) == ()
