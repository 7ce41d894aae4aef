"""A cache of an engine's answers, valid while the engine lives and its data stay the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sociallens.engine.protocol import Engine

MOST_ANSWERS = 2_000  # answers of one engine
T = TypeVar("T")
_answers: "WeakKeyDictionary[Engine, OrderedDict[Hashable, Any]]" = WeakKeyDictionary()
_lock = Lock()


def cached(engine: Engine, question: Hashable, work_out: Callable[[], T]) -> T:
    """The answer to `question` from the engine's present data: from the cache, or worked out."""
    data = engine.data
    key = (data, question)
    with _lock:
        answers = _answers.setdefault(engine, OrderedDict())
        if key in answers:
            answers.move_to_end(key)
            answer: T = answers[key]
            return answer
    answer = work_out()
    if engine.data != data:  # files changed meanwhile: the answer may mix old and new data
        return answer
    with _lock:
        answers[key] = answer
        if len(answers) > MOST_ANSWERS:
            answers.popitem(last=False)
    return answer
