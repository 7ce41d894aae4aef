"""JSON documents and JSON Lines to rows: each record's fields under their dotted names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sociallens.errors import BadExport
from sociallens.importing.formats.encoding import Text
from sociallens.importing.formats.table import MAX_CELL, MAX_RECORD, MAX_ROWS, Refusal, Table, frame
from sociallens.importing.profiles.profile import Shape

MAX_DEPTH = 64
ABOVE = "^"  # before the fields of the object that holds the list of records
PARENT = "#parent"  # the id of the record that a nested record answers
LISTS = (
    "data", "items", "results", "records", "conversations", "mentions",
    "statuses", "comments", "posts", "feed",
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A parsed file: one JSON value, or the values of JSON Lines with their lines."""

    root: Any
    lines: tuple[int, ...] = ()
    refusals: list[Refusal] = field(default_factory=list)


def parse(text: Text) -> Document:
    """The JSON of a file. Raises `BadExport` naming the line where it breaks."""
    filled = [(number, line) for number, line in enumerate(text.lines, 1) if line.strip()]
    if len(filled) > 1 and all(_is_object(line) for _, line in filled[:2]):
        return _json_lines(filled)
    try:
        return Document(json.loads("".join(text.lines)))
    except json.JSONDecodeError as error:
        raise BadExport("import-json-broken", line=error.lineno) from error
    except RecursionError as error:
        raise BadExport("import-json-deep", most=MAX_DEPTH) from error


def _is_object(line: str) -> bool:
    line = line.strip()
    return line.startswith("{") and line.endswith("}")


def _json_lines(filled: list[tuple[int, str]]) -> Document:
    values: list[Any] = []
    numbers: list[int] = []
    refusals: list[Refusal] = []
    for number, line in filled:
        try:
            value = json.loads(line) if len(line) <= MAX_RECORD else None
        except (json.JSONDecodeError, RecursionError):
            value = None
        if isinstance(value, dict):
            values.append(value)
            numbers.append(number)
        else:
            refusals.append(Refusal(number, "import-json-line"))
    return Document(values, tuple(numbers), refusals)


def records(document: Document, shape: Shape | None) -> Table:
    """The records of a document as rows of text; without a shape, its plain list of objects.

    A row's line is that of JSON Lines, else the rank of its record. Raises `BadExport` when
    values are nested deeper than `MAX_DEPTH` or there are too many records or fields.
    """
    found = list(_shaped(document.root, shape) if shape else _plain(document.root))
    if len(found) > MAX_ROWS:
        raise BadExport("import-too-many-rows", most=MAX_ROWS)
    numbers = (
        list(document.lines) if len(found) == len(document.lines) else range(1, len(found) + 1)
    )
    headers = list(dict.fromkeys(key for record in found for key in record))
    refusals = list(document.refusals)
    rows, kept = [], []
    for number, record in zip(numbers, found, strict=True):
        if any(len(value) > MAX_CELL for value in record.values()):
            refusals.append(Refusal(number, "import-cell-too-long"))
        else:
            rows.append([record.get(header, "") for header in headers])
            kept.append(number)
    return Table(frame(headers, rows, kept), "json", refusals)


def _plain(root: Any) -> Iterator[dict[str, str]]:
    for record in _list(root) or ([root] if isinstance(root, dict) else []):
        if isinstance(record, dict):
            yield flatten(record)


def _list(root: Any) -> list[Any]:
    if isinstance(root, dict):
        root = next((root[key] for key in LISTS if isinstance(root.get(key), list)), None)
    return root if isinstance(root, list) else []


def _shaped(root: Any, shape: Shape) -> Iterator[dict[str, str]]:
    joined = {
        prefix: ({item.get(key): flatten(item) for item in _items(root, path)}, own)
        for prefix, path, key, own in shape.join
    }
    steps = shape.records.split(".") if shape.records else []
    found = list(_walk(root, steps, {}))
    if not found:  # the list alone, or wrapped in another way
        found = list(_walk(_list(root), [], {}))
    for record, above in found:
        for fields in _with_children(record, shape.children, ""):
            extra = {
                f"{prefix}.{name}": value
                for prefix, (known, own) in joined.items()
                for name, value in known.get(fields.get(own), {}).items()
            }
            yield fields | above | extra


def _items(root: Any, path: str) -> list[dict[str, Any]]:
    return [item for item, _ in _walk(root, path.split("."), {}) if isinstance(item, dict)]


def _walk(
    node: Any, steps: list[str], above: dict[str, str]
) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """The objects at the end of a path, each with the fields of the object that lists it."""
    if not steps:
        for item in node if isinstance(node, list) else [node]:
            if isinstance(item, dict):
                yield item, above
    elif steps[0] == "*":
        for item in node if isinstance(node, list) else ():
            yield from _walk(item, steps[1:], above)
    elif isinstance(node, dict) and steps[0] in node:
        own = {key: value for key, value in node.items() if not isinstance(value, list)}
        about = {f"{ABOVE}{name}": value for name, value in flatten(own).items()}
        yield from _walk(node[steps[0]], steps[1:], about)


def _with_children(record: dict[str, Any], path: str, parent: str) -> Iterator[dict[str, str]]:
    """A record and those nested in it, however deep, each with the id of its parent."""
    pending = [(record, parent)]
    for record, parent in pending:
        fields = flatten(record, skip=path.split(".")[0] if path else "")
        yield fields | ({PARENT: parent} if parent else {})
        if path:
            nested = _items(record, path)
            pending += [(child, fields.get("id", "")) for child in nested]


def flatten(value: dict[str, Any], skip: str = "") -> dict[str, str]:
    """The scalars of nested objects as text, under dotted names.

    Lists of scalars are joined by `;`; objects in a list are reached by their `type`.
    """
    flat: dict[str, str] = {}
    pending: list[tuple[str, Any, int]] = [
        (key, item, 1) for key, item in value.items() if key != skip
    ]
    for name, item, depth in pending:
        if depth > MAX_DEPTH:
            raise BadExport("import-json-deep", most=MAX_DEPTH)
        if isinstance(item, dict):
            pending += [(f"{name}.{key}", inner, depth + 1) for key, inner in item.items()]
        elif isinstance(item, list):
            typed = [each for each in item if isinstance(each, dict) and "type" in each]
            pending += [(f"{name}.{each['type']}", each, depth + 1) for each in typed]
            plain = [_text(each) for each in item if not isinstance(each, dict | list)]
            if plain:
                flat[name] = ";".join(plain)
        elif item is not None:
            flat[name] = _text(item)
    return flat


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    # JSON may hold half of a surrogate pair, which no encoding of the store can.
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
