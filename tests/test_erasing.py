"""Who asks to be forgotten is: in no file below the store, nor after another import."""

import gc
import json
import random
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from weakref import ref

import polars as pl
import pytest
from click.testing import CliRunner, Result

from sociallens import personal, settings, work
from sociallens.access import UNLIMITED
from sociallens.annotations import log
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.audits.audit import FOLDER as AUDITS
from sociallens.audits.audit import Audit, named
from sociallens.cli import main
from sociallens.engine.cache import cached
from sociallens.engine.opening import let_go, load
from sociallens.errors import BadKey, SocialLensError, StoreError
from sociallens.importing import import_files
from sociallens.importing.options import Options
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.report import Report
from sociallens.personal import Request, retention
from sociallens.personal.record import document
from sociallens.personal.request import BadRequest
from sociallens.schema import COLUMNS, PERSONAL
from sociallens.search.building import prepare
from sociallens.selection import Selection
from sociallens.store import receipts, suppressed
from sociallens.store.backup import back_up, restore
from sociallens.store.check import problems
from sociallens.store.manifest import open_store, versions
from sociallens.store.scan import scan
from tests import lengths
from tests.store_writer import Watch

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AUTHORS = lengths.times(20, 100)  # that are erased
SEED = 7


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))
    return tmp_path / "home"


