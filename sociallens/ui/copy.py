"""The button that copies the address of the view, under a line that says what it shows."""

import streamlit as st

_HTML = """
<button id="copy" type="button"></button>
"""
_CSS = """
button {
  font: inherit; font-size: 0.95rem; white-space: nowrap; cursor: pointer;
  color: var(--st-text-color); background: none; border: 0; border-radius: 0.5rem;
  padding: 0.4rem 0.5rem; min-height: 2.5rem;
}
button:hover { color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
"""
# Clipboard access needs https or localhost; elsewhere the old way through a selection works.
_JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("#copy");
  button.textContent = data.label;
  button.setAttribute("aria-live", "polite");
  button.onclick = async () => {
    const text = data.summary + "\\n" + window.location.href;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.appendChild(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = data.done;
    setTimeout(() => { button.textContent = data.label; }, 2000);
  };
}
"""


def copy_button(label: str, done: str, summary: str) -> None:
    """A button `label` that turns into `done` once the link and its `summary` are copied."""
    component = st.components.v2.component("copy_link", html=_HTML, css=_CSS, js=_JS)
    component(data={"label": label, "done": done, "summary": summary}, key="copy-link")
