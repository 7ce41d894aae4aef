"""Where things are: the stores, the key of the pseudonyms, the user's own profiles; what is set."""

import os
import tomllib
from pathlib import Path

from platformdirs import user_data_path

from sociallens.errors import BadSettings, SocialLensError

WINDOWS = os.name == "nt"
PACKAGE = Path(__file__).resolve().parent
INSTALLED = (
    PACKAGE / "pages"
).is_dir()  # from a wheel; a checkout has its pages beside the package
ROOT = PACKAGE if INSTALLED else PACKAGE.parent  # holds app.py, pages/, data/demo/, .streamlit/
DATA = Path(
    os.environ.get("SOCIALLENS_DATA")
    or (user_data_path("sociallens", appauthor=False) if INSTALLED else ROOT / "data")
)
DEMO_STORE = ROOT / "data" / "demo"
OWN_STORE = DATA / "own"
CURRENT = "CURRENT"  # the file of a store that names its manifest


def home() -> Path:
    """The folder of secrets and personal settings, outside every data folder."""
    base = os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")
    return Path(os.environ.get("SOCIALLENS_HOME", Path(base) / "sociallens"))


def work_folder() -> Path:
    """The folder of what does not outlive a process, on the same disk as the stores."""
    return Path(os.environ.get("SOCIALLENS_WORK", DATA / "work"))


def number(name: str, default: int) -> int:
    """A whole number of the environment; 0 means no limit. Raises `SocialLensError`."""
    told = os.environ.get(name, "").strip()
    if told and not (told.isascii() and told.isdigit()):
        raise SocialLensError("setting-number", name=name, value=told)
    return int(told) if told else default


def patience() -> int:
    """The seconds that a page waits for one question; 0 means no limit."""
    return number("SOCIALLENS_PATIENCE", 5)


def own_store() -> Path:
    """The store that imports go to when none is named."""
    return Path(os.environ.get("SOCIALLENS_STORE", OWN_STORE))


def shown_store() -> Path:
    """The store that is read when none is named: one's own once it exists, else the demo."""
    own = own_store()
    named = "SOCIALLENS_STORE" in os.environ
    return own if named or (own / CURRENT).is_file() else DEMO_STORE


def kept_links() -> frozenset[str]:
    """The profiles whose rows keep their links as they are, for those who must answer.

    From `settings.toml` in `home()`: `[links]`, `keep = ["trustpilot_json"]`. None where there
    is no such file. Raises `BadSettings` when it cannot be read.
    """
    path = home() / "settings.toml"
    try:
        declared = tomllib.loads(path.read_text(encoding="utf-8"))
        keep = declared.get("links", {}).get("keep", [])
        if not isinstance(keep, list) or not all(isinstance(name, str) for name in keep):
            raise ValueError("links.keep")
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except (OSError, ValueError, AttributeError) as error:
        raise BadSettings("import-settings-unreadable", file=str(path)) from error
    return frozenset(keep)


def watched_folder() -> Path | None:
    """The folder whose files are imported as they arrive, where one is named."""
    named = os.environ.get("SOCIALLENS_WATCH")
    return Path(named) if named else None
