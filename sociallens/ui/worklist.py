"""What waits for an answer: how much, how long, and where a reply would not be seen."""

from sociallens.answers import Figure
from sociallens.backlog import Backlog, backlog, todo
from sociallens.blocks import Card, Heading, Reader
from sociallens.findings import YEAR
from sociallens.i18n import number
from sociallens.metrics import BRAND_PARTICIPATION
from sociallens.ui import cards
from sociallens.ui.questions import answer
from sociallens.ui.reader import SEVERITIES, STARRED, few, reader
from sociallens.ui.state import screen
from sociallens.ui.wording import say


def heading() -> Heading:
    """How many complaints wait; where none does, whether one could be seen to."""
    shown = screen.get()
    waiting = backlog(shown.engine, shown.selection, shown.scope)
    seen = answer("summary").figure(BRAND_PARTICIPATION)
    if not waiting.messages:
        return cards.heading(*_nothing(seen))
    text = say(
        "todo",
        count=waiting.messages,
        n=number(waiting.messages, shown.language),
        grave=waiting.grave,
        of_them=number(waiting.grave, shown.language),
    )
    return cards.heading(text, " · ".join([say("todo-about"), *_oldest(waiting), *_covered(seen)]))


def messages() -> Reader | None:
    """The messages that wait, to read one by one; None where there is none."""
    shown = screen.get()
    waiting = todo(shown.selection, shown.engine.taxonomy)
    if not backlog(shown.engine, shown.selection, shown.scope).messages:
        return None
    return reader(
        waiting,
        orders=("gravest", "oldest", "confidence"),
        narrowing=(*SEVERITIES, STARRED),
        aged=True,
    )


def card() -> Card | None:
    """The gravest of the messages that wait, and the way to all of them; None where none does."""
    shown = screen.get()
    if not backlog(shown.engine, shown.selection, shown.scope).messages:
        return None
    return {
        "kind": "card",
        "name": "unanswered",
        "title": say("unanswered-title"),
        "subtitle": say("unanswered-about"),
        "body": few(todo(shown.selection, shown.engine.taxonomy), page="todo"),
    }


def _nothing(seen: Figure) -> tuple[str, str]:
    if not seen.n:
        return say("todo-unseen"), say("todo-unseen-about")
    return say("todo-none"), say("todo-none-about", count=seen.n)


def _oldest(waiting: Backlog) -> list[str]:
    if waiting.days is None:
        return []
    return [say("todo-oldest", days=waiting.days, years=waiting.days // YEAR)]


def _covered(seen: Figure) -> list[str]:
    """For how many merchants replies can be seen, where that is not all of them."""
    coverage = seen.coverage
    if coverage is None or coverage.observed == coverage.merchants:
        return []
    return [say("coverage", observed=coverage.observed, merchants=coverage.merchants)]
