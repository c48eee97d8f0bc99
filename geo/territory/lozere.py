"""The communes of the territory, today's and former ones, and the dataset that the models receive."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from data import tables
from geo.territory import distances

LOZERE = "48"
Values = pd.Series | xr.DataArray | Sequence[float | None]
ESTIMATES = "commune_estimates"  # a table of rules, not of data
ESTIMATED = "estimé"  # attribute basis of what a rule or a formula gives
# What dataset() is made of: a version of a study is a version of these tables and of this code too.
TABLES = (
    "communes",
    "epci",
    "former_communes",
    "commune_figures",
    ESTIMATES,
    "arcep_communes",
    "coverage_series",
    "copper_closure",
    "digital_places",
    "abattoirs",
)
CODE = (Path(__file__), Path(distances.__file__))
DEPARTMENTS = ("48", "12", "46", "R76", "FR")  # the order in which a chart of coverage lists them; R76 is Occitanie, FR is France
QUARTERS = {"connectable_2017t3": 2017.75, "connectable_2017t4": 2018.0, "connectable_2018t1": 2018.25}  # the END of each quarter [year]
MONTHS_IN_YEAR = 12
SHARE_DECIMALS = 6  # a percentage with two decimals, divided by 100, without the dust of the division
TOWN = 2  # service_centre_level of an intermediate centre; 3 and 4 are above (commune_figures_columns)
FRANCE_SERVICES, MSAP = HELPING = ("france_services", "msap")  # kinds of the table digital_places where one is helped
NO_COPPER_BY = "2028-12-31"  # closing_by of the communes that the table copper_closure names one by one

# name, table, column, label, unit, year
VARIABLES = (
    ("population", "communes", "population", "Population municipale", "inhabitants", 2023),
    ("area", "commune_figures", "area_km2", "Surface", "km2", 2018),
    ("altitude", "commune_figures", "altitude_mean_m", "Altitude moyenne", "m", 2025),
    ("main_residences", "commune_figures", "main_residences", "Résidences principales", "dwellings", 2018),
    ("second_homes", "commune_figures", "second_homes", "Résidences secondaires et logements occasionnels", "dwellings", 2018),
    ("dwellings", "commune_figures", "dwellings", "Logements", "dwellings", 2018),
    ("establishments", "arcep_communes", "establishments", "Établissements comptés par l'Arcep", "establishments", 2018),
    ("premises", "arcep_communes", "premises", "Locaux (logements et établissements)", "premises", 2018),
    ("amii", "arcep_communes", "amii", "Commune d'engagement privé (1 : oui, 0 : non)", "", 2018),
    ("employed", "commune_figures", "employed_residents_15_64", "Habitants de 15 à 64 ans qui ont un emploi", "people", 2018),
    ("active", "commune_figures", "active_15_64", "Actifs de 15 à 64 ans", "people", 2018),
    ("jobs", "commune_figures", "jobs", "Emplois au lieu de travail", "jobs", 2018),
    ("small_firms", "commune_figures", "est_1_9_employees", "Établissements de 1 à 9 salariés", "establishments", 2018),
    ("firms", "commune_figures", "est_10_plus_employees", "Établissements de 10 salariés et plus", "establishments", 2018),
    ("people_75", ESTIMATES, "population_75", "Habitants de 75 ans et plus", "people", 2018),
    ("people_75_low", ESTIMATES, "population_75_low", "Habitants de 75 ans et plus, bas de la fourchette", "people", 2018),
    ("people_75_high", ESTIMATES, "population_75_high", "Habitants de 75 ans et plus, haut de la fourchette", "people", 2018),
    ("working_outside", ESTIMATES, "working_outside", "Part des actifs occupés qui travaillent hors de la commune", "share", 2018),
    (
        "working_outside_low",
        ESTIMATES,
        "working_outside_low",
        "Part des actifs occupés qui travaillent hors de la commune, bas de la fourchette",
        "share",
        2018,
    ),
    (
        "working_outside_high",
        ESTIMATES,
        "working_outside_high",
        "Part des actifs occupés qui travaillent hors de la commune, haut de la fourchette",
        "share",
        2018,
    ),
    ("farmland", ESTIMATES, "farmland_ha", "Surface agricole utilisée", "ha", 2020),
    ("livestock_units", ESTIMATES, "livestock_units", "Gros bétail, en unités (UGB)", "units", 2020),
    ("farms", ESTIMATES, "farms", "Exploitations agricoles", "farms", 2020),
)


def communes(department: str | None = None) -> pd.DataFrame:
    """Today's communes, indexed by code in order: name, department, epci_siren, epci_name, population [inhabitants, 2023],
    postcodes, lat, lon [degrees, WGS 84] of its town hall, point ("town_hall"; "inside": a point inside it, its town hall is not known to be there),
    area_km2 [km2]. `department` is "48", "12" or "46"; None is the three of them."""
    return _communes(department).copy(deep=False)  # what a caller writes in it is its own: pandas copies on write


@cache
def _communes(department: str | None) -> pd.DataFrame:
    names = tables.read("epci").set_index("siren")["name"]
    frame = tables.read("communes").set_index("code").sort_index()
    frame.insert(3, "epci_name", frame["epci_siren"].map(names))
    return frame if department is None else frame[frame["department"] == department]


def by_epci(values: Values, weights: Values | None = None) -> pd.Series:
    """A figure of the communes of Lozère by intercommunality: a Series indexed by the name of the EPCI, in order.

    `values`: one for each commune, in the order of dataset().commune, or a Series or DataArray that carries the codes (joined on them, in any
    order). Counts are added up; with `weights` (what a share is a share of, in the same forms), the weighted mean. An unknown value makes the
    result unknown (NaN), unless its weight is 0. An EPCI that crosses the border of the département holds its communes of Lozère only.
    """
    frame = communes(LOZERE)
    names = frame.drop_duplicates("epci_siren").set_index("epci_siren")["epci_name"]
    return _gathered(values, weights, frame["epci_siren"]).rename(names).rename_axis("epci_name").sort_index()


def by_department(values: Values, weights: Values | None = None) -> float:
    """The same for the whole of Lozère."""
    return float(_gathered(values, weights, communes(LOZERE)["department"]).loc[LOZERE])


def _gathered(values: Values, weights: Values | None, groups: pd.Series) -> pd.Series:
    known = _aligned(values)
    if weights is None:
        return known.groupby(groups).sum(skipna=False)
    share_of = _aligned(weights)
    parts = (known * share_of).where(share_of != 0, 0.0)  # a commune without anything to share counts for nothing, known or not
    total = share_of.groupby(groups).sum(skipna=False)
    return parts.groupby(groups).sum(skipna=False) / total.where(total != 0)


def _aligned(values: Values) -> pd.Series:
    """One value for each commune of Lozère, indexed by code. ValueError (in French) on another length or on other codes."""
    codes = communes(LOZERE).index
    given = values.to_series() if isinstance(values, xr.DataArray) else values
    if not isinstance(given, pd.Series):
        if len(given) != len(codes):
            raise ValueError(f"{len(given)} valeurs pour {len(codes)} communes")
        return pd.Series(given, index=codes, dtype=float)
    if not given.index.is_unique or set(given.index) != set(codes):
        raise ValueError("les valeurs doivent porter une fois chacun des codes des 152 communes de la Lozère")
    return given.loc[codes].astype(float).rename(None)


def quarter_end(dates: pd.Series) -> pd.Series:
    """Decimal years of the quarter ends given as ISO dates: 2017-12-31 is 2018.0, 2018-03-31 is 2018.25."""
    days = pd.to_datetime(dates)
    return days.dt.year + days.dt.month / MONTHS_IN_YEAR


def as_share(percent: pd.Series | pd.DataFrame) -> pd.Series | pd.DataFrame:
    """Percentages [%] as shares [fraction of one]."""
    return (percent / 100).round(SHARE_DECIMALS)


def dataset() -> xr.Dataset:
    """The 152 communes of Lozère for the models (a copy: yours to change).

    Dimensions: commune (sorted codes; coordinates name, epci [SIREN], epci_name, farm_zone [zone of the farm census]), abattoir (identifiers;
    coordinate abattoir_name), quarter [decimal year of the quarter's end],
    department ("48", "12", "46", "R76", "FR"; coordinate territory), observed_on [decimal year of the quarter's end].
    Variables: population [inhabitants], area [km2], main_residences, second_homes, dwellings [dwellings], establishments, premises, amii (0 or 1),
    employed, active [people], jobs [jobs], altitude [m, mean of the commune], small_firms (1 to 9 employees), firms (10 and more)
    [establishments], connectable (commune, quarter) [premises], coverage (department, observed_on) [share, NaN where unknown],
    copper_2028 (1: named among the communes without copper at the end of 2028). Estimates: people_75, people_75_low, people_75_high [people],
    working_outside, working_outside_low, working_outside_high [share], farmland [ha], livestock_units [units], farms [farms], relief [m/km, NaN where
    unknown], abattoir_km (commune, abattoir) [km], town_km, help_km [km by road, by the formula of geo.territory.distances even
    where a road network was imported, so that a version of a study stays what it is]. Each has label, unit, year, source; an estimate has basis.
    """
    return _dataset().copy(deep=True)


@cache
def _dataset() -> xr.Dataset:
    frame = communes(LOZERE)
    codes = frame.index.to_numpy(dtype=str)
    coords = {"commune": codes}
    for name, column in (("name", "name"), ("epci", "epci_siren"), ("epci_name", "epci_name")):
        coords[name] = ("commune", frame[column].to_numpy(dtype=str))
    coords["farm_zone"] = ("commune", tables.read(ESTIMATES).set_index("code")["farm_census_zone"].loc[codes].to_numpy(dtype=str))
    result = xr.Dataset(coords=coords)
    for name, table, column, label, unit, year in VARIABLES:
        values = tables.read(table).set_index("code")[column].loc[codes].to_numpy(dtype=float)
        result[name] = ("commune", values, _attributes(label, unit, year, table, estimated=table == ESTIMATES))
    result = result.assign(copper_2028=_copper(codes), relief=_relief(frame), abattoir_km=_abattoir_km(frame), **_kilometres(frame))
    return result.assign_coords(quarter=list(QUARTERS.values())).assign(connectable=_connectable(codes)).merge(_coverage())


def _copper(codes: np.ndarray) -> xr.DataArray:
    """1 for the communes named one by one among those that lose copper by the end of 2028; 27 of the 39 are not named, and stay at 0."""
    closing = tables.read("copper_closure").query("closing_by <= @NO_COPPER_BY and code != ''")
    attributes = _attributes("Commune nommée parmi celles sans cuivre fin 2028 (1 : oui, 0 : non)", "", 2026, "copper_closure")
    return xr.DataArray(np.isin(codes, closing["code"]).astype(float), dims="commune", attrs=attributes)


def _kilometres(frame: pd.DataFrame) -> dict[str, xr.DataArray]:
    """How far each commune is from a town and from a known place of help (France Services, house of services of 2016), Lozère only."""
    figures = tables.read("commune_figures").set_index("code").loc[frame.index]
    towns = figures.index[figures["service_centre_level"] >= TOWN]
    helping = tables.read("digital_places").query("kind in @HELPING and commune_code != ''")["commune_code"]
    help_label = "Distance par la route au lieu d'aide connu le plus proche (France services, maison de services)"
    wanted = {
        "town_km": (towns, "Distance par la route au bourg le plus proche de Lozère", 2025, "commune_figures"),
        "help_km": (helping, help_label, "2016-2020", "digital_places"),
    }
    return {
        name: xr.DataArray(distances.nearest_road_km(frame, targets), dims="commune", attrs=_attributes(label, "km", year, table, estimated=True))
        for name, (targets, label, year, table) in wanted.items()
    }


def _relief(frame: pd.DataFrame) -> xr.DataArray:
    """How steep a commune is as a whole: highest less lowest point over the square root of its area; unknown where the heights are."""
    heights = tables.read("commune_figures").set_index("code").loc[frame.index]
    values = (heights["altitude_max_m"] - heights["altitude_min_m"]) / np.sqrt(heights["area_km2"])
    label = "Dénivelé de la commune, rapporté à la racine de sa surface"
    return xr.DataArray(values.to_numpy(dtype=float), dims="commune", attrs=_attributes(label, "m/km", 2025, "commune_figures", estimated=True))


def _abattoir_km(frame: pd.DataFrame) -> xr.DataArray:
    """How far each commune is from each abattoir of the table, by the formula of geo.territory.distances."""
    known = tables.read("abattoirs").set_index("id")
    points = known[["lat", "lon"]].fillna(communes()[["lat", "lon"]].reindex(known["commune_code"]).set_index(known.index))
    attributes = _attributes("Distance par la route à chaque abattoir", "km", 2024, "abattoirs", estimated=True)
    return xr.DataArray(
        distances.road_km_to_points(frame, points),
        dims=("commune", "abattoir"),
        attrs=attributes,
        coords={"abattoir": known.index.to_numpy(dtype=str), "abattoir_name": ("abattoir", known["name"].to_numpy(dtype=str))},
    )


def _connectable(codes: np.ndarray) -> xr.DataArray:
    values = tables.read("arcep_communes").set_index("code").loc[codes, list(QUARTERS)].to_numpy(dtype=float)
    attributes = _attributes("Locaux raccordables à la fibre", "premises", "2017-2018", "arcep_communes")
    return xr.DataArray(values, dims=("commune", "quarter"), attrs=attributes)


def _coverage() -> xr.Dataset:
    series = tables.read("coverage_series")
    wide = series.assign(year=quarter_end(series["date"])).pivot(index="code", columns="year", values="coverage_pct").loc[list(DEPARTMENTS)]
    names = series.drop_duplicates("code").set_index("code")["territory"].loc[list(DEPARTMENTS)]
    attributes = _attributes("Part des locaux raccordables à la fibre", "share", "2017-2024", "coverage_series")
    shares = as_share(wide).to_numpy(dtype=float)
    coords = {
        "department": list(DEPARTMENTS),
        "observed_on": wide.columns.to_numpy(dtype=float),
        "territory": ("department", names.to_numpy(dtype=str)),
    }
    return xr.Dataset({"coverage": (("department", "observed_on"), shares, attributes)}, coords=coords)


def _attributes(label: str, unit: str, year: int | str, table: str, estimated: bool = False) -> dict:
    known = {"label": label, "unit": unit, "year": year, "source": table}
    return known | {"basis": ESTIMATED} if estimated else known
