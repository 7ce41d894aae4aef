"""Labels that people give: what can be chosen, one message to label, and what was just saved."""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, TypedDict

from sociallens.blocks.parts import Link
from sociallens.passages import Segment

# How many values a label has: one; a main one and others; any number.
Form = Literal["one", "main", "any"]


class Pick(TypedDict):
    """One value of a label; `title`: what it means, `tone`: where that is bad or good."""

    key: str
    text: str
    title: NotRequired[str]
    tone: NotRequired[str]


class Where(TypedDict):
    """A label applies only where this one has this value."""

    task: str
    value: str


class Task(TypedDict):
    """A label and its values."""

    task: str
    title: str
    form: Form
    choices: Sequence[Pick]
    where: NotRequired[Where]


class Label(TypedDict):
    """What a message is said to be; `mark`: that a person said so, or that two disagree."""

    task: str
    values: Sequence[str]
    mark: NotRequired[str]


class Progress(TypedDict):
    """How far somebody has come; `done`: from 0 to 1."""

    text: str
    left: str
    done: float


class Labelling(TypedDict):
    """One message to label. `preset`: what the machine says; nothing where it stays hidden.

    `asks`: what is asked for with the answers; `of`: the audit that they belong to, or empty.
    """

    kind: Literal["labelling"]
    id: str
    asks: str
    of: str
    title: str
    facts: str
    text: Sequence[Segment]
    tasks: Sequence[Task]
    preset: Mapping[str, Sequence[str]]
    progress: Progress
    message: NotRequired[Link]
    stop: Link


class Done(TypedDict):
    """What was just saved, with the way back, or why it was not."""

    kind: Literal["done"]
    id: str
    text: str
    undo: NotRequired[bool]
    problem: NotRequired[bool]


class Asked(TypedDict):
    """What a button asks for; `confirm`: what to say before it is done."""

    name: str
    given: Mapping[str, object]
    confirm: NotRequired[str]


class Button(TypedDict):
    """Words, and what a click on them asks for."""

    text: str
    asks: Asked


class Panel(TypedDict):
    """Words to read and what can be done about them."""

    kind: Literal["panel"]
    title: str
    paragraphs: Sequence[str]
    buttons: Sequence[Button]
    links: Sequence[Link]


class Tab(TypedDict):
    """One part of a page."""

    text: str
    href: str
    here: NotRequired[bool]


class Tabs(TypedDict):
    """The parts of a page, each a link."""

    kind: Literal["tabs"]
    label: str
    items: Sequence[Tab]
