"""What must hold on a cluster, in a process of its own: `python -m tests.cluster_checks sail ...`.

Sail runs embedded and may hang, which only the end of its process ends. The same checks run on
Apache Spark, given its address in place of `sail`.
"""

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sociallens import personal, tables
from sociallens.access import UNLIMITED, Scope, TextScope
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.answers import answer
from sociallens.cluster import driver, work
from sociallens.cluster.driver import build
from sociallens.dimensions import CHOOSABLE, DIMENSIONS, Dimension
from sociallens.engine import Engine
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.engine.spark.engine import SparkEngine
from sociallens.errors import StoreError
from sociallens.importing import import_files
from sociallens.importing.context import resolve
from sociallens.importing.options import Options
from sociallens.importing.privacy import pseudonyms
from sociallens.metrics import COUNTS, FIRST_REPLY
from sociallens.selection import ORDERS, Order, Period, Selection
from sociallens.store.manifest import Store, open_store
from sociallens.store.objects import Place
from sociallens.store.remote import open_remote, pull, push
from tests import made
from tests.questions import selections
from tests.storage import bucket, storage
from tests.test_engine import some_rows, stored

PARTS = (
    Scope.of(site=["Site 1", "Site 3"], country=["FR"]),
    Scope.of(site=["Site 2"], community=["Forum Un", "Nowhere"]),
)
SCOPES = (UNLIMITED, TextScope(Scope(frozenset().union(*(each.parts for each in PARTS)))))
TEXTS = ("Colis arrivés, merci !", "L'ARRIVÉE du colis", "Un œuf cassé", "remboursement arrive")
WORDS = ("ARRIVÉ", '"colis arrives" -merci', "rem* arrivée", "oeufs", "-colis", "nowhere", "-")
Question = Callable[[Engine], object]


def ask(selection: Selection, scope: TextScope, thread: str) -> dict[str, Question]:
    """Every kind of question about a view."""
    month, site, cause = (DIMENSIONS[name] for name in ("month", "site", "cause"))
    return {
        "counts": lambda e: e.counts(list(COUNTS), [], selection, scope),
        **{f"counts {d.name}": partial(_counts, [d], selection, scope)
           for d in DIMENSIONS.values()},
        "crossed": partial(_counts, [month, cause], selection, scope),
        "of a kind": lambda e: e.counts(["messages"], [site], selection, scope, kind="negative"),
        "corrected": lambda e: e.corrected(list(COUNTS), selection, scope),
        "tallies": lambda e: e.tallies(CHOOSABLE, selection, scope),
        "waits": lambda e: e.waits(FIRST_REPLY, [site], selection, scope),
        "waits of all": lambda e: e.waits(FIRST_REPLY, [], selection, scope),
        "latest": lambda e: e.latest(month, 3, selection, scope),
        "opinions": lambda e: e.opinions(selection, scope),
        "members": lambda e: e.members("framed", selection, scope).sort("id"),
        "span": lambda e: e.span(selection, scope),
        "thread": lambda e: e.thread(thread, scope),
        "named": lambda e: e.named(["c1", "c2", "nobody"], scope).sort("id"),
        "originals": lambda e: e.originals(["c1", "c2", "nobody"], scope).sort("id"),
        "everybody": lambda e: e.contributions(selection, scope, kind="").sort("id"),
        **{f"list {order}": partial(_page, selection, scope, order) for order in ORDERS},
        **{f"values {d.name}": partial(_values, d, scope) for d in CHOOSABLE},
    }  # fmt: skip


def _counts(
    by: Sequence[Dimension], selection: Selection, scope: TextScope, engine: Engine
) -> pl.DataFrame:
    return engine.counts(list(COUNTS), by, selection, scope)


def _values(dimension: Dimension, scope: TextScope, engine: Engine) -> tuple[str, ...]:
    return engine.values(dimension, scope)


def _page(selection: Selection, scope: TextScope, order: Order, engine: Engine) -> pl.DataFrame:
    """A page, where rows of one time and rank may stand in either order."""
    columns = "published_at", "severity" if order == "gravest" else "date_precision"
    return engine.contributions(selection, scope, order=order, limit=20, offset=5, columns=columns)


def same(name: object, mine: object, theirs: object) -> None:
    """Raise where two answers differ."""
    if isinstance(mine, pl.DataFrame) and isinstance(theirs, pl.DataFrame):
        try:
            assert_frame_equal(mine, theirs, check_exact=True)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error
    else:
        assert mine == theirs, (name, mine, theirs)


