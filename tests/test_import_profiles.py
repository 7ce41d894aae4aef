"""Every profile reads its golden export as its golden rows.

`SOCIALLENS_GOLDEN=write` writes the expected rows anew; the difference is what to review.
"""

import json
import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sociallens.errors import BadExport
from sociallens.importing import inspect_files, read_files
from sociallens.importing.formats.table import LINE
from sociallens.importing.options import Options
from sociallens.importing.profiles.mapping import pick
from sociallens.importing.profiles.profile import Profile, identify, parse, shipped
from sociallens.importing.report import Reading
from sociallens.locales import DEFAULT, INTERNATIONAL, LANGUAGES, Language, label
from sociallens.schema import LABELS, PARTS, PROVENANCE, TEMPLATE
from tests.importing import EXPORTS, KEY, NOW, written

NAMES = [profile.name for profile in shipped()]
PLACE: dict[str, dict[str, str]] = {  # what these exports do not say themselves
    "x_api": {"site": "Fnac"},
    "meta_comments": {"site": "Fnac"},
    "facebook_comments": {"site": "Fnac"},
    "tweets_table": {"site": "Free"},
    "talkwalker": {"site": "Fnac"},
    "digimind": {"site": "Darty"},
    "mention": {"site": "Boulanger"},
    "amazon_apify": {"site": "Modalys"},
    "amazon_dataset": {"site": "Modalys"},
    "amazon_dataset_2023": {"site": "Modalys"},
    "amazon_tsv": {"site": "Modalys"},
    "app_store_connect": {"site": "Modalys"},
    "app_store_node": {"site": "Modalys"},
    "app_store_rss": {"site": "Modalys"},
    "app_store_table": {"site": "Modalys"},
    "avis_verifies": {"site": "Modalys"},
    "freshdesk_api": {"site": "Modalys"},
    "freshdesk_table": {"site": "Modalys"},
    "google_business": {"site": "Modalys"},
    "google_play": {"site": "Modalys"},
    "google_play_console": {"site": "Modalys"},
    "google_play_node": {"site": "Modalys"},
    "trustpilot_apify": {"site": "Modalys"},
    "zendesk_api": {"site": "Modalys"},
    "zendesk_table": {"site": "Modalys"},
    "youtube_api": {"site": "La Redoute"},
    "youtube_table": {"site": "Boulanger"},
    "youtube_downloader": {"site": "Darty"},
    "reddit_comments": {"site": "Chronopost"},
    "reddit_posts": {"site": "Chronopost"},
    "x_v11": {"site": "Fnac"},
    "x_archive": {"site": "La Redoute"},
    "x_flat": {"site": "Darty"},
    "x_minet": {"site": "Fnac"},
    "x_snscrape": {"site": "Boulanger"},
    "bluesky": {"site": "Fnac"},
    "bluesky_minet": {"site": "Fnac"},
    "bluesky_thread": {"site": "Fnac"},
    "mastodon": {"site": "Fnac"},
    "facebook_apify_comments": {"site": "Darty"},
    "facebook_apify_posts": {"site": "La Redoute"},
    "instagram_graph": {"site": "La Redoute"},
    "instagram_apify": {"site": "Fnac"},
    "instagram_apify_posts": {"site": "Cdiscount"},
    "instagram_instaloader": {"site": "Cdiscount"},
    "listening_fr": {"site": "Darty"},
    "sprinklr": {"site": "Darty"},
    "hootsuite": {"site": "Boulanger"},
    "sprout_api": {"site": "La Redoute"},
    "sprout_posts": {"site": "La Redoute"},
}


def _read(name: str) -> Reading:
    options: dict[str, Any] = PLACE.get(name, {})
    return read_files([_input(name)], options=Options(key=KEY, now=NOW, **options))


def _input(name: str) -> Path:
    return next((EXPORTS / name).glob("input.*"))


