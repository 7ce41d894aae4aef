"""A link says what a view shows: it round-trips, and whatever happens to it, it never widens."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote_plus, urlencode

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sociallens import taxonomy
from sociallens.access import UNLIMITED
from sociallens.dimensions import FILTERS, GRAINS, SUBJECTS
from sociallens.engine import follow, load
from sociallens.engine import known as store_known
from sociallens.i18n import LANGUAGES
from sociallens.link import (
    KEYS,
    LONGEST,
    Known,
    View,
    copied,
    decode,
    encode,
    parse,
    problems,
    query_string,
    site_keys,
    slug,
)
from sociallens.search.marking import holds
from sociallens.search.query import parse as query_of
from sociallens.selection import (
    COMPARISONS,
    ORDERS,
    PEER_RULES,
    PRESETS,
    Comparison,
    Period,
    Selection,
    automatic,
    preset,
)
from tests import lengths, made

SECTOR = taxonomy.load()
NASTY = (
    "Pixel & Co", "Pixel Co", "pixel-co", "100%", "a+b", "A=B&site=x", "Été", "ÉTÉ", "été",
    "Straße", "STRASSE", "!!!", "?", "#", "日本", "v", "all", "O'Neil", 'dit "le"', "Orange Money",
    "orange_money", "%26", "../x", "ﬁnance", "İstanbul", "fa&#;ux",
)  # fmt: skip


def known(sites: tuple[str, ...], last: date = date(2026, 3, 31)) -> Known:
    return Known(SECTOR, site_keys(sites), {"ancien nom": sites[0]} if sites else {},
                 {"language": ("en", "fr"), "country": ("BE", "FR")}, last,
                 first=last - timedelta(days=700))  # fmt: skip


names = st.text(min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
knowns = st.builds(
    known,
    st.lists(st.one_of(st.sampled_from(NASTY), names), min_size=1, max_size=8, unique=True).map(
        tuple
    ),
    st.dates(date(2011, 1, 1), date(2030, 12, 31)),
)
days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
periods = st.one_of(
    st.tuples(days, days).map(lambda two: Period(min(two), max(two))),
    st.builds(Period, days),
    st.builds(Period, st.none(), days),
    st.builds(preset, st.sampled_from(PRESETS), st.dates(date(1902, 1, 1), date(2990, 12, 31))),
)


@st.composite
def views(draw: st.DrawFn) -> tuple[View, Known]:
    here = draw(knowns)
    selection = Selection(
        draw(periods), draw(st.sampled_from(COMPARISONS)), (), draw(st.text(max_size=LONGEST)),
        draw(st.booleans()), grain=draw(st.sampled_from(("", *GRAINS))),
    )  # fmt: skip
    for name in draw(st.lists(st.sampled_from(sorted(FILTERS)), unique=True)):
        known_values = here.values(FILTERS[name].dimension.name)
        if not known_values:
            continue
        values = st.lists(st.sampled_from(known_values), min_size=1, max_size=4)
        selection = selection.choose(name, draw(values))
    data = draw(st.none() | st.integers(1, 999_999_999))
    sites = st.sampled_from(sorted(here.sites.values()))
    peers = st.lists(sites, min_size=1, unique=True).map(lambda names: tuple(sorted(names)))
    return View(
        selection, draw(st.sampled_from(LANGUAGES)), data, draw(st.text(max_size=LONGEST)),
        draw(st.just("") | sites), draw(st.sampled_from(PEER_RULES) | peers),
        draw(st.sampled_from(ORDERS)), draw(st.integers(1, 999_999_999)),
        draw(st.text(max_size=LONGEST)), draw(st.sampled_from(("", *SUBJECTS))),
    ), here  # fmt: skip


@given(views())
def test_a_view_comes_back_from_its_link(case: tuple[View, Known]) -> None:
    view, here = case
    assert decode(encode(view, here), here) == view
    assert decode(parse("?" + query_string(view, here)), here) == view
    assert problems(view) == []


anything = st.text(st.characters(codec=None), max_size=20)
pairs = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(KEYS), anything),
        st.one_of(
            anything,
            st.sampled_from((*PRESETS, *NASTY, "1", "fr", "previous", "negative", "delivery")),
            st.sampled_from(("2025-02-29", "2026-01-31", "2026-01-01", "0001-01-01", "9999-12-31")),
        ),
    ),
    max_size=12,
).map(tuple)


@given(pairs, knowns)
@example((("from", "2026-01-31"), ("to", "2026-01-01")), known(("Modalys",)))
@example((("period", "quarter"), ("to", "2026-03-26"), ("to", "2026-03-26")), known(("A",)))
@example((("period", "holidays"), ("from", "2999-12-01"), ("to", "2999-12-31")), known(("A",)))
@example((("q", "x" * 201), ("thread", "")), known(("A",)))
def test_whatever_a_link_holds_it_is_read_and_written_in_one_way(
    said: tuple[tuple[str, str], ...], here: Known
) -> None:
    view = decode(said, here)
    address = encode(view, here)
    assert decode(address, here) == view
    assert encode(decode(address, here), here) == address
    for language in LANGUAGES:
        told = problems(replace(view, language=language))
        assert len(told) == (len(view.selection.unknown) + 1 if view.selection.unknown else 0)


@given(st.lists(st.one_of(st.sampled_from(NASTY), names), max_size=30, unique=True).map(tuple))
@example(NASTY)
def test_every_site_has_a_key_of_its_own(sites: tuple[str, ...]) -> None:
    here = known(sites)
    assert sorted(here.sites.values()) == sorted(sites)
    assert [here.value("site", here.key("site", site)) for site in sites] == list(sites)


def test_a_link_reads_well() -> None:
    here = known(("Modalys", "Pixel & Co"))
    selection = Selection(Period(date(2011, 12, 1), date(2012, 1, 15), "holidays"), "year")
    view = View(selection.choose("site", ["Pixel & Co", "Modalys"]).choose("channel", ["twitter"]))
    assert query_string(view, here) == (
        "v=1&lang=fr&period=holidays&from=2011-12-01&to=2012-01-15&compare=year"
        "&channel=twitter&site=modalys&site=pixel-co"
    )


@pytest.mark.parametrize(
    "pasted",
    [
        "v=1&site=modalys&lang=en",
        "?v=1&amp;site=modalys&amp;lang=en",
        "http://localhost:8501/merchants?v=1&site=modalys&lang=en#top",
        "<https://lens.example/topics?v=1&amp;site=modalys&amp;lang=en>.",
        "v=1&site=modalys&lang=en).",
    ],
)
def test_a_link_out_of_a_mail_says_the_same(pasted: str) -> None:
    assert copied(pasted) == (("v", "1"), ("site", "modalys"), ("lang", "en"))


@given(st.text(), st.text())
def test_a_link_that_we_write_is_not_changed_by_copying(key: str, value: str) -> None:
    query = urlencode({key: value})
    assert copied(query) == parse(query)


def test_other_spellings_of_a_site_are_understood() -> None:
    here = known(("Modalys", "Pixel & Co"))
    for spelling in ("MODALYS", "modalys", "Ancien Nom", "ancien-nom", "ancien_nom"):
        assert here.value("site", spelling) == "Modalys"
    for spelling in ("pixel-co", "Pixel & Co", "PIXEL-CO"):
        assert here.value("site", spelling) == "Pixel & Co"
    for spelling in ("", " ", "pixel", "modalys\0", "mod%"):
        assert here.value("site", spelling) is None


# -- A mutated link never shows more than it says, on a store with something to show.

SITES = {
    "modalys": "Modalys",
    "pixel-co": "Pixel & Co",
    "été": "Été",
    "orange-money": "Orange Money",
}
TEXTS = (
    "Colis jamais reçu, c'est une honte",
    "Livraison très rapide, merci à l’équipe",
    "100 % remboursé : bravo !",
    "Un avis sans intérêt",
    'Il a dit "non" & puis plus rien',
    "prix_barré = arnaque ?",
)
TELLING = {"lang", "compare", "mine", "peers", "peer", "grain", "order", "page", "open"}
FOREIGN = {"fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "embed", "embed_options"}
Row = dict[str, object]


def stored_rows() -> list[Row]:
    draw = random.Random(20)
    rows = made.random_rows(300, seed=20)
    for place, row in enumerate(rows):
        row["site"] = list(SITES.values())[place % 4]
        row["text"] = draw.choice(TEXTS)
        row["published_at"] = datetime(2025, 1, 1) + timedelta(hours=draw.randrange(24 * 450))
        if draw.random() < 0.1:
            row |= {"published_at": None, "date_precision": "none"}
    return rows


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    path = tmp_path_factory.mktemp("shop")
    (path / "merchants.toml").write_text('[Modalys]\naliases = ["Vieux Nom"]\n', encoding="utf-8")
    store = made.store(path, stored_rows())
    rows = pl.concat(pl.read_parquet(file) for file in store.files())
    local = pl.col("published_at").dt.replace_time_zone("UTC")
    day = local.dt.convert_time_zone("Europe/Paris").dt.date()
    return path, rows.with_columns(day=day).to_dicts()


def named(text: str) -> str | None:
    """The site that a reader would take `text` for."""
    folded = text.casefold()
    if "".join(c for c in folded if c.isalnum()) == "vieuxnom":
        return "Modalys"
    return SITES.get(folded) or {s.casefold(): s for s in SITES.values()}.get(folded)


def the_only(values: list[str], understood: Callable[[str], bool]) -> str | None:
    return values[0] if len(values) == 1 and understood(values[0]) else None


def is_day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text) is not None
    except ValueError:
        return False


def means(name: str, start: date, end: date) -> bool:
    """Whether the days from `start` to `end` can be what a preset is called."""
    length = (end - start).days + 1
    year_later = start.replace(year=start.year + 1) if (start.month, start.day) != (2, 29) else None
    return {
        "7d": length == 7,
        "30d": length == 30,
        "90d": length == 90,
        "12m": 365 <= length <= 366 and (year_later is None or abs((year_later - end).days) <= 1),
        "month": start.day == 1 and (start.year, start.month) == (end.year, end.month),
        "quarter": start.day == 1 and start.month % 3 == 1 and start.year == end.year
        and end.month - start.month in (0, 1, 2),
        "year": (start.month, start.day) == (1, 1) and start.year == end.year,
        "last_year": (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
        and start.year == end.year,
        "holidays": (start.month, start.day, end.month, end.day) == (12, 1, 1, 15)
        and end.year == start.year + 1,
    }.get(name, False)  # fmt: skip


def ends(name: str, last: date) -> tuple[date, date]:
    """The days of a preset for data that end on `last`, by trial."""
    if name == "last_year":
        return date(last.year - 1, 1, 1), date(last.year - 1, 12, 31)
    if name == "holidays":
        year = last.year if last.month == 12 else last.year - 1
        return date(year, 12, 1), date(year + 1, 1, 15)
    starts = [last - timedelta(days=back) for back in range(370)]
    fit = [start for start in starts if means(name, start, last)]
    return (fit[0] if name in ("month", "year") else fit[-1]), last


Test = Callable[[Row], bool]


def says(query: str, last: date) -> Iterator[Test]:
    """What a query string says about rows, read naively: each test must hold.

    A pair that is not understood says that nothing is to be shown.
    """
    pairs = parse_qsl(query.strip().lstrip("?"), keep_blank_values=True)
    said: dict[str, list[str]] = {}
    for key, value in pairs:
        said.setdefault(key, []).append(value)
    languages, closed = {"fr", "en"}, {"channel", "topic", "sentiment", "severity", "intent"}
    bounds: dict[str, date] = {}
    for key, values in said.items():
        if key in TELLING or key in FOREIGN or re.fullmatch(r"utm_\w+", key):
            continue
        if key == "site":
            sites = {named(value) for value in values}
            yield lambda row, sites=sites: row["site"] in sites  # type: ignore[misc]
        elif key == "language":
            spoken = languages & set(values)
            yield lambda row, spoken=spoken: row["language"] in spoken  # type: ignore[misc]
        elif key.startswith("not-") and key[4:] in closed:
            yield lambda row, key=key, values=values: row[key[4:]] not in values  # type: ignore[misc]
        elif key in closed:
            yield lambda row, key=key, values=values: row[key] in values  # type: ignore[misc]
        elif key == "cause":
            yield lambda row, values=values: bool(set(row["causes"]) & set(values))  # type: ignore[misc]
        elif key == "q" and the_only(values, lambda text: 0 < len(text) <= 200):
            sought = query_of(values[0])
            yield lambda row, sought=sought: holds(sought, str(row["text"]))  # type: ignore[misc]
        elif key in ("from", "to") and the_only(values, is_day):
            bounds[key] = date.fromisoformat(values[0])
        elif not (
            (key in ("v", "data") and values == ["1"])
            or (key == "period" and the_only(values, lambda text: text in PRESETS))
            or (key == "thread" and the_only(values, lambda text: 0 < len(text) <= 200))
        ):
            yield lambda row: False
    start, end, name = bounds.get("from"), bounds.get("to"), said.get("period", [""])[0]
    if name and name != "all" and not bounds and name in PRESETS:
        start, end = ends(name, last)
    elif name and bounds and not (start and end and means(name, start, end)):
        yield lambda row: False
    if start:
        yield lambda row: row["day"] is not None and row["day"] >= start  # type: ignore[operator]
    if end:
        yield lambda row: row["day"] is not None and row["day"] <= end  # type: ignore[operator]


def allowed(query: str, rows: list[Row]) -> set[str]:
    last = max(row["day"] for row in rows if row["day"])  # type: ignore[type-var]
    tests = list(says(query, last))  # type: ignore[arg-type]
    return {str(row["id"]) for row in rows if all(test(row) for test in tests)}


def shown(path: Path, query: str) -> tuple[View, set[str]]:
    engine, view = follow(path, parse(query), UNLIMITED)
    rows = engine.contributions(view.selection, UNLIMITED, kind="")
    return view, set(rows["id"])


def valid_link(path: Path, draw: random.Random) -> str:
    """The link of a random view that shows something."""
    here = store_known(load(path), UNLIMITED)
    selection = Selection(compare=draw.choice(COMPARISONS))
    period = draw.choice(("open", "since", "until", "dates", *PRESETS))
    start = date(2025, 1, 1) + timedelta(days=draw.randrange(300))
    periods = {"open": Period(), "since": Period(start), "until": Period(None, start),
               "dates": Period(start, start + timedelta(days=150))}  # fmt: skip
    selection = replace(selection, period=periods.get(period) or preset(period, here.last))
    if period == "open":
        selection = replace(selection, period=Period())
    for name in draw.sample(
        ["site", "channel", "topic", "sentiment", "language"], draw.randrange(4)
    ):
        values = {"site": list(here.sites.values()), "language": list(here.values("language"))}.get(
            name
        )
        values = values or list(SECTOR[name])
        selection = selection.choose(name, draw.sample(values, max(1, len(values) * 2 // 3)))
    if draw.random() < 0.3:
        selection = replace(selection, q=draw.choice(("colis", "Équipe", "100 %", "_", '"non" &')))
    view = View(selection, draw.choice(LANGUAGES), draw.choice((None, None, 1)),
                draw.choice(("", "", "c7")))  # fmt: skip
    return query_string(view, here)


def mutated(query: str, draw: random.Random) -> str:
    """The query with one thing changed, as bad luck, a mailer or an attacker would."""
    pairs = query.split("&")
    place = draw.randrange(len(pairs))
    key, _, value = pairs[place].partition("=")
    at = draw.randrange(len(query))
    odd = draw.choice("abzA09-_.~%+ &=?#;'\"\\/|\0\té\u00a0\u200b🙂")

    def inside(text: str) -> str:
        spot = draw.randrange(len(text) + 1)
        return draw.choice(
            (
                text[:spot] + text[spot + 1 :],
                text[:spot] + quote(odd) + text[spot:],
                text[:spot] + text[spot : spot + 1] * 2 + text[spot + 1 :],
                text[:spot],
                text.swapcase(),
                text[::-1],
                quote(text),
                unquote_plus(text),
                quote(text, safe="").lower(),
                "",
                text + draw.choice((".", ",", ")", "%20", "%00", "%", "%E9", "'--", "*", "...")),
            )
        )

    def with_pair(text: str) -> str:
        spot = draw.randrange(len(pairs) + 1)
        return "&".join([*pairs[:spot], text, *pairs[spot:]])

    def instead(text: str) -> str:
        return "&".join([*pairs[:place], text, *pairs[place + 1 :]])

    foreign = ("utm_source=x", "fbclid=1", "embed=true", "utm=1", "sites=modalys", "Site=modalys",
               "page=2", "v=2", "v=0", "data=99", "data=0", "from=2025-13-01", "to=tomorrow",
               "site=", "site=nowhere", "site=all", "site=*", "channel=nowhere", "period=never",
               "q=", "period=all", "period=7d", "from=2020-01-01", "site=vieux-nom",
               "topic=")  # fmt: skip
    swapped = "&".join(draw.sample(pairs, len(pairs)))
    return draw.choice(
        (
            lambda: query[:at] + query[at + 1 :],
            lambda: query[:at] + odd + query[at:],
            lambda: query[:at] + chr(ord(query[at]) ^ (1 << draw.randrange(7))) + query[at + 1 :],
            lambda: query[:at],
            lambda: query[at:],
            lambda: swapped,
            lambda: with_pair(pairs[place]),
            lambda: with_pair(f"{key}={inside(value)}"),
            lambda: with_pair(draw.choice(foreign)),
            lambda: instead(f"{key}={inside(value)}"),
            lambda: instead(f"{inside(key)}={value}"),
            lambda: instead(f"{key}={pairs[draw.randrange(len(pairs))].partition('=')[2]}"),
            lambda: instead(draw.choice(foreign)),
            lambda: "&".join(pairs[:place] + pairs[place + 1 :]),
            lambda: query.replace("&", draw.choice((";", "&amp;", "&&", "%26")), 1),
        )
    )()


def test_a_valid_link_shows_what_it_says(shop: tuple[Path, list[Row]]) -> None:
    path, rows = shop
    draw = random.Random(1)
    for _ in range(60):
        query = valid_link(path, draw)
        view, ids = shown(path, query)
        assert ids == allowed(query, rows), query
        assert ids == set(load(path).contributions(view.selection, UNLIMITED)["id"])
        assert problems(view) == []


MUTATED = lengths.times(400, 1500)


def test_a_mutated_link_never_shows_more_than_it_says(shop: tuple[Path, list[Row]]) -> None:
    path, rows = shop
    draw = random.Random(2)
    full = empty = reported = 0
    for _ in range(MUTATED):
        query = valid_link(path, draw)
        for _ in range(draw.choice((1, 1, 1, 2, 3))):
            query = mutated(query, draw) or "v=1"
        view, ids = shown(path, query)
        says = allowed(query, rows)
        assert ids <= says, query
        # Its own address, that the page puts in its place, shows the same.
        here = store_known(load(path), UNLIMITED)
        assert follow(path, encode(view, here), UNLIMITED)[1].selection == view.selection, query
        if says and not ids:
            assert problems(view), query
        full, empty = full + bool(ids), empty + (not ids)
        reported += bool(problems(view))
    assert min(full, empty, reported) > MUTATED / 5  # else this would show little


UNKNOWN = [
    "site=nowhere", "site=", "site=*", "site=all", "site=modaly", "channel=x", "topic=", "cause=x",
    "sentiment=NEGATIVE", "severity=1", "intent=None", "language=de", "v=2", "v=", "data=7",
    "data=-1", "data=1e3", "from=2025-02-30", "to=hier", "from=2025-1-1", "period=soon", "pages=2",
    "SITE=modalys", "site[]=modalys", "q=", f"q={'a' * 201}", "thread=", "v=1&v=1",
    "q=colis&q=colis", "period=7d&period=7d", "from=2025-01-01&from=2025-01-01", "data=1&data=1",
    "period=30d&from=2025-01-01&to=2025-12-31", "period=all&from=2025-01-01&to=2025-12-31",
    "period=7d&from=2025-01-01", "from=2025-06-01&to=2025-05-01", "=", "%00=1",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", UNKNOWN)
def test_what_is_not_understood_shows_nothing_and_is_said(
    shop: tuple[Path, list[Row]], query: str, language: str
) -> None:
    view, ids = shown(shop[0], f"{query}&lang={language}")
    assert ids == set()
    assert view.language == language
    told = problems(view)
    assert len(told) >= 2
    assert told[-1] != told[0]


def test_known_values_beside_unknown_ones_are_kept(shop: tuple[Path, list[Row]]) -> None:
    path, _ = shop
    view, ids = shown(path, "site=modalys&site=nowhere")
    assert ids == shown(path, "site=modalys")[1] != set()
    assert len(problems(view)) == 2
    assert view.selection.unknown == (("site", "nowhere"),)


@pytest.mark.parametrize(
    "query",
    ["utm_source=lettre", "fbclid=x", "lang=xx", "compare=never", "mine=nowhere", "peers=none",
     "peer=nowhere", "peers=size&peer=modalys", "grain=hour", "order=best", "page=0", "page=-1",
     "page=1e9", "open=", f"open={'x' * 201}", "page=1&page=2"],
)  # fmt: skip
def test_what_says_nothing_about_contributions_hides_none(
    shop: tuple[Path, list[Row]], query: str
) -> None:
    view, ids = shown(shop[0], f"v=1&{query}")
    assert ids == shown(shop[0], "v=1")[1] != set()
    assert problems(view) or query in ("utm_source=lettre", "fbclid=x")


def test_a_relative_period_is_written_as_dates_with_its_name(shop: tuple[Path, list[Row]]) -> None:
    path, _ = shop
    here = store_known(load(path), UNLIMITED)
    for name in PRESETS:
        said = dict(encode(decode((("period", name),), here), here))
        assert said["period"] == name
        assert {"from", "to"} <= said.keys() or name == "all"


def test_a_slug_is_readable() -> None:
    assert [slug(name) for name in ("Pixel&Co", "  Été 24 ", "_a__b_", "!!!")] == [
        "pixel-co", "été-24", "a-b", "",
    ]  # fmt: skip


def test_comparisons_are_whole_periods_before(shop: tuple[Path, list[Row]]) -> None:
    selection = Selection(Period(date(2024, 2, 29), date(2024, 3, 1)))
    compared: dict[Comparison, Period | None] = {
        each: (found.period if (found := replace(selection, compare=each).compared()) else None)
        for each in COMPARISONS
    }
    assert compared == {
        "none": None,
        "previous": Period(date(2024, 2, 27), date(2024, 2, 28)),
        "year": Period(date(2023, 2, 28), date(2023, 3, 1)),
    }


def test_a_link_says_whose_merchant_it_is_and_whom_it_is_held_against() -> None:
    here = known(("Modalys", "Pixel & Co", "size"))
    view = View(mine="Pixel & Co", peers=("Modalys", "size"), order="gravest", page=3, open="c7")
    assert query_string(view, here) == (
        "v=1&lang=fr&period=all&compare=none&mine=pixel-co&open=c7&order=gravest&page=3"
        "&peer=modalys&peer=size"
    )
    assert decode(parse("peer=SIZE&peer=size&mine=ancien-nom"), here) == View(
        mine="Modalys", peers=("size",)
    )


def test_of_peers_that_nobody_knows_the_others_remain() -> None:
    here = known(("Modalys", "Pixel & Co"))
    view = decode(parse("peer=modalys&peer=nowhere&mine=nowhere"), here)
    assert (view.mine, view.peers) == ("", ("Modalys",))
    assert view.selection.unknown == (("mine", "nowhere"), ("peer", "nowhere"))
    assert not view.selection.matches_nothing
    assert decode(parse("peer=nowhere"), here).peers == "all"


YEAR = Period(date(2025, 4, 1), date(2026, 3, 31), "12m")


@pytest.mark.parametrize(
    ("period", "first", "compare"),
    [
        (YEAR, date(2024, 4, 1), "year"),
        (YEAR, date(2024, 5, 1), "year"),  # nearly all of it
        (YEAR, date(2024, 6, 1), "none"),
        (YEAR, None, "none"),
        (Period(date(2026, 3, 1), date(2026, 3, 31), "month"), date(2025, 3, 2), "year"),
        (Period(date(2026, 3, 1), date(2026, 3, 31), "month"), date(2025, 4, 2), "previous"),
        (Period(date(2026, 3, 1), date(2026, 3, 31), "month"), date(2026, 2, 20), "none"),
        (Period(date(2028, 1, 1), date(2028, 1, 31)), date(2020, 1, 1), "none"),  # nothing yet
        (Period(date(2026, 3, 1)), date(2020, 1, 1), "none"),
        (Period(), date(2020, 1, 1), "none"),
    ],
)
def test_a_view_is_compared_where_there_is_something_to_compare_with(
    period: Period, first: date | None, compare: str
) -> None:
    here = replace(known(("Modalys",)), first=first)
    assert automatic(period, first, here.last) == compare
    said = encode(View(Selection(period)), here)
    unsaid = tuple(pair for pair in said if pair[0] != "compare")
    view = decode(unsaid, here)
    assert view.selection == Selection(period, compare)
    assert ("compare", compare) in encode(view, here)
    for explicit in COMPARISONS:
        assert decode((*unsaid, ("compare", explicit)), here).selection.compare == explicit
