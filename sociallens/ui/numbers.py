"""Headline numbers: the figure, k of n with its interval, what it covers, and the change."""

from sociallens.answers import Answer, Figure
from sociallens.blocks import Line, Number, Strip, Tone
from sociallens.estimates import entering
from sociallens.figures import Coverage
from sociallens.findings import Judged, headline
from sociallens.i18n import number, percent
from sociallens.metrics import METRICS, Metric
from sociallens.phrases import figure_words, interval, k_of_n, points, rate, signed
from sociallens.selection import Selection
from sociallens.ui.cards import definition
from sociallens.ui.destinations import counted
from sociallens.ui.questions import answer, before, usual
from sociallens.ui.state import screen
from sociallens.ui.wording import say

WIDE = 0.06  # of a rate's interval: beyond three points to each side it is said


def strip(*metrics: Metric, others: Selection | None = None) -> Strip:
    """The headline numbers of these metrics, in one frame.

    Beside them what is usual among one's peers or, if given, the figures of the `others`.
    """
    shown = screen.get()
    now, then = answer("summary"), before("summary")
    judged = headline(shown.engine, shown.selection, shown.scope)
    beside = _peers() or _others(others)
    items = [
        _number(
            now.figure(metric),
            _change(
                now.figure(metric), then.figure(metric) if then else None, judged.get(metric.name)
            ),
            beside.get(metric.name),
            _uncorrected(now, metric),
        )
        for metric in metrics
    ]
    return {"kind": "strip", "items": items}


def _peers() -> dict[str, str]:
    """What is usual among the peers of the page's merchant, in words, by metric."""
    worded = {}
    for name, median in usual("summary").items():
        metric, language = METRICS[name], screen.get().language
        if metric.form == "net":
            worded[name] = say("numbers-peers", figure=signed(median.value * 100, language))
        elif metric.form == "rate":
            worded[name] = say("numbers-peers", figure=percent(median.value, language))
    if screen.get().selection.corrected:  # medians are of what the machine counts
        return {name: say("estimate-line", line=line) for name, line in worded.items()}
    return worded


def _others(others: Selection | None) -> dict[str, str]:
    if others is None:
        return {}
    figures = answer("summary", others)
    each = {metric.name: figures.figure(metric) for metric in figures.table.metrics}
    words = {name: figure_words(figure, screen.get().language) for name, figure in each.items()}
    return {name: say("numbers-others", figure=text) for name, text in words.items() if text}


def _uncorrected(answer: Answer, metric: Metric) -> str:
    """Why a figure stays raw in a corrected view; empty where it does not."""
    figure = answer.figure(metric)
    if answer.correction is None or answer.correction.why or figure.labels is not None:
        return ""
    if metric.form == "count":
        return ""
    return say(f"estimate-raw-{entering(metric, screen.get().selection, ())}")


def _number(
    figure: Figure, change: Line | None, beside: str | None, uncorrected: str = ""
) -> Number:
    metric = figure.metric
    value, note = _value(figure)
    lines: list[Line] = [change] if change else []
    if uncorrected:
        lines.append({"text": uncorrected, "tone": "quiet"})
    if beside:
        lines.append({"text": beside, "tone": "quiet"})
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
    if metric.form != "net" and figure.k and (href := counted(metric.k)):
        words["href"] = href
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
    if figure.labels is not None:
        return figure_words(figure, language), corrected(figure)
    if metric.form == "net":
        return signed(figure.rate * 100, language), whole
    if figure.low is not None and figure.high is not None and figure.high - figure.low > WIDE:
        so_many += f" · {interval(figure.low, figure.high, language)}"
    return rate(figure.k, figure.n, language), so_many


def corrected(figure: Figure) -> str:
    """What a corrected figure was, and between which it lies."""
    language = screen.get().language
    if figure.metric.form == "net":
        low, high, was = (
            signed((side or 0) * 100, language) for side in (figure.low, figure.high, figure.raw)
        )
        whole = say("of-messages", count=figure.n, n=number(figure.n, language))
        between = say("between", low=low, high=high)
        return f"{say('estimate-figure', interval=between, raw=was)} · {whole}"
    between = interval(figure.low, figure.high, language)
    raw = f"{percent(figure.raw or 0, language)} ({k_of_n(figure.k, figure.n, language)})"
    return say("estimate-figure", interval=between, raw=raw)


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


def _change(figure: Figure, then: Figure | None, judged: Judged | None) -> Line | None:
    """The change against the compared period: its size, signed, and what a test says of it."""
    language, metric = screen.get().language, figure.metric
    if then is None:
        return None
    if metric.form == "count":
        if not then.k:
            return {"text": say("delta-none-before"), "tone": "quiet"}
        size = signed((figure.k / then.k - 1) * 100, language)
        return {"text": say("delta-count", size=size, before=number(then.k, language))}
    if judged is None or judged.change is None:
        few = "verdict-unlike" if judged and judged.unlike else "verdict-too_few"
        return {"text": say(few), "tone": "quiet"}
    verdict = say(f"verdict-{judged.verdict}")
    if judged.verdict != "shown":
        return {"text": verdict, "tone": "quiet"}
    good = (judged.change.size > 0) == (metric.better == "more")
    tone: Tone = "neutral" if metric.better == "neither" else "better" if good else "worse"
    line = f"{points(judged.change.size, language)}, {verdict}"
    if figure.labels is not None:  # the test is about what the machine counts
        line = say("estimate-line", line=line)
    return {"text": line, "tone": tone}
