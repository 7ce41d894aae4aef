"""Merchants in a sortable table and side by side."""

import polars as pl
import streamlit as st

from sociallens.answers import Answer, Figure
from sociallens.i18n import LOCALES, number
from sociallens.metrics import (
    BRAND_PARTICIPATION,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    NET_SENTIMENT,
    RECOVERY,
    REPLY_TIME,
    REPLY_WITHIN_TARGET,
    SHARE_OF_VOICE,
    Metric,
)
from sociallens.phrases import figure_words, interval, k_of_n
from sociallens.stats import FEW
from sociallens.ui import state
from sociallens.ui.questions import answer
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.wording import say

MOST = 5  # merchants side by side
NONE = "–"


def hours(value: float | None) -> str:
    """A duration in hours as `5 h` or `3 j`; empty where there is none."""
    if value is None:
        return ""
    language = screen.get().language
    if value < 48:
        return say("hours", hours=number(value, language, 1 if value < 10 else 0))
    return say("days-long", days=number(value / 24, language, 1 if value < 240 else 0))


def table() -> None:
    """Show all merchants in view; selecting a row narrows to it."""
    rows = _rows(answer("merchants"))
    key = f"merchants-{st.session_state.setdefault('clicks-merchants-table', 0)}"

    def picked() -> None:
        places = st.session_state[key].selection.rows
        if places:
            st.session_state["clicks-merchants-table"] += 1
            state.choose("site", (rows["site"][places[0]],))

    numeric = st.column_config.NumberColumn
    before, after = (sign.replace("%", "%%") for sign in LOCALES[screen.get().language].percent)
    percent = f"{before}%.0f{after}"
    with st.container(border=True, key="card-merchants-table"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.subheader(say("table-merchants"), anchor=False)
        st.dataframe(
            rows,
            key=key,
            on_select=picked,
            selection_mode="single-row",
            hide_index=True,
            placeholder=NONE,
            column_config={
                "site": st.column_config.TextColumn(say("column-site"), pinned=True),
                "volume": numeric(say("column-volume"), format="localized"),
                "voice": numeric(say("column-voice"), format=percent),
                "negative": numeric(say("column-negative"), format=percent),
                "of": say("column-of"),
                "interval": say("column-interval"),
                "net": numeric(say("column-net"), format="%+.0f"),
                "replies": numeric(say("column-replies"), format=percent),
                "reply-time": numeric(say("column-reply-time"), format="localized"),
                "within": numeric(say("metric-reply_within_target"), format=percent),
                "recovery": say("column-recovery"),
            },
        )


def _rows(merchants: Answer) -> pl.DataFrame:
    """A row a site, the largest first.

    `site`: text. `volume`: messages. `voice`, `negative`, `replies`, `within`: percentages, `net`:
    -100 to 100, null below `FEW` messages. `reply-time`: hours. `of`, `interval`, `recovery`:
    words.
    """
    language = screen.get().language
    voice = merchants.of(SHARE_OF_VOICE)
    negative = merchants.of(NEGATIVE_RATE_CUSTOMER_SERVICE)
    recovery = [merchants.figure(RECOVERY, site=site) for site in voice["site"]]
    return pl.DataFrame(
        {
            "site": voice["site"],
            "volume": voice["k"],
            "voice": voice["rate"] * 100,
            "negative": _percentages(merchants, NEGATIVE_RATE_CUSTOMER_SERVICE),
            "of": [
                k_of_n(k, n, language) if n else NONE for k, n in negative.select("k", "n").rows()
            ],
            "interval": [
                interval(low, high, language) for low, high in negative.select("low", "high").rows()
            ],
            "net": _percentages(merchants, NET_SENTIMENT),
            "replies": _percentages(merchants, BRAND_PARTICIPATION),
            "reply-time": merchants.of(REPLY_TIME)["rate"].round(1),
            "within": _percentages(merchants, REPLY_WITHIN_TARGET),
            "recovery": [figure_words(figure, language) for figure in recovery],
        }
    ).sort("volume", descending=True, nulls_last=True)


def _percentages(merchants: Answer, metric: Metric) -> pl.Series:
    """A metric's rates in percent; null where too few messages show it."""
    return (
        merchants.of(metric)
        .select(pl.when(pl.col("n") >= FEW).then(pl.col("rate") * 100))
        .to_series()
    )


def side_by_side() -> None:
    """Show two to five chosen merchants, a column each."""
    shown = screen.get()
    sites = shown.selection.values("site") or ()
    if not 2 <= len(sites) <= MOST:
        if len(shown.known.sites) > 1:
            st.caption(say("side-hint"))
        return
    merchants = answer("merchants")
    causes = answer("merchant_causes").top()
    with st.container(border=True, key="card-side"):
        st.subheader(say("card-side"), anchor=False)
        for column, site in zip(st.columns(len(sites)), sites, strict=True):
            with column, st.container(gap="xxsmall"):
                st.markdown(f"##### {label(site)}")
                if site in merchants.rows["site"]:
                    _merchant(site, merchants, causes.filter(pl.col("site") == site))
                else:
                    st.caption(say("nothing-title"))


def _merchant(site: str, merchants: Answer, causes: pl.DataFrame) -> None:
    shown = screen.get()
    language = shown.language

    def figure(metric: Metric) -> Figure:
        return merchants.figure(metric, site=site)

    negative, voice, wait = map(
        figure, (NEGATIVE_RATE_CUSTOMER_SERVICE, SHARE_OF_VOICE, REPLY_TIME)
    )
    st.metric(
        say("metric-negative_rate_customer_service"), figure_words(negative, language) or NONE
    )
    counted = [k_of_n(negative.k, negative.n, language)]
    if not negative.few:
        counted.append(interval(negative.low, negative.high, language))
    st.caption(label(" · ".join(counted)))
    for name, value in (
        ("column-volume", number(voice.k, language)),
        ("column-voice", figure_words(voice, language)),
        ("column-net", figure_words(figure(NET_SENTIMENT), language)),
        ("column-replies", figure_words(figure(BRAND_PARTICIPATION), language)),
        ("metric-reply_time", hours(wait.rate) or (say("reply-none") if wait.n else "")),
    ):
        st.markdown(f"{say(name)}{say('colon')} **{label(value or NONE)}**")
    if causes.height:
        cause = shown.names.value("cause", causes["cause"][0])
        st.caption(label(say("side-cause", cause=cause.lower())))
