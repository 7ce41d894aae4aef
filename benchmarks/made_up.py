"""Made-up conversations by the million: the same ones for the same number of rows.

    python -m benchmarks.made_up 1e6 [--store DIR] [--raw DIR] [--csv FILE] [--unlabelled]

`--store` writes a store by the product's own writing, as an import of labelled rows leaves it;
`--raw` the same rows as Parquet files of the template, `--csv` as one CSV file of it;
`--unlabelled` leaves the labels of these to the classifier.

Three years that grow and have their Christmas; merchants by Zipf's law; a quarter of rows answer
another, merchants sooner or later, or people; some have a day only, or no date, or are passed on.
Merchants differ, so that there is something to find. Nobody wrote the texts: see `made_texts`. One
month at a time is held in memory.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks import made_texts
from benchmarks.made_texts import CAUSES, LANGUAGES, NO_SENTENCE, SEED, SENTIMENTS, Integers
from sociallens import schema
from sociallens.store import disk, threads
from sociallens.store.manifest import SEGMENTS, UNDATED, ImportRecord, Segment, Store
from sociallens.store.months import write_segment
from sociallens.store.write import create, exclusive, publish

Truths: TypeAlias = npt.NDArray[np.bool_]
Draw: TypeAlias = np.random.Generator

MONTHS = tuple(datetime(2023 + month // 12, month % 12 + 1, 1, tzinfo=UTC) for month in range(37))
SEASON = {10: 1.25, 11: 1.5, 0: 1.1}  # November, December, January
HOURS = (12, 7, 4, 3, 3, 5, 10, 22, 35, 46, 50, 50, 54, 52, 48, 46, 48, 54, 60, 64, 62, 56, 44, 26)
DAY = 86_400  # seconds
PART = 250_000  # rows drawn at once: whole conversations
OPENINGS = 0.72  # of all rows
CHANNELS: Mapping[str, float] = {
    "twitter": 30, "facebook": 22, "review_site": 20, "instagram": 8, "consumer_forum": 7,
    "other_forum": 4, "youtube": 4, "app_store": 3, "blog": 1, "other": 1,
}  # fmt: skip
GROUPED = ("facebook", "consumer_forum", "other_forum")  # channels with communities
TOPICS: Mapping[str, tuple[float, float]] = {  # how many are about it, how many of these negative
    "customer_service": (62, 0.6), "offer": (12, 0.3), "purchase_sharing": (9, 0.08),
    "reputation_advice": (7, 0.35), "brand_communication": (5, 0.3), "none": (5, 0.2),
}  # fmt: skip
CAUSED = (35, 20, 18, 11, 10, 6)  # how many customer-service messages have which cause
SEVERITIES: Mapping[str, Sequence[float]] = {  # whether negative or not
    "high": (15, 1), "medium": (50, 14), "low": (35, 85),
}  # fmt: skip
INTENTS: Mapping[str, Sequence[float]] = {  # by sentiment
    "complaint": (75, 10, 0), "question": (15, 55, 0), "advice": (10, 20, 15),
    "praise": (0, 0, 60), "thanks": (0, 0, 25), "other": (0, 15, 0),
}  # fmt: skip
SCORES = dict(zip(SENTIMENTS, (-0.6, 0.0, 0.6), strict=True))
RECORD = ImportRecord(
    "made-up", "2026-01-01T00:00:00+00:00", ("made_up.parquet",), ("template",), 0, 0, 0, 0, 0, {}
)


def conversations(rows: int) -> Iterator[pl.DataFrame]:
    """So many rows of the template, labelled, in frames of whole conversations.

    Columns `schema.TEMPLATE`. Month by month of their openings; replies may stand in later months.
    """
    many = [(1 + place / 36) * SEASON.get(place % 12, 1.0) for place in range(len(MONTHS) - 1)]
    ends = np.round(rows * np.cumsum(many) / sum(many)).astype(int).tolist()
    for month, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
        for first in range(start, end, PART):
            draw = np.random.default_rng((SEED, rows, first))
            yield _part(draw, month, first, min(PART, end - first), authors=max(100, rows // 7))


# -- Rows.


@dataclass(frozen=True)
class _Labels:
    """Places of labels among those there are, a row each; -1 where there is none."""

    topic: Integers
    other: Integers  # another topic
    causes: tuple[Integers, Integers, Integers]
    sentiment: Integers
    severity: Integers
    intent: Integers


def _part(draw: Draw, month: int, first: int, rows: int, *, authors: int) -> pl.DataFrame:
    openings = max(1, round(rows * OPENINGS))
    parent = draw.integers(0, openings, rows - openings)
    root = np.concatenate([np.arange(openings), parent])
    is_reply = np.arange(rows) >= openings
    is_brand = is_reply & _some(draw, rows, 0.5)
    is_alone = (np.bincount(parent, minlength=openings) == 0)[root]
    merchant = _chosen(draw, openings, 1 / np.arange(1, made_texts.MERCHANTS + 1))[root]
    channel = _chosen(draw, openings, list(CHANNELS.values()))[root]
    language = _chosen(draw, openings, (86, 14))[root]
    is_once, is_grouped = (_among(channel, names) for names in (schema.ONCE, GROUPED))
    is_undated = is_alone & _some(draw, rows, 0.008)
    is_day = is_alone & is_once & ~is_undated & _some(draw, rows, 0.5)
    is_repost = is_alone & _among(channel, ("twitter",)) & _some(draw, rows, 0.06)
    times = _times(draw, month, parent, is_brand, merchant)
    labels = _labels(draw, merchant)
    sentences = _sentences(draw, language, labels, is_reply, is_brand)
    ids = pl.Series(10**15 + (first + np.arange(rows)) * 1013).cast(pl.String)
    opening = ids.gather(root)
    # Most who go on with a conversation are those who opened it.
    writer = np.where(is_reply & _some(draw, rows, 0.6), root, np.arange(rows))
    drawn = {
        "id": ids,
        "conversation_id": opening,
        "parent_id": opening.zip_with(pl.Series(is_reply), pl.Series([None], dtype=pl.String)),
        "site": _named(merchant, made_texts.merchants()),
        "channel": _named(channel, list(CHANNELS)),
        "community": _named(np.where(is_grouped, merchant % 40, -1), _COMMUNITIES),
        "published_at": pl.Series(times - is_day * (times % DAY)) * 1_000_000,
        "date_precision": _named(is_day + 2 * is_undated, ("instant", "day", "none")),
        "language": _named(language, LANGUAGES),
        "country": _named(np.where(language == 0, 0, -1), ("FR",)),
        "role": _named(is_brand + 2 * is_repost, ("customer", "brand", "repost")),
        "author": pl.Series(_authors(draw, rows, authors)[writer]),
        "text": made_texts.texts(draw, merchant, sentences),
        "rating": _named(np.where(is_once, labels.sentiment, -1), ("1", "3", "5")),
        "topic": _named(labels.topic, list(TOPICS)),
        "other": _named(labels.other, list(TOPICS)),
        **{f"cause{place}": _named(each, CAUSES) for place, each in enumerate(labels.causes)},
        "sentiment": _named(labels.sentiment, SENTIMENTS),
        "severity": _named(labels.severity, list(SEVERITIES)),
        "intent": _named(labels.intent, list(INTENTS)),
        "reply_observed": pl.Series(~is_once),
        "followup_observed": pl.Series(~is_once),
    }
    return _template(pl.DataFrame(drawn))


_COMMUNITIES = tuple(f"Groupe {number}" for number in range(40))


def _labels(draw: Draw, merchant: Integers) -> _Labels:
    rows = len(merchant)
    topic = _chosen(draw, rows, [many for many, _ in TOPICS.values()])
    negative = np.array([share for _, share in TOPICS.values()])[topic]
    negative = np.minimum(negative * (0.6 + merchant * 7919 % 100 / 125), 0.95)
    level = draw.random(rows)
    sentiment = np.where(level < negative, 0, np.where(level < (1 + negative) / 2, 1, 2))
    is_service, many = topic == 0, draw.random(rows)
    cause = (_chosen(draw, rows, CAUSED) + merchant % 3) % len(CAUSES)
    second, third = (cause + start + draw.integers(0, start, rows) for start in (1, 3))
    return _Labels(
        topic,
        np.where((topic < len(TOPICS) - 2) & _some(draw, rows, 0.12), topic + 1, -1),
        (
            np.where(is_service, cause, -1),
            np.where(is_service & (many < 0.25), second % len(CAUSES), -1),
            np.where(is_service & (many < 0.05), third % len(CAUSES), -1),
        ),
        sentiment,
        np.where(is_service, _chosen_by(draw, SEVERITIES, np.minimum(sentiment, 1)), -1),
        _chosen_by(draw, INTENTS, sentiment),
    )


def _sentences(
    draw: Draw, language: Integers, labels: _Labels, is_reply: Truths, is_brand: Truths
) -> list[Integers]:
    """Of a message: an opening, one or two about its labels, an end. Of a reply, fewer."""
    main, second, _ = labels.causes
    subject = np.where(main >= 0, main, len(CAUSES) - 1 + labels.topic)
    about = made_texts.drawn(draw, "about", language, subject)
    more = made_texts.drawn(draw, "about", language, np.where(second >= 0, second, subject))
    more = np.where(_some(draw, len(language), 0.4), more, NO_SENTENCE)
    opened = made_texts.drawn(draw, "open", language, labels.sentiment)
    after = made_texts.drawn(draw, "after", language, labels.sentiment)
    replied = made_texts.drawn(draw, "reply", language)
    answer = np.where(is_brand, replied, after)
    return [
        np.where(is_reply, answer, opened),
        np.where(is_reply, NO_SENTENCE, about),
        np.where(is_reply, NO_SENTENCE, more),
        made_texts.drawn(draw, "tail", language),
    ]


def _times(
    draw: Draw, month: int, parent: Integers, is_brand: Truths, merchant: Integers
) -> Integers:
    """Seconds since 1970: openings within the month, replies after them."""
    openings = len(merchant) - len(parent)
    start, end = (int(MONTHS[place].timestamp()) for place in (month, month + 1))
    day = draw.integers(0, (end - start) // DAY, openings)
    second = _chosen(draw, openings, HOURS) * 3600 + draw.integers(0, 3600, openings)
    opened = start + day * DAY + second
    # Logarithms of seconds: merchants take an hour or a morning, people longer.
    middle = np.where(is_brand, 8.0 + merchant * 31 % 40 / 20, 9.8)[openings:]
    answered = opened[parent] + 30 + np.exp(draw.normal(middle, 1.4)).astype(np.int64)
    last = int(MONTHS[-1].timestamp()) - 1
    return np.concatenate([opened, np.minimum(answered, last)])


def _template(drawn: pl.DataFrame) -> pl.DataFrame:
    """The columns of the template, as files of it have them."""
    is_brand = pl.col("role") == "brand"
    topics = pl.concat_list("topic", "other").list.drop_nulls().list.unique(maintain_order=True)
    made = drawn.with_columns(
        pl.when(pl.col("date_precision") != "none").then(
            pl.col("published_at").cast(pl.Datetime("us"))
        ),
        author=pl.when(is_brand).then("site").otherwise(pl.concat_str(pl.lit("client_"), "author")),
        topics=topics,
        causes=pl.concat_list("cause0", "cause1", "cause2").list.drop_nulls(),
        sentiment_score=pl.col("sentiment").replace_strict(SCORES, return_dtype=pl.Float32),
        rating=pl.col("rating").cast(pl.Float32),
    )
    missing = [name for name in schema.TEMPLATE if name not in made.columns]
    customers = [*schema.LABELS, "rating"]
    return (
        made.with_columns(pl.lit(None).alias(name) for name in missing)
        .with_columns(pl.when(~is_brand).then(pl.col(customers)))
        .select(pl.col(name).cast(schema.POLARS[name]) for name in schema.TEMPLATE)
    )


def _some(draw: Draw, rows: int, share: float) -> Truths:
    return draw.random(rows) < share


def _among(channel: Integers, names: Sequence[str]) -> Truths:
    return np.isin(channel, [list(CHANNELS).index(name) for name in names])


def _chosen(draw: Draw, rows: int, many: npt.ArrayLike) -> Integers:
    """Places by how many there are of each."""
    ends = np.cumsum(many, dtype=float)
    return np.searchsorted(ends / ends[-1], draw.random(rows), side="right")


def _chosen_by(draw: Draw, many: Mapping[str, Sequence[float]], of: Integers) -> Integers:
    """Places in `many` by how many there are of each, where something else is `of`."""
    ends = np.cumsum([*many.values()], axis=0, dtype=float)
    above = draw.random(len(of)) >= (ends / ends[-1])[:, of]
    return np.asarray(above.sum(axis=0), np.int64)


def _authors(draw: Draw, rows: int, many: int) -> Integers:
    """Numbers of authors: a few write often, most once or twice."""
    often = np.where(_some(draw, rows, 0.3), 6, 1)
    return (draw.random(rows) ** often * many).astype(np.int64)


def _named(places: npt.ArrayLike, names: Sequence[str]) -> pl.Series:
    """Names by their places, null for -1."""
    known = pl.Series([*names, None], dtype=pl.String)
    return known.gather(pl.Series(np.asarray(places) % len(known)))


# -- What is written.


def imported(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of the template as an import leaves them; columns `schema.IMPORTED`."""
    is_brand = pl.col("role") == "brand"
    given = pl.when(~is_brand).then(pl.lit(schema.PERSON))
    told = {
        "source": pl.lit("template"),
        "import_id": pl.lit(RECORD.id),
        "author": pl.when(is_brand).then("author").otherwise(_pseudonyms(rows["author"])),
        **dict.fromkeys(schema.PROVENANCE.values(), given),
    }
    missing = [name for name in schema.IMPORTED if name not in (*rows.columns, *told)]
    return rows.with_columns(**told, **dict.fromkeys(missing, pl.lit(None))).select(
        pl.col(name).cast(schema.POLARS[name]) for name in schema.IMPORTED
    )


