"""Ratings in every writing to 1 to 5; what is none is none."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.importing import read_files
from sociallens.importing.options import Options
from sociallens.importing.values import ratings
from tests.importing import KEY, NOW, written


def _read(text: str, scale: str = ratings.FIVE) -> float | None:
    frame = pl.DataFrame({"value": [text]}).select(ratings.read(pl.col("value"), scale))
    found: float | None = frame.item()
    return found


@pytest.mark.parametrize(
    ("text", "scale", "mark"),
    [
        ("4", "5", 4), ("4,5", "5", 4.5), ("4/5", "5", 4), ("4 sur 5", "5", 4),
        ("4 out of 5", "5", 4), ("Rated 3 out of 5 stars", "5", 3), ("Note : 4/5", "5", 4),
        ("4 étoiles", "5", 4), ("1 star", "5", 1), ("★★★☆☆", "5", 3), ("⭐⭐⭐⭐", "5", 4),
        ("Très bien", "5", 4), ("Mauvais", "5", 1), ("Great", "5", 4), ("FIVE", "5", 5),
        ("５", "5", 5), ("0", "10", 1), ("5", "10", 3), ("10", "10", 5), ("8/10", "5", 4.2),
        ("15/20", "5", 4), ("15", "20", 4), ("80 %", "5", 4.2), ("50", "100", 3),
        ("4/5", "20", 4),
    ],
)  # fmt: skip
def test_ratings(text: str, scale: str, mark: float) -> None:
    assert _read(text, scale) == pytest.approx(mark)


@pytest.mark.parametrize(
    "text", ["0", "6", "-1", "4/50", "6/5", "bof", "٥", "1e1", "9" * 4_300, "", "4 sur", "★" * 6]
)
def test_what_is_no_rating(text: str) -> None:
    assert _read(text) is None


@given(st.sampled_from(list(ratings.SCALES)), st.floats(0, 1))
def test_a_scale_is_linear_from_worst_to_best(scale: str, share: float) -> None:
    declared = ratings.SCALES[scale]
    mark = declared.worst + share * (declared.best - declared.worst)
    assert _read(f"{mark:.4f}", scale) == pytest.approx(1 + 4 * share, abs=0.001)


@given(st.text(max_size=30))
def test_whatever_stands_there_is_a_mark_or_nothing(text: str) -> None:
    found = _read(text)
    assert found is None or 1 <= found <= 5


def test_a_rating_in_digits_of_another_script_stops_no_import(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "site,channel,text,rating", "Fnac,avis,Bien,５",
                   "Fnac,avis,Mal,٥")  # fmt: skip
    reading = read_files([file], options=Options(key=KEY, now=NOW))
    assert reading.rows["rating"].to_list() == [5, None]
    assert reading.files[0].notes["import-note-rating"] == 1
