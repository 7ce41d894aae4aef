"""Where texts are unlike those that the model was fitted on: its signs, and whom it warns of."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sociallens import taxonomy
from sociallens.access import UNLIMITED
from sociallens.engine import load
from sociallens.quality import sources
from sociallens.quality.sources import SIGNS, Share, Source, clustered
from sociallens.quality.words import split, unknown
from sociallens.selection import Period, Selection
from sociallens.settings import DEMO_STORE
from tests import made
from tests.made import contributions

FRENCH = "Ma commande est arrivée en retard et le service client ne répond jamais au téléphone."
SPANISH = "El pedido nunca llegó y nadie contesta al teléfono, qué vergüenza de empresa."


def of(*texts: str) -> list[tuple[int, int]]:
    """How many words each text has, and how many are unknown to the tables of shops."""
    return unknown(pl.Series(texts), taxonomy.load().folder).rows()


def test_words_are_known_from_the_tables_whatever_their_case_and_accents() -> None:
    assert split(pl.Series(["L’ÉTÉ, c'est déjà là; 12 œufs"])).to_list() == [
        ["ete", "est", "deja", "oeufs"]
    ]
    (plain,) = of(FRENCH)
    assert plain == (9, 0)
    assert of(FRENCH.upper()) == [plain]
    assert of("remboursement remboursés REMBOURSEE") == [(3, 0)]  # by a stem of the tables
    assert of("") == [(0, 0)]
    assert of("zorglub 👍 42") == [(1, 1)]


def test_another_language_and_another_matter_are_strange() -> None:
    (words, strange), *_ = of(SPANISH)
    assert strange / words > 0.5
    (words, strange), *_ = of("Le ministre a défendu son budget devant les sénateurs centristes.")
    assert strange / words > 0.2


def test_words_of_a_merchants_own_sector_are_known_too() -> None:
    text, shop = pl.Series(["découvert et prélèvement sur ma mutuelle"]), taxonomy.load().folder
    (words, strange), *_ = unknown(text, shop).rows()
    (same, known), *_ = unknown(text, shop, taxonomy.load("banking").folder).rows()
    assert same == words
    assert known < strange


def test_the_share_of_unknown_words_by_hand() -> None:
    """Ten texts of ten words, half of them with two unknown ones: the variance is between texts."""
    texts = pl.DataFrame({"words": [10] * 10, "unknown": [2, 0] * 5})
    found = clustered(texts)
    error = np.sqrt((5 * 1 + 5 * 1) * 10 / 9) / 100
    assert (found.k, found.n) == (10, 100)
    assert found.high - found.rate == pytest.approx(1.959964 * error, rel=1e-6)


def test_one_word_a_text_is_the_binomial_interval() -> None:
    texts = pl.DataFrame({"words": [1] * 100, "unknown": [1] * 30 + [0] * 70})
    assert clustered(texts).high == pytest.approx(0.3 + 1.959964 * np.sqrt(0.21 / 99), rel=1e-6)


def test_its_interval_holds_the_truth_where_words_of_a_text_go_together() -> None:
    draw, held = np.random.default_rng(5), 0
    for _ in range(400):
        lengths = draw.integers(5, 30, 80)
        chance = draw.beta(1, 9, 80)  # 0.1 on average, but by text
        strange = draw.binomial(lengths, chance)
        found = clustered(pl.DataFrame({"words": lengths, "unknown": strange}))
        held += found.low <= 0.1 <= found.high
    assert 0.91 < held / 400 < 0.98


def test_one_text_again_and_again_is_not_sure() -> None:
    found = clustered(pl.DataFrame({"words": [6] * 40, "unknown": [0] * 40}))
    assert found.high > 0.05
    few = clustered(pl.DataFrame({"words": [6] * 4, "unknown": [1] * 4}))
    assert np.isnan(few.low)


def test_thresholds_are_above_what_the_model_was_fitted_on() -> None:
    for sign in SIGNS:
        assert 0 <= sources.highest(sign) < sources.threshold(sign) < 1


def shares(**rates: tuple[int, int]) -> dict[sources.Sign, Share]:
    return {sign: sources.share(*rates.get(sign, (0, 100))) for sign in SIGNS}


def test_only_what_is_surely_beyond_is_unlike() -> None:
    far, near = sources.threshold("unsure") + 0.2, sources.threshold("unsure") + 0.01
    assert Source("blog", 200, shares(unsure=(int(far * 200), 200))).unlike == ("unsure",)
    assert Source("blog", 200, shares(unsure=(int(near * 200), 200))).unlike == ()
    assert Source("blog", 29, shares(unsure=(29, 29))).unlike == ()
    assert Source("blog", 200, shares(unsure=(0, 0))).unlike == ()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A channel in French that is labelled, one in Spanish that is not, over two years."""
    rows: list[dict[str, object]] = []
    for number in range(400):
        year, month = 2025 + number // 200, number % 10 + 1
        row: dict[str, object] = {"published_at": datetime(year, month, 3, 12), "id": f"c{number}"}
        label = {"topic": "offer", "topics": ["offer"], "sentiment": "neutral", "confidence": 0.9}
        if number % 4:
            rows.append({**row, **label, "channel": "facebook", "text": f"{FRENCH} {number}"})
        else:
            rows.append({**row, "channel": "blog", "text": SPANISH, "language": "es"})
    path = tmp_path_factory.mktemp("quality") / "store"
    made.store(path, rows)
    assert contributions(rows).height == 400
    return path


def test_a_source_in_a_language_that_is_not_read_is_told(store: Path) -> None:
    facebook, blog = sources.channels(load(store), Selection(), UNLIMITED)
    assert (facebook.of, facebook.texts, facebook.unlike) == ("facebook", 300, ())
    assert (blog.of, blog.texts) == ("blog", 100)
    assert blog.unlike == ("unclassified", "unknown")
    assert blog.shares["unclassified"].rate == 1
    assert facebook.shares["unknown"].rate == 0


def test_the_course_is_by_month_and_follows_the_view(store: Path) -> None:
    engine = load(store)
    every = sources.course(engine, Selection(), UNLIMITED)
    assert sources.grain(engine, Selection(), UNLIMITED) == "quarter"
    year = Selection(Period(date(2025, 1, 1), date(2025, 12, 31)))
    assert sources.grain(engine, year, UNLIMITED) == "month"
    months = sources.course(engine, year, UNLIMITED)
    assert [step.of for step in months] == [date(2025, month, 1) for month in range(1, 11)]
    assert sum(step.texts for step in months) == 200
    assert sum(step.texts for step in every) == 400
    blogs = sources.course(engine, year.choose("channel", ["blog"]), UNLIMITED)
    assert all(step.shares["unclassified"].rate == 1 for step in blogs)
    assert sources.course(engine, year.choose("channel", ["youtube"]), UNLIMITED) == ()


def test_the_demo_is_like_what_the_model_knows() -> None:
    found = sources.channels(load(DEMO_STORE), Selection(), UNLIMITED)
    assert len(found) > 5
    assert [source.of for source in found if source.unlike] == []
