"""What is shipped stays free to ship: no dependency of the product is under the GPL or AGPL."""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

import pytest

LOCK = Path(__file__).parents[1] / "requirements.lock"
PINNED = sorted(set(re.findall(r"^([\w.-]+)==", LOCK.read_text(), re.MULTILINE)))
GPL = re.compile(r"(?<!L)GPL|GNU (Affero )?General Public", re.IGNORECASE)
LGPL = re.compile(r"LGPL|GNU (Lesser|Library) General", re.IGNORECASE)
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
