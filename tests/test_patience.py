"""A question that takes too long is interrupted and told; no other is harmed."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from sociallens import settings
from sociallens.engine import load
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.engine.patience import SlowQuestion, limit, patience

ENDLESS = "SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE a.range * b.range % 7 = 3"
QUICK = "SELECT count(*) FROM range(1000)"
SHORT = 1  # second


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    opened = load(settings.DEMO_STORE)
    assert isinstance(opened, DuckDBEngine)
    yield opened
    limit(0)


@pytest.mark.parametrize("ask", [DuckDBEngine._rows, DuckDBEngine._frame])
def test_a_slow_question_ends_while_others_are_answered(
    engine: DuckDBEngine, ask: Callable[..., object]
) -> None:
    answers: list[object] = []
    over = threading.Event()

    def others() -> None:  # of a reader with the same patience
        limit(SHORT)
        while not over.wait(0.02):
            answers.append(engine._rows(lambda _: (QUICK, {})))

    beside = threading.Thread(target=others)
    beside.start()
    limit(SHORT)
    try:
        with pytest.raises(SlowQuestion, match="question-slow"):
            ask(engine, lambda _: (ENDLESS, {}))
    finally:
        over.set()
        beside.join()
    assert set(map(str, answers)) == {"[(1000,)]"}
    assert engine._rows(lambda _: (QUICK, {})) == [(1000,)]


def test_a_command_takes_the_time_it_needs(engine: DuckDBEngine) -> None:
    interrupted: list[str] = []
    with patience(lambda: interrupted.append("without a limit")):
        time.sleep(SHORT + 0.2)
    limit(SHORT)
    with patience(lambda: interrupted.append("in time")):
        pass
    time.sleep(SHORT + 0.2)
    assert interrupted == []
    with patience(lambda: interrupted.append("too late")):
        time.sleep(SHORT + 0.2)
    assert interrupted == ["too late"]


def test_an_error_of_the_question_stays_what_it_is(engine: DuckDBEngine) -> None:
    limit(SHORT)
    with pytest.raises(ZeroDivisionError), patience(lambda: None):
        raise ZeroDivisionError
