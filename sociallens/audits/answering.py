"""What people answered in an audit: which messages are done, and the labels that they gave."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from sociallens.audits.audit import Audit
from sociallens.schema import POLARS
from sociallens.taxonomy import CUSTOMER_SERVICE

LABELS = ("topic", "topics", "causes", "sentiment", "severity", "intent")
ENOUGH = 30  # answered messages: of fewer no figure is corrected
Given = Mapping[str, list[str]]  # task -> values


@dataclass(frozen=True)
class Progress:
    """How far an audit is. `done`, `skipped`, `left`: ids, in the order in which they are asked."""

    done: tuple[str, ...]
    skipped: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether so many are answered that figures can be corrected."""
        return len(self.done) >= ENOUGH


def progress(audit: Audit, answers: pl.DataFrame) -> Progress:
    """How far an audit is. `answers`: the columns of the annotations, of this audit alone."""
    given, skipped = _given(answers), _skipped(answers)
    done = tuple(id for id in audit.ids if id not in skipped and _complete(given.get(id, {})))
    passed = tuple(id for id in audit.ids if id in skipped)
    left = tuple(id for id in audit.ids if id not in {*done, *passed})
    return Progress(done, passed, left)


def labels(audit: Audit, answers: pl.DataFrame) -> pl.DataFrame:
    """The labels of the messages that are done: `id`, the `stratum`, and `LABELS`.

    Where two people answered, the latest answer counts. What follows from others is not asked: no
    causes where it is no customer service, low severity where it is not negative.
    """
    given = _given(answers)
    strata = dict(audit.sample)
    rows = [
        {"id": id, "stratum": strata[id], **_row(given[id])} for id in progress(audit, answers).done
    ]
    kinds = {"id": pl.String(), "stratum": pl.String()} | {name: POLARS[name] for name in LABELS}
    return pl.DataFrame(rows, kinds)


def _given(answers: pl.DataFrame) -> dict[str, Given]:
    """Id -> task -> values, the latest."""
    given: dict[str, dict[str, list[str]]] = {}
    for id, task, values in answers.sort("number").select("id", "task", "values").iter_rows():
        given.setdefault(id, {})[task] = list(values)
    return dict(given)


def _skipped(answers: pl.DataFrame) -> set[str]:
    """Messages that the latest answer passed over: nobody can tell what they say."""
    if "skipped" not in answers.columns:
        return set()
    latest = answers.sort("number").group_by("id", maintain_order=True).last()
    return set(latest.filter(pl.col("skipped"))["id"])


def _complete(given: Given) -> bool:
    asked = ["topic", "sentiment", "intent"]
    asked += ["causes"] if CUSTOMER_SERVICE in given.get("topic", ()) else []
    asked += ["severity"] if given.get("sentiment") == ["negative"] else []
    return all(task in given for task in asked) and all(map(given.get, asked[:3]))


def _row(given: Given) -> dict[str, object]:
    topics, (sentiment, *_), (intent, *_) = given["topic"], given["sentiment"], given["intent"]
    service = CUSTOMER_SERVICE in topics
    return {
        "topic": topics[0],
        "topics": topics,
        "causes": given["causes"] if service else [],
        "sentiment": sentiment,
        "severity": given["severity"][0] if sentiment == "negative" else "low",
        "intent": intent,
    }
