"""Adding to the log: one writer at a time, beside imports, and on the disk before the answer."""

import json
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sociallens import taxonomy
from sociallens.annotations.entries import (
    VOCABULARY,
    Annotation,
    Decision,
    Entry,
    Erasure,
    Revert,
    Undo,
    written,
)
from sociallens.annotations.log import FILE, FOLDER, Log, altered, file_of, read
from sociallens.errors import StoreError
from sociallens.sealing import START
from sociallens.store import disk
from sociallens.store.manifest import open_store
from sociallens.taxonomy import Taxonomy

LONGEST_NAME, LONGEST_WHY, LONGEST_ID = 80, 500, 1_000  # letters
MOST_VALUES = 20  # topics or causes of one message
ASIDE = "log-altered"  # how the file of an altered log is called once it is set aside


def annotate(
    path: Path, decisions: Sequence[Decision], *, who: str, why: str = "", audit: str = ""
) -> Log:
    """Add what one person decided, all of it or nothing; return the log with it.

    Raises `StoreError` when she has no name, when a label or a value is not of the store's
    taxonomy, when others write for too long, when the log is altered, or when the disk refuses.
    """
    name, reason, now = person(who), plain(why, LONGEST_WHY), moment()
    sector = taxonomy.load(open_store(path).manifest.taxonomy)
    for decision in decisions:
        if problem := wrong(decision, sector):
            raise problem
        if decision.skipped and not audit:
            raise StoreError("annotation-no-value", task=decision.task)
    with _writing(path) as log:
        return add(path, log, [
            Annotation(number, now, name, each.id, each.task,
                       () if each.skipped else tuple(dict.fromkeys(each.values)),
                       reason, audit, each.skipped)
            for number, each in enumerate(decisions, log.version + 1)
        ])  # fmt: skip


def undo(path: Path, numbers: Sequence[int], *, who: str) -> Log:
    """Take entries back: annotations, reverts or undos, which then no longer hold.

    Raises `StoreError` as `annotate` does, and when one of them does not hold.
    """
    name, now = person(who), moment()
    with _writing(path) as log:
        undoable = {e.number for e in log.entries if not isinstance(e, Erasure)} & log.standing
        for number in numbers:
            if number not in undoable:
                raise StoreError("annotation-not-holding", number=str(number))
        places = enumerate(dict.fromkeys(numbers), log.version + 1)
        return add(path, log, [Undo(place, now, name, number) for place, number in places])


def revert(path: Path, to: int, *, who: str) -> Log:
    """Go back as a whole: all entries after the one numbered `to` no longer hold; 0 is none.

    Raises `StoreError` as `annotate` does, and when the log was never that far.
    """
    name, now = person(who), moment()
    with _writing(path) as log:
        if not 0 <= to <= log.version:
            raise StoreError("annotation-no-version", version=str(to), last=str(log.version))
        return add(path, log, [Revert(log.version + 1, now, name, to)])


def erase(path: Path, ids: Sequence[str], *, who: str = "") -> tuple[Log, int]:
    """Remove all that was said of these messages for good; return the log and how many entries.

    The log is written anew, with a chain of its own, and says how many entries are gone. What
    took those back goes too. Raises `StoreError` as `annotate` does.
    """
    gone_ids, now = frozenset(ids), moment()
    with _writing(path) as log:
        _forget_aside(path, ids)
        gone: set[int] = set()
        for entry in log.entries:
            of_gone = isinstance(entry, Undo) and entry.of in gone
            if of_gone or (isinstance(entry, Annotation) and entry.id in gone_ids):
                gone.add(entry.number)
        if not gone:
            return log, 0
        name = plain(who, LONGEST_NAME)
        left = [entry for entry in log.entries if entry.number not in gone]
        left.append(Erasure(log.version + 1, now, name, len(gone)))
        return _write(path, left), len(gone)


def rename(path: Path, now: Callable[[list[str]], Mapping[str, str]]) -> int:
    """Write the log anew with the ids that messages have now; return how many entries changed.

    `now` gives the new ids of those that have others. Raises `StoreError` as `annotate` does.
    """
    with _writing(path) as log:
        said = [entry.id for entry in log.entries if isinstance(entry, Annotation)]
        renamed = now(list(dict.fromkeys(said)))
        if not renamed:
            return 0
        entries = [
            replace(entry, id=renamed.get(entry.id, entry.id))
            if isinstance(entry, Annotation)
            else entry
            for entry in log.entries
        ]
        _write(path, entries)
        return sum(id in renamed for id in said)


