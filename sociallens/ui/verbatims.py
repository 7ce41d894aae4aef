"""What people wrote. Their words go through `st.text` only: never read as Markdown or HTML."""

from dataclasses import replace
from datetime import date
from math import ceil
from typing import Any

import polars as pl
import streamlit as st

from sociallens.dimensions import NO_LANGUAGE
from sociallens.i18n import LOCALES, day, number, percent
from sociallens.naming import country_name, language_name
from sociallens.schema import PERSON, PROVENANCE, REPOST, STARS
from sociallens.ui import state
from sociallens.ui.questions import total
from sociallens.ui.safe import label, post_link
from sociallens.ui.state import screen
from sociallens.ui.wording import say

PAGE = 20
_COLOURS = {"negative": "red", "positive": "green", "high": "red"}


def listing() -> None:
    """Show the messages in view, latest first, or the one thread that the link names."""
    shown = screen.get()
    if shown.view.thread:
        _thread(shown.view.thread)
        return
    pages = max(1, ceil(total() / PAGE))
    if st.session_state.get("page-of") != shown.selection:
        st.session_state["page-of"] = shown.selection
        st.session_state["page"] = 1
    offset = (min(int(st.session_state.get("page", 1)), pages) - 1) * PAGE
    rows = shown.engine.contributions(shown.selection, shown.scope, limit=PAGE, offset=offset)
    for row in rows.rows(named=True):
        _verbatim(row)
    if pages > 1:
        st.pagination(pages, key="page")


def unanswered(most: int = 5) -> None:
    """Show the gravest complaints without a reply."""
    shown = screen.get()
    rows = shown.engine.contributions(
        shown.selection, shown.scope, kind="service_unanswered", order="gravest", limit=most
    )
    _few("unanswered", rows)


def latest(most: int = 3) -> None:
    """Show the latest messages in view."""
    shown = screen.get()
    _few("latest", shown.engine.contributions(shown.selection, shown.scope, limit=most))


def _few(name: str, rows: pl.DataFrame) -> None:
    with st.container(border=True, key=f"card-{name}"):
        st.subheader(say(f"{name}-title"), anchor=False)
        st.caption(say(f"{name}-about"))
        if rows.is_empty():
            st.write(say(f"{name}-none"))
        for row in rows.rows(named=True):
            _verbatim(row)


def _thread(conversation: str) -> None:
    shown = screen.get()
    rows = shown.engine.thread(conversation, shown.scope)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(say("thread-back"), icon=":material/arrow_back:", on_click=_open, args=("",))
    st.subheader(say("thread-title"), anchor=False)
    if rows.is_empty():
        st.info(say("thread-gone"))
    for row in rows.rows(named=True):
        _verbatim(row, threaded=True)


def _open(conversation: str) -> None:
    state.show(replace(state.view(), thread=conversation))


def when(row: dict[str, Any]) -> str:
    """The day of a contribution in words."""
    published = row["published_at"]
    if published is None:
        return say("verbatim-undated")
    return day(date(published.year, published.month, published.day), screen.get().language)


def _verbatim(row: dict[str, Any], *, threaded: bool = False) -> None:
    shown = screen.get()
    classed = row["role"] in ("customer", REPOST)
    with st.container(border=True, key=f"verbatim-{row['id']}", gap="xsmall"):
        facts = [row["site"], shown.names.value("channel", row["channel"]), when(row)]
        if threaded or row["role"] == REPOST:
            facts.insert(0, shown.engine.taxonomy.label("role", row["role"], shown.language))
        facts += [row["community"]] if row["community"] else []
        facts += [country_name(row["country"], shown.language)] if row["country"] else []
        if row["rating"] is not None:
            facts.append(say("verbatim-rating", rating=number(row["rating"], shown.language)))
        if row["text"] and row["language"] != LOCALES[shown.language].babel.language:
            facts.append(language_name(row["language"] or NO_LANGUAGE, shown.language))
        st.caption(label(" · ".join(facts)))
        bare = "verbatim-stars-only" if row["sentiment_by"] == STARS else "verbatim-no-text"
        st.text(row["text"] or say(bare), width="stretch")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if classed:
                _labels(row)
                _why(row)
            if not threaded and (row["contributions"] or 1) > 1:
                st.button(
                    say("thread-show", count=str(row["contributions"])),
                    key=f"thread-{row['id']}",
                    type="tertiary",
                    icon=":material/forum:",
                    on_click=_open,
                    args=(row["conversation_id"],),
                )
            if source := post_link(row["url"]):
                st.markdown(source, width="content", help=say("verbatim-source"))


def _labels(row: dict[str, Any]) -> None:
    shown = screen.get()
    words = shown.engine.taxonomy
    if row["topic"] is None and row["sentiment"] is None:
        st.badge(say("verbatim-unlabelled"), color="gray")
    if row["sentiment"]:
        st.badge(
            label(words.label("sentiment", row["sentiment"], shown.language)),
            color=_COLOURS.get(row["sentiment"], "gray"),  # type: ignore[arg-type]
        )
    topics = [("topic", topic) for topic in row["topics"] or [row["topic"]] if topic]
    for vocabulary, key in topics + [("cause", cause) for cause in row["causes"] or []]:
        st.badge(label(words.label(vocabulary, key, shown.language)), color="gray")
    if row["severity"] == "high":
        st.badge(label(words.label("severity", "high", shown.language)), color="red")


def _why(row: dict[str, Any]) -> None:
    shown = screen.get()
    givers: dict[str, tuple[str, ...]] = {}
    for name, by in PROVENANCE.items():
        if row[by] and (row[name] or row[by] == STARS):
            givers[row[by]] = (*givers.get(row[by], ()), say(f"task-{name}"))
    if not (givers or row["tool_sentiment"]):
        return
    with st.popover(say("why"), type="tertiary", key=f"why-{row['id']}"):
        if row["tool_sentiment"]:
            told = shown.engine.taxonomy.label("sentiment", row["tool_sentiment"], shown.language)
            st.write(label(say("why-tool", sentiment=told)))
        for giver, labels in givers.items():
            _given(giver, labels, row)


def _given(giver: str, labels: tuple[str, ...], row: dict[str, Any]) -> None:
    """Who or what gave some labels of a message, and the terms behind those of a model."""
    language = screen.get().language
    if giver in (PERSON, STARS):
        st.write(say(f"why-{giver}", labels=labels))
    else:
        confidence = "–" if row["confidence"] is None else percent(row["confidence"], language)
        st.write(say("why-model", version=giver, confidence=confidence, labels=labels))
        terms = row["evidence"] or []
        st.text(say("why-evidence", terms=", ".join(terms)) if terms else say("why-no-evidence"))
