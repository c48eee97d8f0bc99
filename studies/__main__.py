"""The command line of the studies, in French or as one JSON document: `python -m studies list|new|check|serve|run|…`."""

import json
import logging
import math
import sys
from argparse import Namespace
from dataclasses import asdict

import numpy as np
import xarray as xr

from data.cli import FrenchParser, ended
from data.ground import french
from studies import catalog, checked, serving
from studies.publishing import cli as publishing
from studies.publishing import listing
from studies.toolkit import asked as asked_for
from studies.toolkit.checking import cautions, directions, lasting_names, rewriting, starting
from studies.toolkit.errors import BadRequest, StudyError
from studies.toolkit.reading import grids, units
from studies.toolkit.running import ensemble, runs, standing, tabulating
from studies.toolkit.running.outcome import Outcome, is_series, pieces
from studies.toolkit.running.study import Study

GUIDE = "studies/README.md"
MOST_DRAWS = 65_536  # some seconds, and half a gigabyte for a study of five headlines
WRITTEN = {  # the commands that write a file of a study: what they do in short, then in full
    "tabulate": ("refait les tables d'une étude", "Refait les tables qu'une étude calcule d'avance, trop longues à calculer à chaque fois."),
    "effects": ("écrit le sens de chaque levier", "Écrit dans effects.csv ce que chaque levier fait monter ou baisser ; dit les signes changés."),
    "ids": ("garde les noms d'une étude publiée", "Écrit dans ids.csv les noms de la version publiée : check dira ceux qui se perdent."),
}


def parser() -> FrenchParser:
    """The commands, with their French help."""
    top = FrenchParser(prog="python -m studies", description="Les études du Studio : les lister, en commencer une, les vérifier, les calculer.")
    commands = top.add_subparsers(dest="command", required=True, metavar="|".join(["list|new|check|serve|run", *WRITTEN, *publishing.TEXTS]))
    listing = commands.add_parser("list", help="liste les études", description="Liste les études que le site affiche.")
    listing.add_argument("--json", action="store_true", help="un document JSON sur la sortie standard, rien d'autre")
    new = commands.add_parser("new", help="commence une étude", description="Copie le modèle d'étude dans un nouveau dossier de studies/.")
    new.add_argument("name", metavar="NOM", help="nom du dossier : minuscules sans accent, chiffres et _ (chaleur_bois)")
    new.add_argument("--title", metavar="TITRE", help="titre de l'étude, entre guillemets (sinon, d'après le nom)")
    check = commands.add_parser(
        "check", help="vérifie des études", description="Dit tous les défauts d'une étude, d'un dossier, ou de toutes les études."
    )
    check.add_argument("studies", nargs="*", metavar="ÉTUDE", help="nom d'une étude ou chemin d'un dossier (toutes par défaut)")
    check.add_argument("--fix", action="store_true", help="récrit d'abord, une fois montré et accepté, ce qu'un tableur a écrit à sa manière")
    check.add_argument("--yes", action="store_true", help="avec --fix : récrit sans demander")
    serve = commands.add_parser(
        "serve", help="ouvre le Studio pour écrire", description="Ouvre le Studio sur cette machine ; la page suit les fichiers enregistrés."
    )
    serve.add_argument("--port", type=int, default=serving.PORT, metavar="PORT", help=f"où l'ouvrir ({serving.PORT} par défaut)")
    run = commands.add_parser("run", help="calcule une étude", description="Calcule une étude sous un scénario.")
    run.add_argument("slug", metavar="ÉTUDE", help="nom de l'étude")
    run.add_argument("--scenario", metavar="SCÉNARIO", help="nom du scénario (celui de l'étude par défaut)")
    run.add_argument("--set", action="append", default=[], metavar="PARAMÈTRE=VALEUR", help="change un paramètre ; peut se répéter")
    run.add_argument("--by-commune", action="store_true", help="ajoute les résultats par commune")
    run.add_argument("--draws", type=int, metavar="N", help=f"les fourchettes de N tirages ({ensemble.DRAWS} par défaut, {MOST_DRAWS} au plus)")
    run.add_argument("--json", action="store_true", help="un document JSON sur la sortie standard, rien d'autre")
    for name, (short, long) in WRITTEN.items():
        writing = commands.add_parser(name, help=short, description=long)
        writing.add_argument("slug", metavar="ÉTUDE", help="nom de l'étude")
    publishing.add_to(commands)
    return top


