"""What all commands share: the language, errors in words, the store option, a progress bar."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from sociallens.errors import SocialLensError
from sociallens.i18n import Language, words
from sociallens.locales import negotiated

P = ParamSpec("P")
R = TypeVar("R")
# Our own variable, then those of POSIX in their order.
_LANGUAGE = ("SOCIALLENS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language() -> Language:
    """The language of messages: `SOCIALLENS_LANG`, else the system's, else the default."""
    return negotiated(next(filter(None, map(os.environ.get, _LANGUAGE)), ""))


def edge(command: Callable[P, R]) -> Callable[P, R]:
    """Turn an error that the user can act on into a line on standard error and exit status 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except SocialLensError as error:
            raise click.ClickException(words(error.key, language(), **error.details)) from error

    return run


def user() -> str:
    """The name of who runs a command; empty where the system has none, as in a container."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def operator() -> str:
    """Who runs a command, as the trail tells it."""
    return f"command:{name}" if (name := user()) else "command"


def store_option(default: Callable[[], Path]) -> Callable[[Any], Any]:
    """`--store DIR`, by default the folder that `default` gives."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        default=default,
        help="Folder of the store.",
    )


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar, moved by the rows done and those expected in all."""
    from tqdm import tqdm

    with tqdm(desc=words(label, language()), unit=" ", unit_scale=True, leave=False) as bar:

        def progress(done: int, expected: int) -> None:
            bar.total = expected
            bar.update(done - bar.n)

        yield progress
