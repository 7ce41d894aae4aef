"""Work on uploads that a child process does, with its progress and a way to stop it."""

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

STOPPED = "import-stopped"  # in the session: the uploads that somebody stopped
_REDRAW = 0.3  # seconds


@contextmanager
def on_disk(files: list[Any]) -> Iterator[dict[Path, str]]:
    """The uploads as files under neutral names, with their own names to tell, for this run only."""
    with work.folder("upload") as folder:
        paths = {folder / str(number): file for number, file in enumerate(files)}
        for path, file in paths.items():
            path.write_bytes(file.getbuffer())
        yield {path: file.name for path, file in paths.items()}


@dataclass
class Aside:
    """One piece of work: `told` says what is done, `uploads` on what."""

    place: DeltaGenerator
    told: str
    uploads: object
    limits: Limits
    shown: tuple[int, int] = (0, 0)
    drawn: float = 0.0

    def __call__(self, function: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """What the function gives."""
        with self.place.container():
            self.bar = st.progress(0.0, text=say(self.told))
            st.button(
                say("upload-cancel"),
                key=f"cancel-{self.told}",
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

    def _progress(self, done: int, expected: int) -> None:
        self.shown = (done, expected)

    def _draw(self) -> bool:
        """Show where it stands. Here Streamlit ends a script that nobody waits for any more."""
        if time.monotonic() - self.drawn > _REDRAW:
            self.drawn = time.monotonic()
            done, expected = self.shown
            text = say("upload-progress", done=done, expected=expected) if done else say(self.told)
            self.bar.progress(min(done / expected, 1.0) if expected else 0.0, text=text)
        return False
