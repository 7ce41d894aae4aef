"""Where a scope could be forgotten: who asks without restriction, and what answers are kept by."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request

from sociallens.access import LOCAL
from sociallens.ui import reading
from sociallens.ui.server import exports
from tests.test_structure import PRODUCT, ROOT, tree

# Who may ask for everybody: whoever owns the machine, and what tells a reader nothing of it.
UNRESTRICTED = {
    "UNLIMITED": ("access/", "cli/", "library.py", "effect.py", "ui/server/health.py"),
    "LOCAL": ("access/", "cli/", "library.py", "ui/reading.py"),
}


def product(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removeprefix("sociallens/")


def names(node: ast.AST) -> Iterator[str]:
    """Whatever an expression reads."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Attribute):
            yield each.attr


def taken(module: ast.Module) -> Iterator[str]:
    """What a module takes from `access`."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sociallens.access"):
            yield from (alias.name for alias in node.names)


def kept(module: ast.Module) -> Iterator[tuple[int, set[str], set[str]]]:
    """Each answer that the cache keeps: its line, what its key reads, what works it out reads."""
    functions = {node.name: node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
    for outer in functions.values():
        told = {
            target.id: set(names(node.value))
            for node in ast.walk(outer)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in ast.walk(outer):
            if not (isinstance(call, ast.Call) and ast.unparse(call.func) == "cached"):
                continue
            _, key, work = call.args[:3]
            read = set(names(key))
            read |= {name for each in read & told.keys() for name in told[each]}
            worked = set(names(work))
            worked |= {n for each in worked & functions.keys() for n in names(functions[each])}
            yield call.lineno, read, worked


@pytest.mark.parametrize("name", UNRESTRICTED)
def test_few_ask_without_a_restriction(name: str) -> None:
    asking = {product(path) for path in PRODUCT if name in set(taken(tree(path)))}
    assert asking
    assert not {each for each in asking if not each.startswith(UNRESTRICTED[name])}


def test_who_came_past_the_door_of_a_public_server_is_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = Request({"type": "http"})
    assert exports._reader(request) == LOCAL
    monkeypatch.setattr(reading, "served", object)
    assert exports._reader(request).entries == ()


def test_no_answer_is_kept_without_the_scope_that_it_is_of() -> None:
    found, lacking = 0, []
    for path in PRODUCT:
        for line, key, worked in kept(tree(path)):
            found += 1
            scopes = {"scope", "texts", "reader"} & worked
            if scopes and not {"scope", "texts", "entries"} & key:
                lacking.append(f"{product(path)}:{line}")
    assert found > 15
    assert not lacking


def test_what_is_kept_is_found_without_its_scope() -> None:
    """The law itself: it sees a key that lacks what the answer is of."""
    module = ast.parse(
        "def f(engine, scope):\n"
        "    question = ('sizes', 1)\n"
        "    return cached(engine, question, lambda: sizes(engine, scope))\n"
    )
    ((_, key, worked),) = kept(module)
    assert "scope" in worked
    assert "scope" not in key
