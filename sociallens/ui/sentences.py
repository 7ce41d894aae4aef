"""The first sentence of every page: the finding, and the line below it."""

import polars as pl

from sociallens import stats
from sociallens.findings import Moved, change_words, interval, k_of_n, moves, rate
from sociallens.i18n import number
from sociallens.metrics import NEGATIVE_RATE_CUSTOMER_SERVICE as HEADLINE
from sociallens.metrics import Metric
from sociallens.tables import TABLES
from sociallens.ui.state import screen
from sociallens.ui.view import answer, before, say
from sociallens.ui.wording import value_label

Finding = tuple[str, str]


def _summary(metric: Metric) -> dict[str, float | None]:
    return dict(answer("summary").row(by_predicate=pl.col("metric") == metric.name, named=True))


def _label(name: str, key: str) -> str:
    return value_label(screen.get(), name, key)


def _small(text: str) -> str:
    """A label inside a sentence: `Service client` as `service client`."""
    return text[:1].lower() + text[1:]


def overview() -> Finding:
    """How unhappy customer service makes people, and what changed most."""
    language = screen.get().language
    row = _summary(HEADLINE)
    k, n = int(row["k"] or 0), int(row["n"] or 0)
    causes = answer("causes").sort("k", descending=True)
    if not n:
        sentence = say("finding-overview-none")
    elif n < stats.FEW or causes.is_empty():
        sentence = say("finding-overview-few", n=n)
    else:
        sentence = say(
            "finding-overview",
            k=number(k, language),
            n=number(n, language),
            cause=_small(_label("cause", causes["cause"][0])),
        )
    between = interval(row["low"], row["high"], language)
    figure = say("finding-rate", rate=rate(k, n, language), interval=between)
    return sentence, " · ".join(
        part for part in (figure if n >= stats.FEW else "", _moved()) if part
    )


def _moved() -> str:
    """What changed most among channels, topics and causes; empty without a comparison."""
    found: list[tuple[str, Moved]] = []
    for name in ("channels", "topics", "causes"):
        table, then = TABLES[name], before(name)
        if then is None:
            return ""
        (by,) = table.by
        found += [(by, moved) for moved in moves(answer(name), then, by, table.metric)]
    if not found:
        return say("finding-moved-none")
    by, largest = max(found, key=lambda each: abs(each[1].change.size))
    change = change_words(largest.change, screen.get().language)
    return say("finding-moved", what=_small(_label(by, largest.key)), change=change)


def _first(table: str, by: str, key: str, name: str) -> Finding:
    language = screen.get().language
    frame = answer(table).sort("k", descending=True)
    if frame.is_empty():
        return say("nothing-title"), ""
    row = frame.row(0, named=True)
    count = say("of-messages", count=row["n"], n=number(row["n"], language))
    between = interval(row["low"], row["high"], language)
    detail = say("finding-channels-detail", k=number(row["k"], language), n=count, interval=between)
    share = rate(row["k"], row["n"], language)
    return say(key, **{name: _label(by, row[by])}, share=share), detail


def channels() -> Finding:
    """The channel where most is said."""
    return _first("channels", "channel", "finding-channels", "channel")


def topics() -> Finding:
    """The topic that most is said about."""
    return _first("topics", "topic", "finding-topics", "topic")


def customer_service() -> Finding:
    """The headline rate, with k of n and its interval."""
    language = screen.get().language
    row = _summary(HEADLINE)
    k, n = int(row["k"] or 0), int(row["n"] or 0)
    if n < stats.FEW:
        text = say("finding-service-few", k=number(k, language), n=number(n, language))
        return (text if n else say("finding-overview-none")), ""
    between = interval(row["low"], row["high"], language)
    detail = say("finding-service-detail", k_of_n=k_of_n(k, n, language), interval=between)
    return say("finding-service", rate=rate(k, n, language)), detail


def merchants() -> Finding:
    """How many merchants there are, and how many can be compared."""
    frame = answer("merchants")
    ranked = frame.filter(pl.col("n") >= stats.FEW).height
    return say("finding-merchants", count=frame.height, ranked=ranked), ""


def conversations() -> Finding:
    """How many messages are listed."""
    language = screen.get().language
    count = int(answer("summary")["k"][0])
    return say("finding-conversations", count=count, n=number(count, language)), ""


def roles() -> list[str]:
    """What each channel is for, from its own figures."""
    language = screen.get().language
    said = answer("channel_topic").filter(pl.col("topic") != "none").sort("k", descending=True)
    moods = answer("channel_sentiment").filter(pl.col("sentiment") == "negative")
    unhappy = {row["channel"]: row for row in moods.rows(named=True)}
    lines = []
    for row in answer("channels").sort("k", descending=True).rows(named=True):
        name = _label("channel", row["channel"])
        top = said.filter(pl.col("channel") == row["channel"])
        if row["k"] < stats.FEW or top.is_empty():
            lines.append(say("role-line-few", channel=name, n=row["k"]))
            continue
        first = top.row(0, named=True)
        mood = unhappy.get(row["channel"])
        negative = rate(mood["k"], mood["n"], language) if mood else rate(0, first["n"], language)
        lines.append(
            say(
                "role-line",
                channel=name,
                topic=_small(_label("topic", first["topic"])),
                share=rate(first["k"], first["n"], language),
                negative=negative,
            )
        )
    return lines
