"""Proposals for files that no profile knows: by the names of columns and by what they hold."""

import pickle
from pathlib import Path

import polars as pl
import pytest

from sociallens import merchants, taxonomy
from sociallens.importing import Inspection, inspect_files
from sociallens.importing.options import Options
from sociallens.importing.profiles import evidence, propose
from sociallens.importing.profiles.fields import FIELDS, header_words
from sociallens.importing.profiles.profile import MAPPED
from sociallens.importing.profiles.suits import TESTS
from sociallens.schema import TEMPLATE
from tests.importing import KEY, NOW, written


def _inspected(path: Path, *lines: str, **said: str) -> Inspection:
    file = written(path / "unknown.csv", *lines)
    (found,) = inspect_files([file], options=Options(key=KEY, now=NOW, **said))  # type: ignore[arg-type]
    return found


def _proposed(found: Inspection) -> dict[str, str]:
    return {proposal.field: proposal.header for proposal in found.proposals}


def _guess(columns: dict[str, list[str]]) -> dict[str, str]:
    seen = evidence.observe(
        pl.DataFrame(columns), taxonomy.load(taxonomy.DEFAULT), merchants.load()
    )
    return {proposal.field: proposal.header for proposal in propose.propose(seen)}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("publishedAtDate", ("published", "at", "date")),
        ("consumer.displayName", ("consumer", "display", "name")),
        ("userID", ("user", "id")),
        ("URLPage", ("url", "page")),
        ("response.attributes.responseBody", ("response", "body")),
        ("snippet.topLevelComment.snippet.publishedAt", ("comment", "published", "at")),
        ("DATE DE CRÉATION", ("date", "creation")),
        ("Étoiles_2", ("etoile",)),
        ("répondu-le", ("repondu",)),
        ("note/20", ("note",)),
    ],
)
def test_the_words_of_a_header(header: str, words: tuple[str, ...]) -> None:
    assert header_words(header) == words


def test_the_table_of_fields_declares_what_can_be_mapped_and_tested() -> None:
    for name, field in FIELDS.items():
        own = name.removeprefix("reply.")
        assert own in (MAPPED if own == name else TEMPLATE)
        assert field.test in TESTS
        assert field.names


def test_a_proposal_in_french(tmp_path: Path) -> None:
    found = _inspected(
        tmp_path,
        "Identifiant;Date avis;Nom du client;Verbatim client;Note /5;Lien",
        "a1;13/02/2024;Rose;La caisse était fermée à midi;4;https://a.example/1",
        "a2;14/02/2024;Marc;Un accueil charmant, merci;5;https://a.example/2",
    )
    assert _proposed(found) == {
        "id": "Identifiant",
        "published_at": "Date avis",
        "author": "Nom du client",
        "text": "Verbatim client",
        "rating": "Note /5",
        "url": "Lien",
    }
    assert found.missing == ("site", "channel")
    dated = found.proposal("published_at")
    assert dated is not None
    assert (dated.formats, dated.reads, dated.filled) == (("d/m/y",), 2, 2)
    assert dated.samples == ("13/02/2024", "14/02/2024")


def test_an_inspection_goes_to_another_process(tmp_path: Path) -> None:
    found = _inspected(tmp_path, "Date,Comment", "2024-01-02,All fine here")
    assert pickle.loads(pickle.dumps(found)) == found


def test_an_id_is_distinct_and_a_post_with_many_comments_is_their_conversation(
    tmp_path: Path,
) -> None:
    rows = (f"9_1,9_1_{n},Nom {n},Propos {n} sur la vitrine,2012-02-0{n}T19:02:16+0000"
            for n in range(1, 10))  # fmt: skip
    header = "post_id,comment_id,comment_from_name,message,comment_created"
    assert _proposed(_inspected(tmp_path, header, *rows)) == {
        "id": "comment_id",
        "published_at": "comment_created",
        "text": "message",
        "author": "comment_from_name",
        "conversation_id": "post_id",
    }


def test_the_company_is_no_author_and_its_replies_come_along(tmp_path: Path) -> None:
    found = _inspected(
        tmp_path,
        "company_name,review_id,title,text,rating,published_date,reviewer_name,"
        "company_reply_text,company_reply_date,company_reply_count",
        "Fnac,r1,Raté,Rien reçu,1,2026-05-25T20:48:35Z,Inès,Navrés de cela,2026-05-26T08:00:00Z,1",
        "Fnac,r2,Vite,En deux jours,5,2026-05-25T21:00:00Z,Léo,,,0",
    )
    proposed = _proposed(found)
    assert (proposed["site"], proposed["author"]) == ("company_name", "reviewer_name")
    assert proposed["reply.text"] == "company_reply_text"
    assert proposed["reply.published_at"] == "company_reply_date"
    assert found.missing == ("channel",)


