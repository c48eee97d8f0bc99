"""The figures by commune that a map can colour: counted ones, and the results of a study."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd
import xarray as xr

from data import editions
from data.ground import french
from geo.maps import decks
from geo.places import digital_places
from geo.territory import lozere
from geo.territory.classes import classify, of_dates, round_limits
from geo.travel import access, reach, roads
from pages.parts import provenance
from studies.exports.commune_maps import Drawn
from studies.toolkit.places import narrowed
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study

ARCEP_LIMITS = (0.0, 0.1, 0.25, 0.5, 0.8, 1.0)  # [share] the classes of coverage that Arcep publishes
SECOND_HOME_LIMITS = (0.0, 0.15, 0.3, 0.45, 0.6, 1.0)  # [share] round limits over a range from 6 % (Mende) to 71 % (Luc)
# What one drives to, with round class limits that part the 152 communes [min].
NEAR, FAR = (0.0, 10.0, 20.0, 30.0, 45.0, float("inf")), (0.0, 15.0, 30.0, 45.0, 60.0, float("inf"))
SHADES = {1: (1,), 2: (1, 2), 3: (0, 1, 2), 4: (0, 1, 2, 3), 5: (0, 1, 2, 3, 4)}  # places in decks.PALETTE, by number of classes
ZERO_SHADE = [255, 253, 240]  # lighter than the first class: the scale goes on to nothing
FEW_DATES = 12  # a longer series shows whole years only


@dataclass(frozen=True)
class CommuneLayer:
    """One figure by commune: its title, unit, class limits, the word that tells how it was obtained, its source.

    `values` has the dimension commune, and `year` when it changes with time; `base` names what a rate is a rate of, `by` gives it when no table does.
    `zero` names the class of its own that 0 has, when it has one.
    """

    key: str
    title: str
    unit: str
    limits: Sequence[float]
    basis: str
    source: str
    values: xr.DataArray
    base: str = ""
    by: xr.DataArray | None = None
    zero: str = ""

    @property
    def palette(self) -> Sequence[Sequence[int]]:
        """The colour of each class [RGB]; few classes are near in shade, as their values are."""
        shades = [decks.PALETTE[k] for k in SHADES[len(self.limits) - 1]]
        return [ZERO_SHADE, *shades] if self.zero else shades

    @property
    def rate(self) -> bool:
        """Whether it is a rate (a share, a mean, so much by km²), painted on the communes; a quantity is a circle on each."""
        return bool(self.base or self.by is not None or not units.adds_up(self.unit))

    @property
    def dates(self) -> list[float]:
        """The dates that can be shown [year], none when the figure has one date only."""
        if "year" not in self.values.dims:
            return []
        years = [float(year) for year in self.values.year.values]
        return [year for year in years if year.is_integer()] if len(years) > FEW_DATES else years

    def shown_first(self, wanted: float | None) -> float | None:
        """The date that a map shows first: the one that is wanted when the figure has it, else the last one [year]."""
        return wanted if wanted in self.dates else next(reversed(self.dates), None)

    def at(self, date: float | None) -> xr.DataArray:
        """The value of each commune at a date."""
        return self.values if date is None else self.values.sel(year=date)

    def classes(self, date: float | None) -> list[int | None]:
        """The class of each commune at a date."""
        values = self.at(date).values.tolist()
        found = classify(values, self.limits)
        if not self.zero:
            return found
        return [None if rank is None else (rank + 1 if value else 0) for rank, value in zip(found, values, strict=True)]

    @property
    def most(self) -> float:
        """What the largest circle stands for: of the reference, at any of its dates, so that neither a lever nor a date changes the scale."""
        last = float(self.limits[-1])
        return last if math.isfinite(last) else float(self.values.max())

    def limit_words(self) -> list[str]:
        """Each limit, without its unit."""
        scale = units.find(self.unit).scale
        return [french.number(round(limit * scale, 6)) for limit in self.limits]

    def unit_words(self) -> str:
        """Its unit after one of its limits."""
        return units.noun(self.unit, self.limits[-2])

    def class_words(self, unit: bool = True) -> list[str]:
        """The legend: one line for each class, with the unit or, where it stands in the title, without it."""
        texts = self.limit_words()
        full = [french.with_unit(text, units.noun(self.unit, limit)) if unit else text for text, limit in zip(texts, self.limits, strict=True)]
        last = len(texts) - 2
        if not last:
            return [f"entre {texts[0]} et {full[1]}"]
        words = [f"moins de {full[1]}", *(f"{texts[i]} à {full[i + 1]}" for i in range(1, last)), f"{full[last]} et plus"]
        return [self.zero, *words] if self.zero else words

    def named(self, date: float | None) -> str:
        """Its title with its basis and date: Abonnés rapportés à tous les logements (réparti, fin 2030)."""
        return f"{self.title} ({', '.join(filter(None, [self.basis, date_words(date)]))})"


def date_words(year: float | None) -> str:
    """A date of the model in words; nothing for a figure that has one date only."""
    return "" if year is None else french.end_of_quarter(year)


@cache
def places() -> xr.Dataset:
    """The communes of Lozère, read once; nobody changes it. Permanent premises are what the study of broadband subscribes: homes lived in all year
    and establishments."""
    return narrowed.with_permanent_premises(lozere.dataset())


@cache
def observed() -> tuple[CommuneLayer, ...]:
    """What was counted, whatever the study: second homes, connectable premises of 2017-2018."""
    counted = (places().connectable / places().premises).rename(quarter="year")
    second = places().second_homes / places().dwellings
    return (
        CommuneLayer(
            "second_homes",
            "Résidences secondaires dans les logements",
            "share",
            SECOND_HOME_LIMITS,
            "observé",
            provenance.of_tables("commune_figures"),
            second,
            "dwellings",
        ),
        CommuneLayer(
            "connectable",
            "Locaux raccordables, comptés par l'Arcep",
            "share",
            ARCEP_LIMITS,
            "observé",
            provenance.of_tables("arcep_communes"),
            counted,
            "premises",
        ),
    )


def access_layers() -> tuple[CommuneLayer, ...]:
    """The time from each commune to the nearest France services or house of services, to the nearest third place, to POLeN [min]."""
    return _access_layers(editions.stamp(roads.KIND))


@lru_cache(maxsize=2)
def _access_layers(_stamp: editions.Stamp) -> tuple[CommuneLayer, ...]:
    services = digital_places.communes_of(*lozere.HELPING)
    third_places = digital_places.communes_of(digital_places.THIRD_PLACE)
    return (
        _access_layer("to_services", "Trajet vers France services ou une maison de services", NEAR, services),
        _access_layer("to_third_place", "Trajet vers le tiers-lieu connu le plus proche", NEAR, third_places),
        _access_layer("to_polen", "Trajet vers POLeN, à Mende", FAR, [digital_places.HUB]),
    )


def _access_layer(key: str, title: str, limits: Sequence[float], codes: Sequence[str]) -> CommuneLayer:
    ends = french.listed([str(name) for name in places().name.sel(commune=list(codes)).values])
    source = f"{provenance.of_tables(digital_places.TABLE, 'communes')} Temps en voiture jusqu'à {ends}, {access.method()}."
    minutes = reach.nearest(codes)
    coords = {"commune": minutes.index.to_numpy(dtype=str)}
    values = xr.DataArray(minutes.to_numpy(), dims="commune", coords=coords, attrs={"label": title, "unit": "min"})
    return CommuneLayer(key, title, "min", limits, lozere.ESTIMATED, source, values)


def of_study(study: Study, outcome: Outcome) -> tuple[CommuneLayer, ...]:
    """The results of a study by commune, as its card lists them, then what was counted."""
    found = []
    for layer in study.card.layers:
        values = outcome.data[layer.variable]
        limits = [0.0, *layer.limits, float("inf")] if layer.limits else _reference_limits(study, layer.variable)
        found.append(
            CommuneLayer(
                layer.variable, layer.title, values.attrs["unit"], limits, values.attrs["basis"], f"Source : {layer.source}.", values, layer.base
            )
        )
    return (*found, *observed())


def drawn(layer: CommuneLayer, date: float | None) -> Drawn:
    """A layer at a date, as a file holds it; a quantity has no class."""
    values = layer.at(date)
    codes = [str(code) for code in values.commune.values]
    known = {code: None if math.isnan(value) else float(value) for code, value in zip(codes, values.values.tolist(), strict=True)}
    classes = dict(zip(codes, layer.classes(date), strict=True)) if layer.rate else {}
    palette, words = (layer.palette, layer.class_words()) if layer.rate else ((), ())
    return Drawn(layer.key, layer.named(date), layer.unit, layer.basis, layer.source, known, classes, palette, words)


@lru_cache(maxsize=64)
def _reference_limits(study: Study, variable: str) -> list[float]:
    """The classes of a result, from its values at every date in the reference scenario: a lever moves communes, not the classes."""
    values = study.run().data[variable]
    return of_dates(values.transpose("year", "commune").values) if "year" in values.dims else round_limits(values.values.tolist())


def weights(layer: CommuneLayer) -> tuple[xr.DataArray | None, str]:
    """What a mean of a layer is weighted by, and the words that say so; nothing for a count, which is added up."""
    if not layer.rate:
        return None, ""
    by = places()[layer.base or narrowed.base_of(layer.unit)] if layer.by is None else layer.by
    return by, f"moyenne pondérée, base : {french.in_sentence(by.attrs['label'])} de {by.attrs['year']}"


def by_epci(layer: CommuneLayer, date: float | None) -> pd.Series:
    """The layer by intercommunality, then the département: a count is added up, anything else is a weighted mean."""
    values, by = layer.at(date), weights(layer)[0]
    whole = pd.Series({"Département": lozere.by_department(values, by)})
    return pd.concat([lozere.by_epci(values, by), whole])


def table(layer: CommuneLayer, date: float | None) -> pd.DataFrame:
    """The layer as a table to download: one row a commune, with the word that tells how the value was obtained."""
    frame = lozere.communes(lozere.LOZERE)[["name", "epci_name", "population"]]
    frame = frame.rename(columns={"name": "nom", "epci_name": "intercommunalite", "population": "habitants_2023"})
    return frame.assign(figure=layer.title, origine=layer.basis, date=date_words(date), valeur=layer.at(date).values, unite=layer.unit).reset_index()
