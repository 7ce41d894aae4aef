"""Import by upload: what was recognised, what will be stored, what was refused, then the import."""

from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sociallens import importing, settings
from sociallens.errors import SocialLensError
from sociallens.importing import limits, report_text
from sociallens.importing.inspecting import Inspection
from sociallens.importing.options import Options
from sociallens.importing.recognising import UNKNOWN
from sociallens.importing.rejected_file import rejected_csv
from sociallens.importing.report import FileReport, Reading, Report
from sociallens.importing.template import template_csv
from sociallens.importing.watch import Scan, scan
from sociallens.ui import mapping, state
from sociallens.ui.aside import STOPPED, Aside, on_disk
from sociallens.ui.pages import PAGES
from sociallens.ui.safe import label
from sociallens.ui.save import save_button
from sociallens.ui.state import screen
from sociallens.ui.wording import say

FIRST = 2_000  # rows of each file that the preview reads
SHOWN = 10
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
_REPORT = "import-report"
_PREVIEW = "import-preview"
_SCAN = "folder-scan"


@dataclass(frozen=True)
class _Preview:
    """What uploads would give, kept as long as they and the options are the same."""

    of: object
    reading: Reading
    unknown: dict[str, Inspection]  # by name: files that no profile knows


def draw() -> None:
    """The import section of the data page."""
    with st.container(border=True, key="card-upload"):
        st.subheader(say("upload-title"), anchor=False)
        st.caption(say("upload-about"))
        _template()
        _folder()
        if _REPORT in st.session_state:
            _done(st.session_state[_REPORT])
        # The widget's own words are English: the style sheet shows the label in their place.
        files = st.file_uploader(
            say("upload-files"),
            accept_multiple_files=True,
            key=f"upload-{st.session_state.setdefault('uploads', 0)}",
            label_visibility="collapsed",
        )
        if files:
            _uploaded(files)


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


def _folder() -> None:
    """The folder whose files are imported as they arrive, and a way not to wait for that."""
    folder = settings.watched_folder()
    if folder is None:
        return
    language = screen.get().language
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.caption(label(say("folder-about", folder=folder.name)))
    if right.button(say("folder-read"), key="folder-read", icon=":material/refresh:"):
        with st.spinner(say("upload-reading")):
            st.session_state[_SCAN] = scan(folder, settings.own_store(), Options(), language)
        state.forget()
        st.rerun()
    found: Scan | None = st.session_state.pop(_SCAN, None)
    if found is None:
        return
    for done in (*found.imported, *found.refused):
        for line in report_text.report_lines(done, language):
            st.markdown(label(line))
    if found.problem:
        st.error(label(say(found.problem.key, **found.problem.details)))
    elif found.gone:
        st.error(label(say("watch-gone", folder=folder.name)))
    else:
        counts = {"known": found.known, "waiting": found.waiting}
        st.info(say("watch-scanned", imported=len(found.imported), **counts))


def _uploaded(files: list[Any]) -> None:
    here = screen.get()
    channels = here.engine.taxonomy["channel"]
    left, right = st.columns(2)
    site = left.text_input(say("upload-site"), help=say("upload-site-help"), key="upload-site")
    channel = right.selectbox(
        say("upload-channel"),
        list(channels),
        index=None,
        format_func=lambda key: channels[key].label(here.language),
        placeholder=say("upload-channel-any"),
        key="upload-channel",
    )
    options = Options(site=site.strip() or None, channel=channel)
    try:
        importing.refuse_demo(settings.own_store())
        _preview(files, options)
    except SocialLensError as error:
        st.error(label(say(error.key, **error.details)))


