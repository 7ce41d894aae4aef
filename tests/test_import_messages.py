"""Whatever a file says, its message is worded, and can be read."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.errors import BadExport
from sociallens.i18n import LANGUAGES, Language, Wording, words
from sociallens.importing import import_files, report_text, storing
from sociallens.importing.options import Options
from sociallens.importing.report import FileReport, Message
from sociallens.store.manifest import open_store
from tests.hostile import GOOD, HEADER
from tests.importing import KEY, NOW, written

OPTIONS = Options(key=KEY, now=NOW)
LONGEST = 2_500  # Fluent raises for an argument that is longer
STRANGE = st.text(max_size=4_000) | st.just("{" * 3_000) | st.just("a" * 5_000_000)


def test_a_long_list_is_told_by_its_first_ones_and_how_many_others() -> None:
    columns = tuple(f"c{n}" for n in range(104))
    french = words("import-unused", "fr", columns=columns)
    assert french.endswith("c18, c19 et 84 autres")
    assert words("import-unused", "en", columns=columns).endswith("c19 and 84 others")
    assert words("import-unused", "fr", columns=columns[:21]).endswith("c19 et 1 autre")
    assert words("import-unused", "fr", columns=columns[:20]).endswith("c18, c19")


@pytest.mark.parametrize("language", LANGUAGES)
@given(names=st.lists(STRANGE, max_size=60), one=STRANGE)
def test_no_name_of_a_file_or_column_makes_a_message_fail(
    names: list[str], one: str, language: Language
) -> None:
    file = FileReport(
        one,
        profile="template",
        why=Message(
            "import-why", {"title": dict.fromkeys(LANGUAGES, one), "columns": tuple(names)}
        ),
        site=Message("import-site-from-name", {"site": one}),
        unused=tuple(names),
    )
    problem = BadExport("import-two-profiles", names=tuple(names), columns=tuple(names))
    for each in (file, FileReport(one, problem=problem)):
        for line in report_text.file_lines(each, language):
            assert len(line) < 2 * LONGEST


def test_words_of_ours_stand_at_full_length_in_other_words() -> None:
    columns = tuple("h" * 59 + str(n) for n in range(70))
    problem = words("import-no-profile", "fr", columns=columns)
    assert isinstance(problem, Wording)
    told = words("import-file-problem", "fr", file="f" * 900, problem=problem)
    assert problem in told
    assert len(told) < len(problem) + 600


def test_a_wide_file_beside_a_good_one_is_told_and_the_good_one_stored(tmp_path: Path) -> None:
    many = ",".join(f"h{n}".ljust(90, "x") for n in range(70))
    wide = written(tmp_path / "wide.csv", many, "1")
    good = written(tmp_path / "good.csv", f"{HEADER},{many}", GOOD + "," * 70)
    done = import_files([wide, good], tmp_path / "store", OPTIONS)
    assert done.added == 1
    assert "et 50 autres" in "\n".join(report_text.report_lines(done, "fr"))


def test_a_report_that_fails_comes_before_anything_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = written(tmp_path / "good.csv", HEADER, GOOD)
    import_files([good], tmp_path / "store", OPTIONS)
    before = open_store(tmp_path / "store").digest

    def failing(*_: Any) -> None:
        raise ValueError("a message lacks an argument")

    monkeypatch.setattr(storing, "report_lines", failing)
    other = written(tmp_path / "other.csv", HEADER, GOOD.replace("h1", "h2"))
    with pytest.raises(ValueError, match="lacks"):
        import_files([other], tmp_path / "store", OPTIONS)
    assert open_store(tmp_path / "store").digest == before
