"""What the browser's Back leads to, however fast it is pressed."""

import streamlit

from sociallens.link import View
from sociallens.selection import Selection
from sociallens.ui import state

ALL = (("v", "1"),)
NARROWED = (*ALL, ("topic", "offer"))


def test_forward_leads_on_though_the_page_before_was_never_finished() -> None:
    streamlit.session_state.clear()
    state.arrive(View(Selection().choose("topic", ["offer"])), NARROWED)
    state.arrive(View(), ALL)  # Back, and Forward before anything of it was shown
    assert state.arrived(NARROWED)
    assert not state.arrived(ALL)
