"""Which words and pairs of words have a weight, and the fit of these weights.

Counts alone choose them: whatever stands in `TEXTS` texts of `SOURCES` sources, numbers and names
left out. So none is peculiar to one merchant, and no text can be read back from the table.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from sociallens.classify.normalise import folded
from sociallens.classify.words import WORDS
from sociallens.importing.privacy import redaction

TEXTS, SOURCES = 20, 5
STRENGTH = 40.0  # inverse penalty
_NAMES = ("first_names.csv", "brands.csv")
_LONGEST = 20  # letters of a word


def vocabulary(read: pl.Series, sources: pl.Series) -> pl.Series:
    """The words and pairs in texts, as `Lexicon.read` gives them, that are common enough."""
    split = pl.DataFrame({"read": read, "source": sources}).with_row_index("row")
    tokens = split.select(
        "row", "source", word=pl.col("read").str.strip_chars(" ").str.split(" ")
    ).explode("word")
    odd = ~pl.col("word").str.contains(rf"^~?[a-z]{{1,{_LONGEST}}}$")
    named = pl.col("word").str.strip_prefix("~").is_in(_names().implode())
    tokens = tokens.with_columns(word=pl.when(~(odd | named)).then("word"))
    after = pl.when(pl.col("row").shift(-1) == pl.col("row")).then(pl.col("word").shift(-1))
    pairs = tokens.with_columns(word=pl.col("word") + " " + after)
    counted = (
        pl.concat([tokens, pairs])
        .drop_nulls("word")
        .unique(["row", "word"])
        .group_by("word")
        .agg(texts=pl.len(), sources=pl.col("source").n_unique())
    )
    common = counted.filter(pl.col("texts") >= TEXTS, pl.col("sources") >= SOURCES)
    return common["word"].sort().alias(WORDS)


def _names() -> pl.Series:
    """Names of persons and brands as texts are read; one that is a word as well is no word here."""
    folder = Path(str(redaction.__file__)).parent
    tables = [pl.read_csv(folder / name, infer_schema=False) for name in _NAMES]
    return folded(pl.concat([table.to_series(0) for table in tables])).unique()


def fit_words(
    held: sparse.csr_array, labels: pl.Series, weight: npt.NDArray[np.float64]
) -> tuple[list[str], npt.NDArray[np.float64]]:
    """The labels that are told apart, and the weight of each entry for each of them."""
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3)
    model.fit(held, labels.to_list(), sample_weight=weight)
    slopes = model.coef_
    if len(model.classes_) == 2:
        slopes = np.vstack([-slopes / 2, slopes / 2])
    return model.classes_.tolist(), (slopes - slopes.mean(axis=0)).T
