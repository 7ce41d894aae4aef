"""What was erased, when and how much, without the data: sealed lines beside the segments."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sociallens import sealing
from sociallens.errors import StoreError
from sociallens.store import disk

FOLDER, FILE = "receipts", "receipts.jsonl"


@dataclass(frozen=True)
class Receipt:
    """One erasure that has ended. Names nobody."""

    at: str  # ISO time, UTC, when it began
    kind: str  # erase, purge, rotate
    by: str
    asked: str  # a keyed digest of what was asked: who has the key can prove that this was done
    who: str
    rows: int
    annotations: int  # entries of the log of corrections that went with them
    before: int  # versions
    after: int
    replaced: tuple[str, ...]  # the manifests of versions that were removed


def read(path: Path) -> tuple[Receipt, ...]:
    """The receipts of a store, oldest first. Raises `StoreError` where one was altered."""
    return tuple(receipt for receipt, _ in _receipts(_whole(path), path))


def replaced(path: Path) -> frozenset[str]:
    """The manifests of all versions that erasures removed. Raises `StoreError`."""
    return frozenset(name for receipt in read(path) for name in receipt.replaced)


def add(path: Path, receipt: Receipt) -> None:
    """Add a receipt, unless it is the last one already. Raises `OSError`, `StoreError`."""
    file = path / FOLDER / FILE
    whole = _whole(path)
    written = list(_receipts(whole, path))
    last, chain = written[-1] if written else (None, sealing.START)
    if last and last.at == receipt.at:
        return
    line, _ = sealing.write(asdict(receipt), chain)
    if not file.parent.is_dir():
        disk.make_folder(file.parent)
        disk.flush(path)
    disk.append(file, line, after=len(whole))
    disk.flush(file.parent)


def _whole(path: Path) -> bytes:
    """The whole lines of the file; a torn end is none."""
    file = path / FOLDER / FILE
    data = file.read_bytes() if file.exists() else b""
    return data[: data.rfind(b"\n") + 1]


def _receipts(lines: bytes, path: Path) -> Iterator[tuple[Receipt, str]]:
    """The receipt of each line, with the chain after it."""
    chain = sealing.START
    for line in lines.splitlines():
        try:
            said, chain = sealing.read(line, chain)
            yield Receipt(**said | {"replaced": tuple(said["replaced"])}), chain
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError("receipts-altered", folder=path.name) from error
