"""An uncached page over HTTP: ours, and its ten charts in Apache Superset over DuckDB, in one run.

`python -m benchmarks.peers.superset STORE [SUPERSET]`. Superset is no dependency: `SUPERSET` is the
`bin` folder of an environment with `apache-superset` (6.1 needs `flask-caching==2.3.0`, `rich` and
`cachetools` besides) and `duckdb-engine`. It asks a native DuckDB file of customers' messages,
sorted by merchant and day, as a good analyst would lay them down; its charts are asked for all at
once and past its caches, as a browser does after "force refresh". Ours is the overview over the
WebSocket, of a new server each time. Told are milliseconds of the clock and of the servers'
processors; the last line is all as JSON.
"""

import argparse
import asyncio
import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import psutil

from benchmarks.load import used
from benchmarks.measuring import tell
from benchmarks.peers.tables import PAGE, Question, questions, source
from sociallens.access import UNLIMITED
from sociallens.engine import known, load
from sociallens.link import View, query_string
from tests.serving import free_port, serve
from tests.wire import session

TIMES = 5
SETTINGS = """
SECRET_KEY = "of a benchmark, for its own machine"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
RATELIMIT_ENABLED = False
"""
MESSAGES = {"expressionType": "SQL", "sqlExpression": "COUNT(*)", "label": "messages"}
NEGATIVE = {
    "expressionType": "SQL",
    "sqlExpression": "COUNT(*) FILTER (WHERE sentiment = 'negative')",
    "label": "negative",
}


