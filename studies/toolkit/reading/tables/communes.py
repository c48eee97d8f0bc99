"""Which commune a line of a table is about: by its code, or by its name whatever its accents, capitals, hyphens and article."""

import difflib
import re
from collections.abc import Mapping
from functools import cache

from data import communes, tables
from data.ground.french import listed
from data.intake import cells
from data.intake.cells import Unreadable
from data.intake.raw import Value
from studies.toolkit.reading.tables import words

ARTICLES = re.compile(r"^(le|la|les|l) | (le|la|les|l)$")  # « Malzieu-Ville (Le) » too
SHORTENED = (("st", "saint"), ("ste", "sainte"), ("s", "sur"), ("ss", "sous"))
CODE = re.compile(r"\d{5}|2[ABab]\d{3}", re.ASCII)
MOST_LONGER = 6  # names suggested for a part of theirs
NEAREST = 3  # names suggested for one that is not known
WIDER = {"cc", "ca", "cu", "communaute", "metropole", "canton", "arrondissement", "epci", "intercommunalite"}  # the first word of what holds several
NO_COMMUNE = {"total", "totaux", "ensemble", "departement", "moyenne", "somme"}  # the first word of a line that sums up the others


def _name(written: str) -> str:
    """A name as it is compared: without article, its saints in full."""
    found = [dict(SHORTENED).get(word, word) for word in words.plain(written).split()]
    return ARTICLES.sub("", " ".join(found))


@cache
def _departments() -> dict[str, str]:
    """The department of each commune around that the Studio knows, by its name as it is compared."""
    known = dict(tables.read("departments")[["code", "name"]].itertuples(index=False))
    around = tables.read("communes")
    return {_name(name): known[department] for name, department in zip(around["name"], around["department"], strict=True)}


class Communes:
    """The communes that a table may name; `today` gives the name of each by its code."""

    def __init__(self, today: Mapping[str, str]) -> None:
        self.today = dict(today)
        former = tables.read("former_communes")
        former = former[former["code"].isin(list(today))]
        self._former = {_name(row.former_name): row.code for row in former.itertuples()}
        self._now: dict[str, list[str]] = {}
        for code, name in today.items():
            self._now.setdefault(_name(name), []).append(code)

    def code(self, value: Value) -> tuple[str, str]:
        """The code of the commune that a cell names, and a remark when it is one of before ("" otherwise). Unreadable when it is none."""
        written = cells.text(value)
        if CODE.fullmatch(written):
            return self._of_code(written.upper())
        if not written:
            raise Unreadable("commune absente", "écrire son code INSEE ou son nom, ou retirer la ligne")
        name = _name(written)
        if name in self._now:
            if len(self._now[name]) > 1:
                raise Unreadable(f"« {cells.short(written)} » nomme plusieurs communes", f"écrire le code : {listed(self._now[name], 'ou')}")
            return self._now[name][0], ""
        if name in self._former:
            return self._former[name], f"ancienne commune « {cells.short(written)} », lue {self.today[self._former[name]]}"
        raise Unreadable(f"« {cells.short(written)} » n'est pas une commune de l'étude", self._nearest(name))

    def _of_code(self, code: str) -> tuple[str, str]:
        if code in self.today:
            return code, ""
        now = communes.successors().get(code)
        if now in self.today:
            return now, f"ancienne commune {code}, lue {self.today[now]}"
        raise Unreadable(f"« {code} » n'est pas le code d'une commune de l'étude", "corriger le code, ou retirer la ligne")

    def _nearest(self, name: str) -> str:
        if name == "lozere" or name.partition(" ")[0] in NO_COMMUNE:
            return "retirer cette ligne : un total n'est pas une commune"
        if name.partition(" ")[0] in WIDER:
            return "retirer cette ligne : une intercommunalité, un canton n'est pas une commune"
        longer = [near for near in (*self._now, *self._former) if f" {name} " in f" {near} "]
        if not longer and (elsewhere := _departments().get(name)):
            return f"retirer cette ligne : c'est une commune d'un autre département ({elsewhere}), ou corriger le nom"
        found = longer[:MOST_LONGER] or difflib.get_close_matches(name, [*self._now, *self._former], n=NEAREST, cutoff=cells.CLOSE_MATCH)
        names = dict.fromkeys(self.today[self._now[near][0] if near in self._now else self._former[near]] for near in found)
        return (
            f"écrire {listed([f'« {near} »' for near in names], 'ou')}, ou le code INSEE" if names else "écrire son code INSEE, ou retirer la ligne"
        )
