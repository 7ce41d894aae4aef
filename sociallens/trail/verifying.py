"""Whether a trail is as it was written."""

from dataclasses import dataclass
from pathlib import Path

from sociallens import sealing
from sociallens.sealing import START
from sociallens.trail.files import months


@dataclass(frozen=True)
class Break:
    """The first line that is not as it was written, or does not follow the one before."""

    file: str
    line: int  # from 1


@dataclass(frozen=True)
class Verdict:
    """What was found: how many lines hold, and the seal of the last of them.

    The seal, kept elsewhere, tells later whether the end was cut off.
    """

    lines: int
    seal: str
    broken: Break | None = None
    passed: bool = False  # the seal that was asked for
    last: str = ""  # the moment that the last of them tells, as ISO time


def verify(folder: Path, seal: str = START) -> Verdict:
    """Read a trail from its first line on. Raises `OSError`.

    `seal`: of a line that must be there, as an earlier verdict told it.
    """
    chain, lines, passed, last = START, 0, seal == START, ""
    for file in months(folder):
        whole, _, _ = file.read_bytes().rpartition(b"\n")
        for number, line in enumerate(whole.split(b"\n") if whole else [], 1):
            try:
                told, chain = sealing.read(line, chain)
            except ValueError:
                return Verdict(lines, chain, Break(file.name, number), passed, last)
            lines, last = lines + 1, str(told.get("at", ""))
            passed = passed or chain == seal
    return Verdict(lines, chain, passed=passed, last=last)
