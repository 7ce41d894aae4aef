"""Rejected rows as they may be shown and written: what they say, without whom they name."""

import polars as pl

from sociallens.importing.formats.table import LINE
from sociallens.importing.privacy import handles, links
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.importing.privacy.redact import redact
from sociallens.importing.privacy.redaction.names import NAME
from sociallens.merchants import Merchants
from sociallens.schema import TEMPLATE

_CONTENT = 2_000  # characters of a rejected row that are kept
_AUTHOR = 3  # signs of an author that are looked for in the other cells
_ONLY_A_NAME = "import-name"
_DELIMITER = r"([;,|\t])"
# Moments in figures, which would pass for numbers of orders.
_MOMENT = r"^(?:1\d{9,18}|(?:19|20)\d{6}(?:\d{6})?)$"


def of_rows(rows: pl.DataFrame, merchants: Merchants, key: Key | None) -> pl.DataFrame:
    """Rows of the template's columns as `LINE`, `reason`, `detail` and `content`."""
    rows = handles.without_author_ids(rows, "", key, handles.ids_of_authors(rows, ""))
    of_authors = handles.communities_of_authors(rows)
    communities = handles.without_personal_communities(
        rows["community"], of_authors, merchants, key
    )
    rows = rows.with_columns(
        links.without_authors(rows["url"], merchants, key).alias("url"), communities
    )
    content = pl.concat_str(
        pl.when(pl.col(column).is_not_null())
        .then(pl.concat_str(pl.lit(f"{column}="), pl.col(column), pl.lit(" | ")))
        .fill_null("")
        for column in TEMPLATE
        if column != "author"
    ).str.strip_chars(" |")
    is_name = pl.col("reason") == _ONLY_A_NAME
    rows = rows.with_columns(
        pl.when(is_name).then(pl.lit(NAME)).otherwise(content).alias("content")
    )
    author = pl.when(pl.col("author").str.len_chars() >= _AUTHOR).then("author")
    rows = rows.with_columns(
        pl.coalesce(pl.col(name).str.split(author).list.join(NAME), name).alias(name)
        for name in ("detail", "content")
    )
    return _redacted(rows, merchants)


def of_records(records: pl.DataFrame, authors: pl.Series, merchants: Merchants) -> pl.DataFrame:
    """Records that became no rows; each of their cells is read as a line.

    Which cell is the author's cannot be told: those that are one of `authors` are hidden.
    """
    told = records["content"].str.len_bytes().sum() > 0
    names = [f"\n{author}\n" for author in authors.drop_nulls().unique()] if told else []
    separated = pl.col("content").str.replace_all(_DELIMITER, "\n$1\n")
    lines = pl.concat_str(pl.lit("\n"), separated, pl.lit("\n"))
    if names:
        lines = lines.str.replace_many(names, [f"\n{NAME}\n"] * len(names))
    redacted = _redacted(records.with_columns(lines.alias("content")), merchants)
    whole = pl.col("content").str.replace_all(f"\n{_DELIMITER}\n", "$1").str.strip_chars("\n")
    return redacted.with_columns(whole.alias("content"))


def _redacted(rows: pl.DataFrame, merchants: Merchants) -> pl.DataFrame:
    content = redact(rows["content"].str.slice(0, _CONTENT), merchants)
    detail = redact(rows["detail"], merchants).alias("redacted")
    plain = pl.col("detail").str.contains(_MOMENT)
    return rows.with_columns(content, detail).select(
        LINE, "reason", pl.when(plain).then("detail").otherwise("redacted").alias("detail"),
        "content",
    )  # fmt: skip
