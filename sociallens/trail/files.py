"""The files of a trail: one for each month, whose first line seals the month before."""

from pathlib import Path

from sociallens.sealing import START, end_of

SUFFIX = ".jsonl"
_TAIL = 1 << 14  # bytes read first: several lines, of a file that grows all month


def months(folder: Path) -> list[Path]:
    """The files of a trail, the oldest first. Raises `OSError`."""
    return sorted(folder.glob(f"[0-9][0-9][0-9][0-9]-[0-9][0-9]{SUFFIX}"))


def end(file: Path) -> tuple[str, int]:
    """The chain after the last whole line of a file, and how many bytes there are up to there.

    What stands behind it is the torn end of a writer that died. Raises `OSError`, and
    `ValueError` where the line is none of a trail.
    """
    size = file.stat().st_size
    reach = _TAIL
    with file.open("rb") as source:
        while True:
            first = max(size - reach, 0)
            source.seek(first)
            before, _, _ = source.read(size - first).rpartition(b"\n")
            lines = before.rpartition(b"\n")
            if lines[1] or not first:
                break
            reach *= 2
    return (end_of(lines[2]), first + len(before) + 1) if before else (START, 0)