def export(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def said(number: int, draw: random.Random) -> str:
    words = ("colis", "retard", "livraison", "remboursement", "vendeur", "écran", "notice")
    return (
        f"Message {number} : " + " ".join(draw.choices(words, k=8)) + f" zz{draw.getrandbits(60):x}"
    )


def everybody(count: int, seed: int = SEED) -> list[dict[str, object]]:
    """Authors with three messages each, of which one opens a thread that the brand answers."""
    draw = random.Random(seed)
    rows: list[dict[str, object]] = []
    for number in range(count):
        who = f"auteur{number}xy"
        for turn in range(3):
            at = datetime(2024, 1, 3) + timedelta(days=number % 400, hours=turn)
            name = f"m{number}-{turn}"
            rows.append({
                "id": name, "text": said(number, draw), "author": who, "site": "Modalys",
                "channel": "twitter", "published_at": f"{at.isoformat()}Z", "role": "customer",
                "url": f"https://forum.example/{who}/{name}",
            })  # fmt: skip
        rows.append({
            "id": f"r{number}", "conversation_id": f"m{number}-0", "parent_id": f"m{number}-0",
            "text": f"Bonjour, notre réponse numéro {number}.", "author": "Modalys",
            "site": "Modalys", "channel": "twitter", "role": "brand",
            "published_at": f"{(at + timedelta(hours=3)).isoformat()}Z",
        })  # fmt: skip
    return rows


def imported(store: Path, file: Path) -> Report:
    return import_files([file], store, Options(profile="template", now=NOW))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    imported(path, export(tmp_path / "first.jsonl", everybody(3 * AUTHORS)))
    return path


def held(store: Path) -> pl.DataFrame:
    return scan(open_store(store).files()).collect()


def traces(folder: Path, wanted: list[bytes]) -> list[tuple[str, bytes]]:
    """Where any of these stands: in raw bytes, and in the values of Parquet and Arrow files."""
    found = []
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        data = file.read_bytes()
        if file.suffix == ".parquet":
            data += pl.read_parquet(file, glob=False).write_json().encode()
        elif file.suffix == ".arrow":
            data += pl.read_ipc(data).write_json().encode()
        found += [(file.relative_to(folder).as_posix(), each) for each in wanted if each in data]
    return found


def marks(rows: pl.DataFrame) -> list[bytes]:
    """What must stand nowhere of erased rows: ids, pseudonyms, texts."""
    rows = rows.filter(role="customer")
    texts = [text.rsplit(" ", 1)[-1] for text in rows["text"]]  # a word that is in no other text
    ids = [f'"{each}"' for each in rows["id"]]
    raw = [each for each in rows["id"] if len(each) > 16]
    return [each.encode() for each in sorted({*texts, *ids, *raw, *rows["author"].drop_nulls()})]


def test_of_erased_authors_no_trace_is_left_and_none_comes_back(
    store: Path, tmp_path: Path
) -> None:
    chosen = random.Random(SEED).sample(range(3 * AUTHORS), AUTHORS)
    names = [f"auteur{number}xy" for number in chosen]
    key = pseudonyms.read_key()
    assert key
    hers = held(store).filter(pl.col("author").is_in([key.pseudonym("twitter", n) for n in names]))
    assert hers.height == 3 * AUTHORS
    annotate(store, [Decision(i, "sentiment", ("negative",)) for i in hers["id"]], who="Anne")
    others = held(store).join(hers, on="id", how="anti")
    annotate(store, [Decision(others["id"][0], "sentiment", ("positive",))], who="Anne")
    prepare(store, least=0)
    hers.write_ipc(work.kept() / "slice.arrow")
    assert len({mark for _, mark in traces(tmp_path, marks(hers))}) == len(marks(hers))
    (tmp_path / "first.jsonl").unlink()

    for name in names:
        erased = personal.erase(store, Request("author", name, ("Twitter",)), who="Anne")
        assert erased.receipt
        assert erased.receipt.rows == 3
    prepare(store, least=0)

    assert traces(tmp_path, marks(hers)) == []
    assert traces(tmp_path, [name.encode() for name in names]) == []
    left = held(store)
    kept = ["id", "text", "author", "published_at", "sentiment"]
    assert left.select(kept).sort("id").equals(others.select(kept).sort("id"))
    assert problems(open_store(store)) == []
    assert len(versions(store)) == 1
    assert log.read(store).altered is None
    assert log.read(store).corrections["id"].to_list() == [others["id"][0]]
    assert len(receipts.read(store)) == AUTHORS

    again = imported(store, export(tmp_path / "again.jsonl", everybody(3 * AUTHORS)))
    assert (again.suppressed, again.added, again.updated) == (3 * AUTHORS, 0, 0)
    assert again.read == again.unchanged + again.suppressed
    assert not again.preview["id"].is_in(hers["id"].to_list()).any()
    (tmp_path / "again.jsonl").unlink()
    assert traces(tmp_path, marks(hers)) == []


def audited(store: Path, size: int) -> Audit:
    """An audit of customers' messages, as drawing one writes it."""
    ids = held(store).filter(role="customer")["id"].head(size)
    sample = tuple((each, "twitter") for each in ids)
    audit = Audit("2026-06-01", "2026-06-01", "Anne", "digest", 1, {"twitter": size}, sample)
    (store / AUDITS).mkdir()
    (store / AUDITS / f"{audit.name}.json").write_bytes(audit.encode())
    return named(store, audit.name)


def rows_of(store: Path, name: str) -> pl.DataFrame:
    key = pseudonyms.read_key()
    assert key
    now = key.of(open_store(store).manifest.key_id)
    assert now
    return held(store).filter(pl.col("author") == now.pseudonym("twitter", name))


@pytest.mark.parametrize(
    ("request_", "rows"),
    [
        (Request("id", "m4-1"), ["m4-1"]),
        (Request("conversation", "m4-0"), ["m4-0", "r4"]),
        (Request("text", said(0, random.Random(SEED)).upper().replace(" ", "  ")), ["m0-0"]),
        (Request("url", "https://forum.example/auteur5xy/m5-2"), ["m5-2"]),
        (Request("author", "@AUTEUR6XY"), ["m6-0", "m6-1", "m6-2"]),
    ],
)
def test_a_request_means_these_messages_and_keeps_them_out(
    store: Path, tmp_path: Path, request_: Request, rows: list[str]
) -> None:
    before = held(store)
    found = personal.preview(store, request_)
    assert sorted(found.rows["id"]) == sorted(rows)
    assert open_store(store).manifest.version == 1
    gone = before.filter(pl.col("id").is_in(rows))
    personal.erase(store, request_)
    assert sorted(held(store)["id"]) == sorted({*before["id"]} - {*rows})
    again = imported(store, export(tmp_path / "again.jsonl", everybody(3 * AUTHORS)))
    assert (again.suppressed, again.added, again.updated) == (len(rows), 0, 0)
    (tmp_path / "first.jsonl").unlink()
    (tmp_path / "again.jsonl").unlink()
    assert traces(tmp_path, marks(gone.with_columns(author=None))) == []
    assert traces(tmp_path, [f'"{each}"'.encode() for each in rows]) == []


def test_a_thread_holds_together_without_the_message_that_opened_it(store: Path) -> None:
    personal.erase(store, Request("id", "m4-0"))
    reply = held(store).row(by_predicate=pl.col("id") == "r4", named=True)
    assert reply["parent_id"] is None
    assert reply["conversation_id"].startswith(suppressed.ERASED)
    assert reply["opens"]


def test_another_export_without_her_name_does_not_bring_her_words_back(
    store: Path, tmp_path: Path
) -> None:
    personal.erase(store, Request("author", "auteur3xy"))
    rows = [row for row in everybody(3 * AUTHORS) if row["author"] == "auteur3xy"]
    bare = [{k: v for k, v in row.items() if k not in ("author", "id", "url")} for row in rows]
    again = imported(store, export(tmp_path / "other.jsonl", bare))
    assert (again.read, again.suppressed) == (3, 3)
    later = [row | {"id": "new", "text": "Je reviens dire encore un mot, des années après."}
             for row in rows[:1]]  # fmt: skip
    assert imported(store, export(tmp_path / "later.jsonl", later)).suppressed == 1


def test_an_author_who_is_not_there_is_kept_out_from_then_on(store: Path, tmp_path: Path) -> None:
    erased = personal.erase(store, Request("author", "Nouvelle Venue"))
    assert erased.receipt
    assert (erased.receipt.rows, erased.store.manifest.version) == (0, 1)
    row = everybody(1)[0] | {"id": "n1", "author": "nouvelle venue", "text": "Bonjour à tous."}
    assert imported(store, export(tmp_path / "new.jsonl", [row])).suppressed == 1


def test_whoever_wrote_nothing_of_the_kind_stays(store: Path, tmp_path: Path) -> None:
    """Short words are everybody's: an erased « Merci » takes no other one with it."""
    rows = [
        everybody(1)[0] | {"id": f"t{n}", "author": f"merci{n}", "text": "Merci beaucoup !"}
        for n in range(4)
    ]
    file = export(tmp_path / "thanks.jsonl", rows)
    imported(store, file)
    personal.erase(store, Request("author", "merci1"))
    again = imported(store, file)
    assert (again.suppressed, again.unchanged) == (1, 3)


def test_contributions_that_share_an_id_are_told_apart(store: Path, tmp_path: Path) -> None:
    rows = [
        everybody(1)[0] | {"id": "shared", "author": f"voisin{n}", "text": f"Le mot de {n}."}
        for n in range(3)
    ]
    file = export(tmp_path / "shared.jsonl", rows)
    assert imported(store, file).added + 2 == 3
    personal.erase(store, Request("id", rows_of(store, "voisin2")["id"][0]))
    again = imported(store, file)
    assert (again.added, again.clashing, again.suppressed) == (0, 0, 1)
    assert rows_of(store, "voisin2").is_empty()
    assert rows_of(store, "voisin1").height == 1


def test_an_audit_forgets_and_says_so(store: Path) -> None:
    audit = audited(store, 40)
    assert audit.sealed
    gone = audit.ids[3]
    personal.erase(store, Request("id", gone))
    after = named(store, audit.name)
    assert (after.sealed, after.erased) == (True, 1)
    assert after.ids == tuple(each for each in audit.ids if each != gone)


def test_receipts_name_nobody_and_show_what_was_altered(store: Path) -> None:
    personal.erase(store, Request("author", "auteur3xy"), who="Anne")
    personal.erase(store, Request("id", "m4-0"), who="Anne")
    file = store / receipts.FOLDER / receipts.FILE
    told = file.read_text(encoding="utf-8")
    assert not any(each in told for each in ("auteur3xy", "m4-0", "m3-"))
    first = receipts.read(store)[0]
    key = pseudonyms.read_key()
    assert key
    assert first.asked == key.sign("asked", "author", "auteur3xy")
    assert (first.before, first.after, first.rows, first.who) == (1, 2, 3, "Anne")
    file.write_text(told.replace('"rows":3', '"rows":0', 1), encoding="utf-8")
    with pytest.raises(StoreError, match="receipts-altered"):
        receipts.read(store)


def test_without_the_key_nothing_enters_where_something_was_erased(
    store: Path, tmp_path: Path, home: Path
) -> None:
    personal.erase(store, Request("author", "auteur3xy"))
    (home / "key").unlink()
    with pytest.raises(BadKey):
        imported(store, export(tmp_path / "again.jsonl", everybody(2)))


def test_what_means_nobody_is_told(store: Path) -> None:
    with pytest.raises(BadRequest, match="erase-nothing-asked"):
        personal.erase(store, Request("author", "  "))
    with pytest.raises(BadRequest, match="import-channel-asked"):
        personal.erase(store, Request("author", "x", ("minitel",)))
    assert not personal.unfinished(store)


# Retention


def test_messages_expire_by_source(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2024, 1, 20)
    before = held(store)
    expired = before.filter(pl.col("published_at") < day)
    assert 0 < expired.height < before.height
    assert sorted(personal.purged(store, {}, day)["id"]) == sorted(expired["id"])
    erased = personal.purge(store, {"template": day})
    assert erased.receipt
    assert erased.receipt.rows == expired.height
    assert sorted(held(store)["id"]) == sorted({*before["id"]} - {*expired["id"]})
    assert personal.purge(store, {"template": day}).receipt is None
    assert personal.purge(store, {"other": date(2030, 1, 1)}).receipt is None


def test_terms_are_read_from_the_settings(home: Path) -> None:
    home.mkdir()
    file = home / "settings.toml"
    file.write_text('[retention]\ndefault = 36\ntrustpilot_json = "2 years"\n')
    days, default = retention.limits(retention.terms(), date(2026, 3, 31))
    assert (days, default) == ({"trustpilot_json": date(2024, 3, 31)}, date(2023, 3, 31))
    for wrong in ("36", "0 months", "six months"):
        file.write_text(f'[retention]\ndefault = "{wrong}"\n')
        with pytest.raises(SocialLensError, match="setting-retention"):
            retention.terms()


# Rotation


def test_an_author_stays_one_author_under_a_new_key(store: Path, tmp_path: Path) -> None:
    rows = everybody(3 * AUTHORS)
    personal.erase(store, Request("author", "auteur3xy"))
    strange = [
        everybody(1)[0]
        | {"id": f"id of auteur9xy @ {n}", "author": "auteur9xy", "text": f"Moi {n}."}
        for n in range(2)
    ] + [everybody(1)[0] | {"id": "0123456789abcdef" * 2, "text": "Un identifiant de chiffres."}]
    imported(store, export(tmp_path / "strange.jsonl", strange))
    before, hers = held(store), rows_of(store, "auteur9xy")
    assert hers.height == 5
    annotate(store, [Decision(i, "sentiment", ("negative",)) for i in hers["id"]], who="Anne")
    audit = audited(store, 40)
    old = pseudonyms.read_key()
    assert old
    tokens = set(before["author"].drop_nulls()) - {"Modalys"}
    tokens |= {each for each in before["url"].drop_nulls() if each.startswith("masked:")}
    assert len(tokens) > 2 * AUTHORS

    rotated = personal.rotate(store, who="Anne")

    new = pseudonyms.read_key()
    assert new
    assert new.first == old
    assert rotated.store.manifest.key_id == new.id != old.id
    assert (settings.key_file().stat().st_mode & 0o777) == 0o600
    after = held(store)
    assert after.height == before.height
    assert rows_of(store, "auteur9xy").height == 5
    assert after["author"].n_unique() == before["author"].n_unique()
    (tmp_path / "first.jsonl").unlink()
    (tmp_path / "strange.jsonl").unlink()
    hidden = [i for i in hers["id"] if len(i) > 20]
    assert len(hidden) == 2
    assert traces(store, [each.encode() for each in (*tokens, *hidden)]) == []
    assert sorted(log.read(store).corrections["id"]) == sorted(rows_of(store, "auteur9xy")["id"])
    moved = named(store, audit.name)
    assert moved.sealed
    assert set(moved.ids) <= set(after["id"])
    assert problems(open_store(store)) == []

    for turn in range(2):
        for name, export_rows, out in (("rows", rows, 3), ("strange", strange, 0)):
            again = imported(store, export(tmp_path / f"{name}{turn}.jsonl", export_rows))
            changed = again.added + again.updated + again.clashing
            assert (changed, again.suppressed) == (0, out)
        personal.rotate(store)
        assert rows_of(store, "auteur9xy").height == 5


def test_who_has_the_old_key_alone_finds_nobody(store: Path) -> None:
    old = pseudonyms.read_key()
    assert old
    personal.erase(store, Request("author", "auteur3xy"))
    guesses = [old.pseudonym("twitter", f"auteur{n}xy") for n in range(3 * AUTHORS)]
    assert held(store)["author"].is_in(guesses).sum() > AUTHORS
    listed = suppressed.read(store)[1]["author"]
    name = pl.Series([old.pseudonym("twitter", "auteur3xy")])
    assert suppressed.Hashes(old, old).of("author", name)[name[0]] in listed
    personal.rotate(store)
    assert held(store)["author"].is_in(guesses).sum() == 0
    listed = suppressed.read(store)[1]["author"]
    assert suppressed.Hashes(old, old).of("author", name)[name[0]] not in listed


def test_stores_of_one_key_are_rotated_one_by_one(store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    file = export(tmp_path / "few.jsonl", everybody(3))
    imported(other, file)
    personal.rotate(store)
    assert imported(other, file).unchanged == 12
    personal.rotate(other)
    key = pseudonyms.read_key()
    assert key
    assert len(key.later) == 1
    assert open_store(other).manifest.key_id == open_store(store).manifest.key_id == key.id
    assert imported(other, file).unchanged == 12


# Faults


class Died(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


ACTS: dict[str, Callable[[Path], object]] = {
    "erase": lambda store: personal.erase(store, Request("author", "auteur3xy")),
    "purge": lambda store: personal.purge(store, {}, date(2024, 1, 5)),
    "rotate": personal.rotate,
}


def small(path: Path, tmp_path: Path) -> Path:
    imported(path, export(tmp_path / "few.jsonl", everybody(6)))
    annotate(path, [Decision("m3-0", "sentiment", ("negative",))], who="Anne")
    audited(path, 5)
    prepare(path, least=0)
    return path


@pytest.mark.parametrize("name", ACTS)
def test_an_erasure_that_dies_anywhere_is_finished_by_the_next(
    name: str, tmp_path: Path, watch: Watch
) -> None:
    """Before each change to a file of the store, in turn."""
    act = ACTS[name]
    template = small(tmp_path / "template", tmp_path)
    (tmp_path / "few.jsonl").unlink()
    key = settings.key_file().read_bytes()
    before = held(template)
    path = tmp_path / "whole"
    shutil.copytree(template, path)
    watch.over(path, lambda _: None)
    act(path)
    steps, after = watch.seen, held(path)
    assert steps > 30
    gone = before.join(after, on="id", how="anti")
    for step in range(1, steps + 1, lengths.times(7, 1)):
        shutil.rmtree(path)
        settings.key_file().write_bytes(key)
        shutil.copytree(template, path)

        def strike(seen: int, step: int = step) -> None:
            if seen >= step:
                raise Died

        watch.over(path, strike)
        with pytest.raises(Died):
            act(path)
        watch.over(path, lambda _: None)
        state = held(path)
        assert state.height in (before.height, after.height)
        assert {each.key for each in problems(open_store(path))} <= {"erasing-unfinished"}
        began = personal.unfinished(path)
        assert (personal.finish(path).receipt is not None) == began
        if not receipts.read(path):  # it died before it had a plan
            act(path)
        found = held(path)
        assert found.height == after.height
        if name != "rotate":
            columns = ["id", "text", "conversation_id", "author"]
            assert found.select(columns).equals(after.select(columns))
            assert traces(path, marks(gone)) == []
        else:
            assert rows_of(path, "auteur3xy").height == 3
            old = [each.encode() for each in before["author"].unique() if len(each) > 20]
            assert traces(path, old) == []
        assert len(receipts.read(path)) == 1
        assert problems(open_store(path)) == []


def test_a_reader_sees_before_or_after_and_never_less(store: Path) -> None:
    """A version that is removed under a reader is told to be gone, not answered in part."""
    first = open_store(store).digest
    counts = {first: held(store).height}
    ended = Event()
    seen: list[tuple[str, int]] = []
    errors: list[str] = []

    def read() -> None:
        while not ended.is_set():
            try:
                engine = load(store)
                for _ in range(3):
                    told = engine.contributions(Selection(), UNLIMITED)
                    seen.append((engine.store.digest, told.height))
            except StoreError as error:
                errors.append(error.key)

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        for number in range(6):
            personal.erase(store, Request("author", f"auteur{number}xy"))
            counts[now := open_store(store).digest] = held(store).height
            until = monotonic() + 60
            while now not in dict(seen) and monotonic() < until:
                sleep(0.01)
        ended.set()
        for reader in readers:
            reader.result()
    customers = {digest: count - 3 * AUTHORS for digest, count in counts.items()}
    assert {(digest, customers[digest]) for digest, _ in seen} == set(seen)
    assert set(errors) <= {"store-version-gone-now"}
    assert counts.keys() - {digest for digest, _ in seen} <= {first}


def test_imports_at_once_bring_nothing_back(store: Path, tmp_path: Path) -> None:
    """What was read before an erasure and is stored after it stays out too."""
    file = export(tmp_path / "all.jsonl", everybody(3 * AUTHORS))
    ended = Event()

    def import_on() -> None:
        while not ended.is_set():
            imported(store, file)

    with ThreadPoolExecutor(2) as pool:
        importer = pool.submit(import_on)
        for number in range(6):
            personal.erase(store, Request("author", f"auteur{number}xy"))
        ended.set()
        importer.result()
    imported(store, file)
    assert all(rows_of(store, f"auteur{number}xy").is_empty() for number in range(6))
    assert held(store).height == 12 * AUTHORS - 18


def test_what_a_backup_brings_back_goes_again(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    back_up(store, target)
    personal.erase(store, Request("author", "auteur3xy"))
    listed = (store / suppressed.FILE).read_bytes()
    restore(target, store, older=True)
    assert rows_of(store, "auteur3xy").height == 3
    erased = personal.erase(store, Request("listed"))
    assert erased.receipt
    assert erased.receipt.rows == 3
    assert rows_of(store, "auteur3xy").is_empty()
    back_up(store, target)
    shutil.rmtree(store)
    restore(target, store)
    assert (store / suppressed.FILE).read_bytes() == listed
    assert len(receipts.read(store)) == 2


def test_memory_lets_go_of_what_was_erased(store: Path) -> None:
    engine = ref(load(store))
    cached(load(store), "a question", lambda: ["an answer"])
    let_go()
    assert engine()
    personal.erase(store, Request("author", "auteur3xy"))
    let_go()
    gc.collect()
    assert engine() is None


# The command line


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def test_the_command_says_what_it_would_do_and_does_it_when_told(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_LANG", "en")
    monkeypatch.setenv("SOCIALLENS_TRAIL", str(tmp_path / "trail"))
    asked = ("erase", "--store", store, "--author", "auteur3xy", "--platform", "X")
    told = run(*asked)
    assert (told.exit_code, "3 messages: Modalys" in told.output) == (0, True)
    assert rows_of(store, "auteur3xy").height == 3
    told = run(*asked, "--yes")
    assert "3 messages erased" in told.output
    assert rows_of(store, "auteur3xy").is_empty()
    assert "No message" in run(*asked).output
    trail = b"".join(file.read_bytes() for file in (tmp_path / "trail").glob("*.jsonl"))
    assert b'"event":"erase"' in trail
    assert b"auteur3xy" not in trail
    assert run("erase", "--store", store, "--author", "a", "--id", "b").exit_code == 2
    assert "There was nothing to do" in run("erase", "--store", store, "--finish").output


def test_the_text_of_a_message_is_read_from_a_file(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(f"  {said(0, random.Random(SEED))}\n", encoding="utf-8")
    assert run("erase", "--store", store, "--text", file, "--yes").exit_code == 0
    assert not held(store)["id"].is_in(["m0-0"]).any()


def test_purge_follows_the_settings(
    store: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_LANG", "en")
    assert "[retention]" in run("purge", "--store", store).output
    (home / "settings.toml").write_text('[retention]\ntemplate = "3 days"\n')
    assert "messages have been kept long enough" in run("purge", "--store", store).output
    assert held(store).height == 12 * AUTHORS
    assert run("purge", "--store", store, "--yes").exit_code == 0
    assert held(store).is_empty()


@pytest.mark.parametrize(("language", "title"), [("fr", "Réponse de"), ("en", "Reply of")])
def test_an_author_is_told_what_is_held_of_her(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, title: str
) -> None:
    monkeypatch.setenv("SOCIALLENS_LANG", language)
    annotate(store, [Decision("m3-0", "sentiment", ("negative",))], who="Anne")
    mine = [row for row in everybody(3 * AUTHORS) if row["author"] == "auteur3xy"]
    for ending in ("json", "csv"):
        file = tmp_path / f"hers.{ending}"
        told = run("about-author", "auteur3xy", "--platform", "X", "-o", file, "--store", store)
        assert told.exit_code == 0
        assert file.stat().st_mode & 0o777 == 0o600
        text = file.read_text(encoding="utf-8-sig")
        assert all(str(row["text"]) in text for row in mine)
        assert title in text
        assert "notre réponse numéro 3." in text
        assert "numéro 4." not in text
        assert "Anne" not in text
    assert len(json.loads((tmp_path / "hers.json").read_text("utf-8"))) == 5
    nothing = tmp_path / "nothing.json"
    assert run("about-author", "nobody", "-o", nothing, "--store", store).exit_code == 0
    assert not nothing.exists()


def test_the_key_is_rotated_by_a_command(store: Path) -> None:
    assert run("key", "rotate", "--store", store).exit_code == 0
    assert rows_of(store, "auteur3xy").height == 3


def test_the_record_of_processing_is_what_is_declared() -> None:
    written = (Path(__file__).parents[1] / "docs" / "data-protection.md").read_text("utf-8")
    assert written == document()
    assert {column.personal for column in COLUMNS} == {"", *PERSONAL}
