"""What a model answers: the contract of its dataset, and the headlines and bands that a screen reads from it.

A result is named `subscribers`, at a date `subscribers@2031`, in a place of its dimensions `tco[battery, hgv]`, or both `tco[battery, hgv]@2030`.
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import xarray as xr

from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Card, Indicator, Layer
from studies.toolkit.reading.dimensions import BUILT_IN, DRAW
from studies.toolkit.reading.tables import missing
from studies.toolkit.running.ensemble import HIGH, LOW

ZERO = "chercher une division par zéro dans model.py"
SUMMED = ", ou une somme sur des communes sans donnée (les écarter exprès : skipna=True, et le dire)"
SAME = 1e-9  # two values closer than that, absolutely or to their size, are one
NAMED = re.compile(r"(?P<result>[^\[\]@]*)(?:\[(?P<places>[^\[\]@]*)\])?(?:@(?P<year>.*))?")


@dataclass(frozen=True)
class Headline:
    """An indicator of a study: its central value and the 8-chances-out-of-10 range around it [unit]; the share of the draws that reach that value, or
    that do not exceed it when lower is better, and of those that are above zero; those that equal it count for half."""

    id: str
    label: str
    unit: str
    sense: int
    value: float
    low: float
    high: float
    reached: float = 0.5
    positive: float = 0.5


@dataclass(frozen=True)
class Outcome:
    """One answer of a study: `data` of the central run, `bands` (low, high) of each series by year, headlines by identifier; `under` gives that of
    another scenario as its author wrote it, and raises KeyError when there is none of that name."""

    slug: str
    version: str
    scenario: str
    changes: Mapping[str, float]
    values: Mapping[str, float]
    data: xr.Dataset = field(repr=False)
    bands: Mapping[str, tuple[np.ndarray, np.ndarray]] = field(repr=False)
    indicators: Mapping[str, Headline] = field(repr=False)
    under: "Callable[[str], Outcome] | None" = field(default=None, repr=False, compare=False)  # the same study under another scenario


def results(data: xr.Dataset) -> Iterator[tuple[str, xr.Variable]]:
    """Each result of an answer without the values of its axes: fifty times quicker to go through than `data_vars`, which joins them to each."""
    axes = set(data.coords)
    return ((str(name), variable) for name, variable in data.variables.items() if name not in axes)


def at(data: xr.Dataset, indicator: Indicator) -> xr.DataArray:
    """The value of an indicator, 0-d or by draw. Raises KeyError when the variable, its place or the year is missing."""
    variable = read(data, indicator.variable)
    return variable if indicator.year is None else variable.sel(year=indicator.year)


def read(data: xr.Dataset | Mapping[str, xr.DataArray], name: str) -> xr.DataArray:
    """A result by its name: "public_money", "subscribers@2031", "tco[battery, hgv]@2030". Raises KeyError for an unknown result, place or date,
    ValueError for a date that is not a number."""
    parts = NAMED.fullmatch(name)
    if parts is None:
        raise KeyError(name)
    variable = data[parts["result"]]
    if parts["places"] is not None:
        places, axes = [place.strip() for place in parts["places"].split(",")], own_axes(variable)
        if len(places) != len(axes):
            raise KeyError(name)
        variable = variable.sel(dict(zip(axes, places, strict=True)))
    return variable.sel(year=float(parts["year"])) if parts["year"] else variable


def own_axes(variable: xr.DataArray | xr.Variable) -> list[str]:
    """The dimensions of a result that are neither the year, nor the commune, nor the draw: those that stand between brackets."""
    return [str(name) for name in variable.dims if name not in (DRAW, *BUILT_IN)]


def pieces(data: xr.Dataset) -> Iterator[tuple[str, xr.DataArray]]:
    """Each result, cut along the dimensions that study.toml declares: `tco[battery, hgv]` under the label "Coût d'un kilomètre : Batterie, Poids
    lourds". A result without such a dimension comes whole."""
    for name, variable in data.data_vars.items():
        axes = own_axes(variable)
        if not axes:
            yield str(name), variable
            continue
        labels = [variable[axis].attrs["labels"] for axis in axes]
        for places in itertools.product(*labels):
            words = ", ".join(names[place] for names, place in zip(labels, places, strict=True))
            piece = variable.sel(dict(zip(axes, places, strict=True))).drop_vars(axes)
            yield f"{name}[{', '.join(places)}]", piece.assign_attrs(label=f"{variable.attrs['label']} : {words}")


def named(data: xr.Dataset, name: str) -> list[tuple[str, xr.DataArray]]:
    """The pieces of a result, or the one that is named with its place. Raises KeyError for an unknown name."""
    found = [(place, piece) for place, piece in pieces(data[[name.partition("[")[0]]]) if name in (place, place.partition("[")[0])]
    if not found:
        raise KeyError(name)
    return found


