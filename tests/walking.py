"""A walk past all words of a copy of the product, in a process of its own; a report as JSON.

`test_locales.py` runs it with the copy in front of Python's path, so it uses no other test.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Dataframe

from sociallens import settings, tables
from sociallens.access import LOCAL
from sociallens.cli import main
from sociallens.engine import load
from sociallens.export import stream
from sociallens.link import View
from sociallens.locales import LANGUAGES
from sociallens.selection import Selection

# The fields of Streamlit's messages that are read; others hold keys, addresses, kinds and styles.
READ = {"label", "help", "body", "text", "placeholder", "content", "options", "title", "delta"}
DRAWN = {"text", "hovertext", "ticktext", "tickprefix", "ticksuffix"}
# The fields of the front end's blocks that no reader sees: names, addresses, kinds.
UNSEEN = {
    "kind", "key", "name", "href", "page", "narrow", "messages", "links", "tone",
    "act", "rule", "language", "colours", "paper", "printed", "task", "form",
    "values", "where", "of", "asks", "preset",
}  # fmt: skip
UNKNOWN = "note,avis,quand\n1,Colis perdu,2026-03-15\n5,Tout va bien,2026-03-16\n"
VIEWS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    ((), {}),
    (("merchants", "overview"), {"site": ["site-0", "site-1"], "compare": "year",
                                 "from": "2025-06-01", "to": "2026-05-31"}),
    (("conversations",), {"thread": "c0"}),
    (("overview",), {"site": "nowhere", "period": "12m", "q": "x"}),
)  # fmt: skip
COMMANDS = (
    ("check",),
    ("check", "--store", "nowhere"),
    ("export", "nothing"),
    ("export", "summary", "--link", "lang=xx&site=nowhere"),
    ("inspect", "unknown.csv"),
    ("import", "unknown.csv", "--dry-run", "--store", "own"),
)


def strings(message: Message) -> Iterator[str]:
    """What a reader sees of a message of Streamlit's."""
    for field, value in message.ListFields():
        for part in parts(value):
            if isinstance(part, Message):
                yield from strings(part)
            elif isinstance(part, str) and field.name in READ:
                yield part
            elif isinstance(part, str) and field.name in ("spec", "columns", "json"):
                yield from drawn(json.loads(part or "{}"), every=field.name == "json")
            elif isinstance(part, bytes) and field.name == "bytes":  # a sheet's rows, written once
                yield from drawn(json.loads(part), every=True)


def parts(value: Any) -> Iterator[Any]:
    """The value itself, or the members of a list or a map."""
    if isinstance(value, Message | str | bytes | int | float):
        yield value
    elif hasattr(value, "values"):
        yield from value.values()
    else:
        yield from value


def drawn(part: Any, *, every: bool = False) -> Iterator[str]:
    """The words in a figure, in the columns of a table or in what a component is given."""
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    for name, value in pairs:
        if every and name in UNSEEN:
            continue
        if isinstance(value, str) and (every or name in READ | DRAWN):
            yield value
        elif isinstance(value, list) and name in DRAWN:
            yield from (each for each in value if isinstance(each, str))
        elif isinstance(value, dict | list):
            yield from drawn(value, every=every and name != "figure")


def shown(app: AppTest) -> dict[str, Any]:
    """What stands on a page, and what failed on it."""
    texts: list[str] = []
    for root in (app.main, app.sidebar):
        for node in root:
            proto = getattr(node, "proto", None)
            if isinstance(proto, Message):
                texts += strings(proto)
            if isinstance(node, Dataframe):
                frame = node.value
                texts += (str(cell) for cell in frame.select_dtypes("object").to_numpy().flat)
    return {
        "exceptions": [f"{error.message}\n{''.join(error.stack_trace)}" for error in app.exception],
        "texts": sorted(set(texts)),
    }


def opened(query: dict[str, Any]) -> AppTest:
    """The dashboard as a link opens it."""
    frame = settings.ROOT / "sociallens" / "ui" / "frame.py"
    app = AppTest.from_file(frame, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def pages(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every page, some of them under several views, and the form for an unknown file."""
    paths = sorted((settings.ROOT / "pages").glob("*.py"))
    for number, (names, query) in enumerate(VIEWS):
        app = opened({"lang": language, **query})
        for path in paths:
            if not names or path.stem in names:
                yield f"{path.stem} {number}", shown(app.switch_page(str(path)).run())
            if path.stem == "data" and not names:
                app.file_uploader[0].set_value([("unknown.csv", UNKNOWN.encode(), "text/csv")])
                yield "data with a file", shown(app.run())


def files(language: str) -> dict[str, dict[str, str]]:
    """Every table as a file, in the language and in English."""
    engine = load(settings.shown_store())
    return {
        name: {
            each: b"".join(stream(engine, name, View(Selection(), each), LOCAL)).decode()
            for each in (language, "en")
        }
        for name in tables.NAMES
    }


def commands() -> dict[str, tuple[int, str, str]]:
    """What commands say: their exit status, what they raised, their words."""
    Path("unknown.csv").write_text(UNKNOWN, encoding="utf-8")
    answers = {}
    for command in COMMANDS:
        done = CliRunner().invoke(main, command)
        text = done.stderr if command[0] == "export" else done.output
        answers[" ".join(command)] = (done.exit_code, repr(done.exception), text)
    return answers


if __name__ == "__main__":
    language = sys.argv[1]
    report = {
        "languages": LANGUAGES,
        "pages": dict(pages(language)),
        "files": files(language),
        "commands": commands(),
    }
    print(json.dumps(report))
