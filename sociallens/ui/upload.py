"""Import by upload."""


def draw() -> None:
    """To come."""
