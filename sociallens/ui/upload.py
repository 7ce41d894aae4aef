"""Import by upload: a preview of what was recognised and refused, then the import."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sociallens import engine, importing, settings
from sociallens.blocks import Card, Column, Passage, TableCell, TableRow
from sociallens.errors import SocialLensError
from sociallens.importing import limits
from sociallens.importing.inspecting import Inspection
from sociallens.importing.options import Options
from sociallens.importing.recognising import UNKNOWN
from sociallens.importing.report import Reading
from sociallens.importing.template import template_csv
from sociallens.ui import import_report, mapping, sheet, state
from sociallens.ui.aside import STOPPED, Aside, on_disk
from sociallens.ui.folder import draw_folder
from sociallens.ui.import_report import REPORT, draw_report
from sociallens.ui.recording import record
from sociallens.ui.safe import label
from sociallens.ui.server.uploads import let_go
from sociallens.ui.state import screen
from sociallens.ui.wording import explain, moment, say

FIRST = 2_000  # rows of each file that the preview reads
SHOWN = 10  # rows of the preview table
_COLUMNS = (
    "site",
    "channel",
    "published_at",
    "role",
    "author",
    "text",
    "rating",
    "topic",
    "sentiment",
)
_WORDED = ("channel", "role", "topic", "sentiment")
_PREVIEW = "import-preview"


@dataclass(frozen=True)
class _Preview:
    """The preview of uploads, valid as long as they and the options stay the same."""

    of: object
    reading: Reading
    unknown: dict[str, Inspection]  # by name: files that no profile knows


def draw() -> None:
    """Draw the import section of the data page, for who may import."""
    if not screen.get().reader.may("import"):
        return
    with st.container(border=True, key="card-upload"):
        sheet.show("upload", [_about()])
        _template()
        draw_folder()
        if REPORT in st.session_state:
            draw_report(st.session_state[REPORT])
        files = st.file_uploader(
            say("upload-files"),
            accept_multiple_files=True,
            key=f"upload-{st.session_state.setdefault('uploads', 0)}",
            label_visibility="collapsed",
        )
        if files:
            _uploaded(files)


def _about() -> Passage:
    return {
        "kind": "passage",
        "name": "upload",
        "title": say("upload-title"),
        "paragraphs": [say("upload-about")],
    }


def _template() -> None:
    language = screen.get().language
    st.download_button(
        say("upload-template"),
        data=lambda: template_csv(language),
        file_name=say("upload-template-file"),
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _uploaded(files: list[Any]) -> None:
    current = screen.get()
    channels = current.engine.taxonomy["channel"]
    left, right = st.columns(2)
    site = left.text_input(say("upload-site"), help=say("upload-site-help"), key="upload-site")
    channel = right.selectbox(
        say("upload-channel"),
        list(channels),
        index=None,
        format_func=lambda key: channels[key].label(current.language),
        placeholder=say("upload-channel-any"),
        key="upload-channel",
    )
    options = Options(site=site.strip() or None, channel=channel)
    try:
        importing.refuse_demo(settings.own_store())
        _preview(files, options)
    except SocialLensError as error:
        st.error(label(explain(error)))


def _preview(files: list[Any], options: Options) -> None:
    uploads = (tuple(file.file_id for file in files), options)
    place = st.empty()  # in every run, so that what follows keeps its place
    preview: _Preview | None = st.session_state.get(_PREVIEW)
    if preview is None or preview.of != uploads:
        if st.session_state.get(STOPPED) == uploads:
            st.info(say("upload-stopped"), icon=":material/cancel:")
            st.button(say("upload-again"), on_click=lambda: st.session_state.pop(STOPPED))
            return
        preview = st.session_state[_PREVIEW] = _read(files, options, uploads, place)
    elif st.session_state.pop(STOPPED, None):
        st.info(say("upload-cancelled"), icon=":material/cancel:")
    reading = preview.reading
    supplied = frozenset(name for name in ("site", "channel") if getattr(options, name) is not None)
    forms = _forms(preview)
    told = [file for rank, file in enumerate(reading.files) if rank not in forms]
    warnings = [[problem] for problem in import_report.problems(told)]
    sheet.show("files", *warnings, import_report.files(told))
    for rank, unknown in forms.items():
        if mapping.draw_form(unknown, rank, supplied):
            del st.session_state[_PREVIEW]  # the new format changes it
            st.rerun()
    rows = [_rows(reading)] if reading.rows.height else []
    sheet.show("preview", rows, import_report.reasons(reading.reasons))
    if reading.rows.height and st.button(say("upload-import"), type="primary", key="do-import"):
        _run(files, options, uploads, place)


def _forms(preview: _Preview) -> dict[int, Inspection]:
    """The unknown files by their rank; of an archive with several such members the first."""
    forms: dict[str, int] = {}
    for rank, file in enumerate(preview.reading.files):
        whole = file.name.partition(" › ")[0]
        if file.problem is not None and file.problem.key == UNKNOWN and whole in preview.unknown:
            forms.setdefault(whole, rank)
    return {rank: preview.unknown[whole] for whole, rank in forms.items()}


def _read(files: list[Any], options: Options, uploads: object, place: DeltaGenerator) -> _Preview:
    aside = Aside(place, "upload-reading", uploads, limits.of_preview())
    store = settings.own_store()
    with on_disk(files) as names:
        reading, unknown = aside(
            importing.preview_files, list(names), store, options, names=names, limit=FIRST
        )
    return _Preview(uploads, reading, {inspection.file: inspection for inspection in unknown})


def _rows(reading: Reading) -> Card:
    """The first messages as they will be stored."""
    sample = reading.rows.head(SHOWN).select(_COLUMNS)
    columns: list[Column] = [
        {"key": name, "text": say(f"upload-column-{name.replace('_', '-')}")} for name in _COLUMNS
    ]
    rows: list[TableRow] = [
        {"key": str(rank), "cells": [_cell(name, row[name]) for name in _COLUMNS]}
        for rank, row in enumerate(sample.rows(named=True))
    ]
    return {
        "kind": "card",
        "name": "preview",
        "title": say("upload-preview", count=sample.height),
        "body": {"kind": "table", "columns": columns, "rows": rows, "empty": ""},
    }


def _cell(name: str, value: Any) -> TableCell:
    shown = screen.get()
    if value is None:
        return {"text": "–"}
    if isinstance(value, datetime):
        return {"text": moment(value.isoformat())}
    if isinstance(value, float):
        return {"text": f"{value:g}"}
    if name in _WORDED:
        return {"text": shown.engine.taxonomy.label(name, value, shown.language)}
    return {"text": str(value)}


def _run(files: list[Any], options: Options, uploads: object, place: DeltaGenerator) -> None:
    run_limits = limits.of_import(sum(file.size for file in files))
    aside = Aside(place, "upload-running", uploads, run_limits)
    store = settings.own_store()
    record("import", files=len(files))
    with on_disk(files) as names:
        report = aside(importing.import_files, list(names), store, options, names=names)
    st.session_state[REPORT] = report
    st.session_state.pop(_PREVIEW)
    st.session_state["uploads"] += 1
    let_go(files)
    state.forget()  # the view belongs to the old data: the new data open with their own
    with suppress(SocialLensError):  # the import stands: the next page prepares what it needs
        if report.version is not None and engine.served(store):
            Aside(place, "upload-preparing", uploads, limits.of_command())(engine.prepare, store)
    st.rerun()