def _write(path: Path, entries: Sequence[Entry]) -> Log:
    """Put a log in the place of the one before, with a chain of its own. Raises `OSError`."""
    data, digest = written(entries, START, apart=True)
    disk.write(file_of(path), data)
    disk.flush(path / FOLDER)
    return Log(tuple(entries), digest, len(data))


def _forget_aside(path: Path, ids: Sequence[str]) -> None:
    """Take the lines of these messages out of altered logs that were set aside."""
    named = [json.dumps(each, ensure_ascii=False).encode() for each in ids]
    for file in (path / FOLDER).glob(f"{ASIDE}-*.jsonl"):
        lines = file.read_bytes().splitlines(keepends=True)
        left = [line for line in lines if not any(name in line for name in named)]
        if len(left) < len(lines):
            disk.write(file, b"".join(left))


def repair(path: Path) -> int:
    """Set an altered log aside and go on with the entries before; return the lines left out.

    Raises `StoreError` when others write for too long, or when the disk refuses.
    """
    with _locked(path):
        log = read(path)
        if not log.altered:
            return 0
        data = file_of(path).read_bytes()
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        disk.write(file_of(path).with_name(f"{ASIDE}-{stamp}.jsonl"), data)
        disk.write(file_of(path), data[: log.size])
        disk.flush(path / FOLDER)
        return log.altered.lost


def add(path: Path, log: Log, entries: Sequence[Entry]) -> Log:
    """The log with one act more, which is on the disk. Raises `OSError`."""
    if not entries:
        return log
    data, digest = written(entries, log.digest)
    file = file_of(path)
    new = not file.exists()
    disk.append(file, data, after=log.size)
    if new:
        disk.flush(path / FOLDER)
    return Log((*log.entries, *entries), digest, log.size + len(data))


def act(path: Path, entries: Callable[[Log], Sequence[Entry]]) -> Log:
    """Add what `entries` makes of the log under the lock. Raises `StoreError`."""
    with _writing(path) as log:
        return add(path, log, entries(log))


@contextmanager
def _writing(path: Path) -> Iterator[Log]:
    """Hold the lock and yield the log, which is sound; a torn end goes with what is added."""
    with _locked(path):
        log = read(path)
        if error := altered(log):
            raise error
        yield log


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    open_store(path)  # never put a folder into one that is not a store
    folder = path / FOLDER
    try:
        if not folder.is_dir():
            disk.make_folder(folder)
            disk.flush(path)
    except OSError as error:
        raise disk.refused(path, error) from error
    with disk.locked(folder, "annotation-busy"):
        left = file_of(path).with_name(FILE + disk.TEMPORARY)  # by a writer that died
        left.unlink(missing_ok=True)
        yield


def wrong(decision: Decision, sector: Taxonomy) -> StoreError | None:
    """Why somebody cannot have decided this, in a store of that sector."""
    task, values = decision.task, decision.values
    if task not in VOCABULARY:
        return StoreError("annotation-unknown-task", task=task, known=", ".join(VOCABULARY))
    if not decision.id or len(decision.id) > LONGEST_ID or not _is_text(decision.id):
        return StoreError("annotation-no-message")
    if decision.skipped:
        return None
    known = sector[VOCABULARY[task]]
    unknown = [value for value in values if value not in known]
    if unknown:
        listed = ", ".join(known)
        return StoreError("annotation-unknown-value", task=task, value=unknown[0], known=listed)
    if not values and task != "causes":
        return StoreError("annotation-no-value", task=task)
    if len(values) > (MOST_VALUES if task in ("topic", "causes") else 1):
        return StoreError("annotation-many-values", task=task)
    return None


def person(who: str) -> str:
    """The name under which somebody decides. Raises `StoreError` where there is none."""
    name = plain(who, LONGEST_NAME)
    if not name:
        raise StoreError("annotation-no-name")
    return name


def plain(text: str, longest: int) -> str:
    """A text in one line, without what cannot be seen."""
    seen = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in text)
    return " ".join(seen.split(" "))[: longest * 2].strip()[:longest].strip()


def _is_text(text: str) -> bool:
    return not any(unicodedata.category(each) in ("Cc", "Cs") for each in text)


def moment() -> str:
    """The present second as ISO time in UTC, by the clock of this machine."""
    return datetime.fromtimestamp(int(time.time()), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