@pytest.mark.parametrize(
    ("columns", "proposed"),
    [
        # Words that belong to somebody or something else.
        (
            {"user_id": ["1", "2"], "comment": ["Très bien", "Très mal"]},
            {"author": "user_id", "text": "comment"},
        ),
        ({"comment_count": ["1", "2"], "likes": ["3", "4"]}, {}),
        ({"review consent": ["yes", "no"], "text": ["Bien", "Mal"]}, {"text": "text"}),
        ({"user_created_at": ["2024-01-01", "2024-01-02"]}, {}),
        ({"quoted_text": ["Le voilà encore", "Un autre propos"]}, {}),
        # The place has a rating, too.
        (
            {"rating": ["4.1", "4.1"], "review_rating": ["1", "5"]},
            {"rating": "review_rating"},
        ),
        # A finely divided number is the mean of a place; alone, it is what there is.
        (
            {"rating": ["4.1", "4.6"], "stars": ["1", "5"]},
            {"rating": "stars"},
        ),
        ({"rating": ["8.1", "7.6"]}, {"rating": "rating"}),
        # Paths of documents, and ids that are no numbers.
        (
            {"post.uri": ["at://a/1", "at://a/2", "at://a/3"],
             "post.reply.parent.uri": ["", "at://a/1", "at://a/2"],
             "post.reply.root.uri": ["", "at://a/1", "at://a/1"]},
            {"id": "post.uri", "parent_id": "post.reply.parent.uri",
             "conversation_id": "post.reply.root.uri"},
        ),
        (
            {"uri": ["at://a/1", "at://a/2"], "account.acct": ["mia", "theo"],
             "account.followers_count": ["3", "4"]},
            {"id": "uri", "author": "account.acct"},
        ),
        (
            {"External Reference": ["k1", "k2"], "Order Reference": ["c1", "c2"]},
            {"id": "External Reference"},
        ),
        # What forms and shops call a record and the answer to it.
        (
            {"Submission ID": ["s1", "s2"], "Reviewed On": ["2024-01-02", "2024-01-03"],
             "Store Response": ["Merci de votre passage", ""]},
            {"id": "Submission ID", "published_at": "Reviewed On", "reply.text": "Store Response"},
        ),
        ({"Lien vers l’avis": ["https://a.example/1", "https://a.example/2"]},
         {"url": "Lien vers l’avis"}),
        ({"is_reply_to": ["true", "false", "true"]}, {}),
        ({"name": ["accounts/1/reviews/a", "accounts/1/reviews/b"]}, {}),
        # An address of its own comes before one that many rows share, and that before none.
        (
            {"posts_link": ["https://a.example/p"] * 3,
             "post_link": [f"https://a.example/p/{n}" for n in range(3)]},
            {"url": "post_link"},
        ),
        ({"url": ["https://a.example/p"] * 3}, {"url": "url"}),
        ({"country": ["France", "Belgique"], "country_code": ["FR", "BE"]},
         {"country": "country_code"}),
        ({"description": ["<p>Four</p>", "<p>Rien</p>"], "description_text": ["Four", "Rien"]},
         {"text": "description_text"}),
        # Names that the values deny.
        ({"date": ["bleu", "vert"]}, {}),
        ({"rating": ["rouge", "jaune"]}, {}),
        ({"url": ["voir plus bas", "voir en haut"]}, {}),
        ({"id": ["1,73E+18"] * 9}, {}),
        # The longest texts are the text where no name says so.
        (
            {"Q1": ["oui", "non"], "Q12": ["Un long récit de ma commande perdue en route"] * 2},
            {"text": "Q12"},
        ),
        ({"language": ["fr", "en"], "pays": ["FR", "Belgique"]},
         {"language": "language", "country": "pays"}),
    ],
)  # fmt: skip
def test_what_is_proposed(columns: dict[str, list[str]], proposed: dict[str, str]) -> None:
    assert _guess(columns) == proposed


