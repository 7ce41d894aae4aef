"""What a store taught the classifier, as it stands in the store's folder. Reading only."""

import hashlib
from pathlib import Path

from sociallens.classify.language import COVERED
from sociallens.classify.own import NOTHING, Own
from sociallens.classify.terms import read_table
from sociallens.own.calibrations import in_use, read_weights
from sociallens.own.places import terms_file

__all__ = ["NOTHING", "Own", "read"]


def read(store: Path | None) -> Own:
    """The store's own terms and weights; `NOTHING` where it has neither, or there is no store.

    Weights that were fitted to correct others than those that ship today are left aside.

    Raises `BadTaxonomy` for a table of terms, and `StoreError` for weights, that cannot be read.
    """
    if store is None:
        return NOTHING
    terms = {
        language: table
        for language in COVERED
        if (table := read_table(terms_file(store, language))).height
    }
    number = in_use(store)
    weights = read_weights(store, number) if number else {}
    if not terms and not weights:
        return NOTHING
    digest = hashlib.sha256(f"{number}".encode())
    for name, table in sorted({**terms, **{f"{task}!": w for task, w in weights.items()}}.items()):
        digest.update(f"\0{name}\0{table.write_csv()}".encode())
    return Own(terms, weights, number, digest.hexdigest())
