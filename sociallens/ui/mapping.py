"""The form that maps the columns of an unknown file, with the evidence about each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import streamlit as st

from sociallens.i18n import number
from sociallens.importing.inspecting import Inspection
from sociallens.importing.inspection_text import missing_line, question_line
from sociallens.importing.profiles.evidence import ColumnEvidence
from sociallens.importing.profiles.fields import REPLY
from sociallens.importing.profiles.profile import TITLE, TOOL_SENTIMENT
from sociallens.importing.profiles.saving import PARIS, save
from sociallens.importing.values import date_forms, dates
from sociallens.importing.values.ratings import FIVE, SCALES
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.wording import say

# Shown for every file, in this order; the others are one click away, unless they are proposed.
_FIRST = (
    "text", TITLE, "published_at", "author", "rating", "site", "channel", "id",
    REPLY + "text", REPLY + "published_at",
)  # fmt: skip
_MORE = (
    REPLY + "author", "conversation_id", "parent_id", "url", "community", "country", "language",
    "sentiment", "updated_at",
)  # fmt: skip
_DATES = ("published_at", REPLY + "published_at", "updated_at")
_MAKERS = ("person", "tool", "nobody")
_ZONES = (PARIS, "UTC", "Europe/London", "America/New_York", "America/Los_Angeles")
_BESIDE = 2
_SHORT = 60  # characters of a sample value


@dataclass
class _Form:
    """The choices made for one file."""

    inspection: Inspection
    rank: int  # of the file among those uploaded
    columns: dict[str, str]
    formats: dict[str, str]
    scale: str = FIVE
    zone: str = PARIS
    open: int = 0  # unanswered questions

    def key(self, name: str) -> str:
        """The key of a widget of this form."""
        return f"map-{self.rank}-{self.inspection.file}-{name}"

    def column(self, field: str) -> ColumnEvidence | None:
        """The evidence about the column chosen for a field, if one is."""
        header = self.columns.get(field)
        return None if header is None else self.inspection.column(header)


def draw_form(inspection: Inspection, rank: int, supplied: frozenset[str]) -> bool:
    """Draw the form; true once it is saved as a format. The fields in `supplied` are optional.

    `rank` is the file's place among the uploads.
    """
    form = _Form(inspection, rank, {}, {})
    proposed = [field for field in _MORE if _proposed(inspection, field)]
    with st.container(border=True, key=f"mapping-{rank}"):
        head = st.container()
        _cells(form, (*_FIRST, *proposed))
        with st.expander(say("map-more"), icon=":material/add:"):
            _cells(form, [name for name in _MORE if name not in proposed])
            form.zone = st.selectbox(
                say("map-zone"), _ZONES, key=form.key("zone"), accept_new_options=True
            )
        lacking = tuple(
            field
            for field in inspection.missing
            if field not in form.columns and field not in supplied
        )
        with head:
            _head(form, lacking)
        return _save_button(form)


def _proposed(inspection: Inspection, field: str) -> str | None:
    fields = (field, TOOL_SENTIMENT) if field == "sentiment" else (field,)
    proposals = (inspection.proposal(name) for name in fields)
    return next((proposal.header for proposal in proposals if proposal), None)


def _head(form: _Form, lacking: tuple[str, ...]) -> None:
    """Draw the file's name and size and what is still missing, above all questions."""
    inspection, language = form.inspection, screen.get().language
    name = f"{inspection.file} › {inspection.part}" if inspection.part else inspection.file
    rows = number(inspection.rows, language)
    st.markdown(f"**{label(name)}** · {label(say('map-about', count=inspection.rows, rows=rows))}")
    st.markdown(label(missing_line(lacking, language)))
    st.caption(label(say("map-how")))
    for question in inspection.questions:
        if question.key == "ask-date" and "published_at" not in form.columns:
            st.info(label(question_line(question, language)), icon=":material/help:")


def _cells(form: _Form, fields: Sequence[str]) -> None:
    """Draw fields in rows, which keep their order when a phone stacks them."""
    for start in range(0, len(fields), _BESIDE):
        for place, field in zip(
            st.columns(_BESIDE, gap="medium"), fields[start : start + _BESIDE], strict=False
        ):
            with place, st.container(gap=None):
                _cell(form, field)


