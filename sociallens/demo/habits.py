"""Shares that make the panel look like a market: channels, topics, moods, causes, seasons."""

CHANNELS = {
    "review_site": 0.25,
    "facebook": 0.21,
    "twitter": 0.17,
    "consumer_forum": 0.10,
    "instagram": 0.10,
    "other_forum": 0.05,
    "app_store": 0.045,
    "youtube": 0.035,
    "blog": 0.02,
    "other": 0.02,
}
REPLIES_HIDDEN = frozenset({"other_forum", "blog", "youtube", "other"})

_ORDER = (
    "customer_service", "offer", "brand_communication", "reputation_advice", "purchase_sharing",
    "none",
)  # fmt: skip
_SHARES = {
    "review_site": (0.52, 0.19, 0.01, 0.17, 0.00, 0.11),
    "facebook": (0.26, 0.17, 0.28, 0.08, 0.10, 0.11),
    "twitter": (0.40, 0.16, 0.24, 0.08, 0.06, 0.06),
    "consumer_forum": (0.60, 0.08, 0.02, 0.28, 0.01, 0.01),
    "instagram": (0.13, 0.20, 0.33, 0.05, 0.19, 0.10),
    "other_forum": (0.22, 0.27, 0.06, 0.27, 0.16, 0.02),
    "app_store": (0.66, 0.08, 0.02, 0.10, 0.00, 0.14),
    "youtube": (0.12, 0.27, 0.30, 0.09, 0.12, 0.10),
    "blog": (0.14, 0.34, 0.12, 0.18, 0.22, 0.00),
    "other": (0.35, 0.22, 0.12, 0.17, 0.06, 0.08),
}
TOPICS = {channel: dict(zip(_ORDER, shares, strict=True)) for channel, shares in _SHARES.items()}

_MOODS = ("negative", "neutral", "positive")
MOODS = {
    topic: dict(zip(_MOODS, shares, strict=True))
    for topic, shares in {
        "offer": (0.27, 0.30, 0.43),
        "brand_communication": (0.22, 0.42, 0.36),
        "reputation_advice": (0.38, 0.20, 0.42),
        "purchase_sharing": (0.07, 0.20, 0.73),
        "none": (0.17, 0.33, 0.50),
    }.items()
}

CAUSES = {
    "delivery": 0.31,
    "contact_quality": 0.23,
    "return_refund": 0.17,
    "product": 0.15,
    "order_payment": 0.09,
    "website_app": 0.05,
}
CRISIS_CAUSES = {"delivery": 0.72, "contact_quality": 0.16, "return_refund": 0.12}

RATINGS = {
    "negative": {1: 0.72, 2: 0.20, 3: 0.08},
    "neutral": {3: 0.6, 4: 0.4},
    "positive": {5: 0.76, 4: 0.24},
}

MONTHS = {
    1: 1.30, 2: 0.92, 3: 0.90, 4: 0.88, 5: 0.92, 6: 0.95, 7: 1.12, 8: 0.72, 9: 0.98, 10: 1.0,
    11: 1.2, 12: 1.5,
}  # fmt: skip
WEEKDAYS = (1.12, 1.06, 1.02, 1.0, 0.98, 0.92, 0.90)
HOURS = (
    1.2, 0.6, 0.3, 0.2, 0.2, 0.5, 1.2, 2.6, 4.2, 5.2, 5.8, 5.6, 5.9, 5.4, 5.0, 4.8, 5.0, 5.6,
    6.3, 6.6, 7.0, 6.6, 4.8, 2.6,
)  # fmt: skip
