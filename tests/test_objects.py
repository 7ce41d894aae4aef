"""A store in object storage, on a real server: published, followed, disputed, damaged."""

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import boto3
import polars as pl
import pytest
from click.testing import CliRunner

from sociallens import merchants, personal
from sociallens.access import UNLIMITED
from sociallens.cli import main
from sociallens.engine import load
from sociallens.errors import BadMerchants, StoreError
from sociallens.selection import Selection
from sociallens.settings import CURRENT
from sociallens.store import remote
from sociallens.store.manifest import SEGMENTS, Manifest, Store, open_store
from sociallens.store.objects import Listing, Place
from sociallens.store.remote import head, open_remote, pull, push, send
from sociallens.store.write import commit
from tests import made
from tests.storage import bucket, storage


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with storage(tmp_path_factory.mktemp("weed")) as address:
        yield address


@pytest.fixture
def place(server: str) -> Place:
    return Place.of(f"s3://{bucket()}/stores/shop")


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    return made.store(tmp_path / "shop", made.random_rows(20))


def more(path: Path, name: str) -> Store:
    rows = made.contributions(
        {**row, "id": f"{name}{n}"} for n, row in enumerate(made.random_rows(5))
    )
    return commit(path, rows, made.record(name), classifier="made")[0]


def shown(folder: Path) -> pl.DataFrame:
    return load(folder).contributions(Selection(), UNLIMITED)


def test_a_folder_follows_what_an_importer_publishes(
    shop: Store, place: Place, tmp_path: Path
) -> None:
    assert push(shop.path, place).segments == len(shop.manifest.segments)
    dashboard = tmp_path / "dashboard"
    pull(place, dashboard)
    more(shop.path, "later")
    (shop.path / merchants.FILE).write_text('["Chez Nous"]\naliases = ["Site 3"]\n')
    sent = push(shop.path, place)
    got = pull(place, dashboard)
    assert 0 < got.segments == sent.segments <= 5
    assert shown(dashboard).equals(shown(shop.path))
    assert not pull(place, dashboard).anew
    assert not push(shop.path, place).anew
    assert "Chez Nous" in shown(dashboard)["site"]


def test_names_that_cannot_be_read_are_told_and_not_followed(
    shop: Store, place: Place, tmp_path: Path
) -> None:
    push(shop.path, place)
    place.write(merchants.FILE, b'["Chez Nous"\n')
    with pytest.raises(BadMerchants, match="merchants-toml"):
        pull(place, tmp_path / "dashboard")
    assert not (tmp_path / "dashboard" / merchants.FILE).exists()
    assert not (tmp_path / "dashboard" / CURRENT).exists()


def test_the_commands_say_what_they_did(shop: Store, place: Place, tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["push", place.base, "--store", str(shop.path)])
    assert (said.exit_code, "Version 1" in said.output) == (0, True)
    dashboard = str(tmp_path / "dashboard")
    for _ in range(2):
        said = CliRunner().invoke(main, ["follow", place.base, "--store", dashboard, "--once"])
        assert (said.exit_code, "Version 1" in said.output) == (0, True)


def test_of_two_writers_one_is_told(shop: Store, place: Place, tmp_path: Path) -> None:
    push(shop.path, place)
    other = tmp_path / "other"
    pull(place, other)
    before = head(place)
    more(shop.path, "mine")
    theirs = more(other, "theirs")
    push(shop.path, place)
    with pytest.raises(StoreError, match="objects-other-version"):
        push(other, place)
    send(place, theirs.manifest.segments, other)
    with pytest.raises(StoreError, match="objects-other-writer"):  # who read CURRENT before it
        remote.replace(place, theirs.manifest, before)
    with pytest.raises(StoreError, match="objects-other-writer"):  # who saw no store at all
        remote.replace(place, theirs.manifest, remote.Head("", ""))
    assert open_remote(place).digest == open_store(shop.path).digest


@pytest.mark.parametrize("new", [True, False])
def test_of_many_writers_at_once_one_wins(shop: Store, place: Place, new: bool) -> None:
    if not new:
        push(shop.path, place)
    before = head(place)
    manifests = [dataclasses.replace(shop.manifest, classifier=f"made{n}") for n in range(6)]
    start = Barrier(len(manifests))

    def attempt(manifest: Manifest) -> Store | StoreError:
        start.wait()
        try:
            return remote.replace(place, manifest, before)
        except StoreError as error:
            return error

    with ThreadPoolExecutor(len(manifests)) as pool:
        outcomes = list(pool.map(attempt, manifests))
    (winner,) = (each for each in outcomes if isinstance(each, Store))
    told = {each.key for each in outcomes if isinstance(each, StoreError)}
    assert (told, open_remote(place).digest) == ({"objects-other-writer"}, winner.digest)


