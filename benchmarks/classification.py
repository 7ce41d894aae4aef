"""How often the classifier is right and how fast it is: `python -m benchmarks.classification`.

Accuracy is measured on `labelled-dev.csv`, five times five-fold. What learns (the weights of the
sentiment model) is refitted in each fold. What does not learn is the same in all folds: the
topic, cause, severity and intent terms started from a draft written from these very texts, so
their figures here flatter; on other texts expect less.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold

from benchmarks.fit_sentiment import features_of, fit, read_labelled
from sociallens.classify import classify
from sociallens.classify.language import language
from sociallens.classify.normalise import folded, words_of
from sociallens.classify.sentiment import features, sentiment
from sociallens.classify.signs import signs
from sociallens.classify.terms import lexicon
from sociallens.classify.topics import topics
from sociallens.taxonomy import CUSTOMER_SERVICE, load

DATA = Path(os.environ.get("SOCIALLENS_REAL_DATA", "../shared/data"))
ROUNDS, FOLDS, BULK = 5, 5, 20_000
TAXONOMY = load()


def predicted(labelled: pl.DataFrame) -> list[pl.DataFrame]:
    """One set of out-of-fold labels per round."""
    table = features_of(labelled)
    rounds = []
    for seed in range(ROUNDS):
        parts = []
        for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(
            table, labelled["sentiment"]
        ):
            weights = fit(table[seen], labelled["sentiment"][seen])
            labels = classify(labelled[unseen], TAXONOMY, weights=weights)
            parts.append(labels.with_columns(row=pl.Series(unseen)))
        rounds.append(pl.concat(parts).sort("row").with_columns(pl.col(pl.String).fill_null("-")))
    return rounds


def report(name: str, truth: pl.Series, rounds: list[pl.Series]) -> None:
    """Print accuracy and macro-F1, mean and spread over the rounds."""
    scores = np.array([
        (
            accuracy_score(truth, labels),
            f1_score(truth, labels, labels=truth.unique(), average="macro", zero_division=0),
        )
        for labels in rounds
    ])  # fmt: skip
    (accuracy, macro), (_, spread) = scores.mean(axis=0), scores.std(axis=0)
    print(f"{name:<34}{accuracy:9.1%}{macro:12.1%} ±{spread:.1%}  (n={len(truth)})")


def accuracy(labelled: pl.DataFrame) -> None:
    rounds = predicted(labelled)
    any_topic = _acceptable(labelled, "topic")
    print(f"{'':<34}{'accuracy':>9}{'macro-F1':>12}")
    report("topic, strict", labelled["topic"], [r["topic"] for r in rounds])
    report(
        "topic, lenient",
        labelled["topic"],
        [_lenient(r["topic"], labelled["topic"], any_topic) for r in rounds],
    )
    service = labelled["topic"] == CUSTOMER_SERVICE
    report("customer service or not", service, [r["topic"] == CUSTOMER_SERVICE for r in rounds])
    about = labelled.filter(service)
    main = [r.filter(service)["causes"].list.first().fill_null("-") for r in rounds]
    report("main cause, strict", about["cause"], main)
    report(
        "main cause, lenient",
        about["cause"],
        [_lenient(m, about["cause"], _acceptable(about, "cause")) for m in main],
    )
    print(f"{'causes, micro-F1 of all named':<34}{_micro(about, rounds[0].filter(service)):21.1%}")
    for task in ("sentiment", "severity", "intent"):
        report(task, labelled[task], [r[task] for r in rounds])
    report(
        "severity in customer service",
        about["severity"],
        [r.filter(service)["severity"] for r in rounds],
    )
    report("language", labelled["lang"], [r["language"] for r in rounds])
    report("sentiment, plain TextBlob", labelled["sentiment"], [plain_textblob(labelled["text"])])


def _acceptable(labelled: pl.DataFrame, task: str) -> pl.Series:
    also = pl.col(f"{task}_alt").fill_null("").str.split(";")
    return labelled.select(pl.concat_list(also, task)).to_series()


def _lenient(labels: pl.Series, truth: pl.Series, acceptable: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"label": labels, "truth": truth, "also": acceptable})
    right = pl.col("also").list.contains(pl.col("label"))
    return frame.select(pl.when(right).then("truth").otherwise("label")).to_series()


def _micro(truth: pl.DataFrame, labels: pl.DataFrame) -> float:
    gold = [set(filter(None, names)) for names in _acceptable(truth, "cause")]
    found = [set(names) if names is not None else set() for names in labels["causes"]]
    both = sum(len(a & b) for a, b in zip(gold, found, strict=True))
    return 2 * both / (sum(map(len, gold)) + sum(map(len, found)))


def plain_textblob(texts: pl.Series) -> pl.Series:
    """Sentiments by TextBlob's French analyser with its usual threshold of 0.05."""
    from textblob import TextBlob
    from textblob_fr import PatternAnalyzer, PatternTagger

    tagger, analyzer = PatternTagger(), PatternAnalyzer()
    scores = pl.Series(
        [TextBlob(t, pos_tagger=tagger, analyzer=analyzer).sentiment[0] for t in texts]
    )
    return pl.select(
        pl.when(scores > 0.05)
        .then(pl.lit("positive"))
        .when(scores < -0.05)
        .then(pl.lit("negative"))
        .otherwise(pl.lit("neutral"))
    ).to_series()


