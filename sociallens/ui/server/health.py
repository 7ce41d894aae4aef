"""What a monitor asks."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sociallens import damage, settings
from sociallens.access import UNLIMITED
from sociallens.annotations.log import altered
from sociallens.engine import follow
from sociallens.errors import SocialLensError
from sociallens.ui.server.exports import DAMAGE


async def ready(request: Request) -> Response:
    """`GET /healthz`: `ok`, or 503 with what keeps the shown store from being read in full.

    Monitors look at the status: with 200 nobody would learn that figures lack rows. What asks
    whether the process lives, to restart it or to send readers elsewhere, asks
    `/_stcore/health`: neither would bring a damaged file back.
    """
    try:
        engine, _ = await run_in_threadpool(follow, settings.shown_store(), (), UNLIMITED)
    except SocialLensError as error:
        return PlainTextResponse(error.key, 503)
    if engine.damages:
        missing = str(damage.rows(engine.damages))
        return PlainTextResponse("damaged", 503, headers={DAMAGE: missing})
    if problem := altered(engine.annotations):
        return PlainTextResponse(problem.key, 503)
    return PlainTextResponse("ok")
