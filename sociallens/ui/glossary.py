"""The glossary: every metric, vocabulary and published figure, from their declarations."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from sociallens import stats
from sociallens import study as published
from sociallens.findings import interval
from sociallens.i18n import number, percent
from sociallens.metrics import METRICS, Form
from sociallens.stats import wilson
from sociallens.ui.cards import finding
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.wording import say

_FORMULAS: Mapping[Form, str] = {
    "rate": "k / n",
    "share": "k / n",
    "net": "100 × (k − m) / n",
    "count": "k",
    "median": "S⁻¹(½)",
    "within": "1 − S(t)",
}
_SENTENCES: Mapping[Form, str] = {
    "net": "glossary-net",
    "count": "glossary-count",
    "median": "glossary-wait",
    "within": "glossary-wait",
}


def metrics() -> None:
    """Every metric with its definition and its formula."""
    finding(say("page-glossary"), say("glossary-about"))
    with st.container(border=True, key="card-metrics"):
        st.subheader(say("glossary-metrics"), anchor=False)
        for metric in METRICS.values():
            st.markdown(f"**{say(f'metric-{metric.name}')}**")
            st.markdown(say(f"metric-{metric.name}.definition"))
            counted = {"k": metric.k, "m": metric.minus, "n": metric.n}
            worded = {sign: say(f"count-{name}") for sign, name in counted.items() if name}
            formula = _FORMULAS[metric.form].replace("t", f"{metric.target:.0f} h")
            sentence = _SENTENCES.get(metric.form, "glossary-formula")
            st.caption(label(say(sentence, name=metric.name, formula=formula, **worded)))
    with st.container(border=True, key="card-sure"):
        st.subheader(say("glossary-sure"), anchor=False)
        st.markdown(say("interval-definition", few=stats.FEW))
        st.markdown(say("change-definition"))


def vocabularies() -> None:
    """What each topic, cause and severity means."""
    here = screen.get()
    with st.container(border=True, key="card-vocabularies"):
        st.subheader(say("glossary-vocabularies"), anchor=False)
        for name in ("topic", "cause", "severity"):
            st.markdown(f"**{say(f'filter-{name}')}**")
            for term in here.engine.taxonomy[name].values():
                meaning = term.meaning(here.language)
                st.markdown(f"- {label(term.label(here.language))}{say('colon')} {label(meaning)}")


def study() -> None:
    """The published figures: their source, their sample, how sure that makes them."""
    here = screen.get()
    with st.container(border=True, key="card-study"):
        st.subheader(say("glossary-study"), anchor=False)
        st.caption(label(say("glossary-study-about")))
        for edition in published.editions():
            st.markdown(f"**{label(edition.label(here.language))}**")
            rows = []
            for table, figures in edition.figures.items():
                for key, share in figures.items():
                    rows.append(
                        (
                            _name(table, key),
                            percent(share, here.language),
                            _sure(table, share, edition.n),
                        )
                    )
            st.dataframe(
                pl.DataFrame(rows, ["name", "figure", "sure"], orient="row"),
                hide_index=True,
                column_config={
                    "name": say("glossary-measure"),
                    "figure": say("glossary-figure"),
                    "sure": say("column-interval"),
                },
            )


def _name(table: str, key: str) -> str:
    here = screen.get()
    if table == "summary":
        return say(f"metric-{key}")
    vocabulary = {"channels": "channel", "topics": "topic", "causes": "cause"}[table]
    return here.engine.taxonomy.label(vocabulary, key, here.language)


def _sure(table: str, share: float, n: int) -> str:
    """The interval of a share of the whole sample; unknown for shares of a part of it."""
    here = screen.get()
    if table == "causes":
        return say("glossary-part")
    low, high = wilson([round(share * n)], [n])
    said = interval(float(low[0]), float(high[0]), here.language)
    return f"{said} ({say('of-messages', count=n, n=number(n, here.language))})"
