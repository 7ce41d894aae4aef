"""How unhappy customers are with the service, about what, and who waits for an answer."""

from sociallens.metrics import (
    BRAND_PARTICIPATION,
    CUSTOMER_SERVICE_SHARE,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    RECOVERY,
)
from sociallens.ui import cards, numbers, plots, sentences, verbatims

cards.finding(*sentences.customer_service())
numbers.numbers(
    NEGATIVE_RATE_CUSTOMER_SERVICE, CUSTOMER_SERVICE_SHARE, BRAND_PARTICIPATION, RECOVERY
)
with cards.row(1, 1) as (left, right):
    with left:
        plots.rates("service_trend")
    with right:
        plots.bars("causes", negative=True)
with cards.row(1, 1) as (left, right):
    with left:
        plots.bars("severity")
    with right:
        plots.bars("intents")
verbatims.unanswered()
cards.hint()
