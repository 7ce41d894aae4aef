"""Words of strangers stay words: whatever they hold, a reader sees them and nothing happens."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from sociallens.ui.server.headers import HEADERS
from tests import made
from tests.reading import FILTERED, UNFILTERED, reading, visit

FOREIGN = "http://127.0.0.1:9/beacon"
PAYLOADS = (
    "<script>window.__pwn=1</script>",
    "<img src=x onerror=window.__pwn=1>",
    f'<img src="{FOREIGN}.png">',
    "<svg onload=window.__pwn=1>",
    "<svg><script>window.__pwn=1</script></svg>",
    f'<iframe src="{FOREIGN}"></iframe>',
    "<iframe srcdoc='<script>parent.__pwn=1</script>'></iframe>",
    f'<a href="{FOREIGN}">cliquez ici</a>',
    '<a href="javascript:window.__pwn=1">ici</a>',
    f'<form action="{FOREIGN}"><input name=mdp></form>',
    "<style>body{background:red}</style>",
    f'<link rel=stylesheet href="{FOREIGN}.css">',
    f'<meta http-equiv=refresh content="0;url={FOREIGN}">',
    f'<object data="{FOREIGN}"></object>',
    f'<video src="{FOREIGN}" autoplay onerror=window.__pwn=1></video>',
    "<details open ontoggle=window.__pwn=1>",
    "<!-- commentaire --> après",
    '"><script>window.__pwn=1</script>',
    "'-window.__pwn=1-'",
    "{{constructor.constructor('window.__pwn=1')()}}",
    "${window.__pwn=1}",
    f"![image]({FOREIGN}.png)",
    f"[lien]({FOREIGN})",
    "[lien](javascript:window.__pwn=1)",
    f"<{FOREIGN}>",
    f"voir {FOREIGN} et www.exemple.fr",
    f"[^1] [ref]\n\n[ref]: {FOREIGN}\n[^1]: note",
    ":red[texte] :material/home: :smile:",
    "$\\href{javascript:window.__pwn=1}{x}$ et $$x^2$$",
    "# titre\n- liste\n> cité\n1986. vingt",
    "__gras__ *italique* ~~barré~~ `code`",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "A<B & C>D &lt;x&gt; &amp;",
    '<a href="http://127.0.0.1:9/axe">axe</a>',
    "=1+1|cmd",
    '=HYPERLINK("http://127.0.0.1:9/x")',
    "@SUM(A1)",
    "\u202eeuqinu\u202c texte",
    "zéro\u200blargeur\u2060 \ufeffici",
    "😀 é\u0301 日本語 \u0645\u0631\u062d\u0628\u0627",
    "%3Cscript%3Ewindow.__pwn=1%3C/script%3E",
    "\\u003cscript\\u003ewindow.__pwn=1\\u003c/script\\u003e",
)


@pytest.fixture(scope="module")
def hostile(served: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A dashboard on a store where every text, name and term is a payload."""
    base = made.random_rows(1, sites=1)[0] | {
        "topic": "customer_service",
        "topics": ["customer_service"],
        "causes": ["delivery"],
        "sentiment": "negative",
        "severity": "high",
        "intent": "complaint",
        "reply_observed": True,
        "confidence": 0.5,
    }
    rows: list[dict[str, object]] = []
    for number, payload in enumerate(PAYLOADS):
        ours = {"text": payload, "site": payload, "author": payload, "evidence": [payload]}
        customer = base | ours | {"id": f"c{number}", "conversation_id": f"t{number}"}
        reply = customer | {"id": f"r{number}", "role": "brand", "evidence": None}
        rows += [customer, *([reply] if number == 0 else [])]
        # Enough of them to be ranked, and drawn with its name in every chart of merchants.
        rows += [
            customer
            | {
                "id": f"{number}-{i}",
                "conversation_id": f"{number}-{i}",
                "text": "x",
                "role": "moderator",
            }
            for i in range(2)
        ]
    path = tmp_path_factory.mktemp("untrusted") / "store"
    made.store(path, rows)
    return served(SOCIALLENS_STORE=str(path))


def of_sites(names: Sequence[str]) -> str:
    lines = [" ".join(name.split()) for name in names]  # as they are kept
    return urlencode({"v": 1, "lang": "fr", "period": "all", "site": lines}, doseq=True)


def unharmed(page: Page) -> None:
    """Nothing ran, nothing leads away, nothing was brought in."""
    assert page.evaluate("window.__pwn === undefined")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 0, 0)"
    foreign = """() => [...document.querySelectorAll('a')]
        .map(a => a.getAttribute('href') || a.getAttribute('xlink:href') || '')
        .filter(to => to && new URL(to, location.href).origin !== location.origin)"""
    assert page.evaluate(foreign) == []
    main = page.get_by_test_id("stMain")
    theirs = "iframe, form[action], [name=mdp], object, video, details[ontoggle]"  # ours have none
    expect(main.locator(theirs)).to_have_count(0)


