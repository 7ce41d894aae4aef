"""Where the records of a JSON document are: every list of objects in it, however it is wrapped.

Paths are keys; lists on the way are passed through, so that pages give one list together.
A dictionary whose values are alike counts as a list: its step in a path is `*`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from sociallens.errors import BadExport
from sociallens.importing.formats.flat import flatten
from sociallens.importing.formats.table import MAX_DEPTH

Path = tuple[str, ...]
ABOVE = "^"  # before the fields of the object that holds the list of records
EACH = "*"
_FIRST = 100  # objects of a list that are looked at
_VISITS = 100_000  # values that are looked at in all
_TEXT = 15  # characters: what has more on average, and blanks in it, is a text


@dataclass
class Spot:
    """The objects at one path: how many, and the first ones."""

    path: Path
    is_list: bool
    count: int = 0
    sample: list[dict[str, Any]] = field(default_factory=list)
    fields: int = 0  # the most values that one of them holds
    wrapped: int = 0  # the most values that stand beside one of them

    @property
    def holds_records(self) -> bool:
        """Whether it is a list, or holds more than the items of the list in which it stands."""
        return self.is_list or self.fields > self.wrapped

    @cached_property
    def headers(self) -> list[str]:
        """The names of the fields of the first objects."""
        return list(dict.fromkeys(name for each in self.sample for name in flatten(each)))

    @cached_property
    def text(self) -> float:
        """The mean length of the longest field with several words; 0 where there is none."""
        cells: dict[str, list[str]] = {}
        for each in self.sample:
            for name, cell in flatten(each).items():
                cells.setdefault(name, []).append(cell)
        means = [
            sum(map(len, column)) / len(column)
            for column in cells.values()
            if sum(" " in cell.strip() for cell in column) > 0.3 * len(column)
        ]
        return max((mean for mean in means if mean >= _TEXT), default=0.0)


def survey(root: Any) -> list[Spot]:
    """The places with objects, those with most objects first, of these the outermost.

    Raises `BadExport` when values are nested deeper than `MAX_DEPTH`.
    """
    spots: dict[Path, Spot] = {}
    pending: list[tuple[Path, Any, bool, int]] = [((), root, False, 0)]
    for path, node, listed, beside in islice(pending, _VISITS):  # it grows on the way
        if len(path) > MAX_DEPTH:
            raise BadExport("import-json-deep", most=MAX_DEPTH)
        if isinstance(node, list):
            items = [item for item in node if isinstance(item, dict)]
            if items:
                spot = spots.setdefault(path, Spot(path, True))
                spot.is_list = True
                spot.count += len(items)
                spot.sample += items[: max(0, _FIRST - len(spot.sample))]
            pending += ((path, item, True, -1) for item in _some(node))
        elif isinstance(node, dict):
            if beside >= 0:
                _note(spots.setdefault(path, Spot(path, False)), node, beside)
            own = _scalars(node)
            each = not listed and is_records(node)
            if each:
                spot = spots.setdefault((*path, EACH), Spot((*path, EACH), True))
                spot.count += len(node)
                spot.sample += list(node.values())[: max(0, _FIRST - len(spot.sample))]
            pending += (
                ((*path, EACH if each else key), value, listed or each, -1 if each else own)
                for key, value in node.items()
                if isinstance(value, dict | list)
            )
    return sorted(spots.values(), key=lambda spot: (-spot.count, len(spot.path)))


def _note(spot: Spot, node: dict[str, Any], beside: int) -> None:
    spot.count += 1
    if len(spot.sample) < _FIRST:
        spot.sample.append(node)
    spot.fields = max(spot.fields, _scalars(node))
    spot.wrapped = max(spot.wrapped, beside)


def _scalars(node: dict[str, Any]) -> int:
    return sum(not isinstance(value, dict | list) for value in node.values())


def _some(items: Sequence[Any]) -> Sequence[Any]:
    return items[:: max(1, len(items) // _FIRST)][:_FIRST]


def is_records(node: dict[str, Any]) -> bool:
    """Whether a dictionary holds records by their ids: objects that have their fields in common."""
    values = list(node.values())[:_FIRST]
    if len(values) < 2 or not all(isinstance(value, dict) for value in values):
        return False
    common = set(values[0]).intersection(*values[1:])
    return len(common) > 1 and len(common) >= 0.5 * max(len(value) for value in values)


def walk(
    node: Any, steps: Sequence[str], above: dict[str, str]
) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """The objects at the end of a path, each with the fields of the object that holds it."""
    if isinstance(node, list):
        rest = steps[1:] if steps and steps[0] == EACH else steps
        for item in node:
            yield from walk(item, rest, above)
    elif isinstance(node, dict):
        if not steps:
            yield node, above
        elif steps[0] == EACH and is_records(node):
            for key, value in node.items():
                known = value if "id" in value or key.isdigit() else {"id": key, **value}
                yield from walk(known, steps[1:], above)
        elif steps[0] == EACH:
            yield from walk(node, steps[1:], above)
        elif steps[0] in node:
            own = {key: value for key, value in node.items() if not isinstance(value, list)}
            own.pop(steps[0], None)
            about = {f"{ABOVE}{name}": value for name, value in flatten(own).items()}
            yield from walk(node[steps[0]], steps[1:], about)
