"""From one file to contributions: recognise, pick, cast, identify, pseudonymise, redact, label."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from sociallens.importing import cast, identity, labels, observability, own_exports
from sociallens.importing.cast import DETAIL, REASON, Cast, Fallback
from sociallens.importing.context import Context
from sociallens.importing.formats.detect import Unread
from sociallens.importing.formats.sniff import UNHEADED
from sociallens.importing.formats.table import LINE, Refusal, Table
from sociallens.importing.isolation import ERROR, isolate
from sociallens.importing.privacy import handles, links, pseudonyms, redact, rejects
from sociallens.importing.profiles import mapping
from sociallens.importing.profiles.profile import Profile
from sociallens.importing.recognising import Recognised, recognise
from sociallens.importing.report import REJECTED, FileReport, Message
from sociallens.merchants import account
from sociallens.schema import IMPORTED, LABELS, POLARS

_SCHEMA = {name: POLARS[name] for name in IMPORTED}
SLICE = 50_000  # rows labelled at a time: what is prepared for each slice costs as much as 2,000 rows
_FAILED = "import-row-failed"
Tell = Callable[[int], None]  # rows done
Read = tuple[pl.DataFrame, pl.DataFrame, FileReport]  # rows, rejected rows, report


def read_file(
    path: Path, name: str, context: Context, limit: int | None, tell: Tell
) -> Iterator[Read]:
    """For each part of a file its rows, its rejected rows, and its report.

    A part is the file itself, a sheet, or a member of an archive. Raises `BadExport` when the file
    as a whole cannot be read or recognised.

    Args:
        path: The file.
        name: The name to show for it.
        context: What reading depends on besides the file.
        limit: The number of rows to read of each part; None for all.
        tell: Called with the number of rows done since the last call.

    Yields:
        Rows with the columns `schema.IMPORTED`, rejected rows with the columns `REJECTED`, and the
        report of the part.
    """
    for part in recognise(path, name, context):
        part_name = f"{name} › {part.name}" if part.name else name
        if isinstance(part, Unread):
            empty = pl.DataFrame(schema=_SCHEMA), pl.DataFrame(schema=REJECTED)
            yield *empty, FileReport(part_name, problem=part.problem, scanned=not part.is_export)
        else:
            table = mapping.without_other_records(part.table, part.profile)
            if limit is not None:
                table = replace(table, frame=table.frame.head(limit))
            if part.profile.own:
                table = replace(table, frame=own_exports.unescape(table))
            yield _read_table(replace(part, table=table), part_name, context, tell)


def _read_table(part: Recognised, name: str, context: Context, tell: Tell) -> Read:
    table, profile = part.table, part.profile
    fallback, site_note = _fallback(name, profile, context)
    picked = isolate(table.frame, lambda frame: mapping.pick(frame, profile))
    raw = picked.result
    typed = isolate(
        raw, lambda some: cast.cast(some, profile, fallback, context.taxonomy, context.merchants)
    )
    outcome = typed.result
    identified = isolate(
        outcome.rows, lambda some: _identify(some, profile, context, outcome.notes)
    )
    rows = own_exports.restore(identified.result, table.frame) if profile.own else identified.result
    answers = isolate(table.frame, lambda some: _replies(some, profile, context, outcome.rows))
    replies, undated = answers.result
    outcome.notes["import-note-reply-date"] += undated
    rows = identity.with_replies(rows, replies)
    labelled = frozenset(
        label for label in LABELS if mapping.has_column(table.frame, profile, label)
    )
    slices = [
        isolate(part, lambda some: _finish(some, profile, labelled, context))
        for part in _counted_slices(rows, tell)
    ]
    empty = pl.DataFrame(schema=_SCHEMA)
    aside = [picked.failed, typed.failed, identified.failed, answers.failed]
    failed = pl.concat([*aside, *(part.failed for part in slices)])
    rejected = _rejected_rows(name, table, outcome, raw, failed, context)
    tell(rejected.height)
    good = pl.concat([empty, *(part.result for part in slices)])
    notes = Counter(table.notes) + outcome.notes
    if "" in table.headers and "" not in profile.known_headers() and not notes.keys() & UNHEADED:
        notes["import-note-unnamed"] = table.headers.count("")
    if context.key is None and not profile.own and raw["author"].count():
        notes["import-note-no-key"] = raw["author"].count()
    report = FileReport(
        name=name,
        profile=profile.name,
        why=part.why,
        site=site_note if _needs_site(raw, profile) else None,
        read=good.height + rejected.height,
        rejected=rejected.height,
        notes={key: count for key, count in sorted(notes.items()) if count},
        unused=_unused(table, profile),
        unread=table.unread,
    )
    return good, rejected, report


def _unused(table: Table, profile: Profile) -> tuple[str, ...]:
    """The columns that nothing was taken from; none for JSON records with a declared shape."""
    expected = profile.shape is not None and table.kind == "json"
    return () if expected else tuple(mapping.unused_headers(table.headers, profile))


def _fallback(name: str, profile: Profile, context: Context) -> tuple[Fallback, Message | None]:
    channel = context.channel or profile.defaults.get("channel")
    site = context.site or profile.defaults.get("site")
    if site:
        return Fallback(site, channel, context.now), None
    site_in_name = context.merchants.find(Path(name).stem)
    note = Message("import-site-from-name", {"site": site_in_name}) if site_in_name else None
    return Fallback(site_in_name, channel, context.now), note


def _needs_site(raw: pl.DataFrame, profile: Profile) -> bool:
    """Whether rows lack a site that the other rows do not settle."""
    return raw["site"].has_nulls() and not (profile.one_site and raw["site"].n_unique() == 2)


def _replies(
    frame: pl.DataFrame, profile: Profile, context: Context, rows: pl.DataFrame
) -> tuple[pl.DataFrame, int]:
    """The brand's replies in the records, typed, and the number of those with unreadable dates."""
    raw = mapping.replies(frame, profile, rows)
    fallback = Fallback("-", "other", context.now)
    bare = raw.with_columns(pl.lit(None, pl.String).alias("published_at"))
    dated = cast.cast(raw, profile, fallback, context.taxonomy, context.merchants).rows
    dateless = bare.filter(~pl.col(LINE).is_in(dated[LINE].implode()))
    undated = cast.cast(dateless, profile, fallback, context.taxonomy, context.merchants).rows
    columns = (LINE, "published_at", "date_precision", "updated_at", "author", "text", "language")
    return pl.concat([dated, undated]).select(columns), dateless.height