def as_json(study: Study, outcome: Outcome, by_commune: bool = False) -> dict:
    """An outcome as the documented JSON; `communes` holds the results by commune when they are asked for."""
    document = {
        "study": study.slug,
        "version": outcome.version,
        "scenario": outcome.scenario,
        "parameters": {name: {"value": value, "unit": study.parameters[name].unit} for name, value in outcome.values.items()},
        "indicators": {
            figure.id: {name: None if math.isnan(end := getattr(figure, name)) else end for name in ("value", "low", "high")}
            | {"unit": figure.unit, "label": figure.label}
            | {"chance": standing.rank(figure)}
            for figure in outcome.indicators.values()
        },
        "series": {name: _series(variable) for name, variable in pieces(outcome.data) if is_series(variable)},
        "warnings": [asdict(caution) for caution in _warnings(study, outcome)],
    }
    if by_commune:
        document["communes"] = {name: _by_commune(variable) for name, variable in pieces(outcome.data) if "commune" in variable.dims}
    return document


def _accepted(draws: int) -> int:
    if not ensemble.DRAWS <= draws <= MOST_DRAWS:
        raise BadRequest(f"--draws {draws}", "nombre de tirages refusé", f"choisir entre {ensemble.DRAWS} et {MOST_DRAWS}")
    return draws


def _warnings(study: Study, outcome: Outcome) -> list[cautions.Raised]:
    return cautions.raised(study, outcome, runs.run(study, study.card.reference))


def _series(variable: xr.DataArray) -> dict:
    return {"unit": variable.attrs["unit"], "years": variable.year.values.tolist(), "values": variable.values.tolist()}


def _by_commune(variable: xr.DataArray) -> dict:
    rows = np.atleast_2d(variable.transpose("commune", ...).values.T).T
    years = variable.year.values.tolist() if "year" in variable.dims else []
    rows = np.where(np.isnan(rows), None, rows)  # JSON has no other word for what is not known
    values = {str(code): row.tolist() if years else row.item() for code, row in zip(variable.commune.values, rows, strict=True)}
    return {"unit": variable.attrs["unit"], "basis": variable.attrs["basis"], "years": years, "values": values}


def show_list(as_document: bool) -> int:
    """Prints the studies; the faulty ones are told on the error output."""
    if as_document:
        show_document(listing.in_json())
    else:
        print(*listing.in_words(), sep="\n")
    for slug, found in catalog.faults().items():
        print(f"{slug} : {len(found)} défaut(s), lancer python -m studies check {checked.argument(slug)}", file=sys.stderr)
    return 0


def show_new(name: str, title: str | None) -> int:
    """Starts a study and tells the three next steps."""
    folder = starting.start(catalog.ROOT, name, title)
    written = f"studies/{folder.name}"
    print(f"Nouvelle étude dans {written}, copiée du modèle. Ensuite :")
    print(f"  1. ouvrir {written}/study.toml et écrire la question ; le guide, pas à pas : {GUIDE}")
    print(f"  2. après chaque changement, vérifier : {checked.python()} -m studies check {folder.name}")
    print(f"  3. regarder en écrivant : make serve (ou {checked.python()} -m studies serve), puis {checked.SITE}/{starting.address(folder)}")
    return 0


