"""The kinds of findings, declared once: what is compared with what, for whom, and on which page.

A kind's words are `finding-<metric>-<against>-<more or less>` and the like in
`locales/*/findings.ftl`; its test is that of `sociallens.findings.judging`, the same for all.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sociallens import metrics as m
from sociallens.metrics import Metric

Against = Literal["others", "before"]
NO_SUBJECT: Mapping[str, frozenset[str]] = {"topic": frozenset({"none"})}  # says nothing of anyone


@dataclass(frozen=True)
class Kind:
    """One comparison.

    `by`: the dimension whose values are its subjects, each against the others of that dimension
    pooled without it, or against itself in the compared period; "" is the view as a whole.
    `part`: of a share, the dimension whose value has that share of the subject's messages;
    `turned`: told of the part, which has a larger share in this one than in the others.
    """

    metric: Metric
    by: str = ""
    part: str = ""
    against: Against = "others"
    turned: bool = False

    @property
    def name(self) -> str:
        """Its name: `site-negative_rate_customer_service-others`."""
        return "-".join(filter(None, (self.by, self.metric.name, self.against)))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions of its counts."""
        return tuple(filter(None, (self.by, self.part)))

    @property
    def counts(self) -> tuple[str, str]:
        """The counts of its metric."""
        return self.metric.k, self.metric.n

    @property
    def alike_by(self) -> str:
        """The dimension of which each value must have the same sources in both periods, or ""."""
        own = self.by in ("site", "channel", "topic") and self.metric.form != "share"
        return self.by if own else ""

    @property
    def sources(self) -> tuple[str, ...]:
        """What tells sources apart: merchants and channels, or of a share merchants alone."""
        return ("site",) if self.metric.form == "share" else ("site", "channel")

    @property
    def page(self) -> str:
        """The page that shows more of it."""
        if self.metric in (SERVICE, m.CAUSE_SHARE):
            return "customer_service"
        return {"site": "merchants", "channel": "channels", "topic": "topics"}.get(
            self.by, "overview"
        )


SERVICE = m.NEGATIVE_RATE_CUSTOMER_SERVICE


def _kinds(metric: Metric, *by: str, against: Against = "others") -> list[Kind]:
    return [Kind(metric, each, against=against) for each in by]


_SERVICE_CHANGES = _kinds(SERVICE, "", "site", against="before")
_REPLY_CHANGES = _kinds(m.BRAND_PARTICIPATION, "", "site", against="before")
_MERCHANTS = [*_kinds(SERVICE, "site"), *_kinds(m.BRAND_PARTICIPATION, "site")]
_CAUSES_OF = Kind(m.CAUSE_SHARE, "site", "cause")


@dataclass(frozen=True)
class Family:
    """The kinds whose candidates are judged together.

    `details`: judged only for the subjects that `kinds` found, among themselves (Benjamini and
    Bogomolov 2014, "Selective inference on multiple families of hypotheses").
    """

    kinds: tuple[Kind, ...]
    details: tuple[Kind, ...] = ()


PAGES: Mapping[str, Family] = {
    "overview": Family(
        (
            *_SERVICE_CHANGES,
            *_REPLY_CHANGES,
            *_MERCHANTS,
            *_kinds(m.NEGATIVE_RATE, "", "channel", "topic", against="before"),
            *_kinds(m.CAUSE_SHARE, "cause", against="before"),
        ),
        (_CAUSES_OF,),
    ),
    "channels": Family(
        (
            *_kinds(m.NEGATIVE_RATE, "channel"),
            *_kinds(m.NEGATIVE_RATE, "channel", against="before"),
            *_kinds(m.CHANNEL_SHARE, "channel", against="before"),
            *_kinds(m.BRAND_PARTICIPATION, "channel"),
        ),
        (Kind(m.TOPIC_MIX, "channel", "topic"),),
    ),
    "topics": Family(
        (
            *_kinds(m.NEGATIVE_RATE, "topic"),
            *_kinds(m.NEGATIVE_RATE, "topic", against="before"),
            *_kinds(m.TOPIC_MIX, "topic", against="before"),
        ),
        (Kind(m.CHANNEL_SHARE, "topic", "channel"),),
    ),
    "customer_service": Family(
        (
            *_SERVICE_CHANGES,
            *_kinds(m.CAUSE_SHARE, "cause", against="before"),
            *_kinds(SERVICE, "channel"),
            *_kinds(SERVICE, "channel", against="before"),
            *_kinds(m.BRAND_PARTICIPATION, "", against="before"),
        )
    ),
    "merchants": Family((*_MERCHANTS, *_SERVICE_CHANGES[1:], *_REPLY_CHANGES[1:]), (_CAUSES_OF,)),
}


_MIXES = (m.CAUSE_SHARE, m.TOPIC_MIX, m.CHANNEL_SHARE)
_FICHES: Mapping[str, tuple[tuple[Metric, ...], tuple[Metric, ...]]] = {  # rates, mixes within it
    "site": ((SERVICE, m.BRAND_PARTICIPATION), _MIXES),
    "channel": ((m.NEGATIVE_RATE, SERVICE, m.BRAND_PARTICIPATION), (m.CAUSE_SHARE, m.TOPIC_MIX)),
    "community": ((m.NEGATIVE_RATE, SERVICE, m.BRAND_PARTICIPATION), (m.CAUSE_SHARE, m.TOPIC_MIX)),
    "topic": ((m.NEGATIVE_RATE,), (m.CHANNEL_SHARE,)),
    "cause": ((), ()),  # its messages are negative ones of customer service, all of them
}


def about(dimension: str) -> Family:
    """The kinds of a fiche: all that distinguishes one value of a dimension, and what changed."""
    rates, mixes = _FICHES[dimension]
    each: tuple[Against, ...] = ("before", "others")
    return Family(
        (
            *(Kind(rate, dimension, against=against) for rate in rates for against in each),
            *(Kind(mix, dimension, against="before") for mix in _MIXES if mix.over == dimension),
            *(Kind(mix, dimension, mix.over) for mix in mixes),
            *([Kind(m.CAUSE_SHARE, "site", "cause", turned=True)] if dimension == "cause" else []),
        )
    )


def _every() -> Iterator[Kind]:
    for family in (*PAGES.values(), *map(about, _FICHES)):
        yield from (*family.kinds, *family.details)


def _crossed() -> Mapping[frozenset[str], tuple[str, ...]]:
    """The counts that kinds ask for by several dimensions."""
    asked: dict[frozenset[str], dict[str, None]] = {}
    for kind in _every():
        asked.setdefault(frozenset(kind.dimensions), {})[kind.metric.k] = None
        if kind.against == "before":
            sources = frozenset(filter(None, (kind.alike_by, *kind.sources)))
            asked.setdefault(sources, {})[kind.metric.n] = None
    return {by: tuple(names) for by, names in asked.items() if len(by) > 1}


# The counts that all kinds need.
TALLIED = tuple(dict.fromkeys((m.UNANSWERED, *(name for kind in _every() for name in kind.counts))))
_CROSSED = _crossed()


def counted(by: Collection[str]) -> tuple[str, ...]:
    """The counts to ask for by dimensions: of few cells all, as they serve several kinds."""
    return _CROSSED.get(frozenset(by), TALLIED)
