"""What the store holds and where it came from."""

from datetime import date

import polars as pl

from sociallens.answers import choices
from sociallens.blocks import Block, Card, Column, Number, Strip, Table, TableCell, TableRow
from sociallens.dimensions import NO_LANGUAGE
from sociallens.holdings import Holdings, holdings, sources
from sociallens.i18n import Language, day, month, number, percent
from sociallens.naming import labeller_name, language_name
from sociallens.phrases import k_of_n
from sociallens.selection import Selection
from sociallens.stats import FEW
from sociallens.store.manifest import ImportRecord
from sociallens.ui import cards
from sociallens.ui.destinations import messages
from sociallens.ui.import_report import format_title
from sociallens.ui.state import screen
from sociallens.ui.wording import moment, say, small

TINY = 0.001  # a share that rounds to nothing with one decimal is worded
RARE = 0.005  # languages of fewer messages are told together


def facts() -> list[list[Block]]:
    """How much there is, from when, from where, and what the data cannot show."""
    shown = screen.get()
    language, manifest = shown.language, shown.engine.store.manifest
    contents = holdings(shown.engine, shown.reader.scope())
    about = say(
        "holdings-about",
        sites=len(shown.known.sites),
        classifier=small(labeller_name(manifest.classifier, language)),
        taxonomy=shown.engine.taxonomy.title(language),
        version=str(manifest.version),
    )
    count = contents.contributions
    title = say("holdings-title", count=count, n=number(count, language))
    return [
        [cards.heading(title, about)],
        [_strip(contents)],
        [_sources(contents.messages)],
        [_limits(contents)],
    ]


def imports() -> Card | None:
    """Every import of the store, latest first; None for who sees a part of it."""
    if not screen.get().reader.scope().everything:
        return None
    every = screen.get().engine.store.manifest.imports
    kept_out = ("suppressed",) if any(run.suppressed for run in every) else ()
    counts = ("read", "added", "updated", "unchanged", "clashing", *kept_out, "rejected")
    columns = [
        _column("at", say("moment-zone")),
        _column("files", say("imports-files")),
        _column("profiles", say("imports-profiles")),
        *(_column(name, say(f"imports-{name}"), numeric=True) for name in counts),
    ]
    runs = reversed(every)
    rows: list[TableRow] = [
        {
            "key": run.id,
            "cells": [
                {"text": moment(run.at)},
                {"text": _some(list(run.files), 3)},
                {"text": ", ".join(map(format_title, run.profiles))},
                *(_counted(getattr(run, name)) for name in counts),
            ],
        }
        for run in runs
    ]
    body: Table = {"kind": "table", "columns": columns, "rows": rows, "empty": say("imports-none")}
    return _card("imports", body, say("about-imports") if rows else "")


def _strip(contents: Holdings) -> Strip:
    language = screen.get().language
    seen = contents.conversations - contents.unobserved
    brand = contents.brand_messages
    return {
        "kind": "strip",
        "items": [
            _number(
                "messages",
                number(contents.messages, language),
                say("holdings-messages-about", brand=number(brand, language), count=brand),
                messages(Selection()),
            ),
            _number(
                "conversations",
                number(contents.conversations, language),
                say("holdings-conversations-about", share=_share(seen, contents.conversations)),
            ),
            _number("period", *_span(contents.span, language)),
            _number("import", *_latest()),
        ],
    }


def _number(name: str, value: str, counted: str, href: str = "") -> Number:
    title = say(f"holdings-{name}")
    item: Number = {"name": name, "title": title, "help": "", "value": value, "counted": counted}
    return {**item, "href": href} if href else item


def _span(span: tuple[date, date] | None, language: Language) -> tuple[str, str]:
    """The months of the first and the last message."""
    if span is None:
        return "–", say("holdings-dated-none")
    first, last = (month(each, language).replace(" ", "\u00a0") for each in span)
    return (first if first == last else f"{first} – {last}"), ""


def _latest() -> tuple[str, str]:
    """When the last import was, and what it added."""
    shown = screen.get()
    runs: tuple[ImportRecord, ...] = shown.engine.store.manifest.imports
    if not runs:
        return "–", say("holdings-import-none")
    about = ""
    if shown.reader.scope().everything:
        added = number(runs[-1].added, shown.language)
        about = say("holdings-import-about", count=runs[-1].added, n=added)
    return day(date.fromisoformat(runs[-1].at[:10]), shown.language), about


