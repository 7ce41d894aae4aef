"""What an erasure is about to do, on the disk before it begins and until it has ended."""

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from sociallens.errors import StoreError
from sociallens.store import disk
from sociallens.store.check import ERASING

FILE = ERASING
_PLAN = "plan"  # in the metadata of the file, whose rows are `IDS`
IDS = pl.Schema({"id": pl.String(), "erased": pl.String()})


@dataclass(frozen=True)
class Plan:
    """What is done with a store, as far as it names nobody."""

    at: str  # ISO time, UTC: tells a plan from others
    kind: str  # erase, purge, rotate
    by: str  # what was asked by: author, id, …
    asked: str  # a keyed digest of that
    who: str
    rows: int
    before: int  # the version
    key_id: str | None  # of the key that the store's values are made with afterwards
    listed_by: str  # id of the key that `entries` were made with
    entries: Mapping[str, list[str]]  # hashes for the list of what must not come back


def now() -> str:
    """The present moment as ISO time in UTC, so exact that no two plans of a store share it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def write(path: Path, plan: Plan, ids: pl.DataFrame) -> None:
    """Put a plan on the disk, with the messages that go (`IDS`). Raises `OSError`.

    `erased` is what stands from then on for the conversation that a message opened; null where
    others may go on naming it.
    """
    data = io.BytesIO()
    ids.select(IDS.names()).write_parquet(data, metadata={_PLAN: json.dumps(asdict(plan))})
    disk.write(path / FILE, data.getvalue())
    disk.flush(path)


def read(path: Path) -> tuple[Plan, pl.DataFrame] | None:
    """The plan that was begun in a store; None where none is. Raises `StoreError`."""
    try:
        data = (path / FILE).read_bytes()
        plan = Plan(**json.loads(pl.read_parquet_metadata(io.BytesIO(data))[_PLAN]))
        return plan, pl.read_parquet(data, schema=IDS)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, pl.exceptions.PolarsError) as error:
        raise StoreError("erasing-damaged", folder=path.name, file=FILE) from error


def unfinished(path: Path) -> bool:
    """Whether an erasure was begun and has not ended."""
    return (path / FILE).exists()


def remove(path: Path) -> None:
    """Forget the plan: all of it is done. Raises `OSError`."""
    (path / FILE).unlink()
    disk.flush(path)
