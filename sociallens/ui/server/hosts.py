"""Who may ask: under the server's own names, from pages of its own, and without a login from here.

Streamlit checks the `Host` of its WebSocket alone, takes any page of this machine for its own, and
asks a service on the internet for this machine's address before it turns another page away. So
this is checked first.
"""

import re
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from sociallens.i18n import LANGUAGES, words
from sociallens.link import language_of, parse
from sociallens.public import LOOPBACK, Public
from sociallens.ui.server.admission import OPEN

_AUTHORITY = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\s/?#@:\[\]]+))(?::[0-9]{1,5})?", re.IGNORECASE)


class OwnHosts:
    """Refuses requests for other hosts and from other pages, WebSockets included.

    Without a login whoever is answered reads every text: then requests from elsewhere are refused
    too. Another page can make a browser ask for anything here, and after a change of its DNS even
    read the answer: its requests carry the name of another `Host` or another `Origin`.
    """

    def __init__(self, app: ASGIApp, public: Public | None = None) -> None:
        self.app, self._public = app, public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asks = scope["type"] in ("http", "websocket")
        refusal = _refusal(scope, self._public) if asks else None
        await (refusal or self.app)(scope, receive, send)


def _refusal(scope: Scope, public: Public | None) -> Response | None:
    if public and scope["path"] in OPEN:  # a monitor asks beside the proxy, by whatever name
        return None
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    host = hosts[0] if len(hosts) == 1 else ""
    key, status = "", 403
    if not (public or _reached_locally(scope)):
        key = "server-elsewhere"
    elif _name(host) not in _names(public):
        key, status = "server-host", 400
    elif not all(_own(origin, host) for origin in origins):
        key = "server-origin"
    if not key:
        return None
    language = language_of(parse(scope["query_string"].decode("latin-1")))
    named = {"host": host} if key == "server-host" else {}
    return PlainTextResponse(words(key, language, **named), status)


def refuse_exposure() -> None:
    """End the process, in words, where the server is told to listen beyond this machine.

    No address at all stands for all of them. Raises `SystemExit`.
    """
    address = config.get_option("server.address") or ""
    if address.casefold() == "localhost" or _is_loopback(address):
        return
    raise SystemExit(
        "\n".join(
            words("server-exposed", each, address=address or words("server-everywhere", each))
            for each in LANGUAGES
        )
    )


def _names(public: Public | None) -> frozenset[str]:
    """The names of a public server; else of this machine and of a proxy: `allowedHosts`."""
    if public:
        return public.hosts | {_name(public.host) or ""}
    added = config.get_option("server.allowedHosts")
    return LOOPBACK.union(str(name).strip().casefold() for name in added)


def _name(authority: str) -> str | None:
    """The host of `host:port`, in small letters, or None for what is not of that form."""
    parts = _AUTHORITY.fullmatch(authority)
    return (parts[1] or parts[2]).casefold().removesuffix(".") if parts else None


def _own(origin: str, host: str) -> bool:
    """Whether a page at `origin` is ours: it has the very address, with its port, that it asks."""
    return origin.casefold().removeprefix("https://").removeprefix("http://") == host.casefold()


def _reached_locally(scope: Scope) -> bool:
    """Whether the connection came in by the loopback, whatever the server was told to listen on.

    A socket in the file system has no port, and is of this machine.
    """
    server = scope.get("server")
    return server is not None and (server[1] is None or _is_loopback(server[0]))


def _is_loopback(address: str) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    return (mapped or ip).is_loopback
