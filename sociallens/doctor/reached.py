"""What is reached over a network: the port, the provider, the public address and its proxy."""

import asyncio
import errno
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from httpx2 import Client, HTTPError, HTTPStatusError, Response

from sociallens.doctor.finding import Finding, Server
from sociallens.public import Public, hidden
from sociallens.ui.server.provider import SECONDS, discover

_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_ALIVE, _SOCKET = "/healthz", "/_stcore/stream"
# What a browser sends to begin a WebSocket (RFC 6455).
_UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "c29jaWFsbGVucyBkb2N0bw==",
}


def port(server: Server) -> Iterator[Finding]:
    """The port is free, or SocialLens answers there."""
    told = {"port": str(server.port)}
    try:
        socket.create_server((server.host, server.port)).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            reason = error.strerror or type(error).__name__
            yield Finding("fault", "doctor-port-refused", {**told, "reason": reason})
            return
    else:
        yield Finding("ok", "doctor-port-free", told)
        return
    try:
        # Past any proxy that the environment names: this machine is asked.
        with Client(timeout=SECONDS, trust_env=False) as client:
            ours = _is_alive(client.get(f"http://127.0.0.1:{server.port}{_ALIVE}"))
    except HTTPError:
        ours = False
    yield Finding(*(("ok", "doctor-port-ours") if ours else ("fault", "doctor-port-taken")), told)


def provider(public: Public) -> Iterator[Finding]:
    """The provider of identities answers, and as one of this name does."""
    told = {"issuer": public.issuer}
    try:
        metadata, _ = asyncio.run(discover(public.issuer))
    except HTTPError as error:
        yield Finding("fault", "doctor-provider-silent", {**told, "reason": _reason(error)})
        return
    except ValueError as error:
        yield Finding("fault", "doctor-provider-unfit", {**told, "what": str(error)})
        return
    unfit = [name for name in _ENDPOINTS if not _safe(str(metadata.get(name, "")))]
    if unfit:
        yield Finding("fault", "doctor-provider-unfit", {**told, "what": ", ".join(unfit)})
    else:
        yield Finding("ok", "doctor-provider", told)


def address(public: Public) -> Iterator[Finding]:
    """The public address leads here. That it does for readers too cannot be seen from here."""
    told = {"address": public.address}
    try:
        with Client(timeout=SECONDS) as client:
            answer = client.get(public.address + _ALIVE)
    except HTTPError as error:
        yield Finding("warning", "doctor-address-silent", {**told, "reason": _reason(error)})
        return
    if _is_alive(answer):
        yield Finding("ok", "doctor-address", told)
    else:
        other = {**told, "status": str(answer.status_code)}
        yield Finding("fault", "doctor-address-other", other)


def proxy(public: Public) -> Iterator[Finding]:
    """What stands in front passes `Host` and WebSockets on.

    Nobody is signed in here. The door tells a program so with 401, and a browser's WebSocket with
    403; under another name than its own the server answers 400.
    """
    told = {"address": public.address}
    try:
        with Client(timeout=SECONDS) as client:
            plain = client.get(public.address + _SOCKET).status_code
            upgraded = client.get(public.address + _SOCKET, headers=_UPGRADE).status_code
    except HTTPError as error:
        yield Finding("unseen", "doctor-proxy-silent", {**told, "reason": _reason(error)})
        return
    if plain == 400:
        yield Finding("fault", "doctor-proxy-host", told)
    elif plain != 401:
        yield Finding("unseen", "doctor-proxy-other", {**told, "status": str(plain)})
    elif upgraded == 403:
        yield Finding("ok", "doctor-proxy", told)
    else:
        yield Finding("fault", "doctor-proxy-websocket", {**told, "status": str(upgraded)})


def _is_alive(answer: Response) -> bool:
    return answer.status_code == 200 and answer.text == "ok"


def _safe(url: str) -> bool:
    try:
        return hidden(urlsplit(url))
    except ValueError:
        return False


def _reason(error: HTTPError) -> str:
    """Why there was no answer, without what a library adds of addresses and headers."""
    if isinstance(error, HTTPStatusError):
        return str(error.response.status_code)
    return type(error).__name__
