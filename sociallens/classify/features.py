"""What the models read of a text: counts of signs, punctuation, length and the channel.

No word is a feature of its own: a model learns what a complaint term weighs, not which words are
complaints. Those stand in the term tables.
"""

import polars as pl

REVIEWS = ("review_site", "app_store")
SHORT = ("twitter",)
OF_REVIEWS = (
    "complaint_strong",
    "complaint_plain",
    "complaint_problem",
    "complaint_mild",
    "complaint_negated",
    "irony",
    "praise_strong",
    "praise_plain",
    "reservation",
    "balance",
    "contrast",
    "silent",
    "negation",
    "narrative",
    "thanks",
    "request",
    "service",
    "question_marks",
    "exclamations",
    "length",
)  # fmt: skip; these weigh otherwise where people write to judge
_PAGE = 300  # characters
_ENOUGH = 4.0  # a sign counted more often than this tells nothing more


def features(texts: pl.DataFrame, signs: pl.DataFrame) -> pl.DataFrame:
    """The features of each text, a float column each.

    `texts` has `text` and `channel`; `signs` are the sums that `signs.signs` gives.
    """

    def total(name: str) -> pl.Expr:
        return pl.col(name).clip(0, 2 * _ENOUGH)

    text = pl.col("text").fill_null("")
    causes = [name for name in signs.columns if name.startswith("cause.")]
    service = pl.sum_horizontal(causes).clip(0, 2 * _ENOUGH)
    unpraised = total("praise.not_strong") + total("praise.not_plain")  # "pas content"
    displeased = total("complaint.plain") + unpraised
    complaint = total("complaint.strong") + displeased + total("complaint.problem")
    praise = total("praise.strong") + total("praise.plain")
    negated = ("not_strong", "not_plain", "not_problem", "not_mild")
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
        reservation=-pl.col("praise.reservation").clip(-_ENOUGH, 0),
        balance=(praise - complaint) / (1 + praise + complaint),
        contrast=pl.col("tone.contrast") > 0,
        silent=silent,
        negation=(total("tone.negation") / stretch).sqrt(),
        narrative=(total("tone.narrative") / stretch).sqrt(),
        laugh=total("tone.laugh").clip(0, 1),
        greeting=total("tone.greeting").clip(0, 1),
        thanks=total("intent.thanks").clip(0, 2),
        question=total("intent.question").clip(0, 3),
        request=total("intent.request").clip(0, 2),
        solved=total("intent.solved").clip(0, 2),
        question_marks=marks.clip(0, 3),
        calm_question=(marks > 0) & (complaint == 0),
        exclamations=text.str.count_matches("!", literal=True).clip(0, 4),
        length=text.str.len_chars().clip(0, 2 * _PAGE).log1p(),
        service=(service / stretch).sqrt(),
        agent=total("agent.brand").clip(0, 3),
        review=review,
        short_message=tweet,
        short_message_silent=tweet & silent,
    )
    numbers = table.cast(pl.Float64)
    return numbers.with_columns((pl.col(OF_REVIEWS) * pl.col("review")).name.prefix("review_"))


def _of(channels: tuple[str, ...]) -> pl.Expr:
    return pl.col("channel").is_in(channels).fill_null(False)
