"""The named test sets are well-formed, and the shipped classifier is as good on them as it was.

`python -m tests.test_sets` measures again and writes the table of `tests/sets/README.md`.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from sociallens.classify.language import language
from sociallens.classify.normalise import folded, words_of
from sociallens.evaluation import evaluate
from sociallens.taxonomy import CUSTOMER_SERVICE, Taxonomy, load

SETS = Path(__file__).with_name("sets")
README = SETS / "README.md"
LEARNT_FROM = SETS.parents[1] / "benchmarks"
NAMED = sorted(path.stem for path in SETS.glob("*.csv") if path.stem != "languages")
UNSEEN = sorted(f"unseen/{path.stem}" for path in (SETS / "unseen").glob("*.csv"))
LANGUAGES = ["languages", "unseen/languages", "unseen/strangers"]
UNSEEN = [name for name in UNSEEN if name not in LANGUAGES]
COLUMNS = [
    "id", "text", "channel", "language", "topic", "topic_alt", "cause", "cause_alt", "sentiment",
    "severity", "intent",
]  # fmt: skip
TASKS = ("topic", "cause", "sentiment", "severity", "intent", "language")
MARGIN = 6  # points that a figure may fall before the test does
MEASURED = "<!-- measured -->"  # the table stands below this line
each_set = pytest.mark.parametrize("name", [*NAMED, *UNSEEN])


def taxonomy_of(name: str) -> Taxonomy:
    return load("telecom" if name == "telecom" else "ecommerce")


@cache
def rows(name: str) -> pl.DataFrame:
    return pl.read_csv(SETS / f"{name}.csv", infer_schema=False)


@cache
def measured(name: str) -> dict[str, float]:
    """The accuracies of a set, in percent."""
    tasks = evaluate(SETS / f"{name}.csv", taxonomy_of(name)).groups[0].tasks
    return {task: 100 * tasks[task].figures["accuracy"].value for task in TASKS}


def declared() -> Iterator[tuple[str, str, int]]:
    """`set, task, percent` of each cell of the README's table."""
    for line in README.read_text(encoding="utf-8").splitlines():
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if name in NAMED:
            yield from ((name, task, int(c)) for task, c in zip(TASKS, cells[1:], strict=True))


@each_set
def test_a_set_is_well_formed(name: str) -> None:
    table, taxonomy = rows(name), taxonomy_of(name)
    assert table.columns == COLUMNS
    assert table.height >= (15 if name in UNSEEN else 45)
    assert table["id"].is_unique().all()
    for label in ("channel", "topic", "cause", "sentiment", "severity", "intent"):
        assert set(table[label].drop_nulls()) <= set(taxonomy[label])
    for label in ("topic", "cause"):
        also = table.select(label, also=pl.col(f"{label}_alt").str.split(";")).explode("also")
        also = also.drop_nulls("also")
        assert set(also["also"]) <= set(taxonomy[label])
        assert also.filter(pl.col("also") == pl.col(label)).is_empty()


@each_set
def test_labels_follow_the_conventions(name: str) -> None:
    table = rows(name)
    service = pl.col("topic") == CUSTOMER_SERVICE
    assert table.filter(service != pl.col("cause").is_not_null()).is_empty()
    calm = pl.col("sentiment").is_in(["neutral", "positive"])
    assert table.filter(calm & (pl.col("severity") != "low")).is_empty()
    assert table["topic"].null_count() == 0


def test_no_text_stands_twice() -> None:
    texts = pl.concat([rows(name)["text"] for name in [*NAMED, *UNSEEN, *LANGUAGES]])
    assert texts.filter(texts.is_duplicated()).to_list() == []


def test_no_text_is_learnt_from() -> None:
    every = [*NAMED, *UNSEEN, *LANGUAGES]
    own = list(LEARNT_FROM.glob("own_texts*.csv"))
    of_languages = [LEARNT_FROM / name for name in ("language_texts.csv", "own_texts.csv")]
    for names, learnt in (([*NAMED, *UNSEEN], own), (every, of_languages)):
        known = pl.concat(pl.read_csv(path, infer_schema=False)["text"] for path in learnt)
        texts = pl.concat([rows(name)["text"] for name in names]).str.to_lowercase()
        assert texts.filter(texts.is_in(known.str.to_lowercase().implode())).to_list() == []


def test_long_is_long_and_short_is_short() -> None:
    words = rows("very_long")["text"].str.split(" ").list.len()
    assert words.is_between(150, 400).all()
    assert rows("very_short")["text"].str.len_chars().is_between(1, 30).all()


def test_every_set_was_measured() -> None:
    assert sorted({(name, task) for name, task, _ in declared()}) == sorted(
        (name, task) for name in NAMED for task in TASKS
    )


@pytest.mark.parametrize(("name", "task", "percent"), list(declared()))
def test_the_classifier_is_as_good_as_it_was(name: str, task: str, percent: int) -> None:
    assert measured(name)[task] >= percent - MARGIN


@pytest.mark.parametrize("name", ["languages", "unseen/languages"])
def test_languages_are_told(name: str) -> None:
    table = rows(name)
    assert table.height >= 600
    assert table["text"].str.len_chars().is_between(12, 300).all()
    words = words_of(table["text"])
    said = language(words, folded(words))
    right = said.eq_missing(table["language"]).to_numpy()
    assert right.mean() >= 0.98
    assert right[table["language"].is_in(["fr", "en"]).to_numpy()].mean() >= 0.99
    assert right[(said.fill_null("") == "fr").to_numpy()].mean() >= 0.985


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nu am primit nici acum coletul", "ro"),
        ("Foarte mulțumită de calitate, recomand", "ro"),
        ("Paczka jeszcze nie dotarła", "pl"),
        ("Kargo hâlâ gelmedi, çok kızgınım", "tr"),
        ("Посылка так и не пришла", "ru"),
        ("لم أستلم طلبي حتى الآن", "ar"),
        ("质量很好，推荐", "zh"),
        ("とても良い品質です", "ja"),
        ("Πολύ καλή ποιότητα", "el"),
        ("Merci à l'équipe de 东方", "fr"),
        ("ok", "fr"),
        ("13/20", "fr"),
        ("Nordika", "fr"),
    ],
)
def test_other_languages_are_recognised_and_little_is_french(text: str, code: str) -> None:
    words = words_of(pl.Series([text]))
    assert language(words, folded(words)).to_list() == [code]


def main() -> None:
    head = ["set", "texts", *TASKS]
    lines = [head, ["---"] * len(head)]
    for name in NAMED:
        found = measured(name)
        lines.append([name, str(rows(name).height), *(f"{found[task]:.0f}" for task in TASKS)])
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    text = README.read_text(encoding="utf-8")
    before, _, after = text.partition(f"{MEASURED}\n")
    rest = after[after.index("\n\n") :]
    README.write_text(f"{before}{MEASURED}\n{table}{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()
