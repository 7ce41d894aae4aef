"""Where things are: the stores, the key of the pseudonyms, the user's own profiles."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SOCIALLENS_DATA", ROOT / "data"))
DEMO_STORE = ROOT / "data" / "demo"
OWN_STORE = DATA / "own"
CURRENT = "CURRENT"  # the file of a store that names its manifest


def home() -> Path:
    """The folder of secrets and personal settings, outside every data folder."""
    base = os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")
    return Path(os.environ.get("SOCIALLENS_HOME", Path(base) / "sociallens"))


def own_store() -> Path:
    """The store that imports go to when none is named."""
    return Path(os.environ.get("SOCIALLENS_STORE", OWN_STORE))


def shown_store() -> Path:
    """The store that is read when none is named: one's own once it exists, else the demo."""
    own = own_store()
    named = "SOCIALLENS_STORE" in os.environ
    return own if named or (own / CURRENT).is_file() else DEMO_STORE


def watched_folder() -> Path | None:
    """The folder whose files are imported as they arrive, where one is named."""
    named = os.environ.get("SOCIALLENS_WATCH")
    return Path(named) if named else None
