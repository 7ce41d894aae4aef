"""What sessions leave behind in a server of this process, as JSON: objects by their type.

`test_wire.py` runs it in a process of its own: `python -m tests.wire_leaks SESSIONS`.
"""

import asyncio
import gc
import json
import sys
from collections import Counter

import uvicorn
from streamlit.runtime import get_instance

from sociallens.ui.application import application
from tests.serving import free_port
from tests.wire import session

VIEWS = (("", "v=1&lang=fr"), ("conversations", "v=1&lang=fr"), ("data", "v=1&lang=fr"))
FRAMEWORK = ("AppSession", "ScriptRunner", "ScriptRunContext", "SessionState")


async def come_and_go(address: str) -> None:
    """A session that looks at a few pages, and ends for good."""
    async with session(address) as own:
        runs = [await own.visit(*view) for view in VIEWS]
    get_instance().close_session(runs[0].messages[0].new_session.initialize.session_id)


def objects() -> Counter[str]:
    """How many objects there are of each type of ours, and of the framework's for a session."""
    gc.unfreeze()  # what was set apart is counted too
    gc.collect()
    kinds = (type(each) for each in gc.get_objects())
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in kinds)
    return Counter(
        name for name in names if name.startswith("sociallens.") or name.endswith(FRAMEWORK)
    )


async def measure(sessions: int) -> dict[str, dict[str, int]]:
    """The objects after so many sessions, and after as many again."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(application(), port=port, log_level="error"))
    serving = asyncio.create_task(server.serve())  # sessions are ended on the server's own loop
    while not server.started:
        await asyncio.sleep(0.05)
    counted = {}
    for name in ("before", "after"):
        for _ in range(sessions):
            await come_and_go(f"http://127.0.0.1:{port}")
        await asyncio.sleep(1)  # threads of the last one end
        counted[name] = dict(objects())
    server.should_exit = True
    await serving
    return counted


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1])))))
