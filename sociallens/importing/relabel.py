"""Relabelling a whole store with the present classifier, and a summary of the changes."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sociallens import classify, merchants, taxonomy
from sociallens.classify.own import Own
from sociallens.conditions import expression
from sociallens.i18n import Language, number, percent, words
from sociallens.importing.labels import MODEL, classifier, predict
from sociallens.importing.profiles.profile import all_profiles
from sociallens.importing.sectors import Sectors, sectors
from sociallens.metrics import COUNTS, NEGATIVE_RATE_CUSTOMER_SERVICE
from sociallens.own import read as read_own
from sociallens.schema import POLARS, PROVENANCE
from sociallens.search.building import prepare
from sociallens.store import disk
from sociallens.store.manifest import Store, open_store
from sociallens.store.relabel import CHANGED, SCRATCH, preview, relabel
from sociallens.store.scan import scan
from sociallens.taxonomy import Taxonomy

TASKS = ("language", "topic", "causes", "sentiment", "severity", "intent")
_SCORES = ("sentiment_score", "confidence")
_ANNOUNCED = "announced"  # in the place of the work that waits there once it has begun
_SAME = 1e-4  # scores nearer than this are the same: sums of floats vary with their order
_BY_MODEL = pl.any_horizontal(
    pl.col(by).str.starts_with("model:").fill_null(False) for by in PROVENANCE.values()
)


@dataclass(frozen=True)
class Headline:
    """The negative rate in customer service: k of n contributions of customers."""

    k: int
    n: int


@dataclass(frozen=True)
class Moved:
    """What relabelling changed, or would change. Counts are of contributions."""

    labelled: int  # rows with a label of a model's
    kept: int  # the others: every label was given by people, or none by anybody
    changed: Mapping[str, int]  # task -> rows with another label
    before: Headline
    after: Headline
    old_version: int
    version: int | None  # the new one; None when nothing changed, or in a dry run
    classifier: str
    nothing: bool


def relabel_store(
    path: Path, *, dry_run: bool = False, progress: Callable[[int, int], object] | None = None
) -> Moved:
    """Replace the labels that a model gave by those of the present one, as one new version.

    `progress` is called with the rows done and the rows expected. An interrupted run resumes where
    it stopped. A dry run writes nothing. Raises `StoreError`, `BadTaxonomy`.
    """
    store = open_store(path)
    sector, own = taxonomy.load(store.manifest.taxonomy), read_own(path)
    others = sectors(merchants.load(path), sector)
    expected = store.manifest.rows
    done = 0

    def tell(rows: int) -> None:
        nonlocal done
        done += rows
        if progress:
            progress(done, expected)

    labeller = _labeller(sector, others, own)
    if dry_run:
        before, changed = preview(path, labeller, tell)
        after = before
    else:
        before, after, changed = relabel(
            path,
            labeller,
            classifier=classifier(own),
            edition=_edition(sector, others, own),
            tell=tell,
        )
        prepare(path)
    return _moved(before, after, changed, classifier(own))


def announce(path: Path) -> None:
    """Say that the store is about to be labelled again: until it is, it is `unfinished`."""
    disk.make_folder(path / SCRATCH / _ANNOUNCED)


def unfinished(path: Path) -> bool:
    """Whether the labels of the store do not all follow what gives them now.

    Labelling it again was announced, or begun, and then interrupted.
    """
    return (path / SCRATCH).is_dir()


def _labeller(
    sector: Taxonomy, others: Sectors, own: Own
) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """A function from rows to the new labels (`CHANGED`) of those whose labels change."""
    detected = [
        profile.name
        for profile in all_profiles().values()
        if not {"language"} & {*profile.columns, *profile.reply, *profile.defaults}
    ]
    # The export's language stays; a detected one is detected again.
    language = pl.when(~pl.col("source").is_in(detected)).then("language").alias("language")

    def relabel_rows(rows: pl.DataFrame) -> pl.DataFrame:
        rows = rows.filter(_BY_MODEL)
        fresh = predict(rows.with_columns(language), sector, others, own)
        fresh = fresh.select(pl.col(name).cast(POLARS[name]) for name in CHANGED)
        return fresh.filter(_differ(rows.select(CHANGED), fresh))

    return relabel_rows


def _differ(old: pl.DataFrame, new: pl.DataFrame) -> pl.Series:
    beside = pl.concat([old, new.select(pl.all().name.suffix(":new"))], how="horizontal")
    return beside.select(
        pl.any_horizontal(
            (pl.col(name) - pl.col(f"{name}:new")).abs().fill_null(0) > _SAME
            if name in _SCORES
            else pl.col(name).ne_missing(pl.col(f"{name}:new"))
            for name in CHANGED
        )
    ).to_series()


def _edition(sector: Taxonomy, others: Sectors, own: Own) -> str:
    """The hash of what determines labels: the classifier, tables, sectors, the store's own."""
    of = (f"{merchant}={other.name}" for merchant, other in sorted(others.items()))
    digest = hashlib.sha256("|".join((MODEL, own.digest, *CHANGED, *of)).encode())
    kinds = {each.name: each for each in (sector, *others.values())}.values()
    terms = {at: None for each in kinds for at in taxonomy.folders_of_terms(each.folder)}
    for folder in (Path(classify.__file__).parent, *terms):
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".py", ".csv", ".toml"):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _moved(before: Store, after: Store, changed: pl.DataFrame, classifier: str) -> Moved:
    columns = ["id", "role", *PROVENANCE.values(), *TASKS]
    rows = scan(before.files()).select(columns).collect()
    fresh_labels = changed.select("id", pl.col(*TASKS).name.suffix(":new"))
    moved = rows.join(fresh_labels, on="id", how="inner")
    joined = moved.with_columns(pl.col("causes", "causes:new").fill_null([]))  # none is none
    differ = {task: pl.col(task).ne_missing(pl.col(f"{task}:new")).sum() for task in TASKS}
    counts = joined.select(**differ).row(0, named=True)
    staying = rows.join(changed, on="id", how="anti").select("role", *TASKS)
    fresh = moved.select("role", *(pl.col(f"{task}:new").alias(task) for task in TASKS))
    by_model = int(rows.select(_BY_MODEL.sum()).item())
    renewed = after.manifest.version != before.manifest.version
    return Moved(
        labelled=by_model,
        kept=rows.height - by_model,
        changed=counts,
        before=_headline(rows),
        after=_headline(pl.concat([staying, fresh])),
        old_version=before.manifest.version,
        version=after.manifest.version if renewed else None,
        classifier=classifier,
        nothing=changed.is_empty(),
    )


