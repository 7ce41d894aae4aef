"""One file to contributions: recognise, pick, cast, identify, hide, redact, label."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from sociallens.importing import cast, exported, identity, labels
from sociallens.importing.cast import DETAIL, REASON, Cast, Place
from sociallens.importing.context import Context
from sociallens.importing.formats.detect import load
from sociallens.importing.formats.table import LINE, Refusal, Table
from sociallens.importing.privacy import pseudonyms, redact
from sociallens.importing.profiles import mapping
from sociallens.importing.profiles.profile import Profile, named
from sociallens.importing.report import REJECTED, FileReport, Message
from sociallens.merchants import account
from sociallens.schema import LABELS, POLARS, TEMPLATE, THREAD

ROW = tuple(name for name in POLARS if name not in THREAD)
SLICE = 10_000  # rows that are labelled at once: progress moves, memory stays
_CONTENT = 2_000  # characters of a rejected row that are kept
_NAME_HIDDEN = "[nom]"
Tell = Callable[[int], None]  # rows done


def read_file(path: Path, name: str, context: Context, limit: int | None, tell: Tell) -> (
    tuple[pl.DataFrame, pl.DataFrame, FileReport]
):  # fmt: skip
    """The rows of one file, its rejected rows, and what to say about it.

    Raises `BadExport` when the file as a whole cannot be read or recognised.
    """
    table, profile = _recognised(path, context)
    if limit is not None:
        table = replace(table, frame=table.frame.head(limit))
    if profile.own:
        table = replace(table, frame=exported.unescaped(table))
    place, told = _place(name, profile, context)
    raw = mapping.pick(table.frame, profile)
    done = cast.cast(raw, profile, place, context.taxonomy, context.merchants)
    rows = identity.identify(done.rows, profile, context.key)
    clash = identity.conflicts(rows)
    twice = rows.filter(clash).select(LINE, pl.col("id").str.slice(0, 60).alias(DETAIL))
    rows = rows.filter(~clash)
    if profile.own:
        rows = exported.kept(rows, table.frame)
    answers = _replies(table, profile, context, done.notes)
    rows = identity.with_replies(rows, answers)
    rejected = _rejected(name, table, done, raw, twice, context)
    given = frozenset(label for label in LABELS if mapping.present(table.frame, profile, label))
    finished = [
        _finished(part, profile, given, context) for part in _told(rows, table, rejected, tell)
    ]
    empty = pl.DataFrame(schema={column: POLARS[column] for column in ROW})
    notes = Counter(table.notes) + done.notes
    if context.key is None and not profile.own and raw["author"].count():
        notes["import-note-no-key"] = raw["author"].count()
    report = FileReport(
        name=name,
        profile=profile.name,
        why=_why(table, profile, context),
        site=told if _needs_site(raw, profile) else None,
        read=rows.height + rejected.height,
        rejected=rejected.height,
        notes={key: count for key, count in sorted(notes.items()) if count},
        unused=() if profile.shape else tuple(mapping.unused(table.headers, profile)),
    )
    return pl.concat([empty, *finished]), rejected, report


def _recognised(path: Path, context: Context) -> tuple[Table, Profile]:
    forced = named(context.profile, context.profiles) if context.profile else None
    return load(path, (forced,) if forced else tuple(context.profiles.values()), forced)


def _why(table: Table, profile: Profile, context: Context) -> Message:
    details = {"title_fr": profile.titles["fr"], "title_en": profile.titles["en"]}
    if context.profile:
        return Message("import-why-asked", details)
    headers = [header for header in table.headers if header]
    known = profile.used()
    columns = [header for header in headers if header.casefold() in known] or headers
    return Message("import-why", details | {"columns": ", ".join(columns[:6])})


def _place(name: str, profile: Profile, context: Context) -> tuple[Place, Message | None]:
    channel = context.channel or profile.defaults.get("channel")
    site = context.site or profile.defaults.get("site")
    if site:
        return Place(site, channel, context.now), None
    found = context.merchants.find(Path(name).stem)
    told = Message("import-site-from-name", {"site": found}) if found else None
    return Place(found, channel, context.now), told


def _needs_site(raw: pl.DataFrame, profile: Profile) -> bool:
    """Whether rows lack a site that no other row of the file gives."""
    return raw["site"].has_nulls() and not (profile.one_site and raw["site"].n_unique() == 2)


def _replies(table: Table, profile: Profile, context: Context, notes: Counter[str]) -> pl.DataFrame:
    """The brand's replies in the records, typed; a date that cannot be read leaves them undated."""
    raw = mapping.replies(table.frame, profile)
    place = Place("-", "other", context.now)
    bare = raw.with_columns(pl.lit(None, pl.String).alias("published_at"))
    read = cast.cast(raw, profile, place, context.taxonomy, context.merchants).rows
    missed = bare.filter(~pl.col(LINE).is_in(read[LINE].implode()))
    notes["import-note-reply-date"] += missed.height
    undated = cast.cast(missed, profile, place, context.taxonomy, context.merchants).rows
    columns = (LINE, "published_at", "date_precision", "updated_at", "author", "text", "language")
    return pl.concat([read, undated]).select(columns)


