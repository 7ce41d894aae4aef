"""The first page at its own name, too."""

from starlette.requests import Request
from starlette.responses import RedirectResponse


async def first_page(request: Request) -> RedirectResponse:
    """Lead to `/` with the view that the address holds."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")
