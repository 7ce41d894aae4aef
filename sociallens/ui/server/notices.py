"""Pages of one sentence, for whom there is no dashboard: plain, of our own, without scripts."""

from html import escape
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import HTMLResponse

from sociallens.i18n import Language, words
from sociallens.link import language_of, parse
from sociallens.locales import negotiated

_STYLE = """
:root {
  color-scheme: light dark;
  --paper: #f1f4f7; --card: #fff; --text: #1d2733; --accent: #1f5f99;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #12181f; --card: #1e2732; --text: #e8ecf1; --accent: #7fb2e5; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem;
  background: var(--paper); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { background: var(--card); padding: 2rem; border-radius: 0.75rem; max-width: 30rem;
  width: 100%; }
h1 { font-size: 1.25rem; margin: 0 0 0.75rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
a.main { display: inline-block; padding: 0.5rem 1rem; border-radius: 0.5rem; text-decoration: none;
  background: var(--accent); color: var(--card); font-weight: 600; }
"""


class Way(NamedTuple):
    """A link onwards."""

    text: str
    href: str


def spoken(request: Request, path: str = "") -> Language:
    """The language of an address, else the one that the browser prefers."""
    told = dict(parse(path.partition("?")[2] or request.url.query))
    if "lang" in told:
        return language_of(tuple(told.items()))
    preferred = request.headers.get("accept-language", "").split(",")[0].split(";")[0]
    return negotiated(preferred.strip())


def notice(
    language: Language, key: str, status: int = 200, way: Way | None = None, **details: str
) -> HTMLResponse:
    """A page that says `key`, under the title `<key>-title`, with one way onwards."""
    title = escape(words(f"{key}-title", language))
    text = escape(words(key, language, **details))
    link = f'<p><a class="main" href="{escape(way.href)}">{escape(way.text)}</a></p>' if way else ""
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} · SocialLens</title><style>{_STYLE}</style>"
        f"<main><h1>{title}</h1><p>{text}</p>{link}</main></html>",
        status,
        {"Cache-Control": "no-store"},
    )
