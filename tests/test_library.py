"""The figures of the pages from Python."""

import doctest
from datetime import date

import pytest

import sociallens
from sociallens import library
from sociallens.settings import DEMO_STORE
from sociallens.tables import NAMES


def test_the_examples_are_true() -> None:
    assert doctest.testmod(library).attempted > 3
    assert doctest.testmod(library).failed == 0


def test_every_table_can_be_asked() -> None:
    demo = sociallens.open(DEMO_STORE)
    for name in demo.tables:
        assert demo.table(name, site="modalys", start="2026-01-01").height
    assert demo.tables == NAMES


UNKNOWN: list[dict[str, object]] = [
    {"sites": "Modalys"}, {"period": "ever"}, {"end": "tomorrow"}, {"site": []}, {"site": None},
    {"data": 1}, {"reposts": True}, {"rating": 9},
]  # fmt: skip


@pytest.mark.parametrize("view", UNKNOWN)
def test_what_is_not_understood_is_refused(view: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="="):
        sociallens.open(DEMO_STORE).table("summary", **view)
    with pytest.raises(KeyError, match="summary"):
        sociallens.open(DEMO_STORE).table("nothing")


def test_values_are_written_as_links_write_them() -> None:
    demo = sociallens.open(DEMO_STORE)
    since = demo.table("channels", start=date(2026, 1, 1), rating=5)
    assert since.equals(demo.table("channels", start="2026-01-01", rating=["5"]))
    thread = demo.table("conversations").filter(contributions=3)["conversation_id"][0]
    assert demo.table("conversations", thread=thread).height == 3
    assert demo.table("conversations", thread="zzz").is_empty()