def _sources(whole: int) -> Card:
    """The channels, the largest first: their messages and whether replies can be seen there."""
    shown = screen.get()
    frame = sources(shown.engine, shown.reader.scope()).filter(pl.col("messages") > 0)
    columns = [
        _column("channel", say("sources-channel")),
        _column("messages", say("sources-messages"), numeric=True, sort=True),
        _column("share", say("sources-share"), numeric=True),
        _column("conversations", say("sources-conversations"), numeric=True, sort=True),
        _column("seen", say("sources-seen")),
    ]
    rows: list[TableRow] = []
    for channel, count, opened, seen in frame.rows():
        href = messages(Selection().choose("channel", (channel,)))
        cells: list[TableCell] = [
            {"text": shown.names.value("channel", channel)},
            {**_counted(count), "href": href},
            {"text": _share(count, whole)},
            _counted(opened),
            {"text": _seen(seen, opened)},
        ]
        rows.append({"key": channel, "cells": cells})
    body: Table = {"kind": "table", "columns": columns, "rows": rows, "empty": say("sources-none")}
    return _card("sources", body, say("about-sources"))


def _seen(seen: int, opened: int) -> str:
    if not opened:
        return "–"
    return _share(seen, opened) if seen else say("sources-unseen-all")


def _limits(contents: Holdings) -> Card:
    """What is missing or left out, where anything is, and what that changes."""
    counts = (
        ("unseen", contents.unobserved, contents.conversations),
        ("undated", contents.undated, contents.messages),
        ("unlabelled", contents.unlabelled, contents.messages),
        ("reposts", contents.reposts, contents.contributions),
    )
    told = {name: _share_of(k, n) for name, k, n in counts if k}
    if languages := _languages():
        told["languages"] = languages
    rows: list[TableRow] = [
        {
            "key": name,
            "cells": [
                {"text": say(f"limits-{name}")},
                {"text": words},
                {"text": say(f"limits-{name}-meaning")},
            ],
        }
        for name, words in told.items()
    ]
    columns = [_column(key, say(f"limits-{key}")) for key in ("what", "count", "meaning")]
    body: Table = {"kind": "table", "columns": columns, "rows": rows, "empty": say("limits-none")}
    return _card("limits", body)


def _languages() -> str:
    """The languages of the messages with their shares, the rare ones together."""
    shown = screen.get()
    counted = choices(shown.engine, "language", Selection(), shown.reader.scope())
    ordered = sorted(counted.items(), key=lambda pair: -pair[1])
    whole = sum(counted.values())
    frequent = [(code, n) for code, n in ordered if n >= RARE * whole and n]
    rare = [(code, n) for code, n in ordered if n < RARE * whole and n and code != NO_LANGUAGE]
    parts = [
        say("language-share", language=language_name(code, shown.language), share=_share(n, whole))
        for code, n in frequent
    ]
    if rare:
        share = _share(sum(n for _, n in rare), whole)
        parts.append(say("languages-others", count=len(rare), share=share))
    return ", ".join(parts)


def _share(k: int, n: int) -> str:
    """A share in words: `22 %`, or that it is less than can be written."""
    language = screen.get().language
    if n < FEW:
        return k_of_n(k, n, language) if n else "–"
    if 0 < k / n < TINY:
        return say("share-tiny", limit=percent(TINY, language, 1))
    return percent(k / n, language, 0 if k / n in (0, 1) else 1)


def _share_of(k: int, n: int) -> str:
    language = screen.get().language
    counted = k_of_n(k, n, language)
    return counted if n < FEW or k / n < TINY else f"{counted} ({_share(k, n)})"


def _some(names: list[str], most: int) -> str:
    listed = ", ".join(names[:most])
    return listed if len(names) <= most else f"{listed}…"


def _counted(count: int) -> TableCell:
    return {"text": number(count, screen.get().language), "value": count}


def _column(key: str, text: str, *, numeric: bool = False, sort: bool = False) -> Column:
    return {"key": key, "text": text, "numeric": numeric, "sort": sort}


def _card(name: str, body: Table, subtitle: str = "") -> Card:
    """A card of the store's own figures: no declared table, hence no file of it."""
    title = say(f"card-{name}")
    return {"kind": "card", "name": name, "title": title, "subtitle": subtitle, "body": body}
