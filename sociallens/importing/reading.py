"""From one file to contributions: recognise, pick, cast, identify, pseudonymise, redact, label.

A file is read in slices. What only all of its rows can tell is gathered between the steps, so that
the rows are those of a file read as a whole; meanwhile the slices wait on disk.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import polars as pl

from sociallens.importing import cast, identity, own_exports
from sociallens.importing.cast import Fallback, Whole
from sociallens.importing.completing import Completing, Known, Unchanged
from sociallens.importing.context import Context
from sociallens.importing.finishing import Finish
from sociallens.importing.formats.detect import Unread
from sociallens.importing.formats.sniff import UNHEADED
from sociallens.importing.formats.table import LINE, SLICE, Table
from sociallens.importing.identity import IDS, RANK
from sociallens.importing.isolation import isolate
from sociallens.importing.job import Meter
from sociallens.importing.kept import Kept
from sociallens.importing.privacy import handles
from sociallens.importing.profiles import mapping
from sociallens.importing.profiles.profile import Profile
from sociallens.importing.recognising import Recognised, recognise
from sociallens.importing.rejecting import Rejecting
from sociallens.importing.report import REJECTED, FileReport, Message
from sociallens.importing.spill import Place, Spill
from sociallens.schema import LABELS

_REPLY = (LINE, "published_at", "date_precision", "updated_at", "author", "text", "language")


@dataclass(frozen=True)
class Read:
    """One part of a file: its rows (`schema.IMPORTED`), rejected rows (`REJECTED`), its report."""

    rows: Spill
    rejected: pl.DataFrame
    report: FileReport
    unchanged: tuple[Unchanged, ...] = ()


def read_file(
    path: Path,
    name: str,
    context: Context,
    limit: int | None,
    meter: Meter,
    folder: Place,
    seen: Known | None = None,
    kept: Kept | None = None,
    size: int = SLICE,
) -> Iterator[Read]:
    """For each part of a file its rows, its rejected rows, and its report.

    A part is the file itself, a sheet, or a member of an archive. Raises `BadExport` when the file
    as a whole cannot be read or recognised.

    Args:
        path: The file.
        name: The name to show for it.
        context: What reading depends on besides the file.
        limit: The number of rows to read of each part; None for all.
        meter: Told what was read and done.
        folder: Where slices wait.
        seen: What the store knows of rows; None to finish all rows, without digests.
        kept: Slices that an earlier import finished, if `seen` is given; None to keep none.
        size: The number of rows of a slice.
    """
    for number, part in enumerate(recognise(path, name, context)):
        part_name = f"{name} › {part.name}" if part.name else name
        if isinstance(part, Unread):
            report = FileReport(part_name, problem=part.problem, scanned=not part.is_export)
            rows = Spill(folder, f"{number}-rows")
            yield Read(rows, pl.DataFrame(schema=REJECTED), report)
        else:
            table = part.table
            if limit is not None:
                table = replace(table, frame=table.frame.head(limit), rest=())
            reading = _Reading(
                replace(part, table=table), part_name, context, meter, folder, number, seen, kept
            )
            yield reading.read(size)


@dataclass
class _Reading:
    """One part of a file on its way to contributions."""

    part: Recognised
    name: str
    context: Context
    meter: Meter
    folder: Place
    number: int  # of the part
    known: Known | None
    kept: Kept | None
    notes: Counter[str] = field(default_factory=Counter)
    rejecting: Rejecting = field(default_factory=Rejecting)
    sites: set[str | None] = field(default_factory=set)  # as the export spells them
    signed: int = 0  # rows with an author
    seen: bool = False  # a reply

    @property
    def profile(self) -> Profile:
        """The profile that the part is read by."""
        return self.part.profile

    def read(self, size: int) -> Read:
        """Its rows, its rejected rows, its report."""
        fallback, site_note = _fallback(self.name, self.profile, self.context)
        typed, replies = self._spill("typed"), self._spill("replies")
        for frame, raw, whole in self._picked(size):
            self._cast(frame, raw, whole, fallback, typed, replies)
        rows = self._identified(typed)
        answers = self._answers(replies)
        finished, unchanged = self._finished(rows, answers)
        authors = (each["author"].unique() for each in rows.slices(["author"]))
        rejected = self.rejecting.rows(self.name, self.context, authors)
        self.meter.add(rejected.height)
        if not unchanged:
            rows.remove()
        good = finished.rows + sum(len(each.ids) for each in unchanged)
        report = self._report(good, rejected.height, site_note)
        return Read(finished, rejected, report, tuple(unchanged))

    def _spill(self, name: str) -> Spill:
        return Spill(self.folder, f"{self.number}-{name}")

    def _tables(self, size: int) -> Iterator[pl.DataFrame]:
        """The records of the part, slice by slice, as text."""
        for table in self.part.table.slices(size):
            table = mapping.without_other_records(table, self.profile)
            self.meter.read(table.frame.height, table.share)
            self.notes += table.notes
            self.rejecting.records += table.refusals
            yield own_exports.unescape(table) if self.profile.own else table.frame

    def _picked(self, size: int) -> Iterator[tuple[pl.DataFrame, pl.DataFrame, Whole]]:
        """Each slice of records, its cells under the names of the template, what all decide."""
        frames: Iterable[pl.DataFrame] = self._tables(size)
        kept = self._spill("records")
        if cast.decides(self.profile):
            for frame in frames:
                kept.add(frame)
            frames = kept.slices()

        headers = self.part.table.frame.columns
        few = mapping.headers_of(headers, self.profile, cast.COLUMNS)

        def deciding() -> Iterator[pl.DataFrame]:
            for frame in kept.slices(few):
                cells = isolate(frame, lambda some: mapping.cells(some, self.profile, cast.COLUMNS))
                yield cells.result

        whole = Whole.of(deciding, self.profile)
        for frame in frames:
            raw = isolate(frame, self._pick)
            self.rejecting.fail(raw.failed, None)
            yield frame, raw.result, whole
        kept.remove()

    def _pick(self, frame: pl.DataFrame) -> pl.DataFrame:
        return mapping.pick(frame, self.profile)

    def _cast(
        self,
        frame: pl.DataFrame,
        raw: pl.DataFrame,
        whole: Whole,
        fallback: Fallback,
        typed: Spill,
        replies: Spill,
    ) -> None:
        """Cast a slice: its rows and the replies in its records wait for the other slices."""
        context = self.context
        self.sites |= {*raw["site"].unique()}
        self.signed += raw["author"].count()
        outcome = isolate(
            raw,
            lambda some: cast.cast(
                some, self.profile, whole, fallback, context.taxonomy, context.merchants
            ),
        )
        self.rejecting.fail(outcome.failed, raw)
        done = outcome.result
        self.notes += done.notes
        self.seen |= done.replies
        self.rejecting.refuse(done.refused)
        rows = identity.without_rounded_ids(done.rows, self.notes)
        told = isolate(frame, lambda some: mapping.replies(some, self.profile, done.rows))
        self.rejecting.fail(told.failed, raw)
        typed.add(own_exports.restore(rows, frame) if self.profile.own else rows)
        replies.add(told.result)

    def _identified(self, typed: Spill) -> Spill:
        """The typed rows with their ids and conversations."""
        few = identity.too_few(typed.slices)
        self.notes["import-note-ids-few"] += few
        key = self.context.key
        nameless = bool(few) or any(rows["id"].has_nulls() for rows in typed.slices(["id"]))
        if not nameless and not self.profile.prefix:
            return typed  # they have the ids that they are stored under
        without = pl.col("id") if not few else pl.lit(None, pl.String).alias("id")
        ranks = None
        if nameless:
            ranks = identity.ranks(
                lambda columns: (rows.with_columns(without) for rows in typed.slices(columns)), key
            )
        found = self._spill("identified")
        for place, rows in enumerate(typed.slices()):
            rank = _ranked(rows.with_columns(without)["id"], ranks[place] if ranks else None)
            known = isolate(
                rows.with_columns(without, rank),
                lambda some: identity.identify(some, self.profile, key).drop(RANK),
            )
            self.rejecting.fail(known.failed, rows)
            found.add(known.result)
        typed.remove()
        return found

    def _answers(self, replies: Spill) -> list[Spill]:
        """The brand's replies in the records, typed: those with a date, then the others."""
        dated, dateless = self._spill("dated"), self._spill("dateless")
        if not self.profile.reply:
            return []
        fallback = Fallback("-", "other", self.context.now)
        whole = Whole.of(lambda: replies.slices(list(cast.COLUMNS)), self.profile)

        def typed(raw: pl.DataFrame) -> pl.DataFrame:
            context = self.context
            return cast.cast(
                raw, self.profile, whole, fallback, context.taxonomy, context.merchants
            ).rows.select(_REPLY)

        def both(raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
            good = typed(raw)
            bare = raw.with_columns(pl.lit(None, pl.String).alias("published_at"))
            return good, typed(bare.filter(~pl.col(LINE).is_in(good[LINE].implode())))

        for raw in replies.slices():
            read = isolate(raw, both)
            self.rejecting.fail(read.failed, raw)
            good, bare = read.result
            self.notes["import-note-reply-date"] += bare.height
            dated.add(good)
            dateless.add(bare)
        replies.remove()
        return [dated, dateless]

    def _finished(self, rows: Spill, answers: list[Spill]) -> tuple[Spill, list[Unchanged]]:
        """Rows and answers as they are stored, and those that are stored already."""
        threads = identity.Threads(self.profile.prefix)
        columns = [*IDS, "role", "channel", "followup_observed"]
        for part in rows.slices(columns):
            threads.add(part)
        threads.settle(rows.slices)
        sites, ids, communities = set[str](), set[str](), set[str]()
        columns = [LINE, *IDS, "role", "author", "site", "community"]
        for place, part in enumerate(rows.slices(columns)):
            part = part.with_columns(threads.conversations(place, part))
            sites |= {*part["site"].drop_nulls().unique()}
            ids |= {*handles.ids_of_authors(part, self.profile.prefix)}
            communities |= {*handles.communities_of_authors(part)}
            for spill in answers:
                signed = spill.slice(place).select(LINE, "author")
                about = part.select(LINE, "community").join(signed, on=LINE)
                communities |= {*handles.communities_of_authors(about)}
        table = self.part.table
        finish = Finish(
            profile=self.profile,
            labelled=frozenset(
                label for label in LABELS if mapping.has_column(table.frame, self.profile, label)
            ),
            context=self.context,
            replies=self.seen or bool(self.profile.reply),
            threaded=threads.threaded,
            sites=frozenset(sites),
            ids=frozenset(ids),
            communities=frozenset(communities),
        )

        def known(place: int) -> pl.DataFrame:
            part = rows.slice(place)
            return finish.known(part.with_columns(threads.conversations(place, part)))

        makers = [partial(known, place) for place in range(rows.count)]
        for spill in answers:
            makers += [partial(_replies, known, spill, place) for place in range(rows.count)]
        completing = Completing(
            finish, self._spill, self.meter, self.rejecting, self.known, self.kept
        )
        return completing.rows(makers, rows.rows), completing.unchanged

    def _report(self, good: int, rejected: int, site: Message | None) -> FileReport:
        table, profile, notes = self.part.table, self.profile, self.notes
        headers = table.headers
        if "" in headers and "" not in profile.known_headers() and not notes.keys() & UNHEADED:
            notes["import-note-unnamed"] = headers.count("")
        if self.context.key is None and not profile.own and self.signed:
            notes["import-note-no-key"] = self.signed
        # Rows that lack a site, which the other rows do not settle.
        needs_site = None in self.sites and not (profile.one_site and len(self.sites) == 2)
        return FileReport(
            name=self.name,
            profile=profile.name,
            why=self.part.why,
            site=site if needs_site else None,
            read=good + rejected,
            rejected=rejected,
            notes={key: count for key, count in sorted(notes.items()) if count},
            unused=_unused(table, profile),
            unread=table.unread,
        )


def _replies(known: Callable[[int], pl.DataFrame], replies: Spill, place: int) -> pl.DataFrame:
    return identity.replies_to(known(place), replies.slice(place))


def _ranked(ids: pl.Series, ranks: pl.Series | None) -> pl.Series:
    """The ranks of rows without id, in the places of these."""
    every = pl.Series(RANK, [None], pl.Int64).new_from_index(0, len(ids))
    if ranks is None or ranks.is_empty():
        return every
    return every.scatter(ids.is_null().arg_true(), ranks.cast(pl.Int64))


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
