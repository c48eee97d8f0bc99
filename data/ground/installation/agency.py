"""Who the agency is and how one reaches it, as it writes it in agency.toml."""

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")


@cache
def _card() -> dict[str, str]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def place() -> str:
    """Its address."""
    return _card()["address"]


def reached() -> str:
    """Its telephone and its e-mail; "" as long as it has written neither."""
    return ", ".join(filter(None, (_card()["telephone"], _card()["email"])))


def contact() -> str:
    """Its name, its address and how one reaches it, on one line."""
    return ", ".join(filter(None, (_card()["name"], place(), reached())))
