"""Business zones, plots and available buildings of the inventory in force, as one table of sites placed on the map.

What the inventory leaves empty stays unknown here (NaN or ""): nothing is put in its place.
"""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import shape

from data import editions
from data.ground.stamped import stamped
from data.inventory import store
from data.inventory.fields import BUILDINGS, DOUBTFUL, KEYS, PLOTS, SQUARE_METRES, UPDATED, YES, ZONES
from data.inventory.store import Inventory
from geo.sites.completeness import completeness
from geo.territory.contours import DEGREES, METRIC, PRECISION
from geo.territory.lozere import communes
from geo.territory.positions import COMMUNE, UNTOLD

ZONE, PLOT, BUILDING = "zone", "terrain", "bâtiment"
KINDS = {ZONE: ZONES, PLOT: PLOTS, BUILDING: BUILDINGS}
NOT_IN_2012 = "hors des 9 zones de 2012"
SOLD = ("vendu, commercialisation achevée", "non commercialisable", "signé", "retiré", "déclassé")  # nobody can settle there now
SALE = "vente"
APART = 2_600  # [m] between two sites of one commune: two symbols of 11 pixels nearly part when the whole département is shown
FEW = 12  # sites on one polygon around the point of a commune; more fill a disc
LEAST_SURFACE = 1  # [m²] nobody rents less: what a spreadsheet leaves of a subtraction (1e-300) would make a rent without end
DISC = 5_000  # [m] radius of that disc: about that of a commune (5 172 km² / 152 is a disc of 3.3 km)


def all_sites() -> pd.DataFrame:
    """Every site of the inventory, one row each, indexed from 0 in the order zones, plots, buildings. A copy: yours to change.

    site_id, kind (zone, terrain, bâtiment), name, commune_code, commune, epci_name, zone_id, zone (name); lon, lat [degrees], precision,
    lon_shown, lat_shown (sites known at their commune fan out), geometry (GeoJSON dict or None); surface_m2 (floor of a building, land to sell of
    a zone, land of a plot) [m²], total_m2 (whole zone) [m²], transaction, sale_eur [EUR], rent_eur_m2 [EUR/m²/year], land_eur_m2 [EUR/m²],
    height_m [m], power_kva [kVA]; fibre_typed, fibre_typed_on, fibre_typed_source, fibre_2012 (bool); flood (oui, non, ""), status, open (False when
    sold or withdrawn), available_on (ISO); example, doubtful (bool), updated_on (ISO), source, completeness [0 to 1].
    """
    return shared().copy()


@stamped(lambda: editions.stamp(store.KIND))
def shared() -> pd.DataFrame:
    """The same, placed once for each edition. Shared: do not change it."""
    inventory = store.current()
    frame = pd.concat([_zones(inventory), _plots(inventory), _buildings(inventory)], ignore_index=True)
    frame = frame.join(communes()[["name", "epci_name"]].rename(columns={"name": "commune"}), on="commune_code")
    names = frame[frame["kind"] == ZONE].set_index("site_id")["name"]
    frame["zone"] = frame["zone_id"].map(names).astype(object).fillna("")  # without a zone, no name tells pandas that they are texts
    frame[["lon_shown", "lat_shown"]] = _shown(frame)
    return frame


def of_kind(kind: str) -> pd.DataFrame:
    """The sites of one kind (ZONE, PLOT, BUILDING), indexed from 0. A copy."""
    frame = all_sites()
    return frame[frame["kind"] == kind].reset_index(drop=True)


def example_words() -> str:
    """What must be said wherever invented lines are shown; nothing when there is none."""
    frame = shared()
    kinds = frame.loc[frame["example"], "kind"].unique()
    if not len(kinds):
        return ""
    named = {ZONE: "Zones", PLOT: "Terrains", BUILDING: "Bâtiments"}
    return f"{', '.join(named[kind] for kind in kinds)} : {store.EXAMPLE}."


def _zones(inventory: Inventory) -> pd.DataFrame:
    frame = inventory.frames[ZONES]
    return _placed(frame, ZONE, frame["site_comm_insee"], frame["site_geomsurf"], _pairs(frame["site_geompoint"])).assign(
        name=frame["site_nom"],
        zone_id="",
        surface_m2=frame["site_surf_comm_dispo"] * SQUARE_METRES,
        total_m2=frame["site_surf_brute"] * SQUARE_METRES,
        transaction=SALE,
        sale_eur=np.nan,
        rent_eur_m2=np.nan,
        land_eur_m2=frame["prix_m2_eur"],
        height_m=np.nan,
        power_kva=np.nan,
        fibre_typed=frame["fibre_statut"],
        fibre_2012=frame["fibre_2012"] == YES,
        flood=frame["risque_inondation"],
        status=frame["site_etat"],
        available_on="",
        example=False,
    )


def _plots(inventory: Inventory) -> pd.DataFrame:
    frame, zones = inventory.frames[PLOTS], inventory.frames[ZONES].set_index("site_id")
    of_zone = _zones(inventory).set_index("site_id")
    there = of_zone.reindex(frame["site_id"])
    codes = frame["site_id"].map(zones["site_comm_insee"])
    return _placed(frame, PLOT, codes, frame["terr_geomsurf"], there[["lon", "lat"]].to_numpy(dtype=float), there["precision"]).assign(
        name=frame["terr_nom"].where(frame["terr_nom"] != "", frame["terr_id"]),
        zone_id=frame["site_id"],
        surface_m2=frame["terr_surf_brute"] * SQUARE_METRES,
        total_m2=np.nan,
        transaction=SALE,
        sale_eur=np.nan,
        rent_eur_m2=np.nan,
        land_eur_m2=frame["terr_m2_prix"],
        height_m=np.nan,
        power_kva=np.nan,
        fibre_typed="",
        fibre_2012=frame["site_id"].isin(of_zone.index[of_zone["fibre_2012"]]),
        flood=frame["risque_inondation"],
        status=frame["terr_stade_comm"],
        available_on=frame["date_disponibilite"],
        example=False,
    )


