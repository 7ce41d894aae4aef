"""The tables of quality for the view on screen, and whose texts they are about first."""

import polars as pl

from sociallens.quality import measured, tables
from sociallens.quality.measured import EVERY
from sociallens.stats import FEW
from sociallens.ui.state import screen


def asked(name: str) -> pl.DataFrame:
    """A table of the page for the view on screen."""
    shown = screen.get()
    return tables.frame(shown.engine, name, shown.selection, shown.scope)


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
