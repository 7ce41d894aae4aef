"""Finding contributions by what names them, and reading them where they stand.

A place is a segment's number and a row's in its file. Ids and conversations are found by the hash
of their name, and compared by the name itself once the row is read.
"""

from collections.abc import Callable, Collection, Sequence

import duckdb
import polars as pl

from sociallens.engine.duckdb.serving import layout
from sociallens.engine.duckdb.stored import PLACE

_FEW = 500  # rows of a file that are named one by one
Original = Callable[[int], str]  # a segment's number -> its rows as an SQL relation


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
    shown: Callable[[str], str] = lambda relation: relation,
) -> pl.DataFrame:
    """The contributions at places, in their order: `PLACE`, then `columns`.

    Each file is read once, and of it the blocks that hold these rows. `shown`: what is laid over
    a relation of rows.
    """
    names = ", ".join((*PLACE, *columns))
    found = []
    for (segment,), rows in places.group_by("segment", maintain_order=True):
        relation = f"(SELECT * FROM {original(segment)} WHERE {_among(cursor, rows['row'])})"  # type: ignore[arg-type]
        answer = cursor.sql(f"SELECT {names} FROM {shown(relation)}").to_arrow_table()
        found.append(pl.DataFrame(pl.from_arrow(answer)))
    if not found:
        empty = cursor.sql(f"SELECT {names} FROM {shown('original')} LIMIT 0").to_arrow_table()
        return pl.DataFrame(pl.from_arrow(empty))
    kinds = {name: places.schema[name] for name in PLACE}
    return places.select(PLACE).join(
        pl.concat(found).cast(kinds), on=PLACE, how="left", maintain_order="left"
    )


def _among(cursor: duckdb.DuckDBPyConnection, rows: pl.Series) -> str:
    """The condition on `row`: numbers let blocks of a file be passed over; many are a table."""
    if len(rows) <= _FEW:
        return f"row IN ({', '.join(map(str, rows.to_list()))})"
    cursor.register("wanted_rows", rows.to_frame().to_arrow())
    return "row IN (SELECT row FROM wanted_rows)"
