"""The figures of the pages from Python."""

import doctest

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


@pytest.mark.parametrize("view", [{"sites": "Modalys"}, {"period": "ever"}, {"end": "tomorrow"}])
def test_what_is_not_understood_is_refused(view: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="="):
        sociallens.open(DEMO_STORE).table("summary", **view)
    with pytest.raises(KeyError):
        sociallens.open(DEMO_STORE).table("nothing")
