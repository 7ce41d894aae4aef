"""Writing the trail, before what it tells of is done or leaves: what cannot be told is not done."""

from datetime import UTC, datetime
from pathlib import Path

from sociallens import sealing, settings
from sociallens.errors import StoreError
from sociallens.sealing import START
from sociallens.store import disk
from sociallens.trail.events import EVENTS, Fact
from sociallens.trail.files import SUFFIX, end, months

LONGEST = 200  # letters of a fact


def record(event: str, who: str, **facts: Fact) -> None:
    """Add a line to this server's trail, which is on the disk afterwards.

    `who`: an address, or `command:<user>`. Nothing where no trail is kept. Raises `StoreError`
    when it cannot be written: then what it would tell must not be done.
    """
    folder = settings.trail()
    if folder is not None:
        add(folder, event, who, **facts)


def add(folder: Path, event: str, who: str, **facts: Fact) -> None:
    """Add a line to the trail in a folder: see `record`. `ValueError` for undeclared facts."""
    if undeclared := facts.keys() - EVENTS[event]:
        raise ValueError(f"{event}: {', '.join(sorted(undeclared))}")
    now = datetime.now(UTC)
    told = {"at": now.isoformat(timespec="milliseconds"), "event": event, "who": _short(who)}
    told |= {name: _short(fact) for name, fact in facts.items()}
    try:
        if not folder.is_dir():
            disk.make_folder(folder)
            disk.flush(folder.parent)
    except OSError as error:
        raise _refused(folder, error) from error
    with disk.locked(folder, "trail-busy"):
        try:
            _append(folder, f"{now:%Y-%m}", told)
        except (OSError, ValueError) as error:
            raise _refused(folder, error) from error


def _append(folder: Path, month: str, told: dict[str, Fact]) -> None:
    """Behind the last line: in the file of this month, or the last one if the clock went back."""
    written = months(folder)
    chain, size, ended = START, 0, None
    for each in reversed(written):  # the last may hold only what a writer that died began
        chain, size = end(each)
        if size:
            ended = each
            break
    file = max([folder / f"{month}{SUFFIX}", *written[-1:]])
    line, _ = sealing.write(told, chain)
    disk.append(file, line, after=size if file == ended else 0)
    if file not in written:
        disk.flush(folder)


def _refused(folder: Path, error: OSError | ValueError) -> StoreError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return StoreError("trail-not-written", folder=str(folder), reason=reason)


def _short(fact: Fact) -> Fact:
    """A fact that cannot fill the disk or break a line."""
    if not isinstance(fact, str):
        return fact
    return "".join(each if each.isprintable() else " " for each in fact)[:LONGEST]
