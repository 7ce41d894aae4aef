"""The server: the dashboard, its export address, compression and security headers."""

from starlette.middleware import Middleware
from starlette.routing import Route
from starlette_compress import CompressMiddleware
from streamlit import App

from sociallens import work
from sociallens.settings import PACKAGE
from sociallens.ui.server import KeptStatic, SecurityHeaders, export, ready

work.sweep()  # what a server that was killed left behind

# The frame is not this script: a folder named pages/ beside the script that Streamlit runs
# would make a cold deep link run the page alone, without filters.
app = App(
    PACKAGE / "ui" / "frame.py",
    routes=[Route("/export/{table}.csv", export), Route("/healthz", ready)],
    middleware=[
        Middleware(KeptStatic),
        # zstd at level 6: a tenth less over the wire than at its default, in 0.1 s more, once.
        Middleware(CompressMiddleware, minimum_size=1000, zstd_level=6),
        Middleware(SecurityHeaders),
    ],
)
