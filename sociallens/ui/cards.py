"""What pages are made of: the finding, cards with a title and a CSV, rows of cards."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sociallens import link, stats
from sociallens.metrics import Metric
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.wording import say


def finding(sentence: str, detail: str = "") -> None:
    """Show the page's answer, before its figures."""
    with st.container(key="finding", gap=None):
        st.title(label(sentence), anchor=False)
        if detail:
            st.caption(label(detail))


@contextmanager
def card(name: str, *, subtitle: str = "", definition: str = "") -> Iterator[None]:
    """Frame what follows as the card of a table: title, what it counts, CSV and definition."""
    with st.container(border=True, key=f"card-{name}", gap="small", height="stretch"):
        with st.container(horizontal=True, vertical_alignment="top", key=f"head-{name}"):
            with st.container(gap=None):
                st.subheader(say(f"card-{name}"), anchor=False, help=definition or None)
                if subtitle:
                    st.caption(label(subtitle))
            csv_link(name)
        yield


def csv_link(table: str, *, key: str = "") -> None:
    """Link to the table's address for exports: the file and the address are one thing."""
    shown = screen.get()
    st.link_button(
        "CSV",
        f"/export/{table}.csv?{link.query_string(shown.view, shown.known)}",
        type="tertiary",
        help=say("csv-help", table=say(f"card-{table}")),
        key=key or f"csv-{table}",
    )


def definition(metric: Metric) -> str:
    """What the small question mark beside a figure says."""
    text = say(f"metric-{metric.name}.definition")
    return (
        f"{text}\n\n{say('interval-definition', few=stats.FEW)}" if metric.k != metric.n else text
    )


def nothing_words(metric: Metric) -> str:
    """Why a card has no figure: nothing in view that its metric could count."""
    return say("nothing-here", metric=say(f"metric-{metric.name}"))


@contextmanager
def row(*widths: int) -> Iterator[list[DeltaGenerator]]:
    """Columns of these widths, stacked on a phone."""
    yield st.columns(widths, gap="small")


def hint() -> None:
    """Say how a click narrows and how to undo it."""
    st.caption(say("undo-hint"))


def sentences_card(name: str, sentences: list[str]) -> None:
    """Show a card of sentences."""
    with st.container(border=True, key=f"card-{name}"):
        st.subheader(say(f"{name}-title"), anchor=False)
        for sentence in sentences:
            st.markdown(label(sentence))