def test_what_a_folder_alone_holds_is_not_overwritten(
    shop: Store, place: Place, tmp_path: Path
) -> None:
    push(shop.path, place)
    ahead = more(shop.path, "mine")
    with pytest.raises(StoreError, match="objects-folder-ahead"):
        pull(place, shop.path)
    assert open_store(shop.path).digest == ahead.digest


def test_a_writer_that_dies_before_current_changes_nothing(
    shop: Store, place: Place, tmp_path: Path
) -> None:
    push(shop.path, place)
    before = head(place)
    later = more(shop.path, "later")
    # Dies between the segments and CURRENT, by a signal that nothing can catch.
    assert dying(place, later).returncode == -9
    assert head(place) == before
    dashboard = tmp_path / "dashboard"
    pull(place, dashboard)
    assert open_store(dashboard).digest == shop.digest
    assert push(shop.path, place).segments == 0  # they had arrived
    assert open_remote(place).digest == later.digest


def dying(place: Place, store: Store) -> subprocess.CompletedProcess[bytes]:
    """Send segments as a process that then kills itself."""
    program = (
        "import os, sys; from pathlib import Path;"
        "from sociallens.store.manifest import open_store;"
        "from sociallens.store.objects import Place; from sociallens.store.remote import send;"
        "folder = Path(sys.argv[2]); segments = open_store(folder).manifest.segments;"
        "send(Place.of(sys.argv[1]), segments, folder); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", program, place.base, str(store.path)]
    return subprocess.run(command, check=False)


@pytest.mark.parametrize("problem", ["missing", "truncated", "altered"])
def test_damage_is_told_and_never_followed(
    shop: Store, place: Place, tmp_path: Path, problem: str
) -> None:
    push(shop.path, place)
    segment = shop.manifest.segments[3]
    client = boto3.client("s3")
    key = {"Bucket": place.bucket, "Key": place.key(segment.file)}
    data = place.read(segment.file)
    if problem == "missing":
        client.delete_object(**key)
    else:
        body = data[:-9] if problem == "truncated" else bytes([data[0] ^ 1]) + data[1:]
        client.put_object(**key, Body=body)
    dashboard = tmp_path / "dashboard"
    with pytest.raises(StoreError):
        pull(place, dashboard)
    assert not (dashboard / CURRENT).exists()
    if problem != "altered":  # whose size is right: only its hash tells
        damages = Listing(shop, place).check().damages
        expected = "missing" if problem == "missing" else "changed"
        assert [(each.file, each.problem) for each in damages] == [(segment.file, expected)]
        more(shop.path, "later")
        assert place.sizes(SEGMENTS).get(segment.file, (0,))[0] != segment.bytes
        push(shop.path, place)  # sends it again where it still belongs to the version
        assert pull(place, dashboard).store.digest == open_store(shop.path).digest


def test_a_storage_that_is_gone_is_told(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(StoreError, match="objects-not-read"):
        push(shop.path, Place.of("s3://nowhere/shop"))


def test_what_was_erased_goes_from_the_bucket_and_from_who_follows(
    shop: Store, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))
    more(shop.path, "later")
    dashboard = tmp_path / "dashboard"
    push(shop.path, place)
    pull(place, dashboard)
    personal.erase(shop.path, personal.Request("id", "later1"))
    push(shop.path, place)
    pull(place, dashboard)
    assert not shown(dashboard)["id"].is_in(["later1"]).any()
    kept = {segment.file for segment in open_store(shop.path).manifest.segments}
    assert {name for name in place.names() if name.startswith(SEGMENTS)} == kept
    there = {f"{SEGMENTS}/{file.name}" for file in (dashboard / SEGMENTS).iterdir()}
    assert there == kept
    assert not push(shop.path, place).anew
    personal.erase(shop.path, personal.Request("id", "later2"))
    personal.erase(shop.path, personal.Request("id", "later3"))
    assert push(shop.path, place).anew
