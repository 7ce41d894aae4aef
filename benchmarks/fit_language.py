"""Refit the model of languages: `python -m benchmarks.fit_language`.

It learns from texts written for the project, whole and in pieces, with accents and without, and
from words drawn from the lists of common words. Languages that are not recognised are learnt as
families, whose codes have three letters. Of most of the drawn texts it is not told which lists
their words are on, so that it learns what the letters say of words it does not know. Printed is
the part of the short texts it would be right about had it not learnt from them.
"""

from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_selection import chi2
from sklearn.linear_model import LogisticRegression

from sociallens.classify.language import (
    READ,
    WEIGHTS,
    Places,
    common_words,
    languages,
    word_lists,
)
from sociallens.classify.letters import NUMBERS, groups_in, sign_of
from sociallens.classify.normalise import folded, words_of

HERE = Path(__file__).parent
SHORT, OWN = HERE / "language_texts.csv", HERE / "own_texts.csv"
DRAWN, PER_WORD = 6000, 8  # texts drawn for each language, and at most for each of its words
RARER = 1.0  # how fast words become rarer in them from the first of a list to the last
WITHHELD = 0.8  # the part of them whose words are not told
PIECES = 4  # taken of each written text
WORDS = 6  # of a piece or a drawn text, at most
FAMILY = 0.3  # what a text of a family counts beside the others
LEAST = 20  # texts that a group of letters is in
GROUPS = 8000  # groups that are weighed: those that most depend on the language
STRENGTH = 0.1  # inverse of the penalty on the weights
TENTHS = 10  # what the weights that ship count in
FOLDS = 3


def written(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False).select("text", "language").drop_nulls()


def drawn(chance: np.random.Generator) -> pl.DataFrame:
    """Words drawn from the list of each language, as texts; lists begin with what is common."""
    texts = []
    for language, words in word_lists().iter_rows():
        each = np.array(words.split(" "))
        share = (np.arange(len(each)) + 50) ** -RARER
        count = min(DRAWN, PER_WORD * len(each))
        found = chance.choice(each, (count, WORDS), p=share / share.sum()).tolist()
        size = chance.integers(1, WORDS, count, endpoint=True)
        texts.append(pl.DataFrame({"text": found, "size": size, "language": language}))
    text = pl.col("text").list.head(pl.col("size")).list.join(" ")
    return pl.concat(texts).select(text, "language")


def pieces(texts: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """Some words of each text that follow each other."""
    words = pl.col("text").str.split(" ")
    room = (words.list.len().cast(pl.Int64) - pl.col("size")).clip(0) + 1
    return texts.with_columns(
        size=chance.integers(2, WORDS, texts.height, endpoint=True),
        at=chance.random(texts.height),
    ).select(
        words.list.slice((room * pl.col("at")).cast(pl.Int64), pl.col("size")).list.join(" "),
        "language",
    )


def features(texts: pl.Series) -> tuple[npt.NDArray[np.float64], csr_matrix]:
    """The common words of each text, and its groups of letters by their numbers."""
    words = words_of(texts).str.head(READ)
    groups = sum(groups_in(words, np.arange(NUMBERS, dtype=np.int32)))
    return common_words(folded(words)), groups.tocsc()


def fit(texts: pl.DataFrame) -> tuple[LogisticRegression, Places]:
    """The model that suits these texts best, and the numbers of the groups it weighs."""
    chance = np.random.default_rng(0)
    cut = pl.concat([texts, *(pieces(texts, chance) for _ in range(PIECES))])
    told = pl.concat([cut, cut.with_columns(text=folded(words_of(cut["text"])))])
    every = pl.concat([told, drawn(chance)])
    words, groups = features(every["text"])
    words[told.height :][chance.random(every.height - told.height) < WITHHELD] = 0
    # The written texts count alike in each language, however many it has.
    heights = pl.len().over("language")
    kin = pl.when(pl.col("language").str.len_chars() > 2).then(FAMILY).otherwise(1)
    weight = told.select(heights.max() / heights * kin).to_series().to_numpy()
    weight = np.append(weight, np.ones(every.height - told.height))
    common = np.flatnonzero(np.diff(groups.indptr) >= LEAST)[1:]  # 0 is where no group begins
    depends, _ = chi2(groups[:, common], every["language"])
    chosen = np.sort(common[np.argsort(-depends, kind="stable")[:GROUPS]])
    model = LogisticRegression(C=STRENGTH, max_iter=60)
    model.fit(hstack([words, groups[:, chosen]]).tocsr(), every["language"], sample_weight=weight)
    return model, chosen


def table(model: LogisticRegression, chosen: Places) -> pl.DataFrame:
    """The weights in tenths, beside those of most languages, as the table that ships."""
    order = [list(model.classes_).index(language) for language in languages()]
    bias, weights = model.intercept_[order], model.coef_[order].T
    beside = weights - np.median(weights, axis=1, keepdims=True)
    tenths = np.rint(np.vstack([bias - bias.mean(), beside]) * TENTHS).astype(int)
    signs = ["bias", *languages(), *map(sign_of, chosen)]
    kinds = ["bias"] + ["words"] * len(order) + ["letters"] * len(chosen)
    rows = pl.DataFrame({"kind": kinds, "sign": signs}).hstack(pl.DataFrame(tenths, languages()))
    said = pl.any_horizontal(pl.col(languages()) != 0) | (pl.col("kind") != "letters")
    return rows.filter(said).with_columns(pl.col(languages()).replace(0, None))


def right(short: pl.DataFrame, others: pl.DataFrame) -> float:
    """The part of the short texts told right by models that did not learn from them."""
    fold = np.array([crc32(text.encode()) % FOLDS for text in short["text"]])
    found = []
    for k in range(FOLDS):
        model, chosen = fit(pl.concat([short.filter(fold != k), others]))
        held = short.filter(fold == k)
        words, groups = features(held["text"])
        said = model.predict(hstack([words, groups[:, chosen]]).tocsr())
        found.append(said == held["language"].to_numpy())
    return float(np.concatenate(found).mean())


if __name__ == "__main__":
    short, others = written(SHORT), written(OWN)
    print(f"{right(short, others):.1%} of {short.height} short texts")
    table(*fit(pl.concat([short, others]))).write_csv(WEIGHTS)
