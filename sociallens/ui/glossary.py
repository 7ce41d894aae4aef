"""The glossary: every metric and vocabulary, from their declarations."""

from collections.abc import Mapping

import streamlit as st

from sociallens import settings, stats
from sociallens.metrics import METRICS, Form
from sociallens.ui.safe import label
from sociallens.ui.sheet import heading
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
    """Show every metric with its definition and its formula."""
    heading(say("page-glossary"), say("glossary-about"))
    with st.container(border=True, key="card-metrics"):
        st.subheader(say("glossary-metrics"), anchor=False)
        for metric in METRICS.values():
            st.markdown(f"**{say(f'metric-{metric.name}')}**")
            st.markdown(say(f"metric-{metric.name}.definition"))
            counted = {"k": metric.k, "m": metric.minus, "n": metric.n}
            worded = {sign: say(f"count-{name}") for sign, name in counted.items() if name}
            target = f"{metric.wait.target:.0f} h" if metric.wait else ""
            formula = _FORMULAS[metric.form].replace("t", target)
            sentence = _SENTENCES.get(metric.form, "glossary-formula")
            st.caption(label(say(sentence, name=metric.name, formula=formula, **worded)))
    with st.container(border=True, key="card-sure"):
        st.subheader(say("glossary-sure"), anchor=False)
        st.markdown(say("interval-definition", few=stats.FEW))
        st.markdown(say("change-definition"))


def vocabularies() -> None:
    """Say what each topic, cause and severity means."""
    shown = screen.get()
    with st.container(border=True, key="card-vocabularies"):
        st.subheader(say("glossary-vocabularies"), anchor=False)
        for name in ("topic", "cause", "severity"):
            st.markdown(f"**{say(f'filter-{name}')}**")
            for term in shown.engine.taxonomy[name].values():
                meaning = term.meaning(shown.language)
                st.markdown(f"- {label(term.label(shown.language))}{say('colon')} {label(meaning)}")


def study() -> None:
    """Point to the published figures."""
    with st.container(border=True, key="card-study"):
        st.subheader(say("page-study"), anchor=False)
        st.markdown(say("study-link"))
        st.page_link(settings.ROOT / "pages" / "study.py", icon=":material/school:")
