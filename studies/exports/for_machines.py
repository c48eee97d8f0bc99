"""What a program takes of a version of a study, read from its document and never computed again: figures, ranges, units, sources, licence.

`Of` says which version it is. A whole version in JSON or CSV, or one result with all its values.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from data.ground import escaping
from data.ground.installation.base_path import at
from studies.exports import spreadsheets
from studies.toolkit.reading import paragraphs, units

RANGE = "low et high : une fois sur dix le résultat est plus bas, une fois sur dix il est plus haut (P10 et P90 des tirages)"
LICENCE = {
    "name": "Licence Ouverte 2.0",
    "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "attribution": "Studio Lozère Développement",
}
COMMUNE, YEAR = "commune", "year"
Content = Mapping[str, Any]  # the document of a version, as JSON gives it


@dataclass(frozen=True)
class Of:
    """A version as its address names it ("3", "publie", "brouillon"), its number, the day when it was kept ("" for a draft), its document."""

    name: str
    number: int
    kept_on: str
    content: Content

    @property
    def address(self) -> str:
        """Where a program asks it of the host, without its ending."""
        return at(address(self.content["study"], self.name))

    @property
    def called(self) -> str:
        """How a source names it: "Usages du très haut débit, version 3"."""
        return f"{self.content['card']['title']}, version {self.number}{'' if self.kept_on else ' (brouillon)'}"


def address(slug: str, name: str) -> str:
    """Where a program reads a version, from the root of the Studio, without its ending."""
    return f"/api/studies/{slug}/{name}"


def whole(of: Of) -> dict[str, Any]:
    """A version: what it asks, its sources, its assumptions, its headlines under each scenario, where each of its results is."""
    content = of.content
    return {
        **_about(of),
        "question": content["card"]["question"],
        "limits": [paragraphs.bare(limit) for limit in content["card"]["limits"]],
        "range": RANGE,
        "sources": content["sources"],
        "assumptions": [{**row, "unit_label": units.label(row["unit"])} for row in content["parameters"]],
        "scenarios": [_scenario(of, name) for name in content["scenarios"]],
        "results": [{**_result(row), "address": f"{of.address}/{row['id']}.json"} for row in content["results"]],
        "tables": [
            {"id": row["name"], "title": row["card"]["title"], "address": f"{of.address}/tables/{row['name']}.json"} for row in content["tables"]
        ],
    }


def result(of: Of, name: str) -> dict[str, Any] | None:
    """One result of a version under each scenario, its axes and where it comes from; None when there is none of that name."""
    row = next((row for row in of.content["results"] if row["id"] == name), None)
    if row is None:
        return None
    axes = {axis: _axis(of.content, axis) for axis in row["dims"].split()}
    origin = f"Calcul de l'étude « {of.called} », d'après ses hypothèses et leurs sources"
    return {
        "metadata": {**_about(of), **_result(row), "axes": axes, "source": origin, "range": RANGE, "whole": f"{of.address}.json"},
        "values": [_values(of.content, scenario, name) for scenario in of.content["scenarios"]],
    }


def own_table(of: Of, name: str) -> dict[str, Any] | None:
    """A table of the study's own: its card, then its axes and its columns; None when there is none of that name."""
    row = next((row for row in of.content["tables"] if row["name"] == name), None)
    return {"metadata": {**_about(of), "table": name, **row["card"], "whole": f"{of.address}.json"}, "columns": row["data"]} if row else None


def table(of: Of) -> bytes:
    """A version as a CSV for programs, scenario by scenario: a line for each headline, each whole year of a result, each assumption.
    What is finer has the address of its result: it would be megabytes here."""
    about = {"etude": of.content["study"], "version": of.number, "chiffres": of.content["figures"]}
    rows = [{**about, **row, "licence": spreadsheets.LICENCE} for scenario in of.content["scenarios"] for row in _rows(of, scenario)]
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: escaping.cell(value) for name, value in row.items()} for row in rows)
    return written.getvalue().encode()


def _about(of: Of) -> dict[str, Any]:
    content = of.content
    return {
        "study": content["study"],
        "title": content["card"]["title"],
        "version": of.number,
        "kept_on": of.kept_on or None,
        "figures": content["figures"],
        "words": content["words"],
        "licence": LICENCE,
    }


def _result(row: Mapping[str, Any]) -> dict[str, Any]:
    """A result: its unit, whether more of it is better (1), worse (-1) or neither (0), its axes, how its values by commune were obtained."""
    told = {"id": row["id"], "label": row["label"], "unit": row["unit"], "unit_label": units.label(row["unit"]), "sense": row["sense"]}
    return {**told, "basis": row["basis"] or None, "axes": row["dims"].split()}


def _scenario(of: Of, name: str) -> dict[str, Any]:
    scenario = of.content["scenarios"][name]
    told = {"id": name, "title": scenario["title"], "summary": scenario["summary"], "set": scenario.get("set", {})}
    return {**told, "headlines": of.content["answers"][name]["headlines"]}


def _axis(content: Content, axis: str) -> list[Any]:
    return content["axes"][axis] if axis in (YEAR, COMMUNE) else list(content["card"]["dimensions"][axis]["values"])


def _values(content: Content, scenario: str, name: str) -> dict[str, Any]:
    answer = content["answers"][scenario]
    low, high = answer["spreads"].get(name, (None, None))
    return {"scenario": scenario, "title": content["scenarios"][scenario]["title"], "values": answer["results"][name], "low": low, "high": high}


def _rows(of: Of, scenario: str) -> Iterator[dict[str, Any]]:
    """The lines of a scenario."""
    content, answer = of.content, of.content["answers"][scenario]
    model = f"calcul de l'étude « {of.called} »"
    for one in answer["headlines"]:
        ends = {"valeur": one["value"], "bas": one["low"], "haut": one["high"]}
        yield {"scenario": scenario, "genre": "chiffre de tête", "nom": one["id"], **_said(one), "date": None, **ends, "source": model}
    for row in content["results"]:
        if row["dims"] in ("", YEAR):
            low, high = answer["spreads"].get(row["id"], (None, None))
            for date, *ends in _by_date(content["axes"].get(YEAR), answer["results"][row["id"]], low, high):
                values = dict(zip(("valeur", "bas", "haut"), ends, strict=True))
                yield {"scenario": scenario, "genre": "résultat", "nom": row["id"], **_said(row), "date": date, **values, "source": model}
    sources, chosen = _sources(of), content["scenarios"][scenario].get("set", {})
    for row in content["parameters"]:
        ends = {"valeur": chosen.get(row["id"], row["value"]), "bas": row["low"], "haut": row["high"]}
        origin = sources.get(row["source"], row["source"])
        yield {"scenario": scenario, "genre": "hypothèse", "nom": row["id"], **_said(row), "date": row["year"], **ends, "source": origin}


def _said(row: Mapping[str, Any]) -> dict[str, str]:
    return {"libelle": row["label"], "unite": row["unit"]}


def _by_date(years: list[float] | None, *sides: Any) -> Iterator[tuple]:
    """The whole years of a result with what each side says of them; one without a date for a result that has none."""
    if not isinstance(sides[0], list):
        yield (None, *sides)
        return
    for date, *values in zip(years, *(side or [None] * len(years) for side in sides), strict=True):
        if float(date).is_integer():
            yield date, *values


def _sources(of: Of) -> dict[str, str]:
    return {row["id"]: ", ".join(filter(None, [row["producer"], row["title"], row["url"]])) for row in of.content["sources"]}