def _plain(reading: Reading) -> dict[str, Any]:
    """What the importer decides: labels only where a person gave them."""
    columns = [name for name in TEMPLATE if name not in (*LABELS, "language")]
    rows = []
    for row in reading.rows.iter_rows(named=True):
        kept = {name: row[name] for name in (*columns, "source", *PROVENANCE.values())}
        for name, by in PROVENANCE.items():
            if row[by] == "person":
                kept |= {part: row[part] for part in PARTS[name]}
        rows.append({name: _json(value) for name, value in kept.items() if value is not None})
    rejected = reading.rejected.select("line", "reason", "detail", "content").to_dicts()
    file = reading.files[0]
    return {
        "profile": file.profile,
        "notes": dict(file.notes),
        "unused": list(file.unused),
        "rows": rows,
        "rejected": rejected,
    }


def _json(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("name", NAMES)
def test_golden_pair(name: str) -> None:
    found = _plain(_read(name))
    expected = EXPORTS / name / "expected.json"
    if os.environ.get("SOCIALLENS_GOLDEN") == "write":
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))
    assert found["profile"] == name
    assert found["rows"]


@pytest.mark.parametrize("name", NAMES)
def test_an_inspection_names_the_profile(name: str) -> None:
    place: dict[str, Any] = PLACE.get(name, {})
    options = Options(key=KEY, now=NOW, **place)
    assert [each.profile for each in inspect_files([_input(name)], None, options)] == [name]


@pytest.mark.parametrize("profile", shipped(), ids=NAMES)
def test_a_profile_says_what_it_is_based_on(profile: Profile) -> None:
    for texts in (profile.titles, profile.basis):
        assert {DEFAULT, INTERNATIONAL} <= set(texts) <= set(LANGUAGES)
        assert all(texts.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_why_names_columns_of_the_file(name: str, language: Language) -> None:
    why = _read(name).files[0].why
    assert why is not None
    assert label(shipped()[NAMES.index(name)].titles, language) in why.say(language)


def test_two_claims_are_an_error_that_names_both(tmp_path: Path) -> None:
    first, second = shipped()[1], shipped()[2]
    with pytest.raises(BadExport) as caught:
        identify([need[0] for need in (*first.needs, *second.needs)], [first, second])
    assert caught.value.key == "import-two-profiles"
    assert first.name in caught.value.details["names"]
    assert second.name in caught.value.details["names"]


_MAIL = """
title = { fr = "boîte", en = "box" }
basis = { fr = "inventé", en = "invented" }
needs = ["Message", ["Sent", "Date"]]
lacks = ["Draft"]

[columns]
text = "Message"
role = { column = "Direction", values = { Inbound = "customer", outbound = "brand" } }
"""


def test_a_need_may_have_several_names_and_a_file_may_have_too_much() -> None:
    mail = parse("mail", _MAIL)
    assert mail.claims(["message", "DATE"])
    assert mail.claims(["Message", "Sent", "Other"])
    assert not mail.claims(["Message"])
    assert not mail.claims(["Message", "Date", "Draft"])


def test_who_needs_more_of_a_file_knows_it_better() -> None:
    mail = parse("mail", _MAIL)
    longer = parse("longer", _MAIL.replace('"Message",', '"Message", "Direction",'))
    assert identify(["Message", "Date", "Direction"], [mail, longer]) == longer
    assert identify(["Message", "Date"], [mail, longer]) == mail


def test_a_profile_says_what_the_values_of_a_source_mean() -> None:
    told = pl.DataFrame({"Message": ["a", "b", "c"], "Direction": ["INBOUND", "Outbound", "?"]})
    picked = pick(told.with_row_index(LINE), parse("mail", _MAIL))
    assert picked["role"].to_list() == ["customer", "brand", None]


def test_no_claim_lists_the_columns_found(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "prix,couleur", "3,bleu")
    problem = read_files([file], options=Options(key=KEY, now=NOW)).files[0].problem
    assert problem is not None
    assert problem.key == "import-no-profile"
    assert problem.details["columns"] == ("prix", "couleur")


def test_a_profile_can_be_forced(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "site,text,couleur", "Fnac,Bonne caisse,bleu")
    reading = read_files(
        [file], options=Options(profile="template", channel="avis", key=KEY, now=NOW)
    )
    assert reading.rows["channel"].to_list() == ["review_site"]
    assert reading.files[0].unused == ("couleur",)


def test_an_unknown_profile_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "site,text", "Fnac,Bonne caisse")
    problem = read_files([file], options=Options(profile="zut", key=KEY, now=NOW)).files[0].problem
    assert problem is not None
    assert "brandwatch" in problem.details["known"]