def series_names(data: xr.Dataset) -> list[str]:
    """The names of the pieces that are series by year, none of them cut out."""
    found = []
    for name, variable in results(data):
        axes = own_axes(variable)
        if set(variable.dims) - {DRAW, *axes} == {"year"}:
            places = itertools.product(*(data.variables[axis].attrs["labels"] for axis in axes))
            found += [f"{name}[{', '.join(place)}]" for place in places] if axes else [name]
    return found


def is_series(variable: xr.DataArray | xr.Variable) -> bool:
    """True for a variable by year alone (and by draw in an ensemble)."""
    return set(variable.dims) - {"draw"} == {"year"}


def spread(variable: xr.DataArray) -> tuple[np.ndarray, np.ndarray]:
    """P10 and P90 over the draws; a variable that no draw moves is its own range."""
    if "draw" not in variable.dims:
        return variable.values, variable.values
    low, high = np.quantile(variable.transpose("draw", ...).values, [LOW, HIGH], axis=0)
    return low, high


def central_headlines(card: Card, central: xr.Dataset) -> dict[str, Headline]:
    """The indicators of a card before its ensemble is counted: each range is the value alone."""
    found = {}
    for indicator in card.indicators:
        variable = at(central, indicator)
        value = float(variable)
        found[indicator.id] = Headline(indicator.id, indicator.label, variable.attrs["unit"], variable.attrs["sense"], value, value, value)
    return found


def headlines(card: Card, central: xr.Dataset, draws: xr.Dataset) -> dict[str, Headline]:
    """The indicators of a card from the central run and its ensemble."""
    return with_ranges(central_headlines(card, central), {indicator.id: at(draws, indicator) for indicator in card.indicators})


def with_ranges(central: Mapping[str, Headline], draws: Mapping[str, xr.DataArray]) -> dict[str, Headline]:
    """Headlines with what their draws say of them."""
    found = {}
    for name, headline in central.items():
        low, high = (float(side) for side in spread(draws[name]))
        chances = {"reached": reached(draws[name].values, headline.value, headline.sense), "positive": above_zero(draws[name])}
        found[name] = headline if np.isnan(headline.value) else replace(headline, low=low, high=high, **chances)  # without object: no range either
    return found


class Ranges(NamedTuple):
    """What an ensemble says of a choice, once it is counted: the headlines with their ranges, P10 and P90 of each result but those by commune
    [2 x axes of the result]. A few tens of kilobytes, where the ensemble has megabytes."""

    headlines: Mapping[str, Headline]
    spreads: Mapping[str, np.ndarray]


def ranges(card: Card, central: xr.Dataset, draws: xr.Dataset) -> Ranges:
    """What is kept of an ensemble. All results are counted together: most of a quantile does not depend on how many values it is asked of."""
    kept = {name: variable for name, variable in results(draws) if "commune" not in variable.dims}
    moved = [name for name, variable in kept.items() if DRAW in variable.dims]
    rows = [kept[name].transpose(..., DRAW).values.reshape(-1, draws.sizes[DRAW]) for name in moved]
    ends = np.cumsum([len(row) for row in rows])
    sides = np.quantile(np.sort(np.concatenate(rows)), [LOW, HIGH], axis=1) if rows else np.empty((2, 0))  # twice as quick on sorted draws
    found = {name: np.stack([variable.values] * 2) for name, variable in kept.items()}
    for name, row, end in zip(moved, rows, ends, strict=True):
        found[name] = sides[:, end - len(row) : end].reshape(2, *central.variables[name].shape)
    return Ranges(headlines(card, central, draws), found)


def reached(drawn: np.ndarray, value: float, sense: int) -> float:
    """The share of the draws that are at least `value`, or at most when lower is better [share]; those that equal it count for half."""
    same = np.isclose(drawn, value, rtol=SAME, atol=SAME)
    beyond = (drawn < value if sense < 0 else drawn > value) & ~same
    return float(np.mean(beyond + same / 2))


def above_zero(drawn: xr.DataArray) -> float:
    """The share of the draws that are above zero [share]; those that are zero count for half."""
    return reached(drawn.values, 0.0, 1)


