"""The sectors that ship: what they have in common, and what must not cross over."""

import polars as pl
import pytest
from click.testing import CliRunner

from sociallens.classify import classify
from sociallens.cli import main
from sociallens.taxonomy import DEFAULT, load, shipped

SAME_KEYS = [name for name in shipped() if name != "telecom"]


def causes(text: str, sector: str) -> list[str]:
    frame = pl.DataFrame({"id": ["1"], "text": [text], "channel": ["review_site"]})
    return classify(frame, load(sector))["causes"].to_list()[0] or []


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


@pytest.mark.parametrize("sector", ["banking", "energy", "apps"])
def test_words_of_shops_say_nothing_of_other_sectors(sector: str) -> None:
    assert "delivery" not in causes("Le relais a rendu le paquet, honteux, mal emballé", sector)


def test_the_command_lists_each_sector_with_its_terms() -> None:
    said = CliRunner().invoke(main, ["sectors"], env={"SOCIALLENS_LANG": "fr"})
    assert said.exit_code == 0
    assert {line.split(":")[0] for line in said.output.splitlines() if line[0] != " "} == set(
        shipped()
    )
    assert "Compte, paiements, crédit" in said.output
