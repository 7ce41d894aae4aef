"""Apache Spark with a Connect server and two executor processes, on this machine.

`SPARK_HOME` names its folder; `make spark` installs it into an environment of its own, as its
client in ours has the same name.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc
import psutil
import pytest
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from tests.storage import free_ports

PATIENCE = 600.0  # seconds; a quiet machine needs fifteen
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
EXECUTOR = "CoarseGrainedExecutorBackend"


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    process: psutil.Process

    def executors(self) -> list[psutil.Process]:
        """Its executor processes, which run the tasks."""
        return [
            each
            for each in self.process.children(recursive=True)
            if any(EXECUTOR in part for part in each.cmdline())
        ]


@contextmanager
def spark(folder: Path) -> Iterator[Server]:
    """A server whose workers find this project, and its secrets in `folder/home`."""
    home = os.environ.get("SPARK_HOME")
    if not home:
        pytest.skip("SPARK_HOME names no Apache Spark (make spark)")
    port, checkout = free_ports(1)[0], str(Path(__file__).resolve().parent.parent)
    told = {
        "spark.connect.grpc.binding.port": port,
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.executor.memory": "900m",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": 4,
        "spark.executorEnv.PYTHONPATH": checkout,
        "spark.executorEnv.POLARS_MAX_THREADS": 1,
        "spark.executorEnv.SOCIALLENS_HOME": folder / "home",
    }
    options = [part for name, value in told.items() for part in ("--conf", f"{name}={value}")]
    command = [f"{home}/bin/spark-submit", "--master", "local-cluster[2,1,900]"]
    command += ["--driver-memory", "900m", *options, "--class", SERVER, "spark-internal"]
    environment = os.environ | {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_SCALA_VERSION": "2.13",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": checkout,
    }
    for name in ("local", "work"):
        (folder / name).mkdir()
    with (folder / "log").open("wb") as log:
        started = psutil.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)
    try:
        url = f"sc://127.0.0.1:{port}"
        _wait(url, started, folder / "log")
        yield Server(url, psutil.Process(started.pid))
    finally:
        family = started.children(recursive=True) if started.is_running() else []
        for each in (*family, started):
            try:
                each.kill()
            except psutil.NoSuchProcess:
                continue
        started.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while b"Connect server started" not in log.read_bytes():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text(errors="replace")[-2000:])
        time.sleep(0.5)
    try:
        SparkSession.builder.remote(url).create().range(1).count()
    except (PySparkException, grpc.RpcError) as error:
        raise RuntimeError(log.read_text(errors="replace")[-2000:]) from error
