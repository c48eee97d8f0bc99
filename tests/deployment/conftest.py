"""What the tests of an installation share with those in a browser: the real server, a real browser."""

from tests.e2e.conftest import browser  # noqa: F401
