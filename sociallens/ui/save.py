"""A button that saves a file out of the page itself.

Streamlit's own lays the file at an address that answers whoever asks. A file of personal data has
no address: it travels in the session that asks for it, when it asks, and is built in the browser.
"""

from collections.abc import Callable
from secrets import token_hex

import streamlit as st

_HTML = """
<button id="save" type="button" hidden></button>
"""
_CSS = """
button {
  font: inherit; white-space: nowrap; cursor: pointer; color: var(--st-text-color);
  background: none; border: 1px solid var(--st-border-color); border-radius: 0.5rem;
  padding: 0.25rem 0.75rem; min-height: 2.5rem;
}
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
"""
# The function runs anew whenever the page does: each file is saved once.
_JS = """
const saved = new Set();

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("#save");
  button.textContent = data.label;
  button.hidden = false; // a button without its words is none yet
  button.onclick = () => setTriggerValue("wanted", true);
  if (data.content === null || saved.has(data.request)) return;
  saved.add(data.request);
  const file = new Blob([data.content], { type: "text/csv;charset=utf-8" });
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(file);
  anchor.download = data.name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60000);
}
"""


def save_button(label: str, name: str, content: Callable[[], bytes], *, key: str) -> None:
    """A button `label` that saves `content`, UTF-8 text made when it is wanted, as `name`."""
    wanted = f"{key}-wanted"

    def want() -> None:
        st.session_state[wanted] = token_hex()

    component = st.components.v2.component("save_file", html=_HTML, css=_CSS, js=_JS)
    request = st.session_state.pop(wanted, None)  # in one run: later ones send nothing again
    text = content().decode() if request else None
    data = {"label": label, "name": name, "request": request, "content": text}
    component(data=data, key=key, on_wanted_change=want)
