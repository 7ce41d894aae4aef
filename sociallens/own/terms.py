"""The terms of a sector with a store's own: to look up, to check, to change one."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import polars as pl

from sociallens.classify.evidence import LONGEST_TERM
from sociallens.classify.normalise import folded, words_of
from sociallens.classify.own import Own
from sociallens.classify.reasons import GRAVE
from sociallens.classify.terms import COLUMNS, lexicon, read_table
from sociallens.errors import SocialLensError
from sociallens.own.places import numbers, version_file, versions_folder
from sociallens.taxonomy import FOLDER, NO_TOPIC, Taxonomy

COMMON, SECTOR, OWN = "common", "sector", "own"
ORIGINS = (COMMON, SECTOR, OWN)
SHORTEST = 3  # letters of a term; a stem needs one more
LONGEST = 60  # signs
NORMAL = "normal"
# Of what a term usually weighs. None: a term of ours that means something else in this store.
STRENGTHS: Mapping[str, float] = {"weak": 0.5, NORMAL: 1.0, "strong": 1.6, "none": 0.0}
# What a term usually weighs; the others of their kinds are for those who edit tables.
WEIGHTS: Mapping[str, float] = {
    "topic": 1.4, "cause": 1.6, "complaint": 1.2, "praise": 1.2, "severity": 1.0, "intent": 1.5,
}  # fmt: skip
_LABELS: Mapping[str, tuple[str, ...]] = {
    "complaint": ("strong", "plain", "problem", "mild"),
    "praise": ("strong", "plain"),
    "severity": GRAVE,
    "intent": ("question", "request", "thanks", "advice"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet reckons
_KEY = ["language", "kind", "label", "term"]
_SCHEMA = {**dict.fromkeys(_KEY, pl.String), "weight": pl.Float64}


class BadTerm(SocialLensError):
    """A term that would tell nothing, or more than is meant."""


@dataclass(frozen=True)
class OwnTerm:
    """One row of a store's own tables."""

    language: str
    kind: str
    label: str
    term: str
    weight: float


@dataclass(frozen=True)
class Version:
    """What a save of the terms left: when (ISO time, UTC), and how many terms."""

    number: int
    at: str
    terms: int


def labels_of(taxonomy: Taxonomy) -> Mapping[str, tuple[str, ...]]:
    """What a term may tell, by kind."""
    topics = tuple(topic for topic in taxonomy["topic"] if topic != NO_TOPIC)
    return {"topic": topics, "cause": tuple(taxonomy["cause"]), **_LABELS}


def weight(kind: str, strength: str) -> float:
    """What a term of a kind weighs that tells something weakly, normally or strongly."""
    return round(WEIGHTS[kind] * STRENGTHS[strength], 2)


def strength(kind: str, weighs: float) -> str:
    """The word for a weight: the nearest."""
    share = weighs / WEIGHTS.get(kind, 1.0)
    return min(STRENGTHS, key=lambda name: abs(STRENGTHS[name] - share))


def own_table(own: Own) -> pl.DataFrame:
    """The store's own terms: `language, kind, label, term` (text), `weight` (float)."""
    parts = [
        table.select(pl.lit(language).alias("language"), *COLUMNS)
        for language, table in own.terms.items()
    ]
    return pl.concat([pl.DataFrame(schema=_SCHEMA), *parts])


def every_term(taxonomy: Taxonomy, own: Own, language: str) -> pl.DataFrame:
    """All terms in a language that are in use, the store's own first.

    `kind, label, term`: text; `weight`: float; `origin`: text, of `ORIGINS`; `folded`: text, the
    term as it is looked for. The store's stand for those of the sector that are the same.
    """
    shared = _shipped(taxonomy.folder, language)
    mine = own.terms.get(language)
    table = shared if mine is None else pl.concat([_told(mine, OWN), shared])
    return table.unique(["kind", "label", "folded"], keep="first", maintain_order=True)


@cache
def _shipped(folder: Path, language: str) -> pl.DataFrame:
    places = {SECTOR: folder, COMMON: FOLDER / "common"}
    return pl.concat(
        _told(read_table(at / f"terms.{language}.csv"), origin) for origin, at in places.items()
    )


def _told(table: pl.DataFrame, origin: str) -> pl.DataFrame:
    read = folded(words_of(table["term"])).str.strip_chars(" ").alias("folded")
    stem = pl.when(pl.col("term").str.ends_with("*")).then(pl.lit("*")).otherwise(pl.lit(""))
    return table.select(*COLUMNS, pl.lit(origin).alias("origin"), pl.lit(read) + stem)


