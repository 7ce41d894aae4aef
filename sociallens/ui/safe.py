"""Words of strangers in places where Streamlit reads Markdown."""

import re

# Everything that Markdown, Streamlit's colours, emoji codes and formulas could take for a sign.
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|>~:$<&^=])")

# Addresses become links, and names of icons become icons, after the escapes are read: an
# invisible sign keeps them apart.
_LATE = re.compile(
    r"(?i)(?<=http:)(?=//)|(?<=https:)(?=//)|(?<=www)(?=\.)|(?<=@)|(?<=:)(?=material/|streamlit:)"
)


def label(text: str) -> str:
    """A name as a label that shows unchanged: signs escaped, no link, on one line."""
    # Not `split()`: it would break the spaces that French typography holds together.
    line = re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")
    return _SIGNS.sub(r"\\\1", _LATE.sub("\u2060", line))
