"""The labels that people give: their values in words, and what a browser may say of them."""

from collections.abc import Mapping, Sequence

from sociallens.access import Right
from sociallens.annotations.entries import VOCABULARY
from sociallens.blocks import Label, Pick, Task
from sociallens.blocks.labelling import Form, Where
from sociallens.taxonomy import CUSTOMER_SERVICE
from sociallens.ui.message import Row
from sociallens.ui.state import screen
from sociallens.ui.wording import say

LABELLING: tuple[Right, ...] = ("verbatims", "correct")
CUSTOMER = "customer"  # whose words have labels
MOST = 100  # messages labelled at once
LONGEST_NAME, LONGEST_WHY = 40, 300  # signs
# In the order in which one is asked for them: what the others depend on comes first.
ORDER = ("topic", "causes", "sentiment", "severity", "intent")
_FORMS: Mapping[str, Form] = {"topic": "main", "causes": "any"}
_WHERE: Mapping[str, Where] = {
    "causes": {"task": "topic", "value": CUSTOMER_SERVICE},
    "severity": {"task": "sentiment", "value": "negative"},
}
_TONES = {"negative": "negative", "positive": "positive", "high": "negative"}
Answers = Mapping[str, tuple[str, ...]]  # label -> its values


def tasks() -> list[Task]:
    """Every label with its values, in the order in which they are asked for."""
    return [_task(name) for name in ORDER]


def _task(name: str) -> Task:
    shown = screen.get()
    terms = shown.engine.taxonomy[VOCABULARY[name]]
    choices: list[Pick] = [
        {
            "key": key,
            "text": term.label(shown.language),
            "title": term.meaning(shown.language),
            "tone": _TONES.get(key, ""),
        }
        for key, term in terms.items()
    ]
    title = say(f"label-{name}")
    task: Task = {
        "task": name,
        "title": title,
        "form": _FORMS.get(name, "one"),
        "choices": choices,
    }
    return {**task, "where": _WHERE[name]} if name in _WHERE else task


def values(row: Row, task: str) -> tuple[str, ...]:
    """The values of a message's label, the main one first; none where it has none."""
    if task == "topic":
        main = row["topic"]
        others = (key for key in row["topics"] or () if key != main)
        return (main, *others) if main else ()
    if task == "causes":
        return tuple(row["causes"] or ())
    return (row[task],) if row[task] else ()


def applying(answers: Answers) -> dict[str, tuple[str, ...]]:
    """The answers that apply beside the others: a cause to customer service alone, and so on."""
    return {
        task: given
        for task, given in answers.items()
        if task not in _WHERE or _WHERE[task]["value"] in answers.get(_WHERE[task]["task"], ())
    }


def said(row: Row) -> dict[str, tuple[str, ...]]:
    """All labels of a message that apply to it."""
    return applying({task: values(row, task) for task in ORDER})


def shown_labels(row: Row, marks: Mapping[str, str]) -> list[Label]:
    """The labels of a message as buttons; `marks`: what is to be said of some of them."""
    labels: list[Label] = []
    for task, given in said(row).items():
        label: Label = {"task": task, "values": given}
        labels.append({**label, "mark": marks[task]} if task in marks else label)
    return labels


def worded(task: str, given: Sequence[str]) -> str:
    """The values of a label in words."""
    shown = screen.get()
    vocabulary = VOCABULARY[task]
    listed = [shown.engine.taxonomy.label(vocabulary, key, shown.language) for key in given]
    return ", ".join(listed) or say("label-none")


def checked(task: object, given: object) -> tuple[str, ...] | None:
    """The values that a browser asked for; None for what is no label or none of its values."""
    if not isinstance(task, str) or task not in VOCABULARY or not isinstance(given, list):
        return None
    terms = screen.get().engine.taxonomy[VOCABULARY[task]]
    known = [key for key in given if isinstance(key, str) and key in terms]
    form = _FORMS.get(task, "one")
    enough = form == "any" or len(given) == 1 or (form == "main" and given)
    if not enough or len(set(known)) < len(given):
        return None
    return tuple(known)


def every(given: object) -> dict[str, tuple[str, ...]] | None:
    """The answers that a browser gave to one message, those that apply; None for nonsense.

    What all messages have must be answered: a half answered one is none.
    """
    if not isinstance(given, dict):
        return None
    answers = {}
    for task, values in given.items():
        known = checked(task, values)
        if known is None:
            return None
        answers[task] = known
    applies = applying(answers)
    needed = {
        task for task in ORDER
        if task not in _WHERE or _WHERE[task]["value"] in answers.get(_WHERE[task]["task"], ())
    }  # fmt: skip
    return applies if needed <= applies.keys() else None


def person(given: object) -> str:
    """The name under which somebody labels, on one line; empty for what is no name.

    Where readers sign in, whatever a browser gives, it is the one that she signed in with.
    """
    return screen.get().reader.name or _line(given, LONGEST_NAME)


def reason(given: object) -> str:
    """Why somebody corrected, on one line."""
    return _line(given, LONGEST_WHY)


def _line(given: object, longest: int) -> str:
    if not isinstance(given, str):
        return ""
    return " ".join("".join(s if s.isprintable() else " " for s in given).split())[:longest].strip()


def rows(ids: object) -> list[Row] | None:
    """The customers' messages of these ids; None where the reader may not label one of them."""
    if not isinstance(ids, list) or not 0 < len(ids) <= MOST:
        return None
    wanted = list(dict.fromkeys(each for each in ids if isinstance(each, str)))
    if len(wanted) < len(ids):
        return None
    shown = screen.get()
    named = shown.engine.named(wanted, shown.reader.texts(*LABELLING))
    found = {row["id"]: row for row in named.rows(named=True)}
    kept: list[Row] = [found[each] for each in wanted if each in found]
    written = len(kept) == len(wanted) and all(row["role"] == CUSTOMER for row in kept)
    return kept if written else None
