"""Words of strangers in places where Streamlit reads Markdown."""

import re

# Everything that Markdown, Streamlit's colours, emoji codes and formulas could take for a sign.
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|>~:$<&^=])")


def label(text: str) -> str:
    """A name as a label that shows unchanged: signs escaped, on one line."""
    # Not `split()`: it would break the spaces that French typography holds together.
    return _SIGNS.sub(r"\\\1", re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" "))
