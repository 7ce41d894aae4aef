"""What is told first, and what is left out because it is told already."""

from collections.abc import Sequence

from sociallens.findings.judging import Judgement, Proven
from sociallens.findings.kinds import SERVICE
from sociallens.findings.told import Tone
from sociallens.metrics import NEGATIVE_RATE

# Whose sentence it is where several would say the same: the first.
DIMENSIONS_BY_RANK = ("site", "channel", "topic", "cause", "community", "")


def tone_of(proven: Proven) -> Tone:
    """Whether it is good or bad, where it is either."""
    better = proven.candidate.kind.metric.better
    if better == "neither":
        return "neutral"
    return "better" if (proven.change.size > 0) == (better == "more") else "worse"


def without_repeats(proven: Sequence[Proven]) -> list[Proven]:
    """Without what says the same of the same messages: of a whole that is one subject alone, of a
    channel that has one merchant, or of two of which one is better as the other is worse.
    """
    told: dict[object, Proven] = {}
    for each in sorted(proven, key=lambda each: DIMENSIONS_BY_RANK.index(each.candidate.kind.by)):
        of = each.candidate
        sides = frozenset([(of.k, of.n), (of.k_other, of.n_other)])
        told.setdefault((of.kind.metric, of.kind.against, of.kind.part, of.part, sides), each)
    kept = {id(each) for each in told.values()}
    return [each for each in proven if id(each) in kept]


def main_first(proven: Sequence[Proven]) -> list[Proven]:
    """The given order, but a change before the level that it led to."""
    first = proven[0]
    news = [
        each
        for each in same(first, proven)
        if each.candidate.kind.against == "before" and tone_of(each) == tone_of(first)
    ]
    return [*news, *(each for each in proven if each not in news)]


def same(main: Proven, others: Sequence[Proven]) -> list[Proven]:
    """Those about the same metric."""
    metric = main.candidate.kind.metric
    return [each for each in others if each.candidate.kind.metric == metric]


def fitting(judgement: Judgement, main: Proven, tone: Tone) -> list[Proven]:
    """The weightiest detail of the same subject that goes the same way as the finding."""
    of = main.candidate
    if tone == "neutral" or of.kind.metric not in (SERVICE, NEGATIVE_RATE):
        return []
    details = judgement.details(of.kind.by, of.value)
    return [each for each in details if (each.change.size > 0) == (tone == "worse")][:1]


def various(proven: Sequence[Proven], groups: Sequence[list[Proven]]) -> list[list[Proven]]:
    """The weightiest subject of each dimension and comparison, told by that one first.

    The dimension's own page tells the others. A subject that is told already tells all of itself.
    """
    by_fact = {id(each): group for group in groups for each in group}
    kinds: set[object] = set()
    kept: list[list[Proven]] = []
    for each in proven:
        kind = each.candidate.kind
        slot = (kind.by or kind.metric, kind.against)
        group = by_fact.get(id(each))
        if group and slot not in kinds:
            kinds.add(slot)
            if not any(each in other for other in kept):
                kept.append([each, *(other for other in group if other is not each)])
    return kept
