"""How long tests of chance run: briefly in CI, at length by `make soak`."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

WHOLE = os.environ.get("SOCIALLENS_TESTS") == "whole"


def times(briefly: int, at_length: int) -> int:
    """How often something is tried."""
    return at_length if WHOLE else briefly


def some(every: Sequence[T], step: int) -> Sequence[T]:
    """All of them, or, briefly, one in `step`."""
    return every if WHOLE else every[::step]
