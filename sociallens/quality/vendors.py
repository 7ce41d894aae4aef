"""The mood that a listening tool sent along, and the model's: where they agree, who is right."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sociallens.access import Scope
from sociallens.engine import Engine
from sociallens.engine.cache import cached
from sociallens.quality.audited import judged
from sociallens.selection import Selection
from sociallens.stats import FEW, LEVEL, Kappa, kappa_of, paired

MOODS = ("negative", "neutral", "positive")


@dataclass(frozen=True)
class Agreement:
    """Of `n` messages in view both judged, `same` have the same mood; `table`: tool by model."""

    n: int
    same: int
    table: tuple[tuple[int, ...], ...]
    kappa: Kappa | None


def agreement(engine: Engine, selection: Selection, scope: Scope) -> Agreement:
    """How far the tool and the model agree on the messages in view. Raises `StoreError`."""
    asked = replace(selection.raw, compare="none", grain="")
    rows = cached(engine, ("opinions", asked, scope), lambda: engine.opinions(asked, scope))
    counts = {(tool, told): n for tool, told, n in rows.rows()}
    table = tuple(tuple(counts.get((tool, told), 0) for told in MOODS) for tool in MOODS)
    matrix = np.array(table)
    return Agreement(
        int(matrix.sum()),
        int(matrix.trace()),
        table,
        kappa_of(matrix) if matrix.sum() >= FEW else None,
    )


@dataclass(frozen=True)
class Contest:
    """Of `n` audited messages with a mood of both, how often each says what people say.

    `model_alone`, `tool_alone`: where one of them does and the other does not.
    """

    n: int
    both: int
    model_alone: int
    tool_alone: int

    @property
    def model(self) -> int:
        """How often the model is right."""
        return self.both + self.model_alone

    @property
    def tool(self) -> int:
        """How often the tool is right."""
        return self.both + self.tool_alone

    @property
    def p(self) -> float:
        """How likely so large a difference is by chance: McNemar's exact test."""
        return paired(self.model_alone, self.tool_alone)

    @property
    def better(self) -> str:
        """`model` or `tool`, where that one is proven to be right more often; else empty."""
        if self.n < FEW or self.p > 1 - LEVEL:
            return ""
        return "model" if self.model_alone > self.tool_alone else "tool"


def contest(engine: Engine, scope: Scope) -> Contest:
    """Who is right on the audit's messages. Raises `StoreError`."""
    rows = judged(engine, scope).filter(pl.col("tool").is_not_null(), task="sentiment")
    model, tool = rows["told"] == rows["truth"], rows["tool"] == rows["truth"]
    return Contest(
        rows.height,
        int((model & tool).sum()),
        int((model & ~tool).sum()),
        int((tool & ~model).sum()),
    )
