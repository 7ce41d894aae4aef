"""Populations of messages drawn with numpy, and what findings ask of them: counts, no store."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from sociallens import taxonomy
from sociallens.findings.counting import Cube, Names, Tally
from sociallens.findings.judging import Judgement, Restricted, judge
from sociallens.findings.kinds import PAGES, TALLIED, Family, about
from sociallens.taxonomy import CUSTOMER_SERVICE

WORDS = taxonomy.load()
TOPICS, CAUSES = list(WORDS["topic"]), list(WORDS["cause"])
CUBES = {("site", "channel", "topic"): TALLIED, ("site", "channel", "cause"): ("negative_service",)}
PLANTED = "Site 0"  # whose rate differs in `with_planted`
FICHES = ("site", "channel", "topic", "cause")


@dataclass(frozen=True)
class Population:
    """Messages of two periods, a row each, as both periods' cubes."""

    messages: pl.DataFrame  # before, site, channel, topic, causes, negative, opens, answered
    known: dict[tuple[tuple[str, ...], Names, bool], Tally] = field(default_factory=dict)

    @cached_property
    def cubes(self) -> dict[tuple[tuple[str, ...], bool], Cube]:
        """The cube of the given dimensions, of the compared period or the present one."""
        return {
            (by, before): Cube.of(
                self._rows(by).filter(pl.col("before") == before).group_by(by).agg(
                    pl.col(names).sum()
                ),
                by,
                names,
            )
            for by, names in CUBES.items()
            for before in (False, True)
        }  # fmt: skip

    def _rows(self, by: tuple[str, ...]) -> pl.DataFrame:
        service, one = pl.col("topic") == CUSTOMER_SERVICE, pl.lit(1)
        negative, answered = pl.col("negative"), pl.col("answered")
        rows = self.messages.with_columns(
            messages=one,
            with_topic=one,
            with_sentiment=one,
            service=service.cast(int),
            negative_service=(service & negative).cast(int),
            conversations_observed=pl.col("opens").cast(int),
            conversations_answered=(pl.col("opens") & answered).cast(int),
            service_unanswered=(service & negative & pl.col("opens") & ~answered).cast(int),
        ).with_columns(negative=negative.cast(int))
        return rows.explode("causes").rename({"causes": "cause"}) if "cause" in by else rows

    def tally(
        self,
        by: tuple[str, ...],
        names: Names,
        *,
        before: bool = False,
        lifted: str | None = None,
    ) -> Tally:
        """See `Counts.tally`; nothing is chosen, so nothing to lift."""
        if (by, names, before) not in self.known:
            cube = self.cube(by, before=before, lifted="")
            self.known[by, names, before] = cube.summed(by, names)
        return self.known[by, names, before]

    def cube(self, by: tuple[str, ...], *, before: bool, lifted: str) -> Cube:
        """See `Counts.cube`; nothing is chosen, so nothing to lift."""
        whole = next(each for each in CUBES if set(by) <= set(each))
        return self.cubes[whole, before]

    def judged(self, family: Family, restricted: Restricted | None = None) -> Judgement:
        """What is proven of it."""
        return judge(family, self, restricted or {})


def drawn(
    draw: np.random.Generator, count: int, *, sites: int = 12, negative: float = 0.6
) -> Population:
    """Messages whose labels, merchants, channels and periods are drawn independently.

    Some merchants and channels have many messages, most have few.
    """

    def among(values: list[str]) -> list[str]:
        weights = 1 / np.arange(1, len(values) + 1)
        places = draw.choice(len(values), count, p=weights / weights.sum())
        return [values[place] for place in places]

    return Population(
        pl.DataFrame(
            {
                "before": draw.random(count) < 0.45,
                "site": among([f"Site {number}" for number in range(sites)]),
                "channel": among(list(WORDS["channel"])),
                "topic": among([CUSTOMER_SERVICE, *(t for t in TOPICS if t != CUSTOMER_SERVICE)]),
                "causes": [[CAUSES[place]] for place in draw.integers(len(CAUSES), size=count)],
                "negative": draw.random(count) < negative,
                "opens": draw.random(count) < 0.8,
                "answered": draw.random(count) < 0.3,
            }
        )
    )


def split(population: Population, draw: np.random.Generator) -> Population:
    """The same messages with merchants, channels, topics and periods shuffled among them."""
    shuffled = {
        name: population.messages[name].gather(draw.permutation(population.messages.height))
        for name in ("before", "site", "channel", "topic", "causes")
    }
    return Population(population.messages.with_columns(**shuffled))


def pages(population: Population) -> dict[str, Judgement]:
    """What is proven on each page, and on one fiche of each dimension that has them."""
    found = {page: population.judged(family) for page, family in PAGES.items()}
    first = {"site": "Site 1", "channel": "facebook", "topic": "offer", "cause": "delivery"}
    for dimension in FICHES:
        only = {dimension: (first[dimension],)}
        found[f"fiche {dimension}"] = population.judged(about(dimension), only)
    return found


def with_planted(
    draw: np.random.Generator, base: float, difference: float, *, n: int, others: int, change: bool
) -> Population:
    """One population but for one merchant, whose `n` messages of customer service differ.

    From its `others` peers with n messages each (in both periods), or, with `change`, from its
    own n messages of the period before. The only differences are between these rates.
    """
    sites = [f"Site {number}" for number in range(others + 1)]
    rows = len(sites) * n * 2
    site = np.repeat(sites, n * 2)
    before = np.tile(np.repeat([False, True], n), len(sites))
    differs = (site == PLANTED) & ~(before & change)
    return Population(
        pl.DataFrame(
            {
                "before": before,
                "site": site,
                "channel": draw.choice(list(WORDS["channel"])[:5], rows).tolist(),
                "topic": [CUSTOMER_SERVICE] * rows,
                "causes": [[CAUSES[place]] for place in draw.integers(len(CAUSES), size=rows)],
                "negative": draw.random(rows) < np.where(differs, base + difference, base),
                "opens": draw.random(rows) < 0.8,
                "answered": draw.random(rows) < 0.3,
            }
        )
    )
