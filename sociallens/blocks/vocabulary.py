"""The words that the classifier knows: looking them up, and changing one's own."""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from sociallens.blocks.parts import Chip
from sociallens.passages import Segment


class FieldChoice(TypedDict):
    """A value of a list to choose from; `group`: the heading that it stands under."""

    key: str
    text: str
    group: NotRequired[str]
    chosen: NotRequired[bool]


class Field(TypedDict):
    """A field of a form: a list to choose from, or without `picks` words to type."""

    name: str
    label: str
    hint: NotRequired[str]
    value: NotRequired[str]
    longest: NotRequired[int]
    picks: NotRequired[Sequence[FieldChoice]]


class Form(TypedDict):
    """Fields that are sent together, as the act that it `asks` for."""

    kind: Literal["form"]
    name: str
    title: str
    text: str
    asks: str
    fields: Sequence[Field]
    button: str
    error: NotRequired[str]


class ActButton(TypedDict):
    """What asks for an act, with what the act is given."""

    text: str
    act: str
    given: NotRequired[dict[str, str]]
    title: NotRequired[str]
    first: NotRequired[bool]  # of several the one that goes on


class TermRow(TypedDict):
    """A term: what it tells, how strongly, whose it is, and how many messages hold it."""

    key: str
    term: str
    says: str
    strength: str
    origin: str
    count: NotRequired[str]
    href: NotRequired[str]
    own: NotRequired[bool]
    buttons: Sequence[ActButton]


class Terms(TypedDict):
    """Terms that were looked for."""

    kind: Literal["terms"]
    name: str
    title: str
    found: str
    columns: Sequence[str]
    rows: Sequence[TermRow]
    empty: str


class ChangedRow(TypedDict):
    """A message whose labels would change."""

    key: str
    href: str
    facts: str
    text: Sequence[Segment]
    was: Sequence[Chip]
    now: Sequence[Chip]


class Trial(TypedDict):
    """What a change would do, before it is made."""

    kind: Literal["trial"]
    name: str
    title: str
    sentences: Sequence[str]
    buttons: Sequence[ActButton]
    to: str  # between what was and what would be, for those who listen
    rows: Sequence[ChangedRow]
    more: NotRequired[str]


class Saves(TypedDict):
    """What was saved before, or is to be done."""

    kind: Literal["saves"]
    name: str
    title: str
    sentences: Sequence[str]
    rows: Sequence["SaveRow"]


class SaveRow(TypedDict):
    """One save, and the way back to it."""

    key: str
    text: str
    buttons: Sequence[ActButton]
