"""What a shop gains by correcting its messages: `python -m benchmarks.calibration [source ...]`.

The weights are fitted without the shop's own texts, as if it were new. Of these so many are
corrected (or confirmed), the weights corrected on them, and judged on all others. The same is done
with labels dealt out at random, which must be refused, and with corrections of wrong labels above
all, as people give them.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from math import sqrt

import numpy as np
import polars as pl

from benchmarks.fit import HAND, background, calm_tweets, fit
from benchmarks.fit import Samples as Fitted
from benchmarks.real_texts import hand_labelled, merchants, reviews
from sociallens.classify import classify
from sociallens.classify.own import Own
from sociallens.learning.judging import Judged, Task, judge
from sociallens.learning.samples import LABELS, Samples, answers
from sociallens.taxonomy import load

TAXONOMY = load()
SIZES = (60, 120, 240)
ENOUGH = 380  # texts of a source: so many corrected, and others to judge by
DRAWS, RANDOM = 4, 10
WRONG_FIRST = 0.6  # of the corrections, where people correct above all what is wrong


def sources() -> dict[str, pl.DataFrame]:
    """The sources with many texts labelled by hand."""
    texts = hand_labelled().rename({"cause": "#cause"})
    same = {old: new for new, old in merchants().items()}
    named = texts.with_columns(pl.col("source").replace(same))
    parts = named.partition_by("source", as_dict=True)
    return {str(name): part for (name,), part in parts.items() if part.height >= ENOUGH}


def without(source: str) -> Own:
    """The weights fitted on all texts but those of a source."""
    same = {old: new for new, old in merchants().items()}
    texts = hand_labelled().with_columns(pl.col("source").replace(same), origin=pl.lit(HAND))
    starred = reviews().filter(pl.col("source") != source)
    calm = calm_tweets().filter(pl.col("source") != source)
    others = Fitted.of(texts.filter(pl.col("source") != source))
    return Own({}, fit(others + background(starred, calm)), 0, f"without {source}")


def usual(samples: Samples) -> float:
    """How often a label is held to be right, as `importing.calibrating` holds it."""
    texts = samples.texts.with_columns(id=pl.lit(""))
    sure = classify(texts, TAXONOMY, own=samples.own)["confidence"].mean()
    assert isinstance(sure, float)
    return sqrt(sure)


def tasks(samples: Samples) -> Iterator[tuple[str, str]]:
    """Each table that decides a label, and the label."""
    for task, table in samples.weights.items():
        if label := answers(task, table, TAXONOMY):
            yield task, label


def part(samples: Samples, rows: np.ndarray) -> Samples:
    """Some of the samples."""
    places = pl.Series(rows)
    return replace(samples, texts=samples.texts[places], labels=samples.labels[places])


def learnt(
    samples: Samples,
    rows: np.ndarray,
    others: np.ndarray,
    name: str,
    label: str,
    held: float,
    seed: int,
) -> tuple[Judged, float, float]:
    """What is said of weights corrected on `rows`, and how often these and others are right."""
    task = Task.of(name, label, part(samples, rows), held)
    judged = judge(task, seed)
    if judged.missing or judged.unconfirmed:
        return judged, 0.0, 0.0
    table = task.fitted(np.arange(len(task.codes)), np.random.default_rng(seed))
    rest = Task.of(name, label, part(samples, others), held)
    after = rest.right_with(table, np.arange(len(rest.codes)))
    return judged, float(rest.right.mean()), float(after.mean())


def dealt(samples: Samples, draw: np.random.Generator) -> Samples:
    """The samples with their labels dealt out anew, each label as often as before."""
    labels = samples.labels.select(
        pl.col(label).gather(draw.permutation(samples.labels.height).tolist()) for label in LABELS
    )
    return replace(samples, labels=labels)


def mostly_wrong(samples: Samples, label: str, size: int, draw: np.random.Generator) -> np.ndarray:
    """Rows of which most have a wrong label: those that people see and correct."""
    wrong = (samples.predicted(samples.weights)[label] != samples.labels[label]).to_numpy()
    order = draw.permutation(len(wrong))
    first = order[wrong[order]][: int(size * WRONG_FIRST)]
    return np.concatenate([first, order[~wrong[order]][: size - len(first)]])


def main(names: list[str]) -> None:
    """Print a line for each source, size and table, then what became of random labels."""
    refused = asked = 0
    for source, texts in sources().items():
        if names and source not in names:
            continue
        own = without(source)
        samples = Samples.of(texts.select("text", "channel", *LABELS), TAXONOMY, own)
        held = usual(samples)
        every = np.arange(samples.texts.height)
        for way in ("any", "mostly wrong"):
            for size in SIZES:
                for name, label in tasks(samples):
                    results = []
                    for seed in range(DRAWS):
                        draw = np.random.default_rng(seed)
                        rows = (
                            draw.permutation(every)[:size]
                            if way == "any"
                            else mostly_wrong(samples, label, size, draw)
                        )
                        others = np.setdiff1d(every, rows)
                        results.append(learnt(samples, rows, others, name, label, held, seed))
                    gain = [100 * (after - before) for _, before, after in results]
                    taken = [each.better for each, *_ in results]
                    kept = float(np.mean(np.array(gain) * taken))
                    print(
                        f"{source}\t{way}\t{size}\t{name}\t{100 * results[0][1]:.1f}"
                        f"\tgain {np.mean(gain):+.1f}\taccepted {sum(taken)}/{DRAWS}"
                        f"\tgain as accepted {kept:+.1f}",
                        flush=True,
                    )
        for seed in range(RANDOM):
            draw = np.random.default_rng(1000 + seed)
            rows = draw.permutation(every)[: SIZES[seed % len(SIZES)]]
            noisy = dealt(part(samples, rows), draw)
            for name, label in tasks(samples):
                asked += 1
                refused += not judge(Task.of(name, label, noisy, held), seed).better
        print(f"random labels: refused {refused} of {asked}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
