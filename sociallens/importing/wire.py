"""Values sent between a process and its child, as JSON and Arrow: formats that run no code.

They are plain values, paths, times, frames, and the dataclasses and errors of this package. From
a child that a file has taken over comes a wrong value at worst, unlike with `pickle`.
"""

import base64
import dataclasses
import json
import struct
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import polars as pl
import pyarrow as pa

from sociallens.errors import SocialLensError

_LENGTHS = struct.Struct(">QQ")  # bytes of the JSON, and of the frames after it
_OURS = __name__.partition(".")[0] + "."


_MISREAD = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    struct.error,
    pa.ArrowException,
)


class BadValue(ValueError):
    """The bytes do not hold a value that may be sent, or are too many."""


def send(stream: IO[bytes], value: Any) -> None:
    """Write one value. Raises `TypeError` for a value that cannot be sent."""
    frames: list[bytes] = []
    text = json.dumps(_plain(value, frames)).encode()
    sizes = struct.pack(f">{len(frames)}Q", *map(len, frames))
    body = b"".join((sizes, *frames))
    head = struct.pack(">I", len(frames))
    stream.write(b"".join((_LENGTHS.pack(len(text), len(head) + len(body)), text, head, body)))
    stream.flush()


def receive(stream: IO[bytes], most: int | None = None) -> Any:
    """Read one value of at most `most` bytes. Raises `BadValue`, and `EOFError` at the end."""
    text_size, body_size = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if most is not None and text_size + body_size > most:
        raise BadValue(f"{text_size + body_size} bytes")
    text, body = _exactly(stream, text_size), memoryview(_exactly(stream, body_size))
    try:
        (count,) = struct.unpack_from(">I", body)
        sizes = struct.unpack_from(f">{count}Q", body, 4)
        start = 4 + 8 * count
        frames = []
        for size in sizes:
            frames.append(_frame(body[start : start + size]))
            start += size
        return _value(json.loads(text), frames)
    except _MISREAD as error:
        raise BadValue(str(error)) from error


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _plain(value: Any, frames: list[bytes]) -> Any:
    """`value` as JSON; types that JSON lacks become an object whose only key is the type."""
    if value is None or isinstance(value, bool | int | float | str):
        return value

    def plain_list(values: Any) -> list[Any]:
        return [_plain(inner, frames) for inner in values]

    if isinstance(value, list):
        return plain_list(value)
    if isinstance(value, pl.DataFrame):
        frames.append(_arrow(value))
        return {"frame": len(frames) - 1}
    if isinstance(value, SocialLensError):
        return {"error": [_name(type(value)), value.key, _plain(value.details, frames)]}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value) if f.init}
        return {"object": [_name(type(value)), _plain(fields, frames)]}
    if isinstance(value, Mapping):
        return {"mapping": [plain_list(pair) for pair in value.items()]}
    for kind, (name, written, _) in _KINDS.items():
        if isinstance(value, kind):
            return {name: plain_list(value) if written is None else written(value)}
    raise TypeError(f"{type(value).__name__} does not go between processes")


# Python's type -> its name in JSON, how it is written (None: as a list of values), how it is read.
_KINDS: dict[type, tuple[str, Callable[[Any], str] | None, Callable[[Any], Any]]] = {
    tuple: ("tuple", None, tuple),
    frozenset: ("frozenset", None, frozenset),
    set: ("set", None, set),
    bytes: ("bytes", lambda data: base64.b64encode(data).decode(), base64.b64decode),
    Path: ("path", str, Path),
    datetime: ("datetime", datetime.isoformat, datetime.fromisoformat),
    date: ("date", date.isoformat, date.fromisoformat),
}
_READ = {name: (written is None, read) for name, written, read in _KINDS.values()}


def _value(plain: Any, frames: list[pl.DataFrame]) -> Any:
    if isinstance(plain, list):
        return [_value(inner, frames) for inner in plain]
    if not isinstance(plain, dict):
        return plain
    ((name, content),) = plain.items()
    if name == "frame":
        return frames[content]
    if name == "mapping":
        return {_value(key, frames): _value(inner, frames) for key, inner in content}
    if name == "error":
        return _class(content[0], SocialLensError)(content[1], **_value(content[2], frames))
    if name == "object":
        return _class(content[0], object)(**_value(content[1], frames))
    is_list, read = _READ[name]
    return read(_value(content, frames) if is_list else content)


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(name: str, above: type) -> Any:
    """A dataclass or error of ours that is already loaded: a name must not import anything."""
    module, _, place = name.partition(":")
    kind = vars(sys.modules[module]).get(place) if module.startswith(_OURS) else None
    error = isinstance(kind, type) and issubclass(kind, SocialLensError)
    is_sendable = isinstance(kind, type) and (dataclasses.is_dataclass(kind) or error)
    if not (is_sendable and isinstance(kind, type) and issubclass(kind, above)):
        raise BadValue(name)
    return kind


def _arrow(frame: pl.DataFrame) -> bytes:
    sink = pa.BufferOutputStream()
    table = frame.to_arrow()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _frame(data: memoryview) -> pl.DataFrame:
    with pa.ipc.open_stream(pa.py_buffer(data)) as reader:
        table = reader.read_all()
    table.validate(full=True)  # Polars trusts Arrow's buffers blindly
    return pl.DataFrame(pl.from_arrow(table))
