"""Terms to look up, and the form for one of one's own."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from sociallens.blocks import ActButton, Field, FieldChoice, Form, TermRow, Terms
from sociallens.classify.language import COVERED
from sociallens.engine.cache import cached
from sociallens.i18n import number
from sociallens.naming import language_name
from sociallens.own import Own
from sociallens.own.terms import (
    LONGEST,
    NORMAL,
    ORIGINS,
    OWN,
    STRENGTHS,
    WEIGHTS,
    every_term,
    labels_of,
    read_as,
    strength,
)
from sociallens.ui.destinations import messages
from sociallens.ui.state import screen
from sociallens.ui.vocabulary_acts import Asked
from sociallens.ui.wording import explain, say

MOST = 12  # terms shown: each asks how many messages hold it
_WORDED = {"topic": "topic", "cause": "cause"}  # kinds that the taxonomy words


def says(kind: str, label: str) -> str:
    """What a term tells, in words; as it stands in the table where nothing words it."""
    shown = screen.get()
    if kind in _WORDED:
        return shown.engine.taxonomy.label(kind, label, shown.language)
    if kind == "severity" and label in labels_of(shown.engine.taxonomy)["severity"]:
        return say(f"reason-{label}")
    if label in labels_of(shown.engine.taxonomy).get(kind, ()):
        return say(f"term-{kind}-{label}")
    return f"{kind} · {label}"


def _meanings(chosen: str, *, any_: bool = False) -> list[FieldChoice]:
    """All that a term may tell, by kind."""
    picks: list[FieldChoice] = [{"key": "", "text": say("term-any" if any_ else "term-choose")}]
    for kind, labels in labels_of(screen.get().engine.taxonomy).items():
        group = say(f"term-kind-{kind}")
        for label in labels:
            key = f"{kind}.{label}"
            pick: FieldChoice = {"key": key, "text": says(kind, label), "group": group}
            picks.append({**pick, "chosen": key == chosen})
    return picks


def _picks(texts: Mapping[str, str], chosen: str) -> list[FieldChoice]:
    return [{"key": key, "text": text, "chosen": key == chosen} for key, text in texts.items()]


def _languages(chosen: str) -> list[FieldChoice]:
    language = screen.get().language
    return _picks({code: language_name(code, language) for code in COVERED}, chosen)


def form(now: Asked) -> Form:
    """The form for a term."""
    typed = now.typed
    strengths = {name: say(f"term-strength-{name}") for name in STRENGTHS}
    fields: list[Field] = [
        {
            "name": "term",
            "label": say("term-field"),
            "hint": say("term-hint"),
            "value": typed.get("term", ""),
            "longest": 2 * LONGEST,
        },
        {"name": "says", "label": say("term-says"), "picks": _meanings(typed.get("says", ""))},
        {
            "name": "strength",
            "label": say("term-strength"),
            "picks": _picks(strengths, typed.get("strength", NORMAL)),
        },
        {
            "name": "language",
            "label": say("term-language"),
            "picks": _languages(typed.get("language", COVERED[0])),
        },
    ]
    block: Form = {
        "kind": "form",
        "name": "term-add",
        "title": say("term-add"),
        "text": say("term-add-about"),
        "asks": "term-try",
        "fields": fields,
        "button": say("term-try"),
    }
    return {**block, "error": explain(now.error)} if now.error else block


def look_up(now: Asked) -> Form:
    """The form to look for terms."""
    origins = {"": say("term-any"), **{name: say(f"term-origin-{name}") for name in ORIGINS}}
    chosen = f"{now.kind}.{now.label}" if now.kind else ""
    return {
        "kind": "form",
        "name": "terms-look",
        "title": say("terms-look"),
        "text": "",
        "asks": "terms-look",
        "fields": [
            {"name": "q", "label": say("terms-words"), "value": now.q, "longest": LONGEST},
            {"name": "says", "label": say("term-says"), "picks": _meanings(chosen, any_=True)},
            {"name": "origin", "label": say("term-origin"), "picks": _picks(origins, now.origin)},
            {
                "name": "language",
                "label": say("term-language"),
                "picks": _languages(now.language),
            },
        ],
        "button": say("front-search"),
    }


def terms(own: Own, now: Asked) -> Terms:
    """The terms that were looked for; one's own where nothing was."""
    table = every_term(screen.get().engine.taxonomy, own, now.language)
    found = table.filter(_wanted(now))
    shown = found.head(MOST)
    rows = [_row(now.language, row) for row in shown.rows(named=True)]
    count = number(found.height, screen.get().language)
    more = found.height - shown.height
    return {
        "kind": "terms",
        "name": "terms",
        "title": say("terms-found-title"),
        "found": say("terms-found", count=found.height, n=count, more=more),
        "columns": [say(f"terms-column-{name}") for name in _COLUMNS],
        "rows": rows,
        "empty": say("terms-none" if now.q or now.kind or now.origin else "terms-none-own"),
    }


_COLUMNS = ("term", "says", "strength", "origin", "count")


def _wanted(now: Asked) -> pl.Expr:
    tests: list[pl.Expr] = []
    if now.q:
        tests.append(pl.col("folded").str.contains(read_as(now.q), literal=True))
    if now.kind:
        tests.append((pl.col("kind") == now.kind) & (pl.col("label") == now.label))
    if now.origin:
        tests.append(pl.col("origin") == now.origin)
    return pl.all_horizontal(tests or [pl.col("origin") == OWN])


def _row(language: str, row: Mapping[str, object]) -> TermRow:
    kind, label, term = str(row["kind"]), str(row["label"]), str(row["term"])
    given = {"language": language, "kind": kind, "label": label, "term": term}
    mine = row["origin"] == OWN
    weighs = float(str(row["weight"]))
    known = label in labels_of(screen.get().engine.taxonomy).get(kind, ())
    acts = [name for name, offered in (("term-replace", known), ("term-drop", mine)) if offered]
    buttons: list[ActButton] = [
        {"text": say(act), "title": say(f"{act}-title", term=term), "act": act, "given": given}
        for act in acts
    ]
    told: TermRow = {
        "key": f"{kind}.{label}.{term}",
        "term": term,
        "says": says(kind, label),
        "strength": say(f"term-strength-{strength(kind, weighs)}") if kind in WEIGHTS else "",
        "origin": say(f"term-origin-{row['origin']}"),
        "own": mine,
        "buttons": buttons,
    }
    return {**told, **_counted(term)}  # type: ignore[typeddict-item]


def _counted(term: str) -> dict[str, str]:
    """How many messages in view hold the words of a term, and the way to exactly these."""
    shown = screen.get()
    words = term.removesuffix("*").strip()
    if shown.selection.q or not words:
        return {}
    selection = replace(shown.selection, q=words)
    question = ("term", selection, shown.scope)
    rows = cached(
        shown.engine,
        question,
        lambda: shown.engine.counts(["messages"], [], selection, shown.scope),
    )
    count = int(rows.item())
    told = {"count": number(count, shown.language)}
    return {**told, "href": messages(selection)} if count else told
