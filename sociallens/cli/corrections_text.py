"""What people said of labels, as lines of text."""

from collections.abc import Iterator, Sequence

from sociallens.annotations.agreement import Agreement
from sociallens.annotations.entries import Annotation, Entry, Erasure, Revert
from sociallens.annotations.log import Log
from sociallens.answers import Figure
from sociallens.effect import Effect
from sociallens.i18n import Language, number, words
from sociallens.phrases import figure_words, interval, k_of_n


def lines(log: Log, last: int, language: Language) -> Iterator[str]:
    """The last entries of a log, the latest first; what no longer holds is said to."""
    if not log.entries:
        yield words("corrections-none", language)
    for entry in reversed(log.entries[-last:]):
        line = {"number": str(entry.number), "at": entry.at, "who": entry.who or "–"}
        said = _said(entry, language)
        if entry.number not in log.standing:
            said = words("corrections-no-longer", language, said=said)
        yield words("corrections-line", language, **line, said=said)


def _said(entry: Entry, language: Language) -> str:
    if isinstance(entry, Annotation):
        if entry.skipped:
            values = words("corrections-skipped", language)
        else:
            values = ", ".join(entry.values) or words("corrections-empty", language)
        key = "corrections-answer" if entry.audit else "corrections-decision"
        told = words(key, language, id=entry.id, task=entry.task, values=values)
        return words("corrections-why", language, said=told, why=entry.why) if entry.why else told
    if isinstance(entry, Revert):
        return words("corrections-revert", language, to=str(entry.to))
    if isinstance(entry, Erasure):
        return words("corrections-erasure", language, count=entry.erased)
    return words("corrections-undo", language, of=str(entry.of))


def effect_lines(effect: Effect, language: Language) -> Iterator[str]:
    """What corrections did to the headline, and how many messages people saw."""
    sides = (_figure(figure, language) for figure in (effect.before, effect.after))
    yield words("corrections-effect", language, before=next(sides), after=next(sides))
    seen = {name: getattr(effect, name) for name in ("corrected", "confirmed", "disputed")}
    yield words("corrections-seen", language, **seen)
    if effect.absent:
        yield words("corrections-absent", language, count=effect.absent)


def _figure(figure: Figure, language: Language) -> str:
    counted = k_of_n(figure.k, figure.n, language)
    if not figure.n or figure.few:
        return counted
    between = interval(figure.low, figure.high, language)
    rate = figure_words(figure, language)
    return words("corrections-rate", language, rate=rate, counted=counted, between=between)


def agreement_lines(agreements: Sequence[Agreement], language: Language) -> Iterator[str]:
    """How far every two people agree, label by label."""
    if not agreements:
        yield words("corrections-agreement-none", language)
    for each in agreements:
        told = {"task": words(f"task-{each.task}", language), "one": each.one, "other": each.other}
        same = k_of_n(each.same, each.n, language)
        if each.few or each.kappa is None:
            yield words("corrections-agreement-few", language, **told, same=same)
            continue
        bounds = (each.kappa.value, each.kappa.low, each.kappa.high)
        kappa, low, high = (number(bound, language, 2) for bound in bounds)
        yield words(
            "corrections-agreement", language, **told, same=same, kappa=kappa, low=low, high=high
        )
