"""A public server with its provider: who may see what of a store, in processes of their own.

`python -m tests.doors` shows the demo data to made-up people until Ctrl-C: `make demo-server`.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener

import uvicorn
from starlette.types import ASGIApp

from sociallens.importing.privacy.pseudonyms import keep_key, new_key
from sociallens.settings import DEMO_STORE
from tests.provider import CLIENT, SECRET, Provider
from tests.serving import free_port, serve

PAGE = {"Accept": "text/html"}
ACCESS = """\
[[entry]]
who = ["group:direction"]
sites = "*"
may = ["verbatims", "export", "import", "correct", "erase", "administer"]

[[entry]]
who = ["lise@marque.example"]
sites = {one}
may = ["verbatims", "export"]

[[entry]]
who = ["@agence.example"]
sites = {two}
"""


@dataclass
class Served:
    """A public server that runs."""

    address: str
    provider: Provider
    access: Path
    folder: Path
    variables: dict[str, str]


class Browser:
    """What a browser does to sign in: follows ways, keeps cookies."""

    def __init__(self, served: Served) -> None:
        self.jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.jar))
        self.served = served

    def open(self, address: str) -> tuple[int, str, str]:
        """Status, where it ended, and text."""
        request = Request(address, headers=PAGE)
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.url, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.url, error.read().decode()

    def sign_in(self, who: str, path: str = "/") -> tuple[int, str, str]:
        """Ask for a page, say at the provider who it is, and come back."""
        _, there, _ = self.open(self.served.address + path)
        assert there.startswith(self.served.provider.issuer)
        return self.open(f"{there}&as={who}")

    @property
    def cookie(self) -> str:
        return next(each.value or "" for each in self.jar if each.name == "sociallens")


@contextmanager
def provided() -> Iterator[Provider]:
    """A provider that answers in a thread of this process."""
    port = free_port()
    provider = Provider(f"http://localhost:{port}")
    with running(provider.application(), port):
        yield provider


@contextmanager
def running(application: ASGIApp, port: int, **options: Any) -> Iterator[None]:
    """An application that answers at a port, in a thread of this process."""
    told = {"host": "127.0.0.1", "port": port, "log_level": "critical", **options}
    server = uvicorn.Server(uvicorn.Config(application, **told))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


def settings(folder: Path, address: str, issuer: str) -> dict[str, str]:
    """The variables of a public server whose files are in a folder."""
    home = folder / "home"
    if not (home / "key").exists():
        keep_key(new_key(), home / "key")
    return {
        "SOCIALLENS_HOME": str(home),
        "SOCIALLENS_READERS": str(folder / "readers"),
        "SOCIALLENS_TRAIL": str(folder / "trail"),
        "SOCIALLENS_SERVER_PUBLIC": "1",
        "SOCIALLENS_SERVER_ADDRESS": address,
        "SOCIALLENS_SERVER_ISSUER": issuer,
        "SOCIALLENS_SERVER_CLIENT_ID": CLIENT,
        "SOCIALLENS_SERVER_CLIENT_SECRET": SECRET,
        "SOCIALLENS_SERVER_SECRET": "a secret of tests that is long enough",
        "SOCIALLENS_SERVER_ACCESS": str(folder / "access.toml"),
    }


@contextmanager
def opened(folder: Path, store: Path, one: list[str], two: list[str]) -> Iterator[Served]:
    """A public server of a store: Anne sees all, Lise the first merchants, Marc their figures."""
    access = folder / "access.toml"
    told = ACCESS.replace("{one}", _listed(one)).replace("{two}", _listed(two))
    access.write_text(told, encoding="utf-8")
    port = free_port()
    address = f"http://localhost:{port}"
    with provided() as provider:
        variables = settings(folder, address, provider.issuer)
        with serve(port=port, public=True, SOCIALLENS_STORE=str(store), **variables):
            yield Served(address, provider, access, folder, variables)


def _listed(names: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def main() -> None:
    """Show the demo data to Anne, who sees all, Lise, of two merchants, and Marc, of six."""
    sites = ["Belcorail", "Modalys", "Voltarive", "Rosambre", "Lacéo", "Papetoile"]
    with ExitStack() as ends:
        folder = Path(ends.enter_context(TemporaryDirectory(prefix="sociallens-demo-")))
        served = ends.enter_context(opened(folder, DEMO_STORE, sites[:2], sites))
        print(f"{served.address} – sign in as anne, lise, marc or nobody; Ctrl-C ends it.")
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
