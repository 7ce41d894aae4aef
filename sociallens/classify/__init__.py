"""What a contribution talks about, how its author feels and what she wants, with the evidence.

Everything comes from editable tables: the terms (`taxonomies/*/terms.<language>.csv`) and the
weights of small models. Texts are handled in columns, never one by one.
"""

import polars as pl

from sociallens.classify.confidence import familiar
from sociallens.classify.dates import as_dates
from sociallens.classify.evidence import evidence, from_words
from sociallens.classify.labels import labels
from sociallens.classify.language import COVERED, language
from sociallens.classify.model import Weights, shipped
from sociallens.classify.normalise import NO_WORDS, folded, words_of
from sociallens.classify.own import NOTHING, Own
from sociallens.classify.terms import Lexicon, lexicon
from sociallens.schema import POLARS
from sociallens.taxonomy import Taxonomy

__all__ = ["OUTPUT", "VERSION", "classify"]

VERSION = "4"
OUTPUT = (
    "id", "language", "topic", "topics", "causes", "sentiment", "sentiment_score", "severity",
    "intent", "confidence", "evidence",
)  # fmt: skip
_FEELINGS = ("sentiment", "sentiment_score", "severity", "intent")  # of customers only
_INPUT = ("id", "text", "channel", "language", "role")
_STANDING = ("standing", "topics", "sentiment", "published")
_EXPLAINED = ("topic", "causes", "sentiment", "severity")
_BATCH = 50_000  # what is prepared per batch costs as much as 2,000 texts


def classify(
    frame: pl.DataFrame,
    taxonomy: Taxonomy,
    *,
    weights: Weights | None = None,
    own: Own = NOTHING,
) -> pl.DataFrame:
    """Label contributions.

    `frame`: `id`, `text`, `channel` and perhaps `language` and `role`, all text; `published`, the
    day it was written (date, time, or text that reads as one), to reckon waits; and `standing`:
    which labels of a row are decided already (`topic`, `sentiment`, ...), with its `topics` (the
    main one first) or its `sentiment`. What follows from these goes with them, and the evidence is
    that of the other labels. Returns the same rows in the same order with the columns `OUTPUT`,
    typed as in the schema:

    - `id`, `language`, `topic`, `sentiment`, `severity`, `intent`: text
    - `topics`, `causes`, `evidence`: lists of text, the main one first
    - `sentiment_score`: float, -1 (negative) to 1 (positive)
    - `confidence`: float, 0 to 1

    A text without words has null labels; so has one in a language that is not classified, whose
    `language` is set. `own` is what the store adds; `weights` replaces the weights of all models.
    """
    optional = (*_INPUT, *_STANDING)
    frame = frame.with_columns(pl.lit(None).alias(n) for n in optional if n not in frame.columns)
    stands = pl.col("standing").cast(pl.List(pl.String)).fill_null([])
    texts = frame.select(
        pl.col(_INPUT).cast(pl.String),
        as_dates(frame["published"]),
        stands,
        given_topics=pl.when(stands.list.contains("topic")).then("topics"),
        given_sentiment=pl.when(stands.list.contains("sentiment")).then("sentiment"),
    ).cast({"given_topics": pl.List(pl.String), "given_sentiment": pl.String})
    used = weights or {**shipped(), **own.weights}
    parts = [_batch(part, taxonomy, used, own) for part in texts.iter_slices(_BATCH)]
    return pl.concat(parts) if parts else pl.DataFrame(schema={n: POLARS[n] for n in OUTPUT})


def _batch(texts: pl.DataFrame, taxonomy: Taxonomy, weights: Weights, own: Own) -> pl.DataFrame:
    words = words_of(texts["text"])
    flat = folded(words)
    texts = texts.with_row_index("at").with_columns(words, flat)
    code = pl.col("language").str.to_lowercase().str.replace("[-_].*", "")  # "fr-FR" is French
    texts = texts.with_columns(language=code)
    unknown = texts["language"].is_null().arg_true()
    if len(unknown):
        codes = language(words.gather(unknown), flat.gather(unknown))
        texts = texts.with_columns(texts["language"].scatter(unknown, codes))
    worded = texts.filter(pl.col("words") != NO_WORDS)
    parts = [
        _labels(part, lexicon(taxonomy.folder, key, own), taxonomy, weights, key)
        for key in COVERED
        if (part := worded.filter(pl.col("language") == key)).height
    ]
    ids = texts.select("at", "id", "language")
    labelled = pl.concat(parts) if parts else pl.DataFrame(schema={"at": pl.UInt32})
    table = ids.join(labelled, on="at", how="left", maintain_order="left")
    absent = [pl.lit(None).alias(name) for name in OUTPUT if name not in table.columns]
    return table.with_columns(absent).select(pl.col(name).cast(POLARS[name]) for name in OUTPUT)


def _labels(
    texts: pl.DataFrame, terms: Lexicon, taxonomy: Taxonomy, weights: Weights, language: str
) -> pl.DataFrame:
    texts = texts.with_row_index("row").with_columns(terms.read(texts["folded"]))
    matches = terms.matches(texts["read"])
    table = texts.hstack(labels(texts, matches, taxonomy, weights, language))
    table = table.with_columns(pl.col("confidence") * familiar(matches, table.height))
    own = table.with_columns(
        pl.when(~pl.col("standing").list.contains(name)).then(name).alias(name)
        for name in _EXPLAINED
    )
    table = table.with_columns(evidence(own, matches, terms))
    words = weights.get(f"words.{language}")
    bare = table["evidence"].is_null()
    if words is not None and bare.any():
        said = from_words(own.filter(bare), words).alias("said")
        rows = table.filter(bare).select("row").with_columns(said)
        table = table.join(rows, on="row", how="left", maintain_order="left").with_columns(
            evidence=pl.coalesce("evidence", "said")
        )
    by_customer = ~pl.col("role").is_in(["brand", "moderator"]).fill_null(False)
    return table.select(
        "at",
        *(
            pl.when(by_customer).then(name).alias(name) if name in _FEELINGS else name
            for name in OUTPUT[2:]
        ),
    )
