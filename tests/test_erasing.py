"""What is erased is gone from every file, and an import does not bring it back."""

import csv
import json
from datetime import date, datetime
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest
from click.testing import CliRunner

from sociallens import settings
from sociallens.access import UNLIMITED
from sociallens.annotations import log
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.cli import main
from sociallens.engine import load
from sociallens.errors import StoreError
from sociallens.importing import erasing, import_files, suppressed
from sociallens.importing.options import Options
from sociallens.importing.privacy.pseudonyms import keep_key, new_key, read_key
from sociallens.selection import Selection
from sociallens.store.check import problems
from sociallens.store.manifest import open_store, versions
from tests import lengths

COLUMNS = (
    "id", "conversation_id", "site", "channel", "published_at", "role", "author", "text", "url",
)  # fmt: skip
AUTHORS = 12
ERASED = lengths.times(2, 10)


def rows(number: int) -> list[dict[str, str]]:
    """Messages of some authors, with answers of the brand and of each other."""
    found = []
    for n in range(number):
        month, author = n % 5 + 1, f"Cliente {n % AUTHORS}"
        found.append(
            {
                "id": f"zqid{n}zq",
                "conversation_id": f"zqid{n - n % 3}zq",
                "site": "Modalys",
                "channel": "other_forum" if n % 2 else "twitter",
                "published_at": f"2026-0{month}-1{n % 9} 10:00",
                "role": "brand" if n % 7 == 3 else "customer",
                "author": "Modalys" if n % 7 == 3 else author,
                "text": f"Le colis numero{n}zq n'est jamais arrivé, marqueur{n % AUTHORS}zq",
                "url": f"https://forum.example/sujet/{n}",
            }
        )
    return found


