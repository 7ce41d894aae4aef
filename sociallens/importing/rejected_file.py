"""The rejected rows of an import as a CSV file."""

import os
from collections.abc import Callable
from pathlib import Path

import polars as pl

from sociallens.i18n import Language, words
from sociallens.importing.privacy.filenames import stored_name
from sociallens.importing.report import REJECTED
from sociallens.spreadsheet import as_csv


def rejected_csv(
    rejected: pl.DataFrame, language: Language, reason: Callable[[str, Language], str] = words
) -> bytes:
    """The rejected rows (columns `REJECTED`) as a CSV file in which no cell is a formula.

    `reason` words the key of a reason.
    """
    wordings = {key: reason(key, language) for key in rejected["reason"].unique()}
    files = {name: stored_name(name) for name in rejected["file"].unique()}
    worded = rejected.with_columns(
        pl.col("reason").replace_strict(wordings, return_dtype=pl.String),
        pl.col("file").replace_strict(files, return_dtype=pl.String),
    )
    titles = {name: words(f"import-column-{name}", language) for name in REJECTED}
    return as_csv(worded.rename(titles), language)


def write_rejected(rejected: pl.DataFrame, path: Path, language: Language) -> None:
    """Write `rejected_csv` to `path`, readable by its owner only. Raises `OSError`."""
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        if path.is_file():  # an existing file would keep its mode
            path.chmod(0o600)
        file.write(rejected_csv(rejected, language))
