"""The results of a study by commune, to take away: a GeoJSON for a mapping program, and a map in one HTML file that opens without a network."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.ground import french
from data.ground.svg import hexadecimal
from geo.maps import decks, standalone_map
from geo.territory import contours, lozere
from studies.exports.spreadsheets import LICENCE
from studies.toolkit.reading import units

LARGEST = 30  # [px] radius of the largest circle of the HTML map
UNKNOWN = "#ffffff"  # of a commune without figure
CIRCLE = hexadecimal(decks.CIRCLE[:3])
DIGITS = 6  # significant, of a value in a GeoJSON: beyond, there is only the noise of the computation


@dataclass(frozen=True)
class Drawn:
    """A result as a map shows it: its name for programs, its title with its date, its unit, how it was obtained, its source, the value of each
    commune by code (None when unknown) and, for a rate, the class of each, with the colour [RGB] and the words of each class."""

    key: str
    title: str
    unit: str
    basis: str
    source: str
    values: Mapping[str, float | None]
    classes: Mapping[str, int | None]
    palette: Sequence[Sequence[int]]
    words: Sequence[str]

    def written(self, code: str) -> str:
        """The value of a commune as one reads it."""
        value = self.values[code]
        return "pas de donnée" if value is None else units.headline(value, self.unit)


@dataclass(frozen=True)
class Origin:
    """What a file says of where it comes from: the study, its version, its scenario and what was changed in it, the scale under which not to read."""

    study: str
    version: str
    scenario: str
    changed: str
    minimum_scale: str

    def lines(self) -> dict[str, str]:
        """In words, what is empty left out."""
        told = {
            "Étude": self.study,
            "Version": self.version,
            "Scénario": self.scenario,
            "Changé par le lecteur": self.changed,
            "Ne pas lire sous": self.minimum_scale,
            "Licence": LICENCE,
        }
        return {name: text for name, text in told.items() if text}


def geojson(layers: Sequence[Drawn], origin: Origin) -> bytes:
    """A GeoJSON in WGS 84: a feature for each commune, with the value of each layer in the unit that `metadata` gives, absent when unknown."""
    frame = contours.contours().frame
    known = lozere.communes(lozere.LOZERE)
    features = json.loads(frame[["code", "geometry"]].to_json(drop_id=True))["features"]
    for feature in features:
        code = feature["properties"]["code"]
        values = {layer.key: _kept(layer.values[code] * units.find(layer.unit).scale) for layer in layers if layer.values[code] is not None}
        feature["properties"] = {"code": code, "nom": known.at[code, "name"], "intercommunalite": known.at[code, "epci_name"], **values}
    told = {layer.key: {"titre": layer.title, "unite": units.label(layer.unit), "origine": layer.basis, "source": layer.source} for layer in layers}
    collection = {"type": "FeatureCollection", "metadata": {**origin.lines(), "colonnes": told}, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def page(layers: Sequence[Drawn], origin: Origin) -> bytes:
    """The map in one HTML file: one layer at a time, the facts of a commune on a click, the same in a table."""
    known = lozere.communes(lozere.LOZERE)
    content = {
        **standalone_map.ground(),
        "kinds": [],
        "circle": CIRCLE,
        "layers": [_drawn(layer) for layer in layers],
        "facts": {code: [f"{layer.title}\u00a0: {layer.written(code)}" for layer in layers] for code in known.index},
    }
    below = f"{''.join(map(_legend, layers))}{_table(layers)}"
    label = "Carte des communes ; les mêmes chiffres sont en tableau plus bas"
    heading = f"{origin.study}, commune par commune"
    return standalone_map.document(origin.study, heading, _introduction(origin), label, below, content)


def _kept(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _drawn(layer: Drawn) -> dict[str, object]:
    """What the script draws of a layer."""
    if layer.palette:
        colours = {code: UNKNOWN if rank is None else hexadecimal(layer.palette[rank]) for code, rank in layer.classes.items()}
        return {"title": layer.title, "colours": colours}
    known = lozere.communes(lozere.LOZERE)
    most = max((value for value in layer.values.values() if value is not None), default=0.0)
    circles = {
        code: {"name": known.at[code, "name"], "lat": float(known.at[code, "lat"]), "lon": float(known.at[code, "lon"]), "radius": radius}
        for code, value in layer.values.items()
        if most > 0 and value is not None and (radius := round(LARGEST * math.sqrt(max(value, 0) / most), 1))
    }
    return {"title": layer.title, "circles": circles}


def _legend(layer: Drawn) -> str:
    """What the colours of a layer mean, and its source."""
    signs = [(hexadecimal(shade), words) for shade, words in zip(layer.palette, layer.words, strict=True)]
    if not signs:
        signs = [(CIRCLE, "cercle : surface proportionnelle à la quantité")]
    if layer.palette and None in layer.classes.values():
        signs.append((UNKNOWN, "pas de donnée"))
    entries = " ".join(f'<span style="color:{colour};-webkit-text-stroke:1px #777">⬤</span> {standalone_map.words(text)}' for colour, text in signs)
    return f'<p class="note"><strong>{standalone_map.words(layer.title)}</strong>\u00a0: {entries}<br>{standalone_map.words(layer.source)}</p>'


def _introduction(origin: Origin) -> str:
    told = " · ".join(f"{name} : {text}" for name, text in origin.lines().items())
    return f'<p class="note">{standalone_map.words(f"{told}. {contours.contours().note} Fichier du {french.day(date.today())}.")}</p>'


def _table(layers: Sequence[Drawn]) -> str:
    known = lozere.communes(lozere.LOZERE).sort_values("name")
    titles = ["Commune", "Intercommunalité", *(layer.title for layer in layers)]
    head = "".join(f'<th scope="col">{standalone_map.words(title)}</th>' for title in titles)
    rows = [[row.name, row.epci_name, *(layer.written(row.Index) for layer in layers)] for row in known.itertuples()]
    lines = "".join(f"<tr>{''.join(f'<td>{standalone_map.words(text)}</td>' for text in row)}</tr>" for row in rows)
    return f'<h2>Les mêmes chiffres, en tableau</h2><div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'
