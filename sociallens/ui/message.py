"""A message in words: who, where and when, what it is said to be, and why."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sociallens.blocks import Chip, Source
from sociallens.classify import VERSION
from sociallens.classify.reasons import reasons
from sociallens.dimensions import NO_LANGUAGE
from sociallens.engine import TIME_ZONE
from sociallens.i18n import LOCALES, day, moment, number, percent
from sociallens.naming import country_name, language_name
from sociallens.passages import Segment, Span, excerpt, segments
from sociallens.schema import PERSON, PROVENANCE, REPOST, STARS
from sociallens.search.marking import found
from sociallens.taxonomy import CUSTOMER_SERVICE
from sociallens.ui.safe import post_link
from sociallens.ui.state import screen
from sociallens.ui.wording import say, small

Row = Mapping[str, Any]  # a contribution; columns `schema.NAMES`
# What a list tells of a message: of many messages little else is read.
LISTED = (
    *("id", "conversation_id", "site", "channel", "published_at", "date_precision", "role", "text"),
    *("rating", "topic", "causes", "sentiment", "sentiment_by", "severity", "confidence"),
    *("evidence", "contributions"),
)
SHORT = 280  # signs of a text in a list
_MODEL = "model:"
_MOST_CAUSES = 2  # in a list


def local(row: Row) -> datetime | None:
    """When a message was published, on the clock by which days are told; None where unknown."""
    published = row["published_at"]
    if published is None or row["date_precision"] == "day":
        return published  # type: ignore[no-any-return]
    return published.replace(tzinfo=UTC).astimezone(ZoneInfo(TIME_ZONE))  # type: ignore[no-any-return]


def when(row: Row) -> str:
    """The day of a message in words."""
    published = local(row)
    return day(published, screen.get().language) if published else say("verbatim-undated")


def exactly_when(row: Row) -> str:
    """The day of a message and, where it is known, the time."""
    published = local(row)
    if published and row["date_precision"] == "instant":
        return moment(published, screen.get().language)
    return when(row)


def age(row: Row, until: date) -> str:
    """How many days lie between a message and the last day with data; else that it has no date."""
    published = local(row)
    if published is None:
        return when(row)
    days = max((until - published.date()).days, 0)
    return say("reader-age", days=number(days, screen.get().language))


def place(row: Row) -> str:
    """The merchant, the channel and the stars of a message."""
    shown = screen.get()
    facts = [row["site"], shown.names.value("channel", row["channel"])]
    if row["role"] == REPOST:
        facts.insert(0, shown.engine.taxonomy.label("role", REPOST, shown.language))
    return " · ".join([*facts, *_stars(row)])


def facts(row: Row) -> str:
    """All that is known of where and when a message was published."""
    shown = screen.get()
    known = [row["site"], shown.names.value("channel", row["channel"]), exactly_when(row)]
    known += _stars(row)
    known += [row["community"]] if row["community"] else []
    known += [country_name(row["country"], shown.language)] if row["country"] else []
    if row["text"] and row["language"] != LOCALES[shown.language].babel.language:
        known.append(language_name(row["language"] or NO_LANGUAGE, shown.language))
    return " · ".join(known)


def _stars(row: Row) -> list[str]:
    if row["rating"] is None:
        return []
    return [say("verbatim-rating", rating=number(row["rating"], screen.get().language))]


def written(row: Row) -> list[Segment]:
    """The whole text, with what was searched for and what decided."""
    if not row["text"]:
        return [{"text": _wordless(row)}]
    return segments(row["text"], hits(row), row["evidence"] or ())


def shortened(row: Row) -> list[Segment]:
    """The text as a list shows it."""
    if not row["text"]:
        return [{"text": _wordless(row)}]
    return excerpt(row["text"], SHORT, hits(row))


def marked(row: Row) -> list[Segment]:
    """The text as a card of few messages shows it, with what decided."""
    if not row["text"]:
        return [{"text": _wordless(row)}]
    return excerpt(row["text"], SHORT, hits(row), row["evidence"] or ())


def hits(row: Row) -> Sequence[Span]:
    """Where the text holds what the view was searched for."""
    return found(row["text"], screen.get().selection.q)


def _wordless(row: Row) -> str:
    return say("verbatim-stars-only" if row["sentiment_by"] == STARS else "verbatim-no-text")


def source(row: Row) -> Source | None:
    """Where a message can be read; None where its address leads to no web page."""
    link = post_link(row["url"])
    if not link:
        return None
    domain, href = link
    return {"text": domain, "href": href, "title": say("verbatim-source")}


def brief_chips(row: Row) -> list[Chip]:
    """What matters of a message in a list: how grave, about what, and else in what mood."""
    chips = [*_label(row, "severity")] if row["severity"] != "low" else []
    chips += [] if chips else _label(row, "sentiment")
    causes = [*_several("cause", (row["causes"] or [])[:_MOST_CAUSES])]
    return [*chips, *(causes or _label(row, "topic"))]


def chips(row: Row) -> list[Chip]:
    """All labels of a message."""
    if row["topic"] is None and row["sentiment"] is None:
        return [{"text": say("verbatim-unlabelled")}]
    topics = row["topics"] or [row["topic"]]
    return [
        *_label(row, "sentiment"),
        *(_label(row, "severity") if CUSTOMER_SERVICE in topics else ()),
        *_several("topic", filter(None, topics)),
        *_several("cause", row["causes"] or []),
    ]


def _label(row: Row, vocabulary: str) -> list[Chip]:
    return _several(vocabulary, [row[vocabulary]] if row[vocabulary] else [])


def _several(vocabulary: str, keys: Any) -> list[Chip]:
    shown = screen.get()
    tones = {"high": "negative", "negative": "negative", "positive": "positive"}
    return [
        {
            "text": shown.engine.taxonomy.label(vocabulary, key, shown.language),
            "tone": tones.get(key, ""),
        }
        for key in keys
    ]


def why(row: Row, besides: Collection[str] = ()) -> list[str]:
    """Who or what gave each label, how sure that is, and what makes the message grave.

    `besides`: labels of which something else is said.
    """
    shown = screen.get()
    givers: dict[str, tuple[str, ...]] = {}
    for name, by in PROVENANCE.items():
        if name not in besides and row[by] and (row[name] or row[by] == STARS):
            givers[row[by]] = (*givers.get(row[by], ()), small(say(f"label-{name}")))
    lines = [*_grave(row), *(_given(giver, labels, row) for giver, labels in givers.items())]
    if row["tool_sentiment"]:
        told = shown.engine.taxonomy.label("sentiment", row["tool_sentiment"], shown.language)
        lines.append(say("why-tool", sentiment=told))
    return lines


def _grave(row: Row) -> list[str]:
    """The reasons that a grave message names, as far as this version of the program knows."""
    by = (row["severity_by"] or "").partition("+")[0]  # corrected on the store's labels or not
    if row["severity"] != "high" or by != f"{_MODEL}{VERSION}":
        return []
    named = reasons(row["text"] or "", row["language"] or "", screen.get().engine.taxonomy)
    listed = tuple(say(f"reason-{reason}") for reason in named)
    return [say("why-grave", reasons=listed)] if listed else []


def _given(giver: str, labels: Sequence[str], row: Row) -> str:
    if giver in (PERSON, STARS):
        return say(f"why-{giver}", labels=labels)
    shown = screen.get()
    program = shown.names.value("labelled_by", giver)
    if row["confidence"] is None:
        return say("why-program", program=program, labels=labels)
    confidence = percent(row["confidence"], shown.language)
    return say("why-program-sure", program=program, confidence=confidence, labels=labels)
