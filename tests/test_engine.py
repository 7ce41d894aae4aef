"""Figures are what a reader would count by hand, within her scope, on the data she asks for."""

import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from sociallens import merchants, tables
from sociallens.access import NOTHING, UNLIMITED, Scope, TextScope
from sociallens.answers import answer, conversations
from sociallens.dimensions import DIMENSIONS, FILTERS
from sociallens.engine import Engine, follow, known, load
from sociallens.errors import StoreError
from sociallens.link import parse, problems
from sociallens.metrics import FIRST_REPLY, HEADLINE
from sociallens.selection import Period, Selection
from sociallens.steps import suited
from sociallens.store.manifest import Store
from sociallens.store.write import commit
from tests import made
from tests.questions import KEYS, held, selections, some_values

EVERYTHING = Selection()
Row = dict[str, object]
Key = tuple[object, ...]
Test = Callable[[Row], bool]


# -- A store with everything that counts: threads, replies, blanks, days without a time.


def some_rows(seed: int, count: int = 220) -> list[Row]:
    draw = random.Random(seed)
    rows = made.random_rows(count, seed=seed, sites=4)
    others = random.Random(f"{seed} others")  # so that a column more changes no other
    replies: list[Row] = []
    for number, row in enumerate(rows):
        row |= {"id": f"c{number}", "conversation_id": f"c{number}"}
        for name in ("topic", "sentiment", "severity", "intent", "language"):
            row[name] = None if draw.random() < 0.08 else row[name]
        row["causes"] = None if draw.random() < 0.05 else row["causes"]
        row |= {
            "rating": others.choice((None, 1.0, 2.4, 3.0, 4.5, 5.0)),
            "confidence": others.choice((None, 0.3, 0.6, 0.79, 0.95)),
            "country": others.choice((None, "FR", "BE")),
            "community": others.choice((None, "Forum Un", "Forum Deux")),
        }
        chance = draw.random()
        if chance < 0.06:
            row |= {"published_at": None, "date_precision": "none"}
        elif chance < 0.2:
            midnight = row["published_at"].replace(hour=0, minute=0)  # type: ignore[attr-defined]
            row |= {"published_at": midnight, "date_precision": "day"}
        if draw.random() < 0.3:
            replies += answers(row, draw)
    return [*rows, *replies, *announcements(draw)]


def announcements(draw: random.Random) -> Iterator[Row]:
    """Conversations in which no customer speaks: they count nowhere."""
    for number in range(20):
        yield {"id": f"b{number}", "role": draw.choice(("brand", "moderator")),
               "site": f"Site {number % 4}", "published_at": datetime(2025, 6, 1 + number),
               "topic": "customer_service", "sentiment": "negative", "causes": ["delivery"],
               "reply_observed": True, "language": "fr"}  # fmt: skip


def answers(row: Row, draw: random.Random) -> Iterator[Row]:
    """A reply of the brand, and perhaps what the customer says to it."""
    said = row["published_at"]
    shared = {name: row[name] for name in ("site", "channel", "conversation_id", "reply_observed")}
    for place, role in enumerate(("brand", "customer")[: draw.choice((1, 2))], 1):
        at = said + timedelta(hours=place * 5) if isinstance(said, datetime) else None
        mood = draw.choice(("positive", "negative", None)) if role == "customer" else None
        yield {**shared, "id": f"{row['id']}-{place}", "parent_id": row["id"], "role": role,
               "sentiment": mood, "published_at": at, "topic": "none" if mood else None,
               "date_precision": "instant" if at else "none", "language": "fr"}  # fmt: skip


def stored(store: Store) -> list[Row]:
    """All rows of a store as plain dictionaries, each with its day in Paris."""
    rows = pl.concat(pl.read_parquet(file) for file in store.files()).to_dicts()
    for row in rows:
        row["day"] = day(row)
    return rows


def day(row: Row) -> date | None:
    at = row["published_at"]
    if not isinstance(at, datetime):
        return None
    if row["date_precision"] == "day":
        return at.date()
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/Paris")).date()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return made.store(tmp_path_factory.mktemp("shop"), some_rows(0))


@pytest.fixture(scope="module", params=range(3))
def any_shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return made.store(tmp_path_factory.mktemp("shop"), some_rows(request.param))


