"""Every message exists in every language, with the same arguments, and is used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, MessageReference, Term, VariableReference
from fluent.syntax.visitor import Visitor

from sociallens.i18n import LANGUAGES, LOCALES

ROOT = Path(__file__).parents[1]
SOURCES = [*(ROOT / "sociallens").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
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
    for path in sorted((LOCALES / language).glob("*.ftl")):
        new = messages(path)
        assert not found.keys() & new.keys(), f"{path.name} repeats a message of another file"
        found |= new
    return found


FILES = sorted({path.name for language in LANGUAGES for path in (LOCALES / language).glob("*.ftl")})


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_words_is_well_formed(language: str, name: str) -> None:
    path = LOCALES / language / name
    assert [str(entry.content) for entry in entries(path) if isinstance(entry, Junk)] == []


@pytest.mark.parametrize("name", FILES)
def test_languages_say_the_same(name: str) -> None:
    french, english = (messages(LOCALES / language / name) for language in LANGUAGES)
    assert french == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_stands_twice(language: str) -> None:
    assert everything(language)


def said() -> Iterator[str]:
    """A pattern for each key that the code can ask for."""
    for path in SOURCES:
        if not path.exists():
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_-]+"
                    for part in node.values
                ]
                # `f"{a}-{b}"` could be anything: it decides nothing.
                if re.search(r"[a-z]", "".join(parts).replace("[a-z0-9_-]+", "")):
                    yield "".join(parts)
    for path in DECLARATIONS:
        yield from map(re.escape, re.findall(r"[\w.-]+", path.read_text(encoding="utf-8")))


def test_every_message_is_used() -> None:
    asked = re.compile("|".join(sorted({f"(?:{pattern})" for pattern in said()})))
    mentioned: set[str] = set()
    for path in (LOCALES / LANGUAGES[0]).glob("*.ftl"):
        names = Names()
        names.visit(FluentParser().parse(path.read_text(encoding="utf-8")))
        mentioned |= names.messages
    keys = everything(LANGUAGES[0]).keys() - mentioned
    assert sorted(key for key in keys if not asked.fullmatch(key)) == []


def asked_outright() -> Iterator[tuple[str, str]]:
    """The keys that stand as they are in a call of `words` or of an error."""
    for path in SOURCES:
        if not path.exists():
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = ast.unparse(node.func).rpartition(".")[2]
                key = node.args[0]
                speaks = name in {
                    "words",
                    "SocialLensError",
                    "BadExport",
                    "BadTaxonomy",
                    "StoreError",
                }
                if speaks and isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield path.relative_to(ROOT).as_posix(), key.value


def test_every_message_asked_for_exists() -> None:
    known = everything(LANGUAGES[0]).keys()
    assert [(place, key) for place, key in asked_outright() if key not in known] == []
