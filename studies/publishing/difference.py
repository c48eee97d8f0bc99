"""What changed between two versions of a study: assumptions, scenarios, texts, tables, the card, what computes. Read from their documents."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.ground import french
from studies.publishing.document import Content
from studies.publishing.editing import texts
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import CONFIDENCES, DISTRIBUTIONS, NATURES, ROLES

ADDED, REMOVED, CHANGED = "ajouté", "retiré", "modifié"
WORDED = {"nature": NATURES, "role": ROLES, "confidence": CONFIDENCES, "distribution": DISTRIBUTIONS}
CARD = {  # the lines of the card, as they are told
    "title": "titre",
    "url": "adresse",
    "question": "question",
    "summary": "phrase de l'accueil",
    "asked": "ce qui est demandé",
    "edition": "édition",
    "authors": "auteurs",
    "committee": "comité",
    "status": "état écrit dans la carte",
    "data_on": "dates des données",
    "indicators": "indicateurs",
    "options": "options",
    "reference": "scénario de référence",
    "default_scenario": "scénario montré d'abord",
    "advised": "option conseillée",
    "shared": "chiffres communs aux études",
    "dimensions": "dimensions des résultats",
    "layers": "couches de la carte",
    "picture": "image de l'accueil",
    "breakeven": "valeurs de bascule",
    "warnings": "alertes",
    "lever_groups": "groupes de leviers",
    "balances": "comptes qui doivent tomber juste",
    "figures": "figures",
    "chunk": "tirages calculés à la fois",
    "limits": "limites",
    "minimum_scale": "échelle de lecture",
    "sites": "sites de l'inventaire sur la carte",
}
FIELDS = {  # of an assumption, as they are told
    "value": "valeur",
    "low": "bas",
    "high": "haut",
    "unit": "unité",
    "source": "source",
    "locator": "page",
    "label": "libellé",
    "role": "rôle",
    "distribution": "loi",
    "nature": "nature",
    "year": "année",
    "place": "lieu",
    "confidence": "confiance",
    "verified_on": "relu le",
    "note": "note",
}
NUMBERS = ("value", "low", "high")
WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Change:
    """Something that is not the same: what it is (`assumption`, `scenario`, `text`, `table`, `card`, `code`), its lasting name, how it is called,
    what became of it, what it said and what it says, field by field."""

    kind: str
    id: str
    label: str
    what: str
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Words:
    """A run of words of a text: those of both, those taken away, those put in (`same`, `removed`, `added`)."""

    kind: str
    text: str


def between(before: Content, after: Content) -> list[Change]:
    """All that changed, in the order in which a study is read."""
    return [
        *_assumptions(before, after),
        *_scenarios(before, after),
        *_texts(before, after),
        *_tables(before, after),
        *_card(before, after),
        *_code(before, after),
    ]


def of_rows(before: Iterable[Mapping[str, str]], after: Iterable[Mapping[str, str]]) -> list[Change]:
    """What changed between the rows of two parameters.csv, as they are written. Raises ValueError for a number that is none."""
    sides = ({"parameters": [_as_kept(row) for row in rows], "sources": []} for rows in (before, after))
    return list(_assumptions(*sides))


def _as_kept(row: Mapping[str, str]) -> dict[str, Any]:
    return {**row, **{name: float(row[name]) if row.get(name) else None for name in NUMBERS}}


def words(before: str, after: str) -> list[Words]:
    """A text word by word."""
    old, new = WORD.findall(before), WORD.findall(after)
    found: list[Words] = []
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Words("same", "".join(old[start:end])))
            continue
        found += [Words("removed", "".join(old[start:end]))] if end > start else []
        found += [Words("added", "".join(new[new_start:new_end]))] if new_end > new_start else []
    return found


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any, str]]:
    """The names of both that do not hold the same, with what each holds (None where it is not) and what became of it."""
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield name, old, new, ADDED if old is None else REMOVED if new is None else CHANGED


def _assumptions(before: Content, after: Content) -> Iterator[Change]:
    by_id = ({row["id"]: row for row in content["parameters"]} for content in (before, after))
    sources = {row["id"]: f"{row['producer']}, {row['title']}" for content in (before, after) for row in content["sources"]}
    for name, old, new, what in _pairs(*by_id):
        rows = old or {}, new or {}
        changed = (field for field in FIELDS if rows[0].get(field) != rows[1].get(field))
        fields = {FIELDS[field]: (_of_row(rows[0], field, sources), _of_row(rows[1], field, sources)) for field in changed}
        yield Change("assumption", name, (new or old)["label"], what, fields)


def _of_row(row: Mapping[str, Any], field: str, sources: Mapping[str, str]) -> str:
    """What a row says in a field, as its readers are told."""
    value = row.get(field)
    if value in (None, ""):
        return ""
    if field in NUMBERS:
        return units.written(value, row["unit"])
    if field == "unit":
        return units.label(value)
    if field == "verified_on":
        return french.short_day(date.fromisoformat(value))
    return {"source": sources, **WORDED}.get(field, {}).get(value, str(value))


def _scenarios(before: Content, after: Content) -> Iterator[Change]:
    parameters = {row["id"]: row for content in (before, after) for row in content["parameters"]}
    for name, old, new, what in _pairs(before["scenarios"], after["scenarios"]):
        sides = old or {}, new or {}
        fields = {}
        for lever, was, now, _ in _pairs(*(side.get("set", {}) for side in sides)):
            row = parameters.get(lever, {"label": lever, "unit": ""})
            fields[row["label"]] = tuple("" if value is None else units.written(value, row["unit"]) for value in (was, now))
        for field, said in (("title", "titre"), ("summary", "résumé")):
            if sides[0].get(field) != sides[1].get(field):
                fields[said] = (sides[0].get(field, ""), sides[1].get(field, ""))
        for lever, was, now, _ in _pairs(*(side.get("why", {}) for side in sides)):
            fields[f"raison : {parameters.get(lever, {'label': lever})['label']}"] = (was or "", now or "")
        yield Change("scenario", name, (new or old)["title"], what, fields)


def _texts(before: Content, after: Content) -> Iterator[Change]:
    for name, old, new, what in _pairs(before["texts"], after["texts"]):
        yield Change("text", name, texts.title(name), what, {"texte": (old or "", new or "")})


def _tables(before: Content, after: Content) -> Iterator[Change]:
    by_name = ({table["name"]: table for table in content["tables"]} for content in (before, after))
    for name, old, new, what in _pairs(*by_name):
        fields = {"carte": ("", "")} if old and new and old["card"] != new["card"] else {}
        cells = _cells_changed(old, new) if old and new else 0
        yield Change("table", name, (new or old)["card"]["title"], what, fields | ({"cellules changées": ("", str(cells))} if cells else {}))


def _cells_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> int:
    """How many cells do not hold the same; those of a column or a line that only one of them has included."""
    count = 0
    for _, was, now, _ in _pairs(old["data"], new["data"]):
        left, right = list(_flat(was["values"])) if was else [], list(_flat(now["values"])) if now else []
        count += sum(a != b for a, b in zip(left, right, strict=False)) + abs(len(left) - len(right))
    return count


def _flat(values: Any) -> Iterator[Any]:
    if isinstance(values, list):
        for each in values:
            yield from _flat(each)
    else:
        yield values


def _card(before: Content, after: Content) -> Iterator[Change]:
    for name, old, new, what in _pairs(before["card"], after["card"]):
        plain = all(isinstance(side, str | int | None) for side in (old, new))
        called = CARD.get(name, name)  # a version that was kept long ago may have a line that is none any more
        fields = {called: (str(old or ""), str(new or ""))} if plain else {called: _entries(old, new)}
        yield Change("card", name, called, what, fields)


def _entries(old: Any, new: Any) -> tuple[str, str]:
    """Of a list or a table of the card, the entries that the other side does not have."""
    left, right = (list(side.items()) if isinstance(side, dict) else list(side or []) for side in (old, new))
    return _told([one for one in left if one not in right]), _told([one for one in right if one not in left])


def _told(entries: list[Any]) -> str:
    return " ; ".join(str(_name(one)) for one in entries)


def _name(entry: Any) -> Any:
    if isinstance(entry, dict):
        return entry.get("title") or entry.get("label") or entry.get("id")
    return entry[0] if isinstance(entry, tuple) else entry


def _code(before: Content, after: Content) -> Iterator[Change]:
    said = {"model": "Le modèle de l'étude", "toolkit": "Le calcul commun aux études", "shared": "Les données communes aux études"}
    for name, old, new, what in _pairs(before["made_with"], after["made_with"]):
        yield Change("code", name, said[name], what, {"empreinte": (old[:12] if old else "", new[:12] if new else "")})
