"""What a visitor sees when a page or a part of it fails, when a model refuses a choice, when a link asks what cannot be.

One copy of the project holds these three faults, each on its own page, in front of a real server: fragments write only where the page wrote.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import settle
from tests.e2e.conftest import copy_project, running_server

pytestmark = pytest.mark.browser

SECRET = "la clef du coffre"
FAILING_PAGE = f"import streamlit as st\n\nst.title('Sources')\nraise ValueError({SECRET!r})\n"
TITLE = 'prose.header("Le territoire")'  # of a part of the home page
FAILING_PART = f"{TITLE}\n\n\n@st.fragment\ndef broken():\n    raise ValueError({SECRET!r})\n\n\nbroken()\n"
FIRST_LINE = "    places = gather(territory)\n"  # of `run`, in the model of the broadband study
FIRST_IMPORT = "from .adoption import"
REFUSING = """    if ((p.sessions > 59) & (p.sessions < 61)).any():
        raise Refusal("soixante séances ne se tiennent pas")
"""


def put(file, *changes: tuple[str, str]) -> None:
    """Change words of a file, each of which stands there once."""
    text = file.read_text("utf-8")
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    file.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """The address of a Studio with the three faults, and the journal of its server."""
    folder = tmp_path_factory.mktemp("faulty")
    project = copy_project(folder / "copy")
    (project / "pages/provenance.py").write_text(FAILING_PAGE, "utf-8")
    put(project / "pages/home.py", (TITLE, FAILING_PART))
    put(
        project / "studies/broadband/model.py",
        (FIRST_LINE, REFUSING + FIRST_LINE),
        (FIRST_IMPORT, f"from studies.toolkit.errors import Refusal\n\n{FIRST_IMPORT}"),
    )
    with running_server(folder / "log", project) as base:
        yield base, folder / "log"


def above(page, first: str, second: str) -> bool:
    """Whether the first text stands above the second one."""
    tops = [page.get_by_text(text, exact=False).first.bounding_box()["y"] for text in (first, second)]
    return tops[0] < tops[1]


def test_a_failing_page_says_so_in_french_above_the_footer_and_the_rest_of_the_site_works(faulty, page):
    base, log = faulty
    page.goto(base + "/sources")
    settle(page)
    expect(page.get_by_text("Une erreur est survenue")).to_be_visible()
    text = page.locator("body").inner_text()
    number = re.search(r"numéro d'incident ([0-9A-F]{8})", text)[1]
    assert SECRET not in text and "Traceback" not in text
    assert above(page, "Une erreur est survenue", "Mentions légales")
    assert number in log.read_text("utf-8") and SECRET in log.read_text("utf-8")
    page.get_by_role("link", name="Méthode").last.click()
    expect(page.locator("h1")).to_have_text("Méthode")


def test_a_failing_part_is_told_where_it_stands_and_leaves_what_is_above_it_and_the_footer(faulty, page):
    base, _ = faulty
    page.goto(base + "/")
    settle(page)
    expect(page.get_by_text("Une erreur est survenue")).to_be_visible()
    assert SECRET not in page.locator("body").inner_text()
    assert above(page, "Usages du très haut débit", "Une erreur est survenue")
    assert above(page, "Une erreur est survenue", "Mentions légales")


def test_a_link_says_what_it_could_not_follow_and_a_refusal_stands_where_the_figures_were(faulty, page):
    base, _ = faulty
    page.goto(f"{base}/tres-haut-debit?broadband.scenario=&broadband.sessions=50,0&broadband.final_coverage=99&nope=[a](https://exemple.fr)")
    settle(page)
    notice, refused = page.get_by_text("Le lien demandait"), page.get_by_text("soixante séances ne se tiennent pas")
    expect(notice).to_have_count(3)
    expect(page.locator("a[href*='exemple.fr']")).to_have_count(0)
    assert page.url.endswith("/tres-haut-debit?broadband.sessions=50.0")
    expect(page.get_by_test_id("stMetric").first).to_be_visible()
    sessions = page.locator("[data-testid='stSidebar'] [data-testid='stSlider']", has_text="Séances de médiation numérique").locator("input")
    sessions.focus()
    sessions.press("ArrowRight")
    expect(refused.first).to_be_visible(timeout=30_000)
    expect(notice).to_have_count(0)
    settle(page)
    expect(page.get_by_test_id("stMetric")).to_have_count(0)
    expect(page.get_by_text("numéro d'incident")).to_have_count(0)
    page.get_by_role("tab", name="Emporter").click()
    with page.expect_download() as file:
        page.get_by_role("button", name="Séries, CSV pour tableur").click()
    assert "soixante séances ne se tiennent pas" in file.value.path().read_text("utf-8-sig")
    page.get_by_role("button", name="Mon scénario").click()
    page.get_by_role("button", name="Revenir au scénario").click()
    expect(refused).to_have_count(0, timeout=30_000)
    expect(page.get_by_test_id("stMetric").first).to_be_visible()
    expect(notice).to_have_count(0)
    assert not page.errors
