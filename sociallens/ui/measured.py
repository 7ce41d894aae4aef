"""The tables of quality for the view on screen, and whose texts they are about first."""

from itertools import permutations

import polars as pl

from sociallens.quality import measured, tables
from sociallens.quality.measured import EVERY
from sociallens.schema import PARTS
from sociallens.stats import FEW
from sociallens.ui.state import screen


def asked(name: str) -> pl.DataFrame:
    """A table of the page for the view on screen, as far as its values are of the store's sector.

    People gave our test texts the causes of shops: a sector with others was not measured on them.
    """
    shown = screen.get()
    frame = tables.frame(shown.engine, name, shown.selection, shown.scope)
    if "task" not in frame.columns:
        return frame
    sector = shown.engine.taxonomy
    causes = measured.table("confusions").filter(task="causes")["truth"]
    if not set(causes) <= {*sector["cause"]}:
        frame = frame.filter((pl.col("texts") == tables.YOURS) | (pl.col("task") != "causes"))
    if "truth" not in frame.columns:
        return frame
    known = [(task, *pair) for task in PARTS for pair in permutations(sector[dimension(task)], 2)]
    return frame.join(
        pl.DataFrame(known, ["task", "truth", "told"], orient="row"),
        on=["task", "truth", "told"],
        how="semi",
        maintain_order="left",
    )


def dimension(task: str) -> str:
    """The dimension that the values of a label are of."""
    return {"causes": "cause"}.get(task, task)


def kind() -> str:
    """The kind of sectors that the store's is of."""
    return measured.kind(screen.get().engine.taxonomy.name)


def whose() -> str:
    """Whose texts the figures of the page are about first."""
    return tables.YOURS if own() else tables.OURS


def own() -> bool:
    """Whether people have answered an audit of these data."""
    yours = asked("label_quality").filter(texts=tables.YOURS, channel=EVERY, task="topic")
    return any(n >= FEW for n in yours["n"])


def here(name: str, **cell: object) -> pl.DataFrame:
    """The rows of a table that count here: of an audit, else of our texts of the store's kind."""
    frame = asked(name).filter(**cell)
    return (
        frame.filter(texts=tables.YOURS) if own() else frame.filter(texts=tables.OURS, kind=kind())
    )
