"""What a shop gains by correcting its messages: `python -m benchmarks.calibration [source ...]`.

The weights are fitted without the shop's own texts, as if it were new. Of these so many are
corrected (or confirmed), the weights corrected on them, and judged on all others. The same is done
with labels dealt out at random, which must be refused, and with corrections of wrong labels above
all, as people give them.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from math import sqrt

import numpy as np
import polars as pl

from benchmarks.fit import common_words, fit, learnt_from
from benchmarks.real_texts import hand_labelled, merchants
from sociallens.classify import classify, model
from sociallens.classify.own import Own
from sociallens.learning.judging import Judged, Task, judge
from sociallens.learning.samples import LABELS, Samples, answers
from sociallens.taxonomy import load

TAXONOMY = load()
SIZES = (60, 120, 240)
ENOUGH = 380  # texts of a source: so many corrected, and others to judge by
DRAWS, RANDOM = 4, 10
POOL = 0.6  # of the texts of a source: corrections come from these
ANY, WRONG = "any", "mostly wrong"
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
    texts = hand_labelled().with_columns(pl.col("source").replace(same))
    samples = learnt_from(texts.filter(pl.col("source") != source))
    others = samples[(samples.labels["source"] != source).arg_true()]
    return Own({}, fit(others, common_words()), 0, f"without {source}")


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


def errors_at_random(samples: Samples, draw: np.random.Generator, *, held: float) -> Samples:
    """The samples with labels that are right as often as held, and else any other: no use."""
    now = samples.predicted(samples.weights)
    labels = []
    for name, label in tasks(samples):
        known = np.array(model.classes(samples.weights[name]))
        others = np.array([draw.choice(known[known != each]) for each in now[label]])
        kept = draw.random(now.height) < held
        labels.append(pl.Series(label, np.where(kept, now[label].to_numpy(), others)))
    return replace(samples, labels=pl.DataFrame(labels).select(LABELS))


def drawn(
    samples: Samples, label: str, size: int, way: str, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Rows that are corrected, and others to judge by, which are any: not those left over."""
    draw = np.random.default_rng(seed)
    order = draw.permutation(samples.texts.height)
    pool, others = np.split(order, [int(POOL * len(order))])
    if way == ANY:
        return pool[:size], others
    told = samples.predicted(samples.weights)[label] != samples.labels[label]
    wrong = told.fill_null(False).to_numpy()[pool]
    first = pool[wrong][: int(size * WRONG_FIRST)]
    return np.concatenate([first, pool[~wrong][: size - len(first)]]), others


def gains(source: str, samples: Samples, held: float) -> None:
    """Print a line for each way to correct, size and table."""
    for way, size in ((ANY, 60), (ANY, 120), (ANY, 240), (WRONG, 120)):
        for name, label in tasks(samples):
            results = []
            for seed in range(DRAWS):
                rows, others = drawn(samples, label, size, way, seed)
                results.append(learnt(samples, rows, others, name, label, held, seed))
            gain = np.array([100 * (after - before) for _, before, after in results])
            taken = np.array([judged.better for judged, *_ in results])
            print(
                f"{source}\t{way}\t{size}\t{name}\tright {100 * results[0][1]:.1f} %"
                f"\tgain {gain.mean():+.1f}\taccepted {taken.sum()}/{DRAWS}"
                f"\tgain as accepted {(gain * taken).mean():+.1f}",
                flush=True,
            )


def refusals(
    samples: Samples, held: float, way: Callable[[Samples, np.random.Generator], Samples]
) -> str:
    """How many of so many tables that were fitted on random labels are refused."""
    refused = asked = 0
    for seed in range(RANDOM):
        draw = np.random.default_rng(1000 + seed)
        rows = draw.permutation(samples.texts.height)[: SIZES[seed % len(SIZES)]]
        noisy = way(part(samples, rows), draw)
        for name, label in tasks(samples):
            asked += 1
            refused += not judge(Task.of(name, label, noisy, held), seed).better
    return f"refused {refused} of {asked}"


def main(names: list[str]) -> None:
    """Print what each source gains, then what became of random labels."""
    for source, texts in sources().items():
        if names and source not in names:
            continue
        own = without(source)
        samples = Samples.of(texts.select("text", "channel", *LABELS), TAXONOMY, own)
        held = usual(samples)
        print(f"{source}\trandom labels: {refusals(samples, held, dealt)}", flush=True)
        told = refusals(samples, held, partial(errors_at_random, held=held))
        print(f"{source}\terrors at random: {told}", flush=True)
        gains(source, samples, held)


if __name__ == "__main__":
    main(sys.argv[1:])