def _preview(files: list[Any], options: Options) -> None:
    uploads = (tuple(file.file_id for file in files), options)
    place = st.empty()  # in every run, so that what follows keeps its place
    kept: _Preview | None = st.session_state.get(_PREVIEW)
    if kept is None or kept.of != uploads:
        if st.session_state.get(STOPPED) == uploads:
            st.info(say("upload-stopped"), icon=":material/cancel:")
            st.button(say("upload-again"), on_click=lambda: st.session_state.pop(STOPPED))
            return
        kept = st.session_state[_PREVIEW] = _read(files, options, uploads, place)
    elif st.session_state.pop(STOPPED, None):
        st.info(say("upload-cancelled"), icon=":material/cancel:")
    reading = kept.reading
    given = frozenset(name for name in ("site", "channel") if getattr(options, name) is not None)
    asked: set[str] = set()  # of an archive with several unknown members once
    for rank, file in enumerate(reading.files):
        whole = file.name.partition(" › ")[0]
        is_unknown = file.problem is not None and file.problem.key == UNKNOWN
        unknown = kept.unknown.get(whole) if is_unknown and whole not in asked else None
        if unknown is None:
            _told(file)
            continue
        asked.add(whole)
        if mapping.draw(unknown, rank, given):
            del st.session_state[_PREVIEW]  # the format makes another one of it
            st.rerun()
    if reading.rows.height:
        _rows(reading)
    for line in report_text.reason_lines(reading.reasons, screen.get().language):
        st.caption(label(line))
    if reading.rows.height and st.button(say("upload-import"), type="primary", key="do-import"):
        _run(files, options, uploads, place)


def _read(files: list[Any], options: Options, uploads: object, place: DeltaGenerator) -> _Preview:
    aside = Aside(place, "upload-reading", uploads, limits.of_preview())
    store = settings.own_store()
    with on_disk(files) as names:
        reading, unknown = aside(
            importing.preview_files, list(names), store, options, names=names, limit=FIRST
        )
    return _Preview(uploads, reading, {each.file: each for each in unknown})


def _told(file: FileReport) -> None:
    language = screen.get().language
    for line in report_text.file_lines(file, language):
        if file.problem is None:
            st.markdown(label(line))
        elif file.scanned:  # no export, beside exports: nobody asked for it
            st.caption(label(line))
        else:
            st.error(label(line), icon=":material/error:")


def _rows(reading: Reading) -> None:
    here = screen.get()
    shown = reading.rows.head(SHOWN).select(_COLUMNS)
    for vocabulary in ("channel", "role", "topic", "sentiment"):
        named = {
            key: term.label(here.language) for key, term in here.engine.taxonomy[vocabulary].items()
        }
        shown = shown.with_columns(pl.col(vocabulary).replace(named))
    st.caption(say("upload-preview", count=shown.height))
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="–",
        key="upload-preview",
        column_config={
            name: say("column-site")
            if name == "site"
            else say(f"upload-column-{name.replace('_', '-')}")
            for name in _COLUMNS
        },
    )


def _run(files: list[Any], options: Options, uploads: object, place: DeltaGenerator) -> None:
    within = limits.of_import(sum(file.size for file in files))
    aside = Aside(place, "upload-running", uploads, within)
    with on_disk(files) as names:
        st.session_state[_REPORT] = aside(
            importing.import_files, list(names), settings.own_store(), options, names=names
        )
    st.session_state.pop(_PREVIEW)
    st.session_state["uploads"] += 1
    state.forget()  # the view was of other data: the new data open with their own
    st.rerun()


def _done(done: Report) -> None:
    """The report of an import: the counts first, then what needs a look, then where to go on."""
    language = screen.get().language
    with st.container(border=True, key="import-report"):
        counts = label(report_text.counts_line(done, language))
        st.success(f"**{say('upload-done')}** · {counts}", icon=":material/check_circle:")
        for line in report_text.aside_lines(done, language):
            st.markdown(label(line))
        for line in report_text.reason_lines(done.reasons, language):
            st.markdown(label(line))
        for file in done.files:
            for line in report_text.file_lines(file, language):
                if file.problem and not file.scanned:
                    st.warning(label(line), icon=":material/error:")
                else:
                    st.caption(label(line))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(PAGES[0].script, label=say("upload-open"), icon=PAGES[0].symbol)
            if done.rejected_rows.height:
                _rejected(done)
            st.button(say("upload-close"), on_click=lambda: st.session_state.pop(_REPORT, None))


def _rejected(done: Report) -> None:
    language = screen.get().language
    save_button(
        say("upload-rejected"),
        say("upload-rejected-file"),
        lambda: rejected_csv(done.rejected_rows, language),
        key="save-rejected",
    )
