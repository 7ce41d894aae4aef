"""The glossary: every metric and vocabulary, from their declarations."""

import streamlit as st

from sociallens import settings, stats
from sociallens.metrics import METRICS
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.view import finding, say

_FORMULAS = {"rate": "k / n", "share": "k / n", "net": "100 × k / n", "count": "k"}


def metrics() -> None:
    """Every metric with its definition and its formula."""
    finding(say("page-glossary"), say("glossary-about"))
    with st.container(border=True, key="card-metrics"):
        st.subheader(say("glossary-metrics"), anchor=False)
        for metric in METRICS.values():
            st.markdown(f"**{say(f'metric-{metric.name}')}**")
            st.markdown(say(f"metric-{metric.name}.definition"))
            counted = {
                "k": say(f"count-{metric.k}"),
                "n": say(f"count-{metric.n}"),
                "formula": _FORMULAS[metric.form],
            }
            key = "glossary-count" if metric.form == "count" else "glossary-formula"
            st.caption(label(say(key, name=metric.name, **counted)))
        st.markdown(f"**{say('metric-reply_time')}**")
        st.markdown(say("metric-reply_time.definition"))
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
                meaning = term.meanings[here.language]
                st.markdown(f"- {label(term.label(here.language))}{say('colon')} {label(meaning)}")


def study() -> None:
    """Where the published figures are."""
    with st.container(border=True, key="card-study"):
        st.subheader(say("page-study"), anchor=False)
        st.markdown(say("study-link"))
        st.page_link(settings.ROOT / "pages" / "study.py", icon=":material/school:")