def _pseudonyms(authors: pl.Series) -> pl.Series:
    """As long as the product's, 32 hexadecimal digits, but without a key."""
    halves = [authors.hash(seed).to_numpy() for seed in (1, 2)]
    digits = np.column_stack(halves).tobytes().hex()
    return pl.Series([digits]).str.extract_all(".{32}").explode()


def write_store(path: Path, rows: int) -> Store:
    """A new store of so many rows at `path`."""
    create(path, demo=True)
    month = pl.col("published_at").dt.strftime("%Y-%m").fill_null(UNDATED)
    waiting = defaultdict[str, list[pl.DataFrame]](list)
    segments: list[Segment] = []

    def write(name: str) -> None:
        segments.append(write_segment(path, name, pl.concat(waiting.pop(name))))

    with exclusive(path) as store:
        for part in conversations(rows):
            made = imported(part)
            facts = threads.facts(made.select(threads.NEEDED))
            stored = made.join(facts, on="id", maintain_order="left").with_columns(month=month)
            present = stored["month"].min()
            for over in sorted(name for name in waiting if name < str(present)):
                write(over)  # replies never stand before what they answer
            for (name,), of_month in stored.partition_by("month", as_dict=True).items():
                waiting[name].append(of_month.select(schema.NAMES))
        for name in sorted(waiting):
            write(name)
        disk.flush(path / SEGMENTS)
        manifest = replace(
            store.manifest,
            version=1,
            classifier="made",
            imports=(replace(RECORD, read=rows, added=rows),),
            segments=tuple(segments),
        )
        return publish(path, manifest)


