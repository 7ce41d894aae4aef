"""How unhappy customers are with the service, about what, and who waits for an answer."""

from sociallens.metrics import (
    BRAND_PARTICIPATION,
    CUSTOMER_SERVICE_SHARE,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    RECOVERY,
)
from sociallens.ui import numbers, plots, sheet, tell, worklist

HEADLINE = (NEGATIVE_RATE_CUSTOMER_SERVICE, CUSTOMER_SERVICE_SHARE, BRAND_PARTICIPATION, RECOVERY)

sheet.of_view(
    "answer",
    lambda: [
        [tell.title()],
        [tell.facts(3)],
        [numbers.strip(*HEADLINE)],
    ],
)
sheet.of_view(
    "figures",
    lambda: [
        [plots.rates("service_trend"), plots.bars("causes", negative=True)],
        [plots.bars("severity"), plots.bars("intents")],
        [worklist.card()],
    ],
)