def read_as(term: str) -> str:
    """A term as it is looked for in texts: words in lower case without accents."""
    read: str = folded(words_of(pl.Series([term]))).item()
    return read.strip(" ")


def checked(added: OwnTerm, taxonomy: Taxonomy, own: Own) -> OwnTerm:
    """The term as it is kept. Raises `BadTerm` for one that is of no use, with the reason."""
    term = " ".join(added.term.split())
    if added.label not in labels_of(taxonomy).get(added.kind, ()):
        raise BadTerm("term-bad-label")
    if term.startswith(_FORMULA):
        raise BadTerm("term-bad-formula", term=term[:LONGEST])
    if "*" in term[:-1]:
        raise BadTerm("term-bad-star", term=term[:LONGEST])
    bare = read_as(term)
    if not any(sign.isalnum() for sign in bare):
        raise BadTerm("term-bad-signs", term=term[:LONGEST])
    words = bare.split(" ")
    if "¦" in words:
        raise BadTerm("term-bad-clauses", term=term[:LONGEST])
    if len(words) > LONGEST_TERM or len(term) > LONGEST:
        raise BadTerm("term-bad-long", words=LONGEST_TERM, signs=LONGEST)
    stem = term.endswith("*")
    if len(bare.replace(" ", "")) < SHORTEST + stem:
        raise BadTerm("term-bad-short", letters=SHORTEST + stem)
    if all(word in plain_words(added.language) for word in words):
        raise BadTerm("term-bad-plain", term=term)
    term = _spelt(term, bare, taxonomy.folder, added.language)
    kept = OwnTerm(added.language, added.kind, added.label, term, added.weight)
    if not own_table(own).join(pl.DataFrame([asdict(kept)]), on=[*_KEY, "weight"]).is_empty():
        raise BadTerm("term-bad-there", term=term)
    return kept


def _spelt(term: str, bare: str, folder: Path, language: str) -> str:
    """A term as texts are read: of one that is written "tjs", as the table spells it."""
    spelling = lexicon(folder, language).spelling
    read = pl.select(pl.lit(f" {bare} ").str.replace_many(spelling)).item().strip(" ")
    return term if read == bare else str(read) + ("*" if term.endswith("*") else "")


@cache
def plain_words(language: str) -> frozenset[str]:
    """Words that stand in any text and tell nothing by themselves."""
    table = pl.read_csv(Path(__file__).with_name("plain_words.csv"), infer_schema=False)
    listed = table.filter(pl.col("language") == language)["words"].str.split(" ").explode()
    negating = _shipped(FOLDER / "common", language).filter(pl.col("kind") == "negation")
    return frozenset(listed) | frozenset(negating["folded"])


def edited(own: Own, add: tuple[OwnTerm, ...] = (), remove: tuple[OwnTerm, ...] = ()) -> Own:
    """The store's own part with some terms more and some fewer; one that is there is replaced."""
    gone = {_key(each.language, each.kind, each.label, each.term) for each in (*add, *remove)}
    table = own_table(own)
    left = [_key(*row) not in gone for row in table.select(_KEY).rows()]
    new = pl.DataFrame([asdict(each) for each in add], schema=_SCHEMA)
    return with_terms(own, pl.concat([table.filter(pl.Series(left, dtype=pl.Boolean)), new]))


def _key(language: str, kind: str, label: str, term: str) -> tuple[str, ...]:
    return language, kind, label, read_as(term) + ("*" if term.endswith("*") else "")


def with_terms(own: Own, table: pl.DataFrame) -> Own:
    """The store's own part with these terms (columns of `own_table`) instead of its own."""
    parts = table.partition_by("language", as_dict=True, include_key=False)
    terms = {str(language): part.select(COLUMNS) for (language,), part in parts.items()}
    digest = hashlib.sha256(f"{own.digest}\0{table.write_csv()}".encode()).hexdigest()
    return Own(terms, own.weights, own.calibration, digest)


def versions(store: Path) -> list[Version]:
    """What was saved, the latest first."""
    found = []
    for number in reversed(numbers(versions_folder(store))):
        table = version_table(store, number)
        at = table["at"].first() or ""
        found.append(Version(number, str(at), table["term"].count()))
    return found


def version_table(store: Path, number: int) -> pl.DataFrame:
    """A version: the columns of `own_table` and `at`, text; a row without a term where none is."""
    return pl.read_csv(version_file(store, number), schema={"at": pl.String, **_SCHEMA})
