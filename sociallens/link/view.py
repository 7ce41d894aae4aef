"""A view, and its link: explicit, human-readable, and never wider than it says.

`decode(encode(view)) == view` for every view (a property test). Parts of a link that this store
does not know are kept in `Selection.unknown`, reported by `problems`, and narrow the view, but for
those that only say how it is told.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import cast
from urllib.parse import quote_plus

from sociallens.dimensions import FILTERS, GRAINS, SUBJECTS
from sociallens.i18n import DEFAULT, LANGUAGES, Language, words
from sociallens.link.known import Known
from sociallens.link.pairs import LONGEST, Pairs, Reader
from sociallens.locales import spoken
from sociallens.selection import (
    COMPARISONS,
    CORRECTED,
    EVERYTHING,
    ON,
    ORDERS,
    PEER_RULES,
    PRESETS,
    REPOSTS,
    WITH,
    Comparison,
    Order,
    PeerRule,
    Peers,
    Period,
    Selection,
    automatic,
    preset,
)

VERSION = "1"
KEYS = (
    *("v", "lang", "data", "period", "from", "to", "compare", "grain", *FILTERS, "q", REPOSTS),
    CORRECTED,
    *("mine", "peers", "peer", "about", "thread", "open", "order", "page", "part"),
)
PARTS = ("queue", "audit", "corrections")  # of the page where people label
EVERYWHERE = Selection()


@dataclass(frozen=True)
class View:
    """The content of one address: a selection, and how it is told.

    `mine`: the reader's own merchant, by name, and `peers`: whom it is held against (names sorted);
    neither narrows. Of a list of messages: the `order`, the `page` from 1, and the id of the
    contribution that is `open` beside it. `about`: the dimension whose one chosen value a fiche
    is about. `part`: of the page where people label; empty for its first.
    """

    selection: Selection = EVERYWHERE
    language: Language = DEFAULT
    data: int | None = None
    thread: str = ""
    mine: str = ""
    peers: Peers = "all"
    order: Order = "latest"
    page: int = 1
    open: str = ""
    about: str = ""
    part: str = ""

    def of(self, selection: Selection) -> "View":
        """Another selection told in the same way, from the start of its list."""
        return replace(self, selection=selection, thread="", open="", page=1)


def encode(view: View, known: Known) -> Pairs:
    """The pairs of a view's link, in a fixed order, so that a view has one address."""
    selection = view.selection
    period = selection.period
    unknown_keys = {key for key, _ in selection.unknown}
    single: dict[str, object] = {
        "v": VERSION,
        "lang": view.language,
        "data": view.data,
        "period": period.name
        or (None if period.bounded or unknown_keys & {"from", "to"} else "all"),
        "from": period.start,
        "to": period.end,
        "compare": selection.compare,
        "grain": selection.grain or None,
        "q": selection.q or None,
        REPOSTS: WITH if selection.reposts else None,
        CORRECTED: ON if selection.corrected else None,
        "mine": known.key("site", view.mine) if view.mine else None,
        "peers": view.peers if view.peers == "size" else None,
        "about": view.about or None,
        "thread": view.thread or None,
        "open": view.open or None,
        "order": None if view.order == ORDERS[0] else view.order,
        "page": None if view.page == 1 else view.page,
        "part": view.part or None,
    }
    pairs = [(k, str(v)) for k, v in single.items() if v is not None and k not in unknown_keys]
    for name, values in selection.choices:
        dimension = FILTERS[name].dimension.name
        pairs += [(name, known.key(dimension, value)) for value in values]
    if not isinstance(view.peers, str):
        pairs += [("peer", known.key("site", site)) for site in view.peers]
    return (*pairs, *selection.unknown)


def query_string(view: View, known: Known) -> str:
    """The query string of a view's link, without the question mark."""
    return "&".join(f"{quoted(key)}={quoted(value)}" for key, value in encode(view, known))


