"""The open message, and who answered what before and after it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from sociallens.blocks import Exchange, Export, Opened, Turn
from sociallens.i18n import lasting
from sociallens.passages import Segment, segments
from sociallens.ui import corrected, labels
from sociallens.ui.message import Row, chips, facts, hits, shortened, source, when, why, written
from sociallens.ui.state import screen
from sociallens.ui.wording import say

MOST = 100  # turns shown of one exchange: the file has them all


def opened(row: Row, thread: Sequence[Row], exports: Sequence[Export]) -> Opened:
    """A message as it was written, with its exchange where somebody else wrote in it."""
    shown: Opened = {
        "key": row["id"],
        "title": say("reader-opened"),
        "facts": facts(row),
        "text": written(row),
        "chips": chips(row),
        "why": [*corrected.lines(row), *why(row, corrected.given(row))],
        "why_title": say("why"),
    }
    if row["role"] == labels.CUSTOMER:
        shown["labels"] = labels.shown_labels(row, corrected.marks(row))
    if link := source(row):
        shown["source"] = link
    if len(thread) > 1:
        shown["exchange"] = _exchange(row, thread, exports)
    return shown


def _exchange(row: Row, thread: Sequence[Row], exports: Sequence[Export]) -> Exchange:
    exchange: Exchange = {
        "title": say("reader-exchange"),
        "turns": [_turn(thread, place, row["id"]) for place in range(min(len(thread), MOST))],
        "exports": exports,
    }
    if len(thread) > MOST:
        exchange["note"] = say("reader-exchange-more", count=len(thread) - MOST)
    return exchange


def _turn(thread: Sequence[Row], place: int, opened_id: str) -> Turn:
    row = thread[place]
    side: Literal["brand", "customer"] = "customer" if _customer(row) else "brand"
    told = [_name(thread, row), when(row), _delay(thread, place)]
    turn: Turn = {
        "key": row["id"],
        "side": side,
        "facts": " · ".join(filter(None, told)),
        "text": shortened(row) if row["id"] == opened_id else _whole(row),
    }
    return {**turn, "opened": say("reader-this")} if row["id"] == opened_id else turn


def _whole(row: Row) -> list[Segment]:
    """The text of another message than the open one: what decided that is no matter here."""
    return segments(row["text"], hits(row)) if row["text"] else written(row)


def _customer(row: Row) -> bool:
    return row["role"] not in ("brand", "moderator")


def _name(thread: Sequence[Row], row: Row) -> str:
    """The merchant, or what a customer is: the one who began, or another."""
    if row["role"] == "brand":
        return str(row["site"])
    first = next((each for each in thread if each["role"] == "customer"), row)
    if row["role"] == "customer" and row["author"] and row["author"] != first["author"]:
        return say("reader-other-customer")
    shown = screen.get()
    return shown.engine.taxonomy.label("role", row["role"], shown.language)


def _delay(thread: Sequence[Row], place: int) -> str:
    """How long a customer waited for this reply; empty where there is no telling."""
    row = thread[place]
    asked = next((each for each in reversed(thread[:place]) if _customer(each)), None)
    if _customer(row) or asked is None or not (asked["published_at"] and row["published_at"]):
        return ""
    exact = asked["date_precision"] == row["date_precision"] == "instant"
    passed: timedelta = row["published_at"] - asked["published_at"]
    if passed < (timedelta() if exact else timedelta(days=1)):
        return ""
    delay = lasting(passed, screen.get().language, least="minute" if exact else "day")
    return say("reader-after", delay=delay)
