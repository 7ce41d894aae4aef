"""Answers from an engine, kept while it lives and its data stay the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sociallens.engine.protocol import Engine

MOST = 2_000  # answers of one engine
T = TypeVar("T")
_kept: "WeakKeyDictionary[Engine, OrderedDict[Hashable, Any]]" = WeakKeyDictionary()
_lock = Lock()


def kept(engine: Engine, question: Hashable, work_out: Callable[[], T]) -> T:
    """The answer to `question` from the data that the engine has now: worked out, or as kept."""
    data = engine.data
    key = (data, question)
    with _lock:
        answers = _kept.setdefault(engine, OrderedDict())
        if key in answers:
            answers.move_to_end(key)
            answer: T = answers[key]
            return answer
    answer = work_out()
    if engine.data != data:  # files changed meanwhile: the answer is of both
        return answer
    with _lock:
        answers[key] = answer
        if len(answers) > MOST:
            answers.popitem(last=False)
    return answer
