"""A lever stands under the heading that says who decides it: a shock that is tried is not what the département decides."""

import pytest

from pages.parts.study import robustness
from studies import catalog
from tests.pages.conftest import ROOT

WORLD, DEPARTMENT = "uncertainty", "lever"


@pytest.mark.parametrize(
    ("slug", "lever", "who"),
    [
        ("pork", "clients_lost", WORLD),  # « Clients locaux perdus pendant l'épreuve »
        ("pork", "closed_years_langogne", WORLD),
        ("pork", "feed_rise", WORLD),
        ("pork", "install_ferm", DEPARTMENT),
        ("broadband", "closed_first", WORLD),  # Orange closes copper
        ("broadband", "sessions", DEPARTMENT),
        ("datacenter", "anchor_client", WORLD),
        ("datacenter", "racks", DEPARTMENT),
        ("hydrogen", "industry_tonnes", WORLD),
        ("hydrogen", "stations", DEPARTMENT),
    ],
)
def test_what_matters_most_lists_a_lever_with_those_of_who_decides_it(slug, lever, who):
    assert robustness.kind(catalog.get(slug), lever) == who


def test_the_panel_writes_the_shocks_under_what_the_world_decides(site):
    site.switch_page(str(ROOT / "studies/pork/page.py")).run()
    panel = [element.value if element.type == "markdown" else element.key for element in walked(site.sidebar)]
    heading = panel.index("**Ce que le monde décide**")
    shocks = {"pork.clients_lost", "pork.closed_years_langogne", "pork.feed_rise"}
    assert shocks <= set(panel[heading:])
    assert not shocks & set(panel[:heading])
    assert "pork.install_ferm" in panel[:heading]


def walked(block):
    """The texts and sliders of a part of the page, in their order."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from walked(child)
        elif child.type in ("markdown", "slider"):
            yield child
