"""The first sentence of every page: the finding, and the line below it."""

import polars as pl

from sociallens import stats
from sociallens.i18n import number
from sociallens.metrics import NEGATIVE_RATE_CUSTOMER_SERVICE as HEADLINE
from sociallens.metrics import SENTIMENT_MIX
from sociallens.phrases import Move, change_words, figure_words, interval, k_of_n, moves, rate
from sociallens.tables import TABLES
from sociallens.ui.questions import answer, before, total
from sociallens.ui.state import screen
from sociallens.ui.wording import say, small

Finding = tuple[str, str]


def _label(name: str, key: str) -> str:
    return screen.get().names.value(name, key)


def overview() -> Finding:
    """How unhappy customer service makes people, and what changed most."""
    language = screen.get().language
    figure = answer("summary").figure(HEADLINE)
    k, n = figure.k, figure.n
    causes = answer("causes").selected.top()
    if not n:
        sentence = say("finding-overview-none")
    elif figure.few:
        sentence = say("finding-overview-few", n=n)
    elif causes.is_empty():
        sentence = say("finding-service", rate=rate(k, n, language))
    else:
        sentence = say(
            "finding-overview",
            k=number(k, language),
            n=number(n, language),
            cause=small(_label("cause", causes["cause"][0])),
        )
    details = [_largest_move()]
    if not figure.few:
        between = interval(figure.low, figure.high, language)
        details.insert(0, say("finding-rate", rate=rate(k, n, language), interval=between))
    return sentence, " · ".join(filter(None, details))


def _largest_move() -> str:
    """What changed most among channels, topics and causes; empty without a comparison."""
    candidates: list[tuple[str, Move]] = []
    for name in ("channels", "topics", "causes"):
        table, compared = TABLES[name], before(name)
        if compared is None:
            return ""
        (by,) = table.by
        now = answer(name).selected.rows
        candidates += [(by, move) for move in moves(now, compared.rows, by, table.metric)]
    if not candidates:
        return say("finding-moved-none")
    by, largest = max(candidates, key=lambda candidate: abs(candidate[1].change.size))
    change = change_words(largest.change, screen.get().language)
    return say("finding-moved", what=small(_label(by, largest.key)), change=change)


def _first(table: str, sentence: str) -> Finding:
    """The largest share of a table of one dimension, in the message `sentence`."""
    language, mix = screen.get().language, answer(table)
    (by,) = mix.table.by
    top = mix.selected.top()
    if top.is_empty():
        return say("nothing-title"), ""
    key = top[by][0]
    figure = mix.figure(mix.table.metric, **{by: key})
    share = figure_words(figure, language)
    whole = say("of-messages", count=figure.n, n=number(figure.n, language))
    between = interval(figure.low, figure.high, language)
    counted = number(figure.k, language)
    detail = say("finding-channels-detail", k=counted, n=whole, interval=between)
    return say(sentence, **{by: _label(by, key)}, share=share), detail


def channels() -> Finding:
    """The channel where most is said."""
    return _first("channels", "finding-channels")


def topics() -> Finding:
    """The topic that most is said about."""
    return _first("topics", "finding-topics")


def customer_service() -> Finding:
    """The headline rate, with k of n and its interval."""
    language = screen.get().language
    figure = answer("summary").figure(HEADLINE)
    k, n = figure.k, figure.n
    if figure.few:
        text = say("finding-service-few", count=k, k=number(k, language), n=number(n, language))
        return (text if n else say("finding-overview-none")), ""
    between = interval(figure.low, figure.high, language)
    detail = say("finding-service-detail", k_of_n=k_of_n(k, n, language), interval=between)
    return say("finding-service", rate=rate(k, n, language)), detail


def merchants() -> Finding:
    """How many merchants there are, and how many can be compared."""
    frame = answer("merchants").selected.rows
    ranked = frame.filter(pl.col("n") >= stats.FEW).height
    return say("finding-merchants", count=frame.height, ranked=ranked), ""


def conversations() -> Finding:
    """How many messages are listed."""
    language = screen.get().language
    count = total()
    return say("finding-conversations", count=count, n=number(count, language)), ""


def roles() -> list[str]:
    """What each channel is for, from its own figures."""
    language = screen.get().language
    topics = answer("channel_topic").top().filter(pl.col("topic") != "none")
    moods = answer("channel_sentiment")
    sentences = []
    for channel, messages in answer("channels").selected.top().select("channel", "k").rows():
        name = _label("channel", channel)
        top = topics.filter(pl.col("channel") == channel)
        if messages < stats.FEW or top.is_empty():
            sentences.append(say("role-line-few", channel=name, n=messages))
            continue
        first = top.row(0, named=True)
        negative = moods.figure(SENTIMENT_MIX, channel=channel, sentiment="negative")
        sentences.append(
            say(
                "role-line",
                channel=name,
                topic=small(_label("topic", first["topic"])),
                share=rate(first["k"], first["n"], language),
                negative=rate(negative.k, negative.n or first["n"], language),
            )
        )
    return sentences
