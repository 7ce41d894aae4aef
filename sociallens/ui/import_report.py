"""The report of an import on the data page, and its rejected rows as a file."""

from collections.abc import Iterable, Sequence

import streamlit as st

from sociallens.blocks import Block, Card, Passage, Table, TableRow
from sociallens.i18n import number, on_page
from sociallens.importing import report_text
from sociallens.importing.profiles.profile import all_profiles
from sociallens.importing.profiles.saving import MAPPING
from sociallens.importing.rejected_file import rejected_csv
from sociallens.importing.report import FileReport, Reason, Report
from sociallens.locales import label
from sociallens.selection import Period, Selection
from sociallens.ui import sheet
from sociallens.ui.destinations import address
from sociallens.ui.save import save_button
from sociallens.ui.state import screen
from sociallens.ui.wording import explain, say

REPORT = "import-report"  # in the session: the report to show
_OUTCOMES = (
    "added",
    "updated",
    "unchanged",
    "clashing",
    "suppressed",
)  # with the rejected, all that was read


def draw_report(result: Report) -> None:
    """Draw the report of an import: what it did, what needs attention, and the next steps."""
    with st.container(key="import-report"):
        sheet.show("report", *blocks(result))
        with st.container(horizontal=True, vertical_alignment="center"):
            if result.rejected_rows.height:
                _rejected(result)
            st.button(say("upload-close"), on_click=lambda: st.session_state.pop(REPORT, None))


def blocks(result: Report) -> list[Sequence[Block]]:
    """What an import did: the way on, its counts, its files."""
    return [
        [_done(result)],
        *([problem] for problem in problems(result.files)),
        [_counts(result)],
        files(result.files),
    ]


def problems(reports: Iterable[FileReport]) -> list[Passage]:
    """Why files stayed out as a whole; a file that nobody named is no warning."""
    return [
        {
            "kind": "passage",
            "name": f"problem-{rank}",
            "tone": "" if file.scanned else "warning",
            "paragraphs": [_problem(file)],
        }
        for rank, file in enumerate(reports)
        if file.problem
    ]


def files(reports: Iterable[FileReport]) -> list[Block]:
    """How each file was recognised and what it gave; empty where none was."""
    rows = [_file(str(rank), file) for rank, file in enumerate(reports) if not file.problem]
    columns = ("file", "format", "read", "rejected", "remarks")
    return [_table("files", columns, rows)] if rows else []


def reasons(reports: Iterable[Reason]) -> list[Block]:
    """Why rows are refused; empty where none is."""
    rows = [_refusal(reason) for reason in reports]
    return [_table("refusals", ("outcome", "count", "examples"), rows)] if rows else []


def format_title(profile: str) -> str:
    """The title of a profile; its name where no profile goes by it any more."""
    if profile == MAPPING:
        return say("imports-mapped")
    known = all_profiles().get(profile)
    return label(known.titles, screen.get().language) if known else profile


def _file(key: str, file: FileReport) -> TableRow:
    language = screen.get().language
    cells = (
        file.name,
        format_title(file.profile),
        number(file.read, language),
        number(file.rejected, language),
        say("semicolon").join(report_text.remark_lines(file, language)),
    )
    return {"key": key, "cells": [{"text": cell} for cell in cells]}


def _problem(file: FileReport) -> str:
    """The file and why it stays out."""
    key = "import-file-aside" if file.scanned else "import-file-problem"
    return say(key, file=file.name, problem=explain(file.problem) if file.problem else "")


def _done(result: Report) -> Passage:
    """That it is done, and the way to what was imported."""
    shown = screen.get()
    selection = Selection(period=Period(*result.span)) if result.span else shown.selection
    lines = report_text.aside_lines(result, shown.language)
    return {
        "kind": "passage",
        "name": "imported",
        "title": say("upload-done"),
        "tone": "notice",
        "paragraphs": list(lines),
        "links": [{"text": say("upload-open"), "href": address("overview", selection)}],
    }


def _counts(result: Report) -> Card:
    """What became of each contribution that was read: the rows add up to the last one."""
    counts = ((name, getattr(result, name)) for name in _OUTCOMES)
    rows = [
        _row(name, say(f"report-{name}"), count)
        for name, count in counts
        if count or name == "added"
    ]
    rows += [_refusal(reason) for reason in result.reasons]
    rows.append(_row("read", say("report-read"), result.read))
    return _table("report", ("outcome", "count", "examples"), rows)


def _refusal(reason: Reason) -> TableRow:
    language = screen.get().language
    examples = [report_text.example_line(each, language) for each in reason.examples]
    if reason.known:
        examples.append(say("import-known", values=reason.known[language]))
    words = say("report-rejected", reason=on_page(reason.key, language))
    return _row(reason.key, words, reason.count, say("semicolon").join(examples))


def _row(key: str, words: str, count: int, examples: str = "") -> TableRow:
    counted = number(count, screen.get().language)
    return {"key": key, "cells": [{"text": words}, {"text": counted}, {"text": examples}]}


def _table(name: str, columns: Sequence[str], rows: Sequence[TableRow]) -> Card:
    numeric = ("count", "read", "rejected")
    body: Table = {
        "kind": "table",
        "columns": [
            {"key": key, "text": say(f"report-column-{key}"), "numeric": key in numeric}
            for key in columns
        ],
        "rows": rows,
        "empty": "",
    }
    return {"kind": "card", "name": name, "title": say(f"card-{name}"), "body": body}


def _rejected(result: Report) -> None:
    language = screen.get().language
    save_button(
        say("upload-rejected"),
        say("upload-rejected-file"),
        lambda: rejected_csv(result.rejected_rows, language, on_page),
        key="save-rejected",
    )
