"""What a contribution talks about, how its author feels and what she wants, with the evidence.

Everything comes from editable tables: the terms (`taxonomies/*/terms.<language>.csv`) and the
weights of a small sentiment model. Texts are handled in columns, never one by one.
"""

import polars as pl

from sociallens.classify.intent import intent
from sociallens.classify.language import CLASSIFIED, language
from sociallens.classify.normalise import words_of
from sociallens.classify.sentiment import features, sentiment
from sociallens.classify.severity import severity
from sociallens.classify.terms import Lexicon, lexicon
from sociallens.classify.topics import topics
from sociallens.schema import POLARS
from sociallens.taxonomy import NO_TOPIC, Taxonomy

__all__ = ["OUTPUT", "VERSION", "classify"]

VERSION = "1"
OUTPUT = (
    "id", "language", "topic", "topics", "causes", "sentiment", "sentiment_score", "severity",
    "intent", "confidence", "evidence",
)  # fmt: skip
_BATCH = 20_000
_EVIDENCE = 8
_SIGNS = (
    "complaint.strong", "complaint.plain", "complaint.problem", "complaint.irony",
    "complaint.not_strong", "complaint.not_plain", "complaint.not_problem",
    "praise.strong", "praise.plain", "praise.reservation", "praise.not_strong", "praise.not_plain",
    "polarity.word", "polarity.not_word", "intent.thanks", "intent.question", "intent.advice",
    "agent.brand", *(f"severity.{reason}" for reason in (
        "fraud", "theft", "legal", "safety", "boycott", "money", "withheld", "month",
        "unanswered", "repeated", "mild", "definite",
    )),
)  # fmt: skip


