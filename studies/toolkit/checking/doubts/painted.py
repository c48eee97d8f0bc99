"""Maps that would say something else than their figures: a count painted as if it were a rate, limits of classes that leave a single colour."""

from collections.abc import Iterator

import numpy as np

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Layer
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study


def faults(study: Study) -> list[Fault]:
    """What is wrong with the layers of a card, whatever the scenario."""
    return [
        Fault(f"studies/{study.slug}/study.toml (layers.{place}.{key})", said, remedy)
        for place, layer in enumerate(study.card.layers)
        for key, said, remedy in (*_counted(study, layer), *_unused(study, layer), *_of_one_colour(study, layer))
    ]


def _counted(study: Study, layer: Layer) -> Iterator[tuple[str, str, str]]:
    """A `base` says that a figure is a rate: a number of homes or of euros is none."""
    unit = study.results[layer.variable].unit
    if layer.base and units.counted(unit):
        said = f"« {layer.variable} » compte des {units.noun(unit, 2)} : la carte les peindrait comme un taux"
        remedy = "ôter base : un nombre se montre par des cercles ; ou le diviser dans run, pour en faire une part ou un nombre par km²"
        yield "base", said, remedy


def _unused(study: Study, layer: Layer) -> Iterator[tuple[str, str, str]]:
    """Limits of classes colour the communes: a quantity is a circle on each, and would leave them out without a word."""
    unit = study.results[layer.variable].unit
    if layer.limits is not None and not layer.base and units.adds_up(unit):
        said = f"limites que la carte n'emploie pas : une quantité (« {unit} ») s'y montre par des cercles"
        yield "limits", said, "ôter limits ; ou, pour une moyenne ou un taux, dire par quoi dans l'unité (hour/inhabitant/month), ou donner base"


def _of_one_colour(study: Study, layer: Layer) -> Iterator[tuple[str, str, str]]:
    if layer.limits is None:
        return
    held = [runs.run(study, scenario).data[layer.variable].values.ravel() for scenario in study.scenarios]
    values = np.concatenate(held)
    values = values[np.isfinite(values)]
    if not values.size or len(set(np.searchsorted(layer.limits, values, side="right").tolist())) > 1:
        return
    unit = study.results[layer.variable].unit
    least, most = (french.significant(float(end)) for end in (values.min(), values.max()))
    said = f"limites qui ne laissent qu'une couleur : toutes les valeurs vont de {least} à {most}"
    yield "limits", said, f"des limites entre ces deux valeurs, dans l'unité du résultat (« {unit} ») ; ou ôter limits, la carte en choisit"
