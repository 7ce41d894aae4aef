"""A language that is none of the model's is not recognised, rather than taken for another."""

from pathlib import Path

import polars as pl
import pytest

from sociallens.classify import classify
from sociallens.classify.language import language, languages
from sociallens.classify.normalise import folded, words_of
from sociallens.taxonomy import load

STRANGERS = Path(__file__).with_name("sets") / "unseen" / "strangers.csv"
UNLEARNT = ["cy", "et", "eu", "is", "lv", "mt", "sl", "yo"]


def told(*texts: str) -> list[str | None]:
    words = words_of(pl.Series(texts, dtype=pl.String))
    return language(words, folded(words)).to_list()


def strangers() -> pl.DataFrame:
    table = pl.read_csv(STRANGERS, infer_schema=False)
    return table.with_columns(said=pl.Series(told(*table["text"])))


def test_strangers_are_not_recognised() -> None:
    table = strangers().filter(~pl.col("language").is_in(languages()))
    assert table["language"].n_unique() == 25
    assert (table.group_by("language").len()["len"] >= 10).all()
    assert table["text"].str.len_chars().is_between(12, 80).all()
    assert table["said"].null_count() >= 0.96 * table.height
    unlearnt = table.filter(pl.col("language").is_in(UNLEARNT))
    assert unlearnt["language"].n_unique() == len(UNLEARNT)
    assert unlearnt["said"].null_count() >= 0.9 * unlearnt.height


def test_small_languages_of_the_model_are_recognised() -> None:
    table = strangers().filter(pl.col("language").is_in(["ro", "pl", "tr"]))
    assert table.height == 33
    assert (table["said"] == table["language"]).all()


@pytest.mark.parametrize(
    "text",
    [
        "Le rayon Ørsted de chez Nordika est vide",
        "La boutique Nordika de Malmö est top",
        "jsui tro deg du colis",
        "wesh le sav",
        "Merci a l'équipe, very nice!",
        "Boulangerie Kovačić",
        "Parfait",
        "Takk",
        "Hvala",
        "ok",
    ],
)
def test_french_with_foreign_names_and_short_texts_stay_french(text: str) -> None:
    assert told(text) == ["fr"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Εξαιρετική εξυπηρέτηση, ευχαριστώ", "el"),
        ("Посылка так и не пришла, объявление пропало", "ru"),
        ("خدمة ممتازة وسريعة", "ar"),
        ("सेवा बहुत अच्छी है", "hi"),
        ("Посилка досі не прийшла, ніхто не відповідає", None),
        ("Стоката не пристигна, обслужването е лошо, върнете парите", None),
        ("Пакет није стигао, нико се не јавља", None),
        ("خدمات بسیار عالی بود، متشکرم", None),
        ("سروس بہت اچھی ہے", None),
        ("சேவை மிகவும் நன்றாக இருந்தது", None),
        ("მომსახურება ძალიან კარგი იყო", None),
        ("সেবা খুব ভালো ছিল", None),
    ],
)
def test_a_script_tells_its_language_unless_a_letter_is_of_another(
    text: str, code: str | None
) -> None:
    assert told(text) == [code]


def test_a_text_in_no_recognised_language_is_not_labelled() -> None:
    frame = pl.DataFrame(
        {
            "id": ["1", "2"],
            "text": [
                "Appen virker desværre ikke, ingen hjælp fra jer",
                "Toko ini pelayanannya lama",
            ],
            "channel": ["review", "review"],
        }
    )
    found = classify(frame, load()).select("language", "topic", "sentiment")
    assert found.rows() == [(None, None, None)] * 2
