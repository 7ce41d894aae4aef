"""Finding contributions by what names them, and reading them where they stand.

A place is a segment's number and a row's in its file. Ids and conversations are found by the hash
of their name, and compared by the name itself once the row is read.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

import duckdb
import polars as pl
import pyarrow as pa

from sociallens.engine.duckdb.serving import layout
from sociallens.engine.duckdb.stored import PLACE

_FEW = 500  # rows of a file that are named one by one
_BATCH = 8_192  # rows of an array, where many are read
Original = Callable[[int], str]  # a segment's number -> its rows as an SQL relation
Shown = Callable[[str], str]  # a relation of rows -> the same with what is laid over it


def as_stored(relation: str) -> str:
    """A relation of rows over which nothing is laid."""
    return relation


def find(cursor: duckdb.DuckDBPyConnection, column: str, names: Collection[str]) -> pl.DataFrame:
    """Places of contributions that may have one of these names in a column; `PLACE`, distinct.

    `column`: `id` or `conversation_id`.
    """
    (table,) = (table for table, of in layout.KEYS.items() if of == column)
    rows = cursor.sql(
        f"SELECT DISTINCT segment, row FROM {layout.NAME}.{table}"
        f" WHERE key IN (SELECT {layout.key('unnest($names::VARCHAR[])')})",
        params={"names": list(names)},
    )
    return pl.DataFrame(pl.from_arrow(rows.to_arrow_table()))


def read(
    cursor: duckdb.DuckDBPyConnection,
    original: Original,
    places: pl.DataFrame,
    columns: Sequence[str],
    shown: Shown = as_stored,
) -> pl.DataFrame:
    """The contributions at places, in their order: `PLACE`, then `columns`.

    Each file is read once, and of it the blocks that hold these rows. `shown`: what is laid over
    a relation of rows.
    """
    answers = _answers(cursor, original, places, columns, shown)
    found = [pl.DataFrame(pl.from_arrow(answer.to_arrow_table())) for answer in answers]
    if not found:
        names = ", ".join((*PLACE, *columns))
        empty = cursor.sql(f"SELECT {names} FROM {shown('original')} LIMIT 0").to_arrow_table()
        return pl.DataFrame(pl.from_arrow(empty))
    rows = pl.concat(found).cast({name: places.schema[name] for name in PLACE})
    return places.select(PLACE).join(rows, on=PLACE, how="left", maintain_order="left")


def gather(
    cursor: duckdb.DuckDBPyConnection,
    original: Original,
    places: pl.DataFrame,
    columns: Sequence[str],
    shown: Shown = as_stored,
) -> pa.Table:
    """The contributions at places, at least one, as `read` finds them, in no order.

    In chunks of some thousand rows: of more, long texts may not fit into one array of Arrow's.
    """
    answers = _answers(cursor, original, places, columns, shown)
    return pa.concat_tables([answer.to_arrow_reader(_BATCH).read_all() for answer in answers])


def _answers(
    cursor: duckdb.DuckDBPyConnection,
    original: Original,
    places: pl.DataFrame,
    columns: Sequence[str],
    shown: Shown,
) -> Iterator[duckdb.DuckDBPyRelation]:
    """The contributions at places, of one file after the other; `PLACE`, then `columns`."""
    names = ", ".join((*PLACE, *columns))
    for (segment,), rows in places.group_by("segment", maintain_order=True):
        relation = f"(SELECT * FROM {original(segment)} WHERE {_among(cursor, rows['row'])})"
        yield cursor.sql(f"SELECT {names} FROM {shown(relation)}")


def _among(cursor: duckdb.DuckDBPyConnection, rows: pl.Series) -> str:
    """The condition on `row`: numbers let blocks of a file be passed over; many are a table."""
    if len(rows) <= _FEW:
        return f"row IN ({', '.join(map(str, rows.to_list()))})"
    cursor.register("wanted_rows", rows.to_frame().to_arrow())
    return "row IN (SELECT row FROM wanted_rows)"
