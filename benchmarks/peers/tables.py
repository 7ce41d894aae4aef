"""Ten tables of a page beside the same questions asked of others, in one process.

    python -m benchmarks.peers.tables STORE [--without PEER]...

Of one merchant's month (S1), of all merchants' year (S2) and of everything (S3): the product, from
its engine and not from a cache; `parquet`, DuckDB straight on the store's files; `pandas`, with
categories in memory; `kernel`, a compiled loop over seven bytes a row (`kernel.c`, needs a C
compiler), the limit. Peers count messages and negative ones by the dimensions of each table, and
are held to agree before anything is timed. The last line is what was measured, as JSON.
"""

import argparse
import ctypes
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from benchmarks.measuring import Took, tell, took
from sociallens.access import UNLIMITED
from sociallens.answers import work_out
from sociallens.dimensions import DIMENSIONS
from sociallens.engine import Engine, load
from sociallens.engine.duckdb.dialect import DAY
from sociallens.selection import Period, Selection
from sociallens.tables import TABLES

PAGE: Mapping[str, Sequence[str]] = {  # table -> what peers count it by
    "summary": (),
    "channels": ("channel",),
    "topics": ("topic",),
    "channel_topic": ("channel", "topic"),
    "channel_sentiment": ("channel", "sentiment"),
    "topic_sentiment": ("topic", "sentiment"),
    "trend": ("day",),
    "causes": ("cause",),
    "severity": ("severity",),
    "merchants": ("site",),
}
SENTIMENTS = ("negative", "neutral", "positive")
SEVERITIES = ("high", "medium", "low")
PACKED = np.dtype(
    [("day", "<u2"), ("site", "<u2"), ("channel", "u1"), ("labels", "u1"), ("causes", "u1")]
)
EPOCH = date(1970, 1, 1)
Cells = dict[tuple[object, ...], tuple[int, int]]  # what it is of -> messages, negative ones
Asked = Callable[["Question"], dict[str, Cells]]


@dataclass(frozen=True)
class Question:
    """What a page is narrowed to."""

    first: date
    last: date
    site: str = ""

    @property
    def selection(self) -> Selection:
        """As the product narrows to it."""
        narrowed = Selection(Period(self.first, self.last))
        return narrowed.choose("site", [self.site]) if self.site else narrowed


def questions(engine: Engine) -> dict[str, Question]:
    """S1, S2 and S3 of a store, in its last full year."""
    span = engine.span(Selection(), UNLIMITED)
    assert span
    start, end = span
    year = end.year - (end < date(end.year, 12, 31))
    merchants = engine.counts(["messages"], [DIMENSIONS["site"]], Selection(), UNLIMITED)
    sites = merchants.sort("messages", descending=True)["site"]
    of_site = sites[min(9, len(sites) - 1)]
    return {
        "S1": Question(date(year, 5, 1), date(year, 5, 31), of_site),
        "S2": Question(date(year, 1, 1), date(year, 12, 31)),
        "S3": Question(start, end),
    }


def product(engine: Engine, question: Question) -> None:
    """All tables, with rates and intervals, worked out anew."""
    for name in PAGE:
        work_out(engine, TABLES[name], question.selection, UNLIMITED)


# -- Peers.


def source(engine: Engine) -> str:
    """Customers' messages of the store's files, as SQL."""
    files = [str(file) for file in engine.store.files()]
    return (
        f"(SELECT site, channel, topic, sentiment, severity, causes, {DAY} AS day"
        f" FROM read_parquet({files}) WHERE role = 'customer')"
    )


def parquet(engine: Engine) -> Asked:
    """DuckDB on the files themselves, as a good analyst would ask it."""
    connection = duckdb.connect(config={"threads": 2})

    def ask(question: Question) -> dict[str, Cells]:
        site = "AND site = $site" if question.site else ""
        where = f"WHERE day BETWEEN $first AND $last {site}"
        bound: dict[str, object] = {"first": question.first, "last": question.last}
        bound |= {"site": question.site} if question.site else {}
        answered = {}
        for name, by in PAGE.items():
            cause = ", unnest(causes) AS cause" if "cause" in by else ""
            rows = connection.execute(
                f"SELECT {''.join(f'{each}, ' for each in by)} count(*),"
                " count(*) FILTER (WHERE sentiment = 'negative')"
                f" FROM (SELECT *{cause} FROM {source(engine)} {where}) GROUP BY ALL",
                bound,
            ).fetchall()
            answered[name] = _cells(rows)
        return answered

    return ask


