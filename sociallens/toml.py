"""Reads what users declare in TOML, the library's limits included among its errors."""

import tomllib
from pathlib import Path
from typing import Any


def parse(text: str) -> dict[str, Any]:
    """What a text declares. Raises `TOMLDecodeError`, a `ValueError`, for what is no TOML."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:  # the library goes down into each list and table
        raise tomllib.TOMLDecodeError("Nested too deeply") from error


def read(path: Path) -> dict[str, Any]:
    """What a UTF-8 file declares. Raises `OSError`, `ValueError` for what is no TOML."""
    return parse(path.read_text(encoding="utf-8"))
