"""A language is data alone: one that was generated runs through every page, table and command."""

import ast
import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import babel
import pytest

from sociallens import tables, taxonomy
from sociallens.cli import edge
from sociallens.locales import (
    DEFAULT,
    INTERNATIONAL,
    LANGUAGES,
    LOCALES,
    Dialect,
    Locale,
    Spacing,
    label,
    negotiated,
    spoken,
)
from sociallens.settings import PACKAGE
from sociallens.taxonomy import Term
from tests import made, pseudo
from tests.pseudo import CLOSE, CODE, MARKED, OPEN

WALK = Path(__file__).with_name("walking.py")
GERMAN = babel.Locale("de", "DE")
# What stands on pages and is no word of ours: data, the names that CLDR has for months and
# languages, how each other language calls itself, and the signs of Streamlit's Markdown.
NO_WORDS = re.compile(
    "|".join(
        (
            r":[a-z]+-badge\[|<br>",
            r"[Ss]ite \d|Forum \d|texte inventé|made\.csv|template|CSV|XLSX|Parquet|SocialLens",
            *(rf"\b{name.rstrip('.')}" for width in ("wide", "abbreviated")
              for name in GERMAN.months["format"][width].values()),
            *(GERMAN.languages[code] for code in ("fr", "en")),
            rf"^({'|'.join(LANGUAGES)})$",
            "Lire cette page en français|Read this page in English",
        )
    )
)  # fmt: skip
WORDED = re.compile(r"\bcontent:[^;}]*[\"'][^\"';}]+[\"']")  # in CSS
Walk = Mapping[str, Any]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """What stands everywhere in the generated language.

    The one thing here that takes longer than five seconds: it draws every page, and in a process
    of its own, for languages are discovered when the product is imported.
    """
    folder = tmp_path_factory.mktemp("pseudo")
    product = pseudo.copy(folder / "product")
    pseudo.add(product)
    made.store(folder / "store", made.random_rows(600, sites=4), demo=True)
    environment = os.environ | {
        "PYTHONPATH": str(product),
        "SOCIALLENS_DATA": str(folder / "data"),
        "SOCIALLENS_HOME": str(folder / "home"),
        "SOCIALLENS_STORE": str(folder / "store"),
        "SOCIALLENS_LANG": CODE,
    }
    done = subprocess.run(
        [sys.executable, str(WALK), CODE],
        cwd=product, env=environment, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    walk: Walk = json.loads(done.stdout.splitlines()[-1])
    return walk


def unmarked(text: str) -> str:
    """What is left of a text without the messages in it."""
    while (less := MARKED.sub("", text)) != text:
        text = less
    return text


def foreign(texts: list[str]) -> list[str]:
    """The texts in which something reads like words and is no message."""
    return [text for text in texts if re.search(r"[^\W\d_]{2}", NO_WORDS.sub("", unmarked(text)))]


def test_a_generated_language_comes_after_those_there_are(walk: Walk) -> None:
    assert walk["languages"] == [*LANGUAGES, CODE]


def test_every_page_speaks_it(walk: Walk) -> None:
    pages = {path.stem for path in (pseudo.ROOT / "pages").glob("*.py")}
    assert {name.split()[0] for name in walk["pages"]} == pages
    for name, page in walk["pages"].items():
        assert page["exceptions"] == [], name
        assert foreign(page["texts"]) == [], name
        assert sum(OPEN in text for text in page["texts"]) > 20, name
        assert set(LANGUAGES) <= set(page["texts"]), "a link to each other"


def test_pages_write_numbers_and_dates_its_way(walk: Walk) -> None:
    texts = walk["pages"]["overview 0"]["texts"]
    shares = [text for text in map(unmarked, texts) if "%" in text]
    assert shares
    assert all(re.search(r"[\d ]\xa0%|^\xa0%$", text) for text in shares), shares
    assert any(re.search(r"\bDez\.(<br>| )20\d\d", text) for text in texts)


def rows(content: str, separator: str) -> list[list[str]]:
    return list(csv.reader(content.splitlines(), delimiter=separator))


@pytest.mark.parametrize("name", tables.NAMES)
def test_every_table_is_written_in_its_dialect(walk: Walk, name: str) -> None:
    mine, english = walk["files"][name][CODE], walk["files"][name]["en"]
    assert not mine.startswith("\ufeff")
    assert "\t" in mine
    table, reference = rows(mine, "\t"), rows(english, ",")
    assert table[0] == reference[0]
    assert len(table) == len(reference) > 1
    for line, same in zip(table[1:], reference[1:], strict=True):
        assert [cell.replace(",", ".") for cell in line] == [c.replace(",", ".") for c in same]
        assert not any(re.fullmatch(r"-?\d+\.\d+", cell) for cell in line)


def test_commands_speak_it(walk: Walk) -> None:
    for command, (_, exception, text) in walk["commands"].items():
        assert exception == "None" or exception.startswith("SystemExit"), (command, exception)
        assert text.count(OPEN) == text.count(CLOSE) > 0, (command, text)
        # What is left is for machines: a command to paste, the bar of progress.
        left = re.sub(r"^.*sociallens import.*$|\r.*?\r|^Error: ", "", text, flags=re.MULTILINE)
        assert foreign([left]) == [], command


def test_a_word_that_is_no_message_is_seen() -> None:
    assert foreign([f"{OPEN}ŵóóŕď{CLOSE} · Site 1 · Dez. 2025"]) == []
    assert foreign([f"{OPEN}ŵóóŕď{CLOSE} word"]) != []
    assert foreign(["Tous"]) != []


# Where languages of texts are told apart, which is another matter than whom we speak to.
OF_TEXTS = {"classify", "demo", "evaluation"}


@pytest.mark.parametrize("folder", ["sociallens", "pages"])
def test_no_code_names_a_language(folder: str) -> None:
    """One place does: which language stands in for those that lack a label."""
    named = [
        f"{path.relative_to(pseudo.ROOT)}: {node.value}"
        for path in sorted((pseudo.ROOT / folder).rglob("*.py"))
        if not OF_TEXTS & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(rf"(\w+_)?({'|'.join(LANGUAGES)})", node.value)
    ]
    assert named == (
        [f"sociallens/locales/__init__.py: {INTERNATIONAL}"] if folder == "sociallens" else []
    )


def test_no_style_holds_words() -> None:
    styles = [path.read_text(encoding="utf-8") for path in (PACKAGE / "ui").glob("*.css")]
    assert styles
    assert [words for style in styles for words in re.findall(WORDED, style)] == []


# -- What a record derives.


def of(name: str, **spacing: str) -> Locale:
    return Locale(name, 9, babel.Locale.parse(name), Spacing(**spacing), Dialect(",", False, False))


@pytest.mark.parametrize(
    ("locale", "percent", "separators", "dates"),
    [
        (LOCALES["fr"], ("", "\u202f%"), ",\u202f", "DD/MM/YYYY"),
        (LOCALES["en"], ("", "%"), ".,", "DD/MM/YYYY"),
        (of("de_DE"), ("", "\u00a0%"), ",.", "DD.MM.YYYY"),
        (of("tr_TR"), ("%", ""), ",.", "DD.MM.YYYY"),
        (of("en_US"), ("", "%"), ".,", "MM/DD/YYYY"),
        (of("ja_JP"), ("", "%"), ".,", "YYYY/MM/DD"),
        (of("ar_EG"), ("", "%"), ".,", "DD/MM/YYYY"),
    ],
    ids=lambda value: value.code if isinstance(value, Locale) else "",
)
def test_a_language_writes_numbers_and_dates(
    locale: Locale, percent: tuple[str, str], separators: str, dates: str
) -> None:
    assert (locale.percent, locale.separators, locale.date_order) == (percent, separators, dates)


def test_french_spaces_do_not_break() -> None:
    text = LOCALES["fr"].spacing.apply("Oui ; non ? « 3 % » : voilà !")
    assert text == "Oui\u202f; non\u202f? «\u00a03\u202f%\u00a0»\u00a0: voilà\u202f!"
    assert LOCALES["en"].spacing.apply("3 % : “a” ; b") == "3 % : “a” ; b"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("fr", "fr"), ("en", "en"), ("en_GB.UTF-8", "en"), ("fr_CA.UTF-8", "fr"), ("EN-us", "en"),
        ("fr_BE@euro", "fr"), ("C", DEFAULT), ("C.UTF-8", DEFAULT), ("POSIX", DEFAULT),
        ("", DEFAULT), ("tlh_KX", DEFAULT), ("english", DEFAULT),
    ],
)  # fmt: skip
def test_a_system_speaks_the_nearest_language(name: str, language: str) -> None:
    assert negotiated(name) == language


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, DEFAULT),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_US"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "", "LC_ALL": "en_US"}, "en"),
        ({"LC_ALL": "en_US", "SOCIALLENS_LANG": "fr"}, "fr"),
    ],
)
def test_commands_speak_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("SOCIALLENS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert edge.language() == language


def test_an_unknown_language_is_the_default() -> None:
    assert [spoken(each) for each in (None, "", "tlh", "en")] == [DEFAULT, DEFAULT, DEFAULT, "en"]


# -- Labels that somebody's own sector lacks in a language.


def test_a_label_is_the_nearest_that_there_is() -> None:
    both = {INTERNATIONAL: "Offers", DEFAULT: "Offres"}
    assert label(both, "tlh") == "Offers"
    assert label(both, DEFAULT) == "Offres"
    assert label({DEFAULT: "Offres"}, INTERNATIONAL) == "Offres"
    assert label({INTERNATIONAL: "", DEFAULT: "Offres"}, INTERNATIONAL) == "Offres"
    assert label({}, DEFAULT) == ""
    assert Term("offer", {}, {}, ("#000000", "#ffffff")).label("tlh") == "offer"


def sector(wanted: str) -> Iterator[str]:
    """The shipped sector as somebody would write it who speaks one language alone."""
    others = "|".join(each for each in LANGUAGES if each != wanted)
    for line in (taxonomy.FOLDER / "telecom" / "taxonomy.toml").read_text("utf-8").splitlines():
        labels = re.sub(rf'\b(means_)?({others})\s*=\s*"[^"]*",?\s*', "", line)
        yield re.sub(r",\s*}", " }", labels)


@pytest.mark.parametrize("wanted", [*LANGUAGES, "tlh"])
def test_a_sector_of_one_language_loads_and_speaks(tmp_path: Path, wanted: str) -> None:
    text = "\n".join(sector(wanted))
    (tmp_path / "taxonomy.toml").write_text(text, encoding="utf-8")
    own, shipped = taxonomy.load(str(tmp_path)), taxonomy.load("telecom")
    for language in LANGUAGES:
        for name in taxonomy.OF_SECTOR:
            for key, term in own[name].items():
                expected = shipped[name][key].labels.get(wanted, key)
                assert term.label(language) == expected
        assert own.title(language) == shipped.labels.get(wanted, str(tmp_path))
