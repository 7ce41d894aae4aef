"""Who reads in this run of the script."""

from functools import cache

import streamlit as st

from sociallens.access import LOCAL, Reader
from sociallens.public import Public, public
from sociallens.ui.server.admission import CROWDED, cookie, reader_of, sessions


@cache
def served() -> Public | None:
    """The settings of this server where others reach it. Raises `BadSettings`."""
    return public()


def reader() -> Reader:
    """The reader as her session and the access file are now; where she has neither, nobody.

    Without a login it is the machine's own user, who sees and does everything.
    """
    settings = served()
    if settings is None:
        return unnamed()
    session = sessions(settings).read(st.context.cookies.get(cookie(settings), ""))
    return reader_of(settings, session.identity) if session else unnamed()


def crowded() -> str:
    """What to tell the reader of a page that is one too many; empty for any other."""
    told: str | None = st.context.headers.get(CROWDED)
    return told or ""


def unnamed() -> Reader:
    """Whoever did not sign in: the machine's own user or, where others reach it, nobody."""
    return LOCAL if served() is None else Reader("", ())
