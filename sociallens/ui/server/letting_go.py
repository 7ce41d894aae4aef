"""Memory forgets what was erased, also in a server of which nobody asks anything."""

import time
from threading import Thread

from sociallens.engine import let_go

PAUSE = 20  # seconds


def begin() -> None:
    """Look every so often, as long as the process lives, whether versions were removed."""
    Thread(target=_look_on, name="letting go", daemon=True).start()


def _look_on() -> None:
    while True:
        time.sleep(PAUSE)
        let_go()
