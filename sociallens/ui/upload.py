"""Import by upload: what was recognised, what will be stored, what was refused, then the import."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sociallens import importing, settings, work
from sociallens.errors import SocialLensError
from sociallens.importing import limits, report, sandbox
from sociallens.importing.limits import Limits
from sociallens.importing.options import Options
from sociallens.importing.profiles import propose
from sociallens.importing.profiles.profile import TITLE
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
_REDRAW = 0.3  # seconds
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
_PREVIEW = "import-preview"
_STOPPED = "import-stopped"


@dataclass(frozen=True)
class _Preview:
    """What uploads would give, kept as long as they and the options are the same."""

    of: object
    reading: Reading
    samples: dict[int, pl.DataFrame]  # by rank: rows of files that no profile knows


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
    with work.folder("upload") as folder:
        paths = {folder / str(number): file for number, file in enumerate(files)}
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
        if st.session_state.get(_STOPPED) == uploads:
            st.info(say("upload-stopped"), icon=":material/cancel:")
            st.button(say("upload-again"), on_click=lambda: st.session_state.pop(_STOPPED))
            return
        kept = st.session_state[_PREVIEW] = _read(files, options, uploads, place)
    elif st.session_state.pop(_STOPPED, None):
        st.info(say("upload-cancelled"), icon=":material/cancel:")
    reading = kept.reading
    for rank, file in enumerate(reading.files):
        _told(file)
        if rank in kept.samples:
            _mapping(kept.samples[rank], file.name)
    if reading.rows.height:
        _rows(reading)
    for line in report.reason_lines(reading.reasons, screen.get().language):
        st.caption(label(line))
    if reading.rows.height and st.button(say("upload-import"), type="primary", key="do-import"):
        _run(files, options, uploads, place)


def _read(files: list[Any], options: Options, uploads: object, place: DeltaGenerator) -> _Preview:
    aside = _Aside(place, "upload-reading", uploads, limits.of_preview())
    with _on_disk(files) as names:
        reading: Reading = aside(
            importing.read_files,
            list(names),
            settings.own_store(),
            options,
            names=names,
            limit=FIRST,
        )
        unknown = {
            rank: path
            for rank, (path, file) in enumerate(zip(names, reading.files, strict=True))
            if file.problem is not None and file.problem.key == "import-no-profile"
        }
        samples = {rank: sandbox.run(importing.sample_file, path) for rank, path in unknown.items()}
    return _Preview(uploads, reading, samples)


@dataclass
class _Aside:
    """Work on uploads that a child does: with its progress, and a way to stop it."""

    place: DeltaGenerator
    told: str
    uploads: object
    limits: Limits
    shown: tuple[int, int] = (0, 0)
    drawn: float = 0.0

    def __call__(self, function: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """What the function gives."""
        with self.place.container():
            self.bar = st.progress(0.0, text=say(self.told))
            st.button(
                say("upload-cancel"),
                key=f"cancel-{self.told}",
                on_click=lambda: st.session_state.update({_STOPPED: self.uploads}),
            )
        result = sandbox.run(
            function,
            *args,
            limits=self.limits,
            progress=self.progress,
            cancelled=self.draw,
            **more,
        )
        self.place.empty()
        return result

    def progress(self, done: int, expected: int) -> None:
        self.shown = (done, expected)

    def draw(self) -> bool:
        """Show where it stands. Here Streamlit ends a script that nobody waits for any more."""
        if time.monotonic() - self.drawn > _REDRAW:
            self.drawn = time.monotonic()
            done, expected = self.shown
            text = say("upload-progress", done=done, expected=expected) if done else say(self.told)
            self.bar.progress(min(done / expected, 1.0) if expected else 0.0, text=text)
        return False


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


def _mapping(sample: pl.DataFrame, name: str) -> None:
    """Let the reader say which column is which, and keep that as a profile of her own."""
    headers = sample.columns
    guess = propose.propose(headers, sample.head(200))
    chosen: dict[str, str] = {}
    with st.expander(say("upload-map"), icon=":material/table_edit:"):
        columns = st.columns(3)
        fields = (*_ASKED, *(field for field in TEMPLATE if field in guess and field not in _ASKED))
        for number, field in enumerate(fields):
            header = columns[number % 3].selectbox(
                say(f"upload-field-{field.replace('_', '-')}"),
                headers,
                index=headers.index(guess[field]) if field in guess else None,
                placeholder=say("upload-no-column"),
                key=f"map-{name}-{field}",
            )
            if header:
                chosen[field] = header
        formats = list(FORMATS)
        date_column = chosen.get("published_at")
        fitting = propose.date_formats(sample[date_column]) if date_column else ()
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
            del st.session_state[_PREVIEW]  # the profile makes another one of it
            st.rerun()


def _run(files: list[Any], options: Options, uploads: object, place: DeltaGenerator) -> None:
    within = limits.of_import(sum(file.size for file in files))
    aside = _Aside(place, "upload-running", uploads, within)
    with _on_disk(files) as names:
        st.session_state[_REPORT] = aside(
            importing.import_files, list(names), settings.own_store(), options, names=names
        )
    st.session_state.pop(_PREVIEW)
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
