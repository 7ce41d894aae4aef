"""A view as a link: explicit, human-readable, and never wider than it says.

`decode(encode(view)) == view` for every view (a property test). Parts of a link that this store
does not know are kept in `Selection.unknown`, reported by `problems`, and narrow the view.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from sociallens.dimensions import DIMENSIONS, FILTERS, Held, Sites, Vocabulary, closed
from sociallens.i18n import DEFAULT, LANGUAGES, Language, words
from sociallens.locales import spoken
from sociallens.selection import (
    COMPARISONS,
    EVERYTHING,
    PRESETS,
    REPOSTS,
    WITH,
    Comparison,
    Period,
    Selection,
    preset,
)
from sociallens.taxonomy import Taxonomy

VERSION = "1"
KEYS = ("v", "lang", "data", "period", "from", "to", "compare", *FILTERS, "q", REPOSTS, "thread")
LONGEST = 200  # characters of a searched text or a thread id
# Parameters that newsletters, social networks and embedding pages add to an address.
FOREIGN = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|embed(_options)?")
Pairs = tuple[tuple[str, str], ...]
EVERYWHERE = Selection()


@dataclass(frozen=True)
class View:
    """The content of one address: a selection, a language, perhaps a thread or a data version."""

    selection: Selection = EVERYWHERE
    language: Language = DEFAULT
    data: int | None = None
    thread: str = ""


@dataclass(frozen=True)
class Known:
    """All that links can refer to in a store, within a reader's scope.

    `sites` maps the link key of each site to its name, `aliases` other spellings to names; `held`
    holds the values of dimensions that only the store knows; `last` is the last day with data,
    on which relative periods end.
    """

    taxonomy: Taxonomy
    sites: Mapping[str, str]
    aliases: Mapping[str, str]
    held: Mapping[str, tuple[str, ...]]
    last: date
    reposts: bool = False  # whether there are any
    dated: bool = True  # whether `last` is of the data, and not today

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values of a dimension that can be chosen."""
        declared = DIMENSIONS[dimension].values
        if isinstance(declared, Vocabulary):
            return tuple(self.taxonomy[declared.name])
        if isinstance(declared, Sites):
            return tuple(self.sites.values())
        if isinstance(declared, Held):
            return self.held.get(dimension, ())
        return closed(declared)

    def key(self, dimension: str, value: str) -> str:
        """The form of a dimension's value in links."""
        if not isinstance(DIMENSIONS[dimension].values, Sites):
            return value
        return next((key for key, site in self.sites.items() if site == value), value)

    def value(self, dimension: str, text: str) -> str | None:
        """The value that the text of a link names; None if this store has no such value."""
        if isinstance(DIMENSIONS[dimension].values, Sites):
            return self.sites.get(text) or self.sites.get(text.casefold()) or self._site(text)
        return text if text in self.values(dimension) else None

    def _site(self, text: str) -> str | None:
        names = {site.casefold(): site for site in self.sites.values()}
        alias = self.aliases.get(text.casefold()) or next(
            (site for other, site in self.aliases.items() if slug(other) == slug(text)), ""
        )
        return names.get(text.casefold()) or names.get(alias.casefold())


def slug(name: str) -> str:
    """`Pixel&Co` as `pixel-co`: the letters and digits of any script, in lower case."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def site_keys(sites: tuple[str, ...]) -> dict[str, str]:
    """Link keys of sites: the slug, or the name in lower case if two sites share a slug.

    Names that differ in case only keep it, so that every site has its own key.
    """
    slugs = Counter(map(slug, sites))
    folded = Counter(site.casefold() for site in sites)
    keys = {}
    for site in sites:
        short, small = slug(site), site.casefold()
        unique = short if short and slugs[short] == 1 else small if folded[small] == 1 else site
        keys[unique] = site
    return keys


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
        "compare": None if selection.compare == "none" else selection.compare,
        "q": selection.q or None,
        REPOSTS: WITH if selection.reposts else None,
        "thread": view.thread or None,
    }
    pairs = [(k, str(v)) for k, v in single.items() if v is not None and k not in unknown_keys]
    for name, values in selection.choices:
        dimension = FILTERS[name].dimension.name
        pairs += [(name, known.key(dimension, value)) for value in values]
    return (*pairs, *selection.unknown)


def query_string(view: View, known: Known) -> str:
    """The query string of a view's link, without the question mark."""
    return urlencode(encode(view, known))


def parse(query: str) -> Pairs:
    """The pairs of a query string, with or without the question mark."""
    return tuple(parse_qsl(query.strip().lstrip("?"), keep_blank_values=True))


def copied(text: str) -> Pairs:
    """The pairs of a pasted link: a whole address, or a fragment of a mail's source.

    Our own links never contain `&amp;`, bare brackets or quotation marks.
    """
    bare = re.sub(r"""[)>\]»”"'’]+[.,;:!?]*$""", "", text.strip().lstrip("<("))
    query = bare.replace("&amp;", "&")
    if re.match(r"(?i)https?://", query):
        query = urlsplit(query).query
    return parse(query)


def language_of(pairs: Pairs) -> Language:
    """The language that a link names, else the default; needs no data."""
    return spoken(dict(pairs).get("lang"))


def decode(pairs: Pairs, known: Known) -> View:
    """The view that a link stands for. Never raises, whatever the link contains."""
    reader = _Reader(pairs)
    language = reader.single("lang", lambda text: text if text in LANGUAGES else None)
    reader.single("v", lambda text: text if text == VERSION else None)
    data = reader.single(
        "data", lambda text: text if re.fullmatch(r"[1-9][0-9]{0,8}", text) else None
    )
    compare = reader.single("compare", lambda text: text if text in COMPARISONS else None)
    period = _period(reader, known.last)
    q = reader.single("q", lambda text: text if 0 < len(text) <= LONGEST else None)
    thread = reader.single("thread", lambda text: text if 0 < len(text) <= LONGEST else None)
    reposts = reader.single(REPOSTS, lambda text: text if text == WITH else None)
    selection = Selection(
        period, cast(Comparison, compare or "none"), (), q or "", reposts is not None
    )
    for key, declared in FILTERS.items():
        texts = reader.every(key)
        if texts:
            values = [(text, known.value(declared.dimension.name, text)) for text in texts]
            reader.unknown += [(key, text) for text, value in values if value is None]
            selection = selection.choose(key, [value for _, value in values if value is not None])
    reader.unknown += reader.unknown_keys()
    selection = replace(selection, unknown=tuple(reader.unknown))
    return View(selection, language or DEFAULT, int(data) if data else None, thread or "")


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


def _period(reader: "_Reader", last: date) -> Period:
    name = reader.single("period", lambda text: text if text in PRESETS else None)
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


class _Reader:
    """Reads pairs key by key and collects those that it does not understand."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = [pair for pair in pairs if not FOREIGN.fullmatch(pair[0])]
        self.unknown: list[tuple[str, str]] = []

    def every(self, key: str) -> list[str]:
        return [value for name, value in self.pairs if name == key]

    def single(self, key: str, read: Callable[[str], str | None]) -> str | None:
        """The value of a key that may occur once; if repeated or unreadable, it is unknown."""
        values = self.every(key)
        if len(values) == 1 and (value := read(values[0])) is not None:
            return value
        self.unknown += [(key, value) for value in values]
        return None

    def unknown_keys(self) -> list[tuple[str, str]]:
        return [pair for pair in self.pairs if pair[0] not in KEYS]