# -- What every table should say, counted row by row.


def customer(row: Row) -> bool:
    return row["role"] == "customer"


def service(row: Row) -> bool:
    return customer(row) and row["topic"] == "customer_service"


def angry_service(row: Row) -> bool:
    return service(row) and row["sentiment"] == "negative"


def observed(row: Row) -> bool:
    return customer(row) and bool(row["opens"]) and bool(row["reply_observed"])


def answered(row: Row) -> bool:
    return observed(row) and bool(row["brand_contributions"])


def followed(row: Row) -> bool:
    return answered(row) and bool(row["followup_observed"])


def having(name: str, condition: Test = customer) -> Test:
    return lambda row: condition(row) and row[name] is not None


def being(condition: Test, **values: object) -> Test:
    return lambda row: condition(row) and all(row[name] == value for name, value in values.items())


# metric -> what k counts, what n counts
RATES: Mapping[str, tuple[Test, Test]] = {
    "volume": (customer, customer),
    "negative_rate_customer_service": (angry_service, service),
    "net_sentiment": (being(customer, sentiment="positive"), having("sentiment")),  # less negatives
    "brand_participation": (answered, observed),
    "customer_service_share": (service, having("topic")),
    "negative_rate": (being(customer, sentiment="negative"), having("sentiment")),
    "recovery": (
        being(followed, sentiment="negative", outcome="thanked"),
        being(followed, sentiment="negative"),
    ),
}
# table -> dimensions, what is counted, and among which other dimensions it is a share
SHARES: Mapping[str, tuple[tuple[str, ...], Test, tuple[str, ...]]] = {
    "channels": (("channel",), customer, ()),
    "topics": (("topic",), having("topic"), ()),
    "channel_topic": (("channel", "topic"), having("topic"), ("channel",)),
    "channel_sentiment": (("channel", "sentiment"), having("sentiment"), ("channel",)),
    "topic_sentiment": (("topic", "sentiment"), having("sentiment"), ("topic",)),
    "trend": (("time", "sentiment"), having("sentiment"), ("time",)),
    "topic_trend": (("time", "topic"), having("topic"), ("time",)),
    "causes": (("cause",), angry_service, ()),
    "severity": (("severity",), having("severity", service), ()),
    "intents": (("intent",), having("intent", service), ()),
    "communities": (("community",), having("community"), ()),
    "merchant_causes": (("site", "cause"), angry_service, ("site",)),
}
OVERLAPPING = {"causes", "merchant_causes"}


def count(rows: list[Row], condition: Test) -> int:
    return sum(map(condition, rows))


def rate(metric: str, rows: list[Row]) -> tuple[int, int]:
    k, n = (count(rows, condition) for condition in RATES[metric])
    if metric == "net_sentiment":
        k -= count(rows, being(customer, sentiment="negative"))
    return k, n


def step(rows: list[Row], selection: Selection) -> str:
    days = [row["day"] for row in rows if customer(row) and row["day"]]
    start = selection.period.start or min(days, default=date.today())  # type: ignore[type-var]
    end = selection.period.end or max(days, default=date.today())  # type: ignore[type-var]
    length = (end - start).days + 1  # type: ignore[operator]
    days_of = {"day": 31, "week": 210, "month": 1100}
    finest = next((name for name, most in days_of.items() if length <= most), "quarter")
    return suited(days, [1] * len(days), finest)  # type: ignore[arg-type]


def places(row: Row, by: tuple[str, ...], length: str) -> list[Key]:
    """The cells of a table that a row counts in."""
    keys: list[Key] = [()]
    for name in by:
        if name == "cause":
            values = list(row["causes"] or [])  # type: ignore[call-overload]
        elif name == "time":
            values = [first_day(row["day"], length)]  # type: ignore[arg-type]
        else:
            values = [row[name]]
        keys = [(*key, value) for key in keys for value in values]
    return [key for key in keys if None not in key]


def first_day(day: date | None, length: str) -> date | None:
    if day is None or length == "day":
        return day
    if length == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(
        day=1, month=day.month if length == "month" else (day.month - 1) // 3 * 3 + 1
    )


def cells(rows: list[Row], by: tuple[str, ...], length: str = "") -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        for key in places(row, by, length):
            found[key].append(row)
    return found


