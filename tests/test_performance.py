"""The page of figures: written from what was measured, and nothing else."""

from benchmarks import performance
from benchmarks.performance import M10, Measured
from benchmarks.scale import kept


def run(part: str, *, quiet: bool = True, **figures: float) -> Measured:
    named = {name.replace("_", "."): value for name, value in figures.items()}
    return Measured(part, M10, named, "2026-01-01T00:00", "a machine", 0.0, 0.5, quiet, "abc")


def row(text: str, words: str) -> str:
    (found,) = (line for line in text.splitlines() if line.startswith(f"| {words} |"))
    return found


def test_the_page_is_what_the_kept_figures_make() -> None:
    assert performance.PAGE.read_text(encoding="utf-8") == performance.page(kept())


def test_targets_are_met_or_missed_by_figures_alone() -> None:
    quick = performance.page(
        [run("peers", product_S1_wall=20.0, parquet_S3_wall=900.0, product_S3_wall=10.0)]
    )
    assert "| ≤ 25 ms | 20 ms | met |" in row(quick, "ten tables, S1")
    assert "| ≥ 100 × | 90 × | missed |" in row(quick, "against Parquet, S3")
    assert "not measured" in row(quick, "ten tables, S2")
    noisy = performance.page([run("peers", quiet=False, product_S1_wall=26.0)])
    assert "| 26 ms | missed, noisy |" in row(noisy, "ten tables, S1")
    assert "noisy" in noisy.split("## Runs")[1]
