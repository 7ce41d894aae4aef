"""What pages are made of: the answer on top, and cards that can be taken away."""

from sociallens import link, stats
from sociallens.blocks import Body, Card, Export, Heading, Stack
from sociallens.export import needs
from sociallens.forms import FORMS
from sociallens.link import View
from sociallens.metrics import Metric
from sociallens.ui.state import screen
from sociallens.ui.wording import say

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
    return files(table, say(f"card-{table}"), screen.get().view)


def files(table: str, title: str, view: View) -> list[Export]:
    """A table of a view as files: the address of one and the file are one thing.

    None where the reader may take nothing away.
    """
    shown = screen.get()
    if not shown.reader.may(*needs(table)):
        return []
    query = link.query_string(view, shown.known)
    return [
        {
            "text": form.name,
            "title": say("file-help", table=title, form=form.name),
            "href": f"/export/{table}.{kind}?{query}",
        }
        for kind, form in FORMS.items()
        if form.offered
    ]


def definition(metric: Metric) -> str:
    """What the small question mark beside a figure says."""
    text = say(f"metric-{metric.name}.definition")
    return (
        f"{text}\n\n{say('interval-definition', few=stats.FEW)}" if metric.k != metric.n else text
    )


def nothing_words(metric: Metric) -> str:
    """Why a card has no figure: nothing in view that its metric could count."""
    return say("nothing-here", metric=say(f"metric-{metric.name}"))
