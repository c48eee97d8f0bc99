"""The dimensions of the results of a study beside the year and the commune, as study.toml declares them.

    [dimensions.kind]
    label = "Type de ferme"
    values = { mountain = "Ferme de montagne", organic = "Ferme bio", fattening = "Engraisseur" }

    [dimensions.new_kind]
    label = "Type d'une nouvelle ferme"
    within = "kind"
    values = ["mountain", "organic"]

A dimension that holds a part of another lists its values; their French names are those of the other.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from studies.toolkit.reading.validation import Declared, Identifier, Label, refuse

BUILT_IN = ("year", "commune")  # the dimensions that every study has without declaring them
DRAW = "draw"
PLACE = re.compile(r"[a-z0-9_]+")  # a value of a dimension: it stands between brackets in `tco[battery, hgv]`
WITHIN, VALUES = "within", "values"


def _values(values: dict[str, str]) -> dict[str, str]:
    for name in values:
        if not PLACE.fullmatch(name):
            raise refuse(f"valeur « {name} » refusée", "des minuscules sans accent, des chiffres et _ : hgv")
    written = list(values.values())
    for words in written:
        if written.count(words) > 1:  # a chart or a table would show one of them in the place of both
            raise refuse(f"« {words} » nomme deux valeurs", "donner un autre nom à l'une des deux")
    return values


class Dimension(Declared):
    """An axis of results: its French name, and those of its values in their order."""

    label: Label
    values: Annotated[dict[str, Label], Field(min_length=1), AfterValidator(_values)]


def _named(declared: object) -> object:
    """The dimensions as they are written, the values of one that stands within another with the words of that other."""
    if not isinstance(declared, dict):
        return declared
    return {name: _part(name, dimension, declared) if _is_part(dimension) else dimension for name, dimension in declared.items()}


def _is_part(dimension: object) -> bool:
    return isinstance(dimension, dict) and WITHIN in dimension and isinstance(dimension.get(VALUES), list)


def _part(name: str, dimension: dict, declared: dict) -> dict:
    """A dimension within another as if it had been written in full."""
    whole = declared.get(str(dimension[WITHIN]))
    words = whole.get(VALUES) if isinstance(whole, dict) else None
    if not isinstance(words, dict):
        known = [other for other, held in declared.items() if isinstance(held, dict) and isinstance(held.get(VALUES), dict)]
        raise refuse(f"dimension « {name} » dans « {dimension[WITHIN]} », qui n'existe pas", f"choisir parmi : {', '.join(known) or 'aucune'}")
    values = [str(value) for value in dimension[VALUES]]
    for value in values:
        if value not in words:
            raise refuse(f"dimension « {name} » : valeur « {value} » absente de {dimension[WITHIN]}", f"choisir parmi : {', '.join(words)}")
        if values.count(value) > 1:
            raise refuse(f"dimension « {name} » : valeur « {value} » en double", "ne l'écrire qu'une fois")
    return {key: held for key, held in dimension.items() if key != WITHIN} | {VALUES: {value: words[value] for value in values}}


def _own(declared: dict[str, Dimension]) -> dict[str, Dimension]:
    for name in declared:
        if name in (*BUILT_IN, DRAW):
            raise refuse(f"dimension « {name} » déjà connue", "ne déclarer que celles de l'étude")
    return declared


Dimensions = Annotated[dict[Identifier, Dimension], BeforeValidator(_named), AfterValidator(_own)]
