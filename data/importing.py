"""python -m data import: a file read in a process of its own, its faults told, what it holds kept as an edition."""

import importlib
import json
import stat
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from data import editions, imports
from data.ground.faults import Fault, Refused
from data.ground.files import cause, remedy
from data.ground.french import counted, listed
from data.imports import inventory
from data.intake.cells import short
from data.intake.job import Answer, Reading
from data.intake.limits import COMMAND_LINE
from data.inventory import photos, store, template
from data.inventory.store import KIND as INVENTORY
from data.inventory.ways import Way

PHOTOS = "photos"
MOST_TOLD = 30  # differences listed on a console


def import_files(kind: str, paths: Sequence[Path], confirmed: bool, json_wanted: bool, way: Callable[[store.Inventory], Way] | None = None) -> int:
    """Imports files of a kind of data.imports.KINDS, or photographs. Exit status 0, 1 on a fault (nothing is kept), 2 on a file that is not there.

    `way` says, from the inventory in force, what becomes of its lines that a file of an inventory does not have.
    """
    for path in paths:
        if why := _no_file(path):
            print(f"python -m data import : « {path} » {why}", file=sys.stderr)
            return 2
    if kind == PHOTOS:
        return _photos(paths, json_wanted)
    module = importlib.import_module(imports.KINDS[kind])
    try:
        options = {"way": list(vars(way(store.current())).values())} if kind == INVENTORY and way else {}
        reading = Reading(kind, paths, COMMAND_LINE, options)
        answer = reading.answer()
        if answer.faults:
            return _refused(answer.faults, answer.remarks, json_wanted)
        if kind == INVENTORY and not json_wanted:
            print(*_differences(answer), sep="\n")
        if kind == INVENTORY and not (confirmed or _agreed(json_wanted)):
            return _told("Rien n'est écrit : ajouter --yes pour enregistrer cette édition.", None, answer.remarks, json_wanted)
        edition, sentence = module.keep(answer, paths)
        return _told(sentence, edition, answer.remarks, json_wanted)
    except Refused as refused:
        return _refused([refused.fault], [], json_wanted)


def export_inventory(path: Path, number_of: int | None, empty: bool) -> int:
    """Writes the workbook of the inventory: the one in force with all its fields, a former edition, or the empty template. Exit status 0, or 1."""
    if empty:
        content = template.workbook()
    else:
        held = {edition.card.number: edition for edition in editions.listing(INVENTORY)}
        if number_of is not None and number_of not in held:
            known = ", ".join(map(str, held)) or "aucune"
            print(f"python -m data export : édition {number_of} inconnue ; éditions gardées : {known}", file=sys.stderr)
            return 1
        content = template.workbook(store.current() if number_of is None else store.at(held[number_of]), confidential=True)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        print(f"python -m data export : « {path} » existe déjà ; choisir un autre nom", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"python -m data export : « {path} » ne peut pas s'écrire ({cause(error)})", file=sys.stderr)
        return 1
    print(f"{path} : écrit{'' if empty else ', contacts compris, à ne pas publier'}.")
    return 0


def _no_file(path: Path) -> str:
    """Why a path is that of no file, "" when there is one. Path.is_file raises in a folder that may not be entered."""
    try:
        return "" if stat.S_ISREG(path.stat().st_mode) else "n'est pas un fichier"
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a name that no system takes
        return "n'est pas un fichier"
    except OSError as error:
        return f"ne peut pas se lire ({cause(error)}) ; {remedy(error)}, puis recommencer"


def _photos(paths: Sequence[Path], json_wanted: bool) -> int:
    faults, remarks, given = [], [], set()
    for path in paths:
        name = path.name.casefold()
        try:
            if name in given:
                raise Refused(Fault(short(path.name), "nom donné deux fois, majuscules ou non", "donner un autre nom à l'une des deux images"))
            replaced = photos.kept([path.name])
            content = path.read_bytes()
            photos.keep(path.name, content)
            given.add(name)
            if beside := photos.left_aside(content):
                remarks.append(Fault(path.name, f"retiré de l'image gardée : {listed(beside)}", "rien à faire"))
            if replaced:
                remarks.append(Fault(path.name, "une image gardée avait ce nom, celle-ci la remplace", "donner un autre nom si c'en est une autre"))
        except Refused as refused:
            faults.append(refused.fault)
        except OSError as error:
            faults.append(Fault(short(path.name), f"fichier illisible ({cause(error)})", "rétablir le droit de le lire, puis recommencer"))
    sentence = f"{counted(len(given), 'photographie gardée', 'photographies gardées')}."
    return _refused(faults, remarks, json_wanted, sentence) if faults else _told(sentence, None, remarks, json_wanted)


def _differences(answer: Answer) -> list[str]:
    """What an inventory would change, as one reads it on a console."""
    found = inventory.changes(answer)
    lines = [
        " | ".join([*change[:4], *(f"{label} : {before or 'vide'} → {after or 'vide'}" for label, before, after in change.fields[:3])])
        for change in found[:MOST_TOLD]
    ]
    more = [f"… et {counted(len(found) - MOST_TOLD, 'autre')}."] if len(found) > MOST_TOLD else []
    return [*lines, *more, inventory.sentence(answer)]


def _agreed(json_wanted: bool) -> bool:
    """Whether somebody at a console says yes; a program has to say it with --yes."""
    if json_wanted or not sys.stdin.isatty():
        return False
    return input("Enregistrer cette édition ? [o/N] ").strip().casefold() in ("o", "oui")


def _told(sentence: str, edition: editions.Edition | None, remarks: Sequence[Fault], json_wanted: bool) -> int:
    if json_wanted:
        card = edition.card.model_dump(mode="json") if edition else None
        document = {"edition": card, "told": sentence, "remarks": [vars(remark) for remark in remarks], "faults": []}
        print(json.dumps(document, ensure_ascii=False, allow_nan=False))
    else:
        print(*(f"Remarque : {remark}" for remark in remarks), sentence, sep="\n")
    return 0


def _refused(faults: Sequence[Fault], remarks: Sequence[Fault], json_wanted: bool, also: str = "") -> int:
    if json_wanted:
        print(
            json.dumps(
                {"edition": None, "told": also, "remarks": [vars(remark) for remark in remarks], "faults": [vars(fault) for fault in faults]},
                ensure_ascii=False,
                allow_nan=False,
            )
        )
    else:
        print(*faults, *(f"Remarque : {remark}" for remark in remarks), sep="\n")
        kept = also or "rien n'est gardé."
        print(f"{counted(len(faults), 'défaut')} : {kept}")
    return 1
