"""How often corrected figures hold the truth: thousands of audits simulated on real labels.

`python -m benchmarks.audits [audits]` draws stores from the real texts that were labelled by hand,
audits each as the product does, and prints by figure how often its interval holds the store's true
figure, how wide it is, and by how much the estimate is off on average. Beside it the raw figure
with Wilson's interval, the labels alone, and the estimator without power tuning. No text leaves
the folder of real data.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from benchmarks.real_texts import hand_labelled
from sociallens import taxonomy
from sociallens.audits.drawing import allocation
from sociallens.classify import classify
from sociallens.rectified import Floats, Labels, Rectified, Whole, rectify, stratified
from sociallens.stats import wilson

STORE, AUDITS = 20_000, 2_000  # messages of a store, audits
SIZES = (50, 100, 300)  # labels
NETWORKS = ("app_store", "instagram", "youtube", "other_forum")  # a few texts each: one stratum


@dataclass(frozen=True)
class Figure:
    """A rate, or the shares of a mix: what people and the machine say, (cells, texts)."""

    names: tuple[str, ...]
    said: Labels
    found: Labels


def texts() -> pl.DataFrame:
    """Every real text labelled by hand: its channel, its labels, and the machine's as `f_...`."""
    columns = ["text", "channel", "topic", "cause", "sentiment", "severity"]
    labelled = hand_labelled().select(columns)
    labelled = labelled.with_columns(pl.col("channel").replace(dict.fromkeys(NETWORKS, "other")))
    labelled = labelled.with_row_index("id").with_columns(pl.col("id").cast(pl.String))
    found = classify(labelled.select("id", "text", "channel"), taxonomy.load())
    found = found.rename({name: f"f_{name}" for name in found.columns if name != "id"})
    causes = pl.col("cause").fill_null("").str.split(";")
    joined = labelled.with_columns(causes=causes).join(found, on="id", maintain_order="left")
    return joined.drop_nulls("f_topic").with_columns(pl.col("f_causes").fill_null([]))


def figures(rows: pl.DataFrame) -> dict[str, Figure]:
    """The figures to correct."""
    sector = taxonomy.load()

    def given(prefix: str, cell: Callable[[str], pl.Expr], among: pl.Expr) -> Floats:
        column = (cell(prefix) & among).fill_null(False)
        return rows.select(column.cast(pl.Float64)).to_series().to_numpy()

    def figure(cells: dict[str, Callable[[str], pl.Expr]], n: Callable[[str], pl.Expr]) -> Figure:
        labels = []
        for prefix in ("", "f_"):
            k = np.stack([given(prefix, cell, n(prefix)) for cell in cells.values()])
            labels.append(Labels(k, np.tile(given(prefix, n, n(prefix)), (len(k), 1))))
        return Figure(tuple(cells), *labels)

    def being(column: str, value: str, prefix: str) -> pl.Expr:
        return pl.col(prefix + column) == value

    def every(prefix: str) -> pl.Expr:
        return pl.col(prefix + "topic").is_not_null()

    def mix(column: str, among: Callable[[str], pl.Expr]) -> Figure:
        return figure({value: partial(being, column, value) for value in sector[column]}, among)

    def having(cause: str, prefix: str) -> pl.Expr:
        return pl.col(f"{prefix}causes").list.contains(cause)

    def unhappy(prefix: str) -> pl.Expr:
        return service(prefix) & negative(prefix)

    service = partial(being, "topic", taxonomy.CUSTOMER_SERVICE)
    negative = partial(being, "sentiment", "negative")
    return {
        "sentiment in customer service": mix("sentiment", service),  # its negatives: the headline
        "topic": mix("topic", every),
        "sentiment": mix("sentiment", every),
        "severity": mix("severity", service),
        "cause": figure({cause: partial(having, cause) for cause in sector["cause"]}, unhappy),
    }


@dataclass(frozen=True)
class Told:
    """What one way said of a figure: (audits, cells)."""

    rate: Floats
    low: Floats
    high: Floats

    def scores(self, truth: Floats) -> Iterator[tuple[float, float, float]]:
        """By cell: how often the interval held the truth, its half width and the bias in points."""
        holds = (self.low <= truth + 1e-12) & (self.high >= truth - 1e-12)
        half = (self.high - self.low) / 2
        yield from zip(
            holds.mean(axis=0), 100 * half.mean(axis=0), 100 * (self.rate - truth).mean(axis=0),
            strict=True,
        )  # fmt: skip


def simulate(rows: pl.DataFrame, size: int, audits: int, seed: int, domain: str = "") -> None:
    """Print a line a figure; with a `domain`, of that channel alone, by its labels."""
    rng = np.random.default_rng(seed)
    store = rng.integers(0, rows.height, STORE)
    channels = rows["channel"].to_numpy()[store]
    strata = {str(name): int((channels == name).sum()) for name in np.unique(channels)}
    places = {name: np.flatnonzero(channels == name) for name in strata}
    drawn = allocation(strata, size)
    inside = {name: n for name, n in strata.items() if not domain or name == domain}
    samples = [
        np.concatenate([rng.choice(places[name], drawn[name], replace=False) for name in inside])
        for _ in range(audits)
    ]
    names = [name for name in inside for _ in range(drawn[name])]
    among = stratified(names, inside)
    everybody = np.concatenate([places[name] for name in inside])
    print(f"\n{domain or 'all'}: {size} labels, {len(names)} of them here; {drawn}")
    for title, figure in figures(rows).items():
        said, found = (_of(labels, store) for labels in (figure.said, figure.found))
        all_said, all_found = (_of(labels, everybody) for labels in (said, found))
        truth = all_said.k.sum(axis=1) / all_said.n.sum(axis=1)
        k, n = all_found.k.sum(axis=1), all_found.n.sum(axis=1)
        none = np.zeros(len(k))
        whole, nothing = Whole(k, n, none, none), Whole(none, none, none, none)
        ways = {
            "corrected": [rectify(among, _of(said, s), _of(found, s), whole) for s in samples],
            "untuned": [rectify(among, _of(said, s), _of(found, s), whole, 1) for s in samples],
            "labels alone": [
                rectify(among, _of(said, s), _of(found, s), nothing, 0) for s in samples
            ],
        }
        raw = Told(*(each[None, :] for each in (k / n, *wilson(k, n))))
        told = {"raw": raw} | {way: _told(results) for way, results in ways.items()}
        scores = {way: list(each.scores(truth)) for way, each in told.items()}
        for cell, name in enumerate(figure.names):
            parts = [
                f"{way} {each[cell][0]:6.1%} ±{each[cell][1]:4.1f} {each[cell][2]:+5.1f}"
                for way, each in scores.items()
            ]
            print(f"{title:34} {name:20} {truth[cell]:6.1%} | " + " | ".join(parts))


def _of(labels: Labels, places: np.ndarray) -> Labels:
    return Labels(labels.k[:, places], labels.n[:, places])


def _told(results: list[Rectified]) -> Told:
    return Told(
        *(np.stack([getattr(r, name) for r in results]) for name in ("rate", "low", "high"))
    )


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else AUDITS
    real = texts()
    for labels in SIZES:
        simulate(real, labels, count, seed=labels)
    for channel in ("facebook", "twitter", "review_site"):
        simulate(real, 300, count, seed=1, domain=channel)
