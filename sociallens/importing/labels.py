"""Labels: a person's are kept, the others come from the star rating or the classifier."""

from types import MappingProxyType

import polars as pl

from sociallens.classify import VERSION
from sociallens.classify.own import NOTHING, Own
from sociallens.importing.sectors import Sectors, classified
from sociallens.schema import CLASSIFIED, LABELS, PARTS, PERSON, POLARS, PROVENANCE, STARS
from sociallens.taxonomy import CUSTOMER_SERVICE, Taxonomy

MODEL = f"model:{VERSION}"
NONE: Sectors = MappingProxyType({})
_ROW = "#row"
_MODEL = ":model"  # after the name of a column: the classifier's


def classifier(own: Own) -> str:
    """The name of what labels the texts of a store: `model:3`, and `+c2` where it was corrected."""
    return f"{MODEL}{own.mark}"


def label(
    rows: pl.DataFrame,
    given: frozenset[str],
    taxonomy: Taxonomy,
    others: Sectors = NONE,
    own: Own = NOTHING,
) -> pl.DataFrame:
    """`rows` with all labels and their provenance (columns `schema.CLASSIFIED`).

    In a row with any label, every label that the file has a column for is a person's, even where
    it is blank; the others are predicted in agreement with those.

    Args:
        rows: Identified rows with the columns of `schema.TEMPLATE`.
        given: The label columns that the file has.
        taxonomy: The vocabularies that labels are keys of.
        others: The sectors of merchants that are not of this one.
        own: What the store adds to the classifier.
    """
    rows = _completed(rows)
    any_label = pl.any_horizontal(_filled(label) for label in PARTS)
    given |= {"topic"} if "topics" in given else set()
    return predict(
        rows.with_columns(
            pl.when(any_label & (label in given)).then(pl.lit(PERSON)).alias(by)
            for label, by in PROVENANCE.items()
        ),
        taxonomy,
        others,
        own,
    )


def predict(
    rows: pl.DataFrame, taxonomy: Taxonomy, others: Sectors = NONE, own: Own = NOTHING
) -> pl.DataFrame:
    """`rows` with predicted labels wherever no person or other program gave one.

    Predictions agree with the labels that stand: causes, severity and intent follow from the topic
    and sentiment that a person gave. A rating without text gives the sentiment of a customer and no
    other label. Fills the columns of `schema.CLASSIFIED` and `language`, typed as in
    `schema.POLARS`.
    """
    stands = {label: _stands(by) for label, by in PROVENANCE.items()}
    rows = rows.with_columns(
        standing=pl.concat_list(
            pl.when(theirs).then(pl.lit(label)) for label, theirs in stands.items()
        ).list.drop_nulls()
    )
    texts = rows.select(
        "id", "site", "text", "channel", "language", "role", "standing", "topics", "sentiment",
        published="published_at",
    )  # fmt: skip
    rows = rows.hstack(_predicted(texts, taxonomy, others, own))
    by_stars = pl.col("text").is_null() & pl.col("rating").is_not_null()
    by_stars &= ~pl.col("role").is_in(["brand", "moderator"])
    values = {name: pl.col(f"{name}{_MODEL}") for name in LABELS}
    values |= {by: pl.when(pl.col("text").is_not_null()).then(pl.lit(classifier(own)))
               for by in PROVENANCE.values()}  # fmt: skip
    starred = {"sentiment": _starred(), PROVENANCE["sentiment"]: pl.lit(STARS)}
    values |= {n: pl.when(by_stars).then(each).otherwise(values[n]) for n, each in starred.items()}
    decided = [
        pl.when(stands[label]).then(name).otherwise(values[name]).alias(name)
        for label, parts in PARTS.items()
        for name in (*parts, PROVENANCE[label])
    ]
    certain = stands["topic"] & stands["sentiment"]
    rows = rows.with_columns(
        *decided,
        pl.when(~certain).then(f"confidence{_MODEL}").alias("confidence"),
        pl.col(f"evidence{_MODEL}").alias("evidence"),
        pl.coalesce("language", f"language{_MODEL}").alias("language"),
    )
    served = pl.col("topics").list.contains(CUSTOMER_SERVICE)
    hers = pl.col("standing").list.contains("causes")
    rows = rows.with_columns(causes=pl.when(hers | served).then("causes"))
    rows = rows.drop("standing", pl.selectors.ends_with(_MODEL))
    return rows.with_columns(pl.col(name).cast(POLARS[name]) for name in CLASSIFIED)


def _predicted(texts: pl.DataFrame, taxonomy: Taxonomy, others: Sectors, own: Own) -> pl.DataFrame:
    """What the classifier says of each of `texts`, its columns named with `_MODEL`.

    Null where there is nothing to ask it: no text, or a language and all labels that stand.
    """
    settled = (pl.col("standing").list.len() == len(PROVENANCE)) & pl.col("language").is_not_null()
    numbered = texts.with_row_index(_ROW)
    asked = numbered.filter(pl.col("text").is_not_null() & ~settled)
    model = classified(asked.drop(_ROW), taxonomy, others, own).drop("id")
    model = model.select(pl.all().name.suffix(_MODEL))
    if asked.height == texts.height:
        return model
    return (
        numbered.select(_ROW)
        .join(model.with_columns(asked[_ROW]), on=_ROW, how="left", maintain_order="left")
        .drop(_ROW)
    )


def _stands(by: str) -> pl.Expr:
    """Whether a label stands: those of the classifier and the stars are predicted again."""
    ours = pl.col(by).str.starts_with("model:") | (pl.col(by) == STARS)
    return (~ours).fill_null(False)


def _starred() -> pl.Expr:
    """The sentiment of a star rating alone; three stars say nothing, which is not neutral."""
    stars = pl.col("rating")
    return pl.when(stars <= 2).then(pl.lit("negative")).when(stars >= 4).then(pl.lit("positive"))


def _completed(rows: pl.DataFrame) -> pl.DataFrame:
    """`rows` in which `topic` is the first of `topics`, whichever of the two was given."""
    topic = pl.coalesce("topic", pl.col("topics").list.first())
    single = pl.when(topic.is_not_null()).then(pl.concat_list(topic))
    others = pl.col("topics").fill_null([])
    return rows.with_columns(
        topic=topic,
        topics=pl.when(topic.is_not_null()).then(
            single.list.concat(others).list.unique(maintain_order=True)
        ),
    )


def _filled(name: str) -> pl.Expr:
    if isinstance(POLARS[name], pl.List):
        return pl.col(name).list.len().fill_null(0) > 0
    return pl.col(name).is_not_null()
