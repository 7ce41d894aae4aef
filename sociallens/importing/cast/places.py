"""The place of a contribution: site, channel, country, language and address."""

from collections import Counter

import polars as pl

from sociallens.importing.cast.fallback import Fallback
from sociallens.importing.cast.refusal import NOTHING, refuse
from sociallens.importing.cast.vocabularies import resolve_keys
from sociallens.importing.cast.whole import Whole
from sociallens.importing.privacy.links import WEB
from sociallens.importing.profiles.profile import Profile
from sociallens.importing.values import countries, vocabulary
from sociallens.merchants import Merchants
from sociallens.taxonomy import Taxonomy

GIVEN_SITE = "#site"  # the site as the export spells it


def resolve_places(
    frame: pl.DataFrame,
    profile: Profile,
    whole: Whole,
    fallback: Fallback,
    taxonomy: Taxonomy,
    merchants: Merchants,
    notes: Counter[str],
) -> pl.DataFrame:
    """`site`, `channel`, `country`, `language` and `url` as stored, and `GIVEN_SITE` (all text).

    Refuses rows without a site or channel and rows of an unknown channel.
    """
    names = frame["site"].drop_nulls().unique().to_list()
    default = whole.site or fallback.site
    sites = {name: merchants.resolve(name) for name in names}
    if profile.find_site:
        sites = {name: merchants.find(name) or site for name, site in sites.items()}
    site = pl.col("site").replace_strict(sites, default=None, return_dtype=pl.String)
    default_site = merchants.resolve(default) if default else None
    frame = frame.with_columns(
        pl.col("site").fill_null(pl.lit(default, pl.String)).alias(GIVEN_SITE),
        site.fill_null(pl.lit(default_site, pl.String)).alias("site"),
        _country(frame["country"], notes),
        pl.col("language").str.to_lowercase().str.extract(r"^([a-z]{2,3})\b"),
        pl.when(pl.col("url").str.contains(WEB)).then("url").alias("url"),
    )
    frame = refuse(frame, pl.col("site").is_null(), "import-no-site", NOTHING)
    channel = pl.col("channel").fill_null(pl.lit(fallback.channel, pl.String))
    frame = frame.with_columns(channel=channel)
    frame = refuse(frame, pl.col("channel").is_null(), "import-no-channel", NOTHING)
    return resolve_keys(frame, "channel", "channel", taxonomy)


def _country(names: pl.Series, notes: Counter[str]) -> pl.Series:
    """ISO codes; names of no country become null and are counted."""
    codes_by_name = vocabulary.lookup(names.unique().to_list(), countries.spellings())
    codes = names.replace_strict(codes_by_name, default=None, return_dtype=pl.String)
    notes["import-note-country"] += codes.null_count() - names.null_count()
    return codes
