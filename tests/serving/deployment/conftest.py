"""The Studio below a path of its host."""

import pytest

from data.ground.installation import base_path


@pytest.fixture
def below_studio():
    """It stands below /studio during the test."""
    base_path.settle("/studio")
    yield
    base_path.settle("")