def expected(name: str, rows: list[Row], selection: Selection) -> dict[Key, tuple[int, int]]:
    """k and n of every row of a table, by its dimensions."""
    if name == "summary":
        return {(metric.name,): rate(metric.name, rows) for metric in HEADLINE}
    if name == "service_trend":
        found = cells(rows, ("time",), step(rows, selection))
        rates = {key: rate("negative_rate_customer_service", there) for key, there in found.items()}
        return {key: (k, n) for key, (k, n) in rates.items() if n}
    by, condition, among = SHARES[name]
    length = step(rows, selection)
    whole = {key: count(there, condition) for key, there in cells(rows, among, length).items()}
    shares = {}
    for key, there in cells(rows, by, length).items():
        if k := count(there, condition):
            group = tuple(value for value, d in zip(key, by, strict=True) if d in among)
            shares[key] = (k, whole[group])
    return shares


def in_view(row: Row, selection: Selection, scope: Scope) -> bool:
    if not scope.allows(row):
        return False
    for name, chosen in selection.choices:
        narrows = FILTERS[name]
        if bool(held(row, narrows.dimension.name) & set(chosen)) == narrows.excluding:
            return False
    start, end, on = selection.period.start, selection.period.end, row["day"]
    if (start or end) and not isinstance(on, date):
        return False
    return not (isinstance(on, date) and ((start and on < start) or (end and on > end)))


def around(table: tables.Table, selection: Selection) -> Selection:
    """The selection without the filters of a table's own dimensions."""
    kept = [each for each in selection.choices if FILTERS[each[0]].dimension.name not in table.by]
    return replace(selection, choices=tuple(kept))


def narrowed_to(row: Row, selection: Selection) -> bool:
    """Whether a row of a table is one that the selection narrows to."""
    return all(
        (row[FILTERS[key].dimension.name] in values) is not FILTERS[key].excluding
        for key, values in selection.choices
        if FILTERS[key].dimension.name in row
    )


def told(frame: pl.DataFrame, by: int) -> dict[Key, tuple[int, int]]:
    """k and n of a table that was run, by its first columns."""
    rows = frame.select(*frame.columns[:by], "k", "n").rows()
    found = {row[:by]: row[by:] for row in rows if row[by] is not None}
    assert len(found) == sum(row[by] is not None for row in rows)
    return found


SCOPES = (UNLIMITED, Scope.of(site=["Site 1", "Site 3"]))


@pytest.mark.parametrize("scope", SCOPES, ids=("all", "two"))
def test_every_table_says_what_a_count_by_hand_says(any_shop: Store, scope: Scope) -> None:
    engine, rows = load(any_shop.path), stored(any_shop)
    filled = 0
    for selection in selections(rows, len(rows)):
        for name in (*SHARES, "summary", "service_trend"):
            table = tables.TABLES[name]
            here = [row for row in rows if in_view(row, around(table, selection), scope)]
            frame = answer(engine, table, selection, scope).rows
            said = told(frame, len(table.by) or 1)
            assert said == expected(name, here, selection), (name, selection)
            assert all(
                row.get("selected", True) is narrowed_to(row, selection) for row in frame.to_dicts()
            )
            filled += selection == EVERYTHING and len(said) > 1
            inside = frame.filter(pl.col("low").is_not_null() & pl.col("rate").is_not_null())
            close = pl.col("rate").is_between(pl.col("low") - 1e-9, pl.col("high") + 1e-9)
            assert inside.select(close.all()).item()
    assert filled > len(SHARES)  # of the whole, which is never empty


@pytest.mark.parametrize("key", KEYS)
def test_every_filter_narrows_as_a_reader_would(any_shop: Store, key: str) -> None:
    engine, rows = load(any_shop.path), stored(any_shop)
    selection = EVERYTHING.choose(key, some_values(rows, key, len(rows)))
    here = [row for row in rows if in_view(row, selection, UNLIMITED)]
    frame = answer(engine, tables.TABLES["summary"], selection, UNLIMITED).rows
    assert told(frame, 1) == expected("summary", here, selection)


# Tables that hold several metrics side by side, each row by one dimension.
SEVERAL = [table for table in tables.TABLES.values() if table.by and len(table.metrics) > 1]


