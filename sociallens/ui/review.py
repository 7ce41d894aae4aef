"""The page where people label: what to label first, an audit, and what was corrected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sociallens.blocks import Block, Tabs
from sociallens.link import PARTS
from sociallens.ui import correcting, review_audit, review_corrections, review_queue
from sociallens.ui.destinations import REVIEW, of_view
from sociallens.ui.state import screen
from sociallens.ui.wording import say

Rows = Sequence[Sequence[Block | None]]
_PARTS: Mapping[str, Callable[[], Rows]] = {
    "queue": review_queue.rows,
    "audit": review_audit.rows,
    "corrections": review_corrections.rows,
}


def parts() -> Sequence[str]:
    """The parts that there are for the reader: audits and the log are of all messages."""
    return PARTS if correcting.everywhere() else PARTS[:1]


def part() -> str:
    """The part of the page in view."""
    named = screen.get().view.part
    return named if named in parts() else PARTS[0]


def rows() -> Rows:
    """The parts of the page, and the one in view."""
    return [[_tabs()], *_PARTS[part()]()]


def files() -> None:
    """What is taken away and brought in, where what was corrected is in view."""
    if part() == "corrections":
        review_corrections.files()


def _tabs() -> Tabs:
    here = part()
    return {
        "kind": "tabs",
        "label": say("review-parts"),
        "items": [
            {
                "text": say(f"review-{name}"),
                "href": of_view(replace(screen.get().view, part=name), REVIEW),
                "here": name == here,
            }
            for name in parts()
        ],
    }