class Bands(Mapping):
    """P10 and P90 of every series by year of an ensemble. Any other result can be asked for by its name, as `read` takes it.

    Those that were counted elsewhere are given, as in `Ranges`; each of the others is counted when it is first asked for: a screen draws a few of
    them, and the ensemble itself is not kept. `drawn` gives the ensemble again.
    """

    def __init__(self, central: xr.Dataset, drawn: Callable[[], xr.Dataset], spreads: Mapping[str, np.ndarray]) -> None:
        self._central, self._drawn, self._spreads = central, drawn, spreads
        self._names = series_names(central)
        self._found: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def __getitem__(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        if name not in self._found:
            self._found[name] = self._counted(name)
        return self._found[name]

    def _counted(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        stem = re.split(r"[\[@]", name, maxsplit=1)[0]
        if np.isnan((none := read(self._central, name)).values.astype(float)).all():  # without object
            return none.values, none.values
        if stem not in self._spreads:
            return spread(read(self._drawn(), name))
        low, high = (read({stem: self._central[stem].copy(data=side)}, name).values for side in self._spreads[stem])
        return low, high

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def unfinished(data: xr.Dataset, without_data: Collection[str] = ()) -> list[str]:
    """The results that hold no number somewhere; the communes of which a table has no figure may have none."""
    return [name for name, variable in results(data) if not missing.sound(variable, data, without_data)]


def _variable_faults(name: str, variable: xr.Variable, place: str, unfinished: bool, remedy: str) -> list[Fault]:
    where = f"{place}, résultat « {name} »"
    if not np.issubdtype(variable.dtype, np.number):
        return [Fault(where, "ce ne sont pas des nombres", "renvoyer des nombres ; un texte va dans results.csv")]
    return [Fault(where, "valeurs manquantes ou infinies", remedy)] if unfinished else []


def _indicator_fault(indicator: Indicator, data: xr.Dataset) -> tuple[str, str] | None:
    """What keeps an indicator from being read, and the remedy."""
    stem = indicator.variable.partition("[")[0]
    if stem not in data:
        return f"le modèle n'a pas de résultat « {stem} »", f"choisir parmi : {', '.join(map(str, data.data_vars))}"
    try:
        variable = read(data, indicator.variable)
    except KeyError:
        return f"« {indicator.variable} » ne désigne aucune valeur", places_of(data[stem])
    years = variable.coords.get("year", xr.DataArray([])).values.tolist()
    if indicator.year is not None and indicator.year not in years:
        return f"l'année {indicator.year:g} n'est pas calculée", f"choisir une année du modèle : {', '.join(map('{:g}'.format, years)) or 'aucune'}"
    if set(at(data, indicator).dims) - {DRAW}:
        dated = f"donner une année{''.join(f' : year = {year:g}' for year in years[-1:])}"
        return "plusieurs valeurs pour un indicateur", places_of(variable) if own_axes(variable) else dated
    return None


def places_of(variable: xr.DataArray) -> str:
    """How the values of a result are named: "écrire tco[battery, hgv] ; technology : battery, diesel ; fleet : hgv, bus"."""
    axes = own_axes(variable)
    if not axes:
        return f"écrire {variable.name}, qui n'a pas de dimension à mettre entre crochets"
    first = ", ".join(str(variable[axis].values[0]) for axis in axes)
    known = [f"{axis} : {', '.join(map(str, variable[axis].values))}" for axis in axes]
    return f"écrire {' ; '.join([f'{variable.name}[{first}]', *known])}"


def _limit_faults(layer: Layer, unit: units.Unit, where: str) -> list[Fault]:
    """The limits of the classes of a layer that no value of its unit reaches: a share typed as a percentage."""
    beyond = [limit for limit in layer.limits or () if not unit.lowest <= limit <= unit.highest]
    return [Fault(where, f"limite de classe {beyond[0]:g} impossible pour l'unité « {unit.code} »", unit.span)] if beyond else []


def contract_faults(card: Card, data: xr.Dataset, folder: str, what: str = "run", without_data: Collection[str] = ()) -> list[Fault]:
    """What is wrong with the values of an answer that has the declared axes: numbers that are none, indicators and layers that name no value.

    `folder` is how the folder of the study is named in the faults, `what` which call of the model answered, `without_data` the communes
    of which a table has no figure.
    """
    place = f"{folder}/model.py ({what})"
    left, remedy = unfinished(data, without_data), ZERO + (SUMMED if without_data else "")
    faults = [fault for name, variable in results(data) for fault in _variable_faults(name, variable, place, name in left, remedy)]
    for indicator in card.indicators:
        if fault := _indicator_fault(indicator, data):
            faults.append(Fault(f"{folder}/study.toml (indicators, {indicator.id})", *fault))
    for layer in card.layers:
        if layer.variable not in data or "commune" not in data[layer.variable].dims:
            faults.append(
                Fault(
                    f"{folder}/study.toml (layers, {layer.variable})",
                    "pas de résultat par commune de ce nom",
                    "choisir un résultat qui a la dimension commune",
                )
            )
        else:
            faults += _limit_faults(layer, units.find(data[layer.variable].attrs["unit"]), f"{folder}/study.toml (layers, {layer.variable})")
    return faults
