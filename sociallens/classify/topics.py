"""Topics and causes: what a text talks about, the main one first."""

import polars as pl

from sociallens.classify.terms import POINTS
from sociallens.taxonomy import CUSTOMER_SERVICE, NO_TOPIC, Taxonomy

NAMED = 0.6 * POINTS  # below, a text names nothing
ALSO_TOPIC = 0.45  # of the main topic's score: a second topic
ALSO_CAUSE = 0.4  # of the main cause's score: a second cause
OTHER_CAUSES = 0.35  # customer service scores as its strongest cause plus this part of the others


def topics(matches: pl.DataFrame, taxonomy: Taxonomy) -> pl.DataFrame:
    """Per text that names something: `row, topic, topics, causes, topic_margin` (0..1)."""
    causes = _scores(matches, "cause", list(taxonomy["cause"]))
    strongest, total = pl.col("points").max(), pl.col("points").sum()
    service = causes.group_by("row").agg(
        points=(strongest + OTHER_CAUSES * (total - strongest)).round().cast(pl.Int32)
    )
    service = service.select("row", pl.lit(CUSTOMER_SERVICE).alias("label"), "points")
    named = [topic for topic in taxonomy["topic"] if topic != NO_TOPIC]
    scored = pl.concat([_scores(matches, "topic", named), service])
    scored = scored.group_by("row", "label").agg(pl.col("points").sum())
    of_topics = _ranked(scored.filter(strongest.over("row") >= NAMED), named, ALSO_TOPIC)
    found = of_topics.select(
        "row", topic=pl.col("labels").list.first(), topics="labels", topic_margin="margin"
    )
    of_causes = _ranked(causes, list(taxonomy["cause"]), ALSO_CAUSE).select("row", causes="labels")
    about_service = pl.col("topics").list.contains(CUSTOMER_SERVICE)
    return found.join(of_causes, on="row", how="left").with_columns(
        causes=pl.when(about_service).then("causes")
    )


def _scores(matches: pl.DataFrame, kind: str, labels: list[str]) -> pl.DataFrame:
    known = matches.filter((pl.col("kind") == kind) & pl.col("label").is_in(labels))
    return known.group_by("row", "label").agg(pl.col("points").sum())


def _ranked(scored: pl.DataFrame, order: list[str], share: float) -> pl.DataFrame:
    """Per row the labels with at least `share` of the best score, best first, and its lead."""
    best = pl.col("points").max().over("row")
    rank = pl.col("label").replace_strict(order, range(len(order)), return_dtype=pl.UInt8)
    kept = scored.filter((pl.col("points") >= share * best) & (pl.col("points") > 0))
    kept = kept.sort("row", -pl.col("points"), rank)
    lead = 1 - pl.col("points").get(1, null_on_oob=True).fill_null(0) / pl.col("points").first()
    return kept.group_by("row", maintain_order=True).agg(labels="label", margin=lead)
