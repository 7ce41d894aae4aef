"""Stores that former editions wrote, as they wrote them, are read, imported into and erased from.

`stores/` has one for each form that a store ever had, named by its day and commit: five made-up
contributions, written by two imports, with the key that made their pseudonyms.
"""

import zipfile
from pathlib import Path

import pytest

from sociallens import personal, settings
from sociallens.access import UNLIMITED
from sociallens.answers import conversations
from sociallens.engine import load
from sociallens.importing import import_files
from sociallens.importing.options import Options
from sociallens.selection import Selection
from sociallens.store.backup import back_up, restore
from sociallens.store.check import problems
from sociallens.store.manifest import open_store, versions
from sociallens.store.scan import scan

KEPT = sorted((Path(__file__).parent / "stores").glob("*.zip"))
TEXTS = {
    "a1": "Mon colis est perdu depuis une semaine, personne ne répond !",
    "a2": "Merci, livraison rapide et produit parfait.",
    "a3": "Remboursement toujours pas reçu, service client injoignable.",
    "a4": "Très déçu, article cassé à la réception.",
    "a5": "La promotion est intéressante cette semaine.",
}
HEADER = "id,conversation_id,url,site,channel,published_at,role,author,text,rating\n"
AGAIN = (
    "a1,c1,https://x.example/1,Boutique A,twitter,2024-01-05T10:00:00,customer,Alice,"
    f'"{TEXTS["a1"]}",\n'
)
NEW = 'a6,c6,https://x.example/6,Boutique B,twitter,2024-03-02T08:00:00,customer,Alice,"Merci.",\n'


@pytest.fixture(params=KEPT, ids=lambda file: file.stem)
def kept(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "key").chmod(0o600)
    (tmp_path / "key").rename(settings.key_file())
    return tmp_path / "store"


def texts(store: Path) -> dict[str, str]:
    return dict(scan(open_store(store).files()).select("text", "id").collect().rows())


def test_what_a_former_edition_wrote_is_read(kept: Path) -> None:
    assert problems(open_store(kept)) == []
    assert sorted(texts(kept)) == sorted(TEXTS.values())
    listed = conversations(load(kept), Selection(), UNLIMITED, limit=10)
    assert listed.select("text", "site", "channel").sort("text").rows()[0] == (
        TEXTS["a5"], "Boutique A", "twitter",
    )  # fmt: skip
    older = [open_store(kept, version=number) for number in versions(kept)]
    assert [sum(s.rows for s in each.manifest.segments) for each in older] == [0, 3, 5]


def test_it_is_imported_into_backed_up_and_erased_from(kept: Path, tmp_path: Path) -> None:
    before = texts(kept)
    file = tmp_path / "new.csv"
    file.write_text(HEADER + AGAIN + NEW, encoding="utf-8")
    report = import_files([file], kept, Options())
    # An edition whose labels were others has them renewed, and nothing else.
    assert (report.added, report.updated + report.unchanged) == (1, 1)
    assert before.items() <= texts(kept).items()
    authors = scan(open_store(kept).files()).collect()["author"]
    assert authors.value_counts()["count"].max() == 2  # Alice is who she was
    back_up(kept, tmp_path / "backups")
    restore(tmp_path / "backups", tmp_path / "restored")
    assert texts(tmp_path / "restored") == texts(kept)
    erased = personal.erase(kept, personal.Request("author", "Alice"))
    assert erased.receipt
    assert erased.receipt.rows == 2
    assert sorted(texts(kept)) == sorted(set(TEXTS.values()) - {TEXTS["a1"]})
    assert problems(open_store(kept)) == []
