"""Merchants in a sortable table and side by side."""

from typing import Any

import polars as pl
import streamlit as st

from sociallens import stats
from sociallens.findings import interval, k_of_n, rate, signed
from sociallens.i18n import LOCALES, number
from sociallens.ui import state
from sociallens.ui.cards import csv_link
from sociallens.ui.questions import answer
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.wording import say, value_label

MOST = 5  # merchants side by side


def hours(value: float | None) -> str:
    """A duration in hours as `5 h` or `3 j`; empty where there is none."""
    if value is None:
        return ""
    language = screen.get().language
    if value < 48:
        return say("hours", hours=number(value, language, 1 if value < 10 else 0))
    return say("days-long", days=number(value / 24, language, 1 if value < 240 else 0))


def table() -> None:
    """All merchants in view; a selected row narrows to it."""
    language = screen.get().language
    frame = answer("merchants").rows
    few = pl.col("n").fill_null(0) < stats.FEW
    rows = frame.rows(named=True)
    shown = frame.select(
        pl.col("site").alias("site"),
        pl.col("share_of_voice_k").alias("volume"),
        (pl.col("share_of_voice") * 100).alias("voice"),
        pl.when(~few).then(pl.col("rate") * 100).alias("negative"),
        pl.Series("of", [k_of_n(r["k"], r["n"], language) if r["n"] else "–" for r in rows]),
        pl.Series("interval", [interval(r["low"], r["high"], language) for r in rows]),
        pl.when(pl.col("net_sentiment_n") >= stats.FEW)
        .then(pl.col("net_sentiment") * 100)
        .alias("net"),
        pl.when(pl.col("brand_participation_n") >= stats.FEW)
        .then(pl.col("brand_participation") * 100)
        .alias("replies"),
        pl.col("reply_time_median").alias("reply-time"),
        (pl.col("reply_within_target") * 100).alias("within"),
        pl.Series("recovery", [_recovered(r) for r in rows]),
    ).sort("volume", descending=True, nulls_last=True)
    key = f"merchants-{st.session_state.setdefault('clicks-merchants-table', 0)}"

    def picked() -> None:
        chosen = st.session_state[key].selection.rows
        if chosen:
            st.session_state["clicks-merchants-table"] += 1
            state.choose("site", (shown["site"][chosen[0]],))

    numeric = st.column_config.NumberColumn
    before, after = (sign.replace("%", "%%") for sign in LOCALES[language].percent)
    percent = f"{before}%.0f{after}"
    with st.container(border=True, key="card-merchants-table"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.subheader(say("table-merchants"), anchor=False)
            csv_link("merchants", key="csv-merchants-table")
        st.dataframe(
            shown,
            key=key,
            on_select=picked,
            selection_mode="single-row",
            hide_index=True,
            placeholder="–",
            column_config={
                "site": st.column_config.TextColumn(say("column-site"), pinned=True),
                "volume": numeric(say("column-volume"), format="localized"),
                "voice": numeric(say("column-voice"), format=percent),
                "negative": numeric(say("column-negative"), format=percent),
                "of": say("column-of"),
                "interval": say("column-interval"),
                "net": numeric(say("column-net"), format="%+.0f"),
                "replies": numeric(say("column-replies"), format=percent),
                "reply-time": numeric(say("column-reply-time"), format="%.1f"),
                "within": numeric(say("metric-reply_within_target"), format=percent),
                "recovery": say("column-recovery"),
            },
        )


def _recovered(row: dict[str, Any]) -> str:
    n = row["recovery_n"] or 0
    return rate(row["recovery_k"], n, screen.get().language) if n else ""


def side_by_side() -> None:
    """Two to five chosen merchants, a column each."""
    here = screen.get()
    chosen = here.selection.values("site") or ()
    if not 2 <= len(chosen) <= MOST:
        if len(here.known.sites) > 1:
            st.caption(say("side-hint"))
        return
    facts = {row["site"]: row for row in answer("merchants").rows.rows(named=True)}
    causes = answer("merchant_causes").top()
    with st.container(border=True, key="card-side"):
        st.subheader(say("card-side"), anchor=False)
        for column, site in zip(st.columns(len(chosen)), chosen, strict=True):
            with column, st.container(gap="xxsmall"):
                _one(site, facts.get(site), causes.filter(pl.col("site") == site))


def _one(site: str, row: dict[str, Any] | None, causes: pl.DataFrame) -> None:
    here = screen.get()
    language = here.language
    st.markdown(f"##### {label(site)}")
    if row is None:
        st.caption(say("nothing-title"))
        return
    k, n = int(row["k"] or 0), int(row["n"] or 0)
    negative = rate(k, n, language) if n else "–"
    st.metric(say("metric-negative_rate_customer_service"), negative)
    said = [k_of_n(k, n, language)]
    said += [interval(row["low"], row["high"], language)] if n >= stats.FEW else []
    st.caption(label(" · ".join(said)))
    replies_n = row["brand_participation_n"] or 0
    replies = rate(row["brand_participation_k"], replies_n, language) if replies_n else "–"
    net_n = row["net_sentiment_n"] or 0
    net = signed(row["net_sentiment"] * 100, language) if net_n >= stats.FEW else "–"
    median = hours(row["reply_time_median"]) or (say("reply-none") if row["reply_time_n"] else "–")
    for name, value in (
        ("column-volume", number(row["share_of_voice_k"] or 0, language)),
        (
            "column-voice",
            rate(row["share_of_voice_k"] or 0, row["share_of_voice_n"] or 0, language),
        ),
        ("column-net", net),
        ("column-replies", replies),
        ("metric-reply_time", median),
    ):
        st.markdown(f"{say(name)}{say('colon')} **{label(value)}**")
    if causes.height:
        cause = value_label(here, "cause", causes["cause"][0])
        st.caption(label(say("side-cause", cause=cause.lower())))
