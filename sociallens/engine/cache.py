"""A cache of an engine's answers, valid while the engine lives and its data stay the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, Literal, TypeVar
from weakref import WeakKeyDictionary

from sociallens.engine.protocol import Engine

Kind = Literal["answers", "sheets"]
MOST: Mapping[Kind, int] = {"answers": 2_000, "sheets": 60}  # kept for one engine
T = TypeVar("T")
_kept: "WeakKeyDictionary[Engine, dict[Kind, OrderedDict[Hashable, Any]]]" = WeakKeyDictionary()
_lock = Lock()


def cached(
    engine: Engine, question: Hashable, work_out: Callable[[], T], kind: Kind = "answers"
) -> T:
    """The answer to `question` from the engine's present data: from the cache, or worked out."""
    data = engine.data
    key = (data, question)
    with _lock:
        answers = _kept.setdefault(engine, {}).setdefault(kind, OrderedDict())
        if key in answers:
            answers.move_to_end(key)
            answer: T = answers[key]
            return answer
    answer = work_out()
    if engine.data != data:  # files changed meanwhile: the answer may mix old and new data
        return answer
    with _lock:
        answers[key] = answer
        if len(answers) > MOST[kind]:
            answers.popitem(last=False)
    return answer


def forget(engine: Engine) -> None:
    """Forget all answers of an engine, as a benchmark does between two runs."""
    with _lock:
        _kept.pop(engine, None)
