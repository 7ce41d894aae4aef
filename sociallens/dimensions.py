"""What contributions are narrowed to and broken down by, declared once.

From one row of `DIMENSIONS` derive the key in a link and its `not-` form, the clause, the choices
with their counts, the widget, the break-down and the CSV column. Its words are `filter-<name>`
in the locale files, those of its values as its kind of `values` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sociallens.conditions import Conditions, Is
from sociallens.schema import PROVENANCE

NO_LANGUAGE = "und"  # ISO 639: undetermined; stands for contributions whose language is null


@dataclass(frozen=True)
class Vocabulary:
    """Values that a vocabulary of the taxonomy closes and words."""

    name: str


@dataclass(frozen=True)
class Sites:
    """The merchants in the reader's scope, under the names that the merchants file gives them."""


@dataclass(frozen=True)
class Held:
    """Whatever values the store holds."""

    naming: Literal["itself", "language", "country", "labeller"] = "itself"
    absent: str = ""  # the value that stands for null, where that can be asked for


@dataclass(frozen=True)
class Bands:
    """Ranges of a number: a value is in the last one whose start it reaches.

    Worded as `value-<dimension>-<key>`.
    """

    starts: Mapping[str, float]  # key -> its least number, ascending


@dataclass(frozen=True)
class Cases:
    """Values that conditions define; the first that hold give the value, null where none do.

    Worded as `value-<dimension>-<key>`.
    """

    when: Mapping[str, Conditions]


@dataclass(frozen=True)
class Step:
    """The first day of a step of time, named as the dimension; the view's period narrows to it."""


Values = Vocabulary | Sites | Held | Bands | Cases | Step


def closed(values: Bands | Cases | Step) -> tuple[str, ...]:
    """The keys of values that are declared here."""
    if isinstance(values, Step):
        return ()
    return tuple(values.starts if isinstance(values, Bands) else values.when)


@dataclass(frozen=True)
class Dimension:
    """One row of `DIMENSIONS`."""

    name: str
    values: Values
    columns: tuple[str, ...] = ()  # of the schema: by default the one of its name
    many: bool = False  # a contribution may have several values
    prominent: bool = False  # has a place of its own in the filter bar
    ordered: bool = False  # a scale, whose vocabulary stands in its order
    fiche: bool = False  # each of its values has a page of its own

    @property
    def column(self) -> str:
        """The column of the schema that holds its values."""
        return self.columns[0] if self.columns else self.name

    @property
    def time(self) -> bool:
        """Whether it is a step of time."""
        return isinstance(self.values, Step)

    @property
    def vocabulary(self) -> str:
        """The vocabulary that closes its values; empty where none does."""
        return self.values.name if isinstance(self.values, Vocabulary) else ""


_OPENS: Conditions = {"role": "customer", "opens": True}
ANSWERED: Mapping[str, Conditions] = {
    "yes": {**_OPENS, "reply_observed": True, "brand_contributions": Is.POSITIVE},
    "no": {**_OPENS, "reply_observed": True, "brand_contributions": Is.ZERO},
    "unseen": {**_OPENS, "reply_observed": False},
}

# What people said of its labels; the column is no stored one, it is made when labels are read.
CHECKED: Mapping[str, Conditions] = {
    value: {"checked": value} for value in ("corrected", "confirmed", "disputed")
}

DIMENSIONS: dict[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        Dimension("site", Sites(), prominent=True, fiche=True),
        Dimension("channel", Vocabulary("channel"), prominent=True, fiche=True),
        Dimension("topic", Vocabulary("topic"), prominent=True, fiche=True),
        Dimension("cause", Vocabulary("cause"), ("causes",), many=True, fiche=True),
        Dimension("sentiment", Vocabulary("sentiment")),
        Dimension("severity", Vocabulary("severity"), ordered=True),
        Dimension("intent", Vocabulary("intent")),
        Dimension("answered", Cases(ANSWERED)),
        Dimension("outcome", Vocabulary("outcome")),
        Dimension("rating", Bands({"1": 0, "2": 1.5, "3": 2.5, "4": 3.5, "5": 4.5})),
        Dimension("language", Held("language", NO_LANGUAGE)),
        Dimension("country", Held("country")),
        Dimension("community", Held(), fiche=True),
        Dimension("confidence", Bands({"low": 0, "medium": 0.6, "high": 0.8})),
        Dimension("labelled_by", Held("labeller"), tuple(PROVENANCE.values()), many=True),
        Dimension("checked", Cases(CHECKED)),
        Dimension("day", Step()),
        Dimension("week", Step()),
        Dimension("month", Step()),
        Dimension("quarter", Step()),
    )
}


CHOOSABLE = tuple(dimension for dimension in DIMENSIONS.values() if not dimension.time)
SUBJECTS = tuple(dimension.name for dimension in CHOOSABLE if dimension.fiche)
GRAINS = tuple(name for name, dimension in DIMENSIONS.items() if dimension.time)  # finest first


@dataclass(frozen=True)
class Filter:
    """Narrowing to some values of a dimension or, `excluding`, to all others."""

    dimension: Dimension
    excluding: bool = False

    @property
    def key(self) -> str:
        """Its key in links: `topic` or `not-topic`."""
        return excluding(self.dimension.name) if self.excluding else self.dimension.name


def excluding(name: str) -> str:
    """The key of the filter that leaves out values of the dimension `name`."""
    return f"not-{name}"


FILTERS: dict[str, Filter] = {
    declared.key: declared
    for dimension in CHOOSABLE
    for declared in (Filter(dimension), Filter(dimension, excluding=True))
}