@lru_cache(maxsize=10_000)  # a page has hundreds of links, of the same few words
def quoted(text: str) -> str:
    """A key or value as it stands in a query string."""
    return quote_plus(text)


def language_of(pairs: Pairs) -> Language:
    """The language that a link names, else the default; needs no data."""
    return spoken(dict(pairs).get("lang"))


def decode(pairs: Pairs, known: Known) -> View:
    """The view that a link stands for. Never raises, whatever the link contains."""
    reader = Reader(pairs)
    language = reader.one_of("lang", LANGUAGES)
    reader.one_of("v", (VERSION,))
    data = reader.number("data")
    selection = _selection(reader, known)
    view = View(
        selection,
        language or DEFAULT,
        data,
        reader.text("thread"),
        reader.single("mine", partial(known.value, "site")) or "",
        _peers(reader, known),
        cast(Order, reader.one_of("order", ORDERS) or ORDERS[0]),
        reader.number("page") or 1,
        reader.text("open"),
        reader.one_of("about", SUBJECTS) or "",
        reader.one_of("part", PARTS) or "",
    )
    unknown = (*reader.unknown, *reader.beside(KEYS))
    return replace(view, selection=replace(selection, unknown=unknown))


def _selection(reader: Reader, known: Known) -> Selection:
    compare = reader.one_of("compare", COMPARISONS)
    period = _period(reader, known.last)
    selection = Selection(
        period,
        cast(Comparison, compare or automatic(period, known.first, known.last)),
        q=reader.text("q"),
        reposts=reader.one_of(REPOSTS, (WITH,)) is not None,
        grain=reader.one_of("grain", GRAINS) or "",
        corrected=reader.one_of(CORRECTED, (ON,)) is not None,
    )
    for key, declared in FILTERS.items():
        if reader.every(key):
            values = reader.known(key, partial(known.value, declared.dimension.name))
            selection = selection.choose(key, values)
    return selection


def _peers(reader: Reader, known: Known) -> Peers:
    """The peers that a link chooses, or else a rule for them: beside a choice it is unknown."""
    chosen = reader.known("peer", partial(known.value, "site"))
    rule = reader.one_of("peers", PEER_RULES)
    if not chosen:
        return cast(PeerRule, rule or PEER_RULES[0])
    if rule:
        reader.unknown.append(("peers", rule))
    return tuple(sorted(set(chosen)))


def problems(view: View) -> list[str]:
    """The parts of a link that the data do not know, and the effect on the view, in words."""
    unknown = view.selection.unknown
    sentences = [
        words("link-problem", view.language, key=key, value=value[:LONGEST])
        for key, value in unknown
    ]
    emptied = any(not values for _, values in view.selection.choices)
    outcome = (
        "link-problem-void" if view.selection.matches_nothing or emptied else "link-problem-kept"
    )
    return [*sentences, words(outcome, view.language)] if unknown else []


def _period(reader: Reader, last: date) -> Period:
    name = reader.one_of("period", PRESETS)
    start = _day(reader.single("from", lambda text: text if _day(text) else None))
    end = _day(reader.single("to", lambda text: text if _day(text) else None))
    if name and not reader.every("from") and not reader.every("to"):
        return preset(name, last)
    period = Period(start, end, name or "")
    if (start and end and start > end) or (name and not _agree(period)):
        pairs = (("period", name), ("from", start), ("to", end))
        reader.unknown += [(key, str(value)) for key, value in pairs if value is not None]
        return EVERYTHING
    return period


def _agree(period: Period) -> bool:
    """Whether the preset, evaluated on some day, gives these dates."""
    if period.start is None or period.end is None or period.name == "all":
        return False
    ends = (period.end, period.end + timedelta(days=1)) if period.end < date.max else ()
    return any(preset(period.name, last) == period for last in ends)


def _day(text: str | None) -> date | None:
    # Four-digit years from 1900: presets and comparisons subtract from a date.
    if not re.fullmatch(r"(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}", text or "", re.ASCII):
        return None
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