def _headline(rows: pl.DataFrame) -> Headline:
    metric = NEGATIVE_RATE_CUSTOMER_SERVICE
    k, n = rows.select(expression(COUNTS[name]).sum().alias(name) for name in (metric.k, metric.n))
    return Headline(int(k.item()), int(n.item()))


def relabelling_lines(moved: Moved, language: Language) -> list[str]:
    """The summary in words."""
    first = words("relabel-read", language, labelled=moved.labelled, kept=moved.kept)
    if moved.nothing:
        return [first, words("relabel-nothing", language, classifier=moved.classifier)]
    sentences = [first, words("relabel-changed", language)]
    for task, count in moved.changed.items():
        rows = number(count, language)
        share = percent(count / moved.labelled, language, 1)
        name = words(f"task-{task}", language)
        sentences.append("  " + words("relabel-task", language, task=name, rows=rows, share=share))
    sides = (_worded(headline, language) for headline in (moved.before, moved.after))
    sentences.append(words("relabel-headline", language, was=next(sides), now=next(sides)))
    if moved.version is None:
        return [*sentences, words("relabel-dry", language)]
    version, old = str(moved.version), str(moved.old_version)
    return [*sentences, words("relabel-version", language, version=version, old=old)]


def _worded(headline: Headline, language: Language) -> str:
    k, n = number(headline.k, language), number(headline.n, language)
    rate = percent(headline.k / headline.n, language, 1) if headline.n else "–"
    return words("relabel-rate", language, rate=rate, k=k, n=n)
