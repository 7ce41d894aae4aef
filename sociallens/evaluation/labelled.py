"""Reading texts that people labelled."""

from pathlib import Path

import polars as pl

from sociallens.classify.files import ALSO_CALLED, open_table
from sociallens.errors import BadExport
from sociallens.taxonomy import Taxonomy

NEEDED = "text"
NO_CHANNEL = "other"
# Each label column and the vocabulary that closes it; `<label>_alt` are also acceptable, by `;`.
LABELS: dict[str, str | None] = {
    "topic": "topic",
    "cause": "cause",
    "sentiment": "sentiment",
    "severity": "severity",
    "intent": "intent",
    "language": None,
}
_OTHER_NAMES = {"source_id": "id", "lang": "language"}


def read(source: Path, taxonomy: Taxonomy) -> pl.DataFrame:
    """The labelled texts of a CSV.

    `id`, `text`, `channel` (by default "other") and the columns of `LABELS` that the file has, all
    text, null where blank: such a text is left out of that task. For each label a list of text
    `<label>_alt`, empty where there is none. Raises `BadExport` for a missing column, or with its
    row for a label that the taxonomy does not know.
    """
    frame = _frame(source)
    frame = frame.rename({old: new for old, new in _OTHER_NAMES.items()
                          if old in frame.columns and new not in frame.columns})  # fmt: skip
    labels = [name for name in LABELS if name in frame.columns]
    if NEEDED not in frame.columns or not labels:
        raise BadExport(
            "evaluate-columns",
            file=source.name,
            missing=NEEDED if NEEDED not in frame.columns else tuple(LABELS),
            labels=tuple(LABELS),
            found=tuple(frame.columns),
        )
    if "id" not in frame.columns:
        frame = frame.with_columns(id=pl.int_range(1, pl.len() + 1).cast(pl.String))
    if "channel" not in frame.columns:
        frame = frame.with_columns(channel=pl.lit(None, pl.String))
    channel = pl.col("channel").replace(ALSO_CALLED).fill_null(NO_CHANNEL)
    frame = frame.select(
        "id", "text", channel, *labels,
        *(_alternatives(frame, name) for name in labels),
    )  # fmt: skip
    _refuse_unknown(frame, "channel", tuple(taxonomy["channel"]), source)
    for name in labels:
        if vocabulary := LABELS[name]:
            _refuse_unknown(frame, name, tuple(taxonomy[vocabulary]), source)
    return frame


def _frame(source: Path) -> pl.DataFrame:
    try:
        frame = open_table(source).collect()
    except pl.exceptions.ComputeError as error:
        raise BadExport("classify-unreadable", file=source.name, after=0) from error
    if frame.is_empty():
        raise BadExport("classify-no-rows", file=source.name)
    return frame.with_columns(pl.all().str.strip_chars().replace("", None))


def _alternatives(frame: pl.DataFrame, name: str) -> pl.Expr:
    column = pl.col(f"{name}_alt") if f"{name}_alt" in frame.columns else pl.lit(None, pl.String)
    trimmed = column.fill_null("").str.split(";").list.eval(pl.element().str.strip_chars())
    return trimmed.list.set_difference(pl.lit([""])).alias(f"{name}_alt")


def _refuse_unknown(frame: pl.DataFrame, name: str, known: tuple[str, ...], source: Path) -> None:
    columns = [name] if name == "channel" else [name, f"{name}_alt"]
    for column in columns:
        values = frame.select(pl.col(column)).with_row_index("row", offset=1)
        if column != name:
            values = values.explode(column)
        unknown = values.filter(~pl.col(column).is_in(known))  # a null is not unknown
        if unknown.height:
            row, value = unknown.row(0)
            raise BadExport(
                "evaluate-label",
                file=source.name,
                row=row,
                column=column,
                value=value[:40],
                known=tuple(known),
            )
