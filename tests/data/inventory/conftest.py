"""What the tests of the inventory share."""

import pytest

from tests.data.inventories import kept_inventory


@pytest.fixture
def no_building():
    """An inventory without the examples, whose zones a file may leave out."""
    kept_inventory(plots=[], buildings=[], facts=[])
