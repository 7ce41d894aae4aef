"""An evaluation in words, for people, or as JSON, for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sociallens.evaluation import Evaluation, Group
from sociallens.evaluation.calibration import Calibration
from sociallens.evaluation.scores import LENIENT, RESAMPLES, SEED, Figure, Scores
from sociallens.evaluation.tasks import SENTIMENT
from sociallens.i18n import Language, number, percent, words

FORMAT = 1  # of the JSON: raised when a key changes its meaning or goes
_DIGITS = 6


def as_json(evaluation: Evaluation) -> str:
    """The JSON of `docs/evaluation.md`."""
    head = {"format": FORMAT, "resamples": RESAMPLES, "seed": SEED}
    return json.dumps(_rounded(head | asdict(evaluation)), ensure_ascii=False, indent=2)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_rounded(item) for item in value]
    return value


def lines(evaluation: Evaluation, language: Language) -> Iterator[str]:
    """The figures, then each task label by label, for all texts and for each channel."""
    yield words(
        "evaluate-head",
        language,
        file=evaluation.file,
        rows=evaluation.groups[0].rows,
        classifier=evaluation.classifier,
        taxonomy=evaluation.taxonomy,
        resamples=number(RESAMPLES, language),
    )
    for group in evaluation.groups:
        name = group.channel or words("evaluate-all", language)
        yield f"\n== {words('evaluate-group', language, name=name, rows=group.rows)} =="
        yield from _figures(group, language)
        for task, scores in group.tasks.items():
            yield ""
            yield words("evaluate-task", language, task=words(f"task-{task}", language), n=scores.n)
            yield from _classes(scores, language)
        for task, calibration in group.calibration.items():
            yield ""
            yield from _calibration(task, calibration, language)


def _figures(group: Group, language: Language) -> Iterator[str]:
    """Each figure in a line; a lenient one only where leniency changes it."""
    judged: dict[str, Scores] = {}
    for task, scores in group.tasks.items():
        judged[words(f"task-{task}", language)] = scores
        if task == SENTIMENT.name and group.textblob:
            judged[words("evaluate-textblob", language)] = group.textblob
    rows = [
        (task, words(f"figure-{name.replace('_', '-')}", language), *_figure(figure, language))
        for task, scores in judged.items()
        for name, figure in scores.figures.items()
        if figure != scores.figures.get(name.removeprefix(LENIENT)) or not name.startswith(LENIENT)
    ]
    yield from _aligned(rows)


def _figure(figure: Figure, language: Language) -> tuple[str, str]:
    low, high = percent(figure.low, language, 1), percent(figure.high, language, 1)
    return percent(figure.value, language, 1), f"[{low} – {high}]"


def _classes(scores: Scores, language: Language) -> Iterator[str]:
    columns = ("label", "precision", "recall", "f1", "support", "taken-for")
    rows = [tuple(words(f"column-{name}", language) for name in columns)]
    for label, score in scores.classes.items():
        shares = (
            "–" if share is None else percent(share, language, 1)
            for share in (score.precision, score.recall, score.f1)
        )
        taken = scores.confusion.get(label, {})
        wrong = sorted(
            (-count, prediction) for prediction, count in taken.items() if prediction != label
        )
        confusions = ", ".join(f"{prediction} {-count}" for count, prediction in wrong)
        rows.append((label, *shares, number(score.support, language), confusions))
    yield from _aligned(rows)


def _calibration(task: str, calibration: Calibration, language: Language) -> Iterator[str]:
    name = words(f"calibration-{task.replace('_', '-')}", language)
    value, interval = _figure(calibration.ece, language)
    yield words("evaluate-calibration", language, task=name, ece=value, interval=interval)
    columns = ("confidence", "texts", "mean", "right")
    rows = [tuple(words(f"column-{name}", language) for name in columns)]
    rows += [
        (
            f"{percent(part.low, language)} – {percent(part.high, language)}",
            number(part.n, language),
            percent(part.confidence, language, 1),
            percent(part.right, language, 1),
        )
        for part in calibration.bins
    ]
    yield from _aligned(rows)


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join(cells)).rstrip()
