"""Every page in the dark theme."""

import pytest

from tests.e2e.browser import settle
from tests.e2e.every_page.visits import ADDRESSES, violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_serious_in_the_dark_theme(server, open_page, address):
    page = open_page(color_scheme="dark")
    page.goto(server + address)
    settle(page)
    assert violations(page) == set()
