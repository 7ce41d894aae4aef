"""What people said of the reader's own messages, beside what the model had said of them.

An audit's answers judge: its sample was drawn by chance, so the share that is right there tells
how often labels are right. Corrections do not, for people correct what they notice; they only lend
examples of what is confused.
"""

import polars as pl

from sociallens import audits
from sociallens.access import Scope, TextScope
from sociallens.audits import Audit
from sociallens.engine import Engine
from sociallens.engine.cache import cached
from sociallens.estimates import in_use
from sociallens.schema import MODEL, PARTS, POLARS, PROVENANCE

TASKS = tuple(PARTS)
_ROW = pl.Schema(
    {
        "id": pl.String(),
        "conversation_id": pl.String(),
        "channel": pl.String(),
        "task": pl.String(),
        "truth": pl.String(),
        "also": pl.List(pl.String()),
        "told": pl.String(),
        "confidence": pl.Float64(),
        "tool": pl.String(),
    }
)


def judged(engine: Engine, scope: Scope) -> pl.DataFrame:
    """The labels of the messages of the audit in use that people are done with, a row each.

    `id`, `conversation_id`, `channel`, `task`; `truth`: what people said, of causes and topics the
    main one, and `also`: all that they said; `told`: what the model said; its `confidence`; `tool`:
    the mood that came along. Labels that no model gave are left out, and causes where there are
    none. Raises `StoreError`.
    """
    audit = in_use(engine)
    if audit is None:
        return pl.DataFrame(schema=_ROW)
    return cached(engine, ("judged", audit.name, scope), lambda: _judged(engine, audit, scope))


def _judged(engine: Engine, audit: Audit, scope: Scope) -> pl.DataFrame:
    said = audits.labels(audit, engine.annotations.answers(audit.name))
    given = pl.concat(said.select("id", values=_values(task), task=pl.lit(task)) for task in TASKS)
    return _beside(engine, given, scope)


def instances(engine: Engine, scope: Scope) -> pl.DataFrame:
    """One of the reader's messages for each confusion that people found: the columns of `judged`.

    Of the audit, else of what was corrected. Raises `StoreError`.
    """
    said = pl.concat([judged(engine, scope), corrected(engine, scope)])
    return said.filter(pl.col("told") != pl.col("truth")).unique(
        ["task", "truth", "told"], keep="first", maintain_order=True
    )


def corrected(engine: Engine, scope: Scope) -> pl.DataFrame:
    """The labels that people corrected, in the columns of `judged`. Raises `StoreError`."""
    given = engine.annotations.corrections.select("id", "task", "values")
    return cached(engine, ("corrected", scope), lambda: _beside(engine, given, scope))


def _values(task: str) -> pl.Expr:
    """What people said, as a list: of a topic all topics, the main one first."""
    name = PARTS[task][-1] if task == "topic" else PARTS[task][0]
    column = pl.col(name)
    return column if POLARS[name] == pl.List(pl.String) else pl.concat_list(column)


def _beside(engine: Engine, given: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """`given` (`id`, `task`, `values`) beside what the model said of the same messages."""
    if given.is_empty():
        return pl.DataFrame(schema=_ROW)
    stored = engine.originals(given["id"].unique().to_list(), TextScope(scope))  # for labels
    told = pl.concat(
        stored.filter(pl.col(PROVENANCE[task]).str.starts_with(MODEL)).select(
            "id",
            "conversation_id",
            "channel",
            "confidence",
            task=pl.lit(task),
            told=pl.col(task).list.first() if task == "causes" else pl.col(task),
            tool="tool_sentiment",
        )
        for task in TASKS
    )
    joined = given.join(told, on=["id", "task"], maintain_order="left")
    joined = joined.filter(pl.col("values").list.len() > 0)
    table = joined.with_columns(truth=pl.col("values").list.first(), also="values")
    return table.select(_ROW.names()).cast(_ROW)
