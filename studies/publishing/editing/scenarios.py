"""A scenario as it is written on screen: what it sets and why, in scenarios.toml, whose comments and other lines stay as they were."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from data.ground.faults import Fault, Refused
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.scenarios import Scenario, change_faults
from studies.toolkit.reading.validation import declare

FILE = "scenarios.toml"


@dataclass(frozen=True)
class Written:
    """A scenario as its file says it: its title, its sentence, the value of each parameter that it sets [unit of each], the reason of each."""

    title: str
    summary: str
    values: Mapping[str, float] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)

    def as_table(self) -> dict[str, Any]:
        """The same as TOML holds it."""
        found: dict[str, Any] = {"title": self.title, "summary": self.summary}
        return found | ({"set": dict(self.values)} if self.values else {}) | ({"why": dict(self.why)} if self.why else {})


def read(content: bytes, place: str) -> dict[str, Written]:
    """The scenarios of a file. Refused when it cannot be read."""
    try:
        found = tomllib.loads(content.decode("utf-8-sig"))
        return {
            name: Written(str(table.get("title", "")), str(table.get("summary", "")), dict(table.get("set", {})), dict(table.get("why", {})))
            for name, table in found.items()
        }
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise Refused(Fault(place, "scénarios illisibles", "rendre au fichier son état d'avant, ou le déposer de nouveau")) from None


def faults(place: str, name: str, written: Written, parameters: Mapping[str, Parameter]) -> list[Fault]:
    """All that is wrong with a scenario, as the check of the study tells it."""
    scenario, found = declare(Scenario, written.as_table(), f"{place}, [{name}]")
    return found + (change_faults(name, scenario, parameters, None, place) if scenario else [])


def changed(content: bytes, place: str, name: str, written: Written) -> bytes:
    """The file where that scenario says `written`. Refused as `read`, when there is none of that name, or when nothing changes."""
    before = read(content, place)
    if name not in before:
        raise Refused(Fault(place, f"scénario « {name} » absent", "recharger la page : quelqu'un l'a peut-être retiré"))
    if before[name] == written:
        raise Refused(Fault("scénario", "rien n'y a changé", "modifier une case, puis enregistrer"))
    try:
        document = tomlkit.parse(content.decode())
        table = document[name]
        for key, text in (("title", written.title), ("summary", written.summary)):
            if table.get(key) != text:
                table[key] = text
        for key, wanted in (("set", {lever: _plain(value) for lever, value in written.values.items()}), ("why", written.why)):
            _fill(table, key, wanted)
        made = tomlkit.dumps(document).encode()
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise Refused(Fault(place, f"scénarios que le Studio ne sait pas récrire ({type(error).__name__})", "modifier le fichier lui-même")) from None
    if read(made, place) != {**before, name: written}:  # an odd layout: better nothing than something else
        raise Refused(Fault(place, "mise en page que le Studio ne sait pas récrire sans rien perdre", "modifier le fichier lui-même"))
    return made


def _plain(value: float) -> float | int:
    """A number as one writes it: 350, not 350.0."""
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)


def _fill(table: Any, key: str, wanted: Mapping[str, Any]) -> None:
    """A table in the table of a scenario, line by line: those that say the same are left alone."""
    if key not in table:
        if wanted:
            table[key] = tomlkit.table()
        else:
            return
    held = table[key]
    for name in [name for name in held if name not in wanted]:
        del held[name]
    for name, value in wanted.items():
        if name not in held or held[name] != value:
            held[name] = value
    if not wanted:
        del table[key]
