"""The front end's own scripts: immutable files at an address that changes with their content."""

from hashlib import sha256
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).parents[1] / "front"
YEAR = 365 * 24 * 3600  # seconds


def _digest() -> str:
    content = sha256()
    for file in sorted(FOLDER.rglob("*.js")):
        content.update(file.relative_to(FOLDER).as_posix().encode() + file.read_bytes())
    return content.hexdigest()[:16]


ADDRESS = f"/front/{_digest()}"


class _Immutable(StaticFiles):
    def file_response(self, *args: object, **options: object) -> Response:
        """A file that browsers may keep."""
        response = super().file_response(*args, **options)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response


front = Mount(ADDRESS, _Immutable(directory=FOLDER))