def _identify(
    rows: pl.DataFrame, profile: Profile, context: Context, notes: Counter[str]
) -> pl.DataFrame:
    rows = observability.by_threads(identity.identify(rows, profile, context.key, notes))
    if profile.own:
        return rows  # ids were pseudonymised when they were first imported
    return handles.without_author_ids(rows, profile.prefix, context.key)


def _counted_slices(rows: pl.DataFrame, tell: Tell) -> Iterator[pl.DataFrame]:
    for part in rows.iter_slices(SLICE):
        yield part
        tell(part.height)


def _finish(
    rows: pl.DataFrame, profile: Profile, labelled: frozenset[str], context: Context
) -> pl.DataFrame:
    merchants = context.merchants
    signed = rows.filter(pl.col("role") == "brand")["author"]
    owners = {name: merchants.accounts.get(account(name)) or merchants.resolve(name)
           for name in signed.drop_nulls().unique()}  # fmt: skip
    owner = pl.col("author").replace_strict(owners, default=None, return_dtype=pl.String)
    readable = (pl.col("role") == "brand") & (owner == pl.col("site"))
    hide = own_exports.authors if profile.own else pseudonyms.pseudonyms
    rows = rows.with_columns(
        redact.redact(rows["text"], merchants, rows["site"].drop_nulls().unique()).alias("text"),
        hide(rows, context.key, readable).alias("author"),
        handles.without_personal_communities(rows, merchants, context.key).alias("community"),
        _links(rows["url"], profile, context),
        (pl.col("source") if profile.own else pl.lit(None, pl.String))
        .fill_null(profile.name)
        .alias("source"),
        pl.lit(context.import_id).alias("import_id"),
    )
    if not profile.own:
        rows = labels.label(rows, labelled, context.taxonomy, context.sectors, context.own)
    return rows.select(pl.col(name).cast(POLARS[name]) for name in IMPORTED)


def _links(url: pl.Series, profile: Profile, context: Context) -> pl.Series:
    if profile.own or profile.name in context.kept_links:
        return url
    return links.without_authors(url, context.merchants, context.key)


def _rejected_rows(
    name: str,
    table: Table,
    outcome: Cast,
    raw: pl.DataFrame,
    failed: pl.DataFrame,
    context: Context,
) -> pl.DataFrame:
    refused = outcome.refused.rename({REASON: "reason", DETAIL: "detail"})
    broken = failed.rename({ERROR: "detail"}).with_columns(pl.lit(_FAILED).alias("reason"))
    others = broken.join(raw.unique(LINE, keep="first"), on=LINE, how="left")
    cells = pl.concat([refused, others.select(refused.columns)])
    records = pl.DataFrame(
        [_refusal(refusal) for refusal in table.refusals],
        schema={LINE: pl.Int64} | dict.fromkeys(("reason", "detail", "content"), pl.String),
        orient="row",
    )
    rejected = pl.concat(
        [
            _safely(
                records, lambda some: rejects.of_records(some, raw["author"], context.merchants)
            ),
            _safely(cells, lambda some: rejects.of_rows(some, context.merchants, context.key)),
        ]
    ).sort(LINE, maintain_order=True)
    named = rejected.rename({LINE: "line"}).with_columns(pl.lit(name).alias("file"))
    return named.select(REJECTED.names())


def _safely(rows: pl.DataFrame, show: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
    """Rejected rows as they may be shown; of those that cannot be redacted, line and reason."""
    outcome = isolate(rows, show)
    nothing = pl.lit("")
    bare = rows.join(outcome.failed, on=LINE, how="semi").select(
        LINE, "reason", nothing.alias("detail"), nothing.alias("content")
    )
    return pl.concat([outcome.result, bare])


def _refusal(refusal: Refusal) -> tuple[int, str, str, str]:
    return refusal.line, refusal.reason, refusal.detail, refusal.content.strip()