def answers(url: str, folder: Path, count: int) -> int:
    """Both engines say the same; the number of questions."""
    texts = ({**row, "text": TEXTS[n % 7 % 4]} for n, row in enumerate(some_rows(0)))
    store = made.store(folder / "shop", texts)
    rows = stored(store)
    spark, duck = SparkEngine(store, url), DuckDBEngine(store)
    thread = str(next(row["conversation_id"] for row in rows if row["brand_contributions"]))
    asked = 0
    for number, selection in enumerate(selections(rows, "cluster", count)):
        scope = SCOPES[number % 2]
        questions = ask(selection, scope, thread)
        if number:  # all of the whole, then a sample that moves on
            questions = dict(list(questions.items())[number :: count + 3])
        for name, question in questions.items():
            same((name, selection, scope), question(duck), question(spark))
        for name in sorted(tables.TABLES)[number :: 1 if number == 0 else 5]:
            table = tables.TABLES[name]
            told = (answer(each, table, selection, scope).rows for each in (duck, spark))
            same((name, selection, scope), *told)
            asked += 1
        asked += len(questions)
    sought(spark, duck)
    corrected(store, spark, duck, [str(row["id"]) for row in rows])
    return asked


def sought(spark: Engine, duck: Engine) -> None:
    """Words are found as DuckDB finds them, and what is found is streamed in its order."""
    found = set[int]()
    for words in WORDS:
        selection = Selection(q=words)
        told = (each.counts(["messages"], [], selection, UNLIMITED) for each in (duck, spark))
        mine, theirs = told
        same(words, mine, theirs)
        found.add(int(theirs.item()))
    assert len(found) > 3, found
    quarter = Period(date(2025, 1, 1), date(2025, 3, 31))
    for selection in (Selection(q=WORDS[0]), Selection(period=quarter)):
        expected, frames = ([*each.stream(selection, UNLIMITED, 10)] for each in (duck, spark))
        assert len(frames) > 1
        assert max(map(len, frames)) <= 10
        same("stream", pl.concat(expected), pl.concat(frames))


def corrected(store: Store, spark: Engine, duck: Engine, ids: list[str]) -> None:
    """Corrections are shown from the next question on, as by DuckDB."""
    decisions = [
        Decision("c3", "sentiment", ("positive",)),
        Decision("c4", "topic", ("customer_service",)),
        Decision("c5", "causes", ("delivery", "product")),
    ]
    for each in decisions:
        annotate(store.path, [each], who="Zoé")
    labels = pl.DataFrame({"id": ids[:40], "sentiment": ["negative"] * 40})
    questions: tuple[Question, ...] = (
        lambda e: e.counts(list(COUNTS), [DIMENSIONS["checked"]], Selection(), UNLIMITED),
        lambda e: e.corrected(list(COUNTS), Selection(), UNLIMITED),
        lambda e: e.named(["c3", "c4", "c5"], UNLIMITED).sort("id"),
        lambda e: e.originals(["c3", "c4", "c5"], UNLIMITED).sort("id"),
        lambda e: e.relabelled(
            labels, ["negative"], [DIMENSIONS["channel"]], Selection(), UNLIMITED
        ).sort("id", "said"),
    )
    for question in questions:
        same("corrected", question(duck), question(spark))


def refusals(url: str, folder: Path) -> None:
    """No figure is shown of files that are not what the manifest says."""
    store = made.store(folder / "other", made.random_rows(50))
    first, *others = store.manifest.segments
    more = replace(store.manifest, segments=(replace(first, rows=first.rows + 1), *others))
    with pytest.raises(StoreError, match="spark-other-rows"):
        SparkEngine(replace(store, manifest=more), url)
    copy = folder / "copy"
    shutil.copytree(store.path, copy)
    (copy / first.file).unlink()
    engine = SparkEngine(store, url, Place.of(str(copy)))
    assert [(each.file, each.problem) for each in engine.damages] == [(first.file, "missing")]
    left = engine.counts(["contributions"], [], Selection(), UNLIMITED).item()
    assert left == 50 - first.rows
    with pytest.raises(StoreError, match="spark-unreachable"):
        SparkEngine(store, "sc://127.0.0.1:9")


