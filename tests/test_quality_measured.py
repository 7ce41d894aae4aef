"""What the evaluation found on our test texts: the tables that ship, and the note of a headline."""

from pathlib import Path
from weakref import WeakKeyDictionary

import polars as pl
import pytest

from benchmarks import model_error
from benchmarks.real_texts import DATA
from sociallens import taxonomy
from sociallens.classify import VERSION
from sociallens.engine import cache
from sociallens.locales import LANGUAGES
from sociallens.metrics import CUSTOMER_SERVICE_SHARE, METRICS, NEGATIVE_RATE_CUSTOMER_SERVICE
from sociallens.quality import effects, examples, measured
from sociallens.schema import PARTS
from tests import made
from tests.blocks_of import cards, numbers
from tests.test_pages import shown

HEADLINE = NEGATIVE_RATE_CUSTOMER_SERVICE.name
COUNTS = ("n", "k", "accepted", "told_k", "told_n", "true_k", "true_n", "texts", "labelled",
          "unsure", "unclassified", "words", "unknown")  # fmt: skip


@pytest.mark.parametrize("name", measured.TABLES)
def test_the_tables_hold_counts_and_shares_and_no_text(name: str) -> None:
    table = measured.table(name)
    assert table.height
    assert set(table["kind"]) <= {measured.EVERY, measured.SHOPS, measured.OTHERS}
    known = {*taxonomy.load()["channel"], measured.EVERY}
    words = {"channel": known, "task": {*PARTS}, "metric": {*METRICS}}
    for column, kind in table.schema.items():
        if kind == pl.String and column in words:
            assert set(table[column]) <= words[column]
        elif kind == pl.String:
            assert column in ("kind", "truth", "told"), column  # keys of vocabularies
            assert table[column].str.len_chars().max() < 25  # type: ignore[operator]
        if column in COUNTS:
            assert kind == pl.Int64
            assert table[column].min() >= 0  # type: ignore[operator]


def test_they_are_of_the_classifier_that_ships() -> None:
    assert {str(version) for version in measured.table("texts")["classifier"]} == {VERSION}


def test_what_is_told_less_what_is_true_is_within_its_interval() -> None:
    rows = measured.table("bias").drop_nulls("size")
    told, true = (pl.col(f"{side}_k") / pl.col(f"{side}_n") for side in ("told", "true"))
    far = rows.filter((pl.col("size") - (told - true)).abs() > 1e-4)
    assert far.is_empty()
    assert rows.filter(~pl.col("size").is_between("low", "high")).is_empty()
    assert rows.filter(pl.col("told_k") > pl.col("told_n")).is_empty()


def test_too_few_texts_are_no_measure() -> None:
    few = measured.table("bias").filter(
        pl.min_horizontal("told_n", "true_n") < measured.LEAST, metric=HEADLINE
    )
    assert few.height
    for channel, kind in few.select("channel", "kind").rows():
        assert measured.bias(HEADLINE, channel, kind) is None
    assert measured.bias(HEADLINE, "facebook", measured.SHOPS)
    assert not measured.measured("recovery")


def test_a_bias_by_hand() -> None:
    """Six texts: the model lets a question in and misses an unhappy one."""
    service, offer = "customer_service", "offer"
    people = pl.DataFrame(
        {
            "topic": [service, service, service, offer, offer, None],
            "sentiment": ["negative", "negative", "positive", "neutral", "negative", "negative"],
        }
    )
    model = pl.DataFrame(
        {
            "topic": [service, service, service, service, offer, offer],
            "sentiment": ["negative", "neutral", "positive", "neutral", "negative", "negative"],
        }
    )
    found = dict(model_error.biases(people, model))
    told_k, told_n, true_k, true_n, size, low, high = found[HEADLINE]
    assert (told_k, told_n, true_k, true_n) == (1, 4, 2, 3)
    assert size == pytest.approx(1 / 4 - 2 / 3)
    assert low is not None
    assert high is not None
    assert low < size < high  # type: ignore[operator]
    assert found[CUSTOMER_SERVICE_SHARE.name][:4] == [4, 6, 3, 5]


