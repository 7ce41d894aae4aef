"""What redaction finds, what it leaves alone, and how fast: `python -m benchmarks.redaction`.

Set POLARS_MAX_THREADS=1 for the figures of one core. Seconds are those of the processor. The
speed is that of the real texts where they are, else that of the annotated ones.
"""

import os
import time
from pathlib import Path

import polars as pl

from sociallens.importing.privacy.redact import redact, rules
from tests.redacting import PLACEHOLDERS, Case, negatives, positives

DATA = Path(os.environ.get("SOCIALLENS_REAL_DATA", "../shared/data"))
BULK = 100_000


def found(cases: list[Case]) -> None:
    """Print per kind and part how much was hidden, and how much under the right placeholder."""
    texts = redact(pl.Series([case.text for case in cases]))
    table = pl.DataFrame([_outcome(case, text) for case, text in zip(cases, texts, strict=True)])
    print(f"{'kind':<10}{'part':<6}{'texts':>7}{'hidden':>9}{'kind right':>12}")
    summary = table.group_by("kind", "part").agg(
        pl.len(), pl.col("hidden").mean(), pl.col("right").mean()
    )
    for kind, part, count, hidden, right in summary.sort("kind", "part").rows():
        print(f"{kind:<10}{part:<6}{count:>7}{hidden:>9.1%}{right:>12.1%}")
    untouched = [case.text for case in negatives()]
    left = redact(pl.Series(untouched))
    touched = sum(text != before for text, before in zip(left, untouched, strict=True))
    placed = sum(text.count(sign) for text in (*texts, *left) for sign in PLACEHOLDERS.values())
    print(f"negatives touched: {touched} of {len(untouched)}")
    print(f"precision, all texts: {table['hidden'].sum()} of {placed} placeholders")


def _outcome(case: Case, text: str) -> dict[str, str | bool]:
    before, after = case.text[: case.start], case.text[case.end :]
    outcomes = {sign: text == f"{before}{sign}{after}" for sign in PLACEHOLDERS.values()}
    return {
        "kind": case.kind,
        "part": case.part,
        "hidden": any(outcomes.values()),
        "right": outcomes[PLACEHOLDERS[case.kind]],
    }


def real() -> pl.Series | None:
    """The texts of the real files, customers' and brands'."""
    if not DATA.is_dir():
        return None
    columns = {
        "tweets-free.csv": ["text"],
        "facebook-fnac.csv": ["comments"],
        "trustpilot-showroomprive-2023.csv": ["COMMENTAIRE", "RÉPONSE AU COMMENTAIRE"],
    }
    return pl.concat(
        pl.read_csv(DATA / name, infer_schema=False)[column].drop_nulls().alias("text")
        for name, several in columns.items()
        for column in several
    )


def speed(texts: pl.Series) -> None:
    """Print texts per second, whole and per rule."""
    redact(texts.head(10))  # the patterns are compiled once
    many = pl.concat([texts] * (BULK // len(texts) + 1)).sample(BULK, seed=1)
    began = time.process_time()
    changed = (redact(many) != many).sum() / BULK
    taken = time.process_time() - began
    length = many.str.len_chars().sum() / BULK
    print(f"{BULK / taken:,.0f} texts/s, {length:.0f} characters each, {changed:.2%} changed")
    for rule in rules():
        rule.apply(texts.head(10))
        began = time.process_time()
        rule.apply(many)
        print(f"  {rule.name:<30}{(time.process_time() - began) / BULK * 1e6:6.2f} µs")


def main() -> None:
    cases = positives()
    found(cases)
    texts = real()
    print(
        "real texts" if texts is not None else "annotated texts",
        f"({pl.thread_pool_size()} threads)",
    )
    speed(pl.Series([case.text for case in cases]) if texts is None else texts)


if __name__ == "__main__":
    main()