def raw_files(folder: Path) -> Path:
    """Exports whose later file edits what an earlier one told, with what must be rejected."""
    folder.mkdir()
    rows = [row | {"author": f"@client{n % 30}"} for n, row in enumerate(some_rows(4))]
    frame = made.contributions(rows).select(
        "id", "conversation_id", "parent_id", "site", "channel", "published_at", "role", "author",
        "text", "reply_observed", pl.lit(None, pl.String).alias("updated_at"),
    ).with_columns(
        pl.col("published_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
        text=pl.concat_str(pl.lit("Bonjour, ma commande n'est pas arrivée "), "id"),
    )  # fmt: skip
    half = frame.height // 2
    frame[: half + 20].write_csv(folder / "a.csv")
    edited = frame[half:].with_columns(
        text=pl.concat_str("text", pl.lit(" merci !")), updated_at=pl.lit("2026-06-01T10:00:00Z")
    )
    edited.write_csv(folder / "b.csv")
    frame[:4].with_columns(channel=pl.lit("carrier pigeon"), id=pl.lit(None)).write_csv(
        folder / "c.csv"
    )
    return folder


def built(url: str, folder: Path, target: str, *, twice: bool) -> None:
    """A build, and another over it, give the files that imports on one machine give."""
    raw = raw_files(folder / "raw")
    options = Options(now=datetime(2026, 11, 28, tzinfo=UTC))
    alone = folder / "alone"
    first = folder / "first"
    first.mkdir()
    shutil.copy(raw / "a.csv", first)
    for source in (first, raw) if twice else (raw,):
        report = import_files([source], alone, options)
        record = build(url, str(source), target, options).record
        place = Place.of(target)
        told = open_remote(place) if place.remote else open_store(Path(target))
        expected = open_store(alone)
        assert told.manifest.segments == expected.manifest.segments
        assert record == expected.manifest.imports[-1]
        assert record.read == report.read
    assert record.rejected
    if not twice:
        return
    assert record.updated
    again = build(url, str(raw), target, options)
    assert again.manifest == told.manifest  # nothing new is no version


def erased(url: str, folder: Path, target: str) -> None:
    """Who was erased stays out of a build, and counts add up."""
    request = personal.Request("author", "@client3")
    gone = personal.erase(Path(target), request).receipt
    assert gone
    assert gone.rows
    record = build(url, str(folder / "raw"), target).record
    assert record.suppressed >= gone.rows
    outcomes = (record.added, record.updated, record.unchanged, record.clashing, record.rejected)
    assert record.read == sum(outcomes) + record.suppressed
    assert personal.preview(Path(target), request).rows.is_empty()


def secrets(folder: Path) -> None:
    """What travels to workers, and is written into plans and logs, does not hold the key."""
    from pyspark.cloudpickle import dumps

    context = resolve(None, Options(), pseudonyms.read_key)
    key = context.key
    assert key is not None
    task = work.Task(replace(context, key=None), key.id, None, {}, str(folder), "staging/x")
    travelling: bytes = dumps(partial(work.read_all, task, []))  # type: ignore[no-untyped-call]
    assert key.secret not in travelling
    assert key.secret.hex().encode() not in travelling
    found: bytes = dumps(context)  # type: ignore[no-untyped-call]
    assert key.secret in found


def editions(url: str, folder: Path) -> None:
    """Workers of another edition are refused, and nothing is committed."""
    raw, target = folder / "raw", folder / "mixed"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(driver, "edition", lambda: "another")
        with pytest.raises(StoreError, match="cluster-editions"):
            build(url, str(raw), str(target))
    assert not open_store(target).manifest.segments


def remote(url: str, folder: Path) -> None:
    """The same in object storage: built there, asked there, followed by a folder."""
    target = f"s3://{bucket()}/shop"
    (folder / "far").mkdir()
    built(url, folder / "far", target, twice=True)
    dashboard = folder / "dashboard"
    pull(Place.of(target), dashboard)
    store = open_store(dashboard)
    spark, duck = SparkEngine(store, url, Place.of(target)), DuckDBEngine(store)
    for dimension in (DIMENSIONS["site"], DIMENSIONS["labelled_by"]):
        same(dimension.name, _counts([dimension], Selection(), UNLIMITED, duck),
             _counts([dimension], Selection(), UNLIMITED, spark))  # fmt: skip
    assert not push(dashboard, Place.of(target)).anew
    # Another store's key was renewed; this one goes on with the key that it has.
    import_files([folder / "far" / "raw" / "a.csv"], folder / "renewed")
    personal.rotate(folder / "renewed")
    again = build(url, str(folder / "far" / "raw"), target)
    assert again.manifest == open_remote(Place.of(target)).manifest == store.manifest


def main(url: str, count: int) -> None:
    """Run all checks and say so."""
    warnings.filterwarnings("error")
    warnings.filterwarnings("ignore", ".*pandas.*", FutureWarning)
    warnings.filterwarnings("ignore", ".*RETRIES_EXCEEDED", UserWarning)  # of a server that is none
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["SOCIALLENS_HOME"] = os.environ.get("CHECKS_HOME", str(folder / "home"))
        if pseudonyms.read_key() is None:
            pseudonyms.keep_key(pseudonyms.new_key())
        embedded = url == "sail"
        if embedded:
            (folder / "weed").mkdir()
            stack.enter_context(storage(folder / "weed"))
            url = _sail()
            remote(url, folder)
        asked = answers(url, folder, count)
        refusals(url, folder)
        (folder / "near").mkdir()
        built(url, folder / "near", str(folder / "near" / "store"), twice=not embedded)
        erased(url, folder / "near", str(folder / "near" / "store"))
        secrets(folder)
        editions(url, folder / "near")
        print(f"{asked} answers are equal", flush=True)
        stack.pop_all().close()
    os._exit(0)  # an embedded server has threads that do not end


def _sail() -> str:
    # Its object storage takes plain HTTP only when told; a worker's Python is this one.
    os.environ["AWS_ENDPOINT"] = os.environ["AWS_ENDPOINT_URL"]
    os.environ["AWS_ALLOW_HTTP"] = "true"
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    _KEPT.append(server)
    return f"sc://127.0.0.1:{server.listening_address[1]}"


_KEPT: list[object] = []  # a server ends with its object

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
