"""Figures corrected by the store's audit: which one is in use, and what it says of a table."""

from sociallens.estimates.audited import Correction, correction, in_use
from sociallens.estimates.beside import beside, corrected

__all__ = ["Correction", "beside", "corrected", "correction", "in_use"]
