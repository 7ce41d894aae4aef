"""What the evaluation found on our test texts: facts of the shipped model, no texts.

`python -m benchmarks.model_error` writes the tables beside this module. A `channel` or a `kind`
that is empty stands for all of them. Nothing here is ever applied to a figure: it is told beside.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).with_name("measured")
TABLES = ("texts", "right", "bias", "confusions", "confidence", "usual")
SHOPS, OTHERS = "shops", "others"  # kinds of sectors: what the terms were written for, and the rest
OF_SHOPS = ("ecommerce", "telecom")  # the sectors of the first kind
EVERY = ""  # all channels, all kinds
# An interval of a rate from fewer texts is so wide (±18 points) that it tells nothing.
LEAST = 30


@cache
def table(name: str) -> pl.DataFrame:
    """One of `TABLES`.

    All have `channel` and `kind` (text), counts (int), rates and bounds (float):

    - `texts`: `classifier` (its version), `n` test texts
    - `right`: `task`; of n labels that people gave k are the machine's, `accepted` acceptable
    - `bias`: `metric`; told k of n by the machine's labels and true k of n by those of people, of
      the same `n` texts; `size`, `low`, `high`: told less true, with its 95 % interval
    - `confusions`: `task`; of n texts that are `truth` the machine called k `told`
    - `confidence`: of n texts with a confidence from `low` to `high`, on average `said`, topic and
      sentiment of k are right
    - `usual`: for each source that the model was fitted on, of `texts` how many are `labelled`,
      of those `unsure`, how many are in a language that is not `classified`; of `words` `unknown`
    """
    text = {"channel": pl.String, "kind": pl.String}
    rows = pl.read_csv(FOLDER / f"{name}.csv", schema_overrides=text)
    return rows.with_columns(pl.col(text).fill_null(EVERY))


def kind(taxonomy: str) -> str:
    """The kind of a sector."""
    return SHOPS if taxonomy in OF_SHOPS else OTHERS


@dataclass(frozen=True)
class Bias:
    """How far a rate by the machine's labels is from that by people's, on the same texts.

    From -1 to 1, with a 95 % interval; below 0 the machine's is too low.
    """

    channel: str
    n: int
    size: float
    low: float
    high: float

    @property
    def shown(self) -> bool:
        """Whether the interval excludes zero."""
        return self.low > 0 or self.high < 0


def bias(metric: str, channel: str, of: str) -> Bias | None:
    """The bias of a metric's rate in a channel and a kind of sectors; None where too few texts.

    Too few: below `LEAST` in either denominator.
    """
    rows = table("bias").filter(metric=metric, channel=channel, kind=of)
    rows = rows.filter(pl.min_horizontal("told_n", "true_n") >= LEAST)
    for n, size, low, high in rows.select("n", "size", "low", "high").rows():
        return Bias(channel, n, size, low, high)
    return None


def measured(metric: str) -> bool:
    """Whether the evaluation knows a metric at all."""
    return metric in table("bias")["metric"]
