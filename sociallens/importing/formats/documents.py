"""JSON of any outer form to one value: a document, lines, several documents, a JavaScript file."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sociallens.errors import BadExport
from sociallens.importing.formats.encoding import Text
from sociallens.importing.formats.table import MAX_DEPTH, Refusal

# `window.YTD.tweets.part0 = [`, `var data = {`, `callback({`, and the guard of some servers.
_PREFIX = re.compile(
    r"\s*(?:\)\]\}',?|(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$\[\]\"']{0,200}\s*[=(])\s*(?=[\[{])"
)
_BETWEEN = re.compile(r"[\s,;\x1e]*")
_AFTER = re.compile(r"[\s;)]*")


@dataclass(frozen=True)
class Document:
    """A parsed file: one JSON value, or the values of JSON Lines with their lines.

    Numbers are text, as they are written: an id of twenty digits keeps them all.
    """

    root: Any
    lines: tuple[int, ...] = ()
    refusals: list[Refusal] = field(default_factory=list)


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _: None)


def is_json(text: Text) -> bool:
    """Whether the text begins as a JSON document does, or a script that holds one."""
    first = "".join(line[:500] for line in text.lines[:20]).lstrip()
    return first.startswith(("{", "[")) or _PREFIX.match(first) is not None


def parse(text: Text) -> Document:
    """The JSON of a file. Raises `BadExport` naming the line where it breaks."""
    heads: list[str] = []
    for line in text.lines:
        if line.strip():
            heads.append(line.strip())
        if len(heads) == 2:
            break
    if len(heads) == 2 and all(head.startswith("{") and head.endswith("}") for head in heads):
        return _json_lines(text)
    return Document(_whole("".join(text.lines)))


def _json_lines(text: Text) -> Document:
    values: list[Any] = []
    numbers: list[int] = []
    refusals: list[Refusal] = []
    for number, line in enumerate(text.lines, 1):
        if not line.strip():
            continue
        try:
            value = _DECODER.decode(line)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            values.append(value)
            numbers.append(number)
        else:
            refusals.append(Refusal(number, "import-json-line"))
    return Document(values, tuple(numbers), refusals)


def _whole(text: str) -> Any:
    """The one value of a text, or the list of those that follow each other in it."""
    prefix = _PREFIX.match(text[:1000])
    at = prefix.end() if prefix else len(text) - len(text.lstrip())
    values = []
    try:
        for value in _values(text, at):
            values.append(value)
    except json.JSONDecodeError as error:
        raise BadExport("import-json-broken", line=error.lineno) from error
    except RecursionError as error:
        raise BadExport("import-json-deep", most=MAX_DEPTH) from error
    return values[0] if len(values) == 1 else values


def _values(text: str, at: int) -> Iterator[Any]:
    while True:
        value, at = _DECODER.raw_decode(text, at)
        yield value
        rest = _AFTER.match(text, at)
        if rest and rest.end() == len(text):
            return
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
