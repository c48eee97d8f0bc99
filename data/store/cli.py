"""python -m data store: is what people wrote whole, take a copy of it, put it back, take the journal away, let somebody in."""

import argparse
import difflib
import json
from datetime import UTC, date, datetime
from pathlib import Path

from data.ground import files
from data.ground.faults import Fault, Refused
from data.ground.french import counted
from data.store import access, journal, keeping, opening, own_data, people, permissions, retention
from data.store.newcomers import Newcomer
from data.store.permissions import Grant, Role
from data.store.writings.assembly import settled

STUDIES = Path(__file__).parents[2] / "studies"
TEXTS = {
    "check": "vérifie que le journal et les décisions arrêtées sont entiers, et dit l'empreinte du journal : 0 si tout va bien, 1 sinon",
    "backup": "écrit une sauvegarde complète, serveur en marche ou non",
    "restore": "remet une sauvegarde à la place de ce qui est là, dont une copie est d'abord gardée dans var/backups",
    "export": "écrit le journal pour un tableur (CSV)",
    "sweep": "efface ce qui a passé sa durée de conservation (le serveur le fait à chaque démarrage)",
    "invite": "fait le lien d'invitation d'une personne, à lui remettre",
}


def add_to(parser: argparse.ArgumentParser) -> None:
    """Adds the orders about the store to a command line."""
    orders = parser.add_subparsers(dest="order", metavar="ordre", required=True)
    of = {name: orders.add_parser(name, help=text, description=text) for name, text in TEXTS.items()}
    of["check"].add_argument("--json", action="store_true", help="écrit un seul document JSON")
    for name, what in (("backup", "le fichier .zip à écrire"), ("restore", "le fichier .zip à remettre"), ("export", "le fichier .csv à écrire")):
        of[name].add_argument("file", metavar="fichier", type=Path, help=what)
    of["restore"].add_argument("--yes", action="store_true", help="remet sans demander")
    of["invite"].add_argument("name", metavar="nom", help="le nom de la personne, entre guillemets")
    of["invite"].add_argument(
        "--role", choices=[role.value for role in permissions.GIVEN], default=Role.ADMINISTRATOR.value, help="administrateur si rien n'est dit"
    )
    of["invite"].add_argument("--study", metavar="étude", default=permissions.EVERY_STUDY, help="le dossier d'une étude ; toutes si rien n'est dit")
    of["invite"].add_argument("--until", metavar="date", type=date.fromisoformat, help="le dernier jour du rôle : 2027-02-28")
    of["invite"].add_argument("--email", metavar="adresse", default="", help="son adresse électronique")


def run(chosen: argparse.Namespace) -> int:
    """Does one order; the exit status. Faults are written as everywhere: place, fault, remedy."""
    try:
        if chosen.order in OF_A_STORE:
            opening.refuse_absent()
        return ORDERS[chosen.order](chosen)
    except Refused as refused:
        print(refused.fault)
        return 1


def _check(chosen: argparse.Namespace) -> int:
    with opening.store().reading() as connection:
        faults = journal.faults(connection) + settled.faults(connection)
        last, digest = journal.head(connection)
        persons = len(access.everybody(connection))
    if chosen.json:
        found = [{"place": fault.place, "fault": fault.fault, "remedy": fault.remedy} for fault in faults]
        print(json.dumps({"faults": found, "journal": {"number": last, "hash": digest}, "people": persons}, ensure_ascii=False, allow_nan=False))
    else:
        print(*faults or [f"Journal entier : {counted(last, 'ligne')}, empreinte {digest} ; {counted(persons, 'personne')}."])
    return 1 if faults else 0


def _back_up(chosen: argparse.Namespace) -> int:
    with opening.store().reading() as connection:
        card = keeping.back_up(connection, chosen.file)
    print(f"{chosen.file} : sauvegarde écrite, {_held(card)}.")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    backup = keeping.read(chosen.file)
    if not chosen.yes:
        print(f"Cette sauvegarde du {backup.card.made_at[:10]} contient {_held(backup.card)}. Elle remplace tout ce qui est là.")
        if not _agreed():
            print("Rien n'a été changé. Dans un programme, où personne ne répond : --yes.")
            return 1
    if aside := opening.set_damaged_aside():
        print(f"La base endommagée est mise de côté : {aside}")
    opening.store().restore(backup)
    print(f"Sauvegarde remise : {_held(backup.card)}.")
    return 0


def _agreed() -> bool:
    """Whether somebody says yes; nobody does where there is nothing to read from."""
    try:
        return input("Écrire « oui » pour la remettre : ").strip().casefold() == "oui"
    except EOFError:
        print()
        return False


def _held(card: keeping.Card) -> str:
    persons = card.rows.get("people", 0)
    lines = f"{counted(card.journal_number, 'ligne')} de journal"
    return f"{counted(persons, 'personne')}, {lines}, empreinte {card.journal_hash[:12]}"


def _export(chosen: argparse.Namespace) -> int:
    with opening.store().reading() as connection:
        written = own_data.journal_csv(connection)
    try:
        files.write_atomically(chosen.file, written.encode("utf-8-sig"))  # with the mark by which a French spreadsheet knows UTF-8
    except OSError as error:
        raise Refused(Fault(str(chosen.file), f"écriture impossible ({files.cause(error)})", files.remedy(error))) from None
    print(f"{chosen.file} : journal écrit.")
    return 0


def _sweep(_: argparse.Namespace) -> int:
    gone = retention.sweep(opening.store(), access.CONSOLE)
    print(f"Effacé, durée passée : {own_data.in_words(gone, {})}." if gone else "Rien n'a passé sa durée de conservation.")
    return 0


def _invite(chosen: argparse.Namespace) -> int:
    _refuse_unknown_study(chosen.study)
    grant = Grant(Role(chosen.role), chosen.study, chosen.until)
    invited = people.invite(opening.store(), access.CONSOLE, [Newcomer(chosen.name, email=chosen.email)], [grant])[0]
    expires = datetime.now(UTC) + access.LINK_LASTS
    print(f"Lien de {invited.person.name}, à ouvrir une fois avant le {expires:%d/%m/%Y}, à la suite de l'adresse du Studio :")
    print(f"/invitation/{invited.token}")
    return 0


def _refuse_unknown_study(name: str) -> None:
    """Refused with the nearest names: a role for a study that does not exist would open nothing, without a word."""
    known = sorted(card.parent.name for card in STUDIES.glob("*/study.toml") if not card.parent.name.startswith("_"))
    if name != permissions.EVERY_STUDY and name not in known:
        near = difflib.get_close_matches(name, known, n=3) or known
        raise Refused(Fault("--study", f"étude « {name} » inconnue", f"écrire un dossier de studies/ : {', '.join(near)}"))


ORDERS = {"check": _check, "backup": _back_up, "restore": _restore, "export": _export, "sweep": _sweep, "invite": _invite}
OF_A_STORE = ("check", "backup", "export", "invite")  # they are about what a server keeps; a restoration may come before any server
