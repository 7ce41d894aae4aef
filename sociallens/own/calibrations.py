"""The weights that were fitted on a store's corrections: which are in use, and those before."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sociallens.classify.model import FEATURE, shipped
from sociallens.errors import StoreError
from sociallens.own.places import calibration_folder, current_file, numbers

REPORT = "report.json"


def named(store: Path) -> int:
    """The number of the calibration that the store names; 0 for the weights that ship."""
    file = current_file(store)
    try:
        return int(file.read_text(encoding="ascii"))
    except FileNotFoundError:
        return 0
    except ValueError as error:
        raise StoreError("own-weights-unreadable", file=file.name) from error


def in_use(store: Path) -> int:
    """The number of the calibration that labels texts; 0 where the weights that ship do.

    One that corrected the weights of another version of the program does not: what it adds to
    these nobody has measured.
    """
    number = named(store)
    return number if number and read_report(store, number)["shipped"] == edition() else 0


def edition() -> str:
    """What identifies the weights that ship."""
    digest = hashlib.sha256()
    for task, table in shipped().items():
        digest.update(f"{task}\n{table.write_csv()}".encode())
    return digest.hexdigest()[:16]


def calibrations(store: Path) -> list[int]:
    """The numbers of all calibrations that are kept, the first first."""
    return numbers(current_file(store).parent)


def weights_file(store: Path, number: int, task: str) -> Path:
    """The weights of one task in a calibration."""
    return calibration_folder(store, number) / f"{task}_weights.csv"


def read_weights(store: Path, number: int) -> Mapping[str, pl.DataFrame]:
    """The tables of a calibration by task, like those that ship. Raises `StoreError`."""
    files = {task: weights_file(store, number, task) for task in shipped()}
    tables = {task: _table(file) for task, file in files.items() if file.is_file()}
    if not tables:
        raise StoreError("own-weights-unreadable", file=calibration_folder(store, number).name)
    return tables


def _table(file: Path) -> pl.DataFrame:
    try:
        table = pl.read_csv(file)
        return table.select(pl.col(FEATURE).cast(pl.String), pl.exclude(FEATURE).cast(pl.Float64))
    except pl.exceptions.PolarsError as error:
        raise StoreError("own-weights-unreadable", file=file.name) from error


def read_report(store: Path, number: int) -> Mapping[str, Any]:
    """What a calibration was judged by.

    `after`: the calibration that was in use before, `shipped`: the weights it corrects, `at`: when.
    """
    try:
        text = (calibration_folder(store, number) / REPORT).read_text(encoding="utf-8")
        report: Mapping[str, Any] = json.loads(text)
        return {name: report[name] for name in ("after", "shipped", "at", "judged")}
    except (OSError, ValueError, KeyError) as error:
        raise StoreError("own-weights-unreadable", file=REPORT) from error
