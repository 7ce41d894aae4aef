"""A calibration in words."""

from collections.abc import Sequence

from sociallens.i18n import Language, number, percent, words
from sociallens.importing.calibrating import Calibrated
from sociallens.importing.relabel import relabelling_lines
from sociallens.learning.judging import CONFIRMED, NEEDED, Judged
from sociallens.naming import language_name


def calibration_lines(found: Calibrated, language: Language) -> list[str]:
    """What was learnt from how much, per label before and after, and what became of it."""
    lines = [words("calibrate-read", language, messages=found.messages)]
    lines += ["  " + _judged(each, language) for each in _telling(found.judged)]
    if found.number is not None and found.moved is not None:
        lines.append(words("calibrate-kept", language, number=str(found.number)))
        return lines + relabelling_lines(found.moved, language)
    better = any(each.better for each in found.judged)
    if found.dry_run and better:
        return [*lines, words("calibrate-dry", language)]
    return [*lines, words("calibrate-known" if better else "calibrate-nothing", language)]


def _telling(judged: Sequence[Judged]) -> list[Judged]:
    """The tables that somebody said something of; of a label that nobody did the first."""
    said = {each.label for each in judged if each.n}
    unsaid = {each.label: each for each in reversed(judged) if each.label not in said}
    return [each for each in judged if each.n or each is unsaid.get(each.label)]


def _judged(each: Judged, language: Language) -> str:
    task, code = words(f"task-{each.label}", language), each.task.partition(".")[2]
    task = f"{task} ({language_name(code, language)})" if code else task
    counts = {"task": task, "n": each.n, "confirmed": each.confirmed}
    if each.missing:
        return words("calibrate-missing", language, **counts, missing=each.missing, needed=NEEDED)
    if each.unconfirmed:
        return words(
            "calibrate-unconfirmed",
            language,
            **counts,
            unconfirmed=each.unconfirmed,
            needed=CONFIRMED,
        )
    if not each.agrees:
        return words("calibrate-disagree", language, **counts)
    reach = {"low": _points(each.low, language), "high": _points(each.high, language)}
    if each.more:
        verdict = words(f"calibrate-verdict-{'yes' if each.better else 'no'}", language)
        usual = percent(each.before, language, 0)
        counts |= {"usual": usual, "more": each.more, "verdict": verdict}
        return words("calibrate-more", language, **counts, **reach)
    return words(
        "calibrate-better" if each.better else "calibrate-not-better",
        language,
        **counts,
        before=percent(each.before, language, 1),
        after=percent(each.after, language, 1),
        **reach,
    )


def _points(share: float, language: Language) -> str:
    """A difference of shares in points, with its sign."""
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return sign + number(abs(100 * share), language, 1)
