"""An inventory and an address full of Markdown in a real browser: they are read as they were written, and lead nowhere."""

import os
from unittest import mock

import pytest

from tests.data import marked_up
from tests.e2e.browser import settle
from tests.e2e.conftest import running_server

pytestmark = pytest.mark.browser
MADE_OF_IT = """() => {
    const found = (chosen, kept) => [...document.querySelectorAll(`[data-testid='stMain'] :is(${chosen})`)].filter(kept).map((tag) => tag.outerHTML);
    return [
        ...found("a", (node) => /piege/.test(node.hostname) || node.protocol === "mailto:" || node.textContent === "PIEGE"),
        ...found("h1, h2, h3, h4", (node) => node.textContent.includes("PIEGE") && !node.textContent.startsWith("#")),
        ...found("img", (node) => node.src.includes("piege")),
        ...found(".katex", () => true),
        ...found("strong, em, code, span, th, td, b", (node) => ["PIEGE", "skull"].includes(node.textContent.trim())),
    ];
}"""  # links to elsewhere, headings, pictures, formulas, colours, icons


@pytest.mark.nightly  # by day tests/pages/sites/test_marked_up_texts.py reads the same texts
def test_a_site_and_a_link_full_of_markdown_are_read_as_they_were_written(tmp_path, open_page):
    var = {"STUDIO_VAR": str(tmp_path / "var"), "STUDIO_OFFLINE": "1"}
    with mock.patch.dict(os.environ, var):
        marked_up.keep()
    page = open_page()
    with running_server(tmp_path / "server.log", **var) as base:
        page.goto(f"{base}/territoire?site={marked_up.SITE}&%23%20%5BPIEGE%5D(//piege)=www.piege.fr%20:smile:%20$PIEGE$")
        settle(page)
        seen = page.locator("[data-testid='stMain']").inner_text().replace("\u2060", "").replace("\u00a0", " ")
        assert page.evaluate(MADE_OF_IT) == []
        assert "« # [PIEGE](//piege) » = « www.piege.fr :smile: $PIEGE$ »" in seen
        assert marked_up.TEXT in page.locator("#fiche").inner_text().replace("\u2060", "")
        assert seen.count(marked_up.TEXT) > 10
        assert page.errors == page.outside == []
