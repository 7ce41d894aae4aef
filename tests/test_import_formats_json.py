"""JSON: the records are found whatever wraps them, and what was not read is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from sociallens.errors import BadExport
from sociallens.importing import read_files
from sociallens.importing.formats.detect import load
from sociallens.importing.formats.flat import flatten
from sociallens.importing.options import Options
from sociallens.importing.profiles.profile import TEMPLATE_PROFILE
from sociallens.importing.report import Reading
from tests.importing import KEY, NOW

FIRST = {"id": "a", "site": "Fnac", "channel": "avis", "text": "Colis en retard, encore"}
SECOND = {"id": "b", "site": "Fnac", "channel": "avis", "text": "Bien emballé 👍"}
BOTH = [FIRST, SECOND]


def _write(path: Path, *documents: Any, before: str = "", indent: int | None = None) -> Path:
    texts = (json.dumps(each, ensure_ascii=False, indent=indent) for each in documents)
    path.write_text(before + "\n".join(texts), encoding="utf-8")
    return path


def _read(file: Path, **said: Any) -> Reading:
    return read_files([file], options=Options(key=KEY, now=NOW, **said))


WRAPPED: dict[str, tuple[Any, ...]] = {
    "a list": (BOTH,),
    "an object": ({"reviews": BOTH, "total": 2},),
    "objects in objects": ({"data": {"comments": BOTH}, "meta": {"count": 2}},),
    "hits": ({"took": 3, "hits": {"hits": [{"_id": r["id"], "_source": r} for r in BOTH]}},),
    "pages in a list": ([{"data": [FIRST], "page": 1}, {"data": [SECOND], "page": 2}],),
    "pages as lines": ({"data": [FIRST], "page": 1}, {"data": [SECOND], "page": 2}),
    "columns of a list each": ({name: [r[name] for r in BOTH] for name in FIRST},),
    "columns by row": (
        {name: {str(n): r[name] for n, r in enumerate(BOTH)} for name in FIRST},
    ),
    "records by id": ({"a": FIRST, "b": SECOND},),
    "records by id, below": ({"avis": {r["id"]: r for r in BOTH}, "total": 2},),
    "columns and rows": ({"columns": list(FIRST), "data": [list(r.values()) for r in BOTH]},),
    "rows below headers": ({"values": [list(FIRST), *(list(r.values()) for r in BOTH)]},),
    "lines": tuple(BOTH),
    "lists as lines": ([FIRST], [SECOND]),
    "edges": ({"data": {"posts": {"edges": [{"node": r} for r in BOTH]}}},),
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", WRAPPED)
def test_the_records_are_found(tmp_path: Path, name: str, indent: int | None) -> None:
    reading = _read(_write(tmp_path / "a", *WRAPPED[name], indent=indent))
    assert reading.rows["text"].to_list() == [FIRST["text"], SECOND["text"]]
    assert reading.files[0].profile == "template"
    assert not reading.files[0].unread


def test_records_by_their_ids_get_them(tmp_path: Path) -> None:
    bare = {r["id"]: {k: v for k, v in r.items() if k != "id"} for r in BOTH}
    assert _read(_write(tmp_path / "a", bare)).rows["id"].to_list() == ["a", "b"]


@pytest.mark.parametrize(
    "before", ["window.YTD.tweets.part0 = ", "var avis = ", "callback(", ")]}'\n"]
)
def test_scripts_hold_documents(tmp_path: Path, before: str) -> None:
    file = _write(tmp_path / "tweets.js", [{"tweet": r} for r in BOTH], before=before)
    after = {"callback(": ");\n"}.get(before, ";\n")
    file.write_text(file.read_text("utf-8") + after, "utf-8")
    assert _read(file).rows["id"].to_list() == ["a", "b"]


def test_the_profile_of_a_document_is_found_in_another_envelope(tmp_path: Path) -> None:
    review = {
        "id": "t1", "text": "Jamais livré", "rating": 1, "language": "fr",
        "dates": {"publishedDate": "2025-02-25T12:32:24.000Z"},
        "consumer": {"displayName": "Zoé"},
        "reply": {"message": "Bonjour Zoé", "publishedDate": "2025-02-25T14:00:00.000Z"},
    }  # fmt: skip
    listed = {"reviews": [review]}
    for content in ([review], listed, [listed, listed], {"pageProps": listed}):
        reading = _read(_write(tmp_path / "a", content), site="Darty")
        assert not reading.files[0].unread
        assert reading.files[0].profile == "trustpilot_json"
        assert reading.rows["role"].unique().sort().to_list() == ["brand", "customer"]


def _tweet(number: str, author: str, text: str, **more: Any) -> dict[str, Any]:
    when = "2022-02-01T10:00:00.000Z"
    return {"id": number, "text": text, "author_id": author, "created_at": when, **more}


def test_pages_have_their_authors_together(tmp_path: Path) -> None:
    users = [{"id": "1", "username": "ici"}, {"id": "2", "username": "là"}]
    # The author of the first page's tweet is told by the second page only.
    pages = [
        {"data": [_tweet("10", "1", "Colis perdu")], "includes": {"users": users[1:]}, "meta": {}},
        {"data": [_tweet("20", "2", "Colis volé")], "includes": {"users": users[:1]}, "meta": {}},
    ]
    both = _read(_write(tmp_path / "a.jsonl", *pages), site="Fnac")
    assert both.files[0].profile == "x_api"
    assert both.rows["text"].to_list() == ["Colis perdu", "Colis volé"]
    page = {"data": [_tweet("30", "1", "Seul")], "includes": {"users": users}}
    alone = _read(_write(tmp_path / "b.json", page), site="Fnac")
    assert both.rows["author"][0] == alone.rows["author"][0]
    assert both.rows["author"].n_unique() == 2


def test_a_repost_takes_the_whole_text(tmp_path: Path) -> None:
    whole = "Commande annulée sans un mot, " * 8
    cut = _tweet("20", "2", f"RT @ici: {whole[:125]}…",
                 referenced_tweets=[{"type": "retweeted", "id": "10"}])  # fmt: skip
    quote = _tweet("21", "2", "Pareil", referenced_tweets=[{"type": "quoted", "id": "10"}])
    document = {"data": [cut, quote], "includes": {"tweets": [_tweet("10", "1", whole)]}}
    reading = _read(_write(tmp_path / "a", document), site="Fnac")
    assert reading.rows["text"].to_list() == [whole.strip(), "Pareil"]
    assert not reading.files[0].unread


def test_lists_that_were_not_read_are_named(tmp_path: Path) -> None:
    comments = [{"body": "Moi aussi, depuis trois semaines", "by": "x"}]
    document = {"reviews": [{**FIRST, "comments": comments, "links": [{"href": "x"}]}, SECOND],
                "errors": [{"code": 3}]}  # fmt: skip
    reading = _read(_write(tmp_path / "a", document))
    assert reading.files[0].unread == {"import-unread-lists": ("errors", "reviews.comments")}


def test_the_mapping_form_gets_the_likeliest_list(tmp_path: Path) -> None:
    posts = [{"ref": n, "contenu": f"Un message assez long, le {n}e", "tags": [{"t": "x"}] * 9}
             for n in range(3)]  # fmt: skip
    document = {"meta": {"result_count": 3}, "users": [{"id": n} for n in range(9)],
                "result": {"posts": posts}}  # fmt: skip
    file = _write(tmp_path / "a", document)
    table, _ = load(file, (), TEMPLATE_PROFILE)
    assert table.headers == ["ref", "contenu"]
    assert table.frame.height == 3
    problem = _read(file).files[0].problem
    assert problem is not None
    assert problem.key == "import-no-profile"
    assert problem.details["columns"] == ("ref", "contenu")


def test_the_template_claims_no_piece_of_longer_records(tmp_path: Path) -> None:
    posts = [{"ref": n, "corps": "Un message assez long ici", "notes": [{"text": "lu"}]}
             for n in range(3)]  # fmt: skip
    problem = _read(_write(tmp_path / "a", posts), site="Fnac").files[0].problem
    assert problem is not None
    assert problem.key == "import-no-profile"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (["livraison", "produit"], "livraison;produit"),
        (["Service client", "Livraison"], "Service client;Livraison"),
        (["Le colis est arrivé tard.", "Merci"], "Le colis est arrivé tard.\nMerci"),
        (["Voir ", {"type": "link", "text": "le site"}, " svp"], "Voir le site svp"),
        ([1, None, "", True], "1;true"),
    ],
)
def test_lists_of_texts_keep_all_parts(value: list[Any], cell: str) -> None:
    assert flatten({"a": value}) == {"a": cell}


def test_numbers_are_kept_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "a"
    digits = "7" * 5_000
    file.write_text(
        '[{"site": "Fnac", "channel": "avis", "text": "Bien", "id": 12345678901234567890123},'
        f' {{"site": "Fnac", "channel": "avis", "text": "Mal", "rating": {digits}, "id": NaN}}]'
    )
    reading = _read(file)
    assert reading.rows["id"][0] == "12345678901234567890123"
    assert reading.rows["rating"].to_list() == [None, None]


def test_a_document_with_too_many_fields_keeps_those_that_are_used(tmp_path: Path) -> None:
    wide = {**FIRST, **{f"champ {n}": n for n in range(5_000)}}
    reading = _read(_write(tmp_path / "a", [wide, SECOND]))
    assert reading.rows["text"].to_list() == [FIRST["text"], SECOND["text"]]
    unread = reading.files[0].unread["import-unread-columns"]
    assert len(unread) + len(reading.files[0].unused) >= 5_000 - 1
    table, _ = load(tmp_path / "a", (), TEMPLATE_PROFILE)
    assert len(table.headers) == 500
    assert "text" in table.headers


@pytest.mark.parametrize(("opening", "closing"), [('{"a":', "}"), ('[{"a":', "}]")])
@pytest.mark.parametrize("depth", [70, 400, 5_000])
def test_depth_is_refused(tmp_path: Path, opening: str, closing: str, depth: int) -> None:
    (tmp_path / "a").write_text(opening * depth + '{"text": "x"}' + closing * depth)
    with pytest.raises(BadExport) as caught:
        load(tmp_path / "a", (TEMPLATE_PROFILE,), None)
    assert caught.value.key == "import-json-deep"


def test_lists_in_lists_without_end_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("[" * 5_000 + '{"text": "x"}' + "]" * 5_000)
    with pytest.raises(BadExport):
        load(tmp_path / "a", (TEMPLATE_PROFILE,), None)
