"""The command line of what the pages show: `python -m pages draw ÉTUDE`, in French."""

import logging
import sys
from collections.abc import Mapping
from pathlib import Path

from data.cli import FrenchParser
from data.ground.files import var_folder
from pages.parts.drawings import whole_study
from studies import catalog
from studies.toolkit import asked as asked_for
from studies.toolkit.errors import BadRequest, StudyError
from studies.toolkit.running import runs

NO_BROWSER = "streamlit.runtime.scriptrunner_utils.script_run_context"  # the log that warns of a page run without a browser


def parser() -> FrenchParser:
    """The commands, with their French help."""
    top = FrenchParser(prog="python -m pages", description="Ce que montrent les pages, sans navigateur.")
    commands = top.add_subparsers(dest="command", required=True, metavar="draw")
    draw = commands.add_parser("draw", help="dessine une étude", description="Écrit en SVG chaque carte et chaque graphique d'une étude.")
    draw.add_argument("slug", metavar="ÉTUDE", help="nom de l'étude")
    draw.add_argument("--scenario", metavar="SCÉNARIO", help="nom du scénario (celui de l'étude par défaut)")
    draw.add_argument("--set", action="append", default=[], metavar="LEVIER=VALEUR", help="déplace un levier ; peut se répéter")
    draw.add_argument("--out", metavar="DOSSIER", type=Path, help="où les écrire (var/drawings/ÉTUDE par défaut)")
    return top


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
        return show_drawings(asked.slug, asked.scenario, asked_for.changes(asked.set), asked.out or var_folder() / "drawings" / asked.slug)
    except StudyError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
