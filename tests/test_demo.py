"""The embedded data: what the generator makes, with the published figures, and like real texts."""

import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from sociallens import cli, merchants, settings
from sociallens.demo import generate, panel, study, tables
from sociallens.demo.scene import Scene, Slots
from sociallens.errors import StoreError
from sociallens.importing.labels import MODEL
from sociallens.schema import ONCE, PROVENANCE
from sociallens.store.manifest import Store, open_store
from sociallens.store.write import create

REAL_NAMES = Path(__file__).with_name("real_names.txt")
CHANNELS = {"twitter": 192, "facebook": 186, "consumer_forum": 174, "other_forum": 48}
EDITION_A = pl.col("published_at").dt.date().is_between(pl.date(2011, 6, 1), pl.date(2011, 8, 31))
EDITION_B = pl.col("published_at").dt.date().is_between(pl.date(2011, 12, 1), pl.date(2012, 1, 15))
A, B = "from=2011-06-01&to=2011-08-31", "from=2011-12-01&to=2012-01-15"
PANEL = pl.col("published_at").dt.year() >= 2024
SERVICE = pl.col("topic") == "customer_service"
NEGATIVE = pl.col("sentiment") == "negative"


# Above five seconds: the whole of the embedded data is made and imported, as `make demo` does.
@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("made") / "demo"
    done = CliRunner().invoke(cli.main, ["demo", "--store", str(store)])
    assert done.exit_code == 0, done.output
    return store


@pytest.fixture(scope="module")
def committed() -> Store:
    return open_store(settings.DEMO_STORE)


@pytest.fixture(scope="module")
def rows(committed: Store) -> pl.DataFrame:
    return pl.read_parquet(committed.files())


@pytest.fixture(scope="module")
def said(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("role") == "customer")


def test_the_committed_store_is_what_the_generator_makes(made: Path, committed: Store) -> None:
    again = open_store(made)
    assert [s.sha256 for s in again.manifest.segments] == [
        s.sha256 for s in committed.manifest.segments
    ]
    assert again.digest == committed.digest
    assert (made / merchants.FILE).read_bytes() == (committed.path / merchants.FILE).read_bytes()


def test_it_says_that_it_is_made_up_and_where_to_open(committed: Store) -> None:
    assert committed.manifest.demo
    assert committed.manifest.opening == "v=1&period=12m&from=2025-11-01&to=2026-10-31"
    assert committed.manifest.key_id == generate.KEY.id


def test_it_is_small(committed: Store) -> None:
    assert sum(f.stat().st_size for f in committed.path.rglob("*") if f.is_file()) < 5_000_000


def given_by(frame: pl.DataFrame) -> set[str | None]:
    return {giver for by in PROVENANCE.values() for giver in frame[by].unique()}


def _count(frame: pl.DataFrame, column: str) -> dict[str, int]:
    return dict(frame[column].explode(empty_as_null=True).drop_nulls().value_counts().rows())


def test_the_first_edition_has_the_published_figures(said: pl.DataFrame) -> None:
    first = said.filter(EDITION_A)
    service = first.filter(SERVICE)
    unhappy = service.filter(NEGATIVE)
    causes = _count(unhappy, "causes")
    assert _count(first, "channel") == CHANNELS
    assert (first.height, service.height, unhappy.height) == (600, 60, 54)
    assert [causes[c] for c in ("contact_quality", "return_refund", "delivery")] == [23, 16, 15]
    assert [round(n / 54, 2) for n in (23, 16, 15)] == [0.43, 0.30, 0.28]  # 27 % was published
    assert causes["product"] > 0
    assert given_by(first) == {"person"}


def test_the_second_edition_has_the_published_figures(said: pl.DataFrame) -> None:
    second = said.filter(EDITION_B)
    topics = _count(second, "topic")
    answered = second.filter(pl.col("opens") & (pl.col("brand_contributions") > 0)).height
    assert second.height == 1660
    shares = [topics[t] / 1660 for t in ("offer", "brand_communication", "customer_service")]
    assert [round(share, 2) for share in shares] == [0.35, 0.28, 0.13]
    assert answered / second.filter("opens").height == 0.10
    assert given_by(second) == {"person"}


@pytest.mark.parametrize(
    ("table", "period", "lines"),
    [
        ("channels", A, ['"twitter",192,600,0.320000', '"facebook",186,600,0.310000']),
        ("channels", A, ['"consumer_forum",174,600,0.290000', '"other_forum",48,600,0.080000']),
        ("causes", A, ['"contact_quality",23,54,', '"return_refund",16,54,', '"delivery",15,54,']),
        ("summary", A, ['"negative_rate_customer_service",54,60,0.900000,0.798505,0.953357']),
        ("topics", B, ['"offer",581,1660,0.35', '"brand_communication",465,1660,0.28']),
        ("summary", B, ['"customer_service_share",216,1660,0.13']),
        ("summary", B, ['"brand_participation",166,1660,0.100000,0.086479,0.115368']),
    ],
)
def test_the_published_tables_come_back(table: str, period: str, lines: list[str]) -> None:
    link = f"v=1&lang=en&{period}"
    asked = ["export", table, "--link", link, "--store", str(settings.DEMO_STORE)]
    told = CliRunner().invoke(cli.main, asked, catch_exceptions=False).stdout
    assert [line for line in lines if line not in told] == []


def test_the_study_is_about_fifty_merchants(said: pl.DataFrame) -> None:
    study_rows = said.filter(EDITION_A | EDITION_B)
    assert study_rows["site"].n_unique() == 50 == len(tables.merchants())
    given = study_rows.select("topic", "topics", "sentiment", "severity", "intent")
    assert sum(given.null_count().row(0)) == 0


