"""The places that a visitor can call hers: a commune of Lozère, or the communes of Lozère of an intercommunality."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from geo.territory import lozere


@dataclass(frozen=True)
class Place:
    """A commune (its INSEE code), an intercommunality (its SIREN) or the whole of Lozère ("48"), with the codes of its communes of Lozère."""

    code: str
    name: str
    communes: tuple[str, ...]

    @property
    def is_commune(self) -> bool:
        """Whether it is one commune."""
        return self.communes == (self.code,)

    @property
    def is_department(self) -> bool:
        """Whether it is the whole of Lozère."""
        return self.code == lozere.LOZERE

    @property
    def in_sentence(self) -> str:
        """Its name inside a sentence: Langogne, la CC du Haut Allier Margeride, la Lozère."""
        return self.name if self.is_commune else f"la {self.name}"


@cache
def places() -> dict[str, Place]:
    """The intercommunalities, then the communes, by code, each in the order of names."""
    frame = lozere.communes(lozere.LOZERE)
    together = [Place(siren, group["epci_name"].iloc[0], tuple(group.index)) for siren, group in frame.groupby("epci_siren")]
    alone = [Place(code, name, (code,)) for code, name in frame["name"].items()]
    return {place.code: place for group in (together, alone) for place in sorted(group, key=_by_name)}


def intercommunality_of(place: Place) -> Place:
    """The intercommunality of a commune; itself when it is one."""
    return places()[lozere.communes(lozere.LOZERE).at[place.code, "epci_siren"]] if place.is_commune else place


def department() -> Place:
    """The whole of Lozère."""
    return Place(lozere.LOZERE, "Lozère", tuple(lozere.communes(lozere.LOZERE).index))


def _by_name(place: Place) -> str:
    return unicodedata.normalize("NFKD", place.name)
