"""Work on uploads in a child process, with a progress bar and a button to stop it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sociallens import work
from sociallens.importing import sandbox
from sociallens.importing.limits import Limits
from sociallens.ui.wording import say

STOPPED = "import-stopped"  # in the session: the uploads whose work was stopped
_REDRAW = 0.3  # seconds


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
        """The result of the function, run in a child process; raises what `sandbox.run` raises."""
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
