"""An assumption as it is typed on screen: checked as its file is, told at its line, written in its row alone."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from data.ground.faults import Fault, Refused
from data.intake import cells
from data.intake.cells import Unreadable
from studies.publishing.editing import rows
from studies.publishing.editing.rows import Row
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.sources import Source
from studies.toolkit.reading.tables import words
from studies.toolkit.reading.validation import declare

FILE, SOURCES = "parameters.csv", "sources.csv"
NUMBERS = ("value", "low", "high")
FIELDS = {  # what is typed, as it is called
    "value": "Valeur",
    "low": "Bas",
    "high": "Haut",
    "unit": "Unité",
    "source": "Source",
    "locator": "Page, tableau ou article",
    "year": "Année du chiffre",
    "place": "Lieu du chiffre",
    "confidence": "Confiance",
    "verified_on": "Relu le",
    "note": "Note",
}
BOUNDS = re.compile(r"\b(low|high)\b")  # the columns that its faults name
NEEDED = ("value", "unit", "source", "year", "place", "confidence", "verified_on")
RANGED = ("lever", "uncertainty")  # the roles whose range moves something
OF_SOURCE = {
    "producer": "Producteur",
    "title": "Titre",
    "url": "Adresse (https://…)",
    "published_on": "Publiée le (jour, mois ou année)",
    "accessed_on": "Consultée le",
    "licence": "Licence",
    "note": "Note",
}


class Checked(NamedTuple):
    """What a form says, as the file will hold it, and all that is wrong with it."""

    values: dict[str, str]
    faults: list[Fault]


def place(slug: str, file: str = FILE) -> str:
    """How the faults of a file of a study name it."""
    return f"studies/{slug}/{file}"


def checked(slug: str, row: Row, typed: Mapping[str, str], sources: Collection[str]) -> Checked:
    """The row that the form makes, checked as the whole file is; `sources` are those that it may name."""
    before, where = row.values(), f"{place(slug)}, ligne {row.line} ({row.cells['id'].text})"
    values, faults = dict(before), []
    needed = [*NEEDED, *(("low", "high") if before.get("role") in RANGED else ())]
    for name, called in FIELDS.items():
        at = f"{where}, {called.lower()}"
        text = typed.get(name, "").strip()
        if not text and name in needed:
            faults.append(Fault(at, "case vide", "la remplir : une hypothèse dit ce qu'elle vaut et d'où elle vient"))
        try:
            values[name] = _written(name, text, before.get(name, ""))
        except Unreadable as wrong:
            faults.append(Fault(at, wrong.fault, wrong.remedy))
    if faults:
        return Checked(values, faults)
    _, found = declare(Parameter, {name: text for name, text in values.items() if text.strip()}, where)
    faults = [Fault(fault.place, _as_called(fault.fault), _as_called(fault.remedy)) for fault in found]
    if values["source"] not in sources:
        faults.append(Fault(where, f"source « {values['source']} » inconnue", "en choisir une, ou décrire une nouvelle source"))
    return Checked(values, faults)


def _as_called(text: str) -> str:
    """What the reader of the file says of its columns, in the names that the form gives them."""
    return BOUNDS.sub(lambda found: f"« {FIELDS[found[0]]} »", text)


def _written(name: str, text: str, before: str) -> str:
    """A cell as the file writes it; as it was, when it says the same."""
    if name in NUMBERS:
        found = cells.number(text)
        return before if found is not None and found == _number(before) else number(found)
    if name == "year":
        found = cells.year(text)
        return "" if found is None else str(found)
    return text


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def number(value: float | None) -> str:
    """A number as the files of a study write it, to its last digit."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) and abs(value) < cells.LARGEST else repr(float(value))


def typed(value: float | None) -> str:
    """A number as one types it in French: 0,35."""
    return number(value).replace(".", ",")


def new_source(slug: str, typed: Mapping[str, str], known: Collection[str]) -> Checked:
    """A source that the form describes, under a name made from its producer and its year that is not taken."""
    values = {name: typed.get(name, "").strip() for name in OF_SOURCE}
    stem = words.identifier(f"{values['producer']} {values['published_on'][:4]}").strip("_")
    stem = stem if words.NAME.fullmatch(stem) else f"source_{stem}".strip("_")
    values["id"] = next(name for number in range(1, len(known) + 2) if (name := stem if number == 1 else f"{stem}_{number}") not in known)
    _, faults = declare(Source, {name: text for name, text in values.items() if text}, f"{place(slug, SOURCES)}, nouvelle source")
    return Checked(values, faults)


def saved(slug: str, seen: Mapping[str, bytes], identifier: str, values: Mapping[str, str], source: Mapping[str, str] | None) -> dict[str, bytes]:
    """The files that the form changes, by path, made from those that the editor had on screen. Refused when a file is not a table."""
    found = {FILE: rows.changed(seen[FILE], place(slug), identifier, {name: values[name] for name in FIELDS if name in values})}
    if source is not None:
        found[SOURCES] = rows.added(seen[SOURCES], place(slug, SOURCES), source)
    if all(found[path] == seen[path] for path in found):
        raise Refused(Fault("hypothèse", "rien n'y a changé", "modifier une case, puis enregistrer"))
    return found