def in_pandas(engine: Engine) -> Asked:
    """Categories in memory, one group-by for each table."""
    rows_of = _rows(engine)
    frame = (
        rows_of.drop("causes", "cause")
        .to_arrow()
        .to_pandas()
        .astype(dict.fromkeys(("site", *_CODED), "category"))
    )
    frame["day"] = pd.to_datetime(frame["day"])
    frame["negative"] = frame["sentiment"] == "negative"
    causes = sorted(rows_of["cause"].drop_nulls().unique())
    for cause in causes:
        frame[f"is {cause}"] = rows_of["causes"].list.contains(cause).fill_null(False).to_numpy()

    def ask(question: Question) -> dict[str, Cells]:
        first, last = pd.Timestamp(question.first), pd.Timestamp(question.last)
        of_view = (frame["day"] >= first) & (frame["day"] <= last)
        if question.site:
            of_view &= frame["site"] == question.site
        view = frame if of_view.all() else frame[of_view]
        answered: dict[str, Cells] = {"summary": {(): (len(view), int(view["negative"].sum()))}}
        for name, by in PAGE.items():
            if by == ("cause",):
                answered[name] = {
                    (cause,): (int(held.sum()), int((held & view["negative"]).sum()))
                    for cause in causes
                    if (held := view[f"is {cause}"]).any()
                }
            elif by:
                groups = view.groupby(list(by), observed=True, dropna=False)
                answered[name] = _grouped(groups["negative"].agg(["size", "sum"]))
        return answered

    return ask


def _grouped(summed: pd.DataFrame) -> Cells:
    keys = (key if isinstance(key, tuple) else (key,) for key in summed.index)
    counts = summed.to_numpy().tolist()
    return _cells((*map(_plain, key), *each) for key, each in zip(keys, counts, strict=True))


def kernel(engine: Engine, folder: Path) -> Asked:
    """The loop of `kernel.c`."""
    compiler = shutil.which("cc")
    if not compiler:
        raise FileNotFoundError("no C compiler (cc): the kernel is left out")
    library, code = folder / "kernel.so", Path(__file__).with_name("kernel.c")
    options = ["-O3", "-march=native", "-shared", "-fPIC"]
    subprocess.run([compiler, *options, "-o", str(library), str(code)], check=True)
    loaded = ctypes.CDLL(str(library))
    rows = _rows(engine)
    names = {name: sorted(rows[name].drop_nulls().unique().to_list()) for name in ("site", *_NAMED)}
    packed = _packed(rows, names)
    sizes = {
        "summary": 1, "channels": 16, "topics": 8, "channel_topic": 128, "channel_sentiment": 64,
        "topic_sentiment": 32, "trend": 65536, "causes": 8, "severity": 8, "merchants": 65536,
    }  # fmt: skip
    labels = {
        "channel": names["channel"], "topic": [None, *names["topic"]],
        "sentiment": [None, *SENTIMENTS], "severity": [None, *SEVERITIES], "cause": names["cause"],
        "site": names["site"],
    }  # fmt: skip
    width = {"channel": 16, "topic": 8, "sentiment": 4}

    def ask(question: Question) -> dict[str, Cells]:
        page = np.zeros((sum(sizes.values()), 2), np.uint32)
        site = names["site"].index(question.site) if question.site else -1
        loaded.ask(
            packed.ctypes.data_as(ctypes.c_void_p),
            ctypes.c_int64(len(packed)),
            (question.first - EPOCH).days,
            (question.last - EPOCH).days,
            site,
            page.ctypes.data_as(ctypes.c_void_p),
        )
        answered: dict[str, Cells] = {}
        start = 0
        for name, size in sizes.items():
            table = page[start : start + size]
            start += size
            answered[name] = {}
            for place in np.flatnonzero(table[:, 0]).tolist():
                by = PAGE[name]
                if len(by) == 2:
                    first, second = divmod(place, width[by[1]])
                    key: tuple[object, ...] = (labels[by[0]][first], labels[by[1]][second])
                elif by == ("day",):
                    key = (date.fromordinal(EPOCH.toordinal() + place),)
                else:
                    key = tuple(labels[each][place] for each in by)
                answered[name][key] = (int(table[place, 0]), int(table[place, 1]))
        return answered

    return ask


