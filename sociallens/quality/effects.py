"""What a confusion does to the headline: which of its texts it lets in, and which it counts."""

from collections.abc import Mapping
from typing import Any, Literal

from sociallens.taxonomy import CUSTOMER_SERVICE

Effect = Literal["enters", "leaves", "unhappy", "missed", ""]
_NEGATIVE = "negative"


def effect(confusion: Mapping[str, Any]) -> Effect:
    """What the confusion of a `truth` with what was `told` does; empty where it changes no rate.

    A topic lets a text into customer service or out of it; a mood counts it as negative or not.
    """
    truth, told = confusion["truth"], confusion["told"]
    if confusion["task"] == "topic" and CUSTOMER_SERVICE in (truth, told):
        return "leaves" if truth == CUSTOMER_SERVICE else "enters"
    if confusion["task"] == "sentiment" and _NEGATIVE in (truth, told):
        return "missed" if truth == _NEGATIVE else "unhappy"
    return ""
