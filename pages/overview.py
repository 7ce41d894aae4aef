"""What people say about the merchants: the answer, the numbers, where they come from."""

from sociallens.metrics import (
    BRAND_PARTICIPATION,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    NET_SENTIMENT,
    VOLUME,
)
from sociallens.ui import numbers, plots, sheet, tell

HEADLINE = (VOLUME, NEGATIVE_RATE_CUSTOMER_SERVICE, NET_SENTIMENT, BRAND_PARTICIPATION)

sheet.of_view(
    "answer",
    lambda: [
        [tell.title()],
        [tell.facts()],
        [numbers.strip(*HEADLINE)],
    ],
)
sheet.of_view(
    "figures",
    lambda: [
        [plots.layers("trend", span=3), plots.bars("causes", span=2, negative=True)],
        [plots.bars("channels"), plots.bars("topics")],
    ],
)
