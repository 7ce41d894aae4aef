"""Where texts are unlike those that the model was fitted on.

Three signs, each a share: labels of low confidence among labels; messages in a language that is not
classified; words that the classifier's tables do not know among words. What is usual is what the
sources have whose texts the model was fitted on (`measured.table("usual")`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import polars as pl
from scipy.stats import norm

from sociallens.access import Scope
from sociallens.dimensions import DIMENSIONS, Bands
from sociallens.engine import Engine
from sociallens.engine.cache import cached
from sociallens.quality.measured import table
from sociallens.quality.words import unknown
from sociallens.selection import Selection
from sociallens.stats import FEW, LEVEL, wilson

Sign = Literal["unsure", "unclassified", "unknown"]
SIGNS: tuple[Sign, ...] = ("unsure", "unclassified", "unknown")
_BANDS = DIMENSIONS["confidence"].values
assert isinstance(_BANDS, Bands)
UNSURE = _BANDS.starts["medium"]  # a confidence below it is low
# Texts of a source whose words are looked at: a share of words is then known to about 1 point.
MOST = 300
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
    """A channel: its texts that were looked at, and the shares of what they have that is strange."""

    channel: str
    texts: int
    shares: Mapping[Sign, Share]

    @property
    def unlike(self) -> tuple[Sign, ...]:
        """In what the source is unlike those that the model knows, beyond chance."""
        if self.texts < LEAST:
            return ()
        return tuple(sign for sign in SIGNS if self.shares[sign].low > threshold(sign))


def threshold(sign: Sign) -> float:
    """Above which share a source is unlike those that the model was fitted on."""
    return max(FLOORS[sign], BEYOND * highest(sign))


def highest(sign: Sign) -> float:
    """The highest share among the sources that the model was fitted on."""
    among = {"unsure": "labelled", "unclassified": "texts", "unknown": "words"}[sign]
    shares = table("usual").select(pl.col(sign) / pl.col(among)).to_series()
    return float(shares.max() or 0.0)  # type: ignore[arg-type]


def sources(engine: Engine, selection: Selection, scope: Scope) -> tuple[Source, ...]:
    """The channels in view, the largest first, each by `MOST` of its texts spread over the view."""
    asked = replace(selection, compare="none", grain="")
    return cached(engine, ("sources", asked, scope), lambda: _sources(engine, asked, scope))


def _sources(engine: Engine, selection: Selection, scope: Scope) -> tuple[Source, ...]:
    counted = engine.counts(["messages"], [DIMENSIONS["channel"]], selection, scope)
    largest = counted.filter(pl.col("messages") > 0).sort(
        "messages", "channel", descending=[True, False]
    )
    return tuple(
        _source(channel, sample(engine, selection.choose("channel", (channel,)), scope, n), engine)
        for channel, n in largest.select("channel", "messages").rows()
    )


def sample(engine: Engine, selection: Selection, scope: Scope, whole: int) -> pl.DataFrame:
    """At most `MOST` messages with a text, in three runs: the latest, the middle, the first ones.

    The same ones each time. Runs, since a list is read by its place: any row for itself would read
    the files as often.
    """
    run = MOST // 3
    starts = [0] if whole <= MOST else [0, (whole - run) // 2, whole - run]
    limit = MOST if whole <= MOST else run
    parts = [engine.contributions(selection, scope, limit=limit, offset=start) for start in starts]
    return pl.concat(parts).filter(pl.col("text").str.contains(r"\p{L}"))


def _source(channel: str, texts: pl.DataFrame, engine: Engine) -> Source:
    labelled = texts.filter(pl.col("confidence").is_not_null())
    silent = texts.filter(pl.all_horizontal(pl.col("topic", "sentiment", "intent").is_null()))
    shares: dict[Sign, Share] = {
        "unsure": share(int((labelled["confidence"] < UNSURE).sum()), labelled.height),
        "unclassified": share(silent.height, texts.height),
        "unknown": clustered(unknown(texts["text"], engine.taxonomy.folder)),
    }
    return Source(channel, texts.height, shares)


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
    error = float(np.sqrt(((strange - rate * words) ** 2).sum() * m / (m - 1))) / n
    half = float(norm.ppf((1 + LEVEL) / 2)) * error
    return Share(k, n, max(rate - half, 0.0), min(rate + half, 1.0))
