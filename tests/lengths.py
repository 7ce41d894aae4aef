"""How long tests of chance run: briefly in CI, at length by `make soak`."""

import os

WHOLE = os.environ.get("SOCIALLENS_TESTS") == "whole"


def times(briefly: int, at_length: int) -> int:
    """How often something is tried."""
    return at_length if WHOLE else briefly
