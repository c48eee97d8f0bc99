"""The named scenarios of a study: scenarios.toml, each stating only what it changes on the base and why."""

import re
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, FiniteFloat

from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.validation import Declared, Label, Plain, Prose, declare, read_toml

NAME = re.compile(r"[a-z][a-z0-9_]*")  # it stands in addresses and file names


class Scenario(Declared):
    """A named set of changes; `changes` maps a parameter to its value, `why` gives the reason of each change in one line."""

    title: Label
    summary: Plain
    changes: Annotated[dict[str, FiniteFloat], Field(default_factory=dict, alias="set")]
    why: Annotated[dict[str, Prose], Field(default_factory=dict)]


class MadeScenario(Scenario):
    """A scenario that no file holds: another one, by its name, with some values added [unit of each]."""

    over: str
    added: tuple[tuple[str, float], ...]


def change_faults(name: str, scenario: Scenario, parameters: Mapping[str, Parameter], named: Container[str] | None, place: str) -> list[Fault]:
    """What is wrong with the changes of a scenario and their reasons; `named` as for `read`."""
    faults = []
    for identifier, value in scenario.changes.items():
        where = f"{place}, [{name}.set] ({identifier})"
        if identifier not in parameters:
            if named is not None and identifier not in named:
                faults.append(Fault(where, "paramètre inconnu", "l'ajouter à parameters.csv ou corriger le nom"))
            continue
        unit = units.find(parameters[identifier].unit)
        if not unit.lowest <= value <= unit.highest:
            faults.append(Fault(where, f"{value:g} impossible pour l'unité « {unit.code} »", unit.span))
        parameter = parameters[identifier]
        if parameter.role == "lever" and unit.lowest <= value <= unit.highest and not parameter.low <= value <= parameter.high:
            faults.append(
                Fault(where, f"{value:g} hors des bornes du levier", f"entre {parameter.low:g} et {parameter.high:g}, ou élargir la fourchette")
            )
        if not scenario.why.get(identifier, "").strip():
            faults.append(Fault(where, "changement sans raison", f'ajouter une ligne {identifier} = "…" dans [{name}.why]'))
    return faults + [
        Fault(
            f"{place}, [{name}.why] ({identifier})",
            "raison d'un changement qui n'existe pas",
            f"ajouter le changement à [{name}.set] ou retirer la raison",
        )
        for identifier in scenario.why
        if identifier not in scenario.changes
    ]


def names(path: Path) -> set[str] | None:
    """The identifiers of the scenarios of a file, refused ones included; None when it cannot be read or holds none."""
    return set(read_toml(path, "")[0] or ()) or None


def read(path: Path, parameters: Mapping[str, Parameter], named: Container[str] | None, place: str) -> tuple[dict[str, Scenario], list[Fault]]:
    """The scenarios of a file by identifier, in its order, and every fault found.

    `named` are the parameters that exist, those whose row is refused included; None when their table cannot be read.
    """
    content, faults = read_toml(path, place)
    if content is None:
        return {}, faults
    if not content:
        return {}, [Fault(place, "aucun scénario", "écrire au moins la référence : [trend], avec title et summary")]
    scenarios = {}
    for name, table in content.items():
        scenario, found = declare(Scenario, table, f"{place}, [{name}]")
        faults += found
        if not NAME.fullmatch(name):
            faults.append(
                Fault(f"{place}, [{name}]", f"nom de scénario « {name} » refusé", "des minuscules sans accent, des chiffres et _ : proactive")
            )
        if scenario is not None:
            if scenario.title in {other.title for other in scenarios.values()}:
                faults.append(Fault(f"{place}, [{name}] (title)", f"titre « {scenario.title} » déjà pris plus haut", "donner un titre à chacun"))
            scenarios[name] = scenario
            faults += change_faults(name, scenario, parameters, named, place)
    return scenarios, faults
