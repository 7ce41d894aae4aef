"""The real texts to measure with; never part of the project."""

import os
from pathlib import Path

import polars as pl

DATA = Path(os.environ.get("SOCIALLENS_REAL_DATA", "../shared/data"))


def merchants() -> dict[str, str]:
    """The merchants of the starred reviews, and what names them in `source` of hand labels."""
    return {"showroomprive 2023": "showroom", "cdiscount 2021": "cdiscount"}


def reviews() -> pl.DataFrame:
    """The starred reviews of two merchants: `merchant, text, stars`."""
    show, cdiscount = merchants()
    first = pl.read_csv(DATA / "trustpilot-showroomprive-2023.csv", infer_schema=False).select(
        merchant=pl.lit(show),
        text=pl.concat_str("TITRE COMMENTAIRE", "COMMENTAIRE", separator="\n", ignore_nulls=True),
        stars=pl.col("NOMBRE D'ÉTOILE").cast(pl.Float64),
    )
    second = pl.read_csv(
        DATA / "trustpilot-cdiscount-2021.csv", separator=";", encoding="cp1252", infer_schema=False
    ).select(
        merchant=pl.lit(cdiscount),
        text="Titre et texte de l'avis",
        stars=pl.col("Note").str.replace(",", ".").cast(pl.Float64),
    )
    # A star of 0 is a star that was not read.
    found = pl.concat([first, second]).drop_nulls().filter(pl.col("stars") > 0)
    return found.unique(maintain_order=True)


def mixed(rows: int) -> pl.Series:
    """Reviews and tweets in a fixed, shuffled order, repeated as often as it takes."""
    tweets = pl.read_csv(DATA / "tweets-free.csv", infer_schema=False)["text"]
    texts = pl.concat([reviews()["text"], tweets]).drop_nulls()
    repeated = pl.concat([texts] * (rows // len(texts) + 1))
    return repeated.head(rows).shuffle(seed=1).alias("text")
