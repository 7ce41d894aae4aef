"""Audits: sealed random samples of a store's messages, which people label blind.

They judge the machine: how often it is right on these very data, and by how much its figures are
off. `draw`, which writes, is in `audits.drawing`.
"""

from sociallens.audits.answering import Progress, labels, progress
from sociallens.audits.audit import Audit, BadAudit, named, read

__all__ = ["Audit", "BadAudit", "Progress", "labels", "named", "progress", "read"]
