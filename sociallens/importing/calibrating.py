"""Correcting a store's models on what people said of its messages, and going back.

Learnt from: corrections and confirmations. What was answered in an audit judges, and is never
learnt from. Nothing leaves the store.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from math import sqrt
from pathlib import Path

import numpy as np
import polars as pl

from sociallens import taxonomy
from sociallens.annotations import log
from sociallens.classify import classify
from sociallens.classify.model import Weights
from sociallens.classify.own import Own
from sociallens.errors import StoreError
from sociallens.importing.labels import MODEL
from sociallens.importing.relabel import Moved, announce, relabel_store
from sociallens.learning.judging import Judged, Task, judge
from sociallens.learning.samples import LABELS, Samples, answers
from sociallens.own import read
from sociallens.own.calibrations import (
    REPORT,
    calibrations,
    edition,
    named,
    read_report,
    weights_file,
)
from sociallens.own.places import calibration_folder, current_file
from sociallens.store import disk
from sociallens.store.manifest import Store, open_store
from sociallens.store.scan import scan

Progress = Callable[[int, int], object]
ENOUGH = 30  # answers of audits that say how often a label is right
USUAL = 0.7  # how often two labels are held to be right at once where no text says it
SURVEYED = 2_000  # messages whose labels tell how sure the program is


@dataclass(frozen=True)
class Calibrated:
    """What became of a calibration: `number` and `moved` are None where nothing was written."""

    messages: int  # with a correction or a confirmation
    judged: tuple[Judged, ...]
    number: int | None
    moved: Moved | None
    dry_run: bool


def calibrate(path: Path, *, dry_run: bool = False, progress: Progress | None = None) -> Calibrated:
    """Fit the weights that ship to the corrections; use those that are better beyond chance.

    The others stay as they ship. Then label the store again. Raises `StoreError`, `BadTaxonomy`.
    """
    store = open_store(path)
    own = read(path)
    said, answered = _said(log.read(path))
    samples = _samples(store, said, replace(own, weights={}, calibration=0))
    usual = _usual(store, _samples(store, answered, samples.own))
    tasks = [
        Task.of(name, label, samples, usual[label])
        for name, table in samples.weights.items()
        if (label := answers(name, table, samples.taxonomy))
    ]
    judged = tuple(judge(task) for task in tasks)
    better = {task.name: task for task, said in zip(tasks, judged, strict=True) if said.better}
    found = Calibrated(samples.texts.height, judged, None, None, dry_run)
    if dry_run or not better:
        return found
    weights = {
        name: task.fitted(np.arange(len(task.codes)), np.random.default_rng(0))
        for name, task in better.items()
    }
    if _same(own.weights, weights):
        return found
    with disk.locked(path):
        announce(path)
        number = max(calibrations(path), default=0) + 1
        _write(path, number, weights, judged)
        _name(path, number)
    return replace(found, number=number, moved=relabel_store(path, progress=progress))


def go_back(path: Path, *, progress: Progress | None = None) -> Moved:
    """Use the weights from before the calibration in use, and label the store again.

    Raises `StoreError` where those that ship are in use.
    """
    open_store(path)
    with disk.locked(path):
        number = named(path)
        if not number:
            raise StoreError("calibrate-nothing-before")
        announce(path)
        _name(path, int(read_report(path, number)["after"]))
    return relabel_store(path, progress=progress)


def _said(read: log.Log) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What people corrected or confirmed, and what they answered in audits."""
    answers = read.holding.filter(pl.col("audit") != "")
    return read.corrections, answers.unique(["id", "task"], keep="last", maintain_order=True)


def _samples(store: Store, said: pl.DataFrame, own: Own) -> Samples:
    """The customers' messages of which somebody said something, with what was said of them."""
    sector = taxonomy.load(store.manifest.taxonomy)
    told = (
        said.filter(~pl.col("skipped"), pl.col("task").is_in(LABELS))
        .select("id", "task", value=pl.col("values").list.first())
        .pivot("task", index="id", values="value")
    )
    columns = ["id", "text", "channel", "language", "published_at"]
    rows = scan(store.files()).filter(pl.col("role") == "customer").select(columns).collect()
    found = rows.join(told, on="id", how="inner").sort("id")
    return Samples.of(found.drop("id"), sector, own)


def _usual(store: Store, answered: Samples) -> Mapping[str, float]:
    """How often each label is held to be right: as in audits, else by the model's own confidence.

    Audits judge here, as everywhere; no weight is fitted to them.
    """
    held = dict.fromkeys(LABELS, sqrt(_confidence(store, answered)))  # it is of two at once
    if answered.texts.is_empty():
        return held
    now = answered.predicted(answered.weights)
    for label in LABELS:
        right = (now[label] == answered.labels[label]).drop_nulls()
        if len(right) >= ENOUGH:
            held[label] = float(right.sum()) / len(right)
    return held


def _confidence(store: Store, answered: Samples) -> float:
    """The mean confidence that the weights to correct have in the labels of messages, of a few."""
    texts = scan(store.files()).filter(pl.col("role") == "customer", pl.col("text").is_not_null())
    columns = ("id", "text", "channel", "language", "published_at")
    rows = texts.select(columns).collect().sort("id")
    some = rows.gather_every(max(rows.height // SURVEYED, 1))
    labels = classify(some, answered.taxonomy, weights=answered.weights, own=answered.own)
    sure = labels["confidence"].mean()
    return float(sure) if isinstance(sure, float) else USUAL


def _same(one: Weights, other: Weights) -> bool:
    return one.keys() == other.keys() and all(one[name].equals(other[name]) for name in one)


def _write(path: Path, number: int, weights: Weights, judged: tuple[Judged, ...]) -> None:
    folder = calibration_folder(path, number)
    disk.make_folder(folder)
    for task, table in weights.items():
        disk.write(weights_file(path, number, task), table.write_csv().encode())
    report = {
        "after": named(path),
        "shipped": edition(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "classifier": MODEL,
        "judged": [asdict(each) for each in judged],
    }
    disk.write(folder / REPORT, json.dumps(report, indent=1).encode())
    disk.flush(folder)


def _name(path: Path, number: int) -> None:
    """Make a calibration the one in use; 0 for the weights that ship."""
    disk.write(current_file(path), f"{number}\n".encode())
    disk.flush(current_file(path).parent)
