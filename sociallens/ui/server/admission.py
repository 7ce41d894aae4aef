"""Who a request or a page is for, on a public server: what the door tells and pages ask again.

Apart from the door, which knows the provider's protocol: a server without a login loads none of it.
"""

from starlette.requests import HTTPConnection
from starlette.types import Scope

from sociallens import settings
from sociallens.access import Identity, Reader, file
from sociallens.access.sessions import Session, Sessions
from sociallens.errors import BadSettings
from sociallens.public import Public

OPEN = ("/healthz", "/readyz", "/_stcore/health")  # that a monitor asks
LOGIN, CALLBACK, LOGOUT = "/login", "/callback", "/logout"
READER = "sociallens.reader"  # where a request carries who asks
CROWDED = "X-SocialLens-Crowded"  # a page that is one too many, of its reader or of all


def reader_of(public: Public, identity: Identity) -> Reader:
    """What the access file gives somebody now; nothing where it cannot be understood."""
    try:
        return file.reader(public.access, identity)
    except BadSettings:
        return Reader(identity.address, ())


def sessions(public: Public) -> Sessions:
    """The sessions of a server."""
    return Sessions(public.secret, public.hours, settings.readers())


def cookie(public: Public) -> str:
    """The name of what carries a session. The prefix keeps other hosts from setting it."""
    return "__Host-sociallens" if public.secure else "sociallens"


def name_of(scope: Scope) -> str:
    """Whom the door let in; empty where there is no door."""
    reader: Reader | None = scope.get(READER)
    return reader.name if reader else ""


def session_of(sessions: Sessions, public: Public, request: HTTPConnection) -> Session | None:
    """The session of a request."""
    return sessions.read(request.cookies.get(cookie(public), ""))
