"""What the pages say in French holds no English of the framework and no name of our code."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fluent.syntax.ast import Message
from fluent.syntax.serializer import serialize_pattern
from playwright.sync_api import Browser, Page, expect

from sociallens.locales import FOLDER, LANGUAGES
from tests.reading import FILTERED, UNFILTERED, reading, visit, whole
from tests.test_words import entries

ENGLISH = re.compile(
    r"\b(?:add|apply|app|autosize|browse|choose|clear|close|collapse|column|columns|download"
    r"|drag|drop|enter|expand|file|files|filter|fullscreen|help|hide|home|limit|loading|logo"
    r"|main|navigate|next|none|null|open|options|per|pin|press|previous|remove|results|running"
    r"|search|select|settings|show|sidebar|skip|sort|stop|undefined|upload|uploading|view"
    r"|the|and|of|to|with|for)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\b(?:model|stars|person|classifier):\w+|(?<!\w)--[a-z]+")
# Everything that is read, by eyes or by a screen reader, but what customers wrote and icons, which
# are letters of a font.
READ = """() => {
    const read = [];
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const place = node.parentElement;
        const silent = "style, script, [translate='no'], .words, [data-testid^='stIcon']";
        if (!place.closest(silent) && shown(place)) read.push(["text", node.data]);
    }
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"])
        for (const element of document.querySelectorAll(`[${name}]`))
            read.push([name, element.getAttribute(name)]);
    return read;
}"""
UNKNOWN = """\
Identifiant,Auteur,Date avis,Commentaire,Étoile(s),Boutique,Provenance
1,Ana,13/03/2026,"Super service, merci",5,Belverde,Sites d’avis
2,Léo,31/02/2026,"Colis perdu depuis trois semaines, aucune réponse",1,Belverde,Sites d’avis
3,Zoé,15/03/2026,Toujours pas remboursée,2,Belverde,Sites d’avis
"""
PARTS = {"review": ("", "&part=audit", "&part=corrections")}  # of the pages that have some
KNOWN = "site,channel,published_at,role,text\nBelverde,X,2026-03-01,customer,Colis jamais reçu\n"
BAD = "Belverde,X,31/02/2026,customer,Bravo\n,X,2026-03-02,customer,Merci\n"


def foreign(page: Page, *names: str) -> set[tuple[str, str, str]]:
    """Where English or code is read: the kind of place, the words, all that stands there.

    `names`: of files and columns of the reader's own.
    """
    expect(page.locator(".sheet h1")).to_be_visible()  # the front end is there, and has spoken
    found = set()
    for place, text in page.evaluate(READ):
        for name in names:
            text = text.replace(name, "")
        if words := ENGLISH.findall(text) + CODE.findall(text):
            found.add((place, " ".join(words), text[:100]))
    return found


def on_the_page(path: Path) -> Iterator[tuple[str, str]]:
    """The messages of a file as a page says them."""
    for entry in entries(path):
        if isinstance(entry, Message) and entry.value:
            pages = [part.value for part in entry.attributes if part.id.name == "page"]
            yield entry.id.name, serialize_pattern(pages[0] if pages else entry.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_about_an_import_sends_a_reader_to_the_command_line(language: str) -> None:
    commanded = ("import-map-", "inspect-")  # about arguments, which only a command has
    named = [
        (key, text)
        for path in (FOLDER / language).glob("import*.ftl")
        for key, text in on_the_page(path)
        if re.search(r"(?<!\w)--[a-z]|sociallens [a-z]", text) and not key.startswith(commanded)
    ]
    assert named == []


@pytest.fixture(scope="module")
def demo(served: Callable[..., str]) -> str:
    return served()


# No message of the made-up customers: they may write as they like.
@pytest.mark.parametrize("name", [*FILTERED, *UNFILTERED])
def test_a_page_speaks_french_only(browser: Browser, demo: str, name: str) -> None:
    with reading(browser, viewport={"width": 1366, "height": 900}) as page:
        for part in PARTS.get(name, ("",)):
            visit(page, demo, name, f"v=1&lang=fr&language=fr{part}")
            assert foreign(page) == set(), part


def test_a_view_without_messages_speaks_french_only(browser: Browser, demo: str) -> None:
    with reading(browser) as page:
        visit(page, demo, "overview", "v=1&lang=fr&from=1999-01-01&to=1999-12-31&topic=offer")
        expect(page.get_by_role("link", name="sans « Période »")).to_be_visible()
        assert foreign(page) == set()


def test_an_import_speaks_french_only(
    served: Callable[..., str], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "avis.csv").write_text(UNKNOWN, encoding="utf-8")
    (tmp_path / "connu.csv").write_text(KNOWN + BAD, encoding="utf-8")
    address = served(SOCIALLENS_DATA=str(tmp_path / "data"), SOCIALLENS_HOME=str(tmp_path / "home"))
    with reading(browser, viewport={"width": 1366, "height": 900}) as page:
        visit(page, address, "data", "lang=fr")
        names = ("avis.csv", "connu.csv")
        page.set_input_files("input[type=file]", [tmp_path / name for name in names])
        expect(page.get_by_role("button", name="Utiliser ces colonnes")).to_be_visible()
        whole(page)
        assert foreign(page, *names) == set()
        page.get_by_role("button", name="Importer", exact=True).click()
        expect(page.get_by_text("Import terminé")).to_be_visible()
        whole(page)
        assert foreign(page, *names) == set()
        page.get_by_role("link", name="Ouvrir le tableau de bord").click()
        whole(page)
        assert foreign(page, *names) == set()
