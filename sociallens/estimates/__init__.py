"""Figures corrected by the store's audit: which one is in use, and what it says of a table."""

from sociallens.estimates.audited import Correction, correction, in_use
from sociallens.estimates.beside import beside, corrected
from sociallens.estimates.entering import correctable, entering
from sociallens.estimates.wording import correction_words

__all__ = [
    "Correction",
    "beside",
    "correctable",
    "corrected",
    "correction",
    "correction_words",
    "entering",
    "in_use",
]