@pytest.mark.parametrize(
    ("header", "values", "scale"),
    [
        ("Note", ["4", "5", "0", "3", "2", "1", "5", "5", "4", "4", "3"], "5"),
        ("Note /10", ["4", "5"], "10"),
        ("note_sur_20", ["4", "5"], "20"),
        ("Note", ["8", "10", "2"], "10"),
        ("Note", ["18", "9,5", "2"], "20"),
        ("Score", ["88", "45", "100"], "100"),
        ("Étoiles", ["★★★☆☆", "★★★★★"], "5"),
        ("Avis", ["4 sur 5", "2 sur 5"], "5"),
    ],
)
def test_the_scale_of_ratings(header: str, values: list[str], scale: str) -> None:
    seen = evidence.observe(
        pl.DataFrame({header: values}), taxonomy.load(taxonomy.DEFAULT), merchants.load()
    )
    assert seen[0].scale == scale


def test_a_column_of_dates_that_nothing_uses_is_asked_about(tmp_path: Path) -> None:
    found = _inspected(tmp_path, "Avis;Zut", "Trop cher;2024-01-02", "Très bien;2024-01-03")
    assert [(q.key, q.headers) for q in found.questions] == [("ask-date", ("Zut",))]


def test_an_order_of_day_and_month_that_the_dates_leave_open_is_asked(tmp_path: Path) -> None:
    found = _inspected(tmp_path, "Avis;Date", "Trop cher;01/02/2024", "Très bien;03/04/2024")
    assert [(q.key, q.choices) for q in found.questions] == [("ask-order", ("d/m/y", "m/d/y"))]
    assert found.proposal("published_at").formats == ()  # type: ignore[union-attr]


def test_who_made_a_sentiment_is_asked_unless_other_labels_stand_beside_it(
    tmp_path: Path,
) -> None:
    found = _inspected(tmp_path, "comment_text,sentiment", "Fine,Negative", "Awful,Positive")
    assert [q.key for q in found.questions] == ["ask-sentiment"]
    found = _inspected(tmp_path, "text,sentiment,topic", "Fine,positive,offer")
    assert "ask-sentiment" not in [q.key for q in found.questions]


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (["2024-01-11T09:15:00Z", "1704960000000", "1704963600000"], 3),
        (["2024-01-11T09:15:00Z", "5449000000996", "à venir", "bientôt"], 1),
        (["2024-01-11T09:15:00Z", "45302", "45303"], 1),
    ],
)
def test_milliseconds_are_dates_beside_dates(values: list[str], read: int) -> None:
    seen = evidence.observe(
        pl.DataFrame({"date": values}), taxonomy.load(taxonomy.DEFAULT), merchants.load()
    )
    assert seen[0].reads["date"] == read


def test_one_bad_date_does_not_switch_the_guess_off(tmp_path: Path) -> None:
    rows = [f"Avis numéro {n};{n + 10}/02/2024" for n in range(12)]
    found = _inspected(tmp_path, "Avis;Date", *rows, "Le dernier avis;à venir")
    dated = found.proposal("published_at")
    assert dated is not None
    assert (dated.reads, dated.filled, dated.unread) == (12, 13, ("à venir",))


def test_the_date_of_the_last_change_stands_in_where_no_other_is() -> None:
    days = ["2024-01-01", "2024-01-02"]
    assert _guess({"updated": days, "author": ["a", "b"]})["published_at"] == "updated"
    both = _guess({"updated": days, "created": days})
    assert both == {"published_at": "created", "updated_at": "updated"}


def test_what_another_choice_would_read_is_told(tmp_path: Path) -> None:
    found = _inspected(tmp_path, "Avis;Date", "Trop cher;2024-01-02", "Très bien;2024-01-03")
    assert found.reads("published_at", "Avis") == (0, 2)
    assert found.reads("published_at", "Date") == (2, 2)
    assert found.reads("published_at", "Rien") == (0, 0)


def test_a_recognised_file_and_a_damaged_one_are_told(tmp_path: Path) -> None:
    known = written(tmp_path / "a.csv", "site,channel,text", "Fnac,avis,Bien")
    empty = written(tmp_path / "b.csv")
    first, second = inspect_files([known, empty], options=Options(key=KEY, now=NOW))
    assert (first.profile, first.rows, first.headers) == (
        "template",
        1,
        ("site", "channel", "text"),
    )
    assert second.problem is not None
    assert second.problem.key == "import-empty"
