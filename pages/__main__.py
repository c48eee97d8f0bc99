"""The command line of what the pages show: `python -m pages draw|try|say ÉTUDE`, in French."""

import json
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.cli import FrenchParser, ended
from data.ground.faults import Fault
from data.ground.files import var_folder
from pages.parts.drawings import trying, whole_study
from pages.parts.versions import answers
from studies import catalog
from studies.toolkit import asked as asked_for
from studies.toolkit.errors import BadRequest, StudyError
from studies.toolkit.running import runs

NO_BROWSER = "streamlit.runtime.scriptrunner_utils.script_run_context"  # the log that warns of a page run without a browser


def parser() -> FrenchParser:
    """The commands, with their French help."""
    top = FrenchParser(prog="python -m pages", description="Ce que montrent les pages, sans navigateur.")
    commands = top.add_subparsers(dest="command", required=True, metavar="draw|try|say")
    draw = commands.add_parser("draw", help="dessine une étude", description="Écrit en SVG chaque carte et chaque graphique d'une étude.")
    draw.add_argument("slug", metavar="ÉTUDE", help="nom de l'étude")
    draw.add_argument("--scenario", metavar="SCÉNARIO", help="nom du scénario (celui de l'étude par défaut)")
    draw.add_argument("--set", action="append", default=[], metavar="LEVIER=VALEUR", help="déplace un levier ; peut se répéter")
    draw.add_argument("--out", metavar="DOSSIER", type=Path, help="où les écrire (var/drawings/ÉTUDE par défaut)")
    tried = commands.add_parser(
        "try", help="essaie la page d'une étude", description="Dessine la page sous chaque scénario et aux bornes des leviers ; dit ce qui échoue."
    )
    tried.add_argument("folder", metavar="DOSSIER", type=Path, help="dossier de l'étude, où qu'il soit")
    tried.add_argument("--scenarios", action="store_true", help="sous chaque scénario seulement, sans les bornes des leviers")
    tried.add_argument("--json", action="store_true", help="un document JSON sur la sortie standard, rien d'autre")
    say = commands.add_parser("say", help="dit les réponses au comité", description="Dit ce que la page répond au comité, sous chaque scénario.")
    say.add_argument("folder", metavar="DOSSIER", type=Path, help="dossier de l'étude, où qu'il soit")
    say.add_argument("--json", action="store_true", help="un document JSON sur la sortie standard, rien d'autre")
    return top


def show_answers(folder: Path, as_document: bool) -> int:
    """Tells what the page of the study of a folder answers under each scenario; 1, and the fault, when it fails."""
    found, faults = answers.asked(folder.resolve())
    if as_document:
        print(json.dumps(_told(faults) if faults else found, ensure_ascii=False, allow_nan=False))
    else:
        lines = [f"{scenario}, {name} : {sentence}" for scenario, said in found.items() for name, sentence in said.items()]
        print(*(faults or lines), sep="\n")
    return 1 if faults else 0


def _told(faults: Sequence[Fault]) -> list[list[str]]:
    return [[fault.place, fault.fault, fault.remedy] for fault in faults]


def show_trials(folder: Path, only_scenarios: bool, as_document: bool) -> int:
    """Draws the page of the study of a folder again and again, and tells what fails; 1 when something does."""
    study = catalog.get(folder.resolve().name, source=catalog.Folder(folder.resolve().parent))
    found = trying.faults(study, only_scenarios)
    if as_document:
        print(json.dumps(_told(found), ensure_ascii=False, allow_nan=False))
    else:
        print(*(found or ["La page se dessine partout."]), sep="\n")
    return 1 if found else 0


def show_drawings(slug: str, scenario: str | None, moved: Mapping[str, float], folder: Path) -> int:
    """Writes the drawings of a study whose levers are `moved`, and tells the name and the weight of each. BadRequest for what is no lever, which the
    page of the study does not move."""
    study = catalog.get(slug)
    outcome = runs.run(study, scenario, moved)
    levers = [parameter.id for parameter in study.parameters.values() if parameter.role == "lever"]
    for name in moved:
        if name not in levers:
            raise BadRequest(f"--set {name}", "ce n'est pas un levier, la page ne le déplace pas", f"choisir parmi : {', '.join(levers)}")
    folder.mkdir(parents=True, exist_ok=True)
    for drawn in whole_study.drawings(study, outcome):
        path = folder / drawn.name
        path.write_text(drawn.svg, "utf-8")
        print(f"{path} : {path.stat().st_size / 1000:.0f} ko")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when all went well, 2 for a request that cannot be answered."""
    logging.getLogger(NO_BROWSER).disabled = True
    asked = parser().parse_args(arguments)
    try:
        if asked.command == "try":
            return show_trials(asked.folder, asked.scenarios, asked.json)
        if asked.command == "say":
            return show_answers(asked.folder, asked.json)
        return show_drawings(asked.slug, asked.scenario, asked_for.changes(asked.set), asked.out or var_folder() / "drawings" / asked.slug)
    except StudyError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    ended(main)
