"""What a page costs: messages to a browser, nothing sent twice, nothing kept of who has gone."""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from sociallens import settings
from sociallens.ui.pages import PAGES
from tests.wire import Run, session

MOST = 45  # messages of a page
SESSIONS = 2  # that come and go, twice
FICHE = "v=1&lang=fr&about=topic&topic=delivery"


async def _runs(address: str) -> dict[str, tuple[Run, Run]]:
    """Each page at its first visit, and the same again."""
    runs = {}
    for page in PAGES:
        query = FICHE if page.name == "fiche" else "v=1&lang=fr"
        async with session(address) as own:
            first = await own.visit(page.path, query)
            runs[page.name] = first, await own.visit(page.path, query)
    return runs


@pytest.fixture(scope="module")
def runs(demo: str) -> dict[str, tuple[Run, Run]]:
    with ThreadPoolExecutor(1) as own:  # this thread may hold the loop of a browser
        return own.submit(asyncio.run, _runs(demo)).result()


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_a_page_is_few_messages(runs: dict[str, tuple[Run, Run]], page: str) -> None:
    for run in runs[page]:
        assert run.errors == []
        assert len(run.messages) <= MOST
        elements = Counter(
            message.delta.new_element.WhichOneof("type")
            for message in run.messages
            if message.delta.HasField("new_element")
        )
        assert elements["bidi_component"] >= 2, elements  # navigation and bar at least
        assert elements["plotly_chart"] == 0  # ours is the one chart library


def test_large_messages_are_sent_once(runs: dict[str, tuple[Run, Run]]) -> None:
    for page, (first, again) in runs.items():
        assert any(message.metadata.cacheable for message in first.messages), page
        assert {each.WhichOneof("type") for each in again.messages} >= {"ref_hash"}, page


def test_numbers_come_before_charts(runs: dict[str, tuple[Run, Run]]) -> None:
    kinds = [block["kind"] for message in runs["overview"][0].messages for block in blocks(message)]
    assert kinds.index("strip") < kinds.index("card")


def test_who_has_gone_leaves_nothing() -> None:
    command = [sys.executable, "-m", "tests.wire_leaks", str(SESSIONS)]
    environment = os.environ | {
        "SOCIALLENS_STORE": str(settings.DEMO_STORE),
        "SOCIALLENS_PATIENCE": "0",  # questions are watched for as long as it lasts
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    counted = json.loads(done.stdout)
    assert counted["after"] == counted["before"]


def blocks(message: ForwardMsg) -> list[dict[str, object]]:
    """The blocks that a message of a page brings."""
    told = message.delta.new_element.bidi_component.bytes
    return [block for row in json.loads(told or "[[]]")[0] for block in row]
