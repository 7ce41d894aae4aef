"""The glossary is searched without accents, and a link to a term opens it."""

from playwright.sync_api import Browser, expect

from tests.reading import reading, visit


def test_a_search_needs_no_accents_and_says_how_many_it_found(browser: Browser, demo: str) -> None:
    with reading(browser) as page:
        visit(page, demo, "glossary", "v=1&lang=fr")
        terms = page.locator(".glossary details")
        expect(terms.first).to_be_visible()
        every = terms.count()
        page.get_by_role("searchbox").fill("DELAI premiere")
        expect(terms.locator("summary").first).to_have_text("Délai de première réponse")
        found = page.locator(".glossary [aria-live]")
        expect(found).to_contain_text(f" {terms.count()}")
        assert 0 < terms.count() < every
        page.get_by_role("searchbox").fill("zzz")
        expect(found).to_contain_text(" 0")
        page.get_by_role("searchbox").fill("")
        expect(terms).to_have_count(every)


def test_a_link_to_a_term_opens_it(browser: Browser, demo: str) -> None:
    with reading(browser) as page:
        visit(page, demo, "glossary", "v=1&lang=fr")
        address = page.url.partition("#")[0]
        page.goto("about:blank")
        page.goto(f"{address}#negative_rate_customer_service")
        term = page.locator("#negative_rate_customer_service")
        expect(term.locator("p").first).to_be_visible()
        expect(term.locator(".formula")).to_have_text(
            "messages de service client négatifs ÷ messages de service client"
        )
        page.get_by_role("link", name="Gravité").click()
        expect(page.locator("#section-severity")).to_be_in_viewport()
