"""Requests to a running server as no library would send them: any Host, any pace."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

PATIENCE = 60.0  # seconds; a busy machine is no reason to fail


def authority(server: str) -> str:
    """The host and port of a server's address."""
    return urlsplit(server).netloc


@contextmanager
def asked(
    server: str,
    path: str,
    method: str = "GET",
    host: str = "",
    slow: bool = False,
    content: bytes = b"",
    **more: str,
) -> Iterator[HTTPResponse]:
    """The answer to a request with this `Host`, the server's own if none is named.

    Further headers have `_` for `-` in their names. A slow client reads no faster than the test
    does: next to nothing waits for it in the machine.
    """
    address = urlsplit(server)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)
    if slow:
        connection.sock = socket.socket()
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sock.settimeout(PATIENCE)
        connection.sock.connect((address.hostname, address.port))
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host or address.netloc)
        for name, value in more.items():
            connection.putheader(name.replace("_", "-"), value)
        if content:
            connection.putheader("Content-Length", str(len(content)))
        connection.endheaders(content or None)
        yield connection.getresponse()
    finally:
        connection.close()


def status(server: str, path: str, **options: str) -> int:
    """The status of an answer."""
    with asked(server, path, **options) as answer:  # type: ignore[arg-type]
        return answer.status


def words_of(server: str, path: str, **options: str) -> tuple[int, str]:
    """The status and the text of an answer."""
    with asked(server, path, **options) as answer:  # type: ignore[arg-type]
        return answer.status, answer.read().decode("utf-8-sig")


HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "c29jaWFsbGVucyB0ZXN0cw==",
}


def shaken(server: str, host: str = "", **headers: str) -> int:
    """The status of a WebSocket handshake: 101 where it is opened."""
    return status(server, "/_stcore/stream", host=host, **HANDSHAKE, **headers)