@pytest.mark.parametrize("scope", SCOPES, ids=("all", "two"))
@pytest.mark.parametrize("table", SEVERAL, ids=lambda table: table.name)
def test_metrics_side_by_side_say_what_a_count_by_hand_says(
    any_shop: Store, table: tables.Table, scope: Scope
) -> None:
    engine, rows = load(any_shop.path), stored(any_shop)
    for selection in selections(rows, len(rows) + 1, count=4):
        here = [row for row in rows if in_view(row, around(table, selection), scope)]
        frame = answer(engine, table, selection, scope).rows
        groups = cells(here, table.by, step(rows=here, selection=selection))
        speaking = {key[0] for key, there in groups.items() if count(there, customer)}
        assert set(frame[frame.columns[0]]) == speaking
        for row in frame.to_dicts():
            there = groups[(row[frame.columns[0]],)]
            for place, metric in enumerate(each for each in table.metrics if not each.wait):
                names = (f"{metric.name}_k", f"{metric.name}_n") if place else ("k", "n")
                true = (
                    (count(there, customer), count(here, customer))
                    if metric.name == "share_of_voice"
                    else rate(metric.name, there)
                )
                assert tuple(row[name] or 0 for name in names) == true, (metric.name, selection)


def test_replies_of_known_time_are_timed(any_shop: Store) -> None:
    engine, by_site = load(any_shop.path), cells(stored(any_shop), ("site",))
    frame = answer(engine, tables.TABLES["merchants"], EVERYTHING, UNLIMITED).rows
    assert frame.height == 4
    for site, n in frame.select("site", "reply_time_n").rows():
        exact = [r for r in by_site[(site,)] if observed(r) and r["date_precision"] == "instant"]
        assert n == sum(bool(r["replied_at"] or not r["brand_contributions"]) for r in exact)


@pytest.mark.parametrize("name", sorted(SHARES.keys() - OVERLAPPING))
def test_the_parts_of_a_mix_make_a_whole(shop: Store, name: str) -> None:
    engine, rows = load(shop.path), stored(shop)
    by, _, among = SHARES[name]
    for selection in selections(rows, 3, count=3):
        frame = answer(engine, tables.TABLES[name], selection, UNLIMITED).rows
        groups = frame.group_by(among or pl.lit(1)).agg(pl.col("rate").sum(), pl.col("k").sum())
        assert all(abs(share - 1) < 1e-9 for share in groups["rate"])
        assert frame.height == frame.unique(list(by)).height


def test_every_table_is_tested() -> None:
    several = {table.name for table in SEVERAL}
    assert {*SHARES, "summary", "service_trend", *several} == set(tables.TABLES)


# -- Scope: what a reader may not see is nowhere.

SECRET = TextScope(Scope.of(site=["Site 1"]))


def test_a_reader_sees_no_row_of_another_site(shop: Store) -> None:
    engine = load(shop.path)
    others = [row for row in stored(shop) if row["site"] != "Site 1"]
    here = known(engine, SECRET)
    assert list(here.sites.values()) == ["Site 1"]
    assert here.value("site", "Site 2") is None
    assert set(engine.contributions(EVERYTHING, SECRET, kind="")["site"]) == {"Site 1"}
    assert set(engine.waits(FIRST_REPLY, [DIMENSIONS["site"]], EVERYTHING, SECRET)["site"]) == {
        "Site 1"
    }
    for row in others[:20]:
        assert engine.thread(str(row["conversation_id"]), SECRET).is_empty()
    everywhere = engine.thread(str(others[0]["conversation_id"]), UNLIMITED)
    assert others[0]["id"] in set(everywhere["id"])


def test_a_filter_cannot_widen_a_scope(shop: Store) -> None:
    engine = load(shop.path)
    other = EVERYTHING.choose("site", ["Site 2"])
    assert engine.contributions(other, SECRET, kind="").is_empty()
    assert engine.span(other, SECRET) is None
    both = EVERYTHING.choose("site", ["Site 1", "Site 2"])
    assert set(engine.contributions(both, SECRET)["site"]) == {"Site 1"}
    _, view = follow(shop.path, parse("site=site-2"), SECRET)
    assert len(problems(view)) == 2
    assert engine.contributions(view.selection, SECRET).is_empty()


