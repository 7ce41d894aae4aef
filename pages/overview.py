"""What people say about the merchants: the answer, the numbers, where they come from."""

from sociallens.metrics import (
    BRAND_PARTICIPATION,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    NET_SENTIMENT,
    VOLUME,
)
from sociallens.ui import numbers, plots, sheet, tell

sheet.show(
    "answer",
    [tell.title()],
    [tell.facts()],
    [numbers.strip(VOLUME, NEGATIVE_RATE_CUSTOMER_SERVICE, NET_SENTIMENT, BRAND_PARTICIPATION)],
)
sheet.show(
    "figures",
    [plots.layers("trend", span=3), plots.bars("causes", span=2, negative=True)],
    [plots.bars("channels"), plots.bars("topics")],
)