def show_run(study: Study, outcome: Outcome, by_commune: bool) -> int:
    """Prints the headlines of an outcome and the warnings that it raises, in French."""
    print(f"{study.card.title}, scénario « {study.scenarios[outcome.scenario].title} », version {outcome.version}")
    for figure in outcome.indicators.values():
        if math.isnan(figure.value):  # without object: the warning below says why
            print(f"  {figure.label} : {units.headline(figure.value, figure.unit)}")
            continue
        likely = units.headline_range(figure.low, figure.high, figure.unit)
        sign, chance = standing.sign(figure), standing.rank(figure)
        value = f"{sign} ; {units.headline(figure.value, figure.unit)}" if sign else units.headline(figure.value, figure.unit)
        print(f"  {figure.label} : {value} ({likely}, 8 chances sur 10{f' ; {chance}' if chance else ''})")
    for caution in _warnings(study, outcome):
        print(f"  Attention : {caution.what} {caution.why} Que changer : {caution.change}")
    if by_commune:
        names = study.territory.coords["name"].values
        for variable in (layer for _, layer in pieces(outcome.data) if "commune" in layer.dims):
            last = variable.isel(year=-1) if "year" in variable.dims else variable
            print(f"{variable.attrs['label']} ({variable.attrs['basis']}), dernière date")
            for name, value in zip(names, last.values, strict=True):
                print(f"  {name} : {units.headline(float(value), variable.attrs['unit'], without=french.UNKNOWN)}")
    return 0


def show_tabulate(study: Study) -> int:
    """Writes the tables that a study computes beforehand (`tables` of its model: names and texts), and tells which."""
    made = tabulating.made(study)
    folder = study.folder / grids.FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
        lines = text.count("\n")
        print(f"{study.folder.name}/{grids.FOLDER}/{name} : {french.counted(lines, 'ligne')}")
    return 0


def show_ids(study: Study) -> int:
    """Keeps the names of the version in force; 1 with what to do first while a paragraph has none."""
    if unnamed := lasting_names.unnamed(study):
        print(*unnamed, sep="\n")
        return 1
    text = lasting_names.table(study)
    (study.folder / lasting_names.NAME).write_text(text, "utf-8")
    count = text.count("\n") - 1  # without the columns
    print(f"{study.folder.name}/{lasting_names.NAME} : {french.counted(count, 'nom')}")
    return 0


def show_effects(study: Study) -> int:
    """Writes which way each lever moves each headline, and tells the signs that changed."""
    text, changed = directions.table(study)
    (study.folder / directions.NAME).write_text(text, "utf-8")
    count = text.count("\n") - 1  # without the columns
    print(f"{study.folder.name}/{directions.NAME} : {french.counted(count, 'effet')}, à relire un par un")
    print(*changed, sep="\n", end="\n" if changed else "")
    return 0


def show_document(document: dict | list) -> int:
    """Prints the documented JSON, and nothing else."""
    print(json.dumps(document, ensure_ascii=False, allow_nan=False))
    return 0


def show_check(asked: Namespace) -> int:
    """Rewrites first what a spreadsheet wrote in its own way, when that is asked for, then prints every fault."""
    if asked.fix:
        rewriting.offer(checked.folders_of(asked.studies), asked.yes, at=checked.place_of)
    return checked.show(asked.studies)


ON_ALL = {
    "list": lambda asked: show_list(asked.json),
    "new": lambda asked: show_new(asked.name, asked.title),
    "check": show_check,
    "serve": lambda asked: serving.serve(asked.port),
    **dict.fromkeys(publishing.ORDERS, publishing.run),
}
ON_A_STUDY = {"tabulate": show_tabulate, "effects": show_effects, "ids": show_ids}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when all went well, 1 for faults, 2 for a request that cannot be answered."""
    logging.getLogger("studies").addHandler(logging.NullHandler())  # the faults are printed here, not logged as well
    asked = parser().parse_args(arguments)
    try:
        if asked.command in ON_ALL:
            return ON_ALL[asked.command](asked)
        study = catalog.get(asked.slug)
        if asked.command in ON_A_STUDY:
            return ON_A_STUDY[asked.command](study)
        outcome = runs.run(study, asked.scenario, asked_for.changes(asked.set))
        if asked.draws is not None:
            outcome = runs.with_draws(study, outcome, _accepted(asked.draws))
    except StudyError as error:
        print(error, file=sys.stderr)
        return 2
    return show_document(as_json(study, outcome, asked.by_commune)) if asked.json else show_run(study, outcome, asked.by_commune)


if __name__ == "__main__":
    ended(main)
