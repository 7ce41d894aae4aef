"""Faults put on purpose into what keeps readers apart: the tests find every one of them.

A mutant that lives says that its test proves nothing.
"""

import random
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from sociallens import answers, peers
from sociallens.access import UNLIMITED, Entry, Part, Reader, Scope
from sociallens.engine import cache, opening
from sociallens.engine.duckdb import engine, forms, questions
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.engine.duckdb.questions import Question
from sociallens.export import stream
from sociallens.figures import Breakdown
from sociallens.link import View
from sociallens.selection import Selection
from tests import lengths
from tests.test_scope_apart import Held, alone, differing, whole

__all__ = ["whole"]
Patch = pytest.MonkeyPatch
SCOPE = Scope(
    frozenset(
        {
            *Scope.of(site=["Site 0", "Site 1", "Site 2"], country=["FR", "BE"]).parts,
            *Scope.of(community=["Forum 0"], site=["Site 1", "Site 2", "Site 3"]).parts,
            *Scope.of(country=["CH"], site=["Site 0", "Site 3"]).parts,
        }
    )
)
ONE, TWO = Part((("site", frozenset({"Site 0"})),)), Part((("site", frozenset({"Site 1"})),))


def apart(*names: str) -> "Law":
    """What is out of scope makes no difference, asked so far as these questions go."""

    def law(whole: Held, hers: DuckDBEngine) -> None:
        for seed in range(6):
            for each in (whole.engine, whole.cubed, hers):
                cache.forget(each)
            draw = random.Random(seed)
            compared, found = differing(whole, SCOPE, hers, draw, lambda n: n.startswith(names))
            assert compared
            assert not found

    return law


def alternating(whole: Held, hers: DuckDBEngine) -> None:
    """Two readers, the same view, one after the other: each gets her own answer."""
    cache.forget(whole.engine)
    mine, others = SCOPE, Scope.of(site=["Site 4"])
    for scope in (others, mine):
        answers.total(whole.engine, Selection(), scope)
    told = answers.total(whole.engine, Selection(), mine)
    assert told == answers.total(hers, Selection(), UNLIMITED)


def entitled(whole: Held, hers: DuckDBEngine) -> None:
    """A right that one entry gives holds in its part and in no other."""
    reader = Reader(
        "lise@example.com",
        (
            Entry(frozenset(), ONE, frozenset({"export"})),
            Entry(frozenset(), TWO, frozenset({"export", "verbatims"})),
            Entry(frozenset(), Part((("site", frozenset({"Site 2"})),))),
        ),
    )
    cache.forget(whole.engine)
    everything, found = View(language="en"), View(Selection(q="colis"), language="en")
    for name, view, sites in (
        ("conversations", everything, {"Site 1"}),
        ("merchants", everything, {"Site 0", "Site 1"}),
        ("merchants", found, {"Site 1"}),
    ):
        told = b"".join(stream(whole.engine, name, view, reader)).decode()
        assert {site for site in map("Site {}".format, range(6)) if site in told} == sites


Law = Callable[[Held, DuckDBEngine], None]


def either_condition(patch: Patch) -> None:
    """OR in place of AND within a part."""
    allowed = forms._allowed

    def loose(form: forms.Form, scope: Scope) -> object:
        alone = (Part((test,)) for part in scope.parts for test in part.only)
        return allowed(form, Scope(frozenset(alone)))

    patch.setattr(forms, "_allowed", loose)


def any_part_is_everything(patch: Patch) -> None:
    patch.setattr(Scope, "everything", property(lambda self: bool(self.parts)))


def first_part_alone(patch: Patch) -> None:
    allowed = forms._allowed

    def narrow(form: forms.Form, scope: Scope) -> object:
        return allowed(form, Scope(frozenset(scope.ordered[:1])))

    patch.setattr(forms, "_allowed", narrow)


def kept_for_whoever_asks(patch: Patch) -> None:
    """No scope in the keys of the cache."""
    right = cache.cached

    def shared(engine: Any, question: Any, work_out: Any, *kind: Any) -> object:
        return right(engine, _without_scope(question), work_out, *kind)

    patch.setattr(answers, "cached", shared)
    patch.setattr("sociallens.figures.cached", shared)


def _without_scope(question: tuple[Hashable, ...]) -> Hashable:
    return tuple(each for each in question if not isinstance(each, Scope))


def unscoped(name: str, place: int) -> Callable[[Patch], None]:
    """A method of the engine that asks for everybody."""

    def mutant(patch: Patch) -> None:
        right = getattr(DuckDBEngine, name)

        def wrong(*given: Any, **more: Any) -> object:
            return right(*given[:place], UNLIMITED, *given[place + 1 :], **more)

        patch.setattr(DuckDBEngine, name, wrong)

    mutant.__name__ = f"unscoped_{name}"
    return mutant


