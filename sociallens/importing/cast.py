"""Rows of text to typed columns, by declared rules; what a rule refuses is told, with its reason.

Reasons are message keys. A row is refused for the first reason that applies.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from sociallens.importing import observability
from sociallens.importing.formats.table import LINE
from sociallens.importing.privacy.links import WEB
from sociallens.importing.profiles.profile import Profile
from sociallens.importing.report import UNKNOWN
from sociallens.importing.values import countries, dates, ratings, vocabulary
from sociallens.merchants import Merchants, account
from sociallens.schema import REPOST, TEMPLATE
from sociallens.taxonomy import Taxonomy

REASON, DETAIL = "#reason", "#detail"
GIVEN_SITE = "#site"  # the site as the export spells it
TOLERANCE = timedelta(hours=24)  # clocks differ, and so do time zones that were forgotten
ONE, MANY = ("topic", "sentiment", "severity", "intent"), ("topics", "causes")
_VOCABULARY = {"topics": "topic", "causes": "cause"}
_RETWEET = r"^RT\s+@\w+\s*:"
_CLOCK = r"[T ]+(?:à )?[0-9]{1,2}:[0-9]{2}.*$"
_WORD = r"\p{Lu}[\p{L}’'-]*\.?"
_NAME = rf"^{_WORD}(?: {_WORD}){{1,3}}(?:\s*\n\s*{_WORD}(?: {_WORD}){{1,3}})*$"
# Words that people capitalise in short comments too: a text with one of them is no mere name.
_NO_NAME = (
    r"(?i)\b(?:merci|bravo|bonjour|bonsoir|super|g[ée]nial|top|service|client|honte|arnaque|voleurs?"
    r"|nul|nulle|tr[èe]s|trop|bon|bonne|joyeux|joyeuse|f[ée]licitations|parfait|excellent|vive"
    r"|jamais|plus|pas|participe|je|j|le|la|les|un|une|des|de|du|et|mon|ma|mes|oui|non)\b"
)


@dataclass(frozen=True)
class Place:
    """What stands in for columns that the file does not have."""

    site: str | None
    channel: str | None
    now: datetime  # naive UTC


@dataclass(frozen=True)
class Cast:
    """Typed rows, and the refused ones with `REASON` and `DETAIL`."""

    rows: pl.DataFrame
    refused: pl.DataFrame
    notes: Counter[str]


def cast(
    raw: pl.DataFrame, profile: Profile, place: Place, taxonomy: Taxonomy, merchants: Merchants
) -> Cast:
    """The picked rows `raw` as the schema's template columns, `LINE` and `GIVEN_SITE`."""
    notes: Counter[str] = Counter()
    typed = raw.with_columns(
        pl.lit(None, pl.String).alias(REASON), pl.lit(None, pl.String).alias(DETAIL)
    )
    typed = _contents(typed, profile)
    typed = _times(typed, profile, place.now, notes)
    typed = _places(typed, profile, place, taxonomy, merchants, notes)
    typed = _labels(typed, taxonomy, notes)
    typed = _numbers(typed, profile, notes)
    typed = _people(typed, profile, taxonomy, merchants)
    typed = observability.with_observability(typed, profile)
    typed = _said(typed)
    good = pl.col(REASON).is_null()
    rows = typed.filter(good).select(LINE, GIVEN_SITE, *TEMPLATE)
    refused = raw.with_columns(typed[REASON], typed[DETAIL]).filter(~good)
    return Cast(rows, refused, notes)


def _refuse(frame: pl.DataFrame, wrong: pl.Expr, reason: str, detail: pl.Expr) -> pl.DataFrame:
    first = pl.col(REASON).is_null() & wrong.fill_null(False)
    return frame.with_columns(
        pl.when(first).then(pl.lit(reason)).otherwise(REASON).alias(REASON),
        pl.when(first).then(detail.str.slice(0, 60)).otherwise(DETAIL).alias(DETAIL),
    )


_NOTHING = pl.lit("")


