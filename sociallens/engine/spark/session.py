"""A session of a Spark Connect server: questions in SQL, answers as frames, an end to long ones."""

import weakref
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from uuid import uuid4

import grpc
import polars as pl
import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.connect.client.retries import DefaultPolicy

from sociallens.errors import StoreError

FAILURES: tuple[type[Exception], ...] = (PySparkException, grpc.RpcError)
LIMIT = 60.0  # seconds that a question may take: what a cluster is asked reads whole segments
_RETRIES = 3  # of a call that did not get through: by default a dead server is tried ten minutes


class Session:
    """One session, released on the server with this object. Safe to share between threads."""

    def __init__(self, url: str, limit: float = LIMIT) -> None:
        """Connect. Raises `StoreError` when the server does not answer."""
        try:
            spark = SparkSession.builder.remote(url).create()
            spark.client.set_retry_policies([DefaultPolicy(max_retries=_RETRIES)])
            spark.conf.set("spark.sql.session.timeZone", "UTC")
        except FAILURES as error:
            raise StoreError("spark-unreachable", url=url, kind=type(error).__name__) from error
        self.spark = spark
        self._limit = limit
        weakref.finalize(self, _release, spark)

    def frame(self, sql: str, values: Mapping[str, object] | None = None) -> pl.DataFrame:
        """The answer to a question with bound values. Raises `FAILURES`.

        One that takes longer than the limit is interrupted and raises `StoreError`; Sail, which
        cannot be interrupted, ends it before it is told.
        """
        tag, late = f"sociallens-{uuid4().hex}", list[str]()

        def interrupt() -> None:
            late.append(tag)
            with suppress(*FAILURES):
                self.spark.interruptTag(tag)

        timer = Timer(self._limit, interrupt)
        timer.daemon = True
        self.spark.addTag(tag)
        timer.start()
        try:
            table = self.spark.sql(sql, args=dict(values or {})).toArrow()
        except FAILURES as error:
            if late:
                raise StoreError("spark-too-long", seconds=int(self._limit)) from error
            raise
        finally:
            timer.cancel()
            self.spark.removeTag(tag)
        return pl.DataFrame(pl.from_arrow(table))

    def lend(self, name: str, table: pa.Table, columns: str) -> None:
        """Make a small table known under a name; `columns` as Spark declares them."""
        self.spark.createDataFrame(table, columns).createOrReplaceTempView(name)

    def define(self, name: str, sql: str) -> None:
        """Give a question a name that others can be asked of."""
        self.spark.sql(sql).createOrReplaceTempView(name)

    def forget(self, name: str) -> None:
        """Drop a name that `lend` or `define` made."""
        self.spark.catalog.dropTempView(name)


def _release(spark: SparkSession) -> None:
    with suppress(*FAILURES):
        spark.stop()