@pytest.mark.parametrize("name", [*FILTERED, *UNFILTERED])
def test_nothing_of_theirs_acts(browser: Browser, hostile: str, name: str) -> None:
    with reading(browser, viewport={"width": 1440, "height": 900}) as page:
        visit(page, hostile, name)
        unharmed(page)


def test_every_text_reads_as_it_was_written(browser: Browser, hostile: str) -> None:
    with reading(browser) as page:
        for start in range(0, len(PAYLOADS), 15):
            some = PAYLOADS[start : start + 15]
            visit(page, hostile, "conversations", of_sites(some))
            texts = page.locator(".excerpts .words")
            expect(texts).to_have_count(len(some))
            shown = texts.evaluate_all("all => all.map(one => one.textContent)")
            assert sorted(shown) == sorted(some)
            unharmed(page)


@pytest.mark.parametrize("number", range(0, len(PAYLOADS), 6))
def test_an_open_text_reads_as_it_was_written(browser: Browser, hostile: str, number: int) -> None:
    payload = PAYLOADS[number]
    with reading(browser) as page:
        found = urlencode({"q": payload[:40], "thread": f"t{number}", "open": f"c{number}"})
        visit(page, hostile, "conversations", f"v=1&lang=fr&period=all&{found}")
        whole = page.locator(".pane .whole")
        expect(whole.locator("mark").first).to_be_visible()
        assert whole.evaluate("one => one.textContent") == payload
        assert whole.evaluate("one => one.querySelectorAll(':not(mark)').length") == 0
        unharmed(page)


def test_a_thread_reads_as_written(browser: Browser, hostile: str) -> None:
    with reading(browser) as page:
        visit(page, hostile, "conversations", "v=1&lang=fr&period=all&thread=t0")
        said = page.locator(".pane .words")
        expect(said).to_have_text([PAYLOADS[0]] * 3)  # the open message, and two turns
        unharmed(page)


def test_names_in_the_bar_and_in_cards_read_as_written(browser: Browser, hostile: str) -> None:
    names = [PAYLOADS[0], PAYLOADS[21], PAYLOADS[27]]
    with reading(browser, viewport={"width": 1440, "height": 900}) as page:
        visit(page, hostile, "merchants", of_sites(names))
        expect(page.locator(".st-key-banner-link")).to_have_count(0)
        for name in names:
            expect(page.locator("[data-chip=site]")).to_contain_text(name)
            expect(page.locator("[data-card=merchants]")).to_contain_text(name)
        unharmed(page)


def test_what_a_link_names_in_vain_reads_as_written(browser: Browser, hostile: str) -> None:
    names = [" ".join(f"{payload} ?".split()) for payload in PAYLOADS]
    with reading(browser) as page:
        visit(page, hostile, "overview", of_sites(names))
        told = page.locator(".st-key-banner-link")
        expect(told.locator("a, img, code, strong, em, del, h1, li")).to_have_count(0)
        shown = (told.text_content() or "").replace("\u2060", "")  # which keeps links apart
        missing = [name for name in names if name.replace("\u2060", "") not in shown]
        assert missing == []
        unharmed(page)


@pytest.mark.parametrize(
    "address", ["/", "/conversations", "/export/summary.csv", "/healthz", "/readyz"]
)
def test_every_answer_carries_the_strict_headers(
    browser: Browser, hostile: str, address: str
) -> None:
    answer = browser.new_context().request.get(hostile + address)
    assert answer.ok
    assert {name: answer.headers.get(name.lower()) for name in HEADERS} == HEADERS


def test_the_policy_stops_what_is_brought_in(browser: Browser, hostile: str) -> None:
    """The second wall: were markup of a stranger ever drawn, it could not reach outside."""
    context = browser.new_context()
    page = context.new_page()
    visit(page, hostile, "glossary")
    went_out: list[str] = []
    page.on("requestfinished", lambda asked: went_out.append(asked.url))
    blocked = page.evaluate(
        """url => new Promise(done => {
            document.addEventListener('securitypolicyviolation', told => done(told.blockedURI));
            const image = document.createElement('img');
            image.src = url;
            document.body.append(image);
        })""",
        f"{FOREIGN}.png",
    )
    assert blocked == f"{FOREIGN}.png"
    assert not [url for url in went_out if url.startswith(FOREIGN)]
    context.close()
