"""By which audit figures are corrected, in words."""

from sociallens.estimates.audited import Correction
from sociallens.i18n import Language, day, number, percent, words


def correction_words(correction: Correction, language: Language) -> str:
    """`corrigé par l’audit du 27 nov. 2026 (100 messages)`, or why figures are raw."""
    if correction.why or correction.day is None:
        return words(f"estimate-why-{correction.why}", language)
    n = number(correction.labels, language)
    audit = words(
        "estimate-audit", language, day=day(correction.day, language), count=correction.labels, n=n
    )
    # Rounded down: what is all but whole is not whole.
    covered = percent(int(correction.covered * 100) / 100, language)
    if correction.covered == 1:
        return audit
    return words("estimate-audit-part", language, audit=audit, covered=covered)
