"""A language that nobody speaks, generated from the English words: every message is marked.

Made of data files alone, as a translator would add one: a folder of words with its `locale.toml`,
and a label beside every English one. What then stands on a page without marks is no message.
"""

import re
import shutil
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import Attribute, Message, Pattern, TextElement
from fluent.syntax.visitor import Transformer

ROOT = Path(__file__).parents[1]
CODE = "xx"
MODEL = "en"
OPEN, CLOSE = "⟦", "⟧"
MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
DECLARED = """
order = 99
babel = "de_DE"

[spacing]
narrow_before = "?"

[csv]
separator = "\\t"
decimal_comma = true
byte_order_mark = false
"""
# What a running copy is made of.
PARTS = ("sociallens", "pages", "app.py", ".streamlit", "pyproject.toml")
_LETTERS = str.maketrans(
    {
        **dict(zip("bcdghjklnrstvwyz", "ƀçďǧħĵķļñŕšţṽŵýž", strict=True)),
        **{vowel: accented * 2 for vowel, accented in zip("aeiou", "áéíóú", strict=True)},
        **dict(zip("ABCDEGHIJKLNORSTUWYZ", "ÅƁÇĎÉǦĦÎĴĶĻÑÖŔŠŢÛŴÝŽ", strict=True)),
    }
)
_LABEL = re.compile(rf'\b((?:[a-z]+_)?){MODEL}(\s*=\s*)"((?:[^"\\]|\\.)*)"')


def spoken(text: str) -> str:
    """The letters accented and the vowels drawn out, other signs as they are."""
    return text.translate(_LETTERS)


class _Translator(Transformer):
    """Speaks all texts of messages, and marks where each message begins and ends."""

    def visit_TextElement(self, node: TextElement) -> TextElement:
        return TextElement(spoken(node.value))

    def visit_Message(self, node: Message) -> Message:
        self.generic_visit(node)
        node.value = _marked(node.value) if node.value else None
        return node

    def visit_Attribute(self, node: Attribute) -> Attribute:
        self.generic_visit(node)
        node.value = _marked(node.value)
        return node


def _marked(pattern: Pattern) -> Pattern:
    return Pattern([TextElement(OPEN), *pattern.elements, TextElement(CLOSE)])


def copy(to: Path) -> Path:
    """The product in another folder, to which a language can be added."""
    for name in PARTS:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, to / name, ignore=ignored)
        elif (ROOT / name).is_file():
            to.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    return to


def add(product: Path) -> dict[str, int]:
    """Add the language to a copy; the files that it takes, with the lines added to each."""
    package = product / "sociallens"
    words = package / "locales" / CODE
    words.mkdir()
    (words / "locale.toml").write_text(DECLARED, encoding="utf-8")
    for path in sorted((package / "locales" / MODEL).glob("*.ftl")):
        resource = _Translator().visit(FluentParser().parse(path.read_text(encoding="utf-8")))
        (words / path.name).write_text(FluentSerializer().serialize(resource), encoding="utf-8")
    lines = {path.name: _height(path) for path in sorted(words.iterdir())}
    for path in (package / "study.toml", *sorted((package / "taxonomies").rglob("*.toml"))):
        lines[path.relative_to(package).as_posix()] = _label(path)
    return lines


def _height(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _label(path: Path) -> int:
    """Put a label of the language after each of the model's; how many lines that changes."""
    labelled, changed = [], 0
    for line in path.read_text(encoding="utf-8").splitlines():
        between = ", " if "{" in line else "\n"

        def beside(found: re.Match[str], between: str = between) -> str:
            prefix, equals, text = found.groups()
            mine = f'{prefix}{CODE}{equals}"{OPEN}{spoken(text)}{CLOSE}"'
            return f"{found.group()}{between}{mine}"

        spoken_line = line if line.startswith("#") else _LABEL.sub(beside, line)
        changed += spoken_line != line
        labelled.append(spoken_line)
    path.write_text("\n".join(labelled) + "\n", encoding="utf-8")
    return changed