def reviews() -> dict[str, pl.DataFrame]:
    """The starred reviews of two merchants: `text, stars`."""
    show = pl.read_csv(DATA / "trustpilot-showroomprive-2023.csv", infer_schema=False)
    cdiscount = pl.read_csv(
        DATA / "trustpilot-cdiscount-2021.csv", separator=";", encoding="cp1252", infer_schema=False
    )
    return {
        "showroomprive 2023": show.select(
            text=pl.concat_str(
                "TITRE COMMENTAIRE", "COMMENTAIRE", separator="\n", ignore_nulls=True
            ),
            stars=pl.col("NOMBRE D'ÉTOILE").cast(pl.Float64),
        ).unique(maintain_order=True),
        "cdiscount 2021": cdiscount.select(
            text="Titre et texte de l'avis",
            stars=pl.col("Note").str.replace(",", ".").cast(pl.Float64),
        ).unique(maintain_order=True),
    }


def stars() -> None:
    """Print how far the sentiment agrees with stars: 1 and 2 unhappy, 4 and 5 happy."""
    print(
        f"\n{'sentiment and stars (3 left out)':<34}{'decided':>9}{'agree':>9}{'unhappy found':>15}"
    )
    for name, given in reviews().items():
        starred = given.filter(pl.col("stars") != 3)
        frame = starred.with_columns(
            id=pl.int_range(pl.len()).cast(pl.String), channel=pl.lit("review_site")
        )
        said = classify(frame, TAXONOMY)["sentiment"].fill_null("-")
        unhappy = starred["stars"] <= 2
        truth = pl.select(
            pl.when(unhappy).then(pl.lit("negative")).otherwise(pl.lit("positive"))
        ).to_series()
        decided = said.is_in(["negative", "positive"])
        agree = share((said == truth).filter(decided))
        found = share((said == "negative").filter(unhappy))
        print(f"{name:<34}{share(decided):9.1%}{agree:9.1%}{found:15.1%}  (n={len(said)})")


def share(flags: pl.Series) -> float:
    return float(flags.to_numpy().mean())


def speed() -> None:
    """Print texts per second of processor time, per step and for the whole chain."""
    tweets = pl.read_csv(DATA / "tweets-free.csv", infer_schema=False)["text"]
    texts = pl.concat([*(given["text"] for given in reviews().values()), tweets]).drop_nulls()
    bulk = pl.concat([texts] * (BULK // len(texts) + 1)).head(BULK).shuffle(seed=1)
    frame = pl.DataFrame({"text": bulk}).with_columns(
        id=pl.int_range(pl.len()).cast(pl.String), channel=pl.lit("review_site")
    )
    terms = lexicon(TAXONOMY.folder, "fr")
    words = words_of(bulk)
    flat = folded(words)
    read = terms.read(flat)
    found = terms.matches(read)
    counted = signs(found, BULK)
    table = features(frame, counted)
    steps: dict[str, Callable[[], object]] = {
        "words": lambda: words_of(bulk),
        "folding": lambda: folded(words),
        "language": lambda: language(words, flat),
        "spelling and negation": lambda: terms.read(flat),
        "terms": lambda: terms.matches(read),
        "signs": lambda: signs(found, BULK),
        "features": lambda: features(frame, counted),
        "sentiment": lambda: sentiment(table),
        "topics": lambda: topics(found, TAXONOMY),
        "whole chain": lambda: classify(frame, TAXONOMY),
        "whole chain, language given": lambda: classify(
            frame.with_columns(language=pl.lit("fr")), TAXONOMY
        ),
    }
    characters = bulk.str.len_chars().to_numpy().mean()
    print(f"\n{BULK} texts of {characters:.0f} characters: texts per second of one core")
    for label, step in steps.items():
        step()
        before = time.process_time()
        step()
        print(f"{label:<34}{BULK / (time.process_time() - before):12,.0f}")


def main() -> None:
    path = DATA / "labelled-dev.csv"
    if not path.is_file():
        sys.exit(f"No real texts here ({path} is absent): nothing was measured.")
    labelled = read_labelled(path).with_columns(id="source_id")
    accuracy(labelled)
    stars()
    speed()


if __name__ == "__main__":
    main()
