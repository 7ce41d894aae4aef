"""Where a store keeps what it taught the classifier.

vocabulary/terms.fr.csv            its own terms, in the form of all term tables
vocabulary/versions/0001.csv       ... as each save left them, all languages in one
model/CURRENT                      the calibration in use, `0000` for the weights that ship
model/0001/sentiment_weights.csv   what each calibration fitted
model/0001/report.json             ... and what it was judged by
"""

from pathlib import Path

VOCABULARY, MODEL = "vocabulary", "model"
_DIGITS = 4


def terms_file(store: Path, language: str) -> Path:
    """The store's own terms in one language."""
    return store / VOCABULARY / f"terms.{language}.csv"


def versions_folder(store: Path) -> Path:
    """What each save of the terms left."""
    return store / VOCABULARY / "versions"


def version_file(store: Path, number: int) -> Path:
    """The terms as one save left them."""
    return versions_folder(store) / f"{number:0{_DIGITS}}.csv"


def current_file(store: Path) -> Path:
    """The file that names the calibration in use."""
    return store / MODEL / "CURRENT"


def calibration_folder(store: Path, number: int) -> Path:
    """What one calibration fitted."""
    return store / MODEL / f"{number:0{_DIGITS}}"


def numbers(folder: Path) -> list[int]:
    """The numbers of what stands in a folder by number, in order."""
    return sorted(int(each.stem) for each in folder.glob("[0-9]" * _DIGITS + "*"))
