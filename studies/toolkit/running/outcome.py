"""What a model answers: the contract of its dataset, and the headlines and bands that a screen reads from it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import xarray as xr

from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Card, Indicator
from studies.toolkit.running.ensemble import HIGH, LOW

DIMENSIONS = ("draw", "year", "commune", "segment")
BASES = ("observé", "réparti", "estimé")  # how a figure by commune was obtained; the word stays on maps, tables and exports
SENSES = (1, -1, 0)  # better when higher, better when lower, neither


@dataclass(frozen=True)
class Headline:
    """An indicator of a study: its central value and the 8-chances-out-of-10 range around it [unit]."""

    id: str
    label: str
    unit: str
    sense: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Outcome:
    """One answer of a study: `data` of the central run, `bands` (low, high) of each series by year, headlines by identifier."""

    slug: str
    version: str
    scenario: str
    changes: Mapping[str, float]
    values: Mapping[str, float]
    data: xr.Dataset = field(repr=False)
    bands: Mapping[str, tuple[np.ndarray, np.ndarray]] = field(repr=False)
    indicators: Mapping[str, Headline] = field(repr=False)


def at(data: xr.Dataset, indicator: Indicator) -> xr.DataArray:
    """The value of an indicator, 0-d or by draw. Raises KeyError when the variable or the year is missing."""
    variable = data[indicator.variable]
    return variable if indicator.year is None else variable.sel(year=indicator.year)


def read(data: xr.Dataset, name: str) -> xr.DataArray:
    """A result named with its date, "subscribers@2031", or without: "public_money". Raises KeyError for an unknown result or date, ValueError for
    a date that is not a number."""
    variable, _, year = name.partition("@")
    return data[variable].sel(year=float(year)) if year else data[variable]


def is_series(variable: xr.DataArray | xr.Variable) -> bool:
    """True for a variable by year alone (and by draw in an ensemble)."""
    return set(variable.dims) - {"draw"} == {"year"}


def spread(variable: xr.DataArray) -> tuple[np.ndarray, np.ndarray]:
    """P10 and P90 over the draws; a variable that no draw moves is its own range."""
    if "draw" not in variable.dims:
        return variable.values, variable.values
    low, high = np.quantile(variable.transpose("draw", ...).values, [LOW, HIGH], axis=0)
    return low, high


def headlines(card: Card, central: xr.Dataset, draws: xr.Dataset) -> dict[str, Headline]:
    """The indicators of a card from the central run and its ensemble."""
    found = {}
    for indicator in card.indicators:
        variable = at(central, indicator)
        low, high = (float(side) for side in spread(at(draws, indicator)))
        found[indicator.id] = Headline(indicator.id, indicator.label, variable.attrs["unit"], variable.attrs["sense"], float(variable), low, high)
    return found


class Bands(Mapping):
    """P10 and P90 of every series by year of an ensemble, each counted when it is first asked for: a screen draws a few of them, and the ensemble
    itself is not kept. `drawn` gives the ensemble again."""

    def __init__(self, drawn: Callable[[], xr.Dataset]) -> None:
        self._drawn = drawn
        answer = drawn()
        self._names = [str(name) for name in answer.data_vars if is_series(answer.variables[name])]
        self._found: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def __getitem__(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._found:
            self._found[name] = spread(self._drawn()[name])
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _variable_faults(name: str, variable: xr.DataArray, place: str) -> list[Fault]:
    where = f"{place}, résultat « {name} »"
    unit = variable.attrs.get("unit") or ""
    faults = []
    if unknown := [str(one) for one in variable.dims if one not in DIMENSIONS]:
        faults.append(Fault(where, f"dimension inconnue : {', '.join(unknown)}", f"n'utiliser que {', '.join(DIMENSIONS)}"))
    if not variable.attrs.get("label"):
        faults.append(Fault(where, "libellé absent", 'donner attrs["label"], en français'))
    if units.find(str(unit)) is None:
        faults.append(Fault(where, f"unité « {unit} » inconnue" if unit else "unité absente", units.remedy(str(unit))))
    if variable.attrs.get("sense") not in SENSES:
        faults.append(Fault(where, "sens absent", 'attrs["sense"] : 1 si plus haut vaut mieux, -1 si plus bas, 0 sinon'))
    if "commune" in variable.dims and variable.attrs.get("basis") not in BASES:
        faults.append(Fault(where, "origine des valeurs par commune absente", f'attrs["basis"] : {", ".join(BASES)}'))
    if not np.issubdtype(variable.dtype, np.number):
        faults.append(Fault(where, "ce ne sont pas des nombres", "renvoyer des nombres ; un texte va dans label"))
    elif not np.isfinite(variable.values).all():
        faults.append(Fault(where, "valeurs manquantes ou infinies", "chercher une division par zéro dans model.py"))
    return faults


def contract_faults(card: Card, data: object, folder: str, what: str = "run") -> list[Fault]:
    """Everything in a model's answer that breaks the contract: dimensions, labels, units, senses, values, named indicators and layers.

    `folder` is how the folder of the study is named in the faults, `what` which call of the model answered.
    """
    place = f"{folder}/model.py ({what})"
    if not isinstance(data, xr.Dataset):
        return [Fault(place, f"run renvoie {type(data).__name__}", "renvoyer un xarray.Dataset")]
    faults = [fault for name, variable in data.data_vars.items() for fault in _variable_faults(str(name), variable, place)]
    for indicator in card.indicators:
        where = f"{folder}/study.toml (indicators, {indicator.id})"
        if indicator.variable not in data:
            faults.append(
                Fault(where, f"le modèle n'a pas de résultat « {indicator.variable} »", f"choisir parmi : {', '.join(map(str, data.data_vars))}")
            )
        elif indicator.year is not None and indicator.year not in data[indicator.variable].coords.get("year", xr.DataArray([])).values:
            faults.append(Fault(where, f"l'année {indicator.year:g} n'est pas calculée", "choisir une année du modèle"))
        elif set(at(data, indicator).dims) - {"draw"}:
            faults.append(Fault(where, "plusieurs valeurs pour un indicateur", "donner une année, ou un résultat sans dimension"))
    for layer in card.layers:
        if layer.variable not in data or "commune" not in data[layer.variable].dims:
            faults.append(
                Fault(
                    f"{folder}/study.toml (layers, {layer.variable})",
                    "pas de résultat par commune de ce nom",
                    "choisir un résultat qui a la dimension commune",
                )
            )
    return faults
