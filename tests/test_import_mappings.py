"""Columns said by a person: for one import, on the command line, or kept under a name."""

import shlex
import zipfile
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from sociallens.cli import main
from sociallens.errors import BadExport
from sociallens.importing import preview_files, read_files
from sociallens.importing.arguments import mapping, parse
from sociallens.importing.options import Options
from sociallens.importing.profiles.profile import Profile, own_folder
from sociallens.importing.profiles.saving import profile_of, save, slug
from sociallens.importing.report import Reading
from sociallens.store.manifest import open_store
from tests.importing import KEY, NOW, written
from tests.workbooks import rows_xml, write_workbook


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOCIALLENS_LANG", "en")


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def _read(file: Path, columns: Profile | None = None, **said: str) -> Reading:
    options = Options(key=KEY, now=NOW, mapping=columns, **said)  # type: ignore[arg-type]
    return read_files([file], options=options)


def test_a_mapping_reads_a_file_that_no_profile_knows_with_its_replies(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.csv",
        "Quand,Dit,Où,Note,Rép,Rép le,Qui",
        "13/04/2026 10:00,Colis perdu,Fnac,8,Navrés,14/04/2026 09:00,Léa",
        "14/04/2026 10:00,Colis trouvé,Fnac,10,,,Léo",
    )
    columns = profile_of(
        {
            "published_at": "Quand", "text": "Dit", "site": "Où", "rating": "Note",
            "reply.text": "Rép", "reply.published_at": "Rép le", "reply.author": "Qui",
        },
        formats=["d/m/y"], zone="UTC", scale="10", defaults={"channel": "review_site"},
    )  # fmt: skip
    reading = _read(file, columns)
    assert reading.rows.filter(role="customer")["rating"].to_list() == pytest.approx([4.2, 5])
    (reply,) = reading.rows.filter(role="brand").select("text", "published_at").rows()
    assert (reply[0], reply[1].isoformat()) == ("Navrés", "2026-04-14T09:00:00")
    assert reading.files[0].profile == "mapping"


def test_a_mapping_leaves_files_that_a_profile_claims_alone(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "site,channel,text", "Fnac,avis,Bien")
    reading = _read(file, profile_of({"text": "Dit"}))
    assert reading.files[0].profile == "template"


def test_the_zone_of_an_import_comes_before_a_profiles(tmp_path: Path) -> None:
    row = "Fnac,avis,2024-01-10 12:00,Bien"
    file = written(tmp_path / "a.csv", "site,channel,published_at,text", row)
    assert _read(file, zone="America/Montreal").rows["published_at"][0].hour == 17
    with pytest.raises(BadExport) as caught:
        _read(file, zone="Paris")
    assert caught.value.key == "import-zone-unknown"


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("text=Commentaire", ("text", "Commentaire", (), "")),
        ("published_at=Date:dd/mm/yyyy", ("published_at", "Date", ("d/m/y",), "")),
        ("published_at=Date:jj/mm/aaaa", ("published_at", "Date", ("d/m/y",), "")),
        ("published_at=Date:mm-dd-yyyy", ("published_at", "Date", ("m/d/y",), "")),
        ("published_at=Le:Jour:unix ms", ("published_at", "Le:Jour", ("epoch-ms",), "")),
        ("published_at=A:yyyy-mm-dd|dd/mm/yyyy", ("published_at", "A", ("iso", "d/m/y"), "")),
        ("rating=Note:/10", ("rating", "Note", (), "10")),
        ("rating=Note : sur 10", ("rating", "Note : sur 10", (), "")),
        ("text=Report:", ("text", "Report:", (), "")),
        ("reply.text=Réponse=oui", ("reply.text", "Réponse=oui", (), "")),
    ],
)
def test_a_column_said_on_the_command_line(argument: str, said: tuple[object, ...]) -> None:
    found = parse(argument)
    assert (found.field, found.header, found.formats, found.scale) == said


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["text"], "import-map-form"),
        (["text="], "import-map-form"),
        (["texte=Commentaire"], "import-map-field"),
        (["reply.foo=Réponse"], "import-map-field"),
    ],
)
def test_what_is_no_column_is_told(arguments: list[str], key: str) -> None:
    with pytest.raises(BadExport) as caught:
        mapping(arguments)
    assert caught.value.key == key


