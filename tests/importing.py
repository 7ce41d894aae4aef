"""What the tests of importing share: a key, a clock, files made of a few lines."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from sociallens.importing.privacy.pseudonyms import Key

KEY = Key(bytes(range(32)))
NOW = datetime(2026, 6, 1, 12)  # UTC; all invented conversations are older
EXPORTS = Path(__file__).with_name("exports")
REAL = Path(os.environ.get("SOCIALLENS_REAL_DATA", Path(__file__).parents[2] / "shared" / "data"))

real_data = pytest.mark.skipif(not REAL.is_dir(), reason="the real conversations are not here")


def written(path: Path, *lines: str) -> Path:
    """A UTF-8 file of these lines."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
