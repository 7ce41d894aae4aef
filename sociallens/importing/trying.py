"""What a change to a store's own terms would do: which messages get other labels, and the headline.

Only messages that hold one of the terms are labelled again. The engine looks for them by one word
of each term, and by the other spellings that are read as it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from sociallens.access import TextScope
from sociallens.classify.normalise import folded, words_of
from sociallens.classify.own import Own
from sociallens.classify.terms import lexicon
from sociallens.conditions import expression
from sociallens.engine import Engine
from sociallens.importing.labels import predict
from sociallens.importing.relabel import Headline
from sociallens.importing.sectors import sectors
from sociallens.metrics import COUNTS, NEGATIVE_RATE_CUSTOMER_SERVICE
from sociallens.own.terms import OwnTerm, edited, plain_words, read_as
from sociallens.search.marking import holds
from sociallens.search.query import parse
from sociallens.selection import Selection
from sociallens.taxonomy import Taxonomy

MOST = 20_000  # messages labelled twice while somebody waits
TOLD = ("topic", "topics", "causes", "sentiment", "severity", "intent")
WAS = ":was"  # after the name of a column: what it is now
_SPELLINGS = 16  # of one word that are looked for
_SPELT = 3  # signs of a spelling, below which it stands in every text
_EURO = "euros"  # what the classifier writes for a sign that is no word to a search


@dataclass(frozen=True)
class Trial:
    """What would change among the messages in view.

    `changed`: rows with other labels, the most recent first; the columns of the schema, and those
    of `TOLD` as they are now, followed by `WAS`. `holding`: messages with one of the terms, among
    the `examined`; `cut`: there are more than were examined.
    """

    changed: pl.DataFrame
    holding: int
    examined: int
    cut: bool
    before: Headline
    after: Headline


def trial(
    engine: Engine,
    selection: Selection,
    scope: TextScope,
    own: Own,
    *,
    add: tuple[OwnTerm, ...] = (),
    remove: tuple[OwnTerm, ...] = (),
) -> Trial:
    """What would change if these terms came and those went. Raises `StoreError`."""
    rows, cut = _candidates(engine, selection, scope, (*add, *remove))
    holding = rows.filter(_holding(rows, (*add, *remove), engine.taxonomy.folder))
    sector = engine.taxonomy
    others = sectors(engine.merchants, sector)
    was = predict(holding, sector, others, own)
    now = predict(holding, sector, others, edited(own, add, remove))
    beside = now.hstack(was.select(pl.col(TOLD).name.suffix(WAS)))
    differs = [pl.col(name).ne_missing(pl.col(f"{name}{WAS}")) for name in TOLD]
    changed = beside.filter(pl.any_horizontal(differs))
    metric = NEGATIVE_RATE_CUSTOMER_SERVICE
    counted = engine.counts([metric.k, metric.n], [], selection, scope)
    before = Headline(*map(int, counted.row(0)))
    more = [_sum(changed, name, "") - _sum(changed, name, WAS) for name in (metric.k, metric.n)]
    after = Headline(before.k + more[0], before.n + more[1])
    return Trial(changed, holding.height, rows.height, cut, before, after)


def _sum(rows: pl.DataFrame, count: str, suffix: str) -> int:
    """How many of these rows a count counts, by their labels now or as they would be."""
    told = rows.with_columns(pl.col(f"{name}{suffix}").alias(name) for name in TOLD)
    return int(told.select(expression(COUNTS[count]).sum()).item())


def _candidates(
    engine: Engine, selection: Selection, scope: TextScope, terms: tuple[OwnTerm, ...]
) -> tuple[pl.DataFrame, bool]:
    """The messages in view with a word of the terms; whether there are more than `MOST`."""
    parts, cut = [], False
    wanted = dict.fromkeys(word for term in terms for word in _looked_for(term, engine.taxonomy))
    for word in wanted:
        asked = replace(selection, q=word)
        part = engine.contributions(asked, scope, limit=MOST + 1)
        cut |= part.height > MOST
        parts.append(part.head(MOST))
    rows = pl.concat(parts).unique("id", maintain_order=True)
    if selection.q:
        query = parse(selection.q)
        rows = rows.filter(
            pl.Series([holds(query, text) for text in rows["text"]], dtype=pl.Boolean)
        )
    rows = rows.sort("published_at", "id", descending=[True, False], nulls_last=True)
    return rows.head(MOST), cut or rows.height > MOST


def _looked_for(term: OwnTerm, taxonomy: Taxonomy) -> list[str]:
    """What to look for, so that no message with the term is missed."""
    words = read_as(term.term).split(" ")
    telling = [word for word in words if word not in plain_words(term.language)] or words
    spelling = lexicon(taxonomy.folder, term.language).spelling
    spelt = {word: _spellings(word, term, spelling) for word in telling}
    rarest = min(telling, key=lambda word: (len(spelt[word]), -len(word)))
    written = max(rarest.split(_EURO), key=len)
    found = [f"{each}*" for each in (written, *spelt[rarest][:_SPELLINGS]) if each]
    return found or [""]  # every message


def _spellings(word: str, term: OwnTerm, spelling: Mapping[str, str]) -> list[str]:
    """What else is read as a word of a term, the longest first."""
    stem = term.term.endswith("*") and read_as(term.term).endswith(word)
    found = [
        written.strip(" ")
        for written, read in spelling.items()
        if any(
            each.startswith(word) if stem else each == word for each in read.strip(" ").split(" ")
        )
    ]
    return sorted((each for each in found if len(each) >= _SPELT), key=len, reverse=True)


def _holding(rows: pl.DataFrame, terms: tuple[OwnTerm, ...], folder: Path) -> pl.Series:
    """Whether each text holds one of the terms, in the language of the term."""
    texts = folded(words_of(rows["text"]))
    spelt = {
        language: pl.select(pl.lit(texts).str.replace_many(lexicon(folder, language).spelling))
        for language in {term.language for term in terms}
    }
    found = pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
    for term in terms:
        end = "" if term.term.endswith("*") else " "
        text = spelt[term.language].to_series()
        holds = text.str.contains(f" {read_as(term.term)}{end}", literal=True)
        found |= holds & (rows["language"] == term.language).fill_null(False)
    return found
