"""The glossary: every figure and vocabulary, worded from their declarations."""

from collections.abc import Mapping, Sequence

from sociallens import stats
from sociallens.blocks import Glossary, Passage, Section, Term
from sociallens.metrics import METRICS, Form, Metric
from sociallens.ui.destinations import address
from sociallens.ui.state import screen
from sociallens.ui.wording import say

# How a metric's counts make its figure; of the other forms the definition says it all.
FORMULAS: Mapping[Form, str] = {"rate": "glossary-rate", "net": "glossary-net"}


def glossary() -> Glossary:
    """Every term that the pages use, in sections."""
    figures = [_metric(metric) for metric in METRICS.values()]
    sure = [
        _term("interval", say("glossary-interval"), say("interval-definition", few=stats.FEW)),
        _term("change", say("glossary-change"), say("change-definition")),
        _term("correction", say("glossary-correction"), say("correction-definition")),
        _term("audit", say("glossary-audit"), say("audit-definition")),
        _term("kappa", say("glossary-kappa"), say("kappa-definition")),
    ]
    return {
        "kind": "glossary",
        "search": say("glossary-search"),
        "found": say("glossary-found"),
        "sections": [
            _section("figures", say("glossary-metrics"), figures),
            *(
                _section(name, say(f"filter-{name}"), _vocabulary(name))
                for name in ("topic", "cause", "severity")
            ),
            _section("sure", say("glossary-sure"), sure),
        ],
    }


def study() -> Passage:
    """Where the published figures are."""
    link = address("study", screen.get().selection)
    return {
        "kind": "passage",
        "name": "study",
        "title": say("page-study"),
        "paragraphs": [say("study-link")],
        "links": [{"text": say("study-open"), "href": link}],
    }


def _section(key: str, title: str, terms: Sequence[Term]) -> Section:
    return {"key": f"section-{key}", "title": title, "terms": terms}


def _term(key: str, name: str, text: str, formula: str = "") -> Term:
    return {"key": key, "name": name, "text": text, "formula": formula}


def _metric(metric: Metric) -> Term:
    name = f"metric-{metric.name}"
    return _term(metric.name, say(name), say(f"{name}.definition"), _formula(metric))


def _formula(metric: Metric) -> str:
    """How the figure is made of counts, in words; empty where the definition says it all."""
    if metric.form not in FORMULAS:
        return ""
    counted = {"k": metric.k, "m": metric.minus, "n": metric.n}
    worded = {sign: say(f"count-{name}") for sign, name in counted.items() if name}
    return say(FORMULAS[metric.form], **worded)


def _vocabulary(name: str) -> list[Term]:
    shown = screen.get()
    return [
        _term(f"{name}-{key}", term.label(shown.language), term.meaning(shown.language))
        for key, term in shown.engine.taxonomy[name].items()
    ]
