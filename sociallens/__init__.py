"""SocialLens reads what customers say about merchants."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sociallens.library import Dataset

__version__ = "0.1.0"


def open(path: "str | Path", version: int | None = None) -> "Dataset":
    """The store in the folder `path`, to ask its tables from Python: see `sociallens.library`.

    Raises `StoreError` where there is none, or where it no longer has that `version`.
    """
    from sociallens.library import open_dataset  # what it needs takes a second to load

    return open_dataset(path, version)
