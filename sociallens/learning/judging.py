"""Whether corrected weights are better than those in use: on texts that they were not fitted on.

People correct what is wrong more readily than they confirm what is right. Where labels are right
less often among what they said than they are held to be in general, their corrections are no
picture of the messages, and a model that follows them spoils what it had right. Each then counts so
much that labels are right as often as they are held to be (weights by outcome, as in case-control
samples; Manski & Lerman, Econometrica 45, 1977), and what is spoilt is judged by confirmations
alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, sqrt

import numpy as np
import polars as pl
from scipy.stats import t as student

from sociallens.classify import model
from sociallens.classify.terms import Matrix
from sociallens.learning.fitting import Codes, Share, correction, logs_of
from sociallens.learning.samples import Samples
from sociallens.stats import kappa, wilson

NEEDED = 40  # texts with a label, below which nothing is fitted
CONFIRMED = 15  # of these, whose label was right before: what a correction may not spoil
REPEATS, FOLDS, INNER = 4, 5, 3
STRENGTHS = (300.0, 100.0, 30.0, 10.0)  # of the prior, in texts
_SURE = 0.975
_LEAST = 0.01


@dataclass(frozen=True)
class Judged:
    """One table of weights before and after, on texts it was not fitted on. Shares from 0 to 1.

    `before`, `after`: how often the label is right. `difference`, from `low` to `high` (95 %): what
    is added to the chance that is given to the right label, which moves long before labels do; of
    corrections that are no picture of the messages, to how often it is right, and `more` is how
    many confirmations they lack to be one. Without enough texts nothing is fitted: `missing` more
    are needed, or as many (`unconfirmed`) that confirm a label. Labels that do not agree with those
    in use beyond chance (`agrees`) teach nothing but which of them are frequent.
    """

    task: str
    label: str
    n: int
    confirmed: int
    missing: int = 0
    unconfirmed: int = 0
    more: int = 0
    agrees: bool = True
    before: float = 0.0
    after: float = 0.0
    difference: float = 0.0
    low: float = 0.0
    high: float = 0.0

    @property
    def better(self) -> bool:
        """Whether the weights are better beyond chance, and right more often for it."""
        return self.agrees and self.low > 0 and self.after > self.before


@dataclass(frozen=True)
class Task:
    """The texts of which one label is known, as the model that decides it reads them."""

    name: str
    label: str
    samples: Samples
    places: pl.Series  # of the texts among the samples
    values: Matrix
    codes: Codes
    right: np.ndarray  # whether the weights in use are right
    usual: float  # how often the label is held to be right among all messages
    picture: bool  # whether it may be right as often among these
    agrees: bool  # people with the labels in use, beyond chance (Cohen's kappa)
    counted: Share

    @classmethod
    def of(cls, name: str, label: str, samples: Samples, usual: float) -> "Task":
        """Those of the samples whose label is a class of the table."""
        names = model.classes(samples.weights[name])
        told = samples.labels[label]
        known = np.asarray(told.is_in(names).fill_null(False).arg_true(), np.intp)
        read = samples.readings.get(name)
        heard = known[np.isin(known, read.places)] if read else known[:0]
        places = pl.Series(heard, dtype=pl.UInt32)
        now = samples.predicted(samples.weights)[label]
        right = (now == told).fill_null(False).gather(places).to_numpy()
        codes = np.array([names.index(each) for each in told.gather(places)], np.intp)
        values = read.of(heard) if read else np.zeros((0, samples.weights[name].height))
        said = kappa(now.gather(places).fill_null("").to_list(), told.gather(places).to_list())
        agrees = said is not None and said.low > 0
        picture = bool(wilson(right.sum(), len(right))[1] >= usual)
        counts = np.ones(len(right)) if picture else counted(right, usual)
        return cls(
            name, label, samples, places, values, codes, right, usual, picture, agrees, counts
        )

    @property
    def prior(self) -> Matrix:
        """The weights in use."""
        table = self.samples.weights[self.name]
        return table.select(model.classes(table)).cast(pl.Float64).to_numpy()

    def fitted(self, rows: Codes, draw: np.random.Generator) -> pl.DataFrame:
        """The weights corrected on some of the texts, as a table like that in use."""
        return self._table(self._corrected(rows, self._strength(rows, draw)))

    def _corrected(self, rows: Codes, strength: float) -> Matrix:
        added = correction(
            self.values[rows], self.codes[rows], self.counted[rows], self.prior, strength
        )
        return np.asarray(self.prior + added, np.float64)

    def _strength(self, rows: Codes, draw: np.random.Generator) -> float:
        """The strength of the prior with which other texts surprise least."""
        told = dict.fromkeys(STRENGTHS, 0.0)
        for seen, unseen in folds(self.codes[rows], INNER, draw):
            for strength in STRENGTHS:
                weights = self._corrected(rows[seen], strength)
                logs = logs_of(self.values[rows[unseen]], self.codes[rows[unseen]], weights)
                told[strength] += float(self.counted[rows[unseen]] @ logs)
        return max(STRENGTHS, key=lambda strength: told[strength])

    def _table(self, weights: Matrix) -> pl.DataFrame:
        table = self.samples.weights[self.name]
        columns = dict(zip(model.classes(table), weights.T, strict=True))
        return table.with_columns(pl.Series(n, v).round(4) + 0.0 for n, v in columns.items())

    def chances(self, table: pl.DataFrame, rows: Codes) -> Share:
        """The chance that a table gives to the right label, as sure of itself as that in use.

        Weights that say the same more firmly are no better.
        """
        weights = table.select(model.classes(table)).cast(pl.Float64).to_numpy()
        firm, firmer = (_firmness(self.values[rows] @ each) for each in (self.prior, weights))
        even = weights * (firm / firmer if firmer else 1.0)
        return np.exp(logs_of(self.values[rows], self.codes[rows], even))

    def right_with(self, table: pl.DataFrame, rows: Codes) -> np.ndarray:
        """Whether the labels are right where this table takes the place of that in use."""
        places = self.places[rows]
        weights = {**self.samples.weights, self.name: table}
        now = self.samples.predicted(weights, places)[self.label]
        told = self.samples.labels[self.label].gather(places)
        return (now == told).fill_null(False).to_numpy()


def counted(right: np.ndarray, usual: float) -> Share:
    """What each text counts, so that labels are right as often as `usual`."""
    if not right.any():
        return np.ones(len(right))
    share = right.mean()
    weights = np.where(right, usual / share, (1 - usual) / (1 - share))
    # Few that count much tell less than as many that count alike.
    return np.asarray(weights * weights.sum() / (weights**2).sum(), np.float64)


def _firmness(margins: Matrix) -> float:
    """How far the margins of classes are apart."""
    return float(margins.std(axis=1).mean())


def folds(codes: Codes, count: int, draw: np.random.Generator) -> Iterator[tuple[Codes, Codes]]:
    """Splits into texts seen and unseen, each class spread over all."""
    order = draw.permutation(len(codes))
    fold = np.empty(len(codes), np.intp)
    fold[order[np.argsort(codes[order], kind="stable")]] = np.arange(len(codes)) % count
    for nth in range(count):
        yield np.flatnonzero(fold != nth), np.flatnonzero(fold == nth)


def judge(task: Task, seed: int = 0) -> Judged:
    """The labels of texts by weights that were fitted on the others, against those in use."""
    n, confirmed = len(task.codes), int(task.right.sum())
    missing, unconfirmed = max(NEEDED - n, 0), max(CONFIRMED - confirmed, 0)
    if missing or unconfirmed:
        return Judged(task.name, task.label, n, confirmed, missing, unconfirmed)
    draw = np.random.default_rng(seed)
    after, change = np.zeros(n), -task.chances(task.samples.weights[task.name], np.arange(n))
    for _ in range(REPEATS):
        for seen, unseen in folds(task.codes, FOLDS, draw):
            table = task.fitted(seen, draw)
            after[unseen] += task.right_with(table, unseen) / REPEATS
            change[unseen] += task.chances(table, unseen) / REPEATS
    said = Judged(task.name, task.label, n, confirmed, agrees=task.agrees)
    return _as_picture(said, task, after, change) if task.picture else _as_errors(said, task, after)


def _as_picture(said: Judged, task: Task, after: Share, change: Share) -> Judged:
    """Of corrections that are a picture of the messages: the mean change, paired."""
    n = len(change)
    reach = float(student.ppf(_SURE, n - 1)) * float(change.std(ddof=1)) / sqrt(n)
    mean = float(change.mean())
    before, now = float(task.right.mean()), float(after.mean())
    return replace(
        said, before=before, after=now, difference=mean, low=mean - reach, high=mean + reach
    )


def _as_errors(said: Judged, task: Task, after: Share) -> Judged:
    """Of corrections of what is wrong above all: what is put right, and what is spoilt.

    Each side has Wilson's interval; both count as much as they are held to among all messages
    (Newcombe's interval of a difference, Statist. Med. 17, 1998, method 10).
    """
    wrong, right = ~task.right, task.right
    mended, spoilt = float(after[wrong].sum()), float((1 - after[right]).sum())
    counts = np.array([wrong.sum(), right.sum()], float)
    low, high = wilson([mended, spoilt], counts)
    share = np.array([1 - task.usual, task.usual])
    rates = np.array([mended, spoilt]) / counts
    difference = float(share @ (rates * [1, -1]))
    down = sqrt(float((share**2) @ np.array([rates[0] - low[0], high[1] - rates[1]]) ** 2))
    up = sqrt(float((share**2) @ np.array([high[0] - rates[0], rates[1] - low[1]]) ** 2))
    return replace(
        said,
        more=ceil((task.usual * said.n - said.confirmed) / max(1 - task.usual, _LEAST)),
        before=task.usual,
        after=task.usual + difference,
        difference=difference,
        low=difference - down,
        high=difference + up,
    )
