"""Reads what users declare in TOML, the library's limits included among its errors."""

import tomllib
from pathlib import Path
from typing import Any


def parse(text: str) -> dict[str, Any]:
    """What a text declares. Raises `TOMLDecodeError`, a `ValueError`, for what is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    # The library goes down into each list and table, and leaves long numbers to Python.
    except (RecursionError, ValueError) as error:
        raise tomllib.TOMLDecodeError("Nested too deeply, or a number too long") from error


def read(path: Path) -> dict[str, Any]:
    """What a UTF-8 file declares. Raises `OSError`, `ValueError` for what is no TOML."""
    return parse(path.read_text(encoding="utf-8"))
