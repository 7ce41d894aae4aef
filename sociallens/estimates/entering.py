"""What enters a metric: whether labels do, of how many messages, and of which mix it is a share."""

from collections.abc import Sequence
from typing import Literal

from sociallens.dimensions import DIMENSIONS
from sociallens.metrics import COUNTS, Metric
from sociallens.selection import Selection

LABELLED = ("topic", "cause", "causes", "sentiment", "severity", "intent")  # by people
Entering = Literal["labels", "outcome", "nothing"]
FOLLOWING = ("outcome",)  # what follows from the labels of several messages: no audit corrects it


def share_of(metric: Metric) -> tuple[str, str]:
    """The dimension and the value whose share among n a metric's k is; empty where it is none.

    Then k counts what n does and that has the value.
    """
    k, n = COUNTS[metric.k], COUNTS[metric.n]
    if metric.form == "share" or {name for name in n if name not in k}:
        return "", ""
    told = [(name, test) for name, test in k.items() if n.get(name) != test]
    if len(told) != 1 or told[0][0] not in DIMENSIONS or not isinstance(told[0][1], str):
        return "", ""
    name, value = told[0]
    return (name, str(value)) if name in LABELLED and not DIMENSIONS[name].many else ("", "")


def correctable(metric: Metric, selection: Selection, by: Sequence[str]) -> bool:
    """Whether labels say anything of a metric in such a view, and nothing that an audit cannot."""
    return metric.form in ("rate", "share", "net") and entering(metric, selection, by) == "labels"


def entering(metric: Metric, selection: Selection, by: Sequence[str]) -> Entering:
    """What enters a metric of a view: labels, the outcome of conversations too, or neither."""
    counts = (name for name in (metric.k, metric.n, metric.minus) if name)
    about = {column for name in counts for column in COUNTS[name]} | set(by)
    about |= {key.removeprefix("not-") for key, _ in selection.choices}
    if about & set(FOLLOWING):
        return "outcome"
    return "labels" if about & set(LABELLED) else "nothing"
