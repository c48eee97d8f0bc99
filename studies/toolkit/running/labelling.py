"""The answer of a model with its words: the arrays that `run` gives by the names of results.csv, made into one dataset.

An array has the axes that results.csv declares, in their order, then the draw as its last axis; the draw may be left out of what no draw moves.
The dates of the axis `year` are `YEARS` of model.py.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import xarray as xr

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.errors import FaultyStudy, in_french
from studies.toolkit.reading.material import Material
from studies.toolkit.reading.results import NAME, Result

YEARS = "YEARS"
DATED = "écrire en haut de model.py les dates des résultats : YEARS = np.arange(2027.0, 2038.0)"


def years(study: Material) -> np.ndarray:
    """The dates of the axis `year` [date_year]. Raises FaultyStudy when model.py gives none that rise."""
    place = f"studies/{study.slug}/model.py"
    if not hasattr(study.model, YEARS):
        raise FaultyStudy(study.slug, [Fault(place, f"{YEARS} absent : des résultats ont la dimension year", DATED)])
    found = np.asarray(getattr(study.model, YEARS))
    if found.ndim != 1 or not np.issubdtype(found.dtype, np.number) or not (np.diff(found) > 0).all():
        raise FaultyStudy(study.slug, [Fault(place, f"{YEARS} n'est pas une suite de dates qui montent", DATED)])
    return found


def told(dates: np.ndarray) -> str:
    """The dates at which a result may be read: une année de 2027 à 2037; each of them when one is passed over."""
    steps = np.diff(dates)
    written = [f"{date:g}" for date in dates]
    return f"une année de {written[0]} à {written[-1]}" if np.allclose(steps, steps[:1]) else french.listed(written, "ou")


@lru_cache(maxsize=16)  # the axes of a study do not change once it is read: to index them again would be half the time of `labelled`
def coordinates(study: Material) -> xr.Coordinates:
    """The values of each axis that a result has; a declared dimension keeps its French names, `label` and `labels`, beside them."""
    used = {axis for result in study.results.values() for axis in result.axes}
    found: dict[str, Any] = {"year": years(study)} if "year" in used else {}
    if "commune" in used:
        found["commune"] = study.territory.commune.values
    for name, dimension in study.card.dimensions.items():
        if name in used:
            found[name] = xr.Variable(name, list(dimension.values), {"label": dimension.label, "labels": dict(dimension.values)})
    return xr.Dataset(coords=found).coords


def _name_faults(study: Material, answer: Mapping[str, Any], draws: int | None) -> list[Fault]:
    """The results that are not declared, and those declared that are not given. Figures by commune are for the map: an ensemble may leave
    them out."""
    place = f"studies/{study.slug}"
    missing = [
        declared.id for declared in study.results.values() if declared.id not in answer and not (draws is not None and "commune" in declared.axes)
    ]
    return [
        Fault(f"{place}/model.py (run)", f"résultat « {name} » absent de {NAME}", f"ajouter une ligne {name} à {NAME}, ou ne pas le rendre")
        for name in answer
        if name not in study.results
    ] + [
        Fault(f"{place}/{NAME} ({name})", f"run ne rend pas « {name} »", "le rendre dans le dictionnaire de run, ou retirer cette ligne")
        for name in missing
    ]


def _in_words(names: list[str], sizes: list[int]) -> str:
    return " × ".join(f"{name} ({size})" for name, size in zip(names, sizes, strict=True)) or "aucun axe"


def _variable(study: Material, result: Result, given: Any, sizes: Mapping[str, int], draws: int | None) -> xr.Variable | Fault:
    """The values of a result with their words; the fault of values that do not have the declared axes."""
    place = f"studies/{study.slug}/model.py (run), résultat « {result.id} »"
    if isinstance(given, xr.DataArray):  # its own order of axes could be another one than that of results.csv
        return Fault(place, "tableau de xarray", "en rendre les valeurs : territory.population.values")
    try:
        values = np.asarray(given)
    except ValueError as error:  # (x * 2, 5 * y): a decimal comma makes two values of one
        return Fault(place, *in_french(error, "en rendre un tableau de nombres"))
    shape = tuple(sizes[axis] for axis in result.axes)
    attributes = {"label": result.label, "unit": result.unit, "sense": result.sense} | ({"basis": result.basis} if result.basis else {})
    if values.shape == shape:
        return xr.Variable(result.axes, values, attributes)
    if values.shape[:-1] == shape and values.ndim == len(shape) + 1 and values.shape[-1] in (1, draws or 1):
        if draws is None:
            return xr.Variable(result.axes, values[..., 0], attributes)
        return xr.Variable((*result.axes, "draw"), np.broadcast_to(values, (*shape, draws)), attributes)
    wanted = _in_words([*result.axes, "tirages"], [*shape, draws or 1])
    return Fault(
        place,
        f"tableau de taille {' × '.join(map(str, values.shape)) or '1, sans axe'} au lieu de {wanted}",
        f"donner les axes de {NAME}, dans leur ordre, puis les tirages, qui peuvent manquer",
    )


def labelled(study: Material, answer: object, draws: int | None) -> xr.Dataset:
    """The answer of `run` as one dataset, without the dimension draw when `draws` is None. Raises FaultyStudy for an answer that is not what
    results.csv declares."""
    if not isinstance(answer, Mapping) or isinstance(answer, xr.Dataset):
        place, kind = f"studies/{study.slug}/model.py (run)", type(answer).__name__
        raise FaultyStudy(
            study.slug, [Fault(place, f"run renvoie {kind}", f"renvoyer un dictionnaire : le nom de {NAME}, le tableau de ses valeurs")]
        )
    faults, found = _name_faults(study, answer, draws), {}
    coords = coordinates(study)
    sizes = coords.sizes
    for name, result in study.results.items():
        if name in answer:
            variable = _variable(study, result, answer[name], sizes, draws)
            if isinstance(variable, Fault):
                faults.append(variable)
            found[name] = variable
    if faults:
        raise FaultyStudy(study.slug, faults)
    return xr.Dataset(found, coords=coords)