def export(path: Path, told: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(told)
    return path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two imports and some corrections, beside the exports it was made of."""
    if read_key() is None:
        keep_key(new_key())
    folder = tmp_path_factory.mktemp("erasing")
    path = folder / "store"
    import_files([export(folder / "one.csv", rows(60))], path, Options())
    import_files([export(folder / "two.csv", rows(90))], path, Options())
    ids = load(path).contributions(Selection(), UNLIMITED)["id"].to_list()
    annotate(path, [Decision(each, "sentiment", ("negative",)) for each in ids[:40]], who="Anne")
    return path


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Path:
    copytree(template.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "store"


def pseudonym(channel: str, author: str) -> str:
    key = read_key()
    assert key
    return key.pseudonym(channel, author)


def held(store: Path) -> pl.DataFrame:
    return pl.read_parquet(open_store(store).files())


def everything(store: Path) -> bytes:
    """All that lies below the store and where imports work; what is packed, unpacked."""
    parts = []
    for folder in (store, settings.work_folder()):
        for file in folder.rglob("*") if folder.exists() else []:
            if file.is_file():
                parts.append(file.read_bytes())
                if file.suffix == ".parquet":
                    parts.append(pl.read_parquet(file).write_json().encode())
    return b"\n".join(parts)


def test_an_author_is_gone_from_every_file(store: Path, tmp_path: Path) -> None:
    for number in range(ERASED):
        name = f"Cliente {number}"
        request = erasing.of_author(store, name, ["other_forum", "twitter"])
        gone = held(store).filter(pl.col("author").is_in(request.values))
        assert gone.height
        assert erasing.count(store, request) == gone.height
        stays = set(held(store)["id"]) - set(gone["id"])
        assert erasing.erase(store, request) == gone.height
        assert set(held(store)["id"]) == stays
        found = everything(store)
        # What others answered keeps its conversation, which is named after its first message.
        named = set(held(store)["conversation_id"]) | set(held(store)["parent_id"])
        ids = set(gone["id"]) - named
        for trace in (*ids, *gone["text"], *request.values, name):
            assert str(trace).encode() not in found, trace
    made = open_store(store)
    assert problems(made) == []
    assert list(versions(store)) == [made.manifest.version]
    assert not log.read(store).altered
    again = import_files([tmp_path / "two.csv"], store, Options())
    assert again.read == 90
    assert again.added == 0
    assert again.rejected == sum(
        reason.count for reason in again.reasons if reason.key == "import-suppressed"
    )
    assert again.rejected + again.added + again.updated + again.unchanged + again.clashing == 90
    assert not {pseudonym("other_forum", f"Cliente {n}") for n in range(ERASED)} & set(
        held(store)["author"]
    )


def test_what_is_left_of_a_conversation_is_told_anew(store: Path) -> None:
    opening = held(store).filter(pl.col("opens") & (pl.col("contributions") > 1)).row(0, named=True)
    request = erasing.Request("id", frozenset((opening["id"],)))
    assert erasing.erase(store, request) == 1
    left = held(store).filter(pl.col("conversation_id") == opening["conversation_id"])
    assert left.height == opening["contributions"] - 1
    assert left.filter("opens").height == 1
    assert left["contributions"].drop_nulls().unique().to_list() == [left.height]
    assert problems(open_store(store)) == []


def test_a_conversation_an_address_and_a_text_can_be_erased(store: Path) -> None:
    row = held(store).filter(pl.col("url").is_not_null()).row(5, named=True)
    one = erasing.Request("conversation", frozenset((row["conversation_id"],)))
    assert erasing.erase(store, one) > 0
    other = held(store).filter(pl.col("url").is_not_null()).row(9, named=True)
    assert erasing.erase(store, erasing.of_url(store, "https://forum.example/sujet/80")) == 1
    text = held(store)["text"].drop_nulls()[3]
    assert erasing.erase(store, erasing.of_text(store, f"  {text.upper()} \n")) == 1
    assert other["id"]
    assert row["id"] not in held(store)["id"]


def test_erasing_again_changes_nothing(store: Path) -> None:
    request = erasing.of_author(store, "Cliente 1", ["other_forum", "twitter"])
    erasing.erase(store, request)
    version = open_store(store).manifest.version
    assert erasing.erase(store, request) == 0
    assert open_store(store).manifest.version == version
    receipts = [json.loads(line) for line in (store / erasing.RECEIPTS).read_text().splitlines()]
    assert [each["rows"] > 0 for each in receipts] == [True, False]
    assert receipts[0]["asked"] == receipts[1]["asked"]
    assert "Cliente" not in (store / erasing.RECEIPTS).read_text()


def test_without_the_key_nobody_is_found(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(store / "nowhere"))
    with pytest.raises(StoreError, match="erase-no-key"):
        erasing.of_author(store, "Cliente 1", ["other_forum"])


def test_what_is_suppressed_names_nobody(store: Path) -> None:
    erasing.erase(store, erasing.of_author(store, "Cliente 2", ["other_forum", "twitter"]))
    kept = (store / suppressed.FILE).read_text()
    for channel in ("other_forum", "twitter"):
        assert pseudonym(channel, "Cliente 2") not in kept


def test_what_is_older_is_removed(store: Path) -> None:
    before = held(store)
    day = date(2026, 3, 1)
    older = before.filter(pl.col("published_at") < datetime(2026, 3, 1))
    assert erasing.purge(store, day) == older.height > 0
    assert set(held(store)["id"]) == set(before["id"]) - set(older["id"])
    assert erasing.purge(store, day, "nothing of ours") == 0
    assert problems(open_store(store)) == []


def test_the_commands_ask_before_they_erase(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = CliRunner().invoke
    author = ["erase", "--store", str(store), "--author", "Cliente 4"]
    assert run(main, [*author, "--channel", "nowhere"]).exit_code == 1
    assert run(main, ["erase", "--store", str(store)]).exit_code == 1
    asked = run(main, author)
    assert asked.exit_code == 1  # nobody is there to say yes
    rows_before = held(store).height
    done = run(main, [*author, "--yes"])
    assert done.exit_code == 0, done.output
    assert held(store).height < rows_before
    home = Path(settings.home())
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text("[retention]\ndefault = 1200\n")
    try:
        assert run(main, ["purge", "--store", str(store)]).exit_code == 0
        assert run(main, ["purge", "--store", str(store), "--before", "2026-05-01"]).exit_code == 0
    finally:
        (home / "settings.toml").unlink()
    assert held(store).filter(pl.col("published_at") < datetime(2026, 5, 1)).is_empty()
    assert run(main, ["purge", "--store", str(store)]).exit_code == 1
