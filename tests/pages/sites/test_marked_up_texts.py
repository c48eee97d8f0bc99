"""What strangers write, in the inventory, in a file or in a link, is shown by every page as it is written."""

from collections.abc import Iterator

import pytest

from geo.sites import located
from pages.parts import tables
from pages.parts.maps import site_table
from tests.data import marked_up
from tests.data.conftest import cache  # noqa: F401
from tests.data.inventories import BUILDING, workbook_of
from tests.pages.sites.conftest import as_administrator

READ = ("body", "label", "help", "text")  # what Streamlit reads as Markdown
AS_WRITTEN = {"code", "imgs"}


def read_as_markdown(page) -> Iterator[str]:
    """All the Markdown of a page: texts, labels, helps, cells of tables."""

    def below(node) -> Iterator[str]:
        for child in getattr(node, "children", {}).values():
            yield from below(child)
        if node.type == "table":
            yield from (str(cell) for cell in node.value.to_numpy().ravel())
        elif node.type not in AS_WRITTEN and getattr(node, "proto", None) is not None:
            for owner in (node.proto, *(value for kind, value in node.proto.ListFields() if kind.message_type and hasattr(value, "ListFields"))):
                yield from (value for kind, value in owner.ListFields() if kind.name in READ and isinstance(value, str))

    yield from below(page._tree)


def assert_shown_as_written(page, least: int = 1) -> None:
    """The texts are on the page, and nothing in them acts."""
    assert not page.exception
    found = [text for text in read_as_markdown(page) if "PIEGE" in text]
    assert len(found) >= least
    assert [text for text in found if marked_up.ACTING.search(text)] == []


def test_the_sites_of_the_list_and_of_the_card(site):
    marked_up.keep()
    site.switch_page("pages/territory.py")
    assert_shown_as_written(site.run(), least=7)
    site.query_params["site"] = marked_up.SITE
    assert_shown_as_written(site.run(), least=3)


def test_the_sites_of_the_ranking(site):
    marked_up.keep()
    site.switch_page("pages/territory.py")
    site.query_params.update({"territory.mode": "Quel site convient ?", "territory.surface": "1000"})
    assert_shown_as_written(site.run(), least=10)


def test_the_sites_of_the_home_page(site):
    marked_up.keep()
    site.session_state["home.map.commune"] = "48095"
    assert_shown_as_written(site.run())
    drawer = tables.as_markdown([site_table._site_row(site) for site in located.all_sites().itertuples()])  # AppTest cannot open it
    assert "PIEGE" in drawer
    assert not marked_up.ACTING.search(drawer)


@pytest.mark.parametrize("name", ["site", marked_up.TEXT])
def test_what_a_link_asks(site, name):
    site.switch_page("pages/territory.py")
    site.query_params[name] = marked_up.TEXT
    assert_shown_as_written(site.run())


def test_the_faults_of_a_file(site, tmp_path):
    bad = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [(*BUILDING, "Gaz", marked_up.TEXT), ("b1", "Halle", marked_up.TEXT, marked_up.TEXT, "a")]})
    as_administrator(site)
    page = site.switch_page("pages/inventory.py").run()
    page.file_uploader[0].set_value((f"{marked_up.TEXT.replace('/', '')}.xlsx", bad.read_bytes(), "")).run()
    page.session_state["inventory.deposit"].reading.answer()
    assert_shown_as_written(page.run())


@pytest.mark.parametrize("screen", ["pages/inventory.py", "pages/provenance.py", "pages/territory.py"])
def test_the_name_of_the_file_of_an_edition(site, monkeypatch, screen):
    monkeypatch.setattr(marked_up.store.Inventory, "title", marked_up.TEXT)
    assert_shown_as_written(site.switch_page(screen).run())
