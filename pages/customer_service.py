"""How unhappy customers are with the service, about what, and who waits for an answer."""

from sociallens.metrics import (
    BRAND_PARTICIPATION,
    CUSTOMER_SERVICE_SHARE,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    RECOVERY,
)
from sociallens.ui import plots, sentences, verbatims, view

if not view.nothing_in_view():
    view.finding(*sentences.customer_service())
    view.numbers(
        NEGATIVE_RATE_CUSTOMER_SERVICE, CUSTOMER_SERVICE_SHARE, BRAND_PARTICIPATION, RECOVERY
    )
    with view.row(1, 1) as (left, right):
        with left:
            plots.lines("service_trend")
        with right:
            plots.bars("causes", negative=True)
    with view.row(1, 1) as (left, right):
        with left:
            plots.bars("severity")
        with right:
            plots.bars("intents")
    verbatims.unanswered()
    view.hint()
