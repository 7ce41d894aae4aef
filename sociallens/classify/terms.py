"""The term tables, and what of them stands in a text.

A table has the columns `kind, label, term, weight`. A term is one or more words; a final `*`
makes it a stem (`rembours*`). Accents, case and apostrophes do not matter. After a negator
(`pas`, `aucun`, ... of kind `negation`) the next word is marked, so that "pas content" is the
negated term "content" while the term "pas reçu" stays what it is.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import polars as pl

from sociallens.classify.normalise import folded, words_of
from sociallens.errors import BadTaxonomy
from sociallens.taxonomy import FOLDER

COLUMNS = ("kind", "label", "term", "weight")
Matrix = npt.NDArray[np.float64]
POINTS = 1000  # points per unit of weight: sums of integers do not depend on the order of rows
POLAR = ("complaint", "praise", "polarity")  # kinds that a negation turns round
ABOUT = ("cause", "topic")  # kinds of which the longest term counts alone
_MARK = "~"
_PATTERN = {"fr": ("textblob_fr", "fr-sentiment.xml"), "en": ("textblob", "en/en-sentiment.xml")}


@dataclass(frozen=True)
class Negation:
    """The words that turn the next one round ("pas content") or the verb before ("n'aime pas")."""

    negators: list[str]
    fillers: list[str]  # may stand between: "pas très content"
    particles: list[str]  # open a negation that closes after the verb: "ne", "n'"
    closers: list[str]  # close it but turn nothing round alone: "ne ... plus", but "plus cher"

    @classmethod
    def of(cls, terms: pl.DataFrame) -> "Negation":
        """The words of kind `negation`, the longest first, as a regular expression wants them."""
        rows = terms.filter(pl.col("kind") == "negation").with_columns(
            pl.col("pattern").str.strip_chars(" ")
        )
        words = {
            label: sorted(rows.filter(pl.col("label") == label)["pattern"], key=len, reverse=True)
            for label in ("negator", "filler", "particle", "closer")
        }
        return cls(words["negator"], words["filler"], words["particle"], words["closer"])

    def within(self, term: pl.Expr) -> pl.Expr:
        """Whether a term says itself that something is not so: "pas reçu", "marche plus"."""
        return term.str.contains(f" (?:{'|'.join(self.negators + self.closers)})(?: |$)")

    def before(self, text: pl.Expr) -> pl.Expr:
        """How many words of negation a text ends with."""
        negator, filler = "|".join(self.negators + self.particles), "|".join(self.fillers)
        ending = text.str.extract(f"((?: (?:{negator}))(?: (?:{filler}))*)$")
        return ending.str.count_matches(" ", literal=True).fill_null(0)

    def mark(self, text: pl.Expr) -> pl.Expr:
        """Put a mark before each word that is turned round."""
        negator, filler = "|".join(self.negators), "|".join(self.fillers)
        if self.particles:
            closer = "|".join(self.negators + self.closers)
            verb = f"( (?:{'|'.join(self.particles)})) ([a-z]+ (?:{closer})) "
            text = text.str.replace_all(verb, f"$1 {_MARK}$2 ")
        return text.str.replace_all(f"( (?:{negator})(?: (?:{filler}))*) ", f"$1 {_MARK}")


@dataclass(frozen=True)
class Lexicon:
    """The terms of one sector and language, ready to be looked for."""

    patterns: pl.Series
    table: pl.DataFrame  # nth, pattern, kind, label, points, length (in words)
    within: pl.DataFrame  # nth, longer: terms that stand within a longer one of their label
    spelling: dict[str, str]
    negation: Negation

    def read(self, folded: pl.Series) -> pl.Series:
        """Folded texts as the patterns see them: spelt out, negations marked."""
        spelt = pl.lit(folded).str.replace_many(self.spelling)
        ascii_only = spelt.str.replace_all(r"[^ -~]", "_")  # so that offsets are characters
        return pl.select(read=self.negation.mark(ascii_only)).to_series()

    def matches(self, read: pl.Series) -> pl.DataFrame:
        """One row per text and term found: the columns of `table` and `row`.

        Of the terms of a cause or a topic only the longest counts: "rembours*" says nothing more
        where "toujours pas remboursé" is found.
        """
        found = occurrences(read, self.patterns).unique().join(self.table, on="pattern")
        longer = found.select("row", longer="nth").join(self.within, on="longer")
        shorter = longer.select("row", "nth")
        return found.join(shorter, on=["row", "nth"], how="anti", maintain_order="left")


def occurrences(read: pl.Series, patterns: pl.Series) -> pl.DataFrame:
    """Every place where a pattern stands in a text: `row, pattern`."""
    row = pl.int_range(len(read), dtype=pl.UInt32)
    found = pl.lit(read).str.extract_many(patterns.implode(), overlapping=True)
    return pl.select(row=row, pattern=found).explode("pattern").drop_nulls("pattern")


def tally(found: pl.DataFrame, rows: int, width: int) -> Matrix:
    """The sums of `points` by `row` and `sign` (0 to `width` - 1), as a matrix."""
    place = found["row"].cast(pl.Int64) * width + found["sign"].cast(pl.Int64)
    weights = found["points"].cast(pl.Float64).to_numpy()
    sums = np.bincount(place.to_numpy(), weights, rows * width)
    return np.asarray(sums, np.float64).reshape(rows, width)


@cache
def lexicon(folder: Path, language: str) -> Lexicon:
    """The lexicon of a sector in one language: shared terms, the sector's, and Pattern's."""
    common = FOLDER / "common"
    tables = [read_table(at / f"terms.{language}.csv") for at in (common, folder)]
    terms = pl.concat([*tables, _polarities(language)]).unique(
        ["kind", "label", "term"], keep="last", maintain_order=True
    )
    spelt = pl.read_csv(common / f"spelling.{language}.csv")
    spelling = {
        f" {written} " if written.isascii() else written: f" {read} " if written.isascii() else read
        for written, read in spelt.select("written", "read").iter_rows()
    }
    return build(terms, spelling)


def build(terms: pl.DataFrame, spelling: dict[str, str]) -> Lexicon:
    """Turn rows of `COLUMNS` into patterns, each polar term also in its negated form."""
    bare = folded(words_of(terms["term"])).str.strip_chars(" ")
    terms = terms.with_columns(
        pattern=" "
        + pl.lit(bare)
        + pl.when(pl.col("term").str.ends_with("*")).then(pl.lit("")).otherwise(pl.lit(" ")),
        points=(pl.col("weight") * POINTS).round().cast(pl.Int32),
    )
    negation = Negation.of(terms)
    plain = terms.filter(pl.col("kind") != "negation")
    as_is = negation.mark(pl.col("pattern")).str.strip_suffix(_MARK)
    negator = f" {negation.negators[0]}"
    after = negation.mark(pl.lit(negator) + pl.col("pattern")).str.strip_prefix(negator)
    turned = pl.col("kind").is_in(POLAR) & ~negation.within(pl.col("pattern"))
    negated = plain.with_columns(
        pattern=after.str.strip_suffix(_MARK),
        label=pl.when(turned).then("not_" + pl.col("label")).otherwise("label"),
    )
    table = pl.concat([plain.with_columns(pattern=as_is), negated]).select(
        "pattern",
        "kind",
        "label",
        "points",
        length=pl.col("pattern").str.strip_chars(" ").str.count_matches(" ", literal=True) + 1,
    )
    table = table.filter(pl.col("pattern").str.len_chars() > 2).unique(
        ["pattern", "kind", "label"], keep="last", maintain_order=True
    )
    patterns = table["pattern"].unique(maintain_order=True)
    table = table.with_row_index("nth")
    within = _within(table)
    return Lexicon(patterns, _at_least(table, within), within, spelling, negation)


def _within(table: pl.DataFrame) -> pl.DataFrame:
    """Pairs `nth, longer` of terms of one cause or topic, the first standing within the second."""
    about = table.filter(pl.col("kind").is_in(ABOUT)).select("nth", "pattern", "kind", "label")
    start = pl.col("pattern").str.strip_suffix(" ")
    pairs = about.join(about, on=["kind", "label"], suffix="_longer").filter(
        pl.col("pattern_longer").str.len_chars() > pl.col("pattern").str.len_chars(),
        pl.col("pattern_longer").str.contains(start, literal=True),
    )
    return pairs.select("nth", longer="nth_longer")


def _at_least(table: pl.DataFrame, within: pl.DataFrame) -> pl.DataFrame:
    """The terms, a longer one weighing no less than those that stand within it."""
    shorter = within.join(table.select("nth", "points"), on="nth")
    most = shorter.group_by(nth="longer").agg(most=pl.col("points").max())
    both = table.join(most, on="nth", how="left", maintain_order="left")
    return both.with_columns(points=pl.max_horizontal("points", "most")).drop("most")


def read_table(path: Path) -> pl.DataFrame:
    """A term table; an absent one is empty. Raises `BadTaxonomy` for a bad column or weight."""
    schema = {"kind": pl.String, "label": pl.String, "term": pl.String, "weight": pl.Float64}
    if not path.is_file():
        return pl.DataFrame(schema=schema)
    table = pl.read_csv(path, infer_schema=False)
    if tuple(table.columns) != COLUMNS:
        raise BadTaxonomy("terms-columns", file=path.name, expected=",".join(COLUMNS))
    weight = pl.col("weight").cast(pl.Float64, strict=False)
    bad = table.with_row_index("line", 2).filter(weight.is_null() | pl.col("term").is_null())
    if bad.height:
        raise BadTaxonomy("terms-row", file=path.name, line=bad["line"][0])
    return table.with_columns(weight)


def _polarities(language: str) -> pl.DataFrame:
    """The word polarities of TextBlob's lexicon (Pattern's, public domain), senses averaged."""
    package, name = _PATTERN[language]
    spec = find_spec(package)  # found, not imported: TextBlob itself brings NLTK with it
    assert spec is not None
    root = ElementTree.parse(Path(str(spec.origin)).parent / name).getroot()
    words = pl.DataFrame(
        [(word.get("form", ""), float(word.get("polarity", 0))) for word in root.iter("word")],
        schema=["term", "weight"],
        orient="row",
    )
    means = words.group_by("term", maintain_order=True).agg(pl.col("weight").mean())
    kept = means.filter(pl.col("weight").abs() >= 0.05)
    return kept.select(
        pl.lit("polarity").alias("kind"), pl.lit("word").alias("label"), "term", "weight"
    )
