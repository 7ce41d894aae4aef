"""What pages are made of: the answer on top, and cards that can be taken away."""

from sociallens import link, stats
from sociallens.blocks import Body, Card, Export, Heading, Stack
from sociallens.metrics import Metric
from sociallens.ui.state import screen
from sociallens.ui.wording import say

FILES = ("csv", "xlsx")
# Tables of which something goes without saying under the title: `note-<table>`.
NOTES = ("causes", "merchants", "channel_topic", "channel_sentiment", "topic_sentiment")


def heading(text: str, detail: str = "") -> Heading:
    """The page's answer, before its figures."""
    return {"kind": "heading", "text": text, "detail": detail}


def card(name: str, body: Body, subtitle: str = "", definition: str = "", span: int = 1) -> Card:
    """The card of a table."""
    notes = [definition, say(f"note-{name}") if name in NOTES else ""]
    return {
        "kind": "card",
        "name": name,
        "title": say(f"card-{name}"),
        "subtitle": subtitle,
        "help": "\n\n".join(filter(None, notes)),
        "exports": exports(name),
        "span": span,
        "body": body,
    }


def stack(*blocks: Card | None, span: int = 1) -> Stack | None:
    """Cards below each other in one column; None where there is none."""
    shown = [block for block in blocks if block]
    return {"kind": "stack", "blocks": shown, "span": span} if shown else None


def exports(table: str) -> list[Export]:
    """The ways to take a table away."""
    return [export(table, kind) for kind in FILES]


def export(table: str, kind: str) -> Export:
    """The table's address as a file of a kind: the file and the address are one thing."""
    shown = screen.get()
    return {
        "text": kind.upper(),
        "title": say("csv-help", table=say(f"card-{table}")),
        "href": f"/export/{table}.{kind}?{link.query_string(shown.view, shown.known)}",
    }


def definition(metric: Metric) -> str:
    """What the small question mark beside a figure says."""
    text = say(f"metric-{metric.name}.definition")
    return (
        f"{text}\n\n{say('interval-definition', few=stats.FEW)}" if metric.k != metric.n else text
    )


def nothing_words(metric: Metric) -> str:
    """Why a card has no figure: nothing in view that its metric could count."""
    return say("nothing-here", metric=say(f"metric-{metric.name}"))
