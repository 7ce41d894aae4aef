"""The server: the dashboard, its export address, compression and security headers."""

from starlette.middleware import Middleware
from starlette.routing import Route
from starlette_compress import CompressMiddleware
from streamlit import App

from sociallens.settings import ROOT
from sociallens.ui.server import SecurityHeaders, export, ready

# The frame is not this script: a folder named pages/ beside the script that Streamlit runs
# would make a cold deep link run the page alone, without filters.
app = App(
    ROOT / "sociallens" / "ui" / "frame.py",
    routes=[Route("/export/{table}.csv", export), Route("/healthz", ready)],
    middleware=[Middleware(CompressMiddleware, minimum_size=1000), Middleware(SecurityHeaders)],
)
