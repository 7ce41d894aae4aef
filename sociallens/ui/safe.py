"""Words of strangers in places where Streamlit reads Markdown, and their addresses."""

import re
from urllib.parse import quote, urlsplit

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


def post_link(url: str | None) -> tuple[str, str] | None:
    """The domain and the address of a post; None for what is no web address.

    The domain is written in ASCII, so that no letter can pass for another one.
    """
    try:
        parts = urlsplit(url or "")
        domain = (parts.hostname or "").encode("idna").decode().removeprefix("www.")
    except ValueError:  # so are the errors of `idna`
        return None
    if parts.scheme.lower() not in ("http", "https") or not domain:
        return None
    return domain, quote(url or "", safe=_ADDRESS)


_ADDRESS = ":/?#[]@!$&'*+,;=%~"  # what an address may hold
