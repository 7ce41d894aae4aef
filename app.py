"""The server: the dashboard, its export addresses, who is answered, compression and headers."""

from starlette.middleware import Middleware
from starlette.routing import Route
from starlette_compress import CompressMiddleware
from streamlit import App

from sociallens import logs, settings, work
from sociallens.settings import PACKAGE
from sociallens.ui.pages import PAGES
from sociallens.ui.reading import served
from sociallens.ui.runs import show_failure
from sociallens.ui.server import letting_go, monitoring
from sociallens.ui.server.crowd import Crowd
from sociallens.ui.server.exports import Exports
from sociallens.ui.server.first_page import first_page
from sociallens.ui.server.front import front
from sociallens.ui.server.headers import SecurityHeaders
from sociallens.ui.server.health import alive, ready
from sociallens.ui.server.hosts import OwnHosts, refuse_exposure
from sociallens.ui.server.observed import Observed
from sociallens.ui.server.static import KeptStatic
from sociallens.ui.server.uploads import Uploads

exports = Exports()
public, door = served(), list[Middleware]()
if public is None:
    refuse_exposure()
else:  # which loads the provider's protocol
    from sociallens.ui.server.door import Door

    door = [Middleware(Door, public=public)]
logs.begin(settings.log_level("info" if public else "warning"))
monitoring.begin()
work.sweep()  # what a server that was killed left behind
letting_go.begin()

# The frame is not this script: a folder named pages/ beside the script that Streamlit runs
# would make a cold deep link run the page alone, without filters.
app = App(
    PACKAGE / "ui" / "frame.py",
    routes=[
        Route(f"/{PAGES[0].name}", first_page),  # Streamlit serves it at `/` only
        Route("/export", exports, methods=["GET"]),
        Route("/export/{file:path}", exports, methods=["GET"]),
        Route("/healthz", alive),
        Route("/readyz", ready),
        front,
    ],
    on_script_error=show_failure,
    middleware=[
        Middleware(Observed),
        Middleware(SecurityHeaders, public=public),
        Middleware(OwnHosts, public=public),
        *door,
        Middleware(Crowd),
        Middleware(Uploads),
        Middleware(KeptStatic),
        # zstd at level 6: a tenth less over the wire than at its default, in 0.1 s more, once.
        Middleware(CompressMiddleware, minimum_size=1000, zstd_level=6),
    ],
)