def test_the_command_line_is_told_the_columns(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "id;Le mot;Jour;Pts", "a1;Colis perdu;03/04/2024;8")
    store = tmp_path / "store"
    done = _run(
        "import", file, "--store", store, "--site", "Fnac", "--channel", "avis", "--zone", "UTC",
        "--map", "text=Le mot", "--map", "published_at=Jour:mm/dd/yyyy", "--map", "rating=Pts:/10",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "columns told by you: id=id, published_at=Jour, text=Le mot" in done.output
    table = pl.read_parquet(open_store(store).files())
    assert table.select("site", "text", "rating").row(0) == pytest.approx(
        ("Fnac", "Colis perdu", 4.2)
    )
    assert table["published_at"][0].month == 3


def test_columns_that_are_not_there_are_named(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "Mot;Jour", "Bien;2024-01-01")
    done = _run("import", file, "--store", tmp_path / "s", "--map", "text=Mots")
    assert done.exit_code == 1
    assert "no column Mots. Columns found: Mot, Jour" in done.output


def test_very_many_very_long_columns_are_no_limit_to_a_message(tmp_path: Path) -> None:
    header = ";".join(f"{n} {'x' * 200}" for n in range(60))
    file = written(tmp_path / "a.csv", header, ";".join("1" * 60))
    done = _run("import", file, "--store", tmp_path / "s", "--map", "text=Mots")
    assert done.exit_code == 1
    assert "no column Mots" in done.output
    assert _run("inspect", file).exit_code == 0


def test_a_profile_and_columns_exclude_each_other(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "Mot", "Bien")
    done = _run(
        "import", file, "--store", tmp_path / "s", "--profile", "mention", "--map", "text=Mot"
    )
    assert done.exit_code == 1
    assert "exclude each other" in done.output


def test_french_headers_without_a_doubt_go_in_by_themselves(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.csv", "Date;Enseigne;Canal;Texte;Note", "01/02/2012;Fnac;Avis;Un retard;2",
        "13/02/2012;Fnac;Avis;Très bien;5",
    )  # fmt: skip
    done = _run("import", file, "--store", tmp_path / "s")
    assert done.exit_code == 0, done.output
    assert "published_at=Date, text=Texte, site=Enseigne, channel=Canal, rating=Note" in done.output


def test_a_column_that_means_nothing_here_does_not_make_a_file_unknown(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "id;channel;text;likes", "1;avis;Bien;3", "2;avis;Mal;1")
    done = _run("import", file, "--store", tmp_path / "s", "--site", "Fnac")
    assert done.exit_code == 0, done.output
    assert "columns not used: likes" in done.output


@pytest.mark.parametrize(
    "lines",
    [
        ("comment_text,sentiment", "Fine,negative", "Bad,positive"),  # who made the sentiment?
        ("Texte;Date", "Bien;01/02/2024", "Mal;03/04/2024"),  # day or month first?
        ("Texte;Zut", "Bien;2024-01-02", "Mal;2024-01-03"),  # is this the date?
        ("Machin;Chose", "Bien;1", "Mal;2"),  # nothing that could be the text
    ],
)
def test_with_any_doubt_nothing_goes_in_by_itself(tmp_path: Path, lines: tuple[str, ...]) -> None:
    file = written(tmp_path / "a.csv", *lines)
    place = ("--site", "Fnac", "--channel", "avis")
    done = _run("import", file, "--store", tmp_path / "s", *place)
    assert done.exit_code == 1
    assert "sociallens inspect" in done.output
    # The page asks instead: nothing is guessed there.
    (told,) = _read(file, site="Fnac", channel="review_site").files
    assert told.problem is not None


def test_the_command_that_inspect_prints_imports_the_file(tmp_path: Path) -> None:
    file = written(
        tmp_path / "l'été 2024.csv", "Le jour d'achat;Publié le;Verbatim client;Appréciation /20",
        "01/01/2024;13/02/2024;Un retard;12", "02/01/2024;14/02/2024;Très bien;20",
    )  # fmt: skip
    told = _run("inspect", file, "--channel", "avis")
    assert told.exit_code == 0, told.output
    assert "Only the merchant missing." in told.output
    command = shlex.split(told.output.partition("To import: ")[2])
    assert command[:3] == ["sociallens", "import", str(file)]
    command[command.index("SITE")] = "Fnac"
    done = _run(*command[1:], "--store", tmp_path / "s")
    assert done.exit_code == 0, done.output
    assert "2 contributions read = 2 added" in done.output


def test_inspect_names_a_profile_and_stores_nothing(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "site,channel,text", "Fnac,avis,Bien")
    told = _run("inspect", file, "--store", tmp_path / "s")
    assert "profile “template”" in told.output
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Avis d’été (boutique)", "avis-d-ete-boutique"),
        ("../x", "x"),
        ("template", "template-2"),
        ("Brandwatch", "brandwatch-2"),
        ("mapping", "mapping-2"),
        ("日本", "65e5-672c"),
        ("a" * 300, "a" * 60),
    ],
)
def test_a_mapping_is_kept_under_any_title(title: str, name: str) -> None:
    path = save(title, {"text": "Dit"})
    assert path == own_folder() / f"{name}.toml"
    assert save(title, {"text": "Dit", "id": "N°"}) == path  # kept anew, not twice