def _buildings(inventory: Inventory) -> pd.DataFrame:
    frame = inventory.frames[BUILDINGS]
    rented = frame["transaction"].isin(["location", "location-vente"])
    per_m2 = frame["loyer_annuel_eur_ht"] / frame["surface_totale_m2"].where(frame["surface_totale_m2"] >= LEAST_SURFACE)
    return _placed(frame, BUILDING, frame["comm_insee"], None, None).assign(
        name=frame["titre"],
        zone_id=frame["site_id"],
        surface_m2=frame["surface_totale_m2"],
        total_m2=np.nan,
        transaction=frame["transaction"],
        sale_eur=frame["prix_vente_eur"],
        rent_eur_m2=per_m2.where(per_m2.notna(), frame["prix_m2_eur"].where(rented)),
        land_eur_m2=np.nan,
        height_m=frame["hauteur_libre_m"],
        power_kva=frame["puissance_electrique_kva"],
        fibre_typed=frame["fibre_statut"],
        fibre_2012=False,
        flood=frame["risque_inondation"],
        status=frame["statut"],
        available_on=frame["date_disponibilite"],
        example=frame["exemple"] == YES,
    )


def _placed(
    frame: pd.DataFrame, kind: str, codes: pd.Series, contours: pd.Series | None, otherwise: np.ndarray | None, precision: pd.Series | None = None
) -> pd.DataFrame:
    """The columns that every kind has. The position is the one written, else the middle of the contour, else `otherwise`, else the commune's."""
    table = KINDS[kind]
    found = pd.DataFrame(
        {
            "site_id": frame[KEYS[table]],
            "kind": kind,
            "commune_code": codes.fillna(""),
            "lon": frame["lon"],
            "lat": frame["lat"],
            "precision": frame["precision_geo"],
        }
    )
    found["geometry"] = [json.loads(text) if text else None for text in contours] if contours is not None else None
    drawn = found["lon"].isna() & found["geometry"].notna()
    for row in found.index[drawn]:
        middle = shape(found.at[row, "geometry"]).representative_point()
        found.loc[row, ["lon", "lat", "precision"]] = [middle.x, middle.y, "parcelle" if kind == PLOT else "zone"]
    if otherwise is not None:
        taken = found["lon"].isna() & pd.notna(otherwise[:, 0])
        found.loc[taken, ["lon", "lat"]] = otherwise[taken.to_numpy()]
        if precision is not None:
            found.loc[taken, "precision"] = precision.to_numpy()[taken.to_numpy()]
    lost = found["lon"].isna()
    places = communes()[["lon", "lat"]].reindex(found.loc[lost, "commune_code"])
    found.loc[lost, ["lon", "lat"]] = places.to_numpy()
    found.loc[lost, "precision"] = COMMUNE
    found.loc[found["precision"] == "", "precision"] = UNTOLD
    closed = {name for name in ("site_etat", "terr_stade_comm", "statut") if name in frame}
    return found.assign(
        open=~frame[closed.pop()].isin(SOLD),
        doubtful=frame["confiance"] == DOUBTFUL,
        updated_on=frame[UPDATED[table]],
        source=frame["source"],
        fibre_typed_on=frame[UPDATED[table]],
        fibre_typed_source=frame["source"],
        completeness=completeness(table, frame),
    )


def _pairs(points: pd.Series) -> np.ndarray:
    """The "lon, lat" texts of the standard as numbers [n x 2], NaN where empty."""
    return np.array([[float(part) for part in text.split(", ")] if text else [np.nan, np.nan] for text in points], dtype=float).reshape(-1, 2)


def _shown(frame: pd.DataFrame) -> np.ndarray:
    """Where each site is drawn [n x 2, degrees]: at its place, or around the point of its commune when only that is known."""
    places = frame[["lon", "lat"]].to_numpy(dtype=float).copy()
    vague = (frame["precision"] == COMMUNE).to_numpy()
    places[vague] = fan_out(frame.loc[vague, ["commune_code", "lon", "lat"]].reset_index(drop=True)).to_numpy()
    return places


def fan_out(points: pd.DataFrame) -> pd.DataFrame:
    """A place [lon, lat in degrees] for each point known at its commune only (commune_code, lon, lat): the middle of those of its commune when it
    is alone there; a corner of a regular polygon around it whose sides measure APART when they are few, the first corner to the north and the next
    ones clockwise; in the order given on a spiral that fills a disc when they are many."""
    groups = points.groupby("commune_code")
    rank, count = groups.cumcount().to_numpy(), groups["lon"].transform("size").to_numpy()
    polygon = np.where(count > 1, APART / (2 * np.sin(np.pi / np.maximum(count, 2))), 0.0)
    many = count > FEW
    radius = np.where(many, DISC * np.sqrt((rank + 0.5) / count), polygon)
    golden = np.pi * (3 - np.sqrt(5))  # the angle at which a spiral leaves no ray empty
    angle = np.where(many, golden * rank, 2 * np.pi * rank / count)
    metric = gpd.GeoSeries.from_xy(groups["lon"].transform("mean"), groups["lat"].transform("mean"), crs=DEGREES).to_crs(METRIC)
    shown = gpd.GeoSeries.from_xy(metric.x + radius * np.sin(angle), metric.y + radius * np.cos(angle), crs=METRIC).to_crs(DEGREES)
    return pd.DataFrame({"lon": shown.x.round(PRECISION).to_numpy(), "lat": shown.y.round(PRECISION).to_numpy()})