def unlabelled(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of the template without what a classifier tells."""
    return rows.drop(schema.LABELS)


def write_raw(folder: Path, frames: Iterable[pl.DataFrame]) -> None:
    """Parquet files of the template: `part-0000.parquet` and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, frame in enumerate(frames):
        frame.write_parquet(folder / f"part-{place:04}.parquet")


def write_csv(file: Path, frames: Iterable[pl.DataFrame]) -> None:
    """One CSV file of the template."""
    with file.open("wb") as written:
        for place, frame in enumerate(frames):
            joined = frame.with_columns(pl.col(pl.List(pl.String)).list.join("|"))
            joined.write_csv(
                written, include_header=place == 0, datetime_format="%Y-%m-%dT%H:%M:%SZ"
            )


def main() -> None:
    """Write what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.made_up")
    parser.add_argument("rows", type=lambda text: int(float(text)))
    parser.add_argument("--store", type=Path)
    parser.add_argument("--raw", type=Path)
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--unlabelled", action="store_true")
    asked = parser.parse_args()
    if asked.store:
        write_store(asked.store, asked.rows)
    for file, write in ((asked.raw, write_raw), (asked.csv, write_csv)):
        if file:
            frames = conversations(asked.rows)
            write(file, map(unlabelled, frames) if asked.unlabelled else frames)


if __name__ == "__main__":
    main()
