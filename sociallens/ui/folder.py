"""The watched folder on the data page, with a button that imports its files at once."""

import streamlit as st

from sociallens import settings
from sociallens.importing.options import Options
from sociallens.importing.watch import Scan, scan
from sociallens.ui import import_report, sheet, state
from sociallens.ui.aside import out_of_turn
from sociallens.ui.recording import record
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.wording import explain, say

_SCAN = "folder-scan"


def draw_folder() -> None:
    """Draw the watched folder and its button, if a folder is watched."""
    folder = settings.watched_folder()
    if folder is None:
        return
    language = screen.get().language
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.caption(label(say("folder-about", folder=folder.name)))
    if right.button(say("folder-read"), key="folder-read", icon=":material/refresh:"):
        record("import", files=1)
        with out_of_turn(), st.spinner(say("upload-reading")):
            st.session_state[_SCAN] = scan(folder, settings.own_store(), Options(), language)
        state.forget()
        st.rerun()
    result: Scan | None = st.session_state.pop(_SCAN, None)
    if result is None:
        return
    for rank, report in enumerate((*result.imported, *result.refused)):
        sheet.show(f"folder-{rank}", *import_report.blocks(report))
    if result.problem:
        st.error(label(explain(result.problem)))
    elif result.gone:
        st.error(label(say("watch-gone", folder=folder.name)))
    else:
        counts = {"known": result.known, "waiting": result.waiting}
        st.info(say("watch-scanned", imported=len(result.imported), **counts))
