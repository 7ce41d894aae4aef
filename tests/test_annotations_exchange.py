"""Corrections travel as a CSV, are counted row by row, and people's agreement can be told."""

import random
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from sociallens.access import UNLIMITED
from sociallens.annotations.agreement import Agreement, agreements
from sociallens.annotations.entries import Decision
from sociallens.annotations.exchange import export_csv, import_csv
from sociallens.annotations.log import file_of, read
from sociallens.annotations.writing import annotate, revert, undo
from sociallens.cli import main
from sociallens.cli.corrections import REJECTED
from sociallens.effect import effect
from sociallens.engine import load
from sociallens.errors import StoreError
from sociallens.i18n import LANGUAGES, Language
from sociallens.locales import LOCALES
from sociallens.selection import Selection
from sociallens.stats import kappa
from tests import made
from tests.annotating import decide

ODD = ("=1+1", "-c", "@d", "'e", 'é;f,g"h', "+33")
ANGRY = Decision("a", "sentiment", ("negative",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.store(tmp_path / "store", [{"id": "a"}, *({"id": each} for each in ODD)]).path


def shown(path: Path) -> list[tuple[object, ...]]:
    return read(path).corrections.drop("number").sort("id", "task").rows()


def said(path: Path) -> list[tuple[object, ...]]:
    return read(path).holding.drop("number").rows()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_exported_can_be_imported_again(path: Path, language: Language) -> None:
    copy = path.with_name("copy")
    copytree(path, copy)
    draw = random.Random(language)
    for who in ("=cmd|'/c calc'!A0", "Zoé", "Marc"):
        annotate(path, [decide(draw, ["a", *ODD]) for _ in range(20)], who=who, why='-2 ; "oui"')
    annotate(path, [Decision("a", "topic", (), skipped=True), ANGRY], who="Zoé", audit="mars")
    undo(path, [3, 4], who="Zoé")
    data = export_csv(path, language)
    lines = data.decode("utf-8-sig").splitlines()
    separator = LOCALES[language].csv.separator
    cells = [cell.strip('"') for line in lines[1:] for cell in line.split(separator)]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]
    file = path.with_name("corrections.csv")
    file.write_bytes(data)
    held = said(path)
    done = import_csv(path, file)
    assert (done.read, done.added, done.known, done.rejected) == (len(held), 0, len(held), ())
    first = import_csv(copy, file)
    assert first.added == len(set(map(repr, held)))  # what was said twice in a second is once
    assert first.read == first.added + first.known
    assert shown(copy) == shown(path)
    revert(copy, 0, who="Zoé")
    assert import_csv(copy, file).added == first.added
    assert shown(copy) == shown(path)
    assert import_csv(copy, file).added == 0


ROWS = """id;task;values;who;at
a;sentiment;negative;Zoé;2026-03-01T10:00:00+02:00
a;sentiment;negative;Zoé;2026-03-01T08:00:00Z
a;topic;customer_service|offer;Zoé;
nowhere;sentiment;negative;Zoé;
a;mood;negative;Zoé;
a;sentiment;furious;Zoé;
a;sentiment;;Zoé;
a;intent;complaint|question;Zoé;
a;intent;complaint;;
a;intent;complaint;Zoé;yesterday
a;intent;complaint;Zoé
a;intent;complaint;Zoé;;more

a;causes;;Zoé;
"""
REASONS = (
    (5, "corrections-unknown-id"), (6, "annotation-unknown-task"),
    (7, "annotation-unknown-value"), (8, "annotation-no-value"), (9, "annotation-many-values"),
    (10, "annotation-no-name"), (11, "corrections-time"), (12, "corrections-cells"),
    (13, "corrections-cells"),
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_row_is_taken_known_or_rejected_with_its_reason(path: Path, encoding: str) -> None:
    file = path.with_name("rows.csv")
    file.write_bytes(ROWS.encode(encoding))
    done = import_csv(path, file)
    assert tuple((each.line, each.reason.key) for each in done.rejected) == REASONS
    assert (done.read, done.added, done.known) == (13, 3, 1)
    assert read(path) == done.log
    held = done.log.holding.select("who", "at", "task", "values").row(0)
    assert held == ("Zoé", "2026-03-01T08:00:00Z", "sentiment", ["negative"])
    again = import_csv(path, file, who="Marc")
    assert (again.added, again.known, len(again.rejected)) == (1, 4, 8)  # that without a name


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "corrections-columns"),
        (b"id,task\na,b\n", "corrections-columns"),
        (b"\0\xff\xfe", "corrections-columns"),
        (b'id,task,values\n"' + b"x" * 200_000, "corrections-unreadable"),
        (None, "store-not-read"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(path: Path, data: bytes | None, told: str) -> None:
    file = path.with_name("rows.csv")
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(StoreError) as error:
        import_csv(path, file)
    assert error.value.key == told
    assert read(path).version == 0


def test_kappa_is_that_of_published_examples() -> None:
    # ci.kappa of the R package statpsych (Fleiss and Paik 2003): estimate, bounds.
    table = {("0", "0"): 31, ("0", "1"): 12, ("1", "0"): 4, ("1", "1"): 58}
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    found = kappa([one for one, _ in pairs], [other for _, other in pairs])
    assert found
    assert (found.value, found.low, found.high) == pytest.approx((0.6756757, 0.5317210, 0.8196303))
    assert kappa(["x"] * 9, ["x"] * 9) is None
    alike = kappa(["x", "y"] * 10, ["x", "y"] * 10)
    assert alike
    assert alike.value == alike.high == 1
    assert 0.6 < alike.low < 1  # twenty messages prove no more


def test_agreement_is_told_label_by_label_and_two_by_two(path: Path) -> None:
    for who, mood in (("Zoé", "negative"), ("Marc", "negative"), ("Ali", "positive")):
        annotate(path, [Decision("a", "sentiment", (mood,))], who=who, audit="mars")
    annotate(path, [Decision("a", "causes", ("product", "delivery"))], who="Zoé", audit="mars")
    annotate(path, [Decision("a", "causes", ("delivery", "product"))], who="Ali", audit="mars")
    annotate(path, [Decision("-c", "topic", (), skipped=True)], who="Ali", audit="mars")
    annotate(path, [Decision("-c", "topic", ("none",))], who="Zoé", audit="mars")
    found = {
        (a.task, a.one, a.other): (a.same, a.n) for a in agreements(read(path).answers("mars"))
    }
    assert found == {
        ("causes", "Ali", "Zoé"): (1, 1),
        ("sentiment", "Ali", "Marc"): (0, 1),
        ("sentiment", "Ali", "Zoé"): (0, 1),
        ("sentiment", "Marc", "Zoé"): (1, 1),
    }
    assert all(isinstance(a, Agreement) and a.few for a in agreements(read(path).holding))


def service(number: int, mood: str) -> dict[str, object]:
    return {"id": f"s{number}", "topic": "customer_service", "topics": ["customer_service"],
            "sentiment": mood, **made.by("model:4")}  # fmt: skip


def test_the_headline_is_told_before_and_after(tmp_path: Path) -> None:
    rows = [service(n, "negative" if n < 6 else "neutral") for n in range(12)]
    path = made.store(tmp_path, [*rows, {"id": "b", "role": "brand"}]).path
    engine = load(path)
    none = effect(engine, Selection(), UNLIMITED)
    assert (none.before.k, none.before.n, none.after.k, none.after.n) == (6, 12, 6, 12)
    assert none.points == 0
    annotate(path, [Decision("s0", "sentiment", ("positive",)),
                    Decision("s1", "topic", ("offer",)),
                    Decision("s2", "sentiment", ("negative",)),
                    Decision("b", "topic", ("none",)),
                    Decision("gone", "topic", ("none",))], who="Zoé")  # fmt: skip
    annotate(path, [Decision("s2", "sentiment", ("neutral",))], who="Marc")
    moved = effect(engine, Selection(), UNLIMITED)
    assert (moved.before.k, moved.before.n, moved.after.k, moved.after.n) == (6, 12, 3, 11)
    assert (moved.corrected, moved.confirmed, moved.disputed, moved.absent) == (2, 0, 1, 1)
    assert moved.after.low is not None
    assert moved.points == pytest.approx(100 * (3 / 11 - 6 / 12))


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["corrections", *arguments, "--store", str(path)])


def test_the_command_lists_takes_back_and_exchanges(path: Path) -> None:
    assert "Aucune correction" in run(path, "list").output
    annotate(path, [ANGRY, Decision("gone", "causes", ())], who="Zoé", why="ironie")
    listed = run(path, "list", "--last", "5").output
    assert "a, sentiment = negative («\u00a0ironie\u00a0»)" in listed
    assert "1 message corrigé n’est pas dans cette base" in listed
    assert "annulée" in run(path, "undo", "1", "--who", "Marc").output
    assert "[plus en vigueur]" in run(path, "list").output
    again = run(path, "undo", "1")
    assert again.exit_code == 1
    assert "n’est pas en vigueur" in again.output
    assert "version\u00a04" in run(path, "revert", "1").output.replace(
        "version 4", "version\u00a04"
    )
    file = path.with_name("out.csv")
    assert run(path, "export", str(file)).exit_code == 0
    assert file.read_bytes() == run(path, "export").stdout_bytes
    taken = run(path, "import", str(file))
    assert taken.exit_code == 0
    file.write_text("id,task,values\nnowhere,sentiment,negative\n", "utf-8")
    taken = run(path, "import", str(file), "--who", "Zoé")
    assert taken.exit_code == REJECTED
    assert "1 ligne lue" in taken.output
    assert "ligne 2" in taken.output
    assert "Aucun message" in run(path, "agreement").output
    assert "Rien à réparer" in run(path, "repair").output
    assert "effacée" in run(path, "erase", "a").output
    data = file_of(path).read_bytes()
    file_of(path).write_bytes(data.replace(b"gone", b"back"))
    altered = run(path, "list")
    assert altered.exit_code == 1
    assert "modifié hors de SocialLens à la ligne" in altered.output
    assert "de côté" in run(path, "repair").output
    assert run(path, "list").exit_code == 0
