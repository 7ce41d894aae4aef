"""The published study beside the view: the only place where its figures are held against it."""

import polars as pl
import streamlit as st

from sociallens.answers import Figure
from sociallens.i18n import percent
from sociallens.phrases import interval, k_of_n, rate
from sociallens.stats import wilson
from sociallens.study import Edition, editions
from sociallens.tables import TABLES
from sociallens.ui import plots, sheet
from sociallens.ui.questions import answer
from sociallens.ui.safe import label
from sociallens.ui.sheet import heading
from sociallens.ui.state import screen
from sociallens.ui.wording import say

SUMMARY = "summary"


def comparison() -> None:
    """Show one edition: its headline and shares beside one's own, its figures and their source."""
    shown = screen.get()
    title = st.container()
    place = st.segmented_control(
        say("study-edition"),
        range(len(editions())),
        default=0,
        format_func=lambda place: editions()[place].short(shown.language),
        key="study-edition",
        required=True,
    )
    edition = editions()[place]
    comparable = shown.engine.taxonomy.name == edition.taxonomy
    with title:
        heading(_finding(edition) if comparable else say("page-study"), say("study-about"))
    if comparable:
        _headline(edition)
        for table in edition.figures:
            if table != SUMMARY:
                sheet.show(f"study-{table}", [plots.bars(table, published=edition)])
    else:
        own = shown.engine.taxonomy.labels[shown.language]
        st.info(label(say("study-other-vocabulary", own=own)))
    _figures(edition)


def _own(edition: Edition) -> list[Figure]:
    """The view's figures of the metrics that the edition published, where it has any."""
    summary, published = answer(SUMMARY), edition.figures[SUMMARY]
    figures = [summary.figure(metric) for metric in summary.table.metrics]
    return [figure for figure in figures if figure.n and figure.metric.name in published]


def _finding(edition: Edition) -> str:
    """The edition's first headline figure and one's own."""
    figures = _own(edition)
    return (
        say("study-finding", **_beside(edition, figures[0])) if figures else say("study-own-none")
    )


def _headline(edition: Edition) -> None:
    figures = _own(edition)
    if not figures:
        return
    language = screen.get().language
    with st.container(border=True, key="card-study-headline"):
        st.subheader(say("study-headline"), anchor=False)
        for figure in figures:
            words = _beside(edition, figure)
            if not figure.few:
                counted = k_of_n(figure.k, figure.n, language)
                words["own"] += f" ({counted}, {interval(figure.low, figure.high, language)})"
            st.markdown(label(say("study-beside", **words)))


def _beside(edition: Edition, figure: Figure) -> dict[str, str]:
    """A metric, what the edition published of it and one's own figure, in words."""
    language, name = screen.get().language, figure.metric.name
    return {
        "metric": say(f"metric-{name}"),
        "published": percent(edition.figures[SUMMARY][name], language),
        "own": rate(figure.k, figure.n, language),
    }


def _figures(edition: Edition) -> None:
    """The published figures: their source, their sample, how sure that makes them."""
    language = screen.get().language
    rows = [
        (_name(table, key), percent(share, language), _sure(edition, table, share))
        for table, figures in edition.figures.items()
        for key, share in figures.items()
    ]
    with st.container(border=True, key="card-study-figures"):
        st.subheader(say("study-figures"), anchor=False)
        st.caption(label(edition.label(language)))
        st.dataframe(
            pl.DataFrame(rows, ["name", "figure", "sure"], orient="row"),
            hide_index=True,
            column_config={
                "name": say("study-measure"),
                "figure": say("study-figure"),
                "sure": say("column-interval"),
            },
        )


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
