"""What CONTRIBUTING.md says about adding things works: its edits and commands, on a copy."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import lengths

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# Recipe -> the most files that it may touch, and whether they may be code.
RECIPES = {
    "A profile": (3, False),
    "A sector": (3, False),
    "A metric": (4, True),
    "A dimension": (3, True),
    "A page": (4, True),
    "A language": (3, False),
}
# The paragraph before a block says what it is for; the anchor is part of exactly one line.
STEP = re.compile(
    r"^(?P<verb>Write|Append to|In|Run)(?: `(?P<file>[^`]+)`)?"
    r"(?: (?P<side>below|above) (?:`(?P<line>[^`]+)`|\"(?P<quoted>[^\"]+)\"))?[^\n]*\n\n"
    r"```\w+\n(?P<block>.*?\n)```$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Step:
    verb: str
    file: str
    side: str
    anchor: str
    block: str

    def edit(self, folder: Path) -> None:
        """Change the file of the step in a copy of the repository."""
        path = folder / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.verb == "Write":
            path.write_text(self.block, encoding="utf-8")
            return
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        place = len(lines)
        if self.verb == "In":
            places = [number for number, line in enumerate(lines) if self.anchor in line]
            assert len(places) == 1, f"{self.file}: {self.anchor!r} is in {len(places)} lines"
            place = places[0] + (self.side == "below")
        path.write_text("".join([*lines[:place], self.block, *lines[place:]]), encoding="utf-8")

    def run(self, folder: Path) -> None:
        """Run the commands of the step; `.venv/bin/` stands for the environment of the tests."""
        script = self.block.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
        home = {"SOCIALLENS_DATA": f"{folder}/data", "SOCIALLENS_HOME": f"{folder}/home"}
        ran = subprocess.run(
            ["sh", "-euc", script],
            cwd=folder,
            env=os.environ | home | {"PYTHONPATH": str(folder)},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-4000:]


def section(title: str) -> str:
    """The text of a recipe."""
    return GUIDE.split(f"### {title}\n", 1)[1].split("\n##", 1)[0]


def steps(title: str) -> Iterator[Step]:
    for part in STEP.finditer(section(title)):
        words = {name: part[name] or "" for name in ("verb", "file", "side", "block")}
        yield Step(**words, anchor=part["line"] or part["quoted"] or "")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository as git knows it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("title", re.findall(r"^### (.+)$", GUIDE, re.M))
def test_every_block_of_a_recipe_is_a_step(title: str) -> None:
    assert len(list(steps(title))) == section(title).count("\n```") // 2 > 0


# Above five seconds: a recipe runs the tests that it names, each in a process of its own.
@pytest.mark.parametrize("title", RECIPES if lengths.WHOLE else ["A profile", "A metric", "A page"])
def test_a_recipe_works_as_it_is_written(title: str, copy: Path) -> None:
    most, code = RECIPES[title]
    touched: dict[str, int] = {}
    for step in steps(title):
        if step.verb == "Run":
            step.run(copy)
        else:
            step.edit(copy)
            touched[step.file] = touched.get(step.file, 0) + step.block.count("\n")
    print(f"{title}: {len(touched)} files, {sum(touched.values())} lines", *touched, sep="\n  ")
    assert len(touched) <= most
    assert code or not any(name.endswith(".py") for name in touched)
