"""The published study beside the view: the only place where its figures are held against it."""

from collections.abc import Sequence

from sociallens.answers import Figure
from sociallens.blocks import Block, Card, Line, Number, Passage, Strip, TableRow
from sociallens.i18n import percent
from sociallens.phrases import figure_words, interval, k_of_n
from sociallens.stats import wilson
from sociallens.study import Edition, editions
from sociallens.tables import TABLES
from sociallens.ui import cards, numbers, plots
from sociallens.ui.questions import answer
from sociallens.ui.state import screen
from sociallens.ui.wording import say

SUMMARY = "summary"


def rows() -> list[Sequence[Block]]:
    """Both editions: headline and shares beside one's own, and all figures with their source."""
    vocabulary = screen.get().engine.taxonomy.name
    comparable = [each for each in editions() if each.taxonomy == vocabulary]
    beside = [(edition, figure) for edition in comparable for figure in _own(edition)]
    nothing = say("study-own-none") if comparable else say("page-study")
    shares = [
        plots.bars(table, published=edition)
        for edition in comparable
        for table in edition.figures
        if table != SUMMARY
    ]
    return [
        [cards.heading(_finding(*beside[0]) if beside else nothing, say("study-about"))],
        [_headline(beside)] if beside else [],
        [] if comparable else [_other_vocabulary()],
        shares,
        [_figures(edition) for edition in editions()],
    ]


def _own(edition: Edition) -> list[Figure]:
    """The view's figures of the metrics that the edition published, where it has any."""
    summary, published = answer(SUMMARY), edition.figures[SUMMARY]
    figures = [summary.figure(metric) for metric in summary.table.metrics]
    return [figure for figure in figures if figure.n and figure.metric.name in published]


def _finding(edition: Edition, figure: Figure) -> str:
    """A figure of an edition and one's own."""
    language, name = screen.get().language, figure.metric.name
    return say(
        "study-finding",
        metric=say(f"metric-{name}"),
        published=percent(edition.figures[SUMMARY][name], language),
        own=figure_words(figure, language),
    )


def _headline(beside: Sequence[tuple[Edition, Figure]]) -> Strip:
    return {"kind": "strip", "items": [_number(*each) for each in beside]}


def _number(edition: Edition, figure: Figure) -> Number:
    """One's own figure, and below it the published one with its source."""
    language, metric = screen.get().language, figure.metric
    counted = k_of_n(figure.k, figure.n, language)
    between = interval(figure.low, figure.high, language)
    sure = f"{counted} · {between}" if figure.labels is None else numbers.corrected(figure)
    published = percent(edition.figures[SUMMARY][metric.name], language)
    lines: list[Line] = [
        {"text": say("study-beside", published=published)},
        {"text": edition.short(language), "tone": "quiet"},
    ]
    return {
        "name": metric.name,
        "title": say(f"metric-{metric.name}"),
        "help": cards.definition(metric),
        "value": figure_words(figure, language),
        "counted": say("too-few") if figure.few else sure,
        "lines": lines,
    }


def _other_vocabulary() -> Passage:
    shown = screen.get()
    own = shown.engine.taxonomy.labels[shown.language]
    text = say("study-other-vocabulary", own=own)
    return {"kind": "passage", "name": "vocabulary", "tone": "notice", "paragraphs": [text]}


def _figures(edition: Edition) -> Card:
    """An edition's figures: their source, their sample, how sure that makes them."""
    columns = ("measure", "figure", "sure")
    return {
        "kind": "card",
        "name": f"study-figures-{edition.n}",
        "title": say("study-figures", edition=edition.short(screen.get().language)),
        "subtitle": edition.label(screen.get().language),
        "body": {
            "kind": "table",
            "columns": [
                {"key": key, "text": say(f"study-{key}"), "numeric": key == "figure"}
                for key in columns
            ],
            "rows": [
                _row(edition, table, key, share)
                for table, figures in edition.figures.items()
                for key, share in figures.items()
            ],
            "empty": "",
        },
    }


def _row(edition: Edition, table: str, key: str, share: float) -> TableRow:
    language = screen.get().language
    cells = (_name(table, key), percent(share, language), _sure(edition, table, share))
    return {"key": f"{table}-{key}", "cells": [{"text": cell} for cell in cells]}


def _name(table: str, key: str) -> str:
    if table == SUMMARY:
        return say(f"metric-{key}")
    (by,) = TABLES[table].by
    return screen.get().names.value(by, key)


def _sure(edition: Edition, table: str, share: float) -> str:
    """The interval of a share of the whole sample; unknown for shares of a part of it."""
    language = screen.get().language
    if table == "causes":
        return say("study-part")
    low, high = wilson([round(share * edition.n)], [edition.n])
    return interval(float(low[0]), float(high[0]), language)
