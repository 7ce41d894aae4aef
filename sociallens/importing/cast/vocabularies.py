"""Columns of closed vocabularies: from labels as people write them to keys."""

from collections import Counter

import polars as pl

from sociallens.importing.cast.refusal import refuse
from sociallens.importing.report import UNKNOWN
from sociallens.importing.values import vocabulary
from sociallens.taxonomy import Taxonomy

ONE, MANY = ("topic", "sentiment", "severity", "intent"), ("topics", "causes")
_VOCABULARY = {"topics": "topic", "causes": "cause"}


def resolve_labels(frame: pl.DataFrame, taxonomy: Taxonomy, notes: Counter[str]) -> pl.DataFrame:
    """The label columns as keys (text, or lists of text); unknown labels refuse their row.

    An unknown `tool_sentiment` becomes null and is counted.
    """
    for name in ONE:
        frame = resolve_keys(frame, name, name, taxonomy)
    for name in MANY:
        frame = _resolve_lists(frame, name, _VOCABULARY[name], taxonomy)
    # A tool's opinion is no reason to refuse what a customer said.
    opinions = frame["tool_sentiment"]
    keys = vocabulary.lookup(
        opinions.unique().to_list(), vocabulary.spellings(taxonomy, "sentiment")
    )
    sentiments = opinions.replace_strict(keys, default=None, return_dtype=pl.String)
    notes["import-note-tool-sentiment"] += sentiments.null_count() - opinions.null_count()
    return frame.with_columns(tool_sentiment=sentiments)


def resolve_keys(frame: pl.DataFrame, name: str, values: str, taxonomy: Taxonomy) -> pl.DataFrame:
    """The column `name` as keys of the vocabulary `values`; unknown values refuse their row."""
    keys = vocabulary.lookup(frame[name].unique().to_list(), vocabulary.spellings(taxonomy, values))
    key = pl.col(name).replace_strict(keys, default=None, return_dtype=pl.String)
    wrong = pl.col(name).is_not_null() & key.is_null()
    frame = refuse(frame, wrong, UNKNOWN + values, pl.col(name))
    return frame.with_columns(key.alias(name))


def _resolve_lists(frame: pl.DataFrame, name: str, values: str, taxonomy: Taxonomy) -> pl.DataFrame:
    """The column `name` as lists of keys; an unknown value refuses its row."""
    parts = pl.col("cell").str.replace_all("|", ";", literal=True).str.split(";")
    parts = parts.list.eval(pl.element().str.strip_chars()).list.eval(
        pl.element().filter(pl.element() != "")
    )
    cells = frame.select(cell=name).unique().with_columns(parts=parts)  # few are different
    every = cells["parts"].explode(empty_as_null=True, keep_nulls=True).unique().to_list()
    known = vocabulary.lookup(every, vocabulary.spellings(taxonomy, values))
    keys = pl.col("parts").list.eval(
        pl.element().replace_strict(known, default=None, return_dtype=pl.String)
    )
    read = cells.select(
        "cell",
        keys=keys.list.unique(maintain_order=True),
        unknown=pl.col("parts").list.set_difference(list(known)).list.first(),
    )
    rows = frame.select(cell=name).join(
        read, on="cell", how="left", nulls_equal=True, maintain_order="left"
    )
    unknown = pl.lit(rows["unknown"])
    frame = refuse(frame, unknown.is_not_null(), UNKNOWN + values, unknown)
    return frame.with_columns(rows["keys"].alias(name))
