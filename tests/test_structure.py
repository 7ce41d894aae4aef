"""The rules of the house that a linter does not know."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
PRODUCT = sorted([*(ROOT / "sociallens").rglob("*.py"), *PAGES, *ROOT.glob("*.py")])
# Here SQL is composed, from the declarations alone; values are always bound.
ENGINE = ROOT / "sociallens" / "engine"
DIALECTS = (ENGINE / "duckdb", ENGINE / "spark")
SQL = re.compile(r"\b(SELECT|FROM|WHERE|GROUP BY|ORDER BY|IS NOT NULL|CREATE|CASE WHEN)\b")
# A remote picture in a verbatim tells a stranger who reads it.
UNSAFE = ("unsafe_allow_html", "ImageColumn")
FRAMES = ("DataFrame", "LazyFrame", "Series", "Table")
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
each_module = pytest.mark.parametrize(
    "path", PRODUCT, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(module: ast.Module) -> Iterator[str]:
    """The top-level packages that a module imports."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def composed_sql(module: ast.Module) -> list[int]:
    """Lines with the text of a query: any string that reads as one, however it is put together."""
    documented = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return sorted(
        {
            node.lineno
            for node in ast.walk(module)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documented
            and SQL.search(node.value)
        }
    )


def composed_markup(module: ast.Module) -> list[int]:
    """Lines that hand Streamlit markup which is neither written there nor a file of ours."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "st.html"
        and not isinstance(node.args[0], ast.Constant)
        and not ast.unparse(node.args[0]).startswith("Path(__file__)")
    ]


def cached(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions whose answers Streamlit keeps, by their arguments."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            names = {ast.unparse(decorator) for decorator in node.decorator_list}
            if any("cache_data" in name or "cache_resource" in name for name in names):
                yield node


def unfit_keys(function: ast.FunctionDef) -> list[str]:
    """Parameters that Streamlit hashes by a sample (frames) or not at all (`_name`)."""
    parameters = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [
        parameter.arg
        for parameter in parameters
        if parameter.arg.startswith("_")
        or parameter.annotation is None
        or any(frame in ast.unparse(parameter.annotation) for frame in FRAMES)
    ]


@each_page
def test_a_page_only_chooses_what_to_show(path: Path) -> None:
    assert not {"duckdb", "polars", "plotly"} & set(imported(tree(path)))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60


@each_module
def test_a_module_is_named_after_what_it_holds(path: Path) -> None:
    assert not {*path.relative_to(ROOT).parts, path.stem} & {
        "utils",
        "helpers",
        "common",
        "services",
        "misc",
    }


@each_module
def test_verbatims_cannot_become_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [name for name in UNSAFE if name in text] == []
    assert composed_markup(ast.parse(text)) == []


@each_module
def test_queries_are_composed_in_one_place(path: Path) -> None:
    if not any(folder in DIALECTS for folder in path.parents):
        assert composed_sql(tree(path)) == []


@each_module
def test_a_cached_answer_is_keyed_by_plain_values(path: Path) -> None:
    found = {function.name: unfit_keys(function) for function in cached(tree(path))}
    assert {name: unfit for name, unfit in found.items() if unfit} == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('c.execute(f"SELECT {x}")', [1]),
        ('sql = "SELECT " + x', [1]),
        ('order = f"{column} IS NOT NULL"', [1]),
        ('"""A question.\\n\\nSELECT is a word."""\nname = "Select"', []),
    ],
)
def test_composed_sql_is_seen(source: str, lines: list[int]) -> None:
    assert composed_sql(ast.parse(source)) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("st.html(text)", [1]),
        ('st.html(f"<b>{text}</b>")', [1]),
        ('st.html("<hr>")', []),
        ('st.html(Path(__file__).with_name("style.css"))', []),
    ],
)
def test_composed_markup_is_seen(source: str, lines: list[int]) -> None:
    assert composed_markup(ast.parse(source)) == lines


@pytest.mark.parametrize(
    ("parameters", "unfit"),
    [
        ("version: str, scope: tuple[str, ...]", []),
        ("frame: pl.DataFrame", ["frame"]),
        ("_store: Store, version: str", ["_store"]),
        ("anything", ["anything"]),
    ],
)
def test_an_unfit_cache_key_is_seen(parameters: str, unfit: list[str]) -> None:
    source = f"@st.cache_data(ttl=60)\ndef answer({parameters}): ..."
    assert [unfit_keys(function) for function in cached(ast.parse(source))] == [unfit]


def test_the_house_names_no_machine() -> None:
    private = re.compile(r"/(home|root|Users|work)/\w")
    assert [path for path in PRODUCT if private.search(path.read_text(encoding="utf-8"))] == []


UI = [path for path in PRODUCT if "ui" in path.parts or path.parent.name == "pages"]


@pytest.mark.parametrize("path", UI, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pages_ask_with_the_scope_of_their_reader(path: Path) -> None:
    """Only what speaks of the whole store to whoever keeps it may see more."""
    names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
    assert "UNLIMITED" not in names or path.name == "health.py"
    assert "TextScope" not in names or path.name == "review_queue.py"  # there as a type
