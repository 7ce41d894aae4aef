"""Labels: those that people gave are kept, the others come from the classifier."""

import polars as pl

from sociallens.classify import VERSION, classify
from sociallens.schema import LABELS, POLARS
from sociallens.taxonomy import CUSTOMER_SERVICE, Taxonomy

PERSON = "person"
STARS = "stars"  # a rating without text
MODEL = f"model:{VERSION}"
CLASSIFIED = (*LABELS, "confidence", "evidence", "labelled_by", "language")


def label(rows: pl.DataFrame, given: frozenset[str], taxonomy: Taxonomy) -> pl.DataFrame:
    """`rows` with every label. `given` are the label columns that the file has.

    A row with any label is a person's: its given columns stay, blank ones too; those that the
    file lacks are predicted where they cannot contradict the given ones. A rating without text
    gives a customer's sentiment and no other label.
    """
    rows = _completed(rows)
    by_person = pl.any_horizontal(_filled(name) for name in LABELS)
    rows = rows.with_columns(by_person.alias("#person"))
    person = pl.col("#person")
    by_stars = ~person & pl.col("text").is_null() & pl.col("rating").is_not_null()
    by_stars &= ~pl.col("role").is_in(["brand", "moderator"])
    rows = rows.with_columns(
        labelled_by=pl.when(person).then(pl.lit(PERSON)).when(by_stars).then(pl.lit(STARS))
        .otherwise(pl.lit(MODEL))
    )  # fmt: skip
    model = classify(rows.select("id", "text", "channel", "language", "role"), taxonomy)
    theirs = {name: model[name].alias(f"{name}:model") for name in model.columns if name != "id"}
    rows = rows.with_columns(*theirs.values())
    decided = [
        pl.when(person & _kept(name, given))
        .then(pl.col(name))
        .otherwise(pl.col(f"{name}:model"))
        .alias(name)
        for name in LABELS
    ]
    alone = [
        pl.when(~person).then(pl.col(f"{name}:model")).cast(POLARS[name]).alias(name)
        for name in ("confidence", "evidence")
    ]
    language = pl.coalesce("language", "language:model").alias("language")
    rows = rows.with_columns(*decided, *alone, language)
    starred = pl.when(pl.col("labelled_by") == STARS).then(_starred()).otherwise("sentiment")
    return rows.with_columns(sentiment=starred).drop(
        "#person", *(series.name for series in theirs.values())
    )


def _starred() -> pl.Expr:
    """What stars say by themselves: three say nothing, which is not neutral."""
    stars = pl.col("rating")
    return pl.when(stars <= 2).then(pl.lit("negative")).when(stars >= 4).then(pl.lit("positive"))


def _completed(rows: pl.DataFrame) -> pl.DataFrame:
    """A primary topic belongs to all topics, and the first of all topics is the primary one."""
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


def _kept(name: str, given: frozenset[str]) -> pl.Expr:
    """Whether the person's value stands, be it empty."""
    if name in given:
        return pl.lit(True)
    if name in ("topic", "topics"):
        return _filled("topic")
    if name == "causes":  # causes are those of customer service
        return pl.col("topic").is_not_null() & (pl.col("topic") != CUSTOMER_SERVICE)
    if name == "sentiment_score":
        return pl.col("sentiment").is_not_null()
    return pl.lit(False)