@dataclass
class Spent:
    """Milliseconds of each time, of the clock and of processors."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


class Superset:
    """A running Superset with the messages of a store."""

    def __init__(self, address: str, process: psutil.Process) -> None:
        self.address, self.process = address, process
        self._token = ""
        login = {"username": "a", "password": "a", "provider": "db", "refresh": True}
        self._token = self._sent("security/login", login)["access_token"]
        self._tables: dict[str, int] = {}

    def add(self, file: Path) -> None:
        """Make the tables of a database known."""
        uri = f"duckdb:///{file}?access_mode=read_only"
        database = self._sent("database/", {"database_name": "shop", "sqlalchemy_uri": uri})["id"]
        for name in ("messages", "causes"):
            asked = {"database": database, "schema": "main", "table_name": name}
            self._tables[name] = self._sent("dataset/", asked)["id"]

    def page(self, question: Question) -> dict[str, int]:
        """Ask for all charts of a page at once; the messages that each counts."""
        with ThreadPoolExecutor(len(PAGE)) as together:
            rows = together.map(lambda by: self._chart(by, question), PAGE.values())
            return {
                name: sum(row["messages"] for row in found)
                for name, found in zip(PAGE, rows, strict=True)
            }

    def _chart(self, by: Sequence[str], question: Question) -> Sequence[Mapping[str, Any]]:
        until = question.last + timedelta(days=1)
        filters = [{"col": "day", "op": "TEMPORAL_RANGE", "val": f"{question.first} : {until}"}]
        filters += [{"col": "site", "op": "==", "val": question.site}] if question.site else []
        query = {
            "columns": list(by),
            "metrics": [MESSAGES, NEGATIVE],
            "filters": filters,
            "row_limit": 50_000,
            "granularity": "day",
        }
        table = self._tables["causes" if "cause" in by else "messages"]
        asked = {
            "datasource": {"id": table, "type": "table"},
            "force": True,
            "queries": [query],
            "result_format": "json",
            "result_type": "full",
        }
        (answer,) = self._sent("chart/data", asked)["result"]
        rows: Sequence[Mapping[str, Any]] = answer["data"]
        return rows

    def _sent(self, path: str, body: Mapping[str, Any]) -> Any:
        request = urllib.request.Request(
            f"{self.address}/api/v1/{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{path}: {error.read()[:500]!r}") from error

    def spent(self) -> float:
        """Milliseconds of processor time of all its processes."""
        return sum(map(used, [self.process, *self.process.children(recursive=True)])) * 1000


@contextmanager
def superset(programs: Path, folder: Path) -> Iterator[Superset]:
    """A new Superset with two workers, until the block ends."""
    (folder / "superset_config.py").write_text(SETTINGS.format(folder=folder), encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment |= {"PYTHONPATH": str(folder), "FLASK_APP": "superset.app:create_app()"}
    begin = ("fab", "create-admin", "--username", "a", "--password", "a", "--email", "a@a.example",
             "--firstname", "a", "--lastname", "a")  # fmt: skip
    for command in (("db", "upgrade"), begin, ("init",)):
        subprocess.run(
            [programs / "superset", *command], env=environment, check=True, capture_output=True
        )
    port = free_port()
    options = ["--workers", "2", "--worker-class", "gthread", "--threads", "8", "--timeout", "600"]
    serving = [str(programs / "gunicorn"), *options, "--bind", f"127.0.0.1:{port}"]
    serving.append("superset.app:create_app()")
    running = subprocess.Popen(serving, env=environment, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield Superset(address, psutil.Process(running.pid))
    finally:
        running.terminate()
        running.wait()


def theirs(store: Path, programs: Path, asked: Mapping[str, Question]) -> Mapping[str, Spent]:
    """What Superset takes for each question."""
    told = {name: Spent() for name in asked}
    with TemporaryDirectory() as place:
        folder = Path(place)
        file = folder / "shop.duckdb"
        with duckdb.connect(str(file)) as database:
            database.execute(
                f"CREATE TABLE messages AS SELECT * FROM {source(load(store))} ORDER BY site, day"
            )
            database.execute(
                "CREATE TABLE causes AS SELECT day, site, sentiment, unnest(causes) AS cause"
                " FROM messages"
            )
        with superset(programs, folder) as peer:
            peer.add(file)
            for name, question in asked.items():
                peer.page(question)  # each worker opens the file once
                for _ in range(TIMES):
                    start, before = time.perf_counter(), peer.spent()
                    counted = peer.page(question)
                    told[name].wall.append((time.perf_counter() - start) * 1000)
                    told[name].cpu.append(peer.spent() - before)
                assert counted["summary"] == counted["merchants"] > 0, counted
    return told


def ours(store: Path, asked: Mapping[str, Question]) -> Mapping[str, Spent]:
    """What our overview takes for each question, when nobody has seen it."""
    told = {name: Spent() for name in asked}
    store_of = known(load(store), UNLIMITED)
    links = {name: query_string(View(each.selection), store_of) for name, each in asked.items()}
    for _ in range(TIMES):
        with serve(SOCIALLENS_STORE=str(store.absolute())) as address:
            (process,) = psutil.Process().children()[-1:]
            asyncio.run(_visit(address, process, links, told))
    return told


async def _visit(
    address: str, process: psutil.Process, links: Mapping[str, str], told: Mapping[str, Spent]
) -> None:
    async with session(address) as own:
        await own.visit("", "v=1")  # another view: what a server does once is done
        for name, link in links.items():
            await asyncio.sleep(1)
            before = used(process)
            run = await own.visit("", link)
            assert not run.errors, run.errors
            told[name].wall.append(run.milliseconds)
            await asyncio.sleep(0.5)
            told[name].cpu.append((used(process) - before) * 1000)


def main() -> None:
    """Measure both on a store and tell it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.superset")
    parser.add_argument("store", type=Path)
    parser.add_argument("superset", type=Path, nargs="?", default=os.environ.get("SUPERSET"))
    options = parser.parse_args()
    if options.superset is None:
        parser.error("where is Superset? Give its folder of programs, or set SUPERSET")
    asked = questions(load(options.store))
    sides = {"ours": ours(options.store, asked),
             "superset": theirs(options.store, options.superset, asked)}  # fmt: skip
    figures: dict[str, float | str] = {}
    for name in asked:
        for side, told in sides.items():
            wall, cpu = median(told[name].wall), median(told[name].cpu)
            figures |= {f"{side}.{name}.wall": wall, f"{side}.{name}.cpu": cpu}
            print(f"{name} {side:9} {wall:8.0f} ms {cpu:8.0f} ms of processor")
    tell(figures)


if __name__ == "__main__":
    main()
