"""What a reader asks for on the page of the vocabulary.

Acts come from a browser: what makes no sense is ignored, and a term that is of no use is told.
Nothing is written here: what is to be saved waits in the session until the page runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import streamlit as st

from sociallens.classify.language import COVERED
from sociallens.errors import SocialLensError
from sociallens.own import read
from sociallens.own.terms import (
    LONGEST,
    NORMAL,
    ORIGINS,
    STRENGTHS,
    WEIGHTS,
    OwnTerm,
    checked,
    every_term,
    own_table,
    weight,
)
from sociallens.ui.recording import record
from sociallens.ui.state import screen

Given = Mapping[str, Any]
Job = tuple[Literal["change", "restore", "finish"], tuple[Any, ...]]
_KEY = "vocabulary"


@dataclass
class Asked:
    """What the reader looks for and tries, in this session."""

    q: str = ""
    kind: str = ""
    label: str = ""
    origin: str = ""
    language: str = COVERED[0]
    typed: dict[str, str] = field(default_factory=dict)  # what the form was sent with
    error: SocialLensError | None = None
    add: tuple[OwnTerm, ...] = ()
    remove: tuple[OwnTerm, ...] = ()
    job: Job | None = None
    done: Any = None  # what the last job came to

    @property
    def tries(self) -> bool:
        """Whether a change is being tried."""
        return bool(self.add or self.remove)

    def forget(self) -> None:
        """Drop what is being tried."""
        self.typed, self.error, self.add, self.remove, self.done = {}, None, (), (), None


def asked() -> Asked:
    """What the reader of this session asked for."""
    current: Asked = st.session_state.setdefault(_KEY, Asked())
    return current


def look(given: Given) -> None:
    """Look for terms by their words, by what they tell, by whose they are."""
    now = asked()
    now.q = _text(given, "q")
    kind, _, label = _text(given, "says").partition(".")
    now.kind, now.label = kind, label
    now.origin = _one_of(given, "origin", ("", *ORIGINS))
    now.language = _one_of(given, "language", COVERED)


def attempt(given: Given) -> None:
    """Try a term that the form was sent with."""
    now = asked()
    now.forget()
    kind, _, label = _text(given, "says").partition(".")
    strength = _one_of(given, "strength", (NORMAL, *STRENGTHS))
    language = _one_of(given, "language", COVERED)
    term = _text(given, "term")
    now.typed = {"term": term, "says": f"{kind}.{label}", "strength": strength}
    now.typed["language"] = language
    if kind not in WEIGHTS:
        kind, label = "", ""
    weighs = weight(kind, strength) if kind else 0.0
    shown = screen.get()
    try:
        own = read(shown.engine.store.path)
        added = OwnTerm(language, kind, label, term, weighs)
        now.add = (checked(added, shown.engine.taxonomy, own),)
    except SocialLensError as error:
        now.error = error


def replace_term(given: Given) -> None:
    """Put a term into the form, to give it another strength or meaning."""
    row = _known(given)
    if row is not None:
        now = asked()
        now.forget()
        now.typed = {
            "term": row.term,
            "says": f"{row.kind}.{row.label}",
            "language": row.language,
            "strength": NORMAL,
        }


def drop(given: Given) -> None:
    """Try what would change without one of the store's own terms."""
    table = own_table(read(screen.get().engine.store.path))
    rows = [OwnTerm(*row) for row in table.rows()]
    wanted = tuple(_text(given, name) for name in ("language", "kind", "label", "term"))
    now = asked()
    now.forget()
    now.remove = tuple(
        row for row in rows if (row.language, row.kind, row.label, row.term) == wanted
    )


def cancel(given: Given) -> None:
    """Drop what is being tried."""
    asked().forget()


def save(given: Given) -> None:
    """Save what is being tried."""
    now = asked()
    if now.tries:
        record("vocabulary", terms=len(now.add) + len(now.remove))
        now.job = ("change", (now.add, now.remove))


def restore(given: Given) -> None:
    """Take up the terms of an earlier save."""
    number = _text(given, "number")
    if number.isascii() and number.isdigit():
        record("vocabulary", terms=0)
        asked().job = ("restore", (int(number),))


def finish(given: Given) -> None:
    """Go on labelling the store again where that was interrupted."""
    asked().job = ("finish", ())


def _known(given: Given) -> OwnTerm | None:
    """A term of any table, as the page shows it."""
    shown, language = screen.get(), _one_of(given, "language", COVERED)
    table = every_term(shown.engine.taxonomy, read(shown.engine.store.path), language)
    wanted = tuple(_text(given, name) for name in ("kind", "label", "term"))
    for kind, label, term, weighs in table.select("kind", "label", "term", "weight").rows():
        if (kind, label, term) == wanted:
            return OwnTerm(language, kind, label, term, weighs)
    return None


def _text(given: Given, name: str) -> str:
    value = given.get(name, "")
    return value[: 2 * LONGEST].strip() if isinstance(value, str) else ""


def _one_of(given: Given, name: str, values: tuple[str, ...]) -> str:
    value = given.get(name)
    return value if value in values else values[0]


ACTS: dict[str, Callable[[Given], None]] = {
    "terms-look": look,
    "term-try": attempt,
    "term-replace": replace_term,
    "term-drop": drop,
    "term-cancel": cancel,
    "term-save": save,
    "terms-restore": restore,
    "terms-finish": finish,
}
