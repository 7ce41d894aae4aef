"""The test of findings: the same for all kinds, and for all candidates of a page together."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from sociallens.figures import MOST_OF_ONE
from sociallens.findings.counting import Cube, Names, Tally
from sociallens.findings.kinds import NO_SUBJECT, Family, Kind
from sociallens.metrics import Metric
from sociallens.stats import FEW, LEVEL, Change, changes, detectable, discoveries

Source = TypeVar("Source", bound=Hashable)
LIKE = 0.8  # of the messages on each side, from sources that are on the other side too
Restricted = Mapping[str, tuple[str, ...] | None]  # dimension -> the only values to speak of


class Asked(Protocol):
    """What counts are asked of: `Counts`, or a test's own."""

    def tally(
        self,
        by: tuple[str, ...],
        names: Names,
        *,
        before: bool = False,
        lifted: str | None = None,
    ) -> Tally:
        """See `Counts.tally`."""

    def cube(self, by: tuple[str, ...], *, before: bool, lifted: str) -> Cube | None:
        """See `Counts.cube`."""


@dataclass(frozen=True)
class Candidate:
    """k of n of a subject, beside k of n of what it is compared with."""

    kind: Kind
    value: str  # of the dimension `by`
    part: str
    k: int
    n: int
    k_other: int
    n_other: int

    @property
    def enough(self) -> bool:
        """Whether both sides have enough messages for a rate."""
        return min(self.n, self.n_other) >= FEW


@dataclass(frozen=True)
class Proven:
    """A candidate and its difference; proven where a judgement holds it."""

    candidate: Candidate
    change: Change

    @property
    def weight(self) -> float:
        """The messages that the proven part of the difference is about."""
        return self.change.proven * self.candidate.n


@dataclass(frozen=True)
class Judgement:
    """What is proven among so many candidates, the weightiest first."""

    family: Family
    asked: Asked
    restricted: Restricted
    candidates: tuple[Candidate, ...]
    proven: tuple[Proven, ...]

    @property
    def detectable(self) -> float | None:
        """The difference that would have been seen: in half the candidates of the first kind."""
        if not self.candidates:
            return None
        first = [each for each in self.candidates if each.kind == self.candidates[0].kind]
        tests = len(self.candidates)
        return float(np.median([detectable(c.k / c.n, c.n, c.n_other, tests) for c in first]))

    def details(self, by: str, value: str) -> list[Proven]:
        """What is proven of the details of a subject found, these among themselves.

        At a level that shrinks with the share of subjects found among those judged.
        """
        found = {each.candidate.value for each in self.proven if each.candidate.kind.by == by}
        subjects = {each.value for each in self.candidates if each.kind.by == by}
        own = [
            each
            for kind in self.family.details
            if kind.by == by and value in found
            for each in gather(kind, self.asked, {**self.restricted, by: (value,)})
            if each.enough
        ]
        return _proven(_compared(own), (1 - LEVEL) * len(found) / len(subjects)) if own else []


def judge(family: Family, asked: Asked, restricted: Restricted) -> Judgement:
    """What is proven of a family's candidates at a false-discovery rate of 5 %."""
    gathered = (each for kind in family.kinds for each in gather(kind, asked, restricted))
    candidates = tuple(each for each in gathered if each.enough)
    proven = _proven(_compared(candidates), 1 - LEVEL)
    return Judgement(family, asked, restricted, candidates, tuple(proven))


def _compared(candidates: Sequence[Candidate]) -> list[Proven]:
    """The candidates with their differences."""
    sides = ([getattr(each, name) for each in candidates] for name in _SIDES)
    pairs = zip(candidates, changes(*sides), strict=True)
    return [Proven(each, change) for each, change in pairs if change]


_SIDES = ("k", "n", "k_other", "n_other")


def _proven(compared: Sequence[Proven], level: float) -> list[Proven]:
    """Those that are proven, the weightiest first."""
    found = {id(change) for change in discoveries([each.change for each in compared], level)}
    proven = [each for each in compared if id(each.change) in found and each.change.shown]
    return sorted(proven, key=lambda each: -each.weight)


