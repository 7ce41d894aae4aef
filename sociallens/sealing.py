"""Lines of JSON of which each seals all before it: what is changed or taken out is noticed.

The end of a file can be cut off without a trace in the file itself: whoever must notice that
keeps the last chain elsewhere.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

START = ""  # the chain before the first line
_CHAIN = ',"chain":"'  # stands last in its line, so that all before it is what it seals


def write(said: Mapping[str, Any], chain: str) -> tuple[bytes, str]:
    """The line that says this behind a chain, with its line break, and the chain after it."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    body = text[:-1].encode()
    after = _sealed(body, chain)
    return body + f'{_CHAIN}{after}"}}\n'.encode(), after


def read(line: bytes, chain: str) -> tuple[dict[str, Any], str]:
    """What a line says, and the chain after it.

    Raises `ValueError` where the line is not as it was written, or not behind this chain.
    """
    body, mark, end = line.rpartition(_CHAIN.encode())
    after = _sealed(body, chain)
    if not mark or end != f'{after}"}}'.encode():
        raise ValueError("chain")
    said = json.loads(body + b"}")
    if not isinstance(said, dict):
        raise ValueError("line")
    return said, after


def end_of(line: bytes) -> str:
    """The chain after a line, as the line tells it. Raises `ValueError` where it tells none."""
    _, mark, end = line.rpartition(_CHAIN.encode())
    if not mark or not end.endswith(b'"}'):
        raise ValueError("chain")
    return end.removesuffix(b'"}').decode("ascii")


def _sealed(body: bytes, chain: str) -> str:
    """The SHA-256 of the chain before a line and of the line."""
    return hashlib.sha256(chain.encode() + body).hexdigest()