def test_dates_and_languages_of_other_sites_stay_unknown(tmp_path: Path) -> None:
    store = made.store(tmp_path, [
        {"site": "A", "published_at": datetime(2025, 1, 5), "language": "fr"},
        {"site": "B", "published_at": datetime(2026, 3, 9), "language": "de"},
    ])  # fmt: skip
    engine, only = load(store.path), Scope.of(site=["A"])
    assert engine.span(EVERYTHING, only) == (date(2025, 1, 5), date(2025, 1, 5))
    assert (known(engine, only).last, known(engine, only).held["language"]) == (
        date(2025, 1, 5),
        ("fr",),
    )
    assert known(engine, UNLIMITED).held["language"] == ("de", "fr")


@pytest.mark.parametrize("scope", [NOTHING, TextScope(Scope.of(site=["Nowhere"]))])
def test_a_scope_of_no_known_site_shows_nothing(shop: Store, scope: TextScope) -> None:
    engine = load(shop.path)
    for table in tables.TABLES.values():
        frame = answer(engine, table, EVERYTHING, scope).rows
        assert frame.is_empty() or set(frame["k"]) == {0}
    assert conversations(engine, EVERYTHING, scope).is_empty()
    assert engine.span(EVERYTHING, scope) is None
    assert known(engine, scope).sites == {}


# -- Days.


def days_of(engine: Engine, start: date | None, end: date | None) -> set[str]:
    return set(engine.contributions(Selection(Period(start, end)), UNLIMITED)["id"])


def test_days_begin_at_midnight_in_paris(tmp_path: Path) -> None:
    instants = {
        "winter-before": datetime(2025, 1, 31, 22, 59, 59, 999_999),
        "winter-after": datetime(2025, 1, 31, 23),
        "summer-before": datetime(2025, 6, 30, 21, 59, 59, 999_999),
        "summer-after": datetime(2025, 6, 30, 22),
        "spring": datetime(2025, 3, 30, 21, 59),  # the day of 23 hours ends at 22:00 UTC
        "spring-next": datetime(2025, 3, 30, 22),
        "autumn": datetime(2025, 10, 26, 22, 59),  # the day of 25 hours ends at 23:00 UTC
        "autumn-next": datetime(2025, 10, 26, 23),
    }
    rows: list[Row] = [{"id": name, "published_at": at} for name, at in instants.items()]
    rows.append({"id": "day", "published_at": datetime(2025, 1, 31), "date_precision": "day"})
    engine = load(made.store(tmp_path, rows).path)
    by_day = {
        date(2025, 1, 31): {"winter-before", "day"},
        date(2025, 2, 1): {"winter-after"},
        date(2025, 6, 30): {"summer-before"},
        date(2025, 7, 1): {"summer-after"},
        date(2025, 3, 30): {"spring"},
        date(2025, 3, 31): {"spring-next"},
        date(2025, 10, 26): {"autumn"},
        date(2025, 10, 27): {"autumn-next"},
    }
    assert {day: days_of(engine, day, day) for day in by_day} == by_day


def test_a_period_includes_both_its_days_and_no_undated_row(tmp_path: Path) -> None:
    rows: list[Row] = [{"id": f"d{n}", "published_at": datetime(2025, 5, n, 12)} for n in (1, 2, 3)]
    engine = load(made.store(tmp_path, [*rows, {"id": "x", "date_precision": "none"}]).path)
    assert days_of(engine, None, None) == {"d1", "d2", "d3", "x"}
    assert days_of(engine, date(2025, 5, 2), None) == {"d2", "d3"}
    assert days_of(engine, None, date(2025, 5, 2)) == {"d1", "d2"}
    assert days_of(engine, date(2025, 5, 1), date(2025, 5, 2)) == {"d1", "d2"}
    assert engine.span(EVERYTHING, UNLIMITED) == (date(2025, 5, 1), date(2025, 5, 3))


def test_a_long_history_is_told_in_quarters(tmp_path: Path) -> None:
    months = [(year, month) for year in range(2017, 2026) for month in range(1, 13)]
    rows: list[Row] = [
        {"published_at": datetime(year, month, 28), "sentiment": "negative"}
        for year, month in months
    ]
    store = made.store(tmp_path, rows)
    frame = answer(load(store.path), tables.TABLES["trend"], EVERYTHING, UNLIMITED).rows
    assert told(frame, 2) == expected("trend", stored(store), EVERYTHING)
    assert frame["k"].to_list() == [3] * 36
    assert frame["time"][1] == date(2017, 4, 1)