def _contents(frame: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    for phrase in profile.phrases:
        frame = _refuse(frame, pl.col("text").str.contains(phrase), "import-interface", _NOTHING)
    for phrase in profile.deleted:
        frame = _refuse(frame, pl.col("text").str.contains(phrase), "import-deleted", _NOTHING)
    if profile.names_only:
        text = pl.col("text")
        name = text.str.contains(_NAME) & ~text.str.contains(_NO_NAME)
        frame = _refuse(frame, name, "import-name", _NOTHING)
    return frame


def _said(frame: pl.DataFrame) -> pl.DataFrame:
    """A row says something by its text, a label, its stars, or as the brand's turn in a thread."""
    carriers = ("text", "rating", *ONE, *MANY)
    nothing = pl.all_horizontal(pl.col(name).is_null() for name in carriers)
    in_thread = pl.col("conversation_id").is_not_null() | pl.col("parent_id").is_not_null()
    turn = ~pl.col("role").is_in(["customer", REPOST]) & in_thread
    return _refuse(frame, nothing & ~turn, "import-no-text", _NOTHING)


def _times(
    frame: pl.DataFrame, profile: Profile, now: datetime, notes: Counter[str]
) -> pl.DataFrame:
    by_day = pl.col("date_precision") == "day"
    text = pl.col("published_at")
    text = pl.when(by_day).then(text.str.replace(_CLOCK, "")).otherwise(text)
    parsed = dates.read(frame.select(text)["published_at"], profile.dates, profile.zone)
    time = parsed["time"]
    wrong = frame["published_at"].is_not_null() & (time.is_null() | (time < dates.EARLIEST))
    for reason, applies in _date_reasons(frame["published_at"], wrong, profile):
        frame = _refuse(frame, pl.lit(applies), reason, pl.col("published_at"))
    late = time > now + TOLERANCE
    frame = _refuse(frame, pl.lit(late), "import-future", pl.col("published_at"))
    updated = dates.read(frame["updated_at"], profile.dates, profile.zone)["time"]
    unreadable = frame["updated_at"].is_not_null() & updated.is_null()
    notes["import-note-updated"] += int(unreadable.sum())
    notes["import-note-clock"] += int(parsed["shifted"].sum())
    return frame.with_columns(
        time.alias("published_at"),
        updated.alias("updated_at"),
        parsed["precision"].fill_null("none").alias("date_precision"),
    )


def _date_reasons(
    texts: pl.Series, wrong: pl.Series, profile: Profile
) -> Iterator[tuple[str, pl.Series]]:
    """Why the dates that are `wrong` cannot be read: the first reason that applies."""
    if wrong.any():
        yield "import-date-relative", wrong & dates.relative(texts)
        if dates.AUTO in profile.dates:
            open_order = dates.read(texts.filter(wrong), dates.ORDERS, profile.zone)["time"]
            yield (
                "import-date-order",
                wrong
                & texts.is_in(texts.filter(wrong).filter(open_order > dates.EARLIEST).implode()),
            )
    yield "import-date", wrong


def _places(
    frame: pl.DataFrame,
    profile: Profile,
    place: Place,
    taxonomy: Taxonomy,
    merchants: Merchants,
    notes: Counter[str],
) -> pl.DataFrame:
    names = frame["site"].drop_nulls().unique().to_list()
    default = names[0] if profile.one_site and len(names) == 1 else place.site
    sites = {name: merchants.resolve(name) for name in names}
    if profile.find_site:
        sites = {name: merchants.find(name) or site for name, site in sites.items()}
    site = pl.col("site").replace_strict(sites, default=None, return_dtype=pl.String)
    default_site = merchants.resolve(default) if default else None
    frame = frame.with_columns(
        pl.col("site").fill_null(pl.lit(default, pl.String)).alias(GIVEN_SITE),
        site.fill_null(pl.lit(default_site, pl.String)).alias("site"),
        _country(frame["country"], notes),
        pl.col("language").str.to_lowercase().str.extract(r"^([a-z]{2,3})\b"),
        pl.when(pl.col("url").str.contains(WEB)).then("url").alias("url"),
    )
    frame = _refuse(frame, pl.col("site").is_null(), "import-no-site", _NOTHING)
    channel = pl.col("channel").fill_null(pl.lit(place.channel, pl.String))
    frame = frame.with_columns(channel=channel)
    frame = _refuse(frame, pl.col("channel").is_null(), "import-no-channel", _NOTHING)
    return _closed(frame, "channel", "channel", taxonomy)


def _country(names: pl.Series, notes: Counter[str]) -> pl.Series:
    """ISO codes; what names no country is left out and counted."""
    codes_by_name = vocabulary.lookup(names.unique().to_list(), countries.words())
    codes = names.replace_strict(codes_by_name, default=None, return_dtype=pl.String)
    notes["import-note-country"] += codes.null_count() - names.null_count()
    return codes


def _closed(frame: pl.DataFrame, name: str, values: str, taxonomy: Taxonomy) -> pl.DataFrame:
    """The column as keys of a closed vocabulary; rows of an unknown value are refused."""
    keys = vocabulary.lookup(frame[name].unique().to_list(), vocabulary.words(taxonomy, values))
    key = pl.col(name).replace_strict(keys, default=None, return_dtype=pl.String)
    wrong = pl.col(name).is_not_null() & key.is_null()
    frame = _refuse(frame, wrong, UNKNOWN + values, pl.col(name))
    return frame.with_columns(key.alias(name))


def _labels(frame: pl.DataFrame, taxonomy: Taxonomy, notes: Counter[str]) -> pl.DataFrame:
    for name in ONE:
        frame = _closed(frame, name, name, taxonomy)
    for name in MANY:
        frame = _closed_list(frame, name, _VOCABULARY[name], taxonomy)
    # A tool's opinion is no reason to refuse what a customer said.
    opinions = frame["tool_sentiment"]
    keys = vocabulary.lookup(opinions.unique().to_list(), vocabulary.words(taxonomy, "sentiment"))
    sentiments = opinions.replace_strict(keys, default=None, return_dtype=pl.String)
    notes["import-note-tool-sentiment"] += sentiments.null_count() - opinions.null_count()
    return frame.with_columns(tool_sentiment=sentiments)


def _closed_list(frame: pl.DataFrame, name: str, values: str, taxonomy: Taxonomy) -> pl.DataFrame:
    parts = pl.col(name).str.replace_all("|", ";", literal=True).str.split(";")
    parts = parts.list.eval(pl.element().str.strip_chars()).list.eval(
        pl.element().filter(pl.element() != "")
    )
    frame = frame.with_columns(parts.alias(name))
    cells = frame[name].explode(empty_as_null=True, keep_nulls=True).unique().to_list()
    known = vocabulary.lookup(cells, vocabulary.words(taxonomy, values))
    keys = pl.col(name).list.eval(
        pl.element().replace_strict(known, default=None, return_dtype=pl.String)
    )
    unknown = pl.col(name).list.set_difference(list(known))
    wrong = unknown.list.len() > 0
    frame = _refuse(frame, wrong, UNKNOWN + values, unknown.list.first())
    return frame.with_columns(keys.list.unique(maintain_order=True).alias(name))


def _numbers(frame: pl.DataFrame, profile: Profile, notes: Counter[str]) -> pl.DataFrame:
    rating = ratings.read(pl.col("rating"), profile.scale)
    score = pl.col("sentiment_score").str.replace(",", ".").cast(pl.Float32, strict=False)
    score = pl.when(score.is_between(-1, 1)).then(score)
    for name, value in (("rating", rating), ("sentiment_score", score)):
        lost = frame.select((pl.col(name).is_not_null() & value.is_null()).sum()).item()
        notes += Counter({f"import-note-{name.replace('_', '-')}": lost})
    return frame.with_columns(rating=rating, sentiment_score=score)


def _people(
    frame: pl.DataFrame, profile: Profile, taxonomy: Taxonomy, merchants: Merchants
) -> pl.DataFrame:
    """Roles: as the export says, else `brand` for the site's own accounts, else `customer`.

    A repost is the brand's when its account made it; where nothing else says so, a tweet that
    begins as a retweet is one.
    """
    frame = _closed(frame, "role", "role", taxonomy)
    accounts = {name: merchants.accounts.get(account(name))
                for name in frame["author"].drop_nulls().unique()}  # fmt: skip
    owner = pl.col("author").replace_strict(accounts, default=None, return_dtype=pl.String)
    is_own = (owner == pl.col("site")).fill_null(False)
    shared = (pl.col("channel") == "twitter") & pl.col("text").str.contains(_RETWEET)
    stated = pl.when(~is_own | (pl.col("role") != REPOST)).then("role")
    alone = pl.when(is_own).then(pl.lit("brand")).when(shared).then(pl.lit(REPOST))
    role = pl.coalesce(stated, alone.otherwise(pl.lit("customer")))
    return frame.with_columns(role=role)
