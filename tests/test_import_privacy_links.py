"""What stands beside a text names nobody: links, ids, communities, file names, rejected rows."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.errors import BadSettings
from sociallens.i18n import LANGUAGES
from sociallens.importing import import_files, read_files
from sociallens.importing.options import Options
from sociallens.importing.privacy.filenames import stored_name
from sociallens.importing.privacy.links import MASKED, forms, without_authors
from sociallens.importing.rejected_file import write_rejected
from sociallens.merchants import load
from sociallens.store.manifest import open_store
from tests.importing import KEY, NOW, written

MERCHANTS = load()
OPTIONS = Options(key=KEY, now=NOW)
LINKS = {
    "https://twitter.com/zoe_h77/status/1234567?s=20": "https://x.com/i/status/1234567",
    "HTTPS://X.com/i/web/status/99#zoe_h77": "https://x.com/i/status/99",
    "https://zoe_h77:mot@mobile.twitter.com/zoe_h77/statuses/5": "https://x.com/i/status/5",
    "https://m.youtube.com/watch?app=d&v=abcdefghijk&lc=UgxAB.1-c&ab_channel=Zoe":
        "https://www.youtube.com/watch?v=abcdefghijk&lc=UgxAB.1-c",
    "https://youtu.be/abcdefghijk?t=3": "https://www.youtube.com/watch?v=abcdefghijk",
    "https://old.reddit.com/r/france/comments/1abc/merci_zoe_h77/k9x/?context=3":
        "https://www.reddit.com/comments/1abc/_/k9x",
    "https://www.reddit.com/user/zoe_h77/comments/1abc/titre/":
        "https://www.reddit.com/comments/1abc",
    "https://www.instagram.com/zoe_h77/p/CxYz_-1/?img=1": "https://www.instagram.com/p/CxYz_-1/",
    "https://www.facebook.com/fnac/posts/pfbid0a?comment_id=77&u=zoe":
        "https://www.facebook.com/fnac/posts/pfbid0a?comment_id=77",
    "https://www.tiktok.com/@zoe_h77/video/7300": "https://www.tiktok.com/embed/v2/7300",
    "https://fr.linkedin.com/posts/zoe-h-1234_sav-activity-7001-ab":
        "https://www.linkedin.com/feed/update/urn:li:activity:7001",
    "https://fr.trustpilot.com/reviews/0123456789abcdef01234567?u=zoe":
        "https://www.trustpilot.com/reviews/0123456789abcdef01234567",
    "https://play.google.com/store/apps/details?hl=fr&id=com.a.b&reviewId=gp:AOq-1&u=zoe":
        "https://play.google.com/store/apps/details?id=com.a.b&reviewId=gp:AOq-1",
    "https://apps.apple.com/fr/app/zoe/id123456": "https://apps.apple.com/app/id123456",
    "https://www.amazon.co.uk/gp/customer-reviews/R1ABCDEFGH2XYZ/ref=zoe":
        "https://www.amazon.co.uk/gp/customer-reviews/R1ABCDEFGH2XYZ",
    "https://www.lesarnaques.com/forum/topic-123.html?u=zoe&p=4#p99":
        "https://www.lesarnaques.com/forum/topic-123.html?p=4#p99",
}  # fmt: skip
NOBODYS = [
    "https://x.com/zoe_h77", "https://www.youtube.com/@zoe_h77/about", "https://reddit.com/u/zoe_h77",
    "https://www.facebook.com/zoe.h77/posts/123", "https://www.instagram.com/zoe_h77/",
    "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
    "https://www.trustpilot.com/users/0123456789abcdef01234567",
    "https://itunes.apple.com/fr/reviews/id99887766", "https://mastodon.social/@zoe_h77/1",
    "https://www.google.com/maps/contrib/1234/reviews", "https://zoe-h77.wordpress.com/2024",
    "https://www.lesarnaques.com/profil/zoe_h77", "https://evilx.com/zoe_h77/status/4",
]  # fmt: skip


def _plain(url: str) -> str:
    return str(without_authors(pl.Series("url", [url]), MERCHANTS, KEY)[0])


@pytest.mark.parametrize(("url", "kept"), LINKS.items())
def test_an_address_keeps_what_opens_the_post_and_nothing_else(url: str, kept: str) -> None:
    assert _plain(url) == kept
    assert _plain(kept) == kept


@pytest.mark.parametrize("url", NOBODYS)
def test_an_address_that_names_somebody_opens_nothing(url: str) -> None:
    token = _plain(url)
    assert token.startswith(MASKED)
    assert len(token) == len(MASKED) + 32
    assert _plain(token) == token
    assert without_authors(pl.Series([url, None]), MERCHANTS, None).to_list() == [MASKED, None]


@given(st.sampled_from(sorted(forms())), st.text(max_size=30), st.text(max_size=30))
def test_an_author_in_no_place_of_an_address_is_kept(host: str, path: str, query: str) -> None:
    for url in (
        f"https://{host}/@zoe_h77/{path}",
        f"https://{host.replace('*', 'fr')}/user/zoe_h77/{path}",
        f"https://{host.replace('*', 'fr')}/x{path}?author=zoe_h77&{query}#zoe_h77",
    ):
        found = _plain(url)
        assert "zoe_h77" not in found
        assert _plain(found) == found


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("fnac-trustpilot-2023-01.csv", "fnac-trustpilot-2023-01.csv"),
        ("mentions du 12-03-2024 (1).xlsx", "mentions du 12-03-2024 (1).xlsx"),
        ("jean.dubreuil@mail.example.xlsx", "[e-mail].xlsx"),
        ("export_@zoe_h77.csv.gz", "export [compte].csv.gz"),
        ("reddit_user_zoe_h77.jsonl", "reddit_[compte].jsonl"),
        ("Avis Mme Dubreuil 06 12 34 56 78.csv", "Avis Mme [nom] [téléphone].csv"),
        ("Julie-Dubreuil.csv", "[nom].csv"),
        ("DUBREUIL_Julie.csv", "_[nom].csv"),
    ],
)
def test_the_name_of_a_file_is_stored_without_names(name: str, stored: str) -> None:
    assert stored_name(name).replace("[nom]-", "[nom]") == stored
    assert stored_name(stored) == stored


HEADER = "id,parent_id,conversation_id,url,site,channel,community,author,published_at,text"


def _imported(tmp_path: Path, *rows: str) -> pl.DataFrame:
    file = written(tmp_path / "a.csv", HEADER, *rows)
    return read_files([file], options=OPTIONS).rows


def test_ids_that_name_their_author_become_tokens_and_threads_hold(tmp_path: Path) -> None:
    rows = _imported(
        tmp_path,
        "zoe_h77-12,,,,Fnac,forum,,Zoe H77,2023-01-02,Toujours en panne",
        "r2,zoe_h77-12,,,Fnac,forum,,autre,2023-01-03,Pareil",
        "https://mastodon.example/@x/1,r2,,,Fnac,forum,,x,2023-01-03,Moi aussi",
    )
    assert "zoe" not in rows.write_json()
    first, second, third = rows.rows(named=True)
    assert second["id"] == "r2"
    assert second["parent_id"] == first["id"]
    assert {row["conversation_id"] for row in (first, second, third)} == {first["id"]}
    assert len(third["id"]) == 32


@pytest.mark.parametrize(
    ("identifier", "author"),
    [
        ("fnac-12", "Fnac"),
        ("91234567", "1234"),
        ("zo-12", "zo"),
        ("1700000000000000001", "zoe_h77"),
    ],
)
def test_other_ids_stay(tmp_path: Path, identifier: str, author: str) -> None:
    rows = _imported(tmp_path, f"{identifier},,,,Fnac,forum,,{author},2023-01-02,Bien")
    assert rows["id"].to_list() == [identifier]


def test_communities_keep_places_and_hide_persons(tmp_path: Path) -> None:
    kept = ["france", "forum-mode.example", "Fnac", "Les bons plans"]
    hidden = ["u_zoe_h77", "@zoe_h77", "/user/zoe_h77", "zoe_h77@mastodon.example", "Zoë H77"]
    rows = _imported(
        tmp_path,
        *(f"{at},,,,Fnac,forum,{name},Zoë H77,2023-01-02,Bien" for at, name in
          enumerate([*kept, *hidden])),
    )  # fmt: skip
    found = rows["community"].to_list()
    assert found[: len(kept)] == kept
    assert all(name.startswith(MASKED) for name in found[len(kept) :])


def test_links_stay_for_those_who_must_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    url = "https://twitter.com/zoe_h77/status/5"
    row = f"1,,,{url},Fnac,X,,zoe_h77,2023-01-02,Bien"
    written(tmp_path / "home" / "settings.toml", "[links]", 'keep = ["template"]')
    assert _imported(tmp_path, row)["url"].to_list() == [url]
    written(tmp_path / "home" / "settings.toml", "[links]", 'keep = ["x_api"]')
    assert _imported(tmp_path, row)["url"].to_list() == ["https://x.com/i/status/5"]
    for broken in ("[links", '[links]\nkeep = "template"', "links = 3"):
        written(tmp_path / "home" / "settings.toml", broken)
        with pytest.raises(BadSettings):
            _imported(tmp_path, row)


SECRETS = ("zoe_h77", "Zoe H77", "Dubreuil", "06 12 34 56 78", "zoe.h@mail.example", "Gudule")


def test_no_byte_of_the_store_or_of_the_rejected_rows_names_anybody(tmp_path: Path) -> None:
    file = written(
        tmp_path / "Avis Mme Dubreuil @zoe_h77.csv",
        HEADER,
        "https://x.com/zoe_h77/status/1,,,https://x.com/zoe_h77/status/1,Fnac,X,@zoe_h77,zoe_h77,"
        "2023-01-02,Merci Mme Dubreuil",
        "zoe_h77_2,,,https://forum.example/u/zoe_h77,Fnac,forum,/user/zoe_h77,zoe_h77,"
        "2023-01-03,Rappelez le 06 12 34 56 78",
        "zoe.h@mail.example,,,,Fnac,forum,zoe.h@mail.example,Zoe H77,2023-01-03,Rien reçu",
        "4,,,https://x.com/zoe_h77/status/1,Fnac,zoe_h77,@zoe_h77,zoe_h77,2023-01-03,Canal faux",
        "5,,,,Fnac,zoe.h@mail.example,,Gudule,2023-01-03,Canal faux",
        "6,,,,Fnac,forum,,Gudule,Gudule,Date fausse",
        "zoe_h77_7,,,,Fnac,forum,,zoe_h77,2023-13-45,Signé zoe_h77",
        "8,,,,Fnac,forum,,Zoe H77,2023-01-03,un,de trop,zoe.h@mail.example,06 12 34 56 78",
    )  # fmt: skip
    report = import_files([file], tmp_path / "store", OPTIONS)
    assert (report.added, report.rejected) == (3, 5)
    assert report.files[0].name == file.name  # as typed, on the screen of who imports
    kept = [path.read_bytes() for path in (tmp_path / "store").rglob("*") if path.is_file()]
    kept.append(pl.read_parquet(open_store(tmp_path / "store").files()).write_json().encode())
    for language in LANGUAGES:
        rejected = tmp_path / f"rejets-{language}.csv"
        write_rejected(report.rejected_rows, rejected, language)
        kept.append(rejected.read_bytes())
    for secret in SECRETS:
        for content in kept:
            assert secret.encode() not in content
