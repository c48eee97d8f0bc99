"""python -m data: what tables there are, whether they are sound, the official data that can be asked again, the files that can be imported."""

import json
import sys
from functools import partial
from pathlib import Path

from data import editions, importing, imports, refresh, services
from data.cards import Card
from data.cli import FrenchParser, ended
from data.ground.faults import Fault
from data.ground.french import counted, day, number
from data.instances import cards as instances
from data.inventory import ways
from data.official_contours import check as cache_check
from data.store import cli as store_cli
from data.tables import cards, check

NO_SOURCE = "n'a pas de source en ligne que le Studio sache demander"


def listing(json_wanted: bool) -> int:
    """Prints one line per table, then one per set of official data in the cache. Exit status 0."""
    held = {name: refresh.held(name) for name in refresh.NAMES}
    if json_wanted:
        told = [{"name": name, **card.model_dump(mode="json"), "cached": _cached(held.get(name))} for name, card in cards().items()]
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
        return 0
    for name, card in cards().items():
        print(line(name, card))
    for told in held.values():
        print(told.sentence)
    for kind in imports.KINDS:
        for edition in editions.listing(kind):
            card = edition.card
            print(f"{kind} : édition {card.number}, {card.title} ({card.data_on}), importée le {day(card.imported_at.date())}")
    return 0


def line(name: str, card: Card) -> str:
    """name, title, number of rows, producer, date of the data, licence."""
    return f"{name} : {card.title} ({counted(card.rows, 'ligne')} ; {card.producer}, {card.data_on} ; licence : {card.licence})"


def verdict(faults: list[Fault], json_wanted: bool) -> int:
    """Prints every fault. Exit status 0 when there is none, else 1."""
    if json_wanted:
        print(json.dumps({"faults": [_as_dict(fault) for fault in faults]}, ensure_ascii=False, allow_nan=False))
    elif faults:
        print(*faults, sep="\n")
        print(f"{counted(len(faults), 'défaut')}.")
    else:
        print(f"{number(len(cards()))} tables vérifiées, aucun défaut.")
        for name in refresh.NAMES:
            print(refresh.held(name).sentence)
    return 1 if faults else 0


def renewal(names: list[str], offline: bool, json_wanted: bool) -> int:
    """Asks the services again, or says what is in the cache. Exit status 0, 1 on a fault, 2 on a name that cannot be refreshed."""
    for name in names:
        if name not in refresh.NAMES:
            what = NO_SOURCE if name in cards() else "est inconnu"
            print(f"python -m data refresh : « {name} » {what} ; choisir parmi : {', '.join(refresh.NAMES)}", file=sys.stderr)
            return 2
    told = []
    for name in dict.fromkeys(names or refresh.NAMES):
        if not (offline or services.offline()) and not json_wanted:
            print(refresh.announced(name), flush=True)
        ask = refresh.held if offline or services.offline() else refresh.refresh
        told += [ask(name, department) for department in refresh.departments()]
    if json_wanted:
        print(
            json.dumps(
                [{"name": answer.name, "cached": _cached(answer), "fault": _as_dict(answer.fault), "told": answer.sentence} for answer in told],
                ensure_ascii=False,
                allow_nan=False,
            )
        )
    else:
        for answer in told:
            print(*filter(None, [answer.fault, answer.sentence]), sep="\n")
    return 1 if any(answer.fault for answer in told) else 0


def _as_dict(fault: Fault | None) -> dict | None:
    return fault and {"place": fault.place, "fault": fault.fault, "remedy": fault.remedy}


def _cached(told: refresh.Told | None) -> dict | None:
    """The card of what is in the cache, None when there is nothing."""
    return told.card.model_dump(mode="json") if told and told.card else None


def parser() -> FrenchParser:
    """The command line and its help."""
    whole = FrenchParser(prog="python -m data", description="Les tables du Studio, leurs cartes, les données officielles en cache, les imports.")
    commands = whole.add_subparsers(dest="command", metavar="commande", required=True)
    texts = {
        "list": "liste les tables et les éditions importées",
        "check": "vérifie les tables, les cartes des instances, le cache et les éditions : 0 si tout va bien, 1 avec tous les défauts",
        "refresh": "redemande les données officielles ; un échec laisse celles qui étaient là",
        "import": "lit un fichier, dit tous ses défauts, en garde une édition ; rien n'est effacé",
        "export": "écrit le classeur de l'inventaire, contacts compris",
        "store": "ce que les gens ont écrit : le vérifier, le sauvegarder, le remettre, inviter quelqu'un",
    }
    of = {name: commands.add_parser(name, help=text, description=text) for name, text in texts.items()}
    for name in ("list", "check", "refresh", "import"):
        of[name].add_argument("--json", action="store_true", help="écrit un seul document JSON")
    names = f"ce qu'il faut redemander : {', '.join(refresh.NAMES)} (tout sans nom)"
    of["refresh"].add_argument("names", nargs="*", metavar="nom", help=names)
    of["refresh"].add_argument("--offline", action="store_true", help="dit ce qui est en cache, sans rien demander (comme STUDIO_OFFLINE=1)")
    kinds = [*imports.KINDS, importing.PHOTOS]
    of["import"].add_argument("kind", metavar="sorte", choices=kinds, help=", ".join(kinds))
    of["import"].add_argument("files", metavar="fichier", nargs="+", type=Path, help="le fichier à lire (plusieurs pour arcep et photos)")
    of["import"].add_argument("--yes", action="store_true", help="enregistre l'inventaire sans demander, après avoir dit les différences")
    of["import"].add_argument("--replace", action="store_true", help="retire de l'inventaire ce que le fichier n'a pas ; sans lui, rien n'est retiré")
    of["import"].add_argument("--epci", metavar="NOM", default="", help="remplace ce qui est d'une intercommunalité (nom ou SIREN), garde le reste")
    of["import"].add_argument("--owner", metavar="NOM", default="", help="remplace ce qui est d'un gestionnaire de zones, garde le reste")
    of["export"].add_argument("kind", metavar="sorte", choices=["inventory"], help="inventory")
    of["export"].add_argument("file", metavar="fichier", type=Path, help="le classeur .xlsx à écrire")
    of["export"].add_argument("--edition", metavar="N", type=int, help="une ancienne édition ; sans lui, celle qui est en place")
    of["export"].add_argument("--empty", action="store_true", help="le modèle vide")
    store_cli.add_to(of["store"])
    return whole


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    chosen = parser().parse_args(arguments)
    if chosen.command == "import":
        return importing.import_files(
            chosen.kind, chosen.files, chosen.yes, chosen.json, partial(ways.chosen, chosen.replace, chosen.epci, chosen.owner)
        )
    if chosen.command == "export":
        return importing.export_inventory(chosen.file, chosen.edition, chosen.empty)
    if chosen.command == "refresh":
        return renewal(chosen.names, chosen.offline, chosen.json)
    if chosen.command == "store":
        return store_cli.run(chosen)
    if chosen.command == "list":
        return listing(chosen.json)
    bodies = instances.read()[1]
    return verdict([*check(), *bodies, *cache_check(), *(fault for found in editions.faults().values() for fault in found)], chosen.json)


if __name__ == "__main__":
    ended(main)
