"""Sentiment: a small multinomial logistic model over generic signs, no word of its own.

The signs are counts of complaint and praise terms (plain, strong, negated), punctuation, length,
the channel and the mean polarity of TextBlob's lexicon. The weights are the table
`sentiment_weights.csv`; `python -m benchmarks.fit_sentiment LABELLED.csv` refits them.
"""

from functools import cache
from pathlib import Path

import polars as pl

WEIGHTS = Path(__file__).with_name("sentiment_weights.csv")
CLASSES = ("negative", "neutral", "positive")
REVIEWS = ("review_site", "app_store")
SHORT = ("twitter",)
_PAGE = 300  # characters
_ENOUGH = 4.0  # a sign counted more often than this tells nothing more


def features(texts: pl.DataFrame, signs: pl.DataFrame) -> pl.DataFrame:
    """The model's features per text: `texts` has `text, channel`, `signs` the summed
    weights and `service`, the summed weight of customer-service terms.
    """

    def total(name: str) -> pl.Expr:
        return pl.col(name).clip(-_ENOUGH, 2 * _ENOUGH)

    text = pl.col("text").fill_null("")
    unpraised = total("praise.not_strong") + total("praise.not_plain")  # "pas content"
    displeased = total("complaint.plain") + unpraised
    complaint = total("complaint.strong") + displeased + total("complaint.problem")
    praise = total("praise.strong") + total("praise.plain")
    negated = ("not_strong", "not_plain", "not_problem", "not_mild")
    polarity = pl.col("polarity.word") - 0.5 * pl.col("polarity.not_word")
    marks = text.str.count_matches("?", literal=True)
    silent = praise + complaint + total("complaint.mild") == 0
    stretch = 1 + text.str.len_chars() / _PAGE  # a long text has a bit of everything
    review, tweet = _of(REVIEWS), _of(SHORT)
    table = pl.concat([texts.select("text", "channel"), signs], how="horizontal").select(
        bias=pl.lit(1.0),
        complaint_strong=total("complaint.strong").sqrt(),
        complaint_plain=displeased.sqrt(),
        complaint_problem=(total("complaint.problem") / stretch).sqrt(),
        complaint_mild=total("complaint.mild").sqrt(),
        irony=total("complaint.irony").sqrt(),
        complaint_negated=pl.sum_horizontal(total(f"complaint.{how}") for how in negated).sqrt(),
        praise_strong=total("praise.strong").sqrt(),
        praise_plain=total("praise.plain").sqrt(),
        reservation=-total("praise.reservation"),
        balance=(praise - complaint) / (1 + praise + complaint),
        contrast=pl.col("tone.contrast") > 0,
        silent=silent,
        negation=(total("tone.negation") / stretch).sqrt(),
        narrative=(total("tone.narrative") / stretch).sqrt(),
        laugh=total("tone.laugh").clip(0, 1),
        greeting=total("tone.greeting").clip(0, 1),
        polarity=polarity / pl.col("polarity.words").clip(1),
        thanks=total("intent.thanks").clip(0, 2),
        question=total("intent.question").clip(0, 3),
        request=total("intent.request").clip(0, 2),
        solved=total("intent.solved").clip(0, 2),
        question_marks=marks.clip(0, 3),
        calm_question=(marks > 0) & (complaint == 0),
        exclamations=text.str.count_matches("!", literal=True).clip(0, 4),
        length=text.str.len_chars().clip(0, 2 * _PAGE).log1p(),
        service=(total("service") / stretch).sqrt(),
        agent=total("agent.brand").clip(0, 3),
        review=review,
        short_message=tweet,
        review_silent=review & silent,
        short_message_silent=tweet & silent,
        review_balance=review * (praise - complaint) / (1 + praise + complaint),
        review_negation=review * (total("tone.negation") / stretch).sqrt(),
        review_length=review * text.str.len_chars().clip(0, 2 * _PAGE).log1p(),
    )
    return table.cast(pl.Float64)


def _of(channels: tuple[str, ...]) -> pl.Expr:
    return pl.col("channel").is_in(channels).fill_null(False)


def sentiment(features: pl.DataFrame, weights: pl.DataFrame | None = None) -> pl.DataFrame:
    """Per text `sentiment`, `sentiment_score` (-1..1) and the `probability` of the sentiment."""
    table = shipped_weights() if weights is None else weights
    margins = [
        pl.sum_horizontal(
            pl.col(feature) * weight
            for feature, weight in table.select("feature", name).iter_rows()
        ).alias(name)
        for name in CLASSES
    ]
    top = pl.max_horizontal(CLASSES)
    odds = features.select(margins).select((pl.col(name) - top).exp() for name in CLASSES)
    shares = odds.select(pl.col(name) / pl.sum_horizontal(CLASSES) for name in CLASSES)
    likely = pl.max_horizontal(CLASSES)
    return shares.select(
        sentiment=pl.when(pl.col("negative") == likely)
        .then(pl.lit("negative"))
        .when(pl.col("positive") == likely)
        .then(pl.lit("positive"))
        .otherwise(pl.lit("neutral")),
        sentiment_score=(pl.col("positive") - pl.col("negative")).clip(-1, 1),
        probability=likely,
    )


@cache
def shipped_weights() -> pl.DataFrame:
    """The weights of the package: one row per feature, one column per sentiment."""
    return pl.read_csv(WEIGHTS, schema_overrides=dict.fromkeys(CLASSES, pl.Float64))
