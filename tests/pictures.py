"""The pictures of the README, from today's product on the embedded data: `make pictures`."""

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page

from sociallens import settings
from sociallens.demo.generate import OPENING
from tests import programs
from tests.reading import visit
from tests.serving import serve

FOLDER = Path(__file__).parents[1] / "docs"
WIDE, PHONE = (1440, 900), (390, 844)
# File: the page, what its address says, and the size of the screen.
PICTURES = {
    "overview.png": ("overview", f"{OPENING}&compare=year&lang=fr", WIDE),
    "overview-phone.png": ("overview", f"{OPENING}&lang=fr", PHONE),
    "conversations.png": ("conversations", f"{OPENING}&topic=customer_service&lang=fr", WIDE),
}
TALL = ("overview.png",)  # shown from top to bottom; the others as the screen shows them
HEIGHT = """() => document.querySelector('[data-testid="stMainBlockContainer"]').scrollHeight"""
STILL = "*, *::before, *::after { animation: none !important; transition: none !important; }"
COLOURS = 128


def picture(browser: Browser, address: str, name: str) -> bytes:
    """What a reader sees, as a PNG."""
    page_name, query, (width, height) = PICTURES[name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = visit(context.new_page(), address, page_name, query)
    if name in TALL:
        page.set_viewport_size({"width": width, "height": page.evaluate(HEIGHT)})
    page.add_style_tag(content=STILL)
    shot = _settled(page)
    context.close()
    return shot


def _settled(page: Page) -> bytes:
    """The picture once two in a row are the same: fonts and charts have come to rest."""
    before = b""
    while (shot := page.screenshot()) != before:
        before = shot
        page.wait_for_timeout(500)
    return shot


def small(shot: bytes) -> bytes:
    """The same picture in few colours, a third of the size."""
    palette = Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    file = BytesIO()
    palette.save(file, "PNG", optimize=True)
    return file.getvalue()


def main(folder: Path = FOLDER) -> None:
    """Write all pictures anew."""
    path = programs.browser()
    if path is None:
        sys.exit("no Chromium or Chrome: run python -m tests.programs")
    with (
        TemporaryDirectory() as home,  # neither a store nor settings of one's own
        serve(SOCIALLENS_STORE=str(settings.DEMO_STORE), SOCIALLENS_HOME=home) as address,
        programs.chromium(path) as browser,
    ):
        for name in PICTURES:
            written = folder / name
            written.write_bytes(small(picture(browser, address, name)))
            print(f"{written.name}: {written.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
