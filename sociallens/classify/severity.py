"""Severity: how much is at stake for the customer who wrote.

High: fraud, legal threat, safety, boycott, money withheld without an answer, a month unresolved,
repeated contacts unanswered. Medium: a definite problem. Low: a remark, or nothing to solve, and
whatever is not negative. What a rule over the signs calls high is high. For the rest a small
logistic model (`severity_weights.csv`) weighs the rule against the signs themselves and the tone.
Nothing is high without a reason that can be shown.
"""

import numpy as np
import polars as pl

from sociallens.classify import model
from sociallens.classify.signs import REASONS
from sociallens.taxonomy import CUSTOMER_SERVICE, NO_TOPIC

_HEATED = 2.0  # weight of strong complaints that is more than a remark
_GRAVE = tuple(reason for reason in REASONS if reason not in ("mild", "definite"))
_LEAST = 1e-3  # a sentiment is never quite out of the question
_TONE = (
    "complaint_strong", "complaint_problem", "complaint_mild", "irony", "praise_strong", "balance",
    "negation", "narrative", "question", "request", "solved", "question_marks", "service",
    "length", "review", "short_message",
)  # fmt: skip


def severity_features(
    features: pl.DataFrame, signs: pl.DataFrame, feelings: pl.DataFrame, subjects: pl.DataFrame
) -> pl.DataFrame:
    """What the model reads, a number each: tone, sentiment and topic, reasons, and the rule.

    `feelings` from `sentiment`, `subjects` from `topics`.
    """
    table = pl.concat([features, signs, feelings, subjects], how="horizontal")
    rule = _rule()
    return table.select(
        pl.col("bias", *_TONE),
        pl.col("negative", "neutral", "positive").clip(_LEAST).log().name.prefix("felt_"),
        *((_root(f"severity.{reason}")).alias(f"reason_{reason}") for reason in REASONS),
        reasons=pl.max_horizontal(pl.col(f"severity.{reason}") for reason in _GRAVE),
        on_service=pl.col("topic") == CUSTOMER_SERVICE,
        on_nothing=pl.col("topic") == NO_TOPIC,
        rule_high=rule == "high",
        rule_medium=rule == "medium",
    )


def severity(features: pl.DataFrame, feelings: pl.DataFrame, weights: pl.DataFrame) -> pl.Series:
    """The severity of each text, from its `severity_features` and its sentiment."""
    names = model.classes(weights)
    chances = model.probabilities(features, weights)
    high = names.index("high")
    chances[(features["reasons"] <= 0).to_numpy(), high] = 0.0
    chances[features["rule_high"].to_numpy(), high] = 1.0
    calm = (feelings["sentiment"] != "negative").to_numpy()
    chances[np.ix_(calm, np.array(names) != "low")] = 0.0
    return pl.Series("severity", names).gather(chances.argmax(axis=1))


def _root(name: str) -> pl.Expr:
    """A sum that grows more slowly the larger it is; a negative one undoes a term."""
    return (pl.col(name).sign() * pl.col(name).abs().sqrt()).clip(-2, 3)


def _rule() -> pl.Expr:
    def has(reason: str) -> pl.Expr:
        return pl.col(f"severity.{reason}") > 0

    unhappy = pl.col("sentiment") == "negative"
    grave = has("fraud") | has("legal") | has("safety") | has("boycott")
    grave |= has("accused") & (has("money") | has("withheld") | has("theft") | has("definite"))
    stuck = has("withheld") & (has("unanswered") | has("month") | has("repeated"))
    waiting = has("definite") | has("money") | has("withheld") | has("unanswered")
    unresolved = has("month") & waiting
    ignored = has("repeated") & has("unanswered")
    high = unhappy & (grave | (has("money") & stuck) | unresolved | ignored)
    heated = pl.col("complaint.strong") >= _HEATED
    definite = has("definite") | has("theft") | has("unanswered") | heated
    remark = (has("mild") | (pl.col("complaint.mild") > 0)) & ~definite
    broken = definite & (pl.col("complaint.problem") > 0)
    to_solve = pl.col("topics").list.contains(CUSTOMER_SERVICE) | broken
    return (
        pl.when(high)
        .then(pl.lit("high"))
        .when(unhappy & to_solve & ~remark)
        .then(pl.lit("medium"))
        .otherwise(pl.lit("low"))
    )