def gather(kind: Kind, asked: Asked, restricted: Restricted) -> Iterator[Candidate]:
    """The candidates of a kind, whatever their n; none without a period to compare with."""
    if kind.against == "before":
        cells = _moves(kind, asked)
    elif kind.part:
        cells = _parts(kind, asked, restricted)
    else:
        cells = _levels(kind, asked)
    for cell in cells:
        values = ((kind.by, cell.value), (kind.part, cell.part))
        if all(_spoken_of(*each, restricted) for each in values):
            yield cell


def _spoken_of(dimension: str, value: str, restricted: Restricted) -> bool:
    if not dimension:
        return True
    only = restricted.get(dimension)
    named = bool(value) and value not in NO_SUBJECT.get(dimension, ())
    return named and (only is None or value in only)


def _levels(kind: Kind, asked: Asked) -> Iterator[Candidate]:
    """Each value against the others, pooled."""
    k, n = kind.metric.k, kind.metric.n
    now = asked.tally((kind.by,), (k, n))
    all_k, all_n = _total(now, k), _total(now, n)
    for (value,), own in now.items():
        others = all_k - own[k], all_n - own[n]
        yield Candidate(kind, value, "", own[k], own[n], *others)


def _parts(kind: Kind, asked: Asked, restricted: Restricted) -> Iterator[Candidate]:
    """The share of each part in each value, against its share in the others, pooled."""
    count = kind.metric.k
    now = asked.tally((kind.by, kind.part), (count,))
    whole = asked.tally((kind.by,), (count,))
    all_n = _total(whole, count)
    all_k = Counter[str]()
    for (_, part), cell in now.items():
        all_k[part] += cell[count]
    for (value,), own in whole.items():
        if not _spoken_of(kind.by, value, restricted):
            continue  # of hundreds of merchants a finding asks about one
        for part, total in all_k.items():
            k = now.get((value, part), {}).get(count, 0)
            others = total - k, all_n - own[count]
            yield Candidate(kind, value, part, k, own[count], *others)


def _moves(kind: Kind, asked: Asked) -> Iterator[Candidate]:
    """Each value, or the whole, against itself before."""
    if not kind.by and not _common(kind.metric, asked):
        return
    k, n = kind.metric.k, kind.metric.n
    now, then = (asked.tally(kind.dimensions, (k, n), before=before) for before in (False, True))
    if not then:
        return
    none = {k: 0, n: 0}
    wholes = [
        asked.tally((), (k, n), before=before, lifted=kind.by).get((), none)
        for before in (False, True)
    ]
    alike = _like_with_like(kind, asked)
    for key in dict.fromkeys((*now, *then)):
        own, former = now.get(key, none), then.get(key, none)
        among, before = wholes if kind.metric.form == "share" else (own, former)
        value = key[0] if key else ""
        if alike.get(value, alike.get("", False)):
            yield Candidate(kind, value, "", own[k], among[n], former[k], before[n])


def _like_with_like(kind: Kind, asked: Asked) -> Mapping[str, bool]:
    """For each value, or "" for all: whether its sources are the same in both periods.

    Else a change may be one of sources: of what was imported, not of what customers say.
    """
    by = tuple(dict.fromkeys(filter(None, (kind.alike_by, *kind.sources))))
    now, then = (asked.cube(by, before=before, lifted=kind.by) for before in (False, True))
    if now is None or then is None:
        return {}
    parts = [
        one.shared(other, kind.alike_by, kind.sources, kind.metric.n)
        for one, other in ((now, then), (then, now))
    ]
    return {
        value: all(_mostly(*part.get(value, (0, 0))) for part in parts)
        for value in parts[0].keys() | parts[1].keys()
    }


def shared(now: Mapping[Source, int], then: Mapping[Source, int]) -> bool:
    """Whether most messages of each side are of sources that the other has too."""
    common = now.keys() & then.keys()
    return all(
        _mostly(sum(side[key] for key in common), sum(side.values())) for side in (now, then)
    )


def _mostly(common: int, whole: int) -> bool:
    return common >= LIKE * whole


def _common(metric: Metric, asked: Asked) -> bool:
    """Whether a figure that some sources do not show is not that of one of several merchants."""
    if not metric.possible:
        return True
    each = [cell[metric.n] for cell in asked.tally(("site",), (metric.n,), lifted="").values()]
    return len(each) < 2 or max(each) <= MOST_OF_ONE * sum(each)


def _total(tally: Tally, name: str) -> int:
    return sum(cell[name] for cell in tally.values())
