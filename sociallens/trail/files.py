"""The files of a trail: one for each month, whose first line seals the month before."""

from pathlib import Path

from sociallens.sealing import START, end_of

SUFFIX = ".jsonl"


def months(folder: Path) -> list[Path]:
    """The files of a trail, the oldest first. Raises `OSError`."""
    return sorted(folder.glob(f"[0-9][0-9][0-9][0-9]-[0-9][0-9]{SUFFIX}"))


def end(file: Path) -> tuple[str, int]:
    """The chain after the last whole line of a file, and how many bytes there are up to there.

    What stands behind it is the torn end of a writer that died. Raises `OSError`, and
    `ValueError` where the line is none of a trail.
    """
    data = file.read_bytes()
    size = data.rfind(b"\n") + 1
    if not size:
        return START, 0
    return end_of(data[data.rfind(b"\n", 0, size - 1) + 1 : size - 1]), size
