"""What identifies a person never reaches the store: redaction, pseudonyms, the key."""

import hashlib
import stat
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociallens.errors import BadKey
from sociallens.importing import import_files, read_files
from sociallens.importing.options import Options
from sociallens.importing.privacy.pseudonyms import Key, keep_key, new_key, read_key
from sociallens.importing.privacy.redact import redact
from sociallens.settings import key_file
from sociallens.store.manifest import open_store
from tests.importing import KEY, NOW, written


def _redacted(text: str) -> str:
    return str(redact(pl.Series([text]))[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Écrivez à lea.m+avis@mail.example.com, merci", "Écrivez à [e-mail], merci"),
        ("lea (at) mail.example", "[e-mail]"),
        ("tél 06 12 34 56 78", "tél [téléphone]"),
        ("06.12.34.56.78 ou 0612345678", "[téléphone] ou [téléphone]"),
        ("+33 6 12 34 56 78, +33(0)612345678", "[téléphone], [téléphone]"),
        ("0033 1 02 03 04 05", "[téléphone]"),
        ("+32 470 12 34 56", "[téléphone]"),
        ("06\u200b12\u200b34\u200b56\u200b78", "[téléphone]"),
        ("０６１２３４５６７８", "[téléphone]"),
        ("FR76 3000 6000 0112 3456 7890 189 merci", "[IBAN] merci"),
        ("iban be68539007547034", "iban [IBAN]"),
        ("FR76 3000 6000 0112 3456 7890 188 merci", "[IBAN] merci"),  # a figure is wrong
        ("mon rib FR76 3000 6000 0112 3456 7890 18, merci", "mon rib [IBAN], merci"),
        ("réf FR76 3000 6000 0112", "réf FR76 3000 6000 0112"),
        ("carte 4111 1111 1111 1112 refusée", "carte [carte] refusée"),
        ("carte 4111 1111 1111 1111 12/26", "carte [carte] 12/26"),
        ("commande n° 4512", "commande n° [n° de commande]"),
        ("n° de commande : AB-12345", "n° de commande : [n° de commande]"),
        ("ma commande 987654321 est perdue", "ma commande [n° de commande] est perdue"),
        ("suivi 6A12345678901", "suivi [n° de colis]"),
        ("colis XY123456789FR", "colis [n° de colis]"),
        ("171-1234567-1234567", "[n° de commande]"),
        ("Numéro EMZTESTABCD", "Numéro [n° de commande]"),
    ],
)  # fmt: skip
def test_what_is_redacted(text: str, expected: str) -> None:
    assert _redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "livraison prévue le 28/06/2023, reçue le 2023-07-04",
        "commande du 28 juin 2023 à 1 299,99 € livrée à 75001 Paris",
        "549€99, 4/5, 10 000 clients, +10 000 000 de vues, 100 %",
        "commande 2023-03-15, commande INADMISSIBLE, client depuis 2010",
        "iPhone 14, 4K 60 Hz, taille 38-40, 160x200",
        "j'ai attendu 3 h 45 puis 2 semaines",
        "½ tarif ™ … déjà",
    ],
)
def test_what_stays(text: str) -> None:
    assert _redacted(text) == text


@given(
    st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2),
    st.sampled_from(["{} €", "{}€", "EUR {}", "à {} euros", "pour {} € TTC", "({} €)"]),
    st.sampled_from([",", "."]),
    st.booleans(),
)
def test_prices_are_never_touched(amount: Decimal, form: str, mark: str, grouped: bool) -> None:
    number = f"{amount:,}" if grouped else f"{amount}"
    text = form.format(number.replace(",", "\u202f").replace(".", mark))
    assert _redacted(f"Payé {text} hier") == f"Payé {text} hier"


FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "le %d/%m/%y")


@settings(max_examples=20)
@given(st.lists(st.dates(), min_size=1, max_size=30))
def test_dates_are_never_touched(days: list[date]) -> None:
    texts = [f"commande {day:{form}}, livraison {day:{form}}" for day in days for form in FORMS]
    assert redact(pl.Series(texts)).to_list() == texts


@given(st.text(max_size=60), st.sampled_from(["lea@mail.example", "06 12 34 56 78"]))
def test_redacting_twice_changes_nothing_more(text: str, secret: str) -> None:
    once = _redacted(f"{text} {secret} {text}")
    assert secret not in once
    assert _redacted(once) == once


