"""Objects to rows of text: nested fields under dotted names, lists as one cell."""

from typing import Any

from sociallens.errors import BadExport
from sociallens.importing.formats.table import MAX_DEPTH

_WORDS = 4  # a part of a list with as many words is a text


def flatten(value: dict[str, Any], skip: str = "") -> dict[str, str]:
    """The scalars of nested objects as text, under dotted names.

    Lists of scalars are one cell: texts on lines of their own, else joined by `;`. Objects in a
    list are reached by their `type`. Raises `BadExport` when it is nested deeper than `MAX_DEPTH`.
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
            if item and (cell := _listed(item)):
                flat[name] = cell
            elif item:
                typed = [each for each in item if isinstance(each, dict) and "type" in each]
                pending += [(f"{name}.{each['type']}", each, depth + 1) for each in typed]
        elif item is not None:
            flat[name] = _text(item)
    return flat


def _listed(items: list[Any]) -> str:
    """A list as one cell; empty for a list of objects."""
    plain = [_text(each) for each in items
             if not isinstance(each, dict | list) and each not in (None, "")]  # fmt: skip
    rich = [each["text"] for each in items if isinstance(each, dict) and "text" in each]
    if plain and rich and all(isinstance(each, str) for each in rich):
        # A message in pieces, some of them marked as a link or as bold.
        pieces = (each.get("text") if isinstance(each, dict) else each for each in items)
        return "".join(_text(piece) for piece in pieces if isinstance(piece, str))
    is_text = any(len(part.split()) >= _WORDS for part in plain)
    return ("\n" if is_text else ";").join(plain)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    # JSON may hold half of a surrogate pair, which no encoding of the store can.
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def by_rows(node: Any, depth: int = 2) -> Any:
    """`node` with the tables in its outer levels as lists of records, be they kept by columns."""
    if isinstance(node, dict) and node:
        if (records := _table(node)) is not None:
            return records
        return {key: by_rows(value, depth - 1) for key, value in node.items()} if depth else node
    if isinstance(node, list) and len(node) > 1 and all(isinstance(row, list) for row in node):
        head = node[0]
        if head and all(isinstance(name, str) and name for name in head) and _flat(node[1:]):
            return [dict(zip(head, row, strict=False)) for row in node[1:]]
    return node


def _table(node: dict[str, Any]) -> list[dict[str, Any]] | None:
    values = list(node.values())
    names, data = node.get("columns"), node.get("data")
    if isinstance(names, list) and isinstance(data, list) and data and _flat(data):
        return [dict(zip(map(str, names), row, strict=False)) for row in data]
    if all(isinstance(value, list) for value in values) and len({len(v) for v in values}) == 1:
        if values[0] and _flat(values):
            return [dict(zip(node, row, strict=True)) for row in zip(*values, strict=True)]
        return None
    if not all(isinstance(value, dict) and value for value in values) or not _flat(
        [list(value.values()) for value in values]
    ):
        return None
    keys = dict.fromkeys(key for value in values for key in value)
    if not all(key.isdigit() for key in keys) or all(name.isdigit() for name in node):
        return None
    return [{name: node[name].get(key) for name in node} for key in keys]


def _flat(rows: list[Any]) -> bool:
    return all(
        isinstance(row, list) and not any(isinstance(cell, dict | list) for cell in row)
        for row in rows
    )
