"""The sites of the inventory, to take away: CSV, XLSX and GeoJSON of what is on screen, with units, dates, sources and licence.

Only the fields that may be published leave: never the name, the address or the telephone of a person.
"""

import io
import json
from collections.abc import Sequence

import pandas as pd
from openpyxl import Workbook

from data.ground import french
from data.inventory import store
from data.inventory.fields import FACTS, KEYS, NUMBERS, SHEETS, fields, shown
from geo.sites.located import KINDS
from studies.exports import spreadsheets
from studies.exports.in_words import readable
from studies.exports.spreadsheets import LICENCE

# column of geo.sites.offers -> French name with its unit
COLUMNS = {
    "site_id": "identifiant",
    "kind": "type",
    "name": "nom",
    "commune_code": "code_commune",
    "commune": "commune",
    "epci_name": "intercommunalite",
    "zone": "zone",
    "lon": "longitude",
    "lat": "latitude",
    "precision": "precision_position",
    "surface_m2": "surface_proposee_m2",
    "transaction": "transaction",
    "sale_eur": "prix_vente_eur_ht",
    "rent_eur_m2": "loyer_eur_ht_m2_an",
    "land_eur_m2": "prix_terrain_eur_ht_m2",
    "height_m": "hauteur_m",
    "power_kva": "puissance_kva",
    "fibre": "fibre",
    "fibre_date": "fibre_date",
    "fibre_source": "fibre_source",
    "minutes": "acces_autoroute_min",
    "minutes_low": "acces_autoroute_bas_min",
    "minutes_high": "acces_autoroute_haut_min",
    "exit": "sortie_autoroute",
    "status": "statut",
    "available_on": "disponible_le",
    "completeness": "completude",
    "example": "exemple",
    "doubtful": "a_verifier",
    "updated_on": "mis_a_jour_le",
    "source": "source",
}


TIMES = ["minutes", "minutes_low", "minutes_high"]  # whole minutes, as screens and papers write them


def table(offers: pd.DataFrame, access: str) -> pd.DataFrame:
    """One row for each site, under French names with their units; `access` says how the time to the motorway was obtained."""
    frame = offers[list(COLUMNS)].round(dict.fromkeys(TIMES, 0)).rename(columns=COLUMNS)
    frame["exemple"] = frame["exemple"].map({True: store.EXAMPLE, False: ""})
    frame["a_verifier"] = frame["a_verifier"].map({True: "à vérifier", False: ""})
    return frame.assign(acces_methode=access, inventaire=store.current().title, licence=LICENCE)


def workbook(offers: pd.DataFrame, access: str) -> bytes:
    """The XLSX: a page to read first, the sites side by side, then each kind with all its published fields, then the sources of the facts."""
    book = Workbook()
    book.remove(book.active)
    spreadsheets.fill(book, "À lire", _identity(offers, access), headed=False)
    spreadsheets.fill(book, "Sites", _rows(readable(table(offers, access))))
    inventory = store.current()
    for kind, name in KINDS.items():
        chosen = offers.loc[offers["kind"] == kind, "site_id"]
        if len(chosen):
            frame = inventory.frames[name]
            spreadsheets.fill(book, SHEETS[name], _rows(_published(name, frame[frame[KEYS[name]].isin(chosen)])))
    facts = inventory.frames[FACTS]
    labels = {name: field.label for kind in KINDS.values() for name, field in fields(kind).items()}
    told = facts[facts["id"].isin(offers["site_id"])].assign(champ=lambda frame: frame["champ"].map(labels))
    spreadsheets.fill(book, SHEETS[FACTS], _rows(told.rename(columns={name: field.label for name, field in fields(FACTS).items()})))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def geojson(offers: pd.DataFrame, access: str) -> bytes:
    """A GeoJSON in WGS 84: the contour of a site when it has one, else its point; the properties of `table` that are known."""
    frame = table(offers, access)
    features = []
    for site, row in zip(offers.itertuples(index=False), frame.to_dict("records"), strict=True):
        known = {name: value for name, value in row.items() if not (pd.isna(value) or value == "")}
        where = site.geometry or {"type": "Point", "coordinates": [site.lon, site.lat]}
        features.append({"type": "Feature", "properties": known, "geometry": where})
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False).encode("utf-8")


def _plain(value: object) -> object:
    """numpy numbers as Python's, which is what JSON writes."""
    return value.item()


def _published(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The published fields of a table that hold something, under their titles with units."""
    kept = [field for field in shown(name) if (frame[field.name].notna() if field.kind in NUMBERS else frame[field.name] != "").any()]
    return frame[[field.name for field in kept]].set_axis([field.heading for field in kept], axis=1)


def _rows(frame: pd.DataFrame) -> Sequence[tuple]:
    cells = frame.astype(object).where(frame.notna(), None)
    return [tuple(frame.columns), *cells.itertuples(index=False, name=None)]


def _identity(offers: pd.DataFrame, access: str) -> list[tuple[str, str]]:
    found = [
        ("Contenu", f"{french.counted(len(offers), 'site')} de l'inventaire des zones, terrains et bâtiments de Lozère"),
        ("Inventaire", store.current().title),
        ("Position", "Un site connu à la commune est placé au point de sa commune : ne pas mesurer de distance depuis ce point."),
        ("Accès à l'autoroute", access),
        ("Case vide", "Inconnu ; jamais zéro."),
        ("Licence", LICENCE),
    ]
    if offers["example"].any():
        found.insert(1, ("Attention", f"{french.counted(int(offers['example'].sum()), 'ligne')} : {store.EXAMPLE}."))
    return found
