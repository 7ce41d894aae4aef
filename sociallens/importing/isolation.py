"""Isolation of the rows that make a step fail, so that the others go on."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import polars as pl
from polars.exceptions import PanicException

from sociallens.errors import SocialLensError
from sociallens.importing.formats.table import LINE

ERROR = "#error"  # what was raised and where, as `describe` words it
MOST = 1_000  # rows set aside at most: if more fail, the rows are not to blame
NONE = pl.DataFrame(schema={LINE: pl.Int64, ERROR: pl.String})
_ROW = "#row"
_CODE = Path(__file__).parents[1]
T = TypeVar("T")


@dataclass(frozen=True)
class Isolation(Generic[T]):
    """The result for the sound rows; `failed` holds `LINE` (integer) and `ERROR` (text)."""

    result: T
    failed: pl.DataFrame


def isolate(rows: pl.DataFrame, change: Callable[[pl.DataFrame], T]) -> Isolation[T]:
    """The result of `change` for `rows`, without the rows for which it raises.

    These are located by bisection, so that sound rows cost nothing. Raises what `change` raises
    when single rows are not to blame: a `SocialLensError`, too little memory, more than `MOST`
    failing rows, or none.
    """
    results: list[T] = []
    error = error_of(lambda: results.append(change(rows)))
    if error is None:
        return Isolation(results[0], NONE)
    failed = _at_fault(rows, change, error)
    if failed.height > MOST:
        raise error
    good = rows.with_row_index(_ROW).join(failed, on=_ROW, how="anti").drop(_ROW)
    return Isolation(change(good), failed.drop(_ROW))


def error_of(step: Callable[[], object]) -> BaseException | None:
    """The unforeseen exception that `step` raises, if any.

    Raises `SocialLensError` and `MemoryError`, which are foreseen. This is the only place that
    catches everything: one text or file must not cost the others. A Polars panic is no `Exception`.
    """
    try:
        step()
    except (SocialLensError, MemoryError):
        raise
    except (Exception, PanicException) as error:
        return error
    return None


def describe(error: BaseException) -> str:
    """The type of an error and the line that raised it; its message could quote a text."""
    frames = traceback.extract_tb(error.__traceback__)
    frames_of_ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_CODE)]
    place = (
        f" ({Path(frames_of_ours[-1].filename).name}:{frames_of_ours[-1].lineno})"
        if frames_of_ours
        else ""
    )
    return type(error).__name__ + place


def _at_fault(
    rows: pl.DataFrame, change: Callable[[pl.DataFrame], object], error: BaseException
) -> pl.DataFrame:
    """The rows for which `change` raises: `_ROW`, `LINE`, `ERROR`; the search ends above `MOST`."""
    pieces = [(0, rows.height, error)]
    faults: list[tuple[int, int, str]] = []
    while pieces and len(faults) <= MOST:
        start, count, cause = pieces.pop()
        if count == 1:
            faults.append((start, rows[LINE][start], describe(cause)))
        half = count // 2
        for at, length in ((start, half), (start + half, count - half)) if half else ():
            problem = _raised_by(rows.slice(at, length), change)
            if problem is not None:
                pieces.append((at, length, problem))
    schema = {_ROW: pl.get_index_type(), **NONE.schema}
    return pl.DataFrame(faults, schema=schema, orient="row")


def _raised_by(
    rows: pl.DataFrame, change: Callable[[pl.DataFrame], object]
) -> BaseException | None:
    return error_of(lambda: change(rows))
