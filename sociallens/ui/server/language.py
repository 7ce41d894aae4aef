"""The language of an answer that is no page."""

from sociallens.i18n import LANGUAGES, Language
from sociallens.link import parse


def spoken(query: str) -> Language:
    """The language that a link names, French where it names none: no data need be read for it."""
    named = dict(parse(query)).get("lang")
    return next((language for language in LANGUAGES if language == named), LANGUAGES[0])
