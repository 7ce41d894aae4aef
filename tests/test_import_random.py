"""Random exports give rows or a clear message, and every record is counted."""

from pathlib import Path

import pytest

from sociallens.errors import SocialLensError
from sociallens.i18n import LANGUAGES
from sociallens.importing import import_files
from sociallens.importing.options import Options
from sociallens.importing.report import FileReport
from sociallens.importing.report_text import report_lines
from tests import lengths
from tests.importing import KEY, NOW
from tests.random_exports import export

GROUP = 10


@pytest.mark.parametrize("first", range(0, lengths.times(80, 200), GROUP))
def test_random_exports(tmp_path: Path, first: int) -> None:
    files = []
    for seed in range(first, first + GROUP):
        file = tmp_path / f"{seed}"
        file.write_bytes(export(seed).content)
        files.append(file)
    options = Options(key=KEY, now=NOW, site="Fnac", channel="avis")
    report = import_files(files, tmp_path / "store", options, dry_run=True)
    read = sum(file.read for file in report.files)
    assert report.read == read
    assert report.rejected == sum(file.rejected for file in report.files)
    parts = (report.added, report.updated, report.unchanged, report.clashing, report.rejected)
    assert read == sum(parts)
    assert {file.path for file in report.files} == set(files)
    for language in LANGUAGES:
        assert list(report_lines(report, language))
    assert all(_is_told(file) for file in report.files)


def _is_told(file: FileReport) -> bool:
    return isinstance(file.problem, SocialLensError) or bool(file.profile)
