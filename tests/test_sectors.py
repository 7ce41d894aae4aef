"""The sectors that ship: what they have in common, and what must not cross over."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from sociallens.classify import classify
from sociallens.classify.confidence import STRANGE, familiar
from sociallens.classify.model import shipped as weights_shipped
from sociallens.classify.normalise import folded, words_of
from sociallens.classify.terms import lexicon
from sociallens.cli import main
from sociallens.errors import SocialLensError
from sociallens.importing.relabel import relabel_store
from sociallens.importing.sectors import classified
from sociallens.store.manifest import open_store
from sociallens.store.scan import scan
from sociallens.taxonomy import DEFAULT, load, shipped
from tests.made import by, store

SAME_KEYS = [name for name in shipped() if name != "telecom"]


def trust(text: str, sector: str) -> float:
    terms = lexicon(load(sector).folder, "fr")
    matches = terms.matches(terms.read(folded(words_of(pl.Series([text])))))
    return float(familiar(matches, 1)[0])


def causes(text: str, sector: str) -> list[str]:
    """The causes that a sector's terms tell: what words say of them is the same in all sectors."""
    frame = pl.DataFrame({"id": ["1"], "text": [text], "channel": ["review_site"]})
    by_terms = {key: table for key, table in weights_shipped().items() if key != "cause.fr"}
    return classify(frame, load(sector), weights=by_terms)["causes"].to_list()[0] or []


def with_words(text: str, sector: str) -> dict[str, Any]:
    frame = pl.DataFrame({"id": ["1"], "text": [text], "channel": ["review_site"]})
    return classify(frame, load(sector)).row(0, named=True)


@pytest.mark.parametrize("name", SAME_KEYS)
def test_sectors_share_keys_so_that_they_can_be_compared(name: str) -> None:
    for vocabulary in ("topic", "cause"):
        assert set(load(name)[vocabulary]) == set(load(DEFAULT)[vocabulary])


@pytest.mark.parametrize(
    ("sector", "text", "cause"),
    [
        ("banking", "Prélèvement de frais injustifiés sur mon compte courant", "order_payment"),
        ("banking", "Deux mois que j’attends ma carte, jamais arrivée", "delivery"),
        ("banking", "Mon dossier de sinistre n’avance pas", "product"),
        ("energy", "Encore une coupure de courant ce matin", "product"),
        ("energy", "Le technicien n’est pas venu poser le compteur", "delivery"),
        ("energy", "Ma facture a doublé à cause d’un index estimé", "order_payment"),
        ("travel", "La réceptionniste était désagréable", "contact_quality"),
        ("travel", "Ils ont annulé notre réservation la veille", "order_payment"),
        ("travel", "Des cafards dans la salle de bain, chambre sale", "product"),
        ("apps", "L’appli plante depuis la mise à jour", "website_app"),
        ("apps", "Impossible de résilier mon abonnement, je suis prélevé", "order_payment"),
    ],
)
def test_a_sector_names_its_own_causes(sector: str, text: str, cause: str) -> None:
    assert causes(text, sector)[0] == cause
    assert cause in with_words(text, sector)["causes"]


@pytest.mark.parametrize("sector", ["banking", "energy", "apps"])
def test_words_of_shops_say_nothing_of_other_sectors(sector: str) -> None:
    text = "Le relais a rendu le paquet, honteux, mal emballé"
    assert "delivery" not in causes(text, sector)
    # Words may name it still: such a text is trusted less.
    assert with_words(text, sector)["confidence"] <= STRANGE


def test_the_command_lists_each_sector_with_its_terms() -> None:
    said = CliRunner().invoke(main, ["sectors"], env={"SOCIALLENS_LANG": "fr"})
    assert said.exit_code == 0
    assert {line.split(":")[0] for line in said.output.splitlines() if line[0] != " "} == set(
        shipped()
    )
    assert "Compte, paiements, crédit" in said.output


@pytest.mark.parametrize(
    "text",
    [
        "Aucun souci de livraison",
        "Pas de problème de paiement",
        "Jamais eu de retard",
        "Site sans bug",
        "Never had any issue with delivery",
        "Not one lost parcel in twelve years",
    ],
)
def test_a_cause_that_is_denied_is_none(text: str) -> None:
    assert causes(text, DEFAULT) == []


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Pas de réponse à mes mails", "contact_quality"),
        ("Je n’ai pas reçu mon colis", "delivery"),
        ("Aucun remboursement à ce jour", "return_refund"),
        ("Problème de livraison, aucun suivi", "delivery"),
    ],
)
def test_a_cause_that_is_missed_is_named(text: str, cause: str) -> None:
    assert cause in causes(text, DEFAULT)


def test_a_sector_weighs_a_general_word_otherwise() -> None:
    text = "Les voisins parlent du vol de 8 h et des vols du soir"
    row = {"id": ["1"], "text": [text], "channel": ["review_site"]}
    travel = classify(pl.DataFrame(row), load("travel")).row(0, named=True)
    assert travel["severity"] != "high"
    assert "du vol" not in (travel["evidence"] or [])


BILL = "Ma facture de régularisation est fausse, index estimé"


def two_merchants(folder: Path, sector: str) -> Path:
    rows = [
        {"id": "a", "site": "Ondéa", "text": BILL, **by("model:0")},
        {"id": "b", "site": "Modalys", "text": "Colis jamais livré", **by("model:0")},
    ]
    store(folder, rows)
    (folder / "merchants.toml").write_text(f'["Ondéa"]\nsector = {sector}\n["Modalys"]\n')
    return folder


def test_each_merchant_of_a_store_is_read_by_its_own_sector(tmp_path: Path) -> None:
    folder = two_merchants(tmp_path / "store", '"energy"')
    relabel_store(folder)
    rows = scan(open_store(folder).files()).collect()
    found = dict(rows.select("id", "causes").iter_rows())
    own = {name: load(name) for name in ("energy", DEFAULT)}
    alone = classify(rows.select("id", "text", "channel").filter(id="a"), own["energy"])
    assert found["a"] == alone["causes"].to_list()[0]
    assert found["b"] == ["delivery"]


@pytest.mark.parametrize(
    ("sector", "key"),
    [('"telecom"', "merchants-sector"), ("3", "merchants-word"), ('"gyms"', "taxonomy-unknown")],
)
def test_a_sector_that_cannot_be_is_named(tmp_path: Path, sector: str, key: str) -> None:
    folder = two_merchants(tmp_path / "store", sector)
    with pytest.raises(SocialLensError) as refused:
        relabel_store(folder)
    assert refused.value.key == key


def test_texts_keep_their_order_whatever_their_sectors() -> None:
    texts = pl.DataFrame(
        {
            "id": [str(n) for n in range(6)],
            "site": ["Ondéa", "Modalys"] * 3,
            "text": [BILL, "Colis perdu"] * 3,
            "channel": ["twitter"] * 6,
        }
    )
    found = classified(texts, load(), {"Ondéa": load("energy")})
    assert found["id"].to_list() == texts["id"].to_list()


@pytest.mark.parametrize(
    ("sector", "text"),
    [
        (DEFAULT, "Chambre sale, petit déjeuner froid et réceptionniste absente"),
        (DEFAULT, "Le banquier refuse le découvert, le notaire attend la succession"),
        ("banking", "Le serveur nous a apporté un plat froid et un dessert surgelé"),
    ],
)
def test_a_text_of_another_sector_is_trusted_less(sector: str, text: str) -> None:
    at_home = "travel" if sector == "banking" or "Chambre" in text else "banking"
    assert trust(text, sector) == STRANGE
    assert trust(text, at_home) == 1
