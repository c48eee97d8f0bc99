"""A kind of editions that keeps any table, for the tests of what an edition is whatever it holds."""

from pathlib import Path

TITLE = "Tables d'essai"


def verify(folder: Path) -> None:
    """Any table can be read."""
