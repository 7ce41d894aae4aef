"""Messages to read: a list and, beside it, the one that is open with its exchange."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from sociallens import answers, link
from sociallens.blocks import Choice, Excerpt, Link, Messages, Opened, Reader
from sociallens.i18n import number
from sociallens.link import View
from sociallens.selection import Order, Selection
from sociallens.telling import AMONG, telling
from sociallens.ui import labels, message
from sociallens.ui.cards import files
from sociallens.ui.destinations import CONVERSATIONS, of_view
from sociallens.ui.exchange import opened
from sociallens.ui.message import Row
from sociallens.ui.questions import readable
from sociallens.ui.state import screen
from sociallens.ui.wording import say

PAGE = 30  # messages of a list
ORDERS: tuple[Order, ...] = ("latest", "oldest", "gravest", "confidence")
# What a list is often narrowed to: the words, the dimension, its values.
Narrowing = tuple[str, str, tuple[str, ...]]
SEVERITIES: tuple[Narrowing, ...] = (
    ("reader-grave", "severity", ("high",)),
    ("reader-medium", "severity", ("medium",)),
    ("reader-low", "severity", ("low",)),
)
STARRED: Narrowing = ("reader-starred", "rating", ("1", "2", "3", "4", "5"))
EVERY: tuple[Narrowing, ...] = (
    *SEVERITIES,
    ("reader-unanswered", "answered", ("no",)),
    ("reader-followed", "outcome", ("still_negative", "thanked")),
    STARRED,
)


def reader(
    listed: Selection,
    *,
    orders: Sequence[Order] = ORDERS,
    narrowing: Sequence[Narrowing] = EVERY,
    aged: bool = False,
) -> Reader:
    """The messages of `listed`, which narrows the view on screen or is it, and the open one.

    `orders`: the first holds where the link says none of them. `aged`: told by their age.
    """
    shown = screen.get()
    view, count = shown.view, readable(listed)
    order = view.order if view.order in orders else orders[0]
    pages = max(1, ceil(count / PAGE))
    page = min(view.page, pages)
    rows = _rows(listed, order, (page - 1) * PAGE)
    here = replace(view, page=page, thread="", open="")
    thread, row = _open(rows)
    block: Reader = {
        "kind": "reader",
        "title": say("reader-list"),
        "search": {
            "label": say("search-label"),
            "hint": say("search-placeholder"),
            "value": shown.selection.q,
            "longest": link.LONGEST,
            "help": say("search-help"),
            "help_title": say("search-how"),
        },
        "narrowing": [_choice(*each, listed) for each in narrowing],
        "tasks": labels.tasks(),
        "orders": [_ordered(each, order) for each in orders],
        "exports": files(CONVERSATIONS, say("card-conversations"), here.of(listed)),
        "items": [_item(each, row, aged=aged) for each in rows],
        "place": _place(page, len(rows), count),
        "chosen": bool(view.thread),
        "back": {"text": say("thread-back"), "href": of_view(here)},
        "empty": say("latest-none"),
    }
    if page > 1:
        block["previous"] = _turned(here, page - 1, "reader-previous")
    if page < pages:
        block["next"] = _turned(here, page + 1, "reader-next")
    if row:
        block["opened"] = _opened(row, thread)
    elif view.thread:
        block["gone"] = say("thread-gone")
    return block


def few(selection: Selection, page: str = CONVERSATIONS, most: int = 5) -> Messages:
    """The messages of a selection that tell most, each a link to itself among all of them.

    `page`: that lists them all; another than that of conversations chooses its own of the view.
    """
    shown = screen.get()
    gravest = shown.engine.contributions(
        selection, shown.reader.texts(), order="gravest", limit=AMONG, columns=message.LISTED
    )
    rows = telling(gravest, most).rows(named=True)
    count = readable(selection)
    listed = selection if page == CONVERSATIONS else shown.selection
    every = replace(shown.view.of(listed), about="")
    block: Messages = {
        "kind": "messages",
        "items": [
            {
                **_item(row, None, aged=False),
                "href": of_view(_at(every, row), page),
                "text": message.marked(row),
            }
            for row in rows
        ],
        "empty": say("latest-none" if shown.reader.may("verbatims") else "texts-withheld"),
    }
    if count > len(rows):
        text = say("reader-all", n=number(count, shown.language))
        block["more"] = {"text": text, "href": of_view(every, page)}
    return block


def _rows(listed: Selection, order: Order, offset: int) -> Sequence[Row]:
    shown = screen.get()
    frame = shown.engine.contributions(
        listed, shown.reader.texts(), order=order, limit=PAGE, offset=offset
    )
    return frame.rows(named=True)


def _open(rows: Sequence[Row]) -> tuple[Sequence[Row], Row | None]:
    """The exchange of the open message, and the message; without one the first of the list."""
    shown = screen.get()
    if not shown.view.thread:
        if not rows:
            return (), None
        return _thread(rows[0]), rows[0]
    thread = shown.engine.thread(shown.view.thread, shown.reader.texts()).rows(named=True)
    named = (row for row in thread if row["id"] == shown.view.open)
    return thread, next(named, thread[0] if thread else None)


def _thread(row: Row) -> Sequence[Row]:
    """The exchange of a message; nobody need be asked where it is known to stand alone."""
    shown = screen.get()
    if row["contributions"] == 1:
        return (row,)
    return shown.engine.thread(row["conversation_id"], shown.reader.texts()).rows(named=True)


def _opened(row: Row, thread: Sequence[Row]) -> Opened:
    view = replace(screen.get().view, thread=row["conversation_id"], open="")
    return opened(row, thread, files(CONVERSATIONS, say("thread-title"), view))


def _item(row: Row, current: Row | None, *, aged: bool) -> Excerpt:
    shown = screen.get()
    item: Excerpt = {
        "key": row["id"],
        "href": of_view(_at(shown.view, row)),
        "facts": message.place(row),
        "when": message.age(row, shown.known.last) if aged else message.when(row),
        "text": message.shortened(row),
        "chips": message.brief_chips(row),
        "current": current is not None and row["id"] == current["id"],
    }
    others = (row["contributions"] or 1) - 1
    if others:
        counted = say("reader-others", count=others)
        item["more"] = {"text": counted}
    return item


def _at(view: View, row: Row) -> View:
    """The view with a message open. Its exchange is named too: lists change, links stay."""
    return replace(view, thread=row["conversation_id"], open=row["id"])


def _choice(words: str, dimension: str, values: tuple[str, ...], listed: Selection) -> Choice:
    """A way to narrow the list to values of a dimension, or out of it again."""
    shown = screen.get()
    counts = answers.choices(shown.engine, dimension, listed, shown.reader.texts())
    count = sum(counts.get(value, 0) for value in values)
    selected = shown.selection.values(dimension) == values
    choice: Choice = {
        "text": say(words),
        "count": number(count, shown.language),
        "selected": selected,
    }
    if count or selected:
        narrowed = shown.selection.without(dimension)
        narrowed = narrowed if selected else narrowed.choose(dimension, values)
        choice["href"] = of_view(shown.view.of(narrowed))
    return choice


def _ordered(order: Order, present: Order) -> Choice:
    shown = screen.get()
    view = replace(shown.view.of(shown.selection), order=order)
    href = of_view(view)
    return {"text": say(f"order-{order}"), "href": href, "selected": order == present}


def _turned(here: View, page: int, words: str) -> Link:
    return {"text": say(words), "href": of_view(replace(here, page=page))}


def _place(page: int, rows: int, count: int) -> str:
    language = screen.get().language
    first = (page - 1) * PAGE + 1
    last = number(first + rows - 1, language)
    return say("reader-place", first=number(first, language), last=last, n=number(count, language))
