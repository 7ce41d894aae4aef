"""How well languages are told, and others are not: `python -m benchmarks.languages`.

Printed for each language are the texts, the part told right (not recognised, where a language is
none of the model's) and what the others were taken for; then the same by number of characters.
`*` marks the languages that nothing was learnt from. A peer that is installed (`py3langid`,
`lingua`) reads the same texts; it knows more languages, so that of these it is only asked not to
name one of the model's.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import polars as pl

from sociallens.classify.language import language, languages
from sociallens.classify.normalise import folded, words_of

SETS = Path(__file__).parents[1] / "tests" / "sets"
NAMES = ("languages", "unseen/languages", "unseen/strangers")
LEAST = 12  # letters and spaces that a language is told from
UNLEARNT = ("cy", "et", "eu", "is", "lv", "mt", "sl", "yo")
LENGTHS = {20: "below 20", 40: "below 40", 301: "longer"}

Peer = Callable[[pl.Series], pl.Series]


def ours(texts: pl.Series) -> pl.Series:
    words = words_of(texts)
    return language(words, folded(words))


def py3langid() -> Peer:
    classify = import_module("py3langid").classify
    return lambda texts: pl.Series([classify(text)[0] for text in texts])


def lingua() -> Peer:
    library = import_module("lingua")
    detector = library.LanguageDetectorBuilder.from_all_languages().build()

    def told(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return str(found.iso_code_639_1.name).lower() if found else None

    return lambda texts: pl.Series([told(text) for text in texts])


def texts() -> pl.DataFrame:
    """Texts as `text, language, wanted`; a language that is none of the model's is not wanted."""
    tables = [pl.read_csv(SETS / f"{name}.csv", infer_schema=False) for name in NAMES]
    every = pl.concat(table.select("text", "language") for table in tables)
    own = pl.col("language").is_in([code for code in languages() if len(code) == 2])
    long = every.filter(pl.col("text").str.len_chars() >= LEAST)
    return long.with_columns(wanted=pl.when(own).then("language"))


def judged(table: pl.DataFrame, reader: Peer) -> pl.DataFrame:
    """The texts with what was `said` of them and whether that is `right`."""
    said = reader(table["text"])
    own = said.is_in(table["wanted"].drop_nulls().unique().implode())
    named = pl.select(pl.when(own).then(said)).to_series()
    return table.with_columns(said=named, right=named.eq_missing(table["wanted"]))


def share(table: pl.DataFrame) -> float:
    return table.filter("right").height / table.height


def report(name: str, table: pl.DataFrame, seconds: float) -> None:
    strange = pl.col("wanted").is_null()
    for group, chosen in (("of the model", ~strange), ("others", strange)):
        rows = table.filter(chosen)
        count = rows["language"].n_unique()
        print(f"{name}: {group}, {count} languages, {rows.height} texts: {share(rows):.1%}")
    print(f"{name}: {seconds / table.height * 1e6:.0f} µs a text")
    for code in sorted(set(table["language"].to_list())):
        part = table.filter(language=code)
        wrong = part.filter(~pl.col("right"))["said"].fill_null("-").sort().to_list()
        mark = "*" if code in UNLEARNT else " "
        print(f"  {code}{mark} {part.height:4} {share(part):7.1%}  {' '.join(wrong)}")
    least = 0
    for below, words in LENGTHS.items():
        part = table.filter(pl.col("text").str.len_chars().is_between(least, below - 1))
        print(f"  {words}: {share(part):.1%} of {part.height}")
        least = below


if __name__ == "__main__":
    peers = {peer.__name__: peer for peer in (py3langid, lingua) if find_spec(peer.__name__)}
    table = texts()
    for name, reader in {"ours": ours, **{name: made() for name, made in peers.items()}}.items():
        reader(table["text"].head(10))
        began = perf_counter()
        report(name, judged(table, reader), perf_counter() - began)
