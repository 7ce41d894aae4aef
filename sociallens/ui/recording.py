"""What readers do on pages, told to the trail before it is done."""

from sociallens import trail
from sociallens.access import Reader
from sociallens.trail.events import Fact
from sociallens.ui.state import screen

LOCAL = "local"  # who sits at the machine of a server without a login


def record(event: str, reader: Reader | None = None, **facts: Fact) -> None:
    """Tell what a reader does, by default the one of this run. Raises `StoreError`."""
    told = reader or screen.get().reader
    trail.record(event, told.name or LOCAL, **facts)
