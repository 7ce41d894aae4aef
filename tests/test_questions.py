"""Random questions stay the same when one more filter is declared, but for those it enters."""

from sociallens import schema
from sociallens.dimensions import FILTERS, NO_LANGUAGE, Bands, Cases, closed
from tests import questions
from tests.questions import KEYS, narrowing, selections

SEEDS = range(400)


def test_a_new_filter_leaves_the_questions_it_does_not_enter() -> None:
    before = [narrowing(KEYS, seed) for seed in SEEDS]
    after = [narrowing((*KEYS, "weather"), seed) for seed in SEEDS]
    for old, new in zip(before, after, strict=True):
        assert new == old or ("weather" in new and {*new} - {*old} == {"weather"})
    changed = sum(old != new for old, new in zip(before, after, strict=True))
    assert 0 < changed < len(SEEDS) // len(KEYS) * 2


def test_the_order_of_declarations_does_not_matter() -> None:
    for seed in SEEDS:
        assert narrowing(KEYS, seed) == narrowing(reversed(KEYS), seed)


def test_every_filter_is_asked_about() -> None:
    assert {name for seed in SEEDS for name in narrowing(KEYS, seed)} == set(KEYS)


def test_a_filter_without_values_asks_for_one_that_is_nowhere() -> None:
    rows: list[questions.Row] = [dict.fromkeys(schema.NAMES)]
    for selection in selections(rows, 1):
        for key, values in selection.choices:
            nothing = NO_LANGUAGE if key.endswith("language") else questions.NOWHERE
            kind = FILTERS[key].dimension.values
            declared = closed(kind)[:1] if isinstance(kind, Bands | Cases) else ()
            assert values in ((nothing,), declared)
