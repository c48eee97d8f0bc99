"""The orders of `python -m studies` about the versions of a study: what there are, keep the draft, take a step, what changed between two."""

import argparse
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from data.cli import FrenchParser
from data.ground import french
from data.ground.faults import Fault, Refused
from data.store import access, own_data
from data.store.access import CONSOLE, Actor
from data.store.opening import Store, store
from data.store.writings import drafts, versions
from data.store.writings.versions import Status, Version
from studies import catalog
from studies.decisions import watching
from studies.publishing import comparison, life

TEXTS = {
    "versions": ("dit les versions d'une étude", "Dit les versions d'une étude, de la dernière à la première, et son brouillon."),
    "freeze": ("garde le brouillon comme nouvelle version", "Vérifie le brouillon d'une étude et le garde entier comme nouvelle version, soumise."),
    "diff": (
        "ce qui change d'une version à l'autre",
        "Dit ce qui change entre deux versions, et ce que chaque changement fait aux chiffres de tête.",
    ),
    "correct": ("demande des corrections", "Demande des corrections sur une version soumise ou validée."),
    "validate": ("note que le comité valide", "Note qu'une version soumise est validée par le comité."),
    "publish": ("publie une version", "Publie une version validée : le public la lit aussitôt."),
    "archive": ("archive une version", "Retire une version de la lecture courante ; son adresse reste lisible si elle a été publiée."),
}
STEPS = {"correct": Status.CORRECTIONS, "validate": Status.VALIDATED, "publish": Status.PUBLISHED, "archive": Status.ARCHIVED}
DRAFT = "brouillon"
CODES = (
    "codes de sortie :\n  0  c'est fait\n  1  refusé : un défaut du brouillon, un droit qui manque, une étape impossible\n  2  demande sans "
    "réponse : étude, version ou scénario inconnu"
)
SHAPES = {
    "versions": 'JSON : {"study", "draft": {"number", "status", "files", "faults"},\n'
    '        "versions": [{"number", "status", "at", "figures", "words", "steps": [{"status", "at", "by", "message"}]}]}',
    "diff": 'JSON : {"study", "before", "after", "scenario", "changes": [{"kind", "id", "label", "what", "fields": {nom: {"before", "after"}}}],\n'
    '        "headlines": [{"id", "label", "unit", "before", "after", "moved", "terms": [{"kind", "id", "label", "added"}]}],\n'
    '        "apart": [{"label", "before", "after"}]}\n'
    "        les « added » d'un chiffre font ensemble son « moved », reste compris ; headlines est null quand une version n'a pas le scénario",
}


def add_to(commands: Any) -> None:
    """Adds the orders to those of a command line."""
    of: dict[str, FrenchParser] = {}
    for name, (short, long) in TEXTS.items():
        of[name] = commands.add_parser(name, help=short, description=long, epilog="\n".join(filter(None, [SHAPES.get(name), CODES])))
        of[name].add_argument("slug", metavar="ÉTUDE", help="nom de l'étude")
    for name in STEPS:
        of[name].add_argument("number", metavar="N", type=int, help="numéro de la version")
    of["freeze"].add_argument("--message", metavar="M", required=True, help="ce qui change, en une phrase")
    for name, status in STEPS.items():
        needed = status in versions.EXPLAINED
        of[name].add_argument(
            "--message", metavar="M", required=needed, default="", help="pourquoi, en une phrase" if needed else "un mot, si l'on veut"
        )
    for name in ("freeze", *STEPS):
        of[name].add_argument(
            "--as", dest="email", metavar="ADRESSE", help="la personne qui le fait, par son adresse électronique : son rôle est vérifié"
        )
    for name, which in (("before", "A"), ("after", "B")):
        of["diff"].add_argument(name, metavar=which, type=_number, help=f"numéro d'une version, ou {DRAFT}")
    of["diff"].add_argument("--scenario", metavar="SCÉNARIO", help="nom du scénario (celui de l'étude par défaut)")
    for name in SHAPES:
        of[name].add_argument("--json", action="store_true", help="un document JSON sur la sortie standard, rien d'autre")


def run(asked: argparse.Namespace) -> int:
    """Does one order; the exit status. What is refused is told as everywhere: place, fault, remedy. Raises StudyError for a study or a scenario that
    does not exist."""
    catalog.folder_of(asked.slug)
    try:
        return ORDERS[asked.command](store(), asked)
    except Refused as refused:
        print(refused.fault)
        return 2 if refused.fault.fault.startswith("pas de version") else 1


