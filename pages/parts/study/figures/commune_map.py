"""The declared figures of a study that are maps: a result or a column of a table, at one date, commune by commune."""

from functools import lru_cache

import numpy as np

from geo.territory.classes import of_dates, round_limits
from pages.parts.charts import chart_panel
from pages.parts.maps import commune_layers, territory_map
from pages.parts.maps.commune_layers import CommuneLayer
from pages.parts.study.figures import figure_data
from pages.parts.study.view import View
from studies.toolkit.reading.figures.declared import Figure
from studies.toolkit.running.figures import pieces
from studies.toolkit.running.figures.pieces import YEAR
from studies.toolkit.running.study import Study


def show(view: View, figure: Figure, key: str) -> None:
    """The map, the facts of a commune beside it, its source and its data."""
    layer = of_figure(view, figure)
    territory_map.of_layer(layer, key, f"Carte des communes de la Lozère. {territory_map.colour_words(layer, None)}")
    chart_panel.source_and_data(layer.source, lambda: commune_layers.table(layer, None), key)


def of_figure(view: View, figure: Figure) -> CommuneLayer:
    """What the map of a figure colours. Its classes are those of the layer of the same result when the card has one, else they come from
    the values of the reference scenario: a lever moves communes, not the classes."""
    study = view.study
    (piece,) = pieces.of_figure(study, figure, view.outcome.data)
    values, source = piece.at(figure.year), figure_data.source(study, figure)
    when = "" if YEAR not in piece.values.dims else commune_layers.date_words(figure.year) if figure.table is None else f"{figure.year:g}"
    title = ", ".join(filter(None, [pieces.called(figure, [piece])[0], when]))
    basis = piece.values.attrs["basis"] if figure.table is None else study.tables[figure.table].card.basis
    same = next((layer for layer in study.card.layers if figure.table is None and layer.variable == piece.name), None)
    limits = [0.0, *same.limits, float("inf")] if same and same.limits else _limits(study, figure.id)
    return CommuneLayer(key_of(figure), title, piece.unit, limits, basis, source, values, same.base if same else "")


def key_of(figure: Figure) -> str:
    """The name of its layer."""
    return f"figure-{figure.id}"


@lru_cache(maxsize=64)
def _limits(study: Study, name: str) -> list[float]:
    figure = next(figure for figure in study.card.figures if figure.id == name)
    (piece,) = pieces.of_figure(study, figure, study.run(study.card.reference).data)
    values = piece.values
    return of_dates(values.transpose(YEAR, "commune").values) if YEAR in values.dims else round_limits(np.asarray(values).tolist())
