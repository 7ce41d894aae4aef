"""A dashboard of its own for a test: a fresh process on a free port."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

ROOT = Path(__file__).parents[1]


@contextmanager
def serve(*settings: str, port: int = 0, public: bool = False, **environment: str) -> Iterator[str]:
    """The address of a new server with these settings and variables, until the block ends.

    As the framework runs it, or, if it is `public`, our own command.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.port", str(port), "--server.headless", "true"]
    if public:
        command = [sys.executable, "-m", "sociallens", "serve", "--public"]
        options = ["--host", "127.0.0.1", "--port", str(port)]
    with TemporaryFile() as log:
        server = subprocess.Popen(
            [*command, *options, *settings],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait(address, server, log)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait(address: str, server: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    """Until a server answers. Raises `RuntimeError`, with its log, where it ends or never does."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError("the server did not start:\n" + log.read().decode(errors="replace")[-4000:])
