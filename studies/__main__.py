"""The command line of the studies: `python -m studies list|check|run`, in French, or as one JSON document with --json."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import xarray as xr

from data.cli import FrenchParser
from data.faults import Fault
from studies import catalog
from studies.toolkit import running, units
from studies.toolkit.card import STATUS_LABELS
from studies.toolkit.errors import BadRequest, StudyError
from studies.toolkit.outcome import Outcome, is_series
from studies.toolkit.study import Study


def parser() -> FrenchParser:
    """The commands, with their French help."""
    top = FrenchParser(prog="python -m studies", description="Les études du Studio : les lister, les vérifier, les calculer.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    listing = commands.add_parser("list", help="liste les études", description="Liste les études que le site affiche.")
    listing.add_argument("--json", action="store_true", help="un document JSON sur la sortie standard, rien d'autre")
    check = commands.add_parser(
        "check", help="vérifie des études", description="Dit tous les défauts d'une étude, d'un dossier, ou de toutes les études."
    )
    check.add_argument("studies", nargs="*", metavar="ÉTUDE", help="nom d'une étude ou chemin d'un dossier (toutes par défaut)")
    run = commands.add_parser("run", help="calcule une étude", description="Calcule une étude sous un scénario.")
    run.add_argument("slug", metavar="ÉTUDE", help="nom de l'étude")
    run.add_argument("--scenario", metavar="SCÉNARIO", help="nom du scénario (celui de l'étude par défaut)")
    run.add_argument("--set", action="append", default=[], metavar="PARAMÈTRE=VALEUR", help="change un paramètre ; peut se répéter")
    run.add_argument("--by-commune", action="store_true", help="ajoute les résultats par commune")
    run.add_argument("--json", action="store_true", help="un document JSON sur la sortie standard, rien d'autre")
    return top


def listed() -> list[dict]:
    """The studies that can be shown."""
    return [
        {
            "slug": study.slug,
            "title": study.card.title,
            "status": study.card.status,
            "version": study.version,
            "url": f"/{study.card.url}",
            "scenarios": list(study.scenarios),
            "indicators": [one.id for one in study.card.indicators],
        }
        for study in catalog.studies()
    ]


def faults_of(names: Iterable[str]) -> tuple[int, list[Fault]]:
    """How many studies were checked, and every fault found. Raises BadRequest for a name that is neither a study nor a folder."""
    folders = [_folder(name) for name in names] or sorted(path.parent for path in catalog.ROOT.glob("[!_]*/study.toml"))
    return len(folders), [fault for folder in folders for fault in catalog.check_folder(folder)[1]]


def _folder(name: str) -> Path:
    for folder in (catalog.ROOT / name, Path(name)):
        if folder.is_dir():
            return folder.resolve()
    raise BadRequest(name, "ni une étude ni un dossier", "donner le nom d'un dossier de studies/ ou un chemin")


def changes(pairs: Iterable[str]) -> dict[str, float]:
    """The --set options as numbers. Raises BadRequest for one that does not read PARAMÈTRE=VALEUR."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            raise BadRequest(
                f"--set {pair}", "valeur illisible" if equals else "signe = absent", "écrire PARAMÈTRE=VALEUR, avec un point décimal : homes=70000"
            ) from None
    return found


def as_json(study: Study, outcome: Outcome, by_commune: bool = False) -> dict:
    """An outcome as the documented JSON; `communes` holds the results by commune when they are asked for."""
    document = {
        "study": study.slug,
        "version": outcome.version,
        "scenario": outcome.scenario,
        "parameters": {name: {"value": value, "unit": study.parameters[name].unit} for name, value in outcome.values.items()},
        "indicators": {
            one.id: {"value": one.value, "low": one.low, "high": one.high, "unit": one.unit, "label": one.label}
            for one in outcome.indicators.values()
        },
        "series": {str(name): _series(variable) for name, variable in outcome.data.data_vars.items() if is_series(variable)},
    }
    if by_commune:
        document["communes"] = {str(name): _by_commune(variable) for name, variable in outcome.data.data_vars.items() if "commune" in variable.dims}
    return document


def _series(variable: xr.DataArray) -> dict:
    return {"unit": variable.attrs["unit"], "years": variable.year.values.tolist(), "values": variable.values.tolist()}


def _by_commune(variable: xr.DataArray) -> dict:
    rows = np.atleast_2d(variable.transpose("commune", ...).values.T).T
    years = variable.year.values.tolist() if "year" in variable.dims else []
    values = {str(code): row.tolist() if years else row.item() for code, row in zip(variable.commune.values, rows, strict=True)}
    return {"unit": variable.attrs["unit"], "basis": variable.attrs["basis"], "years": years, "values": values}


def show_list(as_document: bool) -> int:
    """Prints the studies; the faulty ones are told on the error output."""
    if as_document:
        print(json.dumps(listed(), ensure_ascii=False))
    else:
        for study in catalog.studies():
            state = STATUS_LABELS[study.card.status]
            print(f"{study.slug} : {study.card.title} ({state}), version {study.version}, scénarios {', '.join(study.scenarios)}")
    for slug, found in catalog.faults().items():
        print(f"{slug} : {len(found)} défaut(s), lancer python -m studies check {slug}", file=sys.stderr)
    return 0


def show_check(names: list[str]) -> int:
    """Prints every fault; 1 when there is one."""
    count, faults = faults_of(names)
    for fault in faults:
        print(fault)
    print(f"{count} étude(s) vérifiée(s), {len(faults)} défaut(s)." if faults else f"{count} étude(s) vérifiée(s), aucun défaut.")
    return 1 if faults else 0


def show_run(study: Study, outcome: Outcome, by_commune: bool) -> int:
    """Prints the headlines of an outcome, in French."""
    print(f"{study.card.title}, scénario « {study.scenarios[outcome.scenario].title} », version {outcome.version}")
    for one in outcome.indicators.values():
        print(f"  {one.label} : {units.headline(one.value, one.unit)} ({units.headline_range(one.low, one.high, one.unit)}, 8 chances sur 10)")
    if by_commune:
        names = study.territory.coords["name"].values
        for variable in (one for one in outcome.data.data_vars.values() if "commune" in one.dims):
            last = variable.isel(year=-1) if "year" in variable.dims else variable
            print(f"{variable.attrs['label']} ({variable.attrs['basis']}), dernière date")
            for name, value in zip(names, last.values, strict=True):
                print(f"  {name} : {units.headline(float(value), variable.attrs['unit'])}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when all went well, 1 for faults, 2 for a request that cannot be answered."""
    asked = parser().parse_args(arguments)
    try:
        if asked.command == "list":
            return show_list(asked.json)
        if asked.command == "check":
            return show_check(asked.studies)
        study = catalog.get(asked.slug)
        outcome = running.run(study, asked.scenario, changes(asked.set))
    except StudyError as error:
        print(error, file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(as_json(study, outcome, asked.by_commune), ensure_ascii=False))
        return 0
    return show_run(study, outcome, asked.by_commune)


if __name__ == "__main__":
    sys.exit(main())
