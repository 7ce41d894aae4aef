"""The messages behind a figure, as a view: its list holds exactly those that were counted."""

from collections.abc import Iterable, Mapping

from sociallens.conditions import Conditions, Is
from sociallens.dimensions import CHOOSABLE, DIMENSIONS, Cases, Vocabulary, excluding
from sociallens.metrics import COUNTS
from sociallens.selection import Choices, Selection
from sociallens.taxonomy import Taxonomy


def behind(
    selection: Selection, count: str, taxonomy: Taxonomy, cell: Mapping[str, str] | None = None
) -> Selection | None:
    """The view whose messages are those of a declared count; None where no filters say it.

    `cell`: the values of the dimensions, time aside, by which the count is broken down. They take
    the place of the view's own filters of these, as `answers.context` leaves them out.
    """
    conditions = dict(COUNTS[count])
    if conditions.pop("role", None) != "customer":
        return None
    for name, value in (cell or {}).items():
        selection = selection.without(name).choose(name, [value])
        if conditions.get(DIMENSIONS[name].column) is Is.KNOWN:  # a value that is chosen is known
            del conditions[DIMENSIONS[name].column]
    for dimension in CHOOSABLE:
        if isinstance(dimension.values, Vocabulary) and dimension.column in conditions:
            test = conditions.pop(dimension.column)
            known = taxonomy[dimension.vocabulary]
            selection = narrowed(selection, dimension.name, known if test is Is.KNOWN else [test])
    return _among_cases(selection, conditions) if conditions else selection


def said(taxonomy: Taxonomy) -> Mapping[str, Choices]:
    """Of each count that several filters say together, these filters; the most of them first."""
    views = {count: behind(Selection(), count, taxonomy) for count in COUNTS}
    several = {name: view.choices for name, view in views.items() if view and view.choices[1:]}
    return dict(sorted(several.items(), key=lambda each: -len(each[1])))


def _among_cases(selection: Selection, conditions: Conditions) -> Selection | None:
    """Narrowed to the declared cases that these conditions make up, where there are such."""
    for dimension in CHOOSABLE:
        if isinstance(dimension.values, Cases):
            cases = dimension.values.when.items()
            values = [key for key, when in cases if conditions.items() <= when.items()]
            if values:
                return narrowed(selection, dimension.name, values)
    return None


def narrowed(selection: Selection, dimension: str, values: Iterable[object]) -> Selection:
    """The selection narrowed to some values of a dimension as well, and never wider for it.

    Where its own filter has none of them it matches nothing, in a way that a link can say.
    """
    wanted = {str(value) for value in values}
    chosen = selection.values(dimension)
    common = wanted if chosen is None else wanted & set(chosen)
    if common:
        return selection.choose(dimension, common)
    left_out = selection.values(excluding(dimension)) or ()
    return selection.choose(dimension, wanted).choose(excluding(dimension), wanted | set(left_out))
