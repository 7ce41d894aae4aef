"""The term tables, and what of them stands in a text.

A table has the columns `kind, label, term, weight`. A term is one or more words; a final `*`
makes it a stem (`rembours*`). Accents, case and apostrophes do not matter. After a negator
(`pas`, `aucun`, ... of kind `negation`) the next word is marked, so that "pas content" is the
negated term "content" while the term "pas reçu" stays what it is.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from sociallens.classify.normalise import folded, words_of
from sociallens.classify.own import NOTHING, Own
from sociallens.errors import BadTaxonomy
from sociallens.taxonomy import FOLDER, folders_of_terms, shipped

COLUMNS = ("kind", "label", "term", "weight")
Matrix = npt.NDArray[np.float64]
POINTS = 1000  # points per unit of weight: sums of integers do not depend on the order of rows
POLAR = ("complaint", "praise")  # kinds that a negation turns round
TURNED = "not_"  # before the label of a term that is turned round
ABOUT = ("cause", "topic")  # kinds of which the longest term counts alone
FOREIGN = "foreign"  # kind of the terms of other sectors
SPECIFIC = 1.2  # the weight from which a term tells the sector of a text
_MARK = "~"
_DENIED = "^"  # before a word of which somebody says that it was no problem: no term reads like it


@dataclass(frozen=True)
class Negation:
    """The words that turn the next one round ("pas content") or the verb before ("n'aime pas")."""

    negators: list[str]
    fillers: list[str]  # may stand between: "pas très content"
    particles: list[str]  # open a negation that closes after the verb: "ne", "n'"
    closers: list[str]  # close it but turn nothing round alone: "ne ... plus", but "plus cher"
    troubles: list[str]  # where one of these is negated, so is what it was with:
    links: list[str]  # "aucun souci de livraison", "no issue with the app"

    @classmethod
    def of(cls, terms: pl.DataFrame) -> "Negation":
        """The words of kind `negation`, the longest first, as a regular expression wants them."""
        rows = terms.filter(pl.col("kind") == "negation").with_columns(
            pl.col("pattern").str.strip_chars(" ")
        )
        words = {
            label: sorted(rows.filter(pl.col("label") == label)["pattern"], key=len, reverse=True)
            for label in ("negator", "filler", "particle", "closer", "trouble", "link")
        }
        return cls(*words.values())

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
        text = text.str.replace_all(f"( (?:{negator})(?: (?:{filler}))*) ", f"$1 {_MARK}")
        trouble, link = "|".join(self.troubles), "|".join(self.links)
        if not trouble:
            return text
        return text.str.replace_all(f"( {_MARK}(?:{trouble})(?: (?:{link}))+) ", f"$1 {_DENIED}")


@dataclass(frozen=True)
class Lexicon:
    """The terms of one sector and language, ready to be looked for."""

    patterns: pl.Series
    table: pl.DataFrame  # nth, pattern (its place), name ("kind.label"), points, length (in words)
    within: pl.DataFrame  # nth, longer: terms that stand within a longer one of their label
    spelling: dict[str, str]
    negation: Negation

    def read(self, folded: pl.Series) -> pl.Series:
        """Folded texts as the patterns see them: spelt out, negations marked."""
        spelt = pl.lit(folded).str.replace_many(self.spelling)
        ascii_only = spelt.str.replace_all(r"[^ -~]", "_")  # so that offsets are characters
        return pl.select(read=self.negation.mark(ascii_only)).to_series()

    def matches(self, read: pl.Series) -> pl.DataFrame:
        """One row for each term in each text: the columns of `table`, and `row`, the text (int).

        Of the terms of a cause or a topic only the longest counts: "rembours*" says nothing more
        where "toujours pas remboursé" stands.
        """
        place = pl.col("pattern").cast(pl.Enum(self.patterns)).to_physical()
        places = occurrences(read, self.patterns).with_columns(place)
        once = pl.col("row").cast(pl.UInt64) * len(self.patterns) + pl.col("pattern")
        matches = places.filter(once.is_first_distinct()).join(self.table, on="pattern")
        longer = matches.select("row", longer="nth").join(self.within, on="longer")
        # One number for row and term: comparing one is faster than comparing two.
        key = pl.col("row").cast(pl.UInt64) * self.table.height + pl.col("nth")
        shorter = longer.select(key).to_series()
        return matches.filter(~key.is_in(shorter.implode()))


def occurrences(read: pl.Series, patterns: pl.Series) -> pl.DataFrame:
    """Every occurrence of a pattern. `row`: text, int. `pattern`: text."""
    row = pl.int_range(len(read), dtype=pl.UInt32)
    matches = pl.lit(read).str.extract_many(patterns.implode(), overlapping=True)
    return pl.select(row=row, pattern=matches).explode("pattern").drop_nulls("pattern")


def names_in(matches: pl.DataFrame) -> pl.Series:
    """All possible names of terms, in the order of their codes."""
    names = matches.schema["name"]
    assert isinstance(names, pl.Enum)
    return names.categories


def tally(matches: pl.DataFrame, rows: int, width: int) -> Matrix:
    """The sums of `points` by `row` and `sign` (0 to `width` - 1), as a matrix."""
    place = matches["row"].cast(pl.Int64) * width + matches["sign"].cast(pl.Int64)
    weights = matches["points"].cast(pl.Float64).to_numpy()
    sums = np.bincount(place.to_numpy(), weights, rows * width)
    return np.asarray(sums, np.float64).reshape(rows, width)


@lru_cache(maxsize=32)  # each term that is tried makes another
def lexicon(folder: Path, language: str, own: Own = NOTHING) -> Lexicon:
    """The lexicon of a sector in one language: shared terms, the sector's, the store's own."""
    spelt = pl.read_csv(FOLDER / "common" / f"spelling.{language}.csv")
    spelling = {
        f" {written} " if written.isascii() else written: f" {read} " if written.isascii() else read
        for written, read in spelt.select("written", "read").iter_rows()
    }
    terms = terms_of(folder, language, own)
    return build(pl.concat([terms, foreign_to(terms, folder, language)]), spelling)


def terms_of(folder: Path, language: str, own: Own = NOTHING) -> pl.DataFrame:
    """The terms in one language (`COLUMNS`) of a sector and a store.

    Where a term stands twice, the store's comes before the sector's, and this before the shared.
    """
    tables = [read_table(at / f"terms.{language}.csv") for at in folders_of_terms(folder)]
    tables += [own.terms[language]] if language in own.terms else []
    return pl.concat(tables).unique(["kind", "label", "term"], keep="last", maintain_order=True)


def foreign_to(terms: pl.DataFrame, folder: Path, language: str) -> pl.DataFrame:
    """What only other sectors say, of kind `FOREIGN`: where it outweighs, the sector is wrong."""
    others = [FOLDER / name for name in shipped() if FOLDER / name != folder]
    tables = [read_table(other / f"terms.{language}.csv") for other in others]
    strong = pl.concat(tables).filter(pl.col("weight") >= SPECIFIC, pl.col("kind").is_in(ABOUT))
    stem = pl.col("term").str.strip_suffix("*")
    fresh = strong.filter(~stem.is_in(terms["term"].str.strip_suffix("*").implode()))
    return fresh.select(
        kind=pl.lit(FOREIGN), label=pl.lit("sector"), term="term", weight="weight"
    ).unique("term", maintain_order=True)


def build(terms: pl.DataFrame, spelling: dict[str, str]) -> Lexicon:
    """Turn rows of `COLUMNS` into patterns, each a second time as it reads after a negator.

    Only short terms get the second form, as longer ones hardly ever follow a negator: two words of
    a feeling, topic or cause, one word of the others. A cause that names a trouble counts for
    nothing there ("jamais de retard", "no lost parcel").
    """
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
    spaces = pl.col("pattern").str.strip_chars(" ").str.count_matches(" ", literal=True)
    few = pl.when(pl.col("kind").is_in(POLAR + ABOUT)).then(1).otherwise(0)
    negated = plain.filter(spaces <= few).with_columns(
        pattern=after.str.strip_suffix(_MARK),
        label=pl.when(turned).then(TURNED + pl.col("label")).otherwise("label"),
        denied=pl.col("kind").is_in(ABOUT) & _troubling(terms),
    )
    plain = plain.with_columns(pattern=as_is, denied=False)
    table = pl.concat([plain, negated]).select(
        "pattern",
        "kind",
        "label",
        "points",
        "denied",
        length=pl.col("pattern").str.strip_chars(" ").str.count_matches(" ", literal=True) + 1,
    )
    table = table.filter(pl.col("pattern").str.len_chars() > 2).unique(
        ["pattern", "kind", "label"], keep="last", maintain_order=True
    )
    patterns = table["pattern"].unique(maintain_order=True)
    table = table.with_row_index("nth")
    within = _within(table)
    weighed = _at_least(table, within).with_columns(
        points=pl.when("denied").then(0).otherwise("points")
    )
    return Lexicon(patterns, _coded(weighed, patterns), within, spelling, negation)


def _troubling(terms: pl.DataFrame) -> pl.Expr:
    """Whether a pattern holds a word that is a complaint by itself."""
    complaints = terms.filter(kind="complaint", label="problem")["pattern"]
    words = complaints.filter(complaints.str.strip_chars(" ").str.contains(" ").not_())
    return pl.col("pattern").str.contains_any(words.implode())


def _coded(table: pl.DataFrame, patterns: pl.Series) -> pl.DataFrame:
    """The terms with their texts as codes: millions of matches are compared by number."""
    name = pl.concat_str("kind", "label", separator=".")
    names = pl.Enum(table.select(name.unique(maintain_order=True)).to_series())
    return table.select(
        "nth",
        pl.col("pattern").cast(pl.Enum(patterns)).to_physical(),
        name.alias("name").cast(names),
        "points",
        "length",
    )


def _within(table: pl.DataFrame) -> pl.DataFrame:
    """Pairs `nth, longer` of terms of one cause or topic, the first standing within the second."""
    about = table.filter(pl.col("kind").is_in(ABOUT)).select("nth", "pattern", "kind", "label")
    starts = about.with_columns(start=pl.col("pattern").str.strip_suffix(" "))
    held = occurrences(about["pattern"], starts["start"].unique()).rename({"pattern": "start"})
    longer = about.with_row_index("row").rename({"nth": "longer", "pattern": "whole"})
    pairs = held.join(longer, on="row").join(starts, on=["start", "kind", "label"])
    shorter = pl.col("whole").str.len_chars() > pl.col("pattern").str.len_chars()
    return pairs.filter(shorter).select("nth", "longer").unique(maintain_order=True)


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