def test_the_panel_is_a_market_of_two_years(rows: pl.DataFrame, said: pl.DataFrame) -> None:
    market = said.filter(PANEL)
    english = market.filter(pl.col("language") == "en").height / market.height
    sizes = market["site"].value_counts(sort=True)["count"]
    assert 19_000 < market.height < 21_000
    assert len(sizes) == 24
    assert sizes[0] > 12 * sizes[-1]
    assert market["channel"].n_unique() == 10
    assert 0.02 < english < 0.05
    assert given_by(market) == {MODEL}
    assert set(_count(market, "date_precision")) == {"instant", "day"}
    assert set(_count(market, "outcome")) == {"thanked", "still_negative", "quiet"}
    assert not market["reply_observed"].all()
    assert not market.filter(pl.col("channel").is_in(ONCE))["followup_observed"].any()
    assert (rows.filter(PANEL)["role"] == "brand").sum() > 3_000


def test_merchants_differ_in_customer_service(said: pl.DataFrame) -> None:
    service = said.filter(PANEL & SERVICE)
    rates = service.group_by("site").agg(NEGATIVE.mean())["sentiment"].sort()
    assert rates[0] < 0.55
    assert rates[-1] > 0.88


def test_a_merchant_that_changed_its_name_is_one(committed: Store, said: pl.DataFrame) -> None:
    one = said.filter(PANEL & (pl.col("site") == "Cabazia"))
    assert merchants.load(committed.path).resolve("Bazarine") == "Cabazia"
    assert not (said["site"] == "Bazarine").any()
    assert one["text"].str.contains("(?i)bazarine").sum() > 100
    assert one["published_at"].dt.strftime("%Y-%m").n_unique() == 24


def test_the_crisis_stands_out(said: pl.DataFrame) -> None:
    name, first, last = panel.CRISIS
    hit = said.filter(PANEL & (pl.col("site") == name))
    during = hit.filter(pl.col("published_at").is_between(first, last))
    usual = (hit.height - during.height) / (panel.END - panel.START).days
    assert during.height / (last - first).days > 4.5 * usual
    assert during.filter(SERVICE).select(NEGATIVE.mean()).item() > 0.85


def test_brands_answer_later_than_they_are_asked(rows: pl.DataFrame) -> None:
    answered = rows.filter(PANEL & pl.col("opens") & pl.col("replied_at").is_not_null())
    exact = answered.filter(pl.col("date_precision") == "instant")
    waited = (exact["replied_at"] - exact["published_at"]).dt.total_minutes()
    assert waited.min() > 0  # type: ignore[operator]
    assert set(exact["replied_at"].dt.weekday()) == {1, 2, 3, 4, 5, 6}  # never on a Sunday


def test_texts_seldom_come_twice(rows: pl.DataFrame) -> None:
    # Of customers: brands repeat themselves, the more so once their agents' names are hidden.
    said = rows.filter(role="customer")
    long = said.filter(pl.col("text").str.split(" ").list.len() > 4)
    assert 1 - long["text"].n_unique() / long.height < 0.03


def test_texts_are_many_and_complete(rows: pl.DataFrame) -> None:
    assert sum(len(group.texts) for group in tables.groups()) > 800
    assert not rows["text"].str.contains(r"[{}|]").any()
    assert rows["text"].str.len_chars().min() > 0  # type: ignore[operator]


def test_what_identifies_is_taken_out(rows: pl.DataFrame) -> None:
    assert rows["text"].str.contains("[n° de commande]", literal=True).sum() > 5
    assert rows["text"].str.contains("[téléphone]", literal=True).sum() > 5
    assert not rows["text"].str.contains(r"@exemple\.fr|06 39 98").any()


def _real_names() -> str:
    lines = REAL_NAMES.read_text(encoding="utf-8").splitlines()
    names = [name for line in lines if not line.startswith("#") for name in line.split()]
    spelt = [name if name[0].isupper() else f"(?i:{re.escape(name)})" for name in names]
    return rf"\b(?:{'|'.join(spelt)})\b"


def test_no_real_name_is_in_the_texts(rows: pl.DataFrame) -> None:
    names = _real_names()
    assert pl.Series(["Un colis fnac", "chez Orange"]).str.contains(names).all()
    assert rows.filter(pl.col("text").str.contains(names))["text"].to_list() == []
    assert not rows["site"].str.contains(names).any()


@pytest.mark.parametrize("merchant", tables.merchants()[::7], ids=lambda merchant: merchant.name)
def test_every_pattern_finds_its_words(merchant: tables.Merchant) -> None:
    rng = np.random.default_rng(1)
    scene = Scene(merchant, merchant.name, "facebook", panel.START, feminine=True)
    patterns = [text for group in tables.groups() for text in (*group.texts, *group.more)]
    voices = [text for voice in tables.replies().values() for t in voice.values() for text in t]
    seconds = [text for texts in tables.second_causes().values() for text in texts]
    for pattern in (*patterns, *voices, *seconds):
        assert "{" not in pattern.format_map(Slots(rng, scene))


def test_the_editions_add_up() -> None:
    for edition in study.EDITIONS:
        total = sum(edition.channels.values())
        service = sum(edition.causes.values()) + sum(edition.sentiments.values())
        assert total == sum(edition.topics.values())
        assert service == edition.topics["customer_service"]


def test_another_store_is_never_replaced(tmp_path: Path) -> None:
    create(tmp_path / "own")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").touch()
    for folder in ("own", "papers"):
        with pytest.raises(StoreError, match="demo-other-store"):
            generate.make(tmp_path / folder)
    assert (tmp_path / "papers" / "letter.txt").exists()
