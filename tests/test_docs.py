"""What the documents say of the code is so: names, places, layers, keys of links, tests."""

import ast
import re
import tomllib
from importlib import import_module
from itertools import chain, pairwise, product
from pathlib import Path

import pytest

from sociallens import tables
from sociallens.dimensions import FILTERS
from sociallens.link import KEYS
from sociallens.selection import PRESETS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sociallens"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PICTURE = ARCHITECTURE.split("```mermaid\n", 1)[1].split("```", 1)[0]
PARTS = {node: names.split(", ") for node, names in re.findall(r'(\w+)\["<b>(.+?)</b>', PICTURE)}
each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def written(path: Path) -> str:
    """A document without its blocks of code, which other tests run."""
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


@each_document
def test_a_link_to_a_file_leads_to_one(path: Path) -> None:
    for to in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", written(path)):
        assert (path.parent / to).exists(), to


@each_document
def test_a_place_that_is_named_is_there(path: Path) -> None:
    for place in re.findall(
        r"(?<!Write )`((?:sociallens|tests|pages|docs)/[\w./]*)`", written(path)
    ):
        assert (ROOT / place).exists(), place


def test_the_tests_that_keep_the_rules_are_there() -> None:
    rules = written(ROOT / "CONTRIBUTING.md").split("## How we write", 1)[0]
    named = set(re.findall(r"`(test_\w+)`", rules))
    assert len(named) > 20
    assert sorted(name for name in named if not (ROOT / "tests" / f"{name}.py").exists()) == []


def test_what_the_flows_name_is_there() -> None:
    dotted = set(re.findall(r"`((?:[a-z]+\.)+\w+)`", ARCHITECTURE))
    names = {name for name in dotted if not name.endswith((".py", ".md", ".toml", ".csv"))}
    assert len(names) > 10
    for name in names:
        *modules, last = name.split(".")
        held = import_module(".".join(["sociallens", *modules]))
        assert hasattr(held, last) or import_module(f"{held.__name__}.{last}"), name


def test_the_picture_has_every_part_once() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = [part for layer in contracts["contracts"][0]["layers"] for part in layer.split(" | ")]
    assert sorted(chain.from_iterable(PARTS.values())) == sorted(set(layers) - {"__main__"})


def test_every_arrow_of_the_picture_is_an_import() -> None:
    """Their direction is right then: the contract lets no part import what stands above it."""
    arrows = [
        (one, other)
        for line in PICTURE.splitlines()
        for left, right in pairwise(line.split("-->"))
        for one, other in product(re.findall(r"\w+", left), re.findall(r"\w+", right))
    ]
    assert len(arrows) > 10
    assert [(a, b) for a, b in arrows if not imported(PARTS[a]) & set(PARTS[b])] == []


def imported(parts: list[str]) -> set[str]:
    """The parts of the package that some of its parts import."""
    files = [
        path
        for part in parts
        for path in [PACKAGE / f"{part}.py", *(PACKAGE / part).rglob("*.py")]
        if path.is_file()
    ]
    found: set[str] = set()
    for node in (node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))):
        if isinstance(node, ast.ImportFrom) and node.module == "sociallens":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sociallens."):
            found.add(str(node.module).split(".")[1])
    return found


def test_every_key_of_a_link_and_every_table_is_listed() -> None:
    listed = set(re.findall(r"`([\w-]+)`", (ROOT / "docs" / "links.md").read_text("utf-8")))
    excluding = {key for key, declared in FILTERS.items() if declared.excluding}
    assert {*KEYS, *PRESETS, *tables.NAMES} - excluding - listed == set()
