"""What has no recognised language can be asked for, and is named in words."""

from pathlib import Path

from sociallens.access import UNLIMITED
from sociallens.dimensions import NO_LANGUAGE
from sociallens.engine import known, load
from sociallens.naming import language_name
from sociallens.selection import Selection
from tests import made


def test_a_filter_finds_what_has_no_recognised_language(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"language": "fr"}, {"language": None}, {"language": "de"}]
    engine = load(made.store(tmp_path, rows).path)
    assert known(engine, UNLIMITED).held["language"] == ("de", "fr", NO_LANGUAGE)
    for chosen, count in (([NO_LANGUAGE], 1), (["fr", NO_LANGUAGE], 2), (["fr"], 1)):
        assert (
            engine.contributions(Selection().choose("language", chosen), UNLIMITED).height == count
        )


def test_no_language_has_a_name() -> None:
    assert language_name(NO_LANGUAGE, "fr") == "aucune langue reconnue"
    assert language_name(NO_LANGUAGE, "en") == "no recognised language"
