"""Runs of pages, for whoever runs the server: how long each took, how to find what failed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter

import streamlit as st

from sociallens import link, logs
from sociallens.i18n import words
from sociallens.ui import state
from sociallens.ui.pages import PAGES
from sociallens.ui.safe import label
from sociallens.ui.server.monitoring import PAGE_FAILURES, PAGE_SECONDS

_page: ContextVar[str] = ContextVar("page", default=PAGES[0].name)


@contextmanager
def run() -> Iterator[None]:
    """Tell the log and the monitor of the run inside."""
    logs.reference.set(logs.new_reference())  # the thread is this session's own
    failed, began = False, perf_counter()
    try:
        yield
    except Exception:
        failed = True
        raise
    finally:
        seconds = perf_counter() - began
        PAGE_SECONDS.labels(_page.get()).observe(seconds)
        logs.tell("page", page=_page.get(), ms=round(1_000 * seconds), failed=failed)


def shows(page: str) -> None:
    """Say which page this run is of."""
    _page.set(page)


def show_failure(error: Exception) -> bool:
    """Tell the reader that a run, or a part of one, failed, and by what its log line is found.

    The framework has logged the error; it shows no more of it, as this says by True.
    """
    if not logs.reference.get():  # a part alone was run anew, in a thread of its own
        logs.reference.set(logs.new_reference())
        logging.getLogger(__name__).error("part of a page", exc_info=error)
    PAGE_FAILURES.labels(_page.get()).inc()
    language = link.language_of(state.address())
    st.error(label(words("page-failed", language, reference=logs.reference.get())))
    return True
