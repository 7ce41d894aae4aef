"""On a cluster: the same figures, files and refusals. On Sail always, on Spark by `make spark`."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import polars as pl
import pytest

from tests.spark_server import Server, spark

SECONDS = 600  # that a process of checks may take on a busy machine: Sail may hang
WORDS = ("commande", "livraison", "remboursement", "merci", "colis", "service", "jamais", "retard")


def checks(url: str, count: int, seconds: int, **environment: str) -> str:
    """What the checks said."""
    outcome = subprocess.run(
        [sys.executable, "-m", "tests.cluster_checks", url, str(count)],
        cwd=Path(__file__).parent.parent,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    return outcome.stdout


def test_sail_answers_and_builds_as_one_machine_does() -> None:
    assert "answers are equal" in checks("sail", 2, SECONDS)


# -- Apache Spark, with executors in processes of their own.


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch, spark(folder) as running:
        patch.setenv("SOCIALLENS_HOME", str(folder / "home"))
        from sociallens.importing.privacy import pseudonyms

        pseudonyms.keep_key(pseudonyms.new_key())
        yield running


@pytest.mark.spark
def test_a_question_that_takes_too_long_is_interrupted(server: Server) -> None:
    from sociallens.engine.spark.session import Session
    from sociallens.errors import StoreError

    session = Session(server.url, limit=3.0)
    began = time.monotonic()
    with pytest.raises(StoreError, match="spark-too-long"):
        session.frame("SELECT count(*) FROM range(1000000000000) WHERE sqrt(id) % 7 = 1.5")
    assert session.spark.sql("SELECT 1 AS one").toArrow().to_pylist() == [{"one": 1}]
    assert time.monotonic() - began < 600  # it would have taken days


@pytest.mark.spark
def test_an_executor_that_is_killed_costs_no_row(server: Server, tmp_path: Path) -> None:
    """Also: a month of more rows than a row group holds is the same file."""
    from sociallens.cluster.driver import build
    from sociallens.importing import import_files
    from sociallens.importing.options import Options
    from sociallens.store.manifest import open_store

    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(8):
        exported(number, 13_000).write_csv(raw / f"{number}.csv")
    options = Options(now=datetime(2026, 11, 28, tzinfo=UTC))
    import_files([raw], tmp_path / "alone", options)
    killed: list[int] = []

    def kill() -> None:
        staged = tmp_path / "store" / "staging"
        while not any(staged.glob("*/*.parquet")):  # the first task has written
            time.sleep(0.05)
        victim = server.executors()[0]
        victim.kill()
        killed.append(victim.pid)

    Thread(target=kill, daemon=True).start()
    build(server.url, str(raw), str(tmp_path / "store"), options)
    assert killed
    alone, together = (open_store(tmp_path / name).manifest for name in ("alone", "store"))
    assert together.segments == alone.segments
    assert max(segment.rows for segment in alone.segments) > 100_000


@pytest.mark.spark
def test_spark_answers_and_builds_as_one_machine_does(server: Server) -> None:
    home = os.environ["SOCIALLENS_HOME"]
    assert "answers are equal" in checks(server.url, 1, 1800, CHECKS_HOME=home)


def exported(number: int, count: int) -> pl.DataFrame:
    """An export of one month, with texts to redact and classify."""

    def drawn(row: int, place: int) -> int:
        return hashlib.sha256(f"{number} {row} {place}".encode()).digest()[0]

    return pl.DataFrame(
        {
            "id": [f"{number}-{row}" for row in range(count)],
            "site": [f"Site {drawn(row, 0) % 20}" for row in range(count)],
            "channel": ["twitter"] * count,
            "published_at": [f"2025-03-{drawn(row, 1) % 28 + 1:02}T10:00:00Z"
                             for row in range(count)],
            "author": [f"@client{drawn(row, 2)}" for row in range(count)],
            "text": [" ".join(WORDS[drawn(row, 3 + place) % 8] for place in range(9))
                     + f" écrivez à a{row}@exemple.fr" for row in range(count)],
        }
    )  # fmt: skip
