"""From what is proven to what is told: one finding a subject, the weightiest first."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from sociallens.access import Scope
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.findings.counting import Counts
from sociallens.findings.describing import described
from sociallens.findings.judging import Judgement, Proven, Restricted, gather, judge
from sociallens.findings.kinds import PAGES, SERVICE, Kind, about
from sociallens.findings.ranking import (
    fitting,
    main_first,
    same,
    tone_of,
    various,
    without_repeats,
)
from sociallens.findings.told import Clause, Finding, Standing, Subject, Told, Tone
from sociallens.findings.waiting import TODO, waiting
from sociallens.metrics import UNANSWERED, VOLUME
from sociallens.selection import Selection
from sociallens.stats import FEW

MOST = 5  # findings of a page
MOST_CLAUSES = 4  # of a finding
FIRST, MERCHANTS = "overview", "merchants"
TOLD_OF_WAITING = (FIRST, "customer_service")


def told(engine: Engine, page: str, selection: Selection, scope: Scope, *, mine: str = "") -> Told:
    """What a page's figures answer, from the cache or worked out. Raises `StoreError`.

    With `mine`, a merchant, findings are about that one and about the whole, and no other.
    """
    question = ("told", page, selection, scope, mine)
    return cached(engine, question, lambda: _Page(engine, selection, scope, mine).told(page))


def told_about(
    engine: Engine,
    dimension: str,
    value: str,
    selection: Selection,
    scope: Scope,
    *,
    mine: str = "",
) -> Told:
    """What distinguishes one value of a dimension from its peers, and what changed.

    `selection` is the view around the fiche: whether it is narrowed to the value makes no
    difference. Raises `StoreError`, and `KeyError` for a dimension that has no fiches.
    """
    question = ("told about", dimension, value, selection, scope, mine)
    page = _Page(engine, selection.choose(dimension, (value,)), scope, mine)
    return cached(engine, question, lambda: page.about(dimension))


def verdicts(engine: Engine, selection: Selection, scope: Scope) -> Mapping[str, Standing]:
    """How each merchant's customer service stands against the others: by the page's own test.

    Of all merchants of the view, were it not narrowed to some. Raises `StoreError`.
    """
    return told(engine, MERCHANTS, selection.choose("site", None), scope).standings


class _Page:
    """One page of one view."""

    def __init__(self, engine: Engine, selection: Selection, scope: Scope, mine: str) -> None:
        self.engine, self.selection, self.scope, self.mine = engine, selection, scope, mine
        self.counts = Counts(engine, selection, scope)
        self.n = self.counts.tally((), (VOLUME.k,)).get((), {}).get(VOLUME.k, 0)

    def told(self, page: str) -> Told:
        if page not in PAGES:
            return self._told(page, self._description(), None)
        judgement = judge(PAGES[page], self.counts, self._restricted())
        groups = self._groups(judgement)
        if page == FIRST:
            groups = various(judgement.proven, groups)
        findings = [self._finding(group, judgement) for group in groups[:MOST]]
        if not judgement.candidates and self.n >= 2 * FEW:  # enough, but nothing to compare
            findings = self._description()
        backlog = self._backlog() if page in TOLD_OF_WAITING else None
        if backlog:
            findings.insert(1, backlog)
        return self._told(page, findings, judgement)

    def _description(self) -> list[Finding]:
        clauses = described(self.counts, self.selection)
        return [Finding("about", "neutral", None, clauses, 0.0)] if clauses else []

    def about(self, dimension: str) -> Told:
        judgement = judge(about(dimension), self.counts, self._restricted())
        groups = self._groups(judgement, single=True)
        findings = [self._finding(group, judgement) for group in groups[:MOST]]
        backlog = self._backlog() if dimension != "topic" else None
        if backlog:
            findings.insert(1, backlog)
        return self._told(dimension, findings, judgement)

    def _told(self, page: str, findings: Sequence[Finding], judgement: Judgement | None) -> Told:
        return Told(
            page,
            tuple(findings[:MOST]),
            judgement.detectable if judgement else None,
            len(judgement.candidates) if judgement else 0,
            self.selection.compare,
            self._standings(judgement) if judgement and page == MERCHANTS else {},
            self.n,
        )

    def _restricted(self) -> Restricted:
        chosen = {name: self.selection.values(name) for name in ("site", "channel", "topic")}
        chosen |= {name: self.selection.values(name) for name in ("cause", "community")}
        if self.mine and (chosen["site"] is None or self.mine in chosen["site"]):
            chosen["site"] = (self.mine,)
        return chosen

    def _backlog(self) -> Finding | None:
        """What waits for an answer: of one's own merchant where it is in view."""
        only = self._restricted()["site"]
        own = bool(self.mine) and only == (self.mine,)
        view = self.selection.choose("site", (self.mine,)) if own else self.selection
        clause = waiting(self.engine, view, self.scope)
        if clause is None:
            return None
        subject = ("site", self.mine) if own else None
        return Finding("waiting", "waiting", subject, (clause,), float(clause.k), own)

    def _groups(self, judgement: Judgement, *, single: bool = False) -> list[list[Proven]]:
        """What is proven by subject; on a page about one subject, by the thing about it."""
        groups: dict[object, list[Proven]] = {}
        for each in without_repeats(judgement.proven):
            subject, of = self._subject(each), each.candidate
            alone = single or subject is None or len(self._restricted()[subject[0]] or ()) == 1
            key = (subject, of.kind.metric.name, of.part) if alone else subject
            groups.setdefault(key, []).append(each)
        return sorted(groups.values(), key=lambda group: tone_of(group[0]) == "neutral")

    def _subject(self, proven: Proven) -> Subject | None:
        """Whom it is about; the whole view is the merchant that it is narrowed to."""
        kind, only = proven.candidate.kind, self.selection.values("site") or ()
        if kind.turned:
            return kind.part, proven.candidate.part
        if kind.by:
            return kind.by, proven.candidate.value
        return ("site", only[0]) if len(only) == 1 else None

    def _finding(self, proven: Sequence[Proven], judgement: Judgement) -> Finding:
        main, *others = main_first(proven)
        subject, tone = self._subject(main), tone_of(main)
        told = [main, *same(main, others), *fitting(judgement, main, tone)]
        told += [each for each in others if each not in told]
        waiting = self._unanswered(subject[1]) if tone == "worse" and _is_site(subject) else []
        clauses = [self._clause(each) for each in told[: MOST_CLAUSES - len(waiting)]]
        mine = bool(self.mine) and subject == ("site", self.mine)
        kind, weight = main.candidate.kind.name, max(each.weight for each in proven)
        return Finding(kind, tone, subject, (*clauses, *waiting), weight, mine)

    def _clause(self, proven: Proven) -> Clause:
        of, kind = proven.candidate, proven.candidate.kind
        view = self.selection
        for dimension, value in ((kind.by, of.value), (kind.part, of.part)):
            view = view.choose(dimension, (value,)) if dimension else view
        part = (kind.part, of.part) if kind.part else None
        return Clause(
            kind.metric.name,
            of.k,
            of.n,
            kind.page,
            view,
            kind.against,
            (kind.by, of.value) if kind.turned else part,
            of.k_other,
            of.n_other,
            proven.change,
        )

    def _unanswered(self, site: str) -> list[Clause]:
        """How many of a merchant's messages wait, where that is not all that does."""
        if self._restricted()["site"] is not None:
            return []
        view = self.selection.choose("site", (site,))
        count = self.counts.tally(("site",), (UNANSWERED,)).get((site,), {}).get(UNANSWERED, 0)
        return [Clause("waiting", count, 0, TODO, view)] if count else []

    def _standings(self, judgement: Judgement) -> Mapping[str, Standing]:
        """Of all merchants, whichever of them the sentences are about."""
        if self._restricted()["site"] is not None:
            return verdicts(self.engine, self.selection, self.scope)
        kind = Kind(SERVICE, "site")
        proven = {
            each.candidate.value: tone_of(each)
            for each in judgement.proven
            if each.candidate.kind == kind
        }
        return {
            each.value: _standing(proven.get(each.value)) if each.enough else "too_few"
            for each in gather(kind, self.counts, {**self._restricted(), "site": None})
        }


def _standing(tone: Tone | None) -> Standing:
    return tone if tone == "better" or tone == "worse" else "alike"


def _is_site(subject: Subject | None) -> TypeGuard[Subject]:
    return subject is not None and subject[0] == "site"
