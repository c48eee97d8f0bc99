"""The cache and the literal service of the tests of data, for the maps that follow it."""

from tests.data.conftest import cache, service  # noqa: F401
