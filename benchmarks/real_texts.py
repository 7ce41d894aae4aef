"""The texts to measure with: real ones, never part of the project, and those written for it."""

import json
import os
from hashlib import sha256
from pathlib import Path

import polars as pl

DATA = Path(os.environ.get("SOCIALLENS_REAL_DATA", "../shared/data"))
HAND_LABELLED = "labelled-dev.csv"
HERE = Path(__file__).parent
OWN = HERE / "own_texts.csv"
# Labels of more of the real texts, which are known by the start of their SHA-256 alone.
LABELS_BY_HASH, HASH = HERE / "labels.csv", 12
CHANNELS = {"review": "review_site"}


def merchants() -> dict[str, str]:
    """The merchants of the starred reviews, and what names them in `source` of hand labels."""
    return {"showroomprive 2023": "showroom", "cdiscount 2021": "cdiscount"}


def reviews() -> pl.DataFrame:
    """The starred reviews of two merchants: `source, text, stars, channel`."""
    show, cdiscount = merchants()
    first = pl.read_csv(DATA / "trustpilot-showroomprive-2023.csv", infer_schema=False).select(
        source=pl.lit(show),
        text=pl.concat_str("TITRE COMMENTAIRE", "COMMENTAIRE", separator="\n", ignore_nulls=True),
        stars=pl.col("NOMBRE D'ÉTOILE").cast(pl.Float64),
    )
    second = pl.read_csv(
        DATA / "trustpilot-cdiscount-2021.csv", separator=";", encoding="cp1252", infer_schema=False
    ).select(
        source=pl.lit(cdiscount),
        text="Titre et texte de l'avis",
        stars=pl.col("Note").str.replace(",", ".").cast(pl.Float64),
    )
    # A star of 0 is a star that was not read.
    found = pl.concat([first, second]).drop_nulls().filter(pl.col("stars") > 0)
    return found.unique(maintain_order=True).with_columns(channel=pl.lit("review_site"))


def tweets() -> pl.DataFrame:
    """The tweets of customers, not of the operator: `source, text, channel`."""
    found = pl.read_csv(DATA / "tweets-free.csv", infer_schema=False).drop_nulls("text")
    own = pl.col("author").str.to_lowercase().str.contains("free", literal=True)
    return found.filter(~own).select("text", source=pl.lit("free"), channel=pl.lit("twitter"))


def comments() -> pl.DataFrame:
    """The comments under posts: `source, text, channel`."""
    found = pl.read_csv(DATA / "facebook-fnac.csv", infer_schema=False)
    texts = found.select(text="comments", source=pl.lit("fnac"), channel=pl.lit("facebook"))
    return texts.drop_nulls("text")


def snapshots() -> pl.DataFrame:
    """The reviews of the snapshots with their titles: `source, text, channel`."""
    files = [json.loads(file.read_text()) for file in sorted(DATA.glob("*-snapshots/*.json"))]
    reviews = [review for merchants in files for each in merchants for review in each["reviews"]]
    found = {f"{review['title'] or ''}\n{review['text'] or ''}" for review in reviews}
    show, _ = merchants().values()
    return pl.DataFrame({"text": sorted(found)}).with_columns(
        source=pl.lit(show), channel=pl.lit("review_site")
    )


def hand_labelled() -> pl.DataFrame:
    """The real texts labelled by hand; those that are `blind` are set apart to judge by.

    `text, channel, source, blind`, whether they stand in `HAND_LABELLED` (`dev`), and the labels
    with what is also acceptable (`topic_alt`, ...).
    """
    first = pl.read_csv(DATA / HAND_LABELLED, infer_schema=False).with_columns(
        pl.col("channel").replace(CHANNELS), blind=pl.lit(False), dev=pl.lit(True)
    )
    by_hash = pl.read_csv(LABELS_BY_HASH)
    every = (comments(), tweets(), reviews(), snapshots())
    texts = pl.concat([each.select("text", "channel", "source") for each in every])
    known = texts.unique("text", maintain_order=True).with_columns(
        text_sha256=pl.col("text").map_elements(_hash, return_dtype=pl.String)
    )
    second = (
        known.join(by_hash, on="text_sha256").drop("text_sha256").with_columns(dev=pl.lit(False))
    )
    return pl.concat([first.select(second.columns), second])


def own_texts() -> pl.DataFrame:
    """The texts written for the project, in each kind of channel where they name none."""
    texts = pl.read_csv(OWN, infer_schema=False)
    anywhere = texts.filter(pl.col("channel").is_null()).drop("channel")
    kinds = pl.DataFrame({"channel": ["review_site", "twitter", "facebook"]})
    return pl.concat(
        [texts.drop_nulls("channel"), anywhere.join(kinds, how="cross")], how="diagonal"
    )


def mixed(rows: int) -> pl.Series:
    """Reviews and tweets in a fixed, shuffled order, repeated as often as it takes."""
    every = pl.read_csv(DATA / "tweets-free.csv", infer_schema=False)["text"]
    texts = pl.concat([reviews()["text"], every]).drop_nulls()
    repeated = pl.concat([texts] * (rows // len(texts) + 1))
    return repeated.head(rows).shuffle(seed=1).alias("text")


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:HASH]
