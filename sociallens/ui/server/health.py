"""What a monitor asks: whether the process lives, and whether readers should be sent to it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sociallens import settings, work
from sociallens.access import UNLIMITED
from sociallens.annotations.log import altered
from sociallens.engine import follow
from sociallens.errors import SocialLensError


async def alive(request: Request) -> Response:
    """`GET /healthz`: `ok` as long as the process answers.

    It looks at nothing else: who asks restarts what does not answer, and no restart brings a
    damaged file back or empties a disk.
    """
    return PlainTextResponse("ok")


async def ready(request: Request) -> Response:
    """`GET /readyz`: `ok`, or 503 with what keeps the shown store from being read in full.

    Monitors look at the status: with 200 nobody would learn that figures lack rows. Nobody signs
    in to ask, so it names the problem and tells no figure of the store.
    """
    found = await run_in_threadpool(problem)
    return PlainTextResponse(found or "ok", 503 if found else 200)


def problem() -> str:
    """The name of what is wrong, the worst first; "" where nothing is."""
    try:
        store = settings.shown_store()
        engine, _ = follow(store, (), UNLIMITED)
        if engine.damages:
            return "damaged"
        if changed := altered(engine.annotations):
            return changed.key
        least = settings.disk_left() * work.MEGABYTE
        return "disk-low" if work.free(store, settings.work_folder()) < least else ""
    except SocialLensError as error:
        return error.key
    except OSError:  # the disk itself does not answer
        return "disk-unreadable"


def store() -> dict[str, int]:
    """What a monitor counts of the shown store: its version, its messages, its damaged files.

    Raises `StoreError`.
    """
    engine, _ = follow(settings.shown_store(), (), UNLIMITED)
    manifest = engine.store.manifest
    return {
        "version": manifest.version,
        "messages": manifest.rows,
        "damaged_files": len(engine.damages),
    }
