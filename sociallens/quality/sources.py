"""Where texts are unlike those that the model was fitted on.

Three signs, each a share: labels of low confidence among labels; messages in a language that is not
classified; words that the classifier's tables do not know among words. What is usual is what the
sources have whose texts the model was fitted on (`measured.table("usual")`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl
from scipy.stats import norm

from sociallens import taxonomy
from sociallens.access import Scope, TextScope
from sociallens.dimensions import DIMENSIONS, Bands
from sociallens.engine import Engine
from sociallens.engine.cache import cached
from sociallens.quality.measured import table
from sociallens.quality.words import unknown
from sociallens.selection import Selection
from sociallens.stats import FEW, LEVEL, wilson

Sign = Literal["unsure", "unclassified", "unknown"]
SIGNS: tuple[Sign, ...] = ("unsure", "unclassified", "unknown")
# What each share is among, in `measured.table("usual")`.
_AMONG: Mapping[Sign, str] = {"unsure": "labelled", "unclassified": "texts", "unknown": "words"}
_BANDS = DIMENSIONS["confidence"].values
assert isinstance(_BANDS, Bands)
UNSURE = _BANDS.starts["medium"]  # a confidence below it is low
# The latest texts of a source or a month that are looked at: a share of words is then known to
# about 1 point, one of messages to about 5.
MOST = 300
STEPS = 18  # months; a longer time is told by quarters
LEAST = 30  # fewer say nothing of a source
# A source is unlike the known ones where its share is surely above the highest of theirs by a
# quarter: they differ among themselves by as much from one sample of texts to another.
BEYOND = 1.25
# Below these no share is strange, however rare it was: one message in twenty moves no figure.
FLOORS: Mapping[Sign, float] = {"unsure": 0.3, "unclassified": 0.05, "unknown": 0.05}


@dataclass(frozen=True)
class Share:
    """A share with its 95 % interval; `low` and `high` are nan where n is 0."""

    k: int
    n: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        """k of n; nan where n is 0."""
        return self.k / self.n if self.n else float("nan")


@dataclass(frozen=True)
class Source:
    """Texts of a channel or of a step of time, and the shares of what is strange in them."""

    of: str | date
    texts: int
    shares: Mapping[Sign, Share]

    @property
    def unlike(self) -> tuple[Sign, ...]:
        """In what the texts are unlike those that the model knows, beyond chance."""
        if self.texts < LEAST:
            return ()
        return tuple(sign for sign in SIGNS if self.shares[sign].low > threshold(sign))


def threshold(sign: Sign) -> float:
    """Above which share texts are unlike those that the model was fitted on."""
    return max(FLOORS[sign], BEYOND * highest(sign))


def highest(sign: Sign) -> float:
    """The highest share among the sources that the model was fitted on."""
    shares = table("usual").select(pl.col(sign) / pl.col(_AMONG[sign])).to_series().to_list()
    return float(max(shares))


def channels(engine: Engine, selection: Selection, scope: Scope) -> tuple[Source, ...]:
    """The channels in view, the largest first. Raises `StoreError`."""
    counted = _counted(engine, "channel", selection, scope)
    looked_at = _looked_at(engine, "channel", selection, scope)
    return tuple(sorted(looked_at, key=lambda source: (-counted[source.of], source.of)))


def grain(engine: Engine, selection: Selection, scope: Scope) -> str:
    """The step of time in which a view is told. Raises `StoreError`."""
    return "month" if len(_counted(engine, "month", selection, scope)) <= STEPS else "quarter"


def course(engine: Engine, selection: Selection, scope: Scope) -> tuple[Source, ...]:
    """The steps of the view's time, by their first day. Raises `StoreError`."""
    return _looked_at(engine, grain(engine, selection, scope), selection, scope)


def _counted(
    engine: Engine, dimension: str, selection: Selection, scope: Scope
) -> Mapping[str | date, int]:
    """The values of a dimension that have messages, and how many."""
    asked = replace(selection.raw, compare="none", grain="")
    rows = cached(
        engine,
        ("messages", dimension, asked, scope),
        lambda: engine.counts(["messages"], [DIMENSIONS[dimension]], asked, scope),
    )
    return dict(rows.drop_nulls().filter(pl.col("messages") > 0).rows())


def _looked_at(
    engine: Engine, dimension: str, selection: Selection, scope: Scope
) -> tuple[Source, ...]:
    """What is strange in the latest texts of each value of a dimension, in its order."""
    asked = replace(selection.raw, compare="none", grain="")

    def look() -> tuple[Source, ...]:
        rows = engine.latest(DIMENSIONS[dimension], MOST, asked, TextScope(scope))  # for counting
        texts = rows.filter(pl.col("text").str.contains(r"\p{L}").fill_null(False))
        texts = texts.hstack(unknown(texts["text"], *_sectors(engine)))
        groups = texts.group_by(dimension, maintain_order=True)
        return tuple(Source(of, each.height, shares(each)) for (of,), each in groups)

    return cached(engine, ("strange", dimension, asked, scope), look)


def _sectors(engine: Engine) -> list[Path]:
    """Where the terms stand by which the store's texts are read: its own and its merchants'."""
    own = sorted(set(engine.merchants.sectors.values()))
    return [engine.taxonomy.folder, *(taxonomy.load(name).folder for name in own)]


def shares(texts: pl.DataFrame) -> Mapping[Sign, Share]:
    """The signs of texts with their labels, how many `words` each has and how many `unknown`."""
    labelled = texts.filter(pl.col("confidence").is_not_null())
    silent = texts.filter(pl.all_horizontal(pl.col("topic", "sentiment").is_null()))
    return {
        "unsure": share(int((labelled["confidence"] < UNSURE).sum()), labelled.height),
        "unclassified": share(silent.height, texts.height),
        "unknown": clustered(texts),
    }


def share(k: int, n: int) -> Share:
    """A share of messages, by Wilson's interval."""
    low, high = wilson([k], [n])
    return Share(k, n, float(low[0]), float(high[0]))


def clustered(texts: pl.DataFrame) -> Share:
    """The share of `unknown` among `words`, of texts drawn whole.

    Words of one text are no independent draws: the variance is that of a ratio of sums over texts,
    Σ (u - r w)² / (Σ w)² · m / (m - 1) (Cochran 1977, "Sampling Techniques", 6.4).
    """
    of = texts.filter(pl.col("words") > 0)
    strange, words = of["unknown"].to_numpy(), of["words"].to_numpy()
    k, n, m = int(strange.sum()), int(words.sum()), len(words)
    if m < FEW:
        return Share(k, n, float("nan"), float("nan"))
    rate = k / n
    if strange.std() == 0 and words.std() == 0:  # one text again and again tells no variance
        low, high = wilson([rate * m], [m])
        return Share(k, n, float(low[0]), float(high[0]))
    error = float(np.sqrt(((strange - rate * words) ** 2).sum() * m / (m - 1))) / n
    half = float(norm.ppf((1 + LEVEL) / 2)) * error
    return Share(k, n, max(rate - half, 0.0), min(rate + half, 1.0))
