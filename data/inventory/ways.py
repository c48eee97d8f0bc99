"""What becomes of the lines in force that a file does not have: kept, or taken away with those of one intercommunality, of one manager, of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from data import tables
from data.ground.faults import Fault, Refused
from data.ground.french import listed
from data.inventory.fields import COMMUNES, FACTS, KEYS, PLOTS, ZONES, plain
from data.inventory.store import Inventory

Kind = Literal["complete", "epci", "owner", "replace"]
Row = dict[str, str]
OWNER = "site_moa_nom"  # who manages a zone, in the standard


@dataclass(frozen=True)
class Way:
    """`kind` and, for one intercommunality, its SIREN; for one manager, the name that its zones give."""

    kind: Kind = "complete"
    value: str = ""

    @property
    def words(self) -> str:
        """How a screen says it."""
        return {
            "complete": "compléter : rien n'est retiré",
            "epci": f"remplacer ce qui est de {epcis().get(self.value, self.value)}, garder le reste",
            "owner": f"remplacer ce qui est de « {self.value} », garder le reste",
            "replace": "tout remplacer",
        }[self.kind]


REPLACE = Way("replace")


@cache
def epcis() -> dict[str, str]:
    """The intercommunalities of the département, their names by SIREN. Do not change the dictionary."""
    communes = tables.read("communes")
    here = set(communes.loc[communes["code"].isin(tables.lozere_codes()), "epci_siren"])
    names = tables.read("epci").set_index("siren")["name"]
    return {siren: names[siren] for siren in sorted(here, key=lambda siren: names.get(siren, siren)) if siren in names}


def owners(inventory: Inventory) -> list[str]:
    """The managers that the zones in force name."""
    return sorted(set(inventory.frames[ZONES][OWNER]) - {""})


def chosen(replace: bool, epci: str, owner: str, inventory: Inventory) -> Way:
    """The way that a command asks for. Refused when it asks for two, or for somebody whom nobody knows."""
    if sum((replace, bool(epci), bool(owner))) > 1:
        raise Refused(Fault("commande", "deux façons de reprendre le fichier", "n'en garder qu'une : --replace, --epci ou --owner"))
    if epci:
        found = next((siren for siren, name in epcis().items() if epci == siren or plain(epci) == plain(name)), None)
        if found is None:
            raise Refused(Fault("--epci", f"intercommunalité « {epci} » inconnue", f"choisir parmi : {listed(list(epcis().values()))}"))
        return Way("epci", found)
    if owner:
        held = owners(inventory)
        found = next((name for name in held if plain(owner) == plain(name)), None)
        if found is None:
            known = f"choisir parmi : {listed(held)}" if held else "aucune de ses zones n'en nomme : compléter, ou tout remplacer"
            raise Refused(Fault("--owner", f"gestionnaire « {owner} » inconnu dans l'inventaire en place", known))
        return Way("owner", found)
    return REPLACE if replace else Way()


class Scope:
    """What a way takes away when a file does not have it, among the lines of an inventory."""

    def __init__(self, way: Way, rows: Mapping[str, list[Row]]) -> None:
        self._way = way
        self._zones = {row[KEYS[ZONES]]: row for row in rows[ZONES]}
        self._plots = {row[KEYS[PLOTS]]: row for row in rows[PLOTS]}
        self._sites = {row[KEYS[table]] for table in KEYS for row in rows[table] if self.holds(table, row)}

    def holds(self, table: str, row: Row) -> bool:
        """Whether a line is within it."""
        if self._way.kind in ("complete", "replace"):
            return self._way.kind == "replace"
        if table == FACTS:
            return row["id"] in self._sites
        if self._way.kind == "epci" and table in COMMUNES:
            return _epci_of().get(row[COMMUNES[table]]) == self._way.value
        zone = row if table == ZONES else self._zones.get(row["site_id"] or self._plots.get(row.get("terr_id", ""), {}).get("site_id", ""))
        if zone is None:
            return False
        return self.holds(ZONES, zone) if self._way.kind == "epci" else zone[OWNER] == self._way.value


def outside(way: Way, table: str) -> tuple[str, str, str]:
    """The field for which a line of a file is not of those that the way replaces, the fault and the remedy."""
    whose = epcis().get(way.value, way.value)
    what = "commune hors de" if way.kind == "epci" and table in COMMUNES else "site hors de"
    field = OWNER if way.kind == "owner" else COMMUNES.get(table, "")
    return field, f"{what} « {whose} », choisi pour ce fichier", "retirer la ligne, la corriger, ou choisir « compléter »"


@cache
def _epci_of() -> dict[str, str]:
    return dict(tables.read("communes")[["code", "epci_siren"]].itertuples(index=False))