def _told(
    rows: pl.DataFrame, table: Table, rejected: pl.DataFrame, tell: Tell
) -> Iterator[pl.DataFrame]:
    tell(rejected.height)
    for part in rows.iter_slices(SLICE):
        yield part
        tell(part.height)


def _finished(
    rows: pl.DataFrame, profile: Profile, given: frozenset[str], context: Context
) -> pl.DataFrame:
    merchants = context.merchants
    own = {name: merchants.accounts.get(account(name)) or merchants.resolve(name)
           for name in rows["author"].drop_nulls().unique()}  # fmt: skip
    owner = pl.col("author").replace_strict(own, default=None, return_dtype=pl.String)
    readable = (pl.col("role") == "brand") & (owner == pl.col("site"))
    hide = exported.authors if profile.own else pseudonyms.pseudonyms
    rows = rows.with_columns(
        redact.redact(rows["text"], merchants, rows["site"].drop_nulls().unique()).alias("text"),
        hide(rows, context.key, readable).alias("author"),
        (pl.col("source") if profile.own else pl.lit(None, pl.String))
        .fill_null(profile.name)
        .alias("source"),
        pl.lit(context.import_id).alias("import_id"),
    )
    if not profile.own:
        rows = labels.label(rows, given, context.taxonomy)
    return rows.select(pl.col(name).cast(POLARS[name]) for name in ROW)


def _rejected(
    name: str, table: Table, done: Cast, raw: pl.DataFrame, twice: pl.DataFrame, context: Context
) -> pl.DataFrame:
    before = [_refusal(refusal) for refusal in table.refusals]
    told = pl.DataFrame(before, schema={n: REJECTED[n] for n in REJECTED.names()[1:]}, orient="row")
    refused = done.refused.rename({REASON: "reason", DETAIL: "detail"})
    again = raw.join(twice, on=LINE, how="inner").rename({DETAIL: "detail"})
    again = again.with_columns(pl.lit("import-id-twice").alias("reason"))
    found = pl.concat([refused, again.select(refused.columns)])
    content = pl.concat_str(
        pl.when(pl.col(column).is_not_null())
        .then(pl.concat_str(pl.lit(f"{column}="), pl.col(column), pl.lit(" | ")))
        .fill_null("")
        for column in TEMPLATE
        if column != "author"
    ).str.strip_chars(" |")
    is_name = pl.col("reason") == "import-name"
    cells = found.select(
        pl.col(LINE).alias("line"),
        "reason",
        pl.col("detail"),
        pl.when(is_name).then(pl.lit(_NAME_HIDDEN)).otherwise(content).alias("content"),
    )
    every = pl.concat([told, cells]).sort("line", maintain_order=True)
    safe = redact.redact(every["content"].str.slice(0, _CONTENT), context.merchants)
    return every.select(
        pl.lit(name).alias("file"), "line", "reason", "detail", safe.alias("content")
    )


def _refusal(refusal: Refusal) -> tuple[int, str, str, str]:
    return refusal.line, refusal.reason, refusal.detail, refusal.content.strip()