# -- Names and words.


def test_a_merchant_renamed_after_the_import_is_one_merchant(tmp_path: Path) -> None:
    rows: list[Row] = [{"site": "Vieux Nom"}, {"site": "Nouveau Nom"}, {"site": "Autre"}]
    made.store(tmp_path, rows)
    (tmp_path / merchants.FILE).write_text("[Autre]\n", encoding="utf-8")
    assert len(known(load(tmp_path), UNLIMITED).sites) == 3
    renamed = '["Nouveau Nom"]\naliases = ["vieux nom"]\n'
    (tmp_path / merchants.FILE).write_text(renamed, encoding="utf-8")
    os.utime(tmp_path / merchants.FILE, ns=(1, 1))  # another time, however quick the test is
    engine, view = follow(tmp_path, parse("site=vieux-nom"), UNLIMITED)
    assert problems(view) == []
    assert sorted(known(engine, UNLIMITED).sites.values()) == ["Autre", "Nouveau Nom"]
    assert engine.contributions(view.selection, UNLIMITED)["site"].to_list() == ["Nouveau Nom"] * 2
    assert engine.contributions(EVERYTHING, TextScope(Scope.of(site=["Nouveau Nom"]))).height == 2


SEARCHES = [
    ("100 % remboursé", "100 %", "100x%"), ("prix_barré", "prix_barre", "prixab"),
    ("l'envoi d\"hier", "'envoi hier", "\"'"), ("(a+b)* [c] \\d $^", "(a+b)* [c] \\d $^", ".*"),
    ("Déçu par la LIVRAISON", "decu PAR la livraison", "déçuu"), ("ÇA NOËL", "ça noel", "canoel"),
    ("cafe\u0301", "café", "thé?"), ("u\nv\tw", "u\nv\tw", "u v w x"), ("😡 nul", "😡", "😀"),
    ("; DROP TABLE facts --", "; drop table facts --", "drop table; chairs"),
]  # fmt: skip


def test_a_search_takes_its_words_literally(tmp_path: Path) -> None:
    rows: list[Row] = [{"id": f"t{n}", "text": text} for n, (text, _, _) in enumerate(SEARCHES)]
    engine = load(made.store(tmp_path, [*rows, {"id": "blank", "text": None}]).path)
    for number, (_, found, absent) in enumerate(SEARCHES):
        here = engine.contributions(Selection(q=found), UNLIMITED)["id"].to_list()
        assert here == [f"t{number}"], found
        assert engine.contributions(Selection(q=absent), UNLIMITED).is_empty(), absent


