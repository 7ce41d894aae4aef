"""The dashboard, shown to this machine: `serve`."""

import errno
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from sociallens.cli.edge import edge, language
from sociallens.errors import BadSettings, SocialLensError
from sociallens.i18n import Language, words

LOOPBACK = "127.0.0.1"  # without a login nobody else may listen in
PORT = 8501  # Streamlit's own
PUBLIC = "SOCIALLENS_SERVER_PUBLIC"
_GRACE = 3  # seconds for answers that are under way when it is stopped
_LAST_PORT = 65_535


def listening(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of where a server listens, and to whom."""
    for option in (
        click.option(
            "--host",
            default=LOOPBACK,
            show_default=True,
            envvar="SOCIALLENS_HOST",
            help="Where a public server listens: beside its proxy here, else 0.0.0.0.",
        ),
        click.option(
            "--public",
            "others",
            is_flag=True,
            help="For others too, who sign in: see docs/access.md.",
        ),
        click.option(
            "--port",
            type=click.IntRange(0, _LAST_PORT),
            default=PORT,
            show_default=True,
            envvar=["SOCIALLENS_PORT", "STREAMLIT_SERVER_PORT"],
            help="Where to listen; 0 takes any port that is free.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the store to show; without it, one's own or else the embedded data.",
)
@listening
@click.option("--open", "browse", is_flag=True, help="Open it in the browser.")
@edge
def serve(store: Path | None, port: int, browse: bool, others: bool, host: str) -> None:
    """Show the dashboard on this machine until Ctrl-C, or to readers who sign in."""
    from sociallens.public import LIMITS, limit, public
    from sociallens.store.manifest import open_store

    if others:
        os.environ[PUBLIC] = "1"
    try:
        shown = public()
        for name in LIMITS:  # told now what is no number
            limit(name)
    except BadSettings as error:
        lines = incomplete(error.key, error.details, language())
        raise click.ClickException("\n".join(lines)) from error
    if shown is None and host != LOOPBACK:
        raise SocialLensError("serve-not-public", host=host)
    if store:
        open_store(store)  # a wrong folder is told now, not on the page
        os.environ["SOCIALLENS_STORE"] = str(store.absolute())
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), _listener(host, port) as listener:
        _run(listener, browse, shown.address if shown else "")
    click.echo(words("serve-ended", language()))


def incomplete(key: str, details: Mapping[str, Any], language: Language) -> list[str]:
    """What keeps a public server from starting, a line each."""
    problems = details.get("problems")
    if problems is None:
        return [words(key, language, **details)]
    needs = [f"  - {words(f'public-needs-{each}', language)}" for each in problems]
    return [words(key, language), *needs]


def _listener(host: str, port: int) -> socket.socket:
    """A socket that already takes connections. Raises `SocialLensError` where it cannot."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        details = {"port": str(port), "other": str(port + 1 if port < _LAST_PORT else PORT)}
        if error.errno == errno.EADDRINUSE:
            raise SocialLensError("serve-port-taken", **details) from error
        reason = error.strerror or type(error).__name__
        raise SocialLensError("serve-port-refused", reason=reason, **details) from error


def _run(listener: socket.socket, browse: bool, address: str) -> None:
    """Answer until a signal says to end; it is raised again then."""
    import uvicorn

    from sociallens.ui.application import application

    app = application()
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            access_log=False,  # ours tells no address in full
            log_config=None,
            log_level="warning",
            timeout_graceful_shutdown=_GRACE,
            proxy_headers=False,  # what a request says of who sent it is anybody's word
            ws_per_message_deflate=False,  # as under `streamlit run`
        )
    )
    key = "serve-began-public" if address else "serve-began"
    address = address or f"http://localhost:{listener.getsockname()[1]}"
    click.echo(words(key, language(), address=address))
    if browse and _has_screen():
        webbrowser.open(address)
    server.run(sockets=[listener])
    if not server.started:
        raise click.exceptions.Exit(1)


def _has_screen() -> bool:
    """Whether a browser can show itself; a terminal's own would take this one over."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
