"""What is told of a view: findings, each in clauses with their figures and their links."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sociallens.findings.kinds import Against
from sociallens.selection import Comparison, Selection
from sociallens.stats import Change

Tone = Literal["worse", "better", "waiting", "neutral"]
Standing = Literal["better", "worse", "alike", "too_few"]
Subject = tuple[str, str]  # a dimension and its value


@dataclass(frozen=True)
class Clause:
    """A figure of a finding, and where a click on it leads.

    `k` of `n`, beside `k_other` of `n_other` of what it is compared with. Without a `change` it
    is a description: nothing is compared. Of messages that wait, `n` is how many of `k` are grave.
    """

    says: str  # a metric's name, or `waiting`
    k: int
    n: int
    page: str
    selection: Selection
    against: Against | None = None
    part: Subject | None = None
    k_other: int = 0
    n_other: int = 0
    change: Change | None = None
    days: int | None = None  # for how long the oldest has waited

    @property
    def rate(self) -> float:
        """k / n."""
        return self.k / self.n if self.n else 0.0


@dataclass(frozen=True)
class Finding:
    """One sentence: about whom, what, and whether it is good. The first clause is the main one."""

    kind: str
    tone: Tone
    subject: Subject | None
    clauses: tuple[Clause, ...]
    weight: float  # messages that the proven part of the main difference is about
    mine: bool = False  # the subject is the reader's own merchant

    @property
    def main(self) -> Clause:
        """What the sentence says first."""
        return self.clauses[0]


@dataclass(frozen=True)
class Told:
    """All that a page's figures answer.

    `judged`: how many differences were tested together. `detectable`: the difference, 0 to 1,
    that would have been seen four times in five. `standings`: of merchants, on their page.
    """

    page: str
    findings: tuple[Finding, ...]
    detectable: float | None
    judged: int
    compare: Comparison = "none"
    standings: Mapping[str, Standing] = field(default_factory=dict)
    n: int = 0  # customers' messages in view