def _cell(form: _Form, field: str) -> None:
    """Draw one field: the choice of its column, and how well the column's cells suit it."""
    headers = list(form.inspection.headers)
    proposed = _proposed(form.inspection, field)
    header = st.selectbox(
        say(f"upload-field-{field.replace('.', '-').replace('_', '-')}"),
        headers,
        index=headers.index(proposed) if proposed in headers else None,
        placeholder=say("upload-no-column"),
        key=form.key(field),
    )
    if header is None:
        return
    form.columns[field] = header
    column = form.inspection.column(header)
    if column is None or not column.filled:
        st.caption(say("map-empty"))
        return
    reads, filled = form.inspection.reads(field, header)
    samples = " · ".join(_quoted(each) for each in column.samples)
    st.caption(label(say("map-reads", samples=samples, reads=reads, filled=filled)))
    if field in _DATES:
        _date_form(form, field, column)
    if field == "rating":
        form.scale = _scale(form, column)
    if field == "sentiment":
        _maker(form, header)


def _quoted(text: str) -> str:
    short = text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
    return say("quoted", text=short)


def _date_form(form: _Form, field: str, column: ColumnEvidence) -> None:
    """Draw the choice of a date format; it is detected unless two readings are possible."""
    certain = bool(column.formats) and not column.orders
    choices = [dates.AUTO, *date_forms.FORMATS] if certain else list(date_forms.FORMATS)
    if column.orders:
        choices = [*column.orders, *(name for name in choices if name not in column.orders)]

    def title(name: str) -> str:
        if name != dates.AUTO:
            return say(date_forms.message(name))
        forms = (say(date_forms.message(each)) for each in column.formats)
        return say("map-dates-found", forms=" · ".join(forms))

    choice = st.selectbox(
        say("upload-dates"),
        choices,
        index=0 if certain else None,
        format_func=title,
        placeholder=say("map-dates-order") if column.orders else say("map-dates-choose"),
        key=form.key(f"{field}-dates-{column.header}"),  # another column, another guess
    )
    if choice is None:
        form.open += 1
    else:
        form.formats[field] = choice
    if column.unread:
        values = " · ".join(_quoted(each) for each in column.unread)
        st.caption(label(say("inspect-unread", values=values)))


def _scale(form: _Form, column: ColumnEvidence) -> str:
    scales = list(SCALES)
    return st.selectbox(
        say("map-scale"),
        scales,
        index=scales.index(column.scale or FIVE),
        format_func=lambda name: say("map-scale-of", worst=int(SCALES[name].worst), best=name),
        key=form.key(f"scale-{column.header}"),
    )


def _maker(form: _Form, header: str) -> None:
    """Ask who made the sentiment: a person's label outlives every model, a tool's does not."""
    maker = st.radio(
        say("map-maker", column=header[:_SHORT]),
        _MAKERS,
        index=None,
        format_func=lambda name: say(f"map-maker-{name}"),
        horizontal=True,
        key=form.key("maker"),
    )
    del form.columns["sentiment"]
    if maker is None:
        form.open += 1
    elif maker != "nobody":
        form.columns["sentiment" if maker == "person" else TOOL_SENTIMENT] = header


def _save_button(form: _Form) -> bool:
    """Draw the name of the format and the button that saves it; true once it is saved."""
    file = PurePath(form.inspection.file)
    name = st.text_input(say("map-name"), value=file.stem[:_SHORT], key=form.key("name"))
    needs_text = not form.columns.keys() & {"text", TITLE, "rating"}
    reason = say("map-open") if form.open else say("map-no-text") if needs_text else ""
    ready = bool(name.strip()) and not reason
    use = st.button(
        say("map-use"),
        key=form.key("use"),
        type="primary",
        disabled=not ready,
    )
    if reason:
        st.caption(label(reason))
    if use:
        chosen = tuple(dict.fromkeys(form.formats.values()))
        # An order of day and month stands beside what leaves no doubt; any other form alone.
        certain = not chosen or set(chosen) & {dates.AUTO, *dates.ORDERS}
        formats = (
            (dates.AUTO, *(name for name in chosen if name != dates.AUTO)) if certain else chosen
        )
        save(name.strip(), form.columns, formats=formats, zone=form.zone, scale=form.scale)
    return use
