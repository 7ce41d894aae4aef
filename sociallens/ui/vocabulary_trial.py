"""What a change to the terms would do, before it is saved: which messages, and the headline."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sociallens.blocks import ActButton, ChangedRow, Chip, Trial
from sociallens.engine.cache import cached
from sociallens.i18n import number, percent
from sociallens.importing.labels import classifier
from sociallens.importing.relabel import Headline
from sociallens.importing.trying import MOST, WAS, trial
from sociallens.importing.trying import Trial as Tried
from sociallens.own import Own
from sociallens.own.terms import OwnTerm
from sociallens.passages import excerpt
from sociallens.search.marking import found
from sociallens.ui import message
from sociallens.ui.destinations import CONVERSATIONS, of_view
from sociallens.ui.state import screen
from sociallens.ui.vocabulary_acts import Asked
from sociallens.ui.vocabulary_terms import says
from sociallens.ui.wording import say

FIRST = 30  # messages shown


def tried(own: Own, now: Asked, readonly: str) -> Trial:
    """What would change if what is tried were saved."""
    shown = screen.get()
    question = ("trial", shown.selection, shown.reader.texts(), own, now.add, now.remove)
    found = cached(
        shown.engine,
        question,
        lambda: trial(
            shown.engine, shown.selection, shown.reader.texts(), own, add=now.add, remove=now.remove
        ),
    )
    language = shown.language
    changed, term = found.changed.height, (*now.add, *now.remove)[0]
    more = changed - FIRST
    block: Trial = {
        "kind": "trial",
        "name": "trial",
        "title": say("trial-add" if now.add else "trial-drop", term=_quoted(term)),
        "sentences": [*_sentences(found, own), *([readonly] if readonly else [])],
        "buttons": _buttons(readonly),
        "to": say("trial-to"),
        "rows": [_row(row, term) for row in found.changed.head(FIRST).rows(named=True)],
    }
    if more > 0:
        return {**block, "more": say("trial-more", count=more, n=number(more, language))}
    return block


def _quoted(term: OwnTerm) -> str:
    return say("trial-term", term=term.term, says=says(term.kind, term.label))


def _buttons(readonly: str) -> list[ActButton]:
    save: ActButton = {"text": say("trial-save"), "act": "term-save", "first": True}
    cancel: ActButton = {"text": say("trial-cancel"), "act": "term-cancel"}
    return [cancel] if readonly else [save, cancel]


def _sentences(found: Tried, own: Own) -> list[str]:
    language = screen.get().language
    counts = {"changed": found.changed.height, "holding": found.holding}
    written = {name: number(count, language) for name, count in counts.items()}
    lines = [say("trial-changed", count=counts["changed"], **written)]
    if found.changed.height:
        same = found.before == found.after
        sides = {"was": _rate(found.before), "now": _rate(found.after)}
        lines.append(say("trial-headline-same" if same else "trial-headline", **sides))
    if found.cut:
        lines.append(say("trial-cut", most=number(MOST, language)))
    if screen.get().engine.store.manifest.classifier != classifier(own):
        lines.append(say("trial-older"))
    return lines


def _rate(headline: Headline) -> str:
    language = screen.get().language
    k, n = number(headline.k, language), number(headline.n, language)
    rate = percent(headline.k / headline.n, language, 1) if headline.n else "–"
    return say("relabel-rate", rate=rate, k=k, n=n)


def _row(row: Mapping[str, Any], term: OwnTerm) -> ChangedRow:
    shown = screen.get()
    was = {**row, **{name.removesuffix(WAS): row[name] for name in row if name.endswith(WAS)}}
    opened = replace(shown.view.of(shown.selection), thread=row["conversation_id"], open=row["id"])
    before, after = _chips(was), _chips(row)
    gone = [chip for chip in before if chip not in after]
    come = [chip for chip in after if chip not in before]
    if not gone and not come:  # another comes first: the order is what changes
        gone, come = before, after
    return {
        "key": row["id"],
        "href": of_view(opened, CONVERSATIONS),
        "facts": f"{message.place(row)} · {message.when(row)}",
        "text": excerpt(row["text"], message.SHORT, found(row["text"], term.term)),
        "was": gone or [{"text": say("trial-nothing")}],
        "now": come or [{"text": say("trial-nothing")}],
    }


def _chips(row: Mapping[str, Any]) -> list[Chip]:
    """All labels of a message, the intent too."""
    chips = message.chips(row)
    if row["intent"]:
        words = screen.get().engine.taxonomy.label("intent", row["intent"], screen.get().language)
        chips.append({"text": words})
    return chips
