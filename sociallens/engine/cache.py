"""A cache of an engine's answers, valid while the engine lives and its data stay the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextvars import ContextVar
from threading import Lock
from typing import Any, Literal, TypeVar
from weakref import WeakKeyDictionary

from sociallens.engine.protocol import Data, Engine
from sociallens.errors import StoreError

Kind = Literal["answers", "sheets"]
MOST: Mapping[Kind, int] = {"answers": 2_000, "sheets": 60}  # kept for one engine
T = TypeVar("T")
_kept: "WeakKeyDictionary[Engine, dict[Kind, OrderedDict[Hashable, Any]]]" = WeakKeyDictionary()
_lock = Lock()
_seen: ContextVar[tuple[Engine, Data] | None] = ContextVar("seen", default=None)


def look(engine: Engine) -> None:
    """See once what the data of `engine` are, for all that this thread takes from the cache.

    Until it looks again: to see it costs a look at every file, and a page takes a hundred answers.
    """
    try:
        _seen.set((engine, engine.data))
    except StoreError:  # whoever asks next is told
        _seen.set(None)


def _data(engine: Engine) -> Data:
    seen = _seen.get()
    return seen[1] if seen and seen[0] is engine else engine.data


def cached(
    engine: Engine, question: Hashable, work_out: Callable[[], T], kind: Kind = "answers"
) -> T:
    """The answer to `question` from the engine's present data: from the cache, or worked out."""
    data = _data(engine)
    key = (data, question)
    with _lock:
        answers = _kept.setdefault(engine, {}).setdefault(kind, OrderedDict())
        if key in answers:
            answers.move_to_end(key)
            answer: T = answers[key]
            return answer
    answer = work_out()
    # A question that finds files changed works with others: the answer may mix both, under a key
    # that comes again with the files. What people said never does: each digest of it is a new one.
    if engine.noticed != data.damaged:
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
