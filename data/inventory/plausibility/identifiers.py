"""Identifiers that a spreadsheet turned into something else, and lines or sheets that double others."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from data.ground.faults import Fault
from data.ground.french import counted
from data.inventory.fields import COMMUNES, KEYS, NAMES, SHEETS, fields
from data.inventory.parsing import Line

KINDS = ("id", "ref_zone", "ref_plot", "ref_any")
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE][+-]?\d{1,3}")
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T.*)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
MONTHS = "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|jan|feb|mar|apr|may|jun|jul|aug|sep|dec"
A_MONTH = re.compile(rf"\d{{1,2}}-(?:{MONTHS})\.?|(?:{MONTHS})\.?-\d{{2}}", re.IGNORECASE)  # what a spreadsheet shows of « 3-12 »
AS_TEXT = "mettre la colonne au format Texte, puis retaper l'identifiant : il relie la ligne à son passé"
EXACT = 10**15  # from it on, a spreadsheet has lost the last digits of a number
DOUBLED = 0.5  # share of the identifiers of a sheet from which it is the copy of another (posé, à vérifier)


def faults(table: str, lines: Sequence[Line]) -> list[Fault]:
    """Identifiers that are those of nobody any more, and a sheet given twice: it is told once, not line by line."""
    found = [fault for line in lines for fault in _turned(table, line)]
    return found + _sheets_given_twice(table, lines)


def remarks(table: str, lines: Sequence[Line]) -> list[Fault]:
    """Lines of two identifiers that say the same of the same place, and days where a name was meant."""
    return [*_alike(table, lines), *(remark for line in lines for remark in _day_as_a_name(table, line))]


def _turned(table: str, line: Line) -> Iterable[Fault]:
    for name, column in line.columns.items():
        if fields(table)[name].kind not in KINDS:
            continue
        given = line.sheet.rows[line.row][column]
        written = given.strip() if isinstance(given, str) else ""
        if isinstance(given, date) or A_DAY.fullmatch(written) or A_MONTH.fullmatch(written):
            yield Fault(line.place(name), f"« {_shown(given)} » : le tableur a pris cet identifiant pour une date", AS_TEXT)
        elif SCIENTIFIC.fullmatch(written):
            yield Fault(line.place(name), f"« {written} » : le tableur a pris cet identifiant pour un nombre, et perdu ses chiffres", AS_TEXT)
        elif isinstance(given, (int, float)) and not isinstance(given, bool) and abs(given) >= EXACT:
            yield Fault(line.place(name), f"« {given:.15g} » : le tableur a perdu les derniers chiffres de cet identifiant", AS_TEXT)


def _sheets_given_twice(table: str, lines: Sequence[Line]) -> list[Fault]:
    """Two sheets of which one holds most of the identifiers of the other."""
    if table not in KEYS:
        return []
    held: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if key := line.values.get(KEYS[table], ""):
            held[line.sheet.name].add(key)
    names = list(held)
    found = []
    for index, name in enumerate(names):
        for other in names[:index]:
            shared = len(held[name] & held[other])
            if shared and shared >= DOUBLED * min(len(held[name]), len(held[other])):
                what = f"elle double la feuille « {other} » : {counted(shared, 'identifiant')} en commun"
                found.append(Fault(f"feuille « {name} »", what, "n'en garder qu'une, celle qui est à jour"))
    return found


def _alike(table: str, lines: Sequence[Line]) -> Iterable[Fault]:
    if table not in KEYS:
        return
    seen: dict[tuple[str, ...], Line] = {}
    names = (NAMES[table], COMMUNES.get(table, "site_id"), "surface_totale_m2", "terr_surf_brute", "site_surf_brute", "lon", "lat", "terr_id")
    for line in lines:
        said = tuple(line.values.get(name, "").casefold() for name in names if name != KEYS[table])
        if not said[0]:
            continue
        if said in seen and seen[said].values.get(KEYS[table]) != line.values.get(KEYS[table]):
            what = f"même nom, même lieu et mêmes surfaces que {seen[said].place(KEYS[table])}, sous un autre identifiant"
            yield Fault(line.place(KEYS[table]), what, f"retirer l'une des deux si c'est la même ligne de la feuille {SHEETS[table]}")
        seen.setdefault(said, line)


def _day_as_a_name(table: str, line: Line) -> Iterable[Fault]:
    for name, column in line.columns.items():
        given = line.sheet.rows[line.row][column]
        if fields(table)[name].kind == "text" and isinstance(given, date):
            what = f"« {fields(table)[name].label} » : le tableur en a fait une date, gardée « {line.values.get(name, '')} »"
            yield Fault(line.place(name), what, f"si c'était « {given.day}-{given.month} », mettre la colonne au format Texte et le retaper")


def _shown(value: object) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
