"""A store of merchants of several sectors: the texts of each are read with the terms of its own."""

from collections.abc import Mapping

import polars as pl

from sociallens.classify import classify
from sociallens.classify.own import NOTHING, Own
from sociallens.errors import BadMerchants
from sociallens.merchants import Merchants
from sociallens.taxonomy import OF_SECTOR, Taxonomy, load

Sectors = Mapping[str, Taxonomy]  # by merchant, of those that are not of the store's sector


def sectors(merchants: Merchants, store: Taxonomy) -> Sectors:
    """The sectors that merchants are declared to be of, other than the store's.

    Raises `BadTaxonomy` for a sector that is not there, and `BadMerchants` for one whose topics or
    causes the store has no words for: its figures could not stand in one table.
    """
    found = {name: load(sector) for name, sector in merchants.sectors.items()}
    for name, sector in found.items():
        unknown = [k for vocabulary in OF_SECTOR for k in sector[vocabulary]
                   if k not in store[vocabulary]]  # fmt: skip
        if unknown:
            raise BadMerchants(
                "merchants-sector", name=name, sector=sector.name, store=store.name, key=unknown[0]
            )
    return {name: sector for name, sector in found.items() if sector.name != store.name}


def classified(
    texts: pl.DataFrame, store: Taxonomy, others: Sectors, own: Own = NOTHING
) -> pl.DataFrame:
    """The labels of `texts` (as `classify` gives them, in order), each by its merchant's sector.

    `texts` has the columns that `classify` reads, and `site`.
    """
    names = {name: sector.name for name, sector in others.items()}
    if not names:
        return classify(texts, store, own=own)
    by_name = {sector.name: sector for sector in (store, *others.values())}
    sector = pl.col("site").replace_strict(names, default=store.name, return_dtype=pl.String)
    table = texts.with_row_index("at").with_columns(sector.alias("sector"))
    parts = [
        classify(part, by_name[str(name)], own=own).with_columns(part["at"])
        for (name,), part in table.group_by("sector", maintain_order=True)
    ]
    return pl.concat(parts).sort("at").drop("at") if parts else classify(texts, store, own=own)