@pytest.mark.skipif(not DATA.is_dir(), reason="no real texts here")
def test_they_are_what_the_shipped_weights_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four seconds: all texts that were set apart are labelled."""
    monkeypatch.setattr(model_error, "FOLDER", tmp_path)
    model_error.main()
    for name in measured.TABLES:
        written = (tmp_path / f"{name}.csv").read_bytes()
        assert written == (measured.FOLDER / f"{name}.csv").read_bytes(), name


def test_examples_are_the_same_in_every_language_and_of_the_vocabularies() -> None:
    files = {
        language: pl.read_csv(examples.FOLDER / f"{language}.csv", infer_schema=False)
        for language in LANGUAGES
    }
    keys = {tuple(each.select("task", "truth", "told").rows()) for each in files.values()}
    assert len(keys) == 1
    (pairs,) = keys
    assert len(set(pairs)) == len(pairs)
    sector = taxonomy.load()
    for task, truth, told in pairs:
        assert {truth, told} <= {*sector[{"causes": "cause"}.get(task, task)]}
        assert truth != told
    for each in files.values():
        assert each["text"].n_unique() == each.height


def test_what_a_confusion_does_to_the_headline() -> None:
    def effect(task: str, truth: str, told: str) -> str:
        return effects.effect({"task": task, "truth": truth, "told": told})

    assert effect("topic", "offer", "customer_service") == "enters"
    assert effect("topic", "customer_service", "none") == "leaves"
    assert effect("sentiment", "neutral", "negative") == "unhappy"
    assert effect("sentiment", "negative", "positive") == "missed"
    assert effect("sentiment", "neutral", "positive") == ""
    assert effect("topic", "offer", "none") == ""
    assert effect("intent", "complaint", "praise") == ""


# -- On the page.

COMPLAINT: dict[str, object] = {
    "topic": "customer_service", "topics": ["customer_service"], "sentiment": "negative",
    "severity": "medium", "intent": "complaint", "text": "Colis perdu.", "confidence": 0.9,
    **made.by("model:3"),
}  # fmt: skip


def note(path: Path, monkeypatch: pytest.MonkeyPatch, **query: str | list[str]) -> tuple[str, str]:
    """The last line below the headline, and its help."""
    monkeypatch.setenv("SOCIALLENS_STORE", str(path))
    item = numbers(shown("overview", query))[HEADLINE]
    return item["lines"][-1]["text"] if item.get("lines") else "", item["help"]


@pytest.fixture
def three_channels(tmp_path: Path) -> Path:
    channels = ["facebook"] * 30 + ["twitter"] * 20 + ["blog"] * 10
    rows = [{**COMPLAINT, "id": f"c{n}", "channel": each} for n, each in enumerate(channels)]
    made.store(tmp_path / "store", rows)
    return tmp_path / "store"


def biased(monkeypatch: pytest.MonkeyPatch, **channels: tuple[float, float]) -> None:
    """Let our test texts say these intervals."""
    rows = [
        {"metric": HEADLINE, "channel": channel, "kind": measured.SHOPS, "n": 102, "told_n": 60,
         "true_n": 60, "size": (low + high) / 2, "low": low, "high": high}
        for channel, (low, high) in channels.items()
    ]  # fmt: skip
    tables = {"bias": pl.DataFrame(rows)}
    monkeypatch.setattr(measured, "table", lambda name: tables[name])
    monkeypatch.setattr(cache, "_kept", WeakKeyDictionary())  # pages of the same view


def test_a_headline_of_one_channel_says_its_error(
    three_channels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biased(monkeypatch, facebook=(-0.2, -0.03), twitter=(-0.02, 0.05))
    line, help_ = note(three_channels, monkeypatch, channel="facebook")
    assert line == "Sur nos textes d’essai Facebook, ce taux ressort 3 à 20 points trop bas"
    assert "102\u202ftextes" in help_ or "102 textes" in help_
    assert "n’en est pas corrigé" in help_
    line, _ = note(three_channels, monkeypatch, channel="twitter")
    assert "pas d’écart établi (de 2 points trop bas à 5 trop haut)" in line
    assert "non mesurée sur Blogs" in note(three_channels, monkeypatch, channel="blog")[0]


def test_a_headline_of_several_channels_says_it_for_those_that_were_measured(
    three_channels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biased(monkeypatch, facebook=(-0.2, -0.03), twitter=(0.01, 0.05))
    line, help_ = note(three_channels, monkeypatch)
    assert "Facebook 3 à 20 points trop bas" in line
    assert "1 à 5 points trop haut" in line
    assert "non mesurée sur Blogs" in help_
    biased(monkeypatch, facebook=(-0.2, 0.03))
    assert "Pas d’écart établi" in note(three_channels, monkeypatch)[0]


def test_the_rates_of_merchants_say_it_too(
    three_channels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biased(monkeypatch, facebook=(-0.2, -0.03))
    monkeypatch.setenv("SOCIALLENS_STORE", str(three_channels))
    card = cards(shown("merchants", {"channel": "facebook"}))["merchants"]
    body = card["body"]
    assert body["kind"] == "ranked"
    assert "3 à 20 points trop bas" in body["note"]
    assert "n’en est pas corrigé" in card["help"]


def test_the_figure_itself_is_never_touched(
    three_channels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_STORE", str(three_channels))
    before = numbers(shown("overview", {}))[HEADLINE]
    biased(monkeypatch, facebook=(-0.9, -0.8))
    after = numbers(shown("overview", {}))[HEADLINE]
    assert (before["value"], before["counted"]) == (after["value"], after["counted"])
