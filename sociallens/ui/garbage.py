"""Garbage: what the collector looks at.

Python itself collects when enough objects were made since the last time, in proportion to what it
has to look at. What is loaded for good is set apart from that, until another version of the data
is shown: then what was let go of, in whatever circles, is freed.
"""

import gc
from threading import Lock

_lock = Lock()
_versions: set[str] = set()  # of the data whose loaded parts are set apart


def set_apart(version: str) -> None:
    """Set apart what is loaded by now, once for each version of the data."""
    with _lock:
        if version in _versions:
            return
        _versions.add(version)
        gc.unfreeze()
        gc.collect()
        gc.freeze()
