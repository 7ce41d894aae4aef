"""Work on uploads in a child process, with a progress bar and a button to stop it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sociallens import work
from sociallens.importing import sandbox
from sociallens.importing.limits import Limits
from sociallens.ui import turns
from sociallens.ui.server.places import Places
from sociallens.ui.state import screen
from sociallens.ui.wording import say

STOPPED = "import-stopped"  # in the session: the uploads whose work was stopped
_REDRAW = 0.3  # seconds


@cache
def _places() -> Places:
    return Places("imports")


@contextmanager
def out_of_turn() -> Iterator[None]:
    """A place among what other processes work on; pages have the turn of this run from now on.

    Raises `Busy` where too many such processes run.
    """
    with _places().place(screen.get().reader.name):
        turns.leave()
        yield


@contextmanager
def on_disk(files: list[Any]) -> Iterator[dict[Path, str]]:
    """Yield the uploads as files with neutral names, and their own names, for this run only."""
    with work.folder("upload") as folder:
        paths = {folder / str(number): file for number, file in enumerate(files)}
        for path, file in paths.items():
            path.write_bytes(file.getbuffer())
        yield {path: file.name for path, file in paths.items()}


@dataclass
class Aside:
    """One task on `uploads`; `message` is the key of its description."""

    place: DeltaGenerator
    message: str
    uploads: object
    limits: Limits
    counts: tuple[int, int] = (0, 0)  # rows done, rows expected
    drawn: float = 0.0  # on the monotonic clock

    def __call__(self, function: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """The result of the function, run in a child process.

        Raises what `sandbox.run` raises, and `Busy` where too many such processes run.
        """
        with out_of_turn():
            return self._run(function, *args, **more)

    def _run(self, function: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with self.place.container():
            self.bar = st.progress(0.0, text=say(self.message))
            st.button(
                say("upload-cancel"),
                key=f"cancel-{self.message}",
                on_click=lambda: st.session_state.update({STOPPED: self.uploads}),
            )
        result = sandbox.run(
            function,
            *args,
            limits=self.limits,
            progress=self._progress,
            cancelled=self._draw,
            **more,
        )
        self.place.empty()
        return result

    def _progress(self, rows: int, expected: int) -> None:
        self.counts = (rows, expected)

    def _draw(self) -> bool:
        """Draw the progress. Drawing lets Streamlit end a script whose page was left or rerun."""
        if time.monotonic() - self.drawn > _REDRAW:
            self.drawn = time.monotonic()
            rows, expected = self.counts
            text = (
                say("upload-progress", done=rows, expected=expected) if rows else say(self.message)
            )
            self.bar.progress(min(rows / expected, 1.0) if expected else 0.0, text=text)
        return False
