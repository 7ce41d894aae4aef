"""What people say about the merchants: the answer, the numbers, where they come from."""

from sociallens.metrics import (
    BRAND_PARTICIPATION,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    NET_SENTIMENT,
    VOLUME,
)
from sociallens.ui import cards, numbers, plots, sentences

cards.finding(*sentences.overview())
numbers.numbers(
    VOLUME,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    NET_SENTIMENT,
    BRAND_PARTICIPATION,
    trends=plots.sparklines(),
)
with cards.row(3, 2) as (wide, narrow):
    with wide:
        plots.layers("trend")
    with narrow:
        plots.bars("causes", negative=True)
with cards.row(1, 1) as (left, right):
    with left:
        plots.bars("channels")
    with right:
        plots.bars("topics")
cards.hint()
