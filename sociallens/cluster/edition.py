"""Which edition of everything that decides a row's bytes is installed: alike on all workers."""

import hashlib
from functools import cache
from pathlib import Path

import polars as pl
import pyarrow as pa

from sociallens.settings import PACKAGE

_IDLE = (".pyc", ".ftl", ".js", ".css")  # files of the package that no row depends on


@cache
def edition() -> str:
    """The digest of the package's code, tables and weights and of the libraries that write."""
    digest = hashlib.sha256(f"polars {pl.__version__} pyarrow {pa.__version__}".encode())
    for file in sorted(PACKAGE.rglob("*"), key=Path.as_posix):
        if file.is_file() and file.suffix not in _IDLE:
            digest.update(f"\n{file.relative_to(PACKAGE).as_posix()}\n".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
