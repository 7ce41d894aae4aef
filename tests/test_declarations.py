"""What is declared once is complete: words in both languages, colours that can be seen, links."""

from collections.abc import Callable
from datetime import date

import pytest

from sociallens import schema, study, tables, taxonomy, theme
from sociallens.access import UNLIMITED
from sociallens.dimensions import DIMENSIONS, FILTERS, Bands, Cases, closed
from sociallens.engine import TIME_ZONE
from sociallens.engine.duckdb.forms import PLAIN, clauses
from sociallens.i18n import LANGUAGES, Language, words
from sociallens.link import KEYS, Known, View, decode, encode, problems
from sociallens.metrics import COUNTS, HEADLINE, METRICS
from sociallens.selection import COMPARISONS, HARMLESS, PRESETS, Selection, preset
from sociallens.tables import TABLES
from sociallens.theme import DARK, LIGHT, Theme
from sociallens.ui.glossary import FORMULAS

SECTORS = sorted(path.parent.name for path in taxonomy.FOLDER.glob("*/taxonomy.toml"))
DRAWN = ("channel", "topic", "cause", "sentiment", "severity", "intent")
COUNTED = sorted(
    {
        name
        for metric in METRICS.values()
        if metric.form in FORMULAS
        for name in (metric.k, metric.minus, metric.n)
        if name
    }
)


def said(key: str, language: Language) -> str:
    text = words(key, language).strip()
    assert text
    assert text != key
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_metric_has_its_words(language: Language) -> None:
    names = [said(f"metric-{name}", language) for name in METRICS]
    assert len(set(names)) == len(names)
    for name in METRICS:
        definition = said(f"metric-{name}.definition", language)
        assert len(definition) > len(said(f"metric-{name}", language))
    for name in COUNTED:
        said(f"count-{name}", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_its_words(language: Language) -> None:
    for name, dimension in DIMENSIONS.items():
        if not dimension.time:
            said(f"filter-{name}", language)
        if isinstance(dimension.values, Bands | Cases):
            labels = [said(f"value-{name}-{key}", language) for key in closed(dimension.values)]
            assert len(set(labels)) == len(labels)
    for name in PRESETS:
        said(f"period-{name.replace('_', '-')}", language)
    for comparison in COMPARISONS:
        said(f"compare-{comparison}", language)
    for table in tables.NAMES:
        said(f"card-{table}", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", SECTORS)
def test_every_value_has_a_label_of_its_own(sector: str, language: Language) -> None:
    here = taxonomy.load(sector)
    assert here.labels[language]
    for vocabulary, terms in here.vocabularies.items():
        labels = [term.labels[language].strip() for term in terms.values()]
        assert all(labels)
        assert len(set(labels)) == len(labels), vocabulary
    for vocabulary in ("topic", "cause", "severity"):  # the glossary explains these
        assert all(term.meanings[language] for term in here[vocabulary].values())


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2: 1 for the same colour, 21 for black on white."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sector", SECTORS)
def test_every_colour_is_seen_on_its_card(sector: str, mode: Theme) -> None:
    here = taxonomy.load(sector)
    for vocabulary in DRAWN:
        for key, colour in theme.colours(here, vocabulary, mode).items():
            assert contrast(colour, mode.card) >= 3, (vocabulary, key, colour)


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_read_on_its_card(mode: Theme) -> None:
    assert contrast(mode.text, mode.card) >= 7
    assert contrast(mode.quiet, mode.card) >= 4.5
    assert min(contrast(mode.context, mode.card), contrast(mode.accent, mode.card)) >= 3
    for step in range(101):  # of a cell's depth
        fill = theme.mix(*mode.ramp, step / 100)
        assert contrast(theme.readable(fill, *mode.on_ramp), fill) >= 4.5


def test_a_mix_goes_from_one_colour_to_the_other() -> None:
    assert [theme.mix("#000000", "#ffffff", share) for share in (-1, 0, 0.5, 1, 2)] == [
        "#000000", "#000000", "#808080", "#ffffff", "#ffffff",
    ]  # fmt: skip


DAYS = [date(2024, 2, 29), date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 1),
        date(2026, 1, 15), date(2026, 3, 31), date(2026, 10, 25)]  # fmt: skip


