"""The record of processing (GDPR art. 30), from what is declared: `docs/data-protection.md`.

`python -m sociallens.personal.record > docs/data-protection.md`
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sociallens.schema import COLUMNS, PERSONAL
from sociallens.trail.events import EVENTS

_DECLARED = Path(__file__).with_name("processing.toml")
_INTRODUCTION = """\
# Record of processing

Made from what the code declares by `python -m sociallens.personal.record`; a test compares. It says
what the software does. Who the controller is, which exports are imported, for how long they are
kept and on what balance of interests is the controller's to add.
"""


def document() -> str:
    """The record as Markdown."""
    declared = tomllib.loads(_DECLARED.read_text(encoding="utf-8"))
    return "\n".join([_INTRODUCTION, *_parts(declared)])


def _parts(declared: Mapping[str, list[Mapping[str, str]]]) -> Iterator[str]:
    yield _section("Purposes", declared["purposes"], ("name", "basis", "how"))
    yield _section("People", declared["people"], ("who", "data"))
    yield "## Categories of data\n"
    yield "Columns of a contribution that are of a person. The others say where, when and by whom"
    yield "it was imported.\n"
    yield _table(("category", "what it is", "columns"), map(_category, PERSONAL))
    yield "No column asks for data of special categories (art. 9); texts may hold some, as their"
    yield "authors wrote them.\n"
    yield "## Retention\n"
    yield "`[retention]` in `settings.toml` says how long messages are kept, by source;"
    yield "`sociallens purge` applies it. Without it nothing expires: [erasing.md](erasing.md).\n"
    yield _section("Recipients", declared["recipients"], ("who", "what"))
    yield "## Measures\n"
    rows = ((each["what"], f"[{each['where']}]({each['where']})") for each in declared["measures"])
    yield _table(("what", "where"), rows)
    yield "## The audit trail\n"
    yield "Events of readers and operators, and what is told of each beside moment and name.\n"
    told = ((name, ", ".join(sorted(facts)) or "–") for name, facts in EVENTS.items())
    yield _table(("event", "facts"), told).rstrip("\n") + "\n"


def _category(name: str) -> tuple[str, ...]:
    columns = (f"`{column.name}`" for column in COLUMNS if column.personal == name)
    return name, PERSONAL[name], ", ".join(columns)


def _section(title: str, rows: Iterable[Mapping[str, str]], columns: tuple[str, ...]) -> str:
    cells = (tuple(row[name] for name in columns) for row in rows)
    return f"## {title}\n\n{_table(columns, cells)}"


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [titles, tuple("---" for _ in titles), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    print(document(), end="")
