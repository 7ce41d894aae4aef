"""What a browser may ask of the bar: all that makes no sense changes nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st

from sociallens import theme
from sociallens.access import LOCAL, UNLIMITED
from sociallens.dimensions import CHOOSABLE
from sociallens.engine import known, load
from sociallens.link import View
from sociallens.selection import Period, Selection
from sociallens.ui import acts, sheet, state
from sociallens.ui.state import Screen, screen
from tests import made

MESSAGES = [
    {"text": "Colis perdu", "site": "Épicéane", "channel": "twitter", "topic": "offer"},
    {"text": "Colis retrouvé", "site": "Modalys", "channel": "facebook", "topic": "offer"},
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    path = tmp_path_factory.mktemp("acts") / "store"
    made.store(path, MESSAGES)
    engine = load(path)
    return Screen(
        engine,
        LOCAL,
        known(engine, UNLIMITED),
        View(),
        theme.theme(dark=False),
        "overview",
    )


@pytest.fixture(autouse=True)
def session(shown: Screen) -> Iterator[None]:
    streamlit.session_state.clear()
    token = screen.set(shown)
    state.show(View())
    yield
    screen.reset(token)


def asked(name: str, **given: Any) -> View:
    """The view after an act, from an empty view."""
    state.show(View())
    sheet.ACTS[name](given)
    return state.view()


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
KEYS = ("filter", "values", "value", "except", "search", "start", "end", "on", "sites")


@given(st.sampled_from(sorted(acts.ACTS)), st.dictionaries(st.sampled_from(KEYS), junk))
def test_junk_never_raises_and_never_narrows(name: str, given: dict[str, Any]) -> None:
    view = asked(name, **given)
    assert all(values == () for _, values in view.selection.choices)
    assert view.mine == ""


def test_values_narrow_and_leave_out() -> None:
    view = asked("choose", filter="channel", values=["twitter"])
    assert view.selection == Selection().choose("channel", ["twitter"])
    view = asked("choose", filter="site", values=["épicéane"], **{"except": True})
    assert view.selection == Selection().choose("not-site", ["Épicéane"])
    assert acts.unfolded() == ("site", "")
    assert acts.unfolded() is None


def test_one_unknown_value_leaves_the_view_as_it_is() -> None:
    assert asked("choose", filter="channel", values=["twitter", "nowhere"]) == View()
    assert asked("choose", filter="not-channel", values=["twitter"]) == View()
    assert asked("choose", filter="day", values=["2025-01-01"]) == View()


@pytest.mark.parametrize("name", [dimension.name for dimension in CHOOSABLE])
def test_an_empty_choice_lifts_both_filters(name: str) -> None:
    narrowed = Selection().choose(name, ["x"]).choose(f"not-{name}", ["y"])
    state.show(View(narrowed))
    acts.choose({"filter": name, "values": []})
    assert state.view().selection == Selection()


def test_what_a_change_hides_is_closed() -> None:
    state.show(View(thread="c1", open="m1", page=7))
    acts.set_comparison({"value": "year"})
    assert state.view() == View(Selection(compare="year"))


def test_dates_in_either_order_and_open_sides() -> None:
    whole = Period(date(2025, 3, 1), date(2025, 3, 31))
    for start, end in (("2025-03-01", "2025-03-31"), ("2025-03-31", "2025-03-01")):
        assert asked("dates", start=start, end=end).selection.period == whole
    assert asked("dates", start="2025-03-01", end="").selection.period == Period(whole.start)
    assert asked("dates", start="", end="").selection.period == Period()
    for bad in ("1899-12-31", "3000-01-01", "2025-02-30", "20250301T", 5, None):
        assert asked("dates", start=bad, end="2025-03-01") == View()


def test_a_remembered_merchant_never_replaces_another() -> None:
    state.show(View(mine="Modalys"))
    acts.set_mine({"value": "épicéane", "remembered": True})
    assert state.view().mine == "Modalys"
    acts.set_mine({"value": "épicéane"})
    assert state.view().mine == "Épicéane"
    acts.set_mine({"value": "nobody"})
    assert state.view().mine == "Épicéane"
    acts.set_mine({"value": ""})
    assert state.view().mine == ""


def test_nobody_is_a_peer_of_its_own() -> None:
    state.show(View(mine="Modalys"))
    acts.set_peers({"sites": ["modalys", "épicéane"]})
    assert state.view().peers == ("Épicéane",)
    acts.set_mine({"value": "épicéane"})
    narrowed = Selection().choose("site", ["Épicéane"])
    assert state.view() == View(narrowed, mine="Épicéane", peers="all")
    acts.set_peers({"value": "size"})
    assert state.view().peers == "size"
