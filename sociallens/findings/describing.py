"""What the messages in view are about: a description, no test."""

from sociallens.findings.counting import Counts
from sociallens.findings.kinds import NO_SUBJECT
from sociallens.findings.told import Clause
from sociallens.metrics import NEGATIVE_RATE, TOPIC_MIX
from sociallens.selection import Selection

_COUNTS = (TOPIC_MIX.k, TOPIC_MIX.n, NEGATIVE_RATE.k, NEGATIVE_RATE.n)


def described(counts: Counts, selection: Selection) -> tuple[Clause, ...]:
    """The topic that most messages are about, and how many are negative; empty without any.

    Without the topic where it is chosen: then it is said by the chips.

    Raises `StoreError`.
    """
    whole = counts.tally((), _COUNTS).get((), {})
    topics = {
        topic: cell[TOPIC_MIX.k]
        for (topic,), cell in counts.tally(("topic",), _COUNTS, lifted="").items()
        if topic and topic not in NO_SUBJECT["topic"] and cell[TOPIC_MIX.k]
    }
    clauses = []
    chosen = len(selection.values("topic") or ()) == 1
    if topics and not (chosen and selection.values("sentiment") is None):
        top = max(topics, key=lambda topic: (topics[topic], topic))
        view = selection.choose("topic", (top,))
        part = ("topic", top)
        n = whole[TOPIC_MIX.n]
        clauses.append(Clause(TOPIC_MIX.name, topics[top], n, "topics", view, part=part))
    if whole.get(NEGATIVE_RATE.n):
        view = selection.choose("sentiment", ("negative",))
        k, n = whole[NEGATIVE_RATE.k], whole[NEGATIVE_RATE.n]
        clauses.append(Clause(NEGATIVE_RATE.name, k, n, "conversations", view))
    return tuple(clauses)
