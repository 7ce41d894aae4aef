"""Import by upload: what was recognised, what will be stored, what was refused, then the import."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import streamlit as st

from sociallens import importing, settings
from sociallens.errors import SocialLensError
from sociallens.importing import report
from sociallens.importing.formats.detect import load
from sociallens.importing.options import Options
from sociallens.importing.profiles import propose
from sociallens.importing.profiles.profile import TEMPLATE_PROFILE, TITLE
from sociallens.importing.report import FileReport, Reading, Report
from sociallens.importing.template import template_csv
from sociallens.importing.values.dates import FORMATS
from sociallens.schema import TEMPLATE
from sociallens.ui import state
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.view import say

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
# What is asked of an unknown file; other columns are, where a header looks like them.
_ASKED = ("text", TITLE, "published_at", "site", "channel", "author", "rating", "id", "sentiment")
_REPORT = "import-report"


def draw() -> None:
    """The import section of the data page."""
    with st.container(border=True, key="card-upload"):
        st.subheader(say("upload-title"), anchor=False)
        st.caption(say("upload-about"))
        _template()
        if _REPORT in st.session_state:
            _done(st.session_state[_REPORT])
        # The key tells the style sheet which language the widget's own words are replaced by.
        with st.container(key=f"upload-zone-{screen.get().language}"):
            files = st.file_uploader(
                say("upload-files"),
                accept_multiple_files=True,
                key=f"upload-{st.session_state.setdefault('uploads', 0)}",
            )
        if files:
            _uploaded(files)


def _template() -> None:
    language = screen.get().language
    st.download_button(
        say("upload-template"),
        data=lambda: template_csv(language),
        file_name="sociallens-modele.csv" if language == "fr" else "sociallens-template.csv",
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


@contextmanager
def _on_disk(files: list[Any]) -> Iterator[dict[Path, str]]:
    """The uploads as files under neutral names, with their own names to tell, for this run only."""
    with TemporaryDirectory(prefix="sociallens-upload-") as folder:
        paths = {Path(folder) / str(number): file for number, file in enumerate(files)}
        for path, file in paths.items():
            path.write_bytes(file.getbuffer())
        yield {path: file.name for path, file in paths.items()}


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
    with _on_disk(files) as names:
        try:
            importing.refuse_demo(settings.own_store())
            _preview(names, options)
        except SocialLensError as error:
            st.error(label(say(error.key, **error.details)))


def _preview(names: dict[Path, str], options: Options) -> None:
    reading = importing.read_files(
        list(names),
        settings.own_store(),
        options,
        names=names,
        limit=FIRST,
    )
    asked: set[Path] = set()  # an archive with several unknown members is asked about once
    for file in reading.files:
        _told(file)
        unknown = file.problem is not None and file.problem.key == "import-no-profile"
        if unknown and file.path is not None and file.path not in asked:
            asked.add(file.path)
            _mapping(file.path, file.name)
    if reading.rows.height:
        _rows(reading)
    for line in report.reason_lines(reading.reasons, screen.get().language):
        st.caption(label(line))
    if reading.rows.height and st.button(say("upload-import"), type="primary", key="do-import"):
        _run(names, options)


def _told(file: FileReport) -> None:
    language = screen.get().language
    for line in report.file_lines(file, language):
        if file.problem:
            st.error(label(line), icon=":material/error:")
        else:
            st.markdown(label(line))


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


def _mapping(path: Path, name: str) -> None:
    """Let the reader say which column is which, and keep that as a profile of her own."""
    table, _ = load(path, (), TEMPLATE_PROFILE)
    guess = propose.propose(table.headers, table.frame.head(200))
    chosen: dict[str, str] = {}
    with st.expander(say("upload-map"), icon=":material/table_edit:"):
        columns = st.columns(3)
        fields = (*_ASKED, *(field for field in TEMPLATE if field in guess and field not in _ASKED))
        for number, field in enumerate(fields):
            header = columns[number % 3].selectbox(
                say(f"upload-field-{field.replace('_', '-')}"),
                table.headers,
                index=table.headers.index(guess[field]) if field in guess else None,
                placeholder=say("upload-no-column"),
                key=f"map-{name}-{field}",
            )
            if header:
                chosen[field] = header
        formats = list(FORMATS)
        date_column = chosen.get("published_at")
        fitting = propose.date_formats(table.frame[date_column].head(500)) if date_column else ()
        read_as = st.selectbox(
            say("upload-dates"),
            formats,
            index=formats.index(fitting[0]) if len(fitting) == 1 else None,
            format_func=lambda key: say(f"upload-dates-{key.replace('/', '')}"),
            placeholder=say("upload-dates-choose"),
            key=f"map-{name}-dates-{date_column}",  # another column, another guess
        )
        kept_as = st.text_input(say("upload-profile"), key=f"map-{name}-profile")
        ready = bool(kept_as and chosen and (read_as or not date_column))
        if st.button(say("upload-keep"), key=f"map-{name}-save", disabled=not ready):
            propose.save(kept_as.strip(), chosen, formats=(read_as,) if read_as else ("iso",))
            st.rerun()


def _run(names: dict[Path, str], options: Options) -> None:
    bar = st.progress(0.0, text=say("upload-running"))

    def progress(done: int, expected: int) -> None:
        share = min(done / expected, 1.0) if expected else 0.0
        bar.progress(share, text=say("upload-progress", done=done, expected=expected))

    st.session_state[_REPORT] = importing.import_files(
        list(names),
        settings.own_store(),
        options,
        names=names,
        progress=progress,
    )
    st.session_state["uploads"] += 1
    state.forget()  # the view was of other data: the new data open with their own
    st.rerun()


def _done(done: Report) -> None:
    language = screen.get().language
    with st.container(border=True, key="import-report"):
        st.success(say("upload-done"), icon=":material/check_circle:")
        for line in report.lines(done, language):
            st.markdown(label(line))
        if done.rejected_rows.height:
            st.download_button(
                say("upload-rejected"),
                data=lambda: report.rejected_csv(done.rejected_rows, language),
                file_name="sociallens-rejets.csv"
                if language == "fr"
                else "sociallens-rejected.csv",
                mime="text/csv",
                on_click="ignore",
                icon=":material/download:",
            )
        st.button(say("upload-close"), on_click=lambda: st.session_state.pop(_REPORT, None))
