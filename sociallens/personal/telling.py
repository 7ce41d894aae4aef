"""What a store holds of an author, as a file for her: her words, and what was made of them."""

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sociallens import taxonomy
from sociallens.annotations import log
from sociallens.annotations.entries import VOCABULARY
from sociallens.i18n import words
from sociallens.importing.privacy import pseudonyms
from sociallens.locales import Language
from sociallens.personal import plan as plans
from sociallens.personal.request import BadRequest, Request, authors
from sociallens.spreadsheet import as_csv
from sociallens.store.manifest import open_store
from sociallens.store.scan import scan
from sociallens.store.write import require_sound
from sociallens.taxonomy import Taxonomy

_LABELS = ("topic", "causes", "sentiment", "severity", "intent")
_AS_STORED = ("id", "published_at", "site", "community", "country", "language", "url", "text",
              "rating", "author", "source")  # fmt: skip
COLUMNS = (
    "id", "published_at", "site", "channel", "community", "country", "language", "url", "text",
    "rating", *_LABELS, "confidence", "corrected", "replied_at", "reply", "author", "source",
    "imported",
)  # fmt: skip
ENDINGS = (".json", ".csv")


@dataclass(frozen=True)
class Told:
    """The messages of an author (columns `COLUMNS`), oldest first, in words of a language."""

    rows: pl.DataFrame
    name: str
    version: int
    language: Language

    def encode(self, ending: str) -> bytes:
        """The file: `.csv` for a spreadsheet, else JSON."""
        titled = self.rows.rename({name: self._title(name) for name in COLUMNS})
        if ending == ".csv":
            return as_csv(titled, self.language)
        told = {
            words("held-about", self.language): words("held-what", self.language),
            words("held-name", self.language): self.name,
            words("held-made", self.language): plans.now(),
            words("held-version", self.language): self.version,
            words("held-messages", self.language): titled.to_dicts(),
        }
        return json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()

    def _title(self, name: str) -> str:
        return words(f"held-{name.replace('_', '-')}", self.language)


def told(path: Path, name: str, channels: tuple[str, ...], language: Language) -> Told:
    """What a store holds of an author by her name on a platform.

    Raises `StoreError`, `BadKey`, `BadRequest`, `BadTaxonomy`.
    """
    key = pseudonyms.own_key()
    if not name.strip():
        raise BadRequest("erase-nothing-asked")
    store = require_sound(open_store(path))
    pseudonyms_of = authors(store, Request("author", name, channels), key)
    every = scan(store.files())
    hers = every.filter(pl.col("author").is_in(pseudonyms_of)).collect().sort("published_at", "id")
    sector = taxonomy.load(store.manifest.taxonomy)
    answers = _answers(every, hers["id"])
    rows = hers.drop("replied_at").join(answers, on="id", how="left", maintain_order="left").select(
        *_AS_STORED,
        "confidence",
        "replied_at",
        "reply",
        _said(sector, "channel", "channel", language),
        *(_said(sector, label, VOCABULARY[label], language) for label in _LABELS),
        pl.lit(_corrected(path, hers["id"], sector, language)).alias("corrected"),
        imported=pl.col("import_id").str.head(8),
    )  # fmt: skip
    return Told(rows.select(COLUMNS), name.strip(), store.manifest.version, language)


def _answers(every: pl.LazyFrame, ids: pl.Series) -> pl.DataFrame:
    """The first reply of the brand to each message: `id`, `replied_at`, `reply`."""
    replies = every.filter(pl.col("role") == "brand", pl.col("parent_id").is_in(ids.implode()))
    first = replies.select("parent_id", "published_at", "text").sort("published_at")
    return first.unique("parent_id", keep="first", maintain_order=True).select(
        pl.col("parent_id").alias("id"), replied_at="published_at", reply="text"
    ).collect()  # fmt: skip


def _said(sector: Taxonomy, column: str, vocabulary: str, language: Language) -> pl.Expr:
    """The values of a column in words."""
    labels = {key: term.label(language) for key, term in sector[vocabulary].items()}
    if column == "causes":
        listed = pl.col(column).list.eval(pl.element().replace(labels))
        return listed.list.join(", ").alias(column)
    return pl.col(column).replace(labels)


def _corrected(path: Path, ids: pl.Series, sector: Taxonomy, language: Language) -> pl.Series:
    """What people said of each message since, in words; by whom is nothing of hers."""
    said: dict[str, list[str]] = {}
    for id, task, values in log.read(path).corrections.select("id", "task", "values").iter_rows():
        terms = sector[VOCABULARY[task]]
        labels = (terms[v].label(language) if v in terms else v for v in values)
        said.setdefault(id, []).append(f"{words(f'held-{task}', language)} : {', '.join(labels)}")
    return pl.Series("corrected", [" ; ".join(said.get(id, ())) for id in ids], pl.String)