def classify(
    frame: pl.DataFrame, taxonomy: Taxonomy, *, weights: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Label contributions: `id, text, channel` (and `language`, `role`) in, `OUTPUT` out.

    Same rows, same order. A text without words has null labels; so has one in a language that
    is not classified, whose `language` is set. Scores run from -1 to 1, confidence from 0 to 1.
    `weights` replaces the shipped weights of the sentiment model.
    """
    optional = [
        pl.lit(None, pl.String).alias(name)
        for name in ("language", "role")
        if name not in frame.columns
    ]
    texts = frame.with_columns(optional).select(
        pl.col("id", "text", "channel", "language", "role").cast(pl.String)
    )
    parts = [_batch(part, taxonomy, weights) for part in texts.iter_slices(_BATCH)]
    return pl.concat(parts) if parts else pl.DataFrame(schema={n: POLARS[n] for n in OUTPUT})


def _batch(texts: pl.DataFrame, taxonomy: Taxonomy, weights: pl.DataFrame | None) -> pl.DataFrame:
    texts = texts.with_row_index("at").with_columns(words=words_of(pl.col("text")))
    spoken = language(texts["words"])
    texts = texts.with_columns(language=pl.coalesce("language", spoken))
    labelled = [
        _labels(part, lexicon(taxonomy.folder, key), taxonomy, weights)
        for key in CLASSIFIED
        if (part := texts.filter((pl.col("language") == key) & (pl.col("words") != "  "))).height
    ]
    asked = texts.select("at", "id", "language")
    if not labelled:
        empty = {n: POLARS[n] for n in OUTPUT if n not in asked.columns}
        return asked.with_columns(pl.lit(None, t).alias(n) for n, t in empty.items()).select(OUTPUT)
    done = asked.join(pl.concat(labelled), on="at", how="left", maintain_order="left")
    return done.select(pl.col(name).cast(POLARS[name]) for name in OUTPUT)


def _labels(
    texts: pl.DataFrame, terms: Lexicon, taxonomy: Taxonomy, weights: pl.DataFrame | None
) -> pl.DataFrame:
    texts = texts.with_columns(read=terms.read(pl.col("words")))
    found = terms.matches(texts["read"])
    signs = signs_of(found, texts.height)
    felt = sentiment(features(texts, signs), weights)
    table = pl.concat([texts, signs, felt], how="horizontal").with_row_index("row")
    table = table.join(topics(found, taxonomy), on="row", how="left", maintain_order="left")
    table = table.with_columns(
        topic=pl.col("topic").fill_null(NO_TOPIC),
        topics=pl.col("topics").fill_null([NO_TOPIC]),
        severity=severity(),
        intent=intent(),
        confidence=pl.col("probability") * (0.5 + 0.5 * pl.col("topic_margin").fill_null(0)),
    )
    by_customer = ~pl.col("role").is_in(["brand", "moderator"]).fill_null(False)
    felt_by = ["sentiment", "sentiment_score", "severity", "intent"]
    table = table.with_columns(pl.when(by_customer).then(name).alias(name) for name in felt_by)
    table = table.join(_evidence(table, found), on="row", how="left", maintain_order="left")
    return table.select("at", *OUTPUT[2:])


def signs_of(found: pl.DataFrame, rows: int) -> pl.DataFrame:
    """The summed points of each sign, one row per text, zero where nothing was found."""
    key = pl.col("kind") + "." + pl.col("label")
    wanted = found.with_columns(key=key)
    polar, cause = pl.col("kind") == "polarity", pl.col("kind") == "cause"
    sums = wanted.group_by("row").agg(
        *(pl.col("points").filter(pl.col("key") == sign).sum().alias(sign) for sign in _SIGNS),
        polar.sum().alias("polarity.n"),
        pl.col("points").filter(cause).sum().alias("cause.any"),
    )
    every = pl.select(row=pl.int_range(rows, dtype=pl.UInt32))
    return every.join(sums, on="row", how="left", maintain_order="left").fill_null(0).drop("row")


def _evidence(table: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The strongest terms behind topic, causes, sentiment and severity, as the text has them."""
    labels = table.select("row", "topic", "causes", "sentiment", "severity", "read", "words")
    deciding = found.join(labels.drop("read", "words"), on="row").filter(
        (pl.col("label") == pl.col("topic"))
        | (
            (pl.col("kind") == "cause")
            & pl.col("causes").list.contains(pl.col("label")).fill_null(False)
        )
        | (_tone() & (pl.col("points") > 0))
        | (
            (pl.col("kind") == "severity")
            & (pl.col("severity") == "high")
            & (pl.col("points") >= 1500)
        )
    )
    deciding = deciding.sort("row", -pl.col("points"), "pattern").unique(
        ["row", "pattern"], keep="first", maintain_order=True
    )
    deciding = deciding.group_by("row", maintain_order=True).head(_EVIDENCE)
    placed = deciding.join(
        labels.select("row", "read", "words"), on="row", maintain_order="left"
    ).with_columns(at=pl.col("read").str.find(pl.col("pattern"), literal=True))
    before = pl.col("read").str.head(pl.col("at")).str.count_matches(" ", literal=True)
    length = pl.col("pattern").str.strip_chars(" ").str.count_matches(" ", literal=True) + 1
    shown = pl.col("words").str.split(" ").list.slice(before + 1, length).list.join(" ")
    return (
        placed.select("row", before.alias("nth"), evidence=shown)
        .unique(["row", "evidence"], keep="first", maintain_order=True)
        .sort("row", "nth")
        .group_by("row", maintain_order=True)
        .agg("evidence")
    )


def _tone() -> pl.Expr:
    turned = pl.col("label").str.starts_with("not_")
    unhappy = ((pl.col("kind") == "complaint") & ~turned) | ((pl.col("kind") == "praise") & turned)
    happy = ((pl.col("kind") == "praise") & ~turned) | ((pl.col("kind") == "complaint") & turned)
    return ((pl.col("sentiment") == "negative") & unhappy) | (
        (pl.col("sentiment") == "positive") & happy
    )
