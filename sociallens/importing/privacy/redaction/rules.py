"""What a rule is: what it hides, what it must not touch, and how both are done in one pass.

Rust regular expressions have no look-around, which is why their time is linear. So a rule says
"not before, not after, not these words" by matching them as well and putting them back.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

# Code points that are no characters and never will be: they mark what a pass has found.
_OPEN, _FOUND, _SHUT = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKED = f"{_OPEN}${{stay}}{_FOUND}${{before}}{_SHUT}${{after}}"
_CANDIDATE = f"${{before}}{_OPEN}${{found}}{_FOUND}${{loose}}{_SHUT}${{after}}${{end}}"
_CANDIDATES = f"{_OPEN}[^{_OPEN}{_SHUT}]*{_FOUND}[^{_OPEN}{_FOUND}{_SHUT}]*{_SHUT}"

_GROUP_NAME = re.compile(r"\(\?<[a-z]+>")


def fast(pattern: str) -> str:
    """`pattern` with word edges of ASCII: those of Unicode cost fifty times the time on accents."""
    return pattern.replace(r"\b", r"(?-u:\b)")


def _with_groups(pattern: str, *names: str) -> str:
    """`pattern` with those of the named groups that it lacks, empty."""
    return pattern + "".join(f"(?<{name}>)" for name in names if f"(?<{name}>" not in pattern)


@dataclass(frozen=True)
class Rule:
    """What `hidden` matches is replaced, unless `stay` matches from the same place or earlier.

    `hidden` may name the groups `before` and `after`: parts that decide but stay. `sign` is a
    cheap pattern without which the rule has nothing to do.
    """

    name: str
    placeholder: str
    hidden: str
    stay: str = ""
    sign: str = ""
    pattern: str = field(init=False)

    def __post_init__(self) -> None:
        stay = f"(?<stay>{self.stay})|" if self.stay else ""
        whole = _with_groups(f"{stay}(?:{self.hidden})", "before", "after")
        object.__setattr__(self, "pattern", fast(whole))

    def apply(self, text: pl.Series) -> pl.Series:
        """`text` with the placeholder for each thing found."""
        return among(text, fast(self.sign), self._replaced) if self.sign else self._replaced(text)

    def _replaced(self, text: pl.Series) -> pl.Series:
        if self.stay:
            return among(text, fast(self.hidden), self._marked)
        return text.str.replace_all(self.pattern, f"${{before}}{self.placeholder}${{after}}")

    def _marked(self, text: pl.Series) -> pl.Series:
        stayed = f"{_OPEN}([^{_OPEN}{_FOUND}]+){_FOUND}{_SHUT}"
        hidden = f"{_OPEN}{_FOUND}([^{_OPEN}{_SHUT}]*){_SHUT}"
        return (
            text.str.replace_all(self.pattern, _MARKED)
            .str.replace_all(stayed, "$1")
            .str.replace_all(hidden, f"${{1}}{self.placeholder}")
        )


@dataclass(frozen=True)
class Judged:
    """What `shape` matches is judged word by word: for what a table decides, not the shape.

    `shape` names `found` (and may name `loose`: found without a sign that it ends there), and
    `before`, `after` and `end`, which stay. `judge` gives the text that takes its place; it is
    asked once for each different thing found, not once for each text.
    """

    name: str
    shape: str
    judge: Callable[[str, bool], str]
    sign: str = ""
    pattern: str = field(init=False)

    def __post_init__(self) -> None:
        whole = _with_groups(self.shape, "before", "found", "loose", "after", "end")
        object.__setattr__(self, "pattern", fast(whole))

    def apply(self, text: pl.Series) -> pl.Series:
        """`text` with what is judged in the place of each thing found."""
        if self.sign:
            return among(text, fast(self.sign), lambda some: among(some, self.pattern, self._told))
        return among(text, self.pattern, self._told)

    def _told(self, text: pl.Series) -> pl.Series:
        marked = text.str.replace_all(self.pattern, _CANDIDATE)
        every = marked.str.extract_all(_CANDIDATES).explode(empty_as_null=True, keep_nulls=True)
        different = every.drop_nulls().unique().to_list()
        return marked.str.replace_many(different, [self._verdict(each) for each in different])

    def _verdict(self, candidate: str) -> str:
        found, _, loose = candidate[1:-1].partition(_FOUND)
        return self.judge(found or loose, bool(found))


def sign_of_any(rules: Sequence[Judged]) -> str:
    """A pattern that matches every text in which one of the rules may find something.

    One pass for all of them costs what one of them does.
    """
    signs = (fast(rule.sign) or _GROUP_NAME.sub("(?:", rule.pattern) for rule in rules)
    return "|".join(f"(?:{sign})" for sign in signs)


def among(text: pl.Series, sign: str, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """`text` changed where it contains `sign`: most texts have nothing to redact."""
    has = text.str.contains(sign).fill_null(False)
    places = has.arg_true()
    return text.clone().scatter(places, change(text.filter(has))) if len(places) else text