def _number(written: str) -> int:
    """A version by its number, from 1; the draft by its name. ValueError for anything else."""
    if written == DRAFT:
        return life.DRAFT
    if not written.isdecimal() or int(written) == life.DRAFT:
        raise ValueError(written)
    return int(written)


def _actor(opened: Store, email: str | None) -> Actor:
    """Who acts. Refused for an address that nobody has."""
    if email is None:
        return CONSOLE
    actor = Actor(email=email, since=datetime.now(UTC))
    with opened.reading() as connection:
        if access.person_of(connection, actor, datetime.now(UTC)) is None:
            raise Refused(Fault(f"--as {email}", "personne n'a cette adresse dans le Studio", "choisir une personne de la page Équipe, ou l'inviter"))
    return actor


def _versions(opened: Store, asked: argparse.Namespace) -> int:
    found, changed = versions.listed(opened, asked.slug), drafts.read(opened, asked.slug)
    number, faults = life.next_number(opened, asked.slug), life.faults_of_draft(opened, asked.slug)
    if asked.json:
        draft = {"number": number, "status": Status.DRAFT.value, "files": list(changed), "faults": len(faults)}
        return _show({"study": asked.slug, "draft": draft, "versions": [_in_json(version) for version in found]})
    touched = f", {french.counted(len(changed), 'fichier modifié', 'fichiers modifiés')} à l'écran" if changed else ""
    wrong = f", {french.counted(len(faults), 'défaut')}" if faults else ""
    print(f"version {number}, {Status.DRAFT.value}{touched}{wrong}")
    with opened.reading() as connection:
        names = {person.id: person.name for person in access.everybody(connection)}
    for version in found:
        print(f"version {version.number}, {version.status.agreed} : chiffres {version.figures}, textes {version.words}")
        for step in version.steps:
            print(f"  {step.at:%d/%m/%Y %H:%M} {step.status.agreed}, {own_data.who(step.by, names)}{f' : {step.message}' if step.message else ''}")
    return 0


def _in_json(version: Version) -> dict[str, Any]:
    steps = [{"status": step.status.value, "at": step.at.isoformat(), "by": step.by, "message": step.message} for step in version.steps]
    known = {"number": version.number, "status": version.status.value, "at": version.at.isoformat()}
    return {**known, "figures": version.figures, "words": version.words, "steps": steps}


def _freeze(opened: Store, asked: argparse.Namespace) -> int:
    actor = _actor(opened, asked.email)
    if faults := life.faults_of_draft(opened, asked.slug):
        print(*faults, sep="\n")
        return 1
    number = life.submit(opened, actor, asked.slug, asked.message)
    print(f"{asked.slug} : version {number}, {Status.SUBMITTED.agreed}")
    return 0


def _step(opened: Store, asked: argparse.Namespace) -> int:
    version, to = life.known(opened, asked.slug, asked.number), STEPS[asked.command]
    if to not in version.to:
        possible = " ou ".join(name for name, status in STEPS.items() if status in version.to)
        remedy = f"étape possible : {possible}" if possible else "en garder une nouvelle : freeze"
        raise Refused(Fault(f"version {asked.number}", f"elle est « {version.status.agreed} » : elle ne devient pas « {to.agreed} »", remedy))
    flagged = watching.move(opened, _actor(opened, asked.email), asked.slug, asked.number, version.status, to, asked.message)
    print(f"{asked.slug} : version {asked.number}, {to.agreed}")
    if flagged:
        print(f"à revoir ? {french.counted(len(flagged), 'décision')} : voir la page Décisions")
    return 0


def _diff(opened: Store, asked: argparse.Namespace) -> int:
    found = comparison.of(opened, asked.slug, asked.before, asked.after, asked.scenario)
    if asked.json:
        return _show(comparison.in_json(found))
    print(*comparison.in_words(found), sep="\n")
    return 0


def _show(document: dict[str, Any]) -> int:
    print(json.dumps(document, ensure_ascii=False, allow_nan=False))
    return 0


ORDERS: dict[str, Callable[[Store, argparse.Namespace], int]] = {
    "versions": _versions,
    "freeze": _freeze,
    "diff": _diff,
    **dict.fromkeys(STEPS, _step),
}
