"""From rows of an export to rows of the template, still as text, by a profile's columns."""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from sociallens.importing.formats.markup import plain
from sociallens.importing.formats.table import LINE, Refusal, Table
from sociallens.importing.profiles.profile import TITLE, Profile, Source
from sociallens.merchants import fold
from sociallens.schema import TEMPLATE

NAMES = (*TEMPLATE, TITLE)
_LONGEST_WAIT = 20 * 365 * 24 * 60  # minutes
_ABOVE = "-"  # the contribution in the same record, which has no id yet
_ALWAYS = ("role", "community")  # what every row of some exports is
_INVISIBLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff\u00ad]"


def pick(frame: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """The rows of an export under the template's column names.

    Args:
        frame: `LINE` (integer) and the export's columns (text).
        profile: Says which column comes from where.

    Returns:
        `LINE` (integer) and the columns of `schema.TEMPLATE` (text), null where the export lacks
        the column or the cell is empty.
    """
    picked = cells(frame, profile, NAMES)
    if picked[TITLE].null_count() < picked.height:
        picked = picked.with_columns(text=_with_title())
    constants = [pl.col(name).fill_null(pl.lit(profile.defaults[name], pl.String))
             for name in _ALWAYS if name in profile.defaults]  # fmt: skip
    return picked.with_columns(*constants, text=_text(pl.col("text"))).drop(TITLE)


def cells(frame: pl.DataFrame, profile: Profile, names: Iterable[str]) -> pl.DataFrame:
    """The cells of some of the columns that `pick` returns, as they stand in the export."""
    return _select(frame, {name: profile.columns.get(name) for name in names})


def headers_of(headers: Iterable[str], profile: Profile, names: Iterable[str]) -> list[str]:
    """`LINE` and those of the `headers` of a frame that `cells` reads for `names`, in order."""
    sources = [profile.columns[name] for name in names if name in profile.columns]
    read = {fold(name) for source in sources for name in source.names()}
    return [LINE, *(each for each in headers if each != LINE and fold(each) in read)]


def replies(frame: pl.DataFrame, profile: Profile, rows: pl.DataFrame) -> pl.DataFrame:
    """The brand's replies in the same records, with the columns that `pick` returns.

    Some exports give the reply's time as a delay, counted from the typed contributions `rows`. A
    reply without text counts if the record gives its time or its author's `role`.
    """
    if not profile.reply:
        return pl.DataFrame(schema=dict.fromkeys(TEMPLATE, pl.String) | {LINE: pl.Int64})
    picked = _select(frame, {name: profile.reply.get(name) for name in TEMPLATE})
    filled = picked.with_columns(text=_text(pl.col("text")))
    present = filled.filter(
        pl.any_horizontal(pl.col(name).is_not_null() for name in ("text", "published_at", "role"))
    )
    when = profile.reply.get("published_at")
    present = _elapsed(present, rows) if when is not None and when.after else present
    return present.with_columns(role=pl.lit("brand"), parent_id=pl.lit(_ABOVE))


def without_other_records(table: Table, profile: Profile) -> Table:
    """`table` without records that are no contributions, which become refusals."""
    headers = {fold(column): column for column in reversed(table.frame.columns)}
    required = [headers[fold(name)] for name in profile.requires if fold(name) in headers]
    if not required:
        return table
    missing = pl.all_horizontal(_filled(pl.col(name)).is_null() for name in required)
    refused = [Refusal(line, "import-no-record") for line in table.frame.filter(missing)[LINE]]
    frame = table.frame.filter(~missing)
    return replace(table, frame=frame, refusals=[*table.refusals, *refused])


def has_column(frame: pl.DataFrame, profile: Profile, name: str) -> bool:
    """Whether the export has a column for `name`, even an empty one."""
    source = profile.columns.get(name)
    headers = {fold(column) for column in frame.columns}
    return source is not None and any(fold(name) in headers for name in source.names())


def unused_headers(headers: list[str], profile: Profile) -> list[str]:
    """The headers that the profile neither reads nor ignores, to report them."""
    expected = profile.known_headers()
    return [header for header in headers if header and fold(header) not in expected]


def _select(frame: pl.DataFrame, sources: dict[str, Source | None]) -> pl.DataFrame:
    headers = {fold(column): column for column in reversed(frame.columns)}
    columns = [_column(source, headers).alias(name) for name, source in sources.items()]
    return frame.select(LINE, *columns)


def _column(source: Source | None, headers: dict[str, str]) -> pl.Expr:
    if source is None:
        return pl.lit(None, pl.String)
    if source.otherwise:
        first = _column(replace(source, otherwise=None), headers)
        return pl.coalesce(first, _column(source.otherwise, headers))
    found = _cells(source.columns, headers)
    if not found:
        return pl.lit(None, pl.String)
    value = (
        _filled(pl.concat_str(found, separator=" ", ignore_nulls=True))
        if source.join
        else pl.coalesce(found)
    )
    return _meaning(value.str.extract(source.match) if source.match else value, source, headers)


def _meaning(value: pl.Expr, source: Source, headers: dict[str, str]) -> pl.Expr:
    """What a cell that was found says in the schema's words."""
    if source.equals:
        same = [value == cell for cell in _cells(source.equals, headers)]
        value = pl.when(pl.any_horizontal(same or [pl.lit(False)])).then(value)
    for name, wanted in source.where.items():
        said = [cell.str.to_lowercase() == wanted.lower() for cell in _cells([name], headers)]
        value = pl.when(pl.any_horizontal(said or [pl.lit(False)])).then(value)
    if source.values:
        plain = value.str.to_lowercase()
        value = plain.replace_strict(source.values, default=None, return_dtype=pl.String)
    if source.filled:
        value = pl.when(value.is_not_null()).then(pl.lit(source.filled))
    if source.before:
        value = pl.lit(source.before) + value.str.strip_prefix(source.before)
    return value


def _cells(names: Iterable[str], headers: dict[str, str]) -> list[pl.Expr]:
    return [_filled(pl.col(headers[fold(name)])) for name in names if fold(name) in headers]


def _elapsed(replies: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Replies with a time instead of the minutes since their contribution, where it has a time."""
    exact = rows.filter(pl.col("date_precision") == "instant")
    since = exact.select(LINE, pl.col("published_at").alias("#since"))
    minutes = pl.col("published_at").cast(pl.Float64, strict=False)
    sane = pl.when(minutes.is_between(0, _LONGEST_WAIT)).then(minutes * 60)
    wait = pl.duration(seconds=sane.cast(pl.Int64))
    time = (pl.col("#since") + wait).dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    joined = replies.join(since, on=LINE, how="left", maintain_order="left")
    return joined.with_columns(published_at=time).drop("#since")


def _filled(value: pl.Expr) -> pl.Expr:
    return value.str.strip_chars().replace("", None)


def _with_title() -> pl.Expr:
    """The title in front of the text, unless the text begins with it (as sites shorten titles)."""
    start = pl.col(TITLE).str.strip_chars_end("….").str.strip_chars().str.to_lowercase()
    told = pl.col("text").str.to_lowercase().str.starts_with(start)
    both = pl.concat_str(TITLE, "text", separator="\n")
    return pl.when(told).then("text").otherwise(pl.coalesce(both, "text", TITLE))


def _text(text: pl.Expr) -> pl.Expr:
    clean = text.map_batches(plain, return_dtype=pl.String)
    clean = clean.str.replace_all("\r\n?", "\n").str.replace_all(_INVISIBLE, "")
    return _filled(clean)
