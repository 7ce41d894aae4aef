"""The report of an import on the data page, and its rejected rows as a file."""

import streamlit as st

from sociallens.importing import report_text
from sociallens.importing.rejected_file import rejected_csv
from sociallens.importing.report import FileReport, Report
from sociallens.ui.pages import PAGES
from sociallens.ui.safe import label
from sociallens.ui.save import save_button
from sociallens.ui.state import screen
from sociallens.ui.wording import say

REPORT = "import-report"  # in the session: the report to show


def draw_file(file: FileReport) -> None:
    """Draw the report of one file or part of a file."""
    language = screen.get().language
    for line in report_text.file_lines(file, language):
        if file.problem is None:
            st.markdown(label(line))
        elif file.scanned:  # not an export, and nobody named it: no error
            st.caption(label(line))
        else:
            st.error(label(line), icon=":material/error:")


def draw_report(result: Report) -> None:
    """Draw the report of an import: counts, then what needs attention, then the next steps."""
    language = screen.get().language
    with st.container(border=True, key="import-report"):
        counts = label(report_text.counts_line(result, language))
        st.success(f"**{say('upload-done')}** · {counts}", icon=":material/check_circle:")
        for line in report_text.aside_lines(result, language):
            st.markdown(label(line))
        for line in report_text.reason_lines(result.reasons, language):
            st.markdown(label(line))
        for file in result.files:
            for line in report_text.file_lines(file, language):
                if file.problem and not file.scanned:
                    st.warning(label(line), icon=":material/error:")
                else:
                    st.caption(label(line))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(PAGES[0].script, label=say("upload-open"), icon=PAGES[0].symbol)
            if result.rejected_rows.height:
                _rejected(result)
            st.button(say("upload-close"), on_click=lambda: st.session_state.pop(REPORT, None))


def _rejected(result: Report) -> None:
    language = screen.get().language
    save_button(
        say("upload-rejected"),
        say("upload-rejected-file"),
        lambda: rejected_csv(result.rejected_rows, language),
        key="save-rejected",
    )
