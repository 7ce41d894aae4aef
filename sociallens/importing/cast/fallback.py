"""Values for columns that a file does not have."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Fallback:
    """The site and channel of rows that name none, and the moment that ends the past."""

    site: str | None
    channel: str | None
    now: datetime  # naive UTC
