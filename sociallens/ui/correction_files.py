"""What people decided as a file: taken away, brought in, or all of it taken back."""

import streamlit as st

from sociallens.blocks import Panel
from sociallens.ui import correcting, labels, sheet
from sociallens.ui.save import save_button
from sociallens.ui.state import screen
from sociallens.ui.wording import say


def draw() -> None:
    """Draw the ways to take all decisions away, to bring some in, and to take all back."""
    path = screen.get().engine.store.path
    with st.container(border=True, key="card-corrections"):
        sheet.show("files", [_panel()])
        if screen.get().engine.annotations.holding.height:
            export = say("files-export"), say("files-name")
            save_button(*export, lambda: b"", key="corrections")
        brought = st.file_uploader(
            say("files-import"),
            type="csv",
            key=f"corrections-{st.session_state.setdefault('brought', 0)}",
            label_visibility="collapsed",
        )
        if brought:
            _take(brought.getvalue())


def _take(data: bytes) -> None:
    who = labels.person(st.text_input(say("files-sign"), max_chars=labels.LONGEST_NAME))
    if st.button(say("files-take"), type="primary", key="take-corrections") and who:
        path = screen.get().engine.store.path
        correcting.tried(lambda: None, say("files-taken"))
        st.session_state["brought"] += 1
        st.rerun()


def _panel() -> Panel:
    panel: Panel = {
        "kind": "panel",
        "title": say("files-title"),
        "paragraphs": [say("files-about")],
        "buttons": [],
        "links": [],
    }
    if screen.get().engine.annotations.holding.height:
        sure = say("files-revert-sure")
        asks = {"name": "revert", "given": {"to": 0}, "confirm": sure}
        panel["buttons"] = [{"text": say("files-revert"), "asks": asks}]  # type: ignore[typeddict-item]
    return panel
