"""The published study beside the view: the only place where its figures are held against it."""

from typing import Any

import polars as pl
import streamlit as st

from sociallens.findings import interval, k_of_n, rate
from sociallens.i18n import number, percent
from sociallens.stats import FEW, wilson
from sociallens.study import Edition, editions
from sociallens.tables import TABLES
from sociallens.ui import plots
from sociallens.ui.cards import finding
from sociallens.ui.questions import answer
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.wording import say, value_label

SUMMARY = "summary"


def draw() -> None:
    """One edition: its headline and shares beside one's own, and its figures with their source."""
    here = screen.get()
    title = st.container()
    chosen = st.segmented_control(
        say("study-edition"),
        range(len(editions())),
        default=0,
        format_func=lambda place: editions()[place].short(here.language),
        key="study-edition",
        required=True,
    )
    edition = editions()[chosen]
    comparable = here.engine.taxonomy.name == edition.taxonomy
    with title:
        finding(_finding(edition) if comparable else say("page-study"), say("study-about"))
    if comparable:
        _headline(edition)
        for table in edition.figures:
            if table != SUMMARY:
                plots.bars(table, published=edition)
    else:
        own = here.engine.taxonomy.labels[here.language]
        st.info(label(say("study-other-vocabulary", own=own)))
    _figures(edition)


def _own(edition: Edition) -> dict[str, dict[str, Any]]:
    """Metric -> its row of the view, for the metrics that the edition published."""
    rows = answer(SUMMARY).rows.rows(named=True)
    return {
        row["metric"]: row for row in rows if row["metric"] in edition.figures[SUMMARY] and row["n"]
    }


def _finding(edition: Edition) -> str:
    """The edition's first headline figure and one's own."""
    language = screen.get().language
    rows = _own(edition)
    if not rows:
        return say("study-own-none")
    metric, row = next(iter(rows.items()))
    return say(
        "study-finding",
        metric=say(f"metric-{metric}"),
        published=percent(edition.figures[SUMMARY][metric], language),
        own=rate(row["k"], row["n"], language),
    )


def _headline(edition: Edition) -> None:
    language = screen.get().language
    rows = _own(edition)
    if not rows:
        return
    with st.container(border=True, key="card-study-headline"):
        st.subheader(say("study-headline"), anchor=False)
        for metric, row in rows.items():
            own = rate(row["k"], row["n"], language)
            if row["n"] >= FEW:
                of = k_of_n(row["k"], row["n"], language)
                own += f" ({of}, {interval(row['low'], row['high'], language)})"
            published = percent(edition.figures[SUMMARY][metric], language)
            words = {"metric": say(f"metric-{metric}"), "published": published, "own": own}
            st.markdown(label(say("study-beside", **words)))


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
    return value_label(screen.get(), by, key)


def _sure(edition: Edition, table: str, share: float) -> str:
    """The interval of a share of the whole sample; unknown for shares of a part of it."""
    language = screen.get().language
    if table == "causes":
        return say("study-part")
    low, high = wilson([round(share * edition.n)], [edition.n])
    between = interval(float(low[0]), float(high[0]), language)
    return f"{between} ({say('of-messages', count=edition.n, n=number(edition.n, language))})"
