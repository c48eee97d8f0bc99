"""What pydantic finds wrong in what people wrote, as faults in French."""

import re
from collections.abc import Callable, Collection
from typing import Any

from pydantic import ValidationError

from data.ground.faults import Fault

ABSENT, SHORT = "valeur absente", "liste trop courte"
PERCENT, SEVERAL = re.compile(r"-?\d+(?:[.,]\d+)?\s*%"), re.compile(r"-?\d+(?:[.,]\d+)?(?:[\s;/]+-?\d+(?:[.,]\d+)?)+")  # what is typed for one number
Told = Callable[[dict[str, Any]], tuple[str, str]]


def _expected(error: dict[str, Any]) -> str:
    return str(error["ctx"]["expected"]).replace("''", "(vide)").replace("'", "").replace(" or ", " ou ")


def _no_whole_number(error: dict[str, Any]) -> tuple[str, str]:
    return f"« {error['input']} » n'est pas un nombre entier", "un nombre entier : 2024"


def _no_yes(error: dict[str, Any]) -> tuple[str, str]:
    return f"« {error['input']} » n'est ni oui ni non", "true pour oui, false pour non, sans guillemets"


def _no_number(error: dict[str, Any]) -> tuple[str, str]:
    written = str(error["input"])
    if PERCENT.fullmatch(written):
        return f"« {written} » n'est pas un nombre : un pourcentage sous une autre unité que share", "le nombre sans %, ou l'unité share"
    if SEVERAL.fullmatch(written):
        return (
            f"« {written} » n'est pas un nombre : il y en a plusieurs",
            "un seul par cellule ; une série, par année ou par commune, va dans une table",
        )
    return f"« {written} » n'est pas un nombre", "un nombre avec un point décimal et sans espace : 1250.5"


def _no_date(error: dict[str, Any]) -> tuple[str, str]:
    return f"« {error['input']} » n'est pas une date", "année-mois-jour : 2026-11-22"


TOLD: dict[str, Told] = {
    "studio": lambda e: (e["ctx"]["fault"], e["ctx"]["remedy"]),
    "missing": lambda e: (ABSENT, "remplir cette valeur"),
    "extra_forbidden": lambda e: ("nom inconnu", "corriger le nom ou retirer cette ligne"),
    "literal_error": lambda e: (f"« {e['input']} » inconnu", f"choisir parmi : {_expected(e)}"),
    "float_parsing": _no_number,
    "float_type": _no_number,
    "finite_number": lambda e: (f"« {e['input']} » n'est pas un nombre fini", "écrire un nombre"),
    "bool_parsing": _no_yes,
    "bool_type": _no_yes,
    "int_parsing": _no_whole_number,
    "int_type": _no_whole_number,
    "int_from_float": _no_whole_number,
    "int_parsing_size": _no_whole_number,
    "greater_than_equal": lambda e: (f"« {e['input']} » est trop petit", f"au moins {e['ctx']['ge']}"),
    "less_than_equal": lambda e: (f"« {e['input']} » est trop grand", f"au plus {e['ctx']['le']}"),
    "date_from_datetime_parsing": _no_date,
    "date_from_datetime_inexact": _no_date,
    "date_parsing": _no_date,
    "date_type": _no_date,
    "string_too_short": lambda e: ("texte vide", "écrire ce texte"),
    "too_short": lambda e: (SHORT, f"au moins {e['ctx']['min_length']} élément(s)"),
    "too_long": lambda e: ("liste trop longue", f"au plus {e['ctx']['max_length']} élément(s)"),
    "string_type": lambda e: (f"« {e['input']} » n'est pas un texte", "le mettre entre guillemets"),
    "list_type": lambda e: ("une liste est attendue", 'l\'écrire entre crochets : ["…", "…"]'),
    "dict_type": lambda e: ("un tableau est attendu", "écrire une section entre crochets : [nom]"),
    "model_type": lambda e: ("un tableau est attendu", "écrire une section entre crochets : [nom]"),
}


def faults_of(error: ValidationError, place: str, neighbour: str, known: Collection[str] = ()) -> list[Fault]:
    """Each complaint of pydantic as a fault; the field stands in brackets after the place.

    `neighbour` is what to compare with a value that nothing better is said of; `known` are the names that a field may have, told for an unknown one.
    """
    found = []
    for complaint in error.errors():
        where = ".".join(str(part) for part in complaint["loc"])
        fault, remedy = TOLD.get(complaint["type"], lambda e: (f"« {e['input']} » refusé", f"comparer avec {neighbour}"))(complaint)
        if known and complaint["type"] == "extra_forbidden":
            remedy = f"le retirer, ou corriger son nom parmi : {', '.join(known)}"
        found.append(Fault(f"{place} ({where})" if where else place, fault, remedy))
    return found
