"""What is shipped stays free to ship: no dependency of the product is under the GPL or AGPL.

Scripts of others that browsers load stand in a folder with the text of their licences.
"""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

import plotly
import pytest

from sociallens.ui.server.front import FOLDER

LOCK = Path(__file__).parents[1] / "requirements.lock"
PINNED = sorted(set(re.findall(r"^([\w.-]+)==", LOCK.read_text(), re.MULTILINE)))
GPL = re.compile(r"(?<!L)GPL|GNU (Affero )?General Public", re.IGNORECASE)
LGPL = re.compile(r"LGPL|GNU (Lesser|Library) General", re.IGNORECASE)
VENDOR = FOLDER / "vendor"
SCRIPTS = sorted(VENDOR.glob("*.js"))
# Under the LGPL a library may be used as it is; name it here once somebody has looked.
LESSER: set[str] = set()


def licence(package: PackageMetadata) -> str:
    """What the package declares: the expression, else the classifiers, else the first line."""
    expressions: list[str] = package.get_all("License-Expression", [])
    classifiers = [line for line in package.get_all("Classifier", []) if line.startswith("License")]
    texts = [text.partition("\n")[0] for text in package.get_all("License", [])]
    return " ".join(expressions or classifiers or texts)


@pytest.mark.parametrize("name", PINNED)
def test_a_runtime_dependency_is_under_a_permissive_licence(name: str) -> None:
    try:
        declared = licence(metadata(name))
    except PackageNotFoundError:
        pytest.skip(f"{name} is pinned for another platform")
    assert declared, "no licence declared"
    assert not GPL.search(declared), declared
    assert not LGPL.search(declared) or name in LESSER, declared


@pytest.mark.parametrize(
    ("declared", "refused"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v2 (GPLv2)", True),
        ("GNU Affero General Public License v3", True),
        ("LGPL-2.1-or-later", False),
        ("GNU Lesser General Public License v3", False),
        ("MIT", False),
    ],
)
def test_a_gpl_is_recognised(declared: str, refused: bool) -> None:
    assert bool(GPL.search(declared)) is refused


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_of_others_has_its_licence_beside_it(script: Path) -> None:
    text = script.with_suffix(".licence.txt").read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in text
    assert f"`{script.name}`" in (VENDOR / "README.md").read_text(encoding="utf-8")


def test_every_licence_is_named_where_the_scripts_are_described() -> None:
    described = (VENDOR / "README.md").read_text(encoding="utf-8")
    licences = sorted(VENDOR.glob("*.licence.txt"))
    assert [path.name for path in licences if f"`{path.name}`" not in described] == []
    assert not any(GPL.search(path.read_text(encoding="utf-8")) for path in licences)


def test_browsers_draw_with_the_version_that_figures_are_validated_against() -> None:
    whole = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    basic = VENDOR / "plotly.js"
    versions = [
        re.search(r"plotly\.js (?:\(.*?\) )?v([\d.]+)", path.read_text(encoding="utf-8")[:200])
        for path in (whole, basic)
    ]
    assert versions[0]
    assert versions[1]
    assert versions[0][1] == versions[1][1]