_CODED = ("channel", "topic", "sentiment", "severity")
_NAMED = ("channel", "topic", "cause")


def _rows(engine: Engine) -> pl.DataFrame:
    """Dated customers' messages: `site`, `_CODED`, `causes`, `day`."""
    with duckdb.connect() as connection:
        rows = connection.sql(f"SELECT * FROM {source(engine)} WHERE day IS NOT NULL")
        frame = pl.DataFrame(pl.from_arrow(rows.to_arrow_table()))
    return frame.with_columns(cause=pl.col("causes").list.first())


def _packed(rows: pl.DataFrame, names: Mapping[str, list[str]]) -> np.ndarray:
    packed = np.zeros(rows.height, PACKED)

    def coded(name: str, known: Sequence[str], first: int) -> np.ndarray:
        places = {each: place for place, each in enumerate(known, first)}
        codes = rows[name].replace_strict(places, default=0, return_dtype=pl.UInt16)
        return np.asarray(codes.fill_null(0))

    packed["day"] = np.asarray(rows["day"].to_physical(), np.uint16)
    packed["site"] = coded("site", names["site"], 0)
    packed["channel"] = coded("channel", names["channel"], 0)
    packed["labels"] = (
        coded("topic", names["topic"], 1)
        + 8 * coded("sentiment", SENTIMENTS, 1)
        + 32 * coded("severity", SEVERITIES, 1)
    )
    for place, cause in enumerate(names["cause"]):
        held = rows["causes"].list.contains(cause).fill_null(False)
        packed["causes"] |= np.asarray(held, np.uint8) << place
    return packed


def _cells(rows: Any) -> Cells:
    return {tuple(key): (int(messages), int(negative)) for *key, messages, negative in rows}


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if isinstance(value, float) else value  # pandas' missing value


# -- What is measured.


def measured(path: Path, without: Sequence[str] = ()) -> dict[str, float | str]:
    """Milliseconds, of the clock and of processors, by peer and question."""
    engine = load(path)
    asked = questions(engine)
    figures: dict[str, float | str] = {"rows": sum(s.rows for s in engine.store.manifest.segments)}
    with TemporaryDirectory() as folder:
        makers: dict[str, Callable[[], Asked]] = {
            "parquet": partial(parquet, engine),
            "pandas": partial(in_pandas, engine),
            "kernel": partial(kernel, engine, Path(folder)),
        }
        expected: dict[str, dict[str, Cells]] = {}
        for name, question in asked.items():
            _note(figures, f"product.{name}", took(partial(product, engine, question)))
        for peer, make in makers.items():
            if peer in without:
                continue
            try:
                ask = make()
            except (FileNotFoundError, subprocess.CalledProcessError) as absent:
                figures[f"{peer}.absent"] = str(absent)
                continue
            for name, question in asked.items():
                answer = ask(question)
                assert expected.setdefault(name, answer) == answer, f"{peer} differs on {name}"
                _note(figures, f"{peer}.{name}", took(partial(ask, question)))
            del ask
    for name, question in asked.items():
        ours = engine.counts(["messages"], [], question.selection, UNLIMITED).item()
        assert expected[name]["summary"][()][0] == ours, f"the product differs on {name}"
    return figures


def _note(figures: dict[str, float | str], name: str, spent: Took) -> None:
    figures[f"{name}.wall"], figures[f"{name}.cpu"] = spent.wall * 1000, spent.cpu * 1000


def main() -> None:
    """Measure a store and tell it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.tables")
    parser.add_argument("store", type=Path)
    parser.add_argument("--without", action="append", default=[])
    asked = parser.parse_args()
    tell(measured(asked.store, asked.without))


if __name__ == "__main__":
    main()
