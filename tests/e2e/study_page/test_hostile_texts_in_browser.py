"""An inventory whose every text would be an order of Markdown, on the real pages: nothing but text comes of it, from an address neither."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import running_server
from tests.hostile_texts import TEXTS, kept_hostile_inventory

CHOSEN = ("markdown", "streamlit", "html", "svg", "jinja")
ORDERS = (  # what an order would have made, in the part of the page that holds texts
    "a[href*='exemple.invalid']:not([href^='http'])",
    "a[href^='mailto:']",
    "a[href^='javascript:']",
    "img[src*='exemple.invalid']",
    "image",
    ".katex",
    "script:has-text('hacked')",
    "code:has-text('code')",
    "[data-testid='stMarkdownBadge']",
)


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory):
    """The address of a server whose inventory is hostile, and the text of each of its sites by name."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_VAR", str(folder))
        texts = kept_hostile_inventory({name: TEXTS[name] for name in CHOSEN})
    with running_server(folder / "server.log", STUDIO_VAR=str(folder)) as base:
        yield base, texts


def shown(page) -> str:
    """The text of the page, without the joiners that part the orders of Streamlit, on one line."""
    return " ".join(page.locator("[data-testid='stMain']").inner_text().replace("\u2060", "").split())


def orders_followed(page) -> list[str]:
    """What an order of a text made of the page."""
    return [order for order in ORDERS if page.locator(f"[data-testid='stMain'] {order}").count()]


# By day the site whose texts hold all the others, then the list of all of them; by night the card of each.
@pytest.mark.parametrize("name", ["all", *(pytest.param(name, marks=pytest.mark.nightly) for name in CHOSEN)])
def test_a_hostile_site_is_read_as_it_was_written(hostile_server, open_page, name):
    base, texts = hostile_server
    page = open_page()
    page.goto(f"{base}/territoire?site=b-{name}")
    back = page.get_by_role("button", name="Revenir à la liste")
    expect(back).to_be_visible()
    assert " ".join(texts[name].split()) in shown(page)
    assert orders_followed(page) == []
    back.click()
    expect(page.get_by_label("Trier par")).to_be_visible()
    assert orders_followed(page) == []
    assert page.evaluate("window.hacked") is None
    assert page.errors == []


def test_an_address_draws_neither_title_nor_link(hostile_server, open_page):
    page = open_page()
    base, _ = hostile_server
    asked = "# Titre [Identifiez-vous](https://exemple.invalid) $x$"
    page.goto(f"{base}/territoire?site={quote(asked)}")
    expect(page.get_by_text("Le lien demandait")).to_be_visible()
    assert page.locator("a[href*='exemple.invalid']:has-text('Identifiez')").count() == 0
    assert [heading.inner_text() for heading in page.get_by_role("heading", level=1).all()] == ["Territoire"]
