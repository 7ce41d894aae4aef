"""Invented sentences that show what is easily confused, in `examples/<language>.csv`.

No customer wrote any of them. Each file has the columns `task, truth, told, text`.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

from sociallens.locales import DEFAULT, Language

FOLDER = Path(__file__).with_name("examples")


def example(language: Language, task: str, truth: str, told: str) -> str:
    """A sentence that is `truth` and may be taken for `told`; empty where there is none."""
    return _examples(language).get((task, truth, told), "")


@cache
def _examples(language: Language) -> Mapping[tuple[str, str, str], str]:
    file = FOLDER / f"{language}.csv"
    if not file.exists():
        file = FOLDER / f"{DEFAULT}.csv"
    rows = pl.read_csv(file, infer_schema=False).select("task", "truth", "told", "text").rows()
    return {(task, truth, told): text for task, truth, told, text in rows}
