"""Where things are: the stores, the key of the pseudonyms, the user's own profiles; what is set."""

import os
import stat
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from sociallens import toml
from sociallens.errors import BadSettings

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
ENGINES = ("duckdb", "spark")
LOG_LEVELS = ("info", "warning", "error")


def home() -> Path:
    """The folder of secrets and personal settings, outside every data folder."""
    base = os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")
    return Path(os.environ.get("SOCIALLENS_HOME", Path(base) / "sociallens"))


def lets_others(mode: int, rights: int = stat.S_IRWXG | stat.S_IRWXO) -> bool:
    """Whether the mode of a file gives others than its owner such rights.

    On Windows a mode says nothing of others: the user's own folder keeps them out.
    """
    return not WINDOWS and bool(mode & rights)


def key_file() -> Path:
    """Where the key of the pseudonyms is."""
    return home() / "key"


def work_folder() -> Path:
    """The folder of what does not outlive a process, on the same disk as the stores."""
    return Path(os.environ.get("SOCIALLENS_WORK", DATA / "work"))


def number(name: str, default: int) -> int:
    """A whole number of the environment; 0 means no limit. Raises `BadSettings`."""
    return whole(os.environ.get(name, "").strip(), name, default)


def whole(told: str, name: str, default: int) -> int:
    """The whole number that the setting `name` tells. Raises `BadSettings` for what is none."""
    if told and not (told.isascii() and told.isdigit()):
        raise BadSettings("setting-number", name=name, value=told)
    return int(told) if told else default


def patience() -> int:
    """The seconds that a page waits for one question; 0 means no limit."""
    return number("SOCIALLENS_PATIENCE", 5)


def disk_left() -> int:
    """The megabytes that must be left on a disk for the server to call itself ready."""
    return number("SOCIALLENS_DISK_LEFT", 500)


def retention() -> dict[str, str]:
    """How long messages are kept, by source: `[retention]` of `settings.toml`.

    A number is of months. Raises `BadSettings`.
    """
    told = _declared().get("retention", {})
    if not isinstance(told, dict) or not all(isinstance(t, str | int) for t in told.values()):
        raise BadSettings("import-settings-unreadable", file=str(settings_file()))
    return {name: f"{t} months" if isinstance(t, int) else t for name, t in told.items()}


def group() -> int:
    """The least merchants of which a common figure is told: of fewer it would tell of each."""
    return number("SOCIALLENS_GROUP", 5)


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
    try:
        keep = _declared().get("links", {}).get("keep", [])
        if not isinstance(keep, list) or not all(isinstance(name, str) for name in keep):
            raise ValueError("links.keep")
    except (ValueError, AttributeError) as error:
        raise BadSettings("import-settings-unreadable", file=str(settings_file())) from error
    return frozenset(keep)


def engine() -> str:
    """What answers questions: one of `ENGINES`, DuckDB unless told. Raises `BadSettings`."""
    told = _told("engine") or ENGINES[0]
    if told not in ENGINES:
        raise BadSettings("setting-engine", value=told)
    return told


def spark() -> str:
    """The address of the cluster: `sc://host:port`. Raises `BadSettings` where none is told."""
    told = _told("spark")
    if not told.startswith("sc://"):
        raise BadSettings("setting-spark")
    return told


def objects() -> str | None:
    """Where a cluster finds the store's segments, if not in its folder: `s3://bucket/prefix`.

    Raises `BadSettings`.
    """
    return _told("objects") or None


def _told(name: str) -> str:
    """A setting of one word: `SOCIALLENS_<NAME>`, else that of `settings.toml`, else "".

    Raises `BadSettings`.
    """
    told = os.environ.get(f"SOCIALLENS_{name.upper()}") or _declared().get(name, "")
    if not isinstance(told, str):
        raise BadSettings("import-settings-unreadable", file=str(settings_file()))
    return told.strip()


def settings_file() -> Path:
    """Where what is set is written down."""
    return home() / "settings.toml"


def _declared() -> dict[str, Any]:
    """What `settings.toml` says; nothing where there is no such file. Raises `BadSettings`."""
    try:
        return toml.read(settings_file())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise BadSettings("import-settings-unreadable", file=str(settings_file())) from error


def of_server(name: str) -> str:
    """A line of `[server]` in `settings.toml`, lists as words; "" without. Raises `BadSettings`."""
    told = _declared().get("server", {})
    value = told.get(name, "") if isinstance(told, dict) else None
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return " ".join(value)
    if not isinstance(value, str | int):
        raise BadSettings("import-settings-unreadable", file=str(settings_file()))
    return str(value).strip()


def readers() -> Path:
    """The folder of what is kept of readers: who was signed out, and tokens."""
    return Path(os.environ.get("SOCIALLENS_READERS", DATA / "readers"))


def trail() -> Path | None:
    """The folder of the audit trail, where one is kept. Raises `BadSettings`."""
    told = _told("trail")
    return Path(told) if told else None


def log_level(default: str) -> str:
    """From which level on the server logs: `info` tells each request. Raises `BadSettings`."""
    told = _told("log").casefold() or default
    if told not in LOG_LEVELS:
        raise BadSettings("setting-log", value=told, known=", ".join(LOG_LEVELS))
    return told


def metrics() -> tuple[str, int] | None:
    """Where metrics are told to a monitor, as host and port; None where they are not.

    Raises `BadSettings`.
    """
    told = _told("metrics")
    if not told:
        return None
    host, _, port = told.rpartition(":")
    if not (host and port.isascii() and port.isdigit()):
        raise BadSettings("setting-metrics", value=told)
    return host, int(port)


def watched_folder() -> Path | None:
    """The folder whose files are imported as they arrive, where one is named."""
    named = os.environ.get("SOCIALLENS_WATCH")
    return Path(named) if named else None
