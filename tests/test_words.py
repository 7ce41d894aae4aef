"""Every message exists in every language, with the same arguments, and is used."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, MessageReference, Term, VariableReference
from fluent.syntax.visitor import Visitor

from sociallens.locales import DEFAULT, FOLDER, LANGUAGES

ROOT = Path(__file__).parents[1]
SOURCES = [*(ROOT / "sociallens").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
ANYTHING = "[a-z0-9_-]+"
DECLARATIONS = sorted((ROOT / "sociallens").rglob("*.toml"))


class Names(Visitor):
    """The variables and other messages that a message mentions."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: MessageReference) -> None:
        self.messages.add(node.id.name)


def entries(path: Path) -> list[Message | Term | Junk]:
    resource = FluentParser().parse(path.read_text(encoding="utf-8"))
    return [entry for entry in resource.body if isinstance(entry, Message | Term | Junk)]


def messages(path: Path) -> dict[str, set[str]]:
    """Each key (`message` or `message.attribute`) with the arguments it wants."""
    found: dict[str, set[str]] = {}
    for entry in entries(path):
        if isinstance(entry, Message):
            patterns = {entry.id.name: entry.value} if entry.value else {}
            patterns |= {f"{entry.id.name}.{part.id.name}": part.value for part in entry.attributes}
            for key, pattern in patterns.items():
                names = Names()
                names.visit(pattern)
                assert key not in found, f"{path.name}: {key} stands twice"
                found[key] = names.variables
    return found


def everything(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in sorted((FOLDER / language).glob("*.ftl")):
        new = messages(path)
        assert not found.keys() & new.keys(), f"{path.name} repeats a message of another file"
        found |= new
    return found


FILES = sorted({path.name for language in LANGUAGES for path in (FOLDER / language).glob("*.ftl")})


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_words_is_well_formed(language: str, name: str) -> None:
    path = FOLDER / language / name
    assert [str(entry.content) for entry in entries(path) if isinstance(entry, Junk)] == []


@pytest.mark.parametrize("name", FILES)
def test_languages_say_the_same(name: str) -> None:
    reference = messages(FOLDER / DEFAULT / name)
    for language in LANGUAGES:
        assert messages(FOLDER / language / name) == reference


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_stands_twice(language: str) -> None:
    assert everything(language)


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """All of the product's code, each piece with the file where it stands."""
    return [
        (path.relative_to(ROOT).as_posix(), node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]


def said() -> Iterator[str]:
    """A pattern for each key that the code can ask for."""
    for _, node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value) + (ANYTHING if node.value.endswith("-") else "")
        elif isinstance(node, ast.JoinedStr):
            fixed = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
            # `f"{a}-{b}"` could be anything: it decides nothing.
            if re.search("[a-z]", "".join(fixed)):
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else ANYTHING
                    for part in node.values
                )
    for path in DECLARATIONS:
        yield from map(re.escape, re.findall(r"[\w.-]+", path.read_text(encoding="utf-8")))


def test_every_message_is_used() -> None:
    asked = re.compile("|".join(sorted({f"(?:{pattern})" for pattern in said()})))
    mentioned: set[str] = set()
    for path in (FOLDER / DEFAULT).glob("*.ftl"):
        names = Names()
        names.visit(FluentParser().parse(path.read_text(encoding="utf-8")))
        mentioned |= names.messages
    keys = everything(DEFAULT).keys() - mentioned
    assert sorted(key for key in keys if not asked.fullmatch(key)) == []


def name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def errors() -> set[str]:
    """The names of the classes of errors that are worded from the files."""
    bases = {
        node.name: {name(base) for base in node.bases}
        for _, node in nodes()
        if isinstance(node, ast.ClassDef)
    }
    found = {"SocialLensError"}
    while more := {error for error in bases if bases[error] & found} - found:
        found |= more
    return found


def test_every_message_asked_for_exists() -> None:
    speakers = errors() | {"words"}
    known = everything(DEFAULT).keys()
    asked = {
        (place, node.args[0].value)
        for place, node in nodes()
        if isinstance(node, ast.Call)
        and name(node.func) in speakers
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert asked
    assert sorted((place, key) for place, key in asked if key not in known) == []
