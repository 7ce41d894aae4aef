"""Findings: what a page's figures answer, each a test with its figures and its link."""

from sociallens.findings.headline import Judged, comparable, headline
from sociallens.findings.telling import told, told_about, verdicts
from sociallens.findings.told import Clause, Finding, Standing, Told
from sociallens.findings.wording import YEAR, Speaker

__all__ = [
    "YEAR",
    "Clause",
    "Finding",
    "Judged",
    "Speaker",
    "Standing",
    "Told",
    "comparable",
    "headline",
    "told",
    "told_about",
    "verdicts",
]
