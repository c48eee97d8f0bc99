"""What a command line asks of a run: --set PARAMÈTRE=VALEUR."""

from collections.abc import Iterable

from data.intake import cells
from studies.toolkit.errors import BadRequest


def changes(pairs: Iterable[str]) -> dict[str, float]:
    """The --set options as numbers, with a decimal comma or point. Raises BadRequest for one that does not read PARAMÈTRE=VALEUR."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        try:
            number = cells.number(value.strip())
        except cells.Unreadable as wrong:
            raise BadRequest(f"--set {cells.short(pair)}", wrong.fault, wrong.remedy) from wrong
        if number is None:
            raise BadRequest(f"--set {cells.short(pair)}", "valeur absente" if equals else "signe = absent", "écrire PARAMÈTRE=VALEUR : homes=70000")
        found[name.strip()] = number
    return found
