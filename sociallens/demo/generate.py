"""Making the demo store: the tables of texts, through the same import as a user's files."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from sociallens import merchants as aliases
from sociallens.demo.panel import panel
from sociallens.demo.study import EDITIONS, edition
from sociallens.demo.tables import merchants
from sociallens.errors import StoreError
from sociallens.importing import Report, import_files
from sociallens.importing.options import Options
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.settings import CURRENT
from sociallens.store.disk import LOCK
from sociallens.store.manifest import open_store
from sociallens.store.write import create

SEED = 2011
NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)  # the time of the import, always the same
OPENING = "v=1&period=12m&from=2025-11-01&to=2026-10-31"
# Published on purpose: the authors are invented, there is nobody to protect.
KEY = Key(b"SocialLens demo key, not a secret")


def frames() -> Iterator[tuple[str, pl.DataFrame]]:
    """The files of the demo: a name, and rows of the import template."""
    for number, published in enumerate(EDITIONS, 1):
        yield f"study-{number}.csv", edition(np.random.default_rng([SEED, number]), published)
    yield "panel.csv", panel(np.random.default_rng([SEED, 0]))


def make(store: Path) -> Report:
    """Make the demo store at `store`; what is there is replaced once the new one is complete.

    Raises `StoreError` when something else than a demo store is there.
    """
    _refuse_other(store)
    with tempfile.TemporaryDirectory(dir=_beside(store), prefix=".demo-") as folder:
        fresh = Path(folder) / "store"
        create(fresh, demo=True, opening=OPENING, key_id=KEY.id)
        (fresh / aliases.FILE).write_text(_declared(), encoding="utf-8")
        files = [_written(Path(folder) / name, frame) for name, frame in frames()]
        report = import_files(files, fresh, Options(profile="template", now=NOW, key=KEY))
        (fresh / LOCK).unlink(missing_ok=True)
        shutil.rmtree(store, ignore_errors=True)
        fresh.replace(store)
    return report


def _refuse_other(store: Path) -> None:
    if not store.exists() or not any(store.iterdir()):
        return
    if not (store / CURRENT).is_file() or not open_store(store).manifest.demo:
        raise StoreError("demo-other-store", folder=store.name)


def _beside(store: Path) -> Path:
    """The folder of the store: a move within one file system cannot stop half-way."""
    store.parent.mkdir(parents=True, exist_ok=True)
    return store.parent


def _written(path: Path, frame: pl.DataFrame) -> Path:
    lists = [name for name, dtype in frame.schema.items() if dtype == pl.List(pl.String)]
    joined = frame.with_columns(pl.col(lists).list.join(";"))
    by_day = pl.col("date_precision") == "day"
    day, time = (pl.col("published_at").dt.strftime(f) for f in ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"))
    joined.with_columns(published_at=pl.when(by_day).then(day).otherwise(time)).write_csv(path)
    return path


def _declared() -> str:
    """The merchants as the import reads them: former names are aliases of the present one."""
    lines = ["# The invented merchants of the demo: other names, own accounts."]
    for merchant in merchants():
        former = ", ".join(f'"{name}"' for name in merchant.old)
        lines += [f'\n["{merchant.name}"]', f"aliases = [{former}]"]
        lines += [f'accounts = ["{merchant.name}"]']
    return "\n".join(lines) + "\n"