@pytest.mark.parametrize("last", DAYS, ids=str)
@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_comes_back_from_its_own_link(name: str, last: date) -> None:
    period = preset(name, last)
    here = Known(taxonomy.load(), {}, {}, {}, date(2030, 5, 5))  # data go on, the link stays
    view = View(Selection(period))
    again = decode(encode(view, here), here)
    assert again == view
    assert problems(again) == []
    assert decode((("period", name),), Known(here.taxonomy, {}, {}, {}, last)).selection == (
        view.selection
    )


def test_presets_are_the_days_they_say() -> None:
    last = date(2026, 3, 31)
    found = {name: (preset(name, last).start, preset(name, last).end) for name in PRESETS}
    assert found == {
        "all": (None, None),
        "7d": (date(2026, 3, 25), last),
        "30d": (date(2026, 3, 2), last),
        "90d": (date(2026, 1, 1), last),
        "12m": (date(2025, 4, 1), last),
        "month": (date(2026, 3, 1), last),
        "quarter": (date(2026, 1, 1), last),
        "year": (date(2026, 1, 1), last),
        "last_year": (date(2025, 1, 1), date(2025, 12, 31)),
        "holidays": (date(2025, 12, 1), date(2026, 1, 15)),
    }


def test_counts_do_not_hide_columns() -> None:
    """A count named as another column of the facts would be summed in its place."""
    assert not COUNTS.keys() & (DIMENSIONS.keys() | {"id", "repost", "published_at", "score"})
    columns = {column for conditions in COUNTS.values() for column in conditions}
    assert columns <= set(schema.NAMES)


def test_metrics_and_tables_refer_to_what_is_declared() -> None:
    assert sorted(set(COUNTED) & COUNTS.keys()) == COUNTED
    assert {metric.over for metric in METRICS.values() if metric.over} <= DIMENSIONS.keys()
    for name, table in TABLES.items():
        assert table.name == name
        assert set(table.by) <= DIMENSIONS.keys() | {tables.TIME}
        assert {metric.name for metric in table.metrics} <= METRICS.keys()
        assert table.metric.form != "share" or table.metric.over in table.by
    assert {metric.name for metric in HEADLINE} <= METRICS.keys()
    for name in ("summary", "channels", "topics", "channel_topic", "causes", "merchants", "trend"):
        assert name in tables.NAMES


def test_every_filter_has_a_link_key_and_a_clause_that_takes_values() -> None:
    assert len(set(KEYS)) == len(KEYS)
    assert set(HARMLESS) <= set(KEYS)
    plain, _ = clauses(Selection(), UNLIMITED, PLAIN)
    for key, declared in FILTERS.items():
        assert key in KEYS
        where, values = clauses(Selection().choose(key, ["x"]), UNLIMITED, PLAIN)
        (name,) = values
        assert values[name] == ["x"]
        assert where.startswith(plain)
        assert declared.dimension.name in where.removeprefix(plain)
        assert f"${name}" in where


@pytest.mark.parametrize("sector", SECTORS)
def test_vocabularies_of_columns_and_filters_exist(sector: str) -> None:
    here = taxonomy.load(sector)
    wanted = {column.vocabulary for column in schema.COLUMNS if column.vocabulary}
    wanted |= {each.vocabulary for each in DIMENSIONS.values() if each.vocabulary}
    assert wanted <= here.vocabularies.keys()


def test_published_figures_are_of_declared_things() -> None:
    here = taxonomy.load()
    known: dict[str, Callable[[str], bool]] = {
        "summary": lambda key: key in {metric.name for metric in HEADLINE},
        "channels": lambda key: key in here["channel"],
        "topics": lambda key: key in here["topic"],
        "causes": lambda key: key in here["cause"],
    }
    assert [edition.n for edition in study.editions()] == [600, 1660]
    for edition in study.editions():
        for language in LANGUAGES:
            assert edition.labels[language]
            assert edition.short_labels[language]
        for table, figures in edition.figures.items():
            assert figures
            assert all(known[table](key) and 0 < share < 1 for key, share in figures.items())
        assert edition.taxonomy == here.name


def test_days_are_those_of_paris() -> None:
    assert TIME_ZONE == "Europe/Paris"
