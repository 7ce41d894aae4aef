"""What a contribution talks about, how its author feels and what she wants, with the evidence.

Everything comes from editable tables: the terms (`taxonomies/*/terms.<language>.csv`) and the
weights of a small sentiment model. Texts are handled in columns, never one by one.
"""

import polars as pl

from sociallens.classify.confidence import confidence
from sociallens.classify.evidence import evidence
from sociallens.classify.intent import intent
from sociallens.classify.language import CLASSIFIED, language
from sociallens.classify.normalise import NO_WORDS, folded, words_of
from sociallens.classify.sentiment import features, sentiment
from sociallens.classify.severity import severity
from sociallens.classify.signs import signs
from sociallens.classify.terms import Lexicon, lexicon
from sociallens.classify.topics import topics
from sociallens.schema import POLARS
from sociallens.taxonomy import NO_TOPIC, Taxonomy

__all__ = ["OUTPUT", "VERSION", "classify"]

VERSION = "2"
OUTPUT = (
    "id", "language", "topic", "topics", "causes", "sentiment", "sentiment_score", "severity",
    "intent", "confidence", "evidence",
)  # fmt: skip
_FELT = ("sentiment", "sentiment_score", "severity", "intent")  # of customers only
_BATCH = 20_000


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
    words = words_of(texts["text"])
    flat = folded(words)
    texts = texts.with_row_index("at").with_columns(words, flat)
    given = pl.col("language").str.to_lowercase().str.replace("[-_].*", "")  # "fr-FR" is French
    texts = texts.with_columns(language=given)
    unknown = texts["language"].is_null().arg_true()
    if len(unknown):
        told = language(words.gather(unknown), flat.gather(unknown))
        texts = texts.with_columns(texts["language"].scatter(unknown, told))
    worded = texts.filter(pl.col("words") != NO_WORDS)
    labelled = [
        _labels(part, lexicon(taxonomy.folder, key), taxonomy, weights)
        for key in CLASSIFIED
        if (part := worded.filter(pl.col("language") == key)).height
    ]
    asked = texts.select("at", "id", "language")
    labels = pl.concat(labelled) if labelled else pl.DataFrame(schema={"at": pl.UInt32})
    done = asked.join(labels, on="at", how="left", maintain_order="left")
    absent = [pl.lit(None).alias(name) for name in OUTPUT if name not in done.columns]
    return done.with_columns(absent).select(pl.col(name).cast(POLARS[name]) for name in OUTPUT)


def _labels(
    texts: pl.DataFrame, terms: Lexicon, taxonomy: Taxonomy, weights: pl.DataFrame | None
) -> pl.DataFrame:
    texts = texts.with_row_index("row").with_columns(terms.read(texts["folded"]))
    found = terms.matches(texts["read"])
    counted = signs(found, texts.height)
    felt = sentiment(features(texts, counted), weights)
    table = pl.concat([texts, counted, felt], how="horizontal")
    table = table.join(topics(found, taxonomy), on="row", how="left", maintain_order="left")
    table = table.with_columns(
        topic=pl.col("topic").fill_null(NO_TOPIC),
        topics=pl.col("topics").fill_null([NO_TOPIC]),
        severity=severity(),
        intent=intent(),
        confidence=confidence(),
    )
    table = table.join(
        evidence(table, found, terms.negation), on="row", how="left", maintain_order="left"
    )
    by_customer = ~pl.col("role").is_in(["brand", "moderator"]).fill_null(False)
    return table.select(
        "at",
        *(
            pl.when(by_customer).then(name).alias(name) if name in _FELT else name
            for name in OUTPUT[2:]
        ),
    )