PAYLOADS = (
    "'", '"', "' OR '1'='1", "x'; DROP TABLE facts; --", "$site", "$q", ":q", "?", "%", "_", "\\",
    "') OR true --", "]", "['Site 1']", "Site 1', 'Site 2", "{}", "/* */", "null", "NULL", "true",
    "\0", "🙂", "read_csv('/etc/passwd')", "x" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("name", [*KEYS, "q"])
def test_values_are_never_sql(shop: Store, name: str) -> None:
    engine, rows = load(shop.path), stored(shop)
    whole = answer(engine, tables.TABLES["summary"], EVERYTHING, UNLIMITED).rows
    for payload in PAYLOADS:
        odd = replace(EVERYTHING, q=payload) if name == "q" else EVERYTHING.choose(name, [payload])
        shown = engine.counts(["messages"], [], odd, UNLIMITED).item()
        assert shown == (whole["k"][0] if name.startswith("not-") else 0), payload
        assert engine.thread(payload, TextScope(Scope.of(site=[payload]))).is_empty()
    for payload in () if name == "q" else PAYLOADS:
        values = some_values(rows, name, "known")
        both = EVERYTHING.choose(name, [*values, payload])
        one = EVERYTHING.choose(name, values)
        counts = (engine.counts(["messages"], [], each, UNLIMITED) for each in (one, both))
        assert len({frame.item() for frame in counts}) == 1
    assert answer(engine, tables.TABLES["summary"], EVERYTHING, UNLIMITED).rows.equals(whole)


def test_odd_names_of_sites_are_only_names(tmp_path: Path) -> None:
    sites = [payload for payload in PAYLOADS if payload.isprintable()]
    engine = load(made.store(tmp_path, [{"site": site} for site in sites]).path)
    assert sorted(known(engine, UNLIMITED).sites.values()) == sorted(sites)
    for site in sites:
        assert engine.contributions(EVERYTHING.choose("site", [site]), UNLIMITED).height == 1
        assert engine.contributions(EVERYTHING, TextScope(Scope.of(site=[site]))).height == 1


# -- Many readers, damage, versions.


def test_readers_who_ask_at_once_get_their_own_answers(shop: Store) -> None:
    engine, rows = load(shop.path), stored(shop)
    questions = [
        (selection.choose("site", [f"Site {n % 4}"]), SCOPES[n % 2])
        for n, selection in enumerate(list(selections(rows, 9)) * 8)
    ]

    def ask(question: tuple[Selection, Scope]) -> dict[Key, tuple[int, int]]:
        return told(answer(engine, tables.TABLES["summary"], *question).rows, 1)

    with ThreadPoolExecutor(8) as readers:
        given = list(readers.map(ask, questions))
    for (selection, scope), said in zip(questions, given, strict=True):
        here = [row for row in rows if in_view(row, selection, scope)]
        assert said == expected("summary", here, selection)


def test_a_damaged_file_is_left_out_and_told(tmp_path: Path) -> None:
    store = made.store(tmp_path, some_rows(5))
    spoilt = store.manifest.segments[3]
    lost = set(pl.read_parquet(tmp_path / spoilt.file)["id"])
    left = [row for row in stored(store) if row["id"] not in lost]
    content = bytearray((tmp_path / spoilt.file).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / spoilt.file).write_bytes(content)
    engine = load(tmp_path)
    assert [(d.file, d.problem, d.rows) for d in engine.damages] == [
        (spoilt.file, "changed", spoilt.rows)
    ]
    for name in ("summary", "channels", "causes", "trend"):
        table = tables.TABLES[name]
        said = told(answer(engine, table, EVERYTHING, UNLIMITED).rows, len(table.by) or 1)
        assert said == expected(name, left, EVERYTHING)
    assert set(engine.contributions(EVERYTHING, UNLIMITED, kind="")["id"]) == {
        r["id"] for r in left
    }


def test_a_store_whose_every_file_is_lost_still_answers(tmp_path: Path) -> None:
    store = made.store(tmp_path, [{"published_at": datetime(2025, 1, 1)}])
    store.files()[0].unlink()
    engine = load(tmp_path)
    assert [damage.problem for damage in engine.damages] == ["missing"]
    for table in tables.TABLES.values():
        frame = answer(engine, table, EVERYTHING, UNLIMITED).rows
        assert frame.is_empty() or set(frame["k"]) == {0}
    assert conversations(engine, EVERYTHING, UNLIMITED).is_empty()


def volume(path: Path, query: str) -> int:
    engine, view = follow(path, parse(query), UNLIMITED)
    frame = answer(engine, tables.TABLES["summary"], view.selection, UNLIMITED).rows
    return int(frame["k"][0])


def test_a_link_that_names_a_version_shows_the_figures_as_they_were(tmp_path: Path) -> None:
    first = made.store(tmp_path, [{"id": "a"}, {"id": "b"}]).manifest.version
    before = load(tmp_path)
    assert before is load(tmp_path)
    commit(tmp_path, made.contributions([{"id": "c", "site": "New"}]), made.record("two"),
           classifier="made")  # fmt: skip
    after = load(tmp_path)
    assert after.store.manifest.version > before.store.manifest.version
    assert (volume(tmp_path, ""), volume(tmp_path, f"data={first}")) == (3, 2)
    _, view = follow(tmp_path, parse(f"data={first}&site=new"), UNLIMITED)
    assert len(problems(view)) == 2  # that version had no such site
    _, gone = follow(tmp_path, parse("data=999"), UNLIMITED)
    assert gone.selection.unknown == (("data", "999"),)
    assert volume(tmp_path, "data=999") == 0
    with pytest.raises(StoreError):
        load(tmp_path, 999)


def test_no_store_is_an_error_that_can_be_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        load(tmp_path / "nowhere")
    assert error.value.key == "store-absent"
