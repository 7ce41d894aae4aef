"""Headline numbers: the figure, k of n with its interval, what it covers, and the change."""

from sociallens import stats
from sociallens.answers import Figure
from sociallens.blocks import Line, Number, Strip, Tone
from sociallens.figures import Coverage
from sociallens.i18n import number, percent
from sociallens.metrics import Metric
from sociallens.phrases import change_words, figure_words, interval, k_of_n, points, rate, signed
from sociallens.selection import Selection
from sociallens.ui.cards import definition
from sociallens.ui.destinations import counted, messages
from sociallens.ui.questions import answer, before
from sociallens.ui.state import screen
from sociallens.ui.wording import say


def strip(*metrics: Metric, others: Selection | None = None) -> Strip:
    """The headline numbers of these metrics, in one frame; beside those of the `others`, if any."""
    now, then = answer("summary"), before("summary")
    rest = answer("summary", others) if others else None
    return {
        "kind": "strip",
        "items": [
            _number(
                now.figure(metric),
                then.figure(metric) if then else None,
                rest.figure(metric) if rest else None,
            )
            for metric in metrics
        ],
    }


def _number(figure: Figure, then: Figure | None, others: Figure | None) -> Number:
    metric = figure.metric
    value, note = _value(figure)
    change, tone = _change(figure, then)
    lines: list[Line] = [{"text": change, "tone": tone}] if change else []
    if others and (rest := figure_words(others, screen.get().language)):
        lines.append({"text": say("numbers-others", figure=rest), "tone": "quiet"})
    if figure.coverage and (covered := _covered(figure, figure.coverage)):
        lines.append({"text": covered, "tone": "quiet"})
    words: Number = {
        "name": metric.name,
        "title": say(f"metric-{metric.name}"),
        "help": definition(metric),
        "value": value,
        "counted": note,
        "lines": lines,
    }
    behind = counted(metric.k, screen.get().selection, screen.get().engine.taxonomy)
    if behind is not None and figure.k > 0 and metric.form != "net":
        words["href"] = messages(behind)
    return words


def _value(figure: Figure) -> tuple[str, str]:
    """The large figure and the small words under it."""
    language, metric = screen.get().language, figure.metric
    n = number(figure.n, language)
    if metric.form == "count":
        return number(figure.k, language), say("numbers-customers", count=figure.n, n=n)
    if not figure.n:
        unseen = figure.coverage and figure.coverage.merchants
        return "–", say("coverage-none" if unseen else f"nothing-{metric.name}")
    whole = say("of-messages", count=figure.n, n=n)
    so_many = k_of_n(figure.k, figure.n, language)
    if figure.few:
        few = say("too-few")
        return ("–", f"{whole} · {few}") if metric.form == "net" else (so_many, few)
    if figure.rate is None:
        return "–", ""
    if metric.form == "net":
        return signed(figure.rate * 100, language), whole
    between = interval(figure.low, figure.high, language)
    return rate(figure.k, figure.n, language), f"{so_many} · {between}"


def _covered(figure: Figure, coverage: Coverage) -> str:
    """For how many merchants a figure can be seen; empty where it is for all of them."""
    if not figure.n or (coverage.pooled and coverage.observed == coverage.merchants):
        return ""
    language = screen.get().language
    if coverage.pooled:
        return say("coverage", observed=coverage.observed, merchants=coverage.merchants)
    return say(
        "coverage-alone",
        observed=coverage.observed,
        merchants=coverage.merchants,
        merchant=coverage.largest,
        share=percent(coverage.share, language),
        rate=rate(figure.k, figure.n, language),
        counted=k_of_n(figure.k, figure.n, language),
    )


def _change(figure: Figure, then: Figure | None) -> tuple[str, Tone]:
    """The change against the compared period in words, and its tone where it is good or bad."""
    language, metric = screen.get().language, figure.metric
    if then is None:
        return "", ""
    k, n, k0, n0 = figure.k, figure.n, then.k, then.n
    if metric.form == "count":
        if not k0:
            return say("delta-none-before"), ""
        size = signed((k / k0 - 1) * 100, language)
        return say("delta-count", size=size, before=number(k0, language)), ""
    if figure.few or then.few:
        return say("delta-too-few"), ""
    if figure.rate is None or then.rate is None:
        return "", ""
    if metric.form == "net":
        size = points(figure.rate - then.rate, language)
        return say("delta-net", size=size, before=signed(then.rate * 100, language)), ""
    (change,) = stats.changes([k], [n], [k0], [n0])
    if change is None or not change.shown:
        return say("delta-not-shown", before=rate(k0, n0, language)), ""
    good = (change.size > 0) == (metric.better == "more")
    tone: Tone = "neutral" if metric.better == "neither" else "better" if good else "worse"
    return say("delta-shown", change=change_words(change, language)), tone
