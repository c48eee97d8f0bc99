"""What a visitor sees when a page or a part of it fails."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import settle
from tests.e2e.conftest import running_server

pytestmark = pytest.mark.browser

SECRET = "la clef du coffre"


def above(page, first: str, second: str) -> bool:
    """Whether the first text stands above the second one."""
    tops = [page.get_by_text(text, exact=False).first.bounding_box()["y"] for text in (first, second)]
    return tops[0] < tops[1]


def test_a_failing_page_says_so_in_french_above_the_footer_and_the_rest_of_the_site_works(project_copy, tmp_path, page):
    home = project_copy / "pages/home.py"
    home.write_text(f"import streamlit as st\n\nst.title('Accueil')\nraise ValueError({SECRET!r})\n", "utf-8")
    with running_server(tmp_path / "log", project_copy) as base:
        page.goto(base + "/")
        settle(page)
        expect(page.get_by_text("Une erreur est survenue")).to_be_visible()
        text = page.locator("body").inner_text()
        number = re.search(r"numéro d'incident ([0-9A-F]{8})", text)[1]
        assert SECRET not in text and "Traceback" not in text
        assert above(page, "Une erreur est survenue", "Mentions légales")
        assert number in (tmp_path / "log").read_text("utf-8") and SECRET in (tmp_path / "log").read_text("utf-8")
        page.get_by_role("link", name="Méthode").last.click()
        expect(page.locator("h1")).to_have_text("Méthode")


def test_a_failing_part_is_told_where_it_stands_and_leaves_what_is_above_it_and_the_footer(project_copy, tmp_path, page):
    home = project_copy / "pages/home.py"
    home.write_text(
        home.read_text("utf-8").replace(
            'prose.header("Le territoire")',
            f'prose.header("Le territoire")\n\n\n@st.fragment\ndef broken():\n    raise ValueError({SECRET!r})\n\n\nbroken()\n',
        ),
        "utf-8",
    )
    with running_server(tmp_path / "log", project_copy) as base:
        page.goto(base + "/")
        settle(page)
        expect(page.get_by_text("Une erreur est survenue")).to_be_visible()
        assert SECRET not in page.locator("body").inner_text()
        assert above(page, "Usages du très haut débit", "Une erreur est survenue")
        assert above(page, "Une erreur est survenue", "Mentions légales")
