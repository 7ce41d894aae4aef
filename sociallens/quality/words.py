"""The words that the classifier's tables know, to see how many of a text it does not."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl

from sociallens.taxonomy import FOLDER, folders_of_terms

COMMON = FOLDER / "common"
_WORD = r"\p{L}{3,}"  # shorter ones are known in every language, or are typing
_STEM = "*"  # ends a term that stands for all words that begin with it


def split(texts: pl.Series) -> pl.Series:
    """The words of each text in lower case without accents: lists of text."""
    plain = texts.fill_null("").str.to_lowercase().str.normalize("NFKD")
    return plain.str.replace_all(r"\p{M}", "").str.replace_all("œ", "oe").str.extract_all(_WORD)


def unknown(texts: pl.Series, *sectors: Path) -> pl.DataFrame:
    """`words` and, of these, `unknown`, for each text (integers).

    Unknown: in none of the tables of terms, of these sectors and of all, of spellings and of common
    words. Names of people and brands are among them in any source.
    """
    words = pl.DataFrame({"word": split(texts)}).with_row_index("row").explode("word")
    words = words.drop_nulls("word")
    each = words.select(pl.col("word").unique())
    whole, stems = _known(sectors)
    strange = each.filter(~(pl.col("word").is_in(list(whole)) | pl.col("word").str.contains(stems)))
    counted = words.group_by("row").agg(
        words=pl.len(), unknown=pl.col("word").is_in(strange["word"].implode()).sum()
    )
    rows = pl.DataFrame({"row": pl.int_range(len(texts), dtype=pl.UInt32, eager=True)})
    joined = rows.join(counted, on="row", how="left", maintain_order="left").fill_null(0)
    return joined.select(pl.col("words", "unknown").cast(pl.Int64))


@cache
def _known(sectors: tuple[Path, ...]) -> tuple[frozenset[str], str]:
    """Whole words, and a pattern of what the others begin with."""
    pieces = pl.concat(_entries(sectors)).drop_nulls().str.replace_all(r"[*]", "* ").str.split(" ")
    table = pl.DataFrame({"piece": pieces.explode()})
    table = table.select(stem=pl.col("piece").str.ends_with(_STEM), word=split(table["piece"]))
    table = table.explode("word").drop_nulls()
    whole, stems = (table.filter(stem=is_stem)["word"].unique() for is_stem in (False, True))
    return frozenset(whole), f"^(?:{'|'.join(stems.sort())})" if len(stems) else "^$"


def _entries(sectors: tuple[Path, ...]) -> Iterator[pl.Series]:
    """What each table lists: terms, spellings, common words."""
    folders = dict.fromkeys(each for sector in sectors for each in folders_of_terms(sector))
    for folder in folders:
        for file in sorted(folder.glob("terms.*.csv")):
            yield pl.read_csv(file, infer_schema=False)["term"].alias("piece")
    languages = [file.name.split(".")[1] for file in COMMON.glob("terms.*.csv")]
    for language in sorted(languages):
        spelling = pl.read_csv(COMMON / f"spelling.{language}.csv", infer_schema=False)
        yield from (spelling[name].alias("piece") for name in ("written", "read"))
    common = pl.read_csv(COMMON / "languages.csv", infer_schema=False)
    yield common.filter(pl.col("language").is_in(languages))["words"].alias("piece")
