"""What is told of made stores, where each clause leads, and how it is worded."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sociallens.access import UNLIMITED, Scope
from sociallens.answers import answer, total
from sociallens.backlog import todo
from sociallens.engine import Engine, load
from sociallens.findings import YEAR as YEARLY
from sociallens.findings import Told, headline, told, told_about, verdicts
from sociallens.findings.wording import Speaker
from sociallens.i18n import Language, words
from sociallens.metrics import NEGATIVE_RATE, NEGATIVE_RATE_CUSTOMER_SERVICE
from sociallens.naming import Names
from sociallens.selection import Period, Selection
from sociallens.tables import TABLES
from tests import made

NOW, YEAR = datetime(2026, 1, 10, 12), timedelta(days=365)
VIEW = Selection(Period(NOW.date() - timedelta(days=9), NOW.date() + timedelta(days=80)), "year")
PAGES = ("overview", "channels", "topics", "customer_service", "merchants", "conversations")


def messages(
    site: str, n: int, negative: int, ago: timedelta, **more: object
) -> Iterator[dict[str, object]]:
    """So many messages of customer service, the first of them negative, none of them answered."""
    for number in range(n):
        bad = number < negative
        yield {
            "site": site,
            "channel": ("twitter", "review_site")[number % 2],
            "published_at": NOW - ago + timedelta(minutes=number),
            "topic": "customer_service",
            "topics": ["customer_service"],
            "causes": ["delivery"] if bad and number % 3 else ["product"] if bad else [],
            "sentiment": "negative" if bad else "positive",
            "severity": "high" if bad and number % 4 == 0 else "low",
            "reply_observed": True,
            "text": "texte inventé",
            **made.by("model:made"),
            **more,
        }  # fmt: skip


RATES: Mapping[str, tuple[int, int]] = {  # of 200 messages, negative now and a year before
    "Lunel": (160, 120),
    "Moda": (120, 120),
    "Nacre": (122, 120),
    "Orme": (118, 120),
    "Peau": (90, 120),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    rows = [
        row
        for site, rates in RATES.items()
        for negative, ago in zip(rates, (timedelta(0), YEAR), strict=True)
        for row in messages(site, 200, negative, ago)
    ]
    rows += messages("Quai", 8, 8, timedelta(0))
    return load(made.store(tmp_path_factory.mktemp("stores") / "made", rows).path)


def said(engine: Engine, found: Told, language: Language = "fr") -> Speaker:
    return Speaker(found, Names(engine.taxonomy, language))


def test_who_gets_worse_is_told_with_all_that_is_proven_of_her(engine: Engine) -> None:
    finding = told(engine, "overview", VIEW, UNLIMITED).findings[0]
    assert (finding.subject, finding.tone) == (("site", "Lunel"), "worse")
    change, level, *_, waiting = finding.clauses
    assert (change.against, change.k, change.n, change.k_other) == ("before", 160, 200, 120)
    assert (level.against, level.k, level.n_other) == ("others", 160, 808)
    assert (waiting.says, waiting.k) == ("waiting", 160)
    assert change.change
    assert finding.weight >= change.change.proven * change.n


def test_each_subject_is_told_once_and_no_more_than_five(engine: Engine) -> None:
    for page in PAGES:
        findings = told(engine, page, VIEW, UNLIMITED).findings
        subjects = [finding.subject for finding in findings if finding.subject]
        assert len(subjects) == len(set(subjects))
        assert len(findings) <= 5


def test_what_waits_is_counted_and_its_link_opens_just_these(engine: Engine) -> None:
    (backlog,) = (
        f for f in told(engine, "overview", VIEW, UNLIMITED).findings if f.tone == "waiting"
    )
    waiting = backlog.main
    assert waiting.k == sum(now for now, _ in RATES.values()) + 8
    assert waiting.page == "todo"  # which lists what waits of a view
    assert waiting.k == total(engine, todo(waiting.selection, engine.taxonomy), UNLIMITED)
    grave = todo(waiting.selection, engine.taxonomy).choose("severity", ("high",))
    assert waiting.n == total(engine, grave, UNLIMITED)
    assert waiting.days == 0


@pytest.mark.parametrize("page", PAGES)
def test_clauses_say_the_figures_of_the_view_they_lead_to(engine: Engine, page: str) -> None:
    for finding in told(engine, page, VIEW, UNLIMITED).findings:
        for clause in finding.clauses:
            for metric in (NEGATIVE_RATE_CUSTOMER_SERVICE, NEGATIVE_RATE):
                if clause.says == metric.name and clause.change:
                    shown = answer(engine, TABLES["summary"], clause.selection, UNLIMITED)
                    figure = shown.figure(metric)
                    assert (clause.k, clause.n) == (figure.k, figure.n)


def test_merchants_are_better_worse_alike_or_too_few(engine: Engine) -> None:
    expected = {"Lunel": "worse", "Peau": "better", "Quai": "too_few"}
    alike = dict.fromkeys(("Moda", "Nacre", "Orme"), "alike")
    assert verdicts(engine, VIEW, UNLIMITED) == expected | alike
    narrowed = VIEW.choose("site", ("Moda",))
    assert verdicts(engine, narrowed, UNLIMITED) == expected | alike


def test_peers_are_the_others_though_the_view_is_one_merchant(engine: Engine) -> None:
    narrowed = VIEW.choose("site", ("Peau",))
    findings = told(engine, "merchants", narrowed, UNLIMITED).findings
    assert {finding.subject for finding in findings} == {("site", "Peau")}
    level = next(c for f in findings for c in f.clauses if c.against == "others")
    assert (level.k, level.n, level.n_other) == (90, 200, 808)
    fiche = told_about(engine, "site", "Peau", VIEW, UNLIMITED)
    assert fiche == told_about(engine, "site", "Peau", narrowed, UNLIMITED)


def test_nobody_is_compared_with_what_a_reader_may_not_see(engine: Engine) -> None:
    alone = Scope.of(site=["Peau"])
    for page in PAGES:
        for finding in told(engine, page, VIEW, alone).findings:
            rates = [clause for clause in finding.clauses if not clause.part]
            if finding.subject == ("site", "Peau"):
                assert all(clause.against != "others" for clause in rates)


def test_with_my_merchant_others_are_only_peers(engine: Engine) -> None:
    found = told(engine, "overview", VIEW, UNLIMITED, mine="Peau")
    subjects = {finding.subject for finding in found.findings}
    assert ("site", "Peau") in subjects
    assert ("site", "Lunel") not in subjects
    mine = next(finding for finding in found.findings if finding.subject == ("site", "Peau"))
    assert mine.mine
    assert said(engine, found).lines()[0].lead.text.startswith("Vous")


def test_a_view_seen_before_is_told_from_the_cache(engine: Engine) -> None:
    assert told(engine, "overview", VIEW, UNLIMITED) is told(engine, "overview", VIEW, UNLIMITED)


def test_where_nothing_is_proven_it_says_what_would_have_been_seen(tmp_path: Path) -> None:
    rows = [
        row for site in "ABC" for ago in (timedelta(0), YEAR) for row in messages(site, 60, 30, ago)
    ]
    engine = load(made.store(tmp_path / "even", rows).path)
    found = told(engine, "merchants", VIEW, UNLIMITED)
    assert found.findings == ()
    assert found.detectable
    assert found.judged == 12
    speaker = said(engine, found)
    assert speaker.title() == "Rien ne distingue les enseignes les unes des autres."
    assert "12 écarts examinés, aucun n’est démontré" in speaker.nothing()
    size = round(found.detectable * 100)
    assert f"{size}\u00a0points" in speaker.nothing() or f"{size} points" in speaker.nothing()
    assert said(engine, found, "en").nothing().startswith("12 differences examined")


def test_a_change_of_what_was_imported_is_not_told_as_one_of_the_mood(tmp_path: Path) -> None:
    then = messages("A", 300, 270, YEAR, channel="twitter")
    now = messages("B", 300, 60, timedelta(0), channel="review_site")
    engine = load(made.store(tmp_path / "other", [*then, *now]).path)
    for page in PAGES:
        clauses = [c for f in told(engine, page, VIEW, UNLIMITED).findings for c in f.clauses]
        assert all(clause.against != "before" for clause in clauses)


def test_below_ten_nothing_is_compared(tmp_path: Path) -> None:
    rows = [*messages("A", 9, 9, timedelta(0)), *messages("B", 9, 0, timedelta(0))]
    engine = load(made.store(tmp_path / "few", rows).path)
    found = told(engine, "merchants", VIEW, UNLIMITED)
    assert (found.judged, found.findings) == (0, ())
    speaker = said(engine, found)
    assert speaker.title() == "Trop peu de messages pour comparer."
    assert "10" in speaker.nothing()


def test_a_filter_that_leaves_nothing_tells_nothing(engine: Engine) -> None:
    for page in PAGES:
        nothing = told(engine, page, VIEW.choose("country", ()), UNLIMITED)
        assert nothing.findings == ()
        assert said(engine, nothing).title()


def test_headline_rates_have_one_of_four_verdicts(engine: Engine) -> None:
    judged = headline(engine, VIEW, UNLIMITED)
    service = judged["negative_rate_customer_service"]
    assert service.verdict in ("stable", "not_shown")
    assert service.change
    net = judged["net_sentiment"].change
    assert net
    assert net.size == pytest.approx(-2 * service.change.size)
    assert judged["recovery"].verdict == "too_few"
    assert headline(engine, Selection(VIEW.period), UNLIMITED) == {}
    peau = headline(engine, VIEW.choose("site", ("Peau",)), UNLIMITED)
    assert peau["negative_rate"].verdict == "shown"


SENTENCES = {
    "fr": "Lunel se dégrade au service client : 80 % de messages négatifs, "
    "20 points de plus qu’il y a un an, 23 points de plus que les autres ; "
    "160 réclamations sans réponse.",
    "en": "Lunel is getting worse in customer service: 80% negative messages, "
    "20 points higher than a year ago, 23 points higher than the others; "
    "160 complaints without a reply.",
}


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("language", SENTENCES)
def test_a_finding_is_one_sentence(engine: Engine, language: Language) -> None:
    line = said(engine, told(engine, "overview", VIEW, UNLIMITED), language).lines()[0]
    assert plain(line.sentence) == SENTENCES[language]
    k_of_n = {"fr": "160 sur 200", "en": "160 of 200"}[language]
    assert plain(line.detail).startswith(k_of_n)
    assert "+" in line.detail


TITLES = {
    "fr": "Une enseigne fait mieux que les autres, une moins bien ; "
    "pour trois, rien ne les distingue.",
    "en": "One merchant does better than the others, one worse; nothing sets three others apart.",
}


@pytest.mark.parametrize("language", TITLES)
def test_the_title_of_the_merchants_counts_who_stands_apart(
    engine: Engine, language: Language
) -> None:
    speaker = said(engine, told(engine, "merchants", VIEW, UNLIMITED), language)
    assert plain(speaker.title()) == TITLES[language]
    assert (
        speaker.too_few()
        == {
            "fr": "Une a trop peu de messages pour être comparée.",
            "en": "One has too few messages to be compared.",
        }[language]
    )


def test_one_s_own_merchant_does_not_change_how_all_stand(engine: Engine) -> None:
    found = told(engine, "merchants", VIEW, UNLIMITED, mine="Peau")
    assert plain(said(engine, found).title()) == TITLES["fr"]
    narrowed = told(engine, "merchants", VIEW.choose("site", ("Lunel",)), UNLIMITED)
    assert plain(said(engine, narrowed).title()) == TITLES["fr"]


def test_a_page_about_one_value_is_titled_by_its_name_and_figure(engine: Engine) -> None:
    found = told_about(engine, "site", "Peau", VIEW, UNLIMITED)
    first = next(finding for finding in found.findings if finding.main.change)
    title = plain(said(engine, found).headline("Peau"))
    assert title.startswith("Peau : ")
    assert f"{first.main.rate:.0%}".replace("%", " %") in title
    assert "point" in title
    assert title.endswith((" que les autres.", " qu’il y a un an.", " qu’ailleurs."))


def test_an_age_beyond_a_year_is_said_in_years() -> None:
    def oldest(days: int) -> str:
        return plain(words("findings-oldest", "fr", days=days, n=str(days), years=days // YEARLY))

    assert oldest(364) == "la plus ancienne a 364 jours"
    assert oldest(365) == "la plus ancienne a plus d’un an"
    assert oldest(5442) == "la plus ancienne a plus de 14 ans"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("mine", ["", "Lunel"])
def test_every_kind_of_finding_can_be_said(engine: Engine, language: Language, mine: str) -> None:
    view = VIEW
    fiches = (
        ("site", "Lunel"),
        ("channel", "twitter"),
        ("topic", "customer_service"),
        ("cause", "delivery"),
    )
    found = [told(engine, page, view, UNLIMITED, mine=mine) for page in PAGES]
    found += [told_about(engine, *fiche, view, UNLIMITED, mine=mine) for fiche in fiches]
    for each in found:
        speaker = said(engine, each, language)
        assert speaker.title().endswith(".")
        for line in speaker.lines():
            words = line.sentence + line.detail
            assert not any(code in words for code in ("None", "nan", "_", "{", "  "))


def test_a_title_counts_all_merchants_whoever_the_reader_is(engine: Engine) -> None:
    everyone = told(engine, "merchants", VIEW, UNLIMITED)
    own = told(engine, "merchants", VIEW, UNLIMITED, mine=next(iter(everyone.standings)))
    assert own.standings == everyone.standings
    assert set(everyone.standings.values()) - {"alike", "too_few"}
