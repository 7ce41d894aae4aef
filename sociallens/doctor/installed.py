"""What is installed and how it is set."""

import platform
import stat
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires, version

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

import sociallens.settings
from sociallens import public as server_settings
from sociallens.access import file
from sociallens.doctor.finding import Finding, Server, open_to_others
from sociallens.errors import BadSettings
from sociallens.public import Public

_PACKAGE = "sociallens"
_TOLD = (
    _PACKAGE,
    "streamlit",
    "duckdb",
    "polars",
    "pyarrow",
)  # what is asked first


def python(server: Server) -> Iterator[Finding]:
    """The version of Python."""
    told = {"version": platform.python_version(), "wanted": metadata(_PACKAGE)["Requires-Python"]}
    if SpecifierSet(told["wanted"]).contains(told["version"], prereleases=True):
        yield Finding("ok", "doctor-python", told)
    else:
        yield Finding("fault", "doctor-python-other", told)


def packages(server: Server) -> Iterator[Finding]:
    """The packages that the product needs, each in a version that it was declared for."""
    wrong = False
    for needed in map(Requirement, requires(_PACKAGE) or ()):
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        told = {"name": needed.name, "wanted": str(needed.specifier)}
        try:
            found = version(needed.name)
        except PackageNotFoundError:
            wrong = True
            yield Finding("fault", "doctor-package-absent", told)
            continue
        if not needed.specifier.contains(found, prereleases=True):
            wrong = True
            yield Finding("fault", "doctor-package-other", {**told, "found": found})
    if not wrong:
        versions = ", ".join(f"{name} {version(name)}" for name in _TOLD)
        yield Finding("ok", "doctor-packages", {"versions": versions})


def settings(server: Server) -> Iterator[Finding]:
    """All that is set, and for a public server that nothing is missing."""
    told = sociallens.settings
    for read in (
        told.kept_links, told.retention, told.engine, told.objects, told.trail,
        told.patience, told.disk_left, told.group, told.metrics,
    ):  # fmt: skip
        read()
    told.log_level(told.LOG_LEVELS[0])
    shown = server_settings.public()
    if shown:
        yield Finding("ok", "doctor-settings-public", {"address": shown.address})
    else:
        yield Finding("ok", "doctor-settings")


def secrets(server: Server) -> Iterator[Finding]:
    """The files that hold secrets: read by their owner and group alone."""
    files = server_settings.secret_files()
    bare = [path for path in files if open_to_others(path)]
    for path in bare:
        yield Finding("warning", "doctor-secret-open", {"file": str(path)})
    if not bare:
        yield Finding("ok", "doctor-secrets", {"files": len(files)})


def access(public: Public) -> Iterator[Finding]:
    """The access file. Why it cannot be understood is not told here: names stand in it."""
    path = str(public.access)
    try:
        told = {"file": path, "entries": len(file.entries(public.access))}
    except BadSettings:
        yield Finding("fault", "doctor-access-wrong", {"file": path})
        return
    if open_to_others(public.access, stat.S_IWOTH):
        yield Finding("fault", "doctor-access-open", told)
    elif told["entries"]:
        yield Finding("ok", "doctor-access", told)
    else:
        yield Finding("warning", "doctor-access-empty", told)
