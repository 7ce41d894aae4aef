"""Small stores of made-up contributions, as tests need them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from sociallens import schema, taxonomy
from sociallens.store.manifest import ImportRecord, Store
from sociallens.store.write import commit, create

STORED = {name: kind for name, kind in schema.POLARS.items() if name not in schema.THREAD}
DEFAULTS: Mapping[str, object] = {
    "site": "Modalys",
    "channel": "twitter",
    "date_precision": "instant",
    "role": "customer",
    "reply_observed": False,
    "followup_observed": False,
    "source": "made",
    "import_id": "made",
}


def by(giver: str, *labels: str) -> dict[str, object]:
    """Who gave the `labels` of a contribution, or every one of them."""
    return {schema.PROVENANCE[label]: giver for label in labels or schema.PROVENANCE}


def contributions(rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Rows of the schema from what each test cares about; an id is given where there is none."""
    filled = []
    for number, row in enumerate(rows):
        identity = str(row.get("id", f"c{number}"))
        filled.append({**DEFAULTS, "id": identity, "conversation_id": identity, **row})
    return pl.DataFrame([{name: row.get(name) for name in STORED} for row in filled], schema=STORED)


def record(name: str = "made", rows: int = 0) -> ImportRecord:
    return ImportRecord(
        name, "2026-01-01T00:00:00", (f"{name}.csv",), ("template",), rows, rows, 0, 0, 0, {}
    )


def store(path: Path, rows: Iterable[Mapping[str, object]], **options: object) -> Store:
    """A store at `path` that holds these contributions."""
    create(path, **options)  # type: ignore[arg-type]
    frame = contributions(rows)
    return commit(path, frame, record(rows=frame.height), classifier="made")[0]


def random_rows(count: int, seed: int = 0, sites: int = 8) -> list[dict[str, object]]:
    """Contributions with every label drawn at random, over two years."""
    draw = np.random.default_rng(seed)
    words = taxonomy.load()
    start = datetime(2024, 11, 1)

    def one_of(vocabulary: str) -> str:
        return str(draw.choice(list(words[vocabulary])))

    rows: list[dict[str, object]] = []
    for _ in range(count):
        topic = one_of("topic")
        service = topic == taxonomy.CUSTOMER_SERVICE
        rows.append(
            {
                "site": f"Site {draw.integers(sites)}",
                "channel": one_of("channel"),
                "language": str(draw.choice(["fr", "en"])),
                "published_at": start + timedelta(minutes=int(draw.integers(1_050_000))),
                "topic": topic,
                "topics": [topic],
                "causes": sorted({one_of("cause") for _ in range(2)}) if service else [],
                "sentiment": one_of("sentiment"),
                "severity": one_of("severity") if service else None,
                "intent": one_of("intent"),
                "reply_observed": bool(draw.integers(2)),
                "followup_observed": len(rows) % 3 > 0,
                "community": f"Forum {len(rows) % 4}" if len(rows) % 2 else None,
                "text": "texte inventé",
                **by("model:made"),
            }
        )
    return rows


def many(path: Path, count: int) -> Store:
    """A store of so many contributions: a thousand that are drawn at random, over and over.

    Their texts differ and hardly compress, so that a transfer of them takes its time.
    """
    drawn = contributions(random_rows(1_000))
    copies = pl.DataFrame({"copy": range(count // drawn.height)}, {"copy": pl.String})
    number = pl.concat_str("id", pl.lit("-"), "copy")
    noise = pl.concat_str(*(number.hash(seed) for seed in range(12)))
    frame = drawn.join(copies, how="cross").with_columns(
        id=number, conversation_id=number, text=noise
    )
    create(path)
    return commit(path, frame.select(list(STORED)), record(rows=count), classifier="made")[0]
