"""How unhappy customers are with the service, about what, and who waits for an answer."""

from sociallens.metrics import (
    BRAND_PARTICIPATION,
    CUSTOMER_SERVICE_SHARE,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    RECOVERY,
)
from sociallens.ui import numbers, plots, sheet, tell

sheet.show(
    "answer",
    [tell.title()],
    [tell.facts(3)],
    [
        numbers.strip(
            NEGATIVE_RATE_CUSTOMER_SERVICE, CUSTOMER_SERVICE_SHARE, BRAND_PARTICIPATION, RECOVERY
        )
    ],
)
sheet.show(
    "figures",
    [plots.rates("service_trend"), plots.bars("causes", negative=True)],
    [plots.bars("severity"), plots.bars("intents")],
)
