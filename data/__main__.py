"""python -m data: what tables there are, and whether they are sound."""

import json
import sys

from data.cards import Card
from data.cli import FrenchParser
from data.faults import Fault
from data.french import number, plural
from data.tables import cards, check


def listing(json_wanted: bool) -> int:
    """Prints one line per table. Exit status 0."""
    if json_wanted:
        print(json.dumps([{"name": name, **card.model_dump(mode="json")} for name, card in cards().items()], ensure_ascii=False))
        return 0
    for name, card in cards().items():
        print(line(name, card))
    return 0


def line(name: str, card: Card) -> str:
    """name, title, number of rows, producer, date of the data, licence."""
    return f"{name} : {card.title} ({number(card.rows)} {plural(card.rows, 'ligne')} ; {card.producer}, {card.data_on} ; licence : {card.licence})"


def verdict(faults: list[Fault], json_wanted: bool) -> int:
    """Prints every fault. Exit status 0 when there is none, else 1."""
    if json_wanted:
        told = [{"place": fault.place, "fault": fault.fault, "remedy": fault.remedy} for fault in faults]
        print(json.dumps({"faults": told}, ensure_ascii=False))
    elif faults:
        print(*faults, sep="\n")
        print(f"{number(len(faults))} {plural(len(faults), 'défaut')}.")
    else:
        print(f"{number(len(cards()))} tables vérifiées, aucun défaut.")
    return 1 if faults else 0


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = FrenchParser(prog="python -m data", description="Les tables du Studio et leurs cartes.")
    commands = parser.add_subparsers(dest="command", metavar="commande", required=True)
    for name, text in (("list", "liste les tables"), ("check", "vérifie les tables : 0 si tout va bien, 1 avec tous les défauts")):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--json", action="store_true", help="écrit un seul document JSON")
    chosen = parser.parse_args(arguments)
    return listing(chosen.json) if chosen.command == "list" else verdict(check(), chosen.json)


if __name__ == "__main__":
    sys.exit(main())