def test_hostile_texts_take_no_time() -> None:
    texts = ["a" * 50_000, "a@" * 25_000, "0" * 50_000, "06 " * 16_000, "A1-" * 16_000,
             "commande n° " * 4_000, "FR76" * 12_000]  # fmt: skip
    began = time.perf_counter()
    redact(pl.Series(texts))
    assert time.perf_counter() - began < 5


def test_nothing_personal_is_in_the_store(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.csv",
        "site,channel,author,text",
        "Fnac,X,Gudule Vandeput,Mon numéro est le 06 98 76 54 32",
        "Fnac,X,Fnac,Écrivez à service-marseille@fnac.example",
        "Fnac,zut,Gudule Vandeput,Mon mail est gudule@mail.example",
    )
    report = import_files([file], tmp_path / "store", Options(key=KEY, now=NOW))
    stored = pl.read_parquet(open_store(tmp_path / "store").files())
    shown = stored.write_json() + report.rejected_rows.write_json()
    for secret in ("Gudule", "gudule@", "98 76 54", "marseille@"):
        assert secret not in shown
    assert "Fnac" in stored["author"]


def test_an_author_is_one_pseudonym_per_channel_and_key(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.csv",
        "site,channel,author,text",
        "Fnac,X,Léa,Un",
        "Fnac,X,LÉA,Deux",
        "Fnac,facebook,Léa,Trois",
        "Fnac,X,Zoé,Quatre",
    )
    first, same, elsewhere, other = read_files([file], options=Options(key=KEY, now=NOW)).rows[
        "author"
    ]
    assert first == same
    assert len({first, elsewhere, other}) == 3
    assert len(first) == 32
    assert first != read_files([file], options=Options(key=new_key(), now=NOW)).rows["author"][0]
    plain = [hashlib.new(name, b"L\xc3\xa9a").hexdigest()[:32] for name in ("sha256", "md5")]
    assert first not in plain


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_first_import_makes_the_key_outside_the_data(home: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "site,channel,author,text", "Fnac,X,Léa,Un")
    import_files([file], tmp_path / "store", Options(now=NOW))
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    key = read_key()
    assert key is not None
    assert open_store(tmp_path / "store").manifest.key_id == key.id
    assert key.secret.hex() not in repr(key)


def test_a_dry_run_and_a_preview_make_no_key(home: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "site,channel,author,text", "Fnac,X,Léa,Un")
    import_files([file], tmp_path / "store", Options(now=NOW), dry_run=True)
    read_files([file], tmp_path / "store", Options(now=NOW))
    assert not home.exists()
    assert not (tmp_path / "store").exists()


def test_a_key_that_others_can_read_is_refused(home: Path) -> None:
    keep_key(new_key())
    key_file().chmod(0o640)
    with pytest.raises(BadKey) as caught:
        read_key()
    assert caught.value.key == "import-key-open"


@pytest.mark.parametrize("content", ["", "abcd", "no hexadecimal"])
def test_a_damaged_key_is_refused(home: Path, content: str) -> None:
    home.mkdir()
    key_file().write_text(content)
    key_file().chmod(0o600)
    with pytest.raises(BadKey) as caught:
        read_key()
    assert caught.value.key == "import-key-damaged"


def test_another_key_than_the_stores_is_refused(home: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "site,channel,author,text", "Fnac,X,Léa,Un")
    import_files([file], tmp_path / "store", Options(now=NOW))
    key_file().unlink()
    for other in (None, new_key()):
        if other:
            keep_key(other)
        with pytest.raises(BadKey) as caught:
            import_files([file], tmp_path / "store", Options(now=NOW))
        assert caught.value.key == "import-key-other"


def test_a_key_is_never_replaced(home: Path) -> None:
    first = keep_key(new_key())
    assert keep_key(new_key()) == first


def test_without_a_key_there_are_no_authors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = written(tmp_path / "file")
    monkeypatch.setenv("SOCIALLENS_HOME", str(blocked / "home"))
    file = written(
        tmp_path / "a.csv", "site,channel,author,text", "Fnac,X,Léa,Un", "Fnac,X,Fnac,Oui"
    )
    report = import_files([file], tmp_path / "store", Options(now=NOW))
    assert report.preview["author"].to_list() == [None, "Fnac"]
    assert report.files[0].notes["import-note-no-key"] == 2
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))  # later there could be one
    assert import_files([file], tmp_path / "store", Options(now=NOW)).unchanged == 2


def test_ids_tell_nothing_without_the_key() -> None:
    assert Key(b"a" * 32).sign("x") != Key(b"b" * 32).sign("x")