def unscoped_texts_by_name(patch: Patch) -> None:
    """Conversations and messages by id for whoever knows one."""
    patch.setattr(engine, "_allowed", lambda scope: pl.lit(True))


def unscoped_corrections(patch: Patch) -> None:
    right = Question._corrections
    wrong = lambda self, relation: right(replace(self, scope=UNLIMITED), relation)  # noqa: E731
    patch.setattr(Question, "_corrections", wrong)


def unscoped_options(patch: Patch) -> None:
    right = opening._known
    patch.setattr(opening, "_known", lambda engine, scope: right(engine, UNLIMITED))


def unscoped_medians(patch: Patch) -> None:
    wrong = lambda engine, asked, scope, by: Breakdown(engine, asked, UNLIMITED, by)  # noqa: E731
    patch.setattr(peers, "Breakdown", wrong)
    sizes = peers._sizes
    patch.setattr(peers, "_sizes", lambda engine, view, scope: sizes(engine, view, UNLIMITED))


def cubes_without_its_dimensions(patch: Patch) -> None:
    """Cubes are chosen as if a scope narrowed to nothing, and it is left out where one cannot."""
    patch.setattr(Scope, "dimensions", property(lambda self: frozenset()))
    right = forms.clauses

    def loose(selection: Selection, scope: Scope, form: forms.Form) -> object:
        return right(selection, UNLIMITED if form is not forms.PLAIN else scope, form)

    patch.setattr(questions, "clauses", loose)


def rights_of_any_entry(patch: Patch) -> None:
    """A right that one entry gives is taken for all that the reader sees."""

    def wide(self: Reader, *rights: str) -> Scope:
        has = {right for entry in self.entries for right in entry.may}
        parts = (entry.part for entry in self.entries)
        return Scope(frozenset(parts) if has.issuperset(rights) else frozenset())

    patch.setattr(Reader, "scope", wide)


def texts_of_who_sees_figures(patch: Patch) -> None:
    patch.setattr(Reader, "texts", lambda self, *rights: self.scope(*rights))


def words_in_all_texts(patch: Patch) -> None:
    patch.setattr(Reader, "figures", lambda self, *rights, words: self.scope(*rights))


def files_of_who_sees(patch: Patch) -> None:
    """What is seen can be taken away."""
    right = Reader.scope

    def wide(self: Reader, *rights: str) -> Scope:
        return right(self, *(each for each in rights if each != "export"))  # type: ignore[arg-type]

    patch.setattr(Reader, "scope", wide)


MUTANTS: dict[Callable[[Patch], None], Law] = {
    either_condition: apart("counts site", "total"),
    any_part_is_everything: apart("total"),
    first_part_alone: apart("total"),
    kept_for_whoever_asks: alternating,
    unscoped("tallies", 3): apart("tallies"),
    unscoped("values", 2): apart("values"),
    unscoped("waits", 4): apart("waits"),
    unscoped("opinions", 2): apart("opinions", "tool_sentiment"),
    unscoped("corrected", 3): apart("corrected"),
    unscoped("latest", 4): apart("latest"),
    unscoped("originals", 2): apart("instances", "originals"),
    unscoped("members", 3): apart("members"),
    unscoped("stream", 2): apart("file conversations"),
    unscoped("contributions", 2): apart("list latest"),
    unscoped_texts_by_name: apart("thread"),
    unscoped_corrections: apart("counts topic", "corrected"),
    unscoped_options: apart("known"),
    unscoped_medians: apart("peers", "chosen"),
    cubes_without_its_dimensions: apart("counts topic"),
    rights_of_any_entry: entitled,
    texts_of_who_sees_figures: entitled,
    words_in_all_texts: entitled,
    files_of_who_sees: entitled,
}


@pytest.fixture(scope="module")
def hers(whole: Held, tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    """What the reader of `SCOPE` may see, made before anything is wrong."""
    return alone(tmp_path_factory.mktemp("hers") / "store", whole, SCOPE)


SOME = [*MUTANTS] if lengths.WHOLE else [*MUTANTS][::3]


@pytest.mark.parametrize("mutant", SOME, ids=lambda mutant: mutant.__name__)
def test_a_fault_in_what_keeps_readers_apart_is_found(
    whole: Held, hers: DuckDBEngine, monkeypatch: Patch, mutant: Callable[[Patch], None]
) -> None:
    with monkeypatch.context() as patch:
        mutant(patch)
        with pytest.raises(AssertionError):
            MUTANTS[mutant](whole, hers)
    for each in (whole.engine, whole.cubed, hers):
        cache.forget(each)  # what was answered wrongly


@pytest.mark.parametrize("law", [alternating, entitled, apart("counts topic", "thread", "peers a")])
def test_readers_are_kept_apart(whole: Held, hers: DuckDBEngine, law: Law) -> None:
    law(whole, hers)
