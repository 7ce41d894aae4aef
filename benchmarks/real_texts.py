"""The texts to measure with: real ones, never part of the project, and those written for it."""

import json
import os
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from sociallens.evaluation.labelled import read
from sociallens.taxonomy import DEFAULT, load, shipped

DATA = Path(os.environ.get("SOCIALLENS_REAL_DATA", "../shared/data"))
HAND_LABELLED = "labelled-dev.csv"
LABELLED_MORE = "labelled-more.csv"  # of other sectors, mostly no customer service
REVIEWS_MORE = "reviews-more.csv.gz"
HERE = Path(__file__).parent
OWN = "own_texts*.csv"
# Sources of which nobody read an error: their labels judge, and never teach.
APART = (
    "fb_bni", "tp_younited", "tp_floa", "tp_anytime", "ta_lyon_b", "ta_lyon_c", "gp_gpxviewer",
    "tp_food_brands", "ig_orangemaroc", "fb_yoxo", "rd_france", "immo_marketing", "immo_sinimo",
    "sc_games", "mk_comeup", "fb_kertys_posts", "ig_kertys_posts", "auto_marketing",
)  # fmt: skip
# Labels of more of the real texts, which are known by the start of their SHA-256 alone.
LABELS_BY_HASH, HASH = HERE / "labels.csv", 12
CHANNELS = {"review": "review_site", "forum": "other_forum"}
# The sectors of the project, by those that the data name; the others are read as shops.
SECTORS = {
    "bank": "banking", "app": "apps", "entertainment": "apps", "culture": "apps",
    "b2b_software": "apps", "restaurant": "travel", "travel": "travel",
}  # fmt: skip
STARRED = 400  # reviews of one source, happy and unhappy each, that teach moods
LABELS = (
    "topic", "topic_alt", "cause", "cause_alt", "sentiment", "severity", "intent", "intent_alt",
)  # fmt: skip


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


def reviews_more() -> pl.DataFrame:
    """Texts of 32 other sources, half of them with stars: `source, text, stars, channel`."""
    found = pl.read_csv(DATA / REVIEWS_MORE, infer_schema=False).drop_nulls("text")
    stars = pl.col("stars").cast(pl.Float64)
    known = found.select("source", "text", stars, "channel", _sector())
    return known.unique("text", maintain_order=True)


def _sector() -> pl.Expr:
    return pl.col("sector").replace_strict(SECTORS, default=DEFAULT).alias("sector")


def starred() -> pl.DataFrame:
    """Reviews with a side, few of each source: `source, text, stars, channel`, no three stars."""
    every = pl.concat([reviews(), reviews_more()], how="diagonal").drop_nulls("stars")
    sided = every.filter(pl.col("stars") != 3, pl.col("stars") > 0)
    shuffled = sided.sample(fraction=1, shuffle=True, seed=1)
    rank = pl.int_range(pl.len()).over("source", pl.col("stars") > 3)
    return shuffled.filter(rank < STARRED)


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


def real_texts() -> pl.DataFrame:
    """All of them, each once: `text, channel, source, sector`."""
    every = (comments(), tweets(), reviews(), snapshots(), reviews_more())
    texts = pl.concat(every, how="diagonal").select("text", "channel", "source", "sector")
    return texts.unique("text", maintain_order=True).with_columns(
        pl.col("sector").fill_null(DEFAULT)
    )


_SECTOR = {"sector": pl.String}


def hand_labelled() -> pl.DataFrame:
    """The real texts labelled by hand; those that are `blind` are set apart to judge by.

    `text, channel, source, sector, blind`, whether chance chose them (`drawn`), and the labels
    with what is also acceptable (`topic_alt`, ...).
    """
    by_hand = [
        pl.concat(
            [pl.read_csv(DATA / name, infer_schema=False), pl.DataFrame(schema=_SECTOR)],
            how="diagonal",
        ).select(
            "text",
            pl.col("channel").replace(CHANNELS),
            "source",
            _sector(),
            *LABELS,
            blind=pl.col("source").is_in(APART),
            drawn=pl.lit(False),
        )
        for name in (HAND_LABELLED, LABELLED_MORE)
    ]
    labels = pl.read_csv(LABELS_BY_HASH, schema_overrides=dict.fromkeys(LABELS, pl.String))
    known = real_texts().with_columns(
        text_sha256=pl.col("text").map_elements(_hash, return_dtype=pl.String)
    )
    read = known.join(labels, on="text_sha256").with_columns(drawn=pl.lit(True))
    return pl.concat([*by_hand, read.select(by_hand[0].columns)]).unique(
        "text", keep="first", maintain_order=True
    )


def as_evaluated(texts: pl.DataFrame) -> pl.DataFrame:
    """Labelled texts (`hand_labelled`) as the evaluation reads them from a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts.csv"
        texts.select("text", "channel", *LABELS).write_csv(path)
        return read(path, load())


def own_texts() -> pl.DataFrame:
    """The texts written for the project, in each kind of channel where they name none."""
    tables = (
        pl.read_csv(file, infer_schema=False).with_columns(
            source=pl.lit(file.stem), sector=pl.lit(_sector_in(file.stem))
        )
        for file in sorted(HERE.glob(OWN))
    )
    texts = pl.concat(tables, how="diagonal")
    anywhere = texts.filter(pl.col("channel").is_null()).drop("channel")
    kinds = pl.DataFrame({"channel": ["review_site", "twitter", "facebook"]})
    return pl.concat(
        [texts.drop_nulls("channel"), anywhere.join(kinds, how="cross")], how="diagonal"
    )


def _sector_in(name: str) -> str:
    """The sector that a file of own texts is named after."""
    return next((sector for sector in shipped() if name.endswith(f"_{sector}")), DEFAULT)


def mixed(rows: int) -> pl.Series:
    """Reviews and tweets in a fixed, shuffled order, repeated as often as it takes."""
    every = pl.read_csv(DATA / "tweets-free.csv", infer_schema=False)["text"]
    texts = pl.concat([reviews()["text"], every]).drop_nulls()
    repeated = pl.concat([texts] * (rows // len(texts) + 1))
    return repeated.head(rows).shuffle(seed=1).alias("text")


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:HASH]
