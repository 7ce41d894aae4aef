"""Random questions stay the same when one more filter is declared, but for those it enters."""

from tests import questions
from tests.questions import NAMES, narrowing, selections

SEEDS = range(400)


def test_a_new_filter_leaves_the_questions_it_does_not_enter() -> None:
    before = [narrowing(NAMES, seed) for seed in SEEDS]
    after = [narrowing((*NAMES, "weather"), seed) for seed in SEEDS]
    for old, new in zip(before, after, strict=True):
        assert new == old or ("weather" in new and {*new} - {*old} == {"weather"})
    changed = sum(old != new for old, new in zip(before, after, strict=True))
    assert 0 < changed < len(SEEDS) // len(NAMES) * 2


def test_the_order_of_declarations_does_not_matter() -> None:
    for seed in SEEDS:
        assert narrowing(NAMES, seed) == narrowing(reversed(NAMES), seed)


def test_every_filter_is_asked_about() -> None:
    assert {name for seed in SEEDS for name in narrowing(NAMES, seed)} == set(NAMES)


def test_a_filter_without_values_asks_for_one_that_is_nowhere() -> None:
    rows: list[questions.Row] = [dict.fromkeys((*NAMES, "causes"))]
    for selection in selections(rows, 1):
        assert all(values == (questions.NOWHERE,) for _, values in selection.choices)
