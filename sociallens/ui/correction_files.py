"""What people decided as a file: taken away, brought in, or all of it taken back."""

from typing import Any

import streamlit as st

from sociallens.annotations import exchange
from sociallens.annotations.exchange import Imported
from sociallens.blocks import Button, Panel
from sociallens.errors import SocialLensError
from sociallens.i18n import number
from sociallens.ui import labels, sheet
from sociallens.ui.aside import on_disk
from sociallens.ui.recording import record
from sociallens.ui.safe import label
from sociallens.ui.save import save_button
from sociallens.ui.server.uploads import let_go
from sociallens.ui.state import screen
from sociallens.ui.wording import explain, say

MOST = 10  # rejected rows that are told
_TAKEN, _BROUGHT = "corrections-taken", "brought"


def draw() -> None:
    """Draw the ways to take all decisions away, to bring some in, and to take all back."""
    shown = screen.get()
    path, language = shown.engine.store.path, shown.language
    with st.container(border=True, key="card-corrections"):
        sheet.show("files", [_panel()])
        if shown.engine.annotations.holding.height:
            name = say("files-export"), say("files-name")

            def written() -> bytes:
                record("export", table="corrections", form="csv")
                return exchange.export_csv(path, language)

            save_button(*name, written, key="corrections")
        if taken := st.session_state.pop(_TAKEN, None):
            _told(taken)
        brought = st.file_uploader(
            say("files-import"),
            type="csv",
            key=f"corrections-{st.session_state.setdefault(_BROUGHT, 0)}",
            label_visibility="collapsed",
        )
        if brought:
            _offered(brought)


def _offered(brought: Any) -> None:
    """Ask who brings a file in, and take it."""
    given = st.text_input(say("files-sign"), max_chars=labels.LONGEST_NAME, key="corrections-sign")
    who = labels.person(given)
    if not st.button(say("files-take"), type="primary", key="take-corrections", disabled=not who):
        return
    try:
        with on_disk([brought]) as names:
            (source,) = names
            path = screen.get().engine.store.path
            record("correct", task="file")
            st.session_state[_TAKEN] = exchange.import_csv(path, source, who=who)
    except SocialLensError as error:
        st.error(label(explain(error)))
        return
    st.session_state[_BROUGHT] += 1
    let_go([brought])
    st.rerun()


def _told(taken: Imported) -> None:
    """What became of the rows of a file, and which were rejected for what reason."""
    language = screen.get().language
    counts = {"added": taken.added, "known": taken.known, "rejected": len(taken.rejected)}
    worded = {name: number(count, language) for name, count in counts.items()}
    lines = [say("corrections-imported", read=taken.read, **worded)]
    lines += [
        say("corrections-rejected", line=str(each.line), why=explain(each.reason))
        for each in taken.rejected[:MOST]
    ]
    if (more := len(taken.rejected) - MOST) > 0:
        lines.append(say("corrections-rejected-more", more=more))
    (st.warning if taken.rejected else st.success)("  \n".join(map(label, lines)))


def _panel() -> Panel:
    buttons: list[Button] = []
    if screen.get().engine.annotations.holding.height:
        sure = say("files-revert-sure")
        asks = {"name": "revert", "given": {"to": 0}, "confirm": sure}
        buttons = [{"text": say("files-revert"), "asks": asks}]  # type: ignore[typeddict-item]
    return {
        "kind": "panel",
        "title": say("files-title"),
        "paragraphs": [say("files-about")],
        "buttons": buttons,
        "links": [],
    }
