"""What the rows of an import change, worked out a part of the rows at a time.

All rows that share a source id, stored or arriving, meet in one part. Most arriving rows meet
none: the hashes of all ids tell, and such rows go through as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from sociallens.schema import IMPORTED, POLARS
from sociallens.store.buckets import Buckets
from sociallens.store.keys import Keys, families
from sociallens.store.manifest import Segment, Store
from sociallens.store.merge import Changes, Label, differences
from sociallens.store.runs import DIGEST, FILE, ORDER, Held, Runs
from sociallens.store.scan import chunks, column
from sociallens.store.suppressed import Suppressed

MONTH, ROW = "#month", "#row"  # of a stored row: its segment's month, its number there
_PART = 150_000  # rows that are merged at a time
_FAMILY = "#family"
_PLACE = {MONTH: pl.String(), ROW: pl.UInt32()}
_NONE_LEAVES = pl.DataFrame(schema=_PLACE | {"conversation_id": pl.String()})
_NONE_KNOWN = pl.DataFrame(schema=_PLACE | {DIGEST: pl.UInt64()})
_NONE_STORED = pl.DataFrame(schema={name: POLARS[name] for name in IMPORTED} | _PLACE)
_NONE_FRESH = _NONE_STORED.select(IMPORTED).with_columns(pl.lit(None, pl.UInt64).alias(DIGEST))


@dataclass(frozen=True)
class Outcome:
    """What some arriving rows change."""

    changes: Changes
    # Rows to write: `schema.IMPORTED` and `DIGEST`.
    fresh: pl.DataFrame = field(default_factory=_NONE_FRESH.clone)
    # Stored rows that those replace: `MONTH`, `ROW`, `conversation_id`.
    leaving: pl.DataFrame = field(default_factory=_NONE_LEAVES.clone)
    # Stored rows that stay, with their new digests: `MONTH`, `ROW`, `DIGEST`.
    known: pl.DataFrame = field(default_factory=_NONE_KNOWN.clone)


def outcomes(
    store: Store | None, rows: Runs | Held, label: Label, suppressed: Suppressed | None
) -> Iterator[Outcome]:
    """What `rows` change in `store` (None: an empty one), part by part.

    `label` predicts the other labels again where a person labelled a row in part; `suppressed`
    keeps out what was erased. Raises `OSError`.
    """
    meeting, stored = _meeting(store, rows)
    arriving, states = (Buckets(rows.spill and rows.spill / kind) for kind in ("meeting", "stored"))
    number = pl.col(_FAMILY) % (1 + (2 * len(meeting)) // _PART)
    for every in rows.slices():
        part = suppressed.sieve(every) if suppressed else every
        yield Outcome(Changes(0, 0, 0, suppressed=every.height - part.height))
        family = families(part["id"])
        meets = meeting.hold(family)
        alone = part.filter(~meets).select(*IMPORTED, DIGEST)
        yield Outcome(Changes(alone.height, 0, 0), alone)
        if alone.height < part.height:
            met = part.with_columns(family.alias(_FAMILY)).filter(meets)
            arriving.scatter(met, number)
    for segment, here in stored.items():
        assert store is not None
        for chunk in _rows(store, segment, here):
            states.scatter(chunk.with_columns(families(chunk["id"]).alias(_FAMILY)), number)
    for key in list(arriving):
        yield _merged(states.take(key, _NONE_STORED), arriving.take(key).sort(FILE, ORDER), label)
    yield Outcome(Changes(0, 0, rows.aside))


def _meeting(store: Store | None, rows: Runs | Held) -> tuple[Keys, dict[Segment, pl.Series]]:
    """The source ids of more than one row, and in which segments which rows have such ids."""
    every = Keys(families(part["id"]) for part in rows.slices(["id"]))
    stored: dict[Segment, pl.Series] = {}
    again = [every.repeated]
    for segment in store.manifest.segments if store else ():
        assert store is not None
        family = families(column(store, segment, "id"))
        here = every.hold(family)
        if here.any():
            stored[segment] = here
            again.append(family.filter(here))
    return Keys(again), stored


def _rows(store: Store, segment: Segment, here: pl.Series) -> Iterator[pl.DataFrame]:
    """The rows of a segment that are `here` (booleans), with their places."""
    for start, chunk in chunks(store, segment, IMPORTED, here):
        number = pl.int_range(start, start + chunk.height, dtype=pl.UInt32)
        placed = chunk.with_columns(pl.lit(segment.month).alias(MONTH), number.alias(ROW))
        yield placed.filter(here[start : start + chunk.height])


def _merged(states: pl.DataFrame, rows: pl.DataFrame, label: Label) -> Outcome:
    fresh, changes, ids = differences(
        states.select(IMPORTED), rows.select(IMPORTED), rows[FILE], label
    )
    # Of several rows with one id none tells alone what is stored.
    told = pl.DataFrame([ids.alias("id"), rows[DIGEST]]).group_by("id").agg(
        pl.when(pl.col(DIGEST).n_unique() == 1).then(pl.col(DIGEST).first())
    )  # fmt: skip
    return Outcome(
        changes,
        fresh.join(told, on="id", how="left").select(*IMPORTED, DIGEST),
        states.join(fresh, on="id", how="semi").select(_NONE_LEAVES.columns),
        states.join(fresh, on="id", how="anti")
        .join(told.drop_nulls(), on="id")
        .select(_NONE_KNOWN.columns),
    )
