"""Where texts are unlike those that the model was fitted on: a warning, a table, a course."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce

from sociallens import charts
from sociallens.blocks import Body, Card, Column, Passage, TableCell, TableRow
from sociallens.charts import Series
from sociallens.i18n import LOCALES, number, percent
from sociallens.phrases import course as course_words
from sociallens.phrases import interval, k_of_n, time_label
from sociallens.quality import sources
from sociallens.quality.sources import LEAST, MOST, SIGNS, UNSURE, Share, Sign, Source
from sociallens.stats import FEW
from sociallens.ui.cards import card
from sociallens.ui.destinations import address
from sociallens.ui.state import screen
from sociallens.ui.wording import say, small

# Below this a share has a decimal: of words it moves by single points.
FINE = 0.1
# The value of a vocabulary whose colour a sign's line has: that of nothing it could be taken for.
COLOURS: Mapping[Sign, tuple[str, str]] = {
    "unsure": ("topic", "offer"),
    "unclassified": ("sentiment", "neutral"),
    "unknown": ("topic", "customer_service"),
}


def channels() -> tuple[Source, ...]:
    """The channels in view."""
    shown = screen.get()
    return sources.channels(shown.engine, shown.selection, shown.scope)


def warning() -> Passage | None:
    """Which channels are unlike what the model knows, and in what; None where none is."""
    unlike = [source for source in channels() if source.unlike]
    if not unlike:
        return None
    return {
        "kind": "passage",
        "name": "unlike",
        "title": say("unlike-title", count=len(unlike)),
        "paragraphs": [
            say("unlike-reason", channel=_name(source), reasons=_reasons(source))
            for source in unlike
        ],
        "tone": "warning",
    }


def _name(source: Source) -> str:
    return screen.get().names.value("channel", str(source.of))


def _reasons(source: Source) -> str:
    parts = [
        say(
            "unlike-part",
            sign=small(say(f"sign-{sign}")),
            rate=_share(source.shares[sign].rate),
            usual=_share(sources.highest(sign)),
        )
        for sign in source.unlike
    ]
    return reduce(lambda one, other: say("unlike-parts", one=one, other=other), parts)


def by_channel(*, span: int = 1) -> Card:
    """Each channel's signs with their intervals, and whether it is like the known sources."""
    columns: list[Column] = [{"key": "channel", "text": say("filter-channel")}]
    columns += [{"key": sign, "text": say(f"sign-{sign}"), "numeric": True} for sign in SIGNS]
    columns += [
        {"key": "texts", "text": say("unlike-looked-at"), "numeric": True},
        {"key": "verdict", "text": say("unlike-verdict")},
    ]
    rows = [_row(source) for source in channels()]
    known: TableRow = {
        "key": "",
        "cells": [
            {"text": say("unlike-usual")},
            *(TableCell(text=_share(sources.threshold(sign))) for sign in SIGNS),
            {"text": ""},
            {"text": ""},
        ],
    }
    body: Body = {
        "kind": "table",
        "columns": columns,
        "rows": [*rows, known] if rows else [],
        "empty": say("unlike-none"),
    }
    return card("unlike_channels", body, say("about-unlike_channels", most=MOST), _note(), span)


def _row(source: Source) -> TableRow:
    shown, channel = screen.get(), str(source.of)
    narrowed = shown.selection.choose("channel", (channel,))
    verdict = "few" if source.texts < LEAST else "yes" if source.unlike else "no"
    worst = ("no", "few", "yes").index(verdict)  # by which the column is put in order
    cells: list[TableCell] = [
        {"text": _name(source), "narrow": address("", narrowed)},
        *(_cell(source.shares[sign]) for sign in SIGNS),
        {"text": number(source.texts, shown.language), "value": source.texts},
        {"text": say(f"unlike-{verdict}"), "value": worst},
    ]
    return {"key": channel, "cells": cells}


def _cell(share: Share) -> TableCell:
    language = screen.get().language
    if not share.n:
        return {"text": "", "value": None}
    if share.n < FEW:
        return {"text": k_of_n(share.k, share.n, language), "value": None}
    between = interval(share.low, share.high, language)
    text = say("unlike-cell", rate=_share(share.rate), between=between)
    return {"text": text, "value": share.rate}


def _share(rate: float) -> str:
    return percent(rate, screen.get().language, 1 if 0 < rate < FINE else 0)


def _note() -> str:
    limits = (
        say("unlike-limit", sign=small(say(f"sign-{sign}")), limit=_share(sources.threshold(sign)))
        for sign in SIGNS
    )
    language = screen.get().language
    return say("note-unlike", unsure=percent(UNSURE, language), limits=", ".join(limits))


def over_time(*, span: int = 1) -> Card | None:
    """The course of the three signs; None where no message is dated."""
    shown = screen.get()
    steps = sources.course(shown.engine, shown.selection, shown.scope)
    if not steps:
        return None
    grain = sources.grain(shown.engine, shown.selection, shown.scope)
    labels = [time_label(_start(step), grain, shown.language) for step in steps]
    lines = [line for sign in SIGNS if (line := _line(sign, steps, labels))]
    courses = [f"{line.name}{say('colon')} {_course(line, labels)}" for line in lines]
    chart = say("alt-unlike_months")
    body: Body = {
        "kind": "plot",
        "figure": charts.rates(labels, lines, shown.theme, LOCALES[shown.language]),
        "alt": say("trend-alt", chart=chart, courses=" · ".join(courses)),
        "table": {
            "kind": "table",
            "columns": [
                {"key": "time", "text": say("column-time")},
                *(Column(key=sign, text=say(f"sign-{sign}"), numeric=True) for sign in SIGNS),
                {"key": "texts", "text": say("unlike-looked-at"), "numeric": True},
            ],
            "rows": [
                _step(place, step, label)
                for place, (step, label) in enumerate(zip(steps, labels, strict=True))
            ],
            "empty": "",
        },
        "courses": " · ".join(courses),
    }
    return card(
        "unlike_months", body, say(f"about-unlike_months-{grain}", most=MOST), _note(), span
    )


def _start(step: Source) -> date:
    assert isinstance(step.of, date)
    return step.of


def _line(sign: Sign, steps: Sequence[Source], labels: Sequence[str]) -> Series | None:
    """The line of a sign through the steps that have enough for a share; None where none has."""
    shown, (vocabulary, value) = screen.get(), COLOURS[sign]
    enough = [place for place, step in enumerate(steps) if step.shares[sign].n >= FEW]
    if not enough:
        return None
    shares = [steps[place].shares[sign] for place in enough]
    words = [_share(share.rate) for share in shares]
    name = say(f"sign-{sign}")
    return Series(
        name,
        f"{name} {words[-1]}",
        shown.engine.taxonomy[vocabulary][value].colours[shown.theme.index],
        [(place, place) for place in enough],
        [share.rate * 100 for share in shares],
        words,
        [
            f"{labels[place]} · {name} · {word} ({interval(share.low, share.high, shown.language)})"
            for place, word, share in zip(enough, words, shares, strict=True)
        ],
    )


def _course(line: Series, labels: Sequence[str]) -> str:
    at = [labels[first] for first, _ in line.spans]
    points = list(zip(line.values, line.words, at, strict=True))
    return course_words(points, screen.get().language)


def _step(place: int, step: Source, label: str) -> TableRow:
    cells: list[TableCell] = [{"text": label, "value": place}]
    cells += [_cell(step.shares[sign]) for sign in SIGNS]
    cells.append({"text": number(step.texts, screen.get().language), "value": step.texts})
    return {"key": str(place), "cells": cells}