def test_another_title_of_the_same_letters_gets_a_number() -> None:
    assert save("Été", {"text": "Dit"}).name == "ete.toml"
    assert save("ETE !", {"text": "Mot"}).name == "ete-2.toml"


def test_a_title_of_signs_alone_is_refused() -> None:
    with pytest.raises(BadExport) as caught:
        slug("!?")
    assert caught.value.key == "import-profile-untitled"


def test_a_kept_mapping_reads_the_file_it_was_made_for(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", 'Quand,"Dit ""client""",Où,Note', "13/04/2026,Colis,Fnac,8")
    columns = {"published_at": "Quand", "text": 'Dit "client"', "site": "Où", "rating": "Note"}
    defaults = {"channel": "review_site", "reply_observed": False}
    save("Mon export", columns, formats=["d/m/y"], scale="10", defaults=defaults)
    reading = _read(file)
    assert reading.files[0].profile == "mon-export"
    assert reading.rows.select("site", "channel", "text").rows() == [
        ("Fnac", "review_site", "Colis")
    ]
    assert reading.rows["rating"].to_list() == pytest.approx([4.2])


@pytest.mark.parametrize(
    ("columns", "said", "key"),
    [
        ({}, {}, "import-map-empty"),
        ({"texte": "a"}, {}, "import-profile-column"),
        ({"text": "a"}, {"formats": ["jour"]}, "import-format-unknown"),
        ({"text": "a"}, {"scale": "7"}, "import-scale-unknown"),
        ({"text": "a"}, {"zone": "Paris"}, "import-zone-unknown"),
    ],
)
def test_what_cannot_be_kept(
    tmp_path: Path, columns: dict[str, str], said: dict[str, str], key: str
) -> None:
    with pytest.raises(BadExport) as caught:
        save("x", columns, tmp_path / "profiles", **said)  # type: ignore[arg-type]
    assert caught.value.key == key
    assert not (tmp_path / "profiles").exists()


def test_a_tools_sentiment_can_be_kept_as_such() -> None:
    assert "tool_sentiment" in profile_of({"text": "a", "tool_sentiment": "b"}).columns


def test_a_guess_is_for_every_sheet_that_has_its_columns(tmp_path: Path) -> None:
    head = ("Date", "Enseigne", "Canal", "Texte")
    first = [(f"2024-01-0{day}", "Fnac", "Avis", f"Un retard de {day} jours") for day in (1, 2)]
    serials = [(45323.0 + day, "Fnac", "Avis", f"Un colis perdu {day} fois") for day in (1, 2, 3)]
    sheets = {"Lisez-moi": rows_xml([("Rapport",)]), "Janvier": rows_xml([head, *first]),
              "Février": rows_xml([head, *serials])}  # fmt: skip
    file = tmp_path / "a.xlsx"
    write_workbook(file, sheets)
    reading = read_files([file], options=Options(key=KEY, now=NOW, guess=True))
    assert [each.name for each in reading.files] == ["a.xlsx › Janvier", "a.xlsx › Février"]
    assert reading.rows["published_at"].dt.month().to_list() == [1, 1, 2, 2, 2]


def test_an_order_stands_beside_the_dates_that_leave_no_doubt(tmp_path: Path) -> None:
    columns = {"text": "Dit", "published_at": "Quand"}
    dated = profile_of(columns, formats=("auto", "m/d/y"))
    file = written(tmp_path / "a.csv", "Quand,Dit", "03/04/2024,Bien", "2024-05-06,Mal")
    rows = _read(file, dated, site="Fnac", channel="avis").rows
    assert [str(time)[:10] for time in rows["published_at"]] == ["2024-03-04", "2024-05-06"]


def test_an_unknown_table_in_an_archive_is_proposed_and_then_known(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("lisez-moi.txt", "Bonjour, voici les avis.")
        archive.writestr(
            "avis/2024.csv", "Quand;Dit\n2024-05-06;Un colis perdu, personne n’écrit\n"
        )
    options = Options(key=KEY, now=NOW, site="Fnac", channel="avis")
    reading, unknown = preview_files([file], None, options)
    assert reading.rows.is_empty()
    (found,) = unknown
    assert {each.field: each.header for each in found.proposals} == {
        "published_at": "Quand",
        "text": "Dit",
    }
    save("Nos archives", {each.field: each.header for each in found.proposals})
    reading, unknown = preview_files([file], None, options)
    assert (reading.rows.height, unknown) == (1, ())
