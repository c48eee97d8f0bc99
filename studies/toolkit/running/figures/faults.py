"""What is wrong with the declared figures of a study once its model has run: titles whose names stand for nothing, dates that are not computed, piles
of what does not add up."""

from collections.abc import Iterator, Sequence

import numpy as np

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.reading.figures.declared import PICTURE, STACKED, Figure
from studies.toolkit.reading.material import Material
from studies.toolkit.running import narrative
from studies.toolkit.running.figures import pieces
from studies.toolkit.running.figures.pieces import YEAR, Piece
from studies.toolkit.running.outcome import Outcome

CLOSED = 1e-9  # of the largest value: what is under it is rounding


def faults(study: Material, outcome: Outcome, place: str) -> list[Fault]:
    """Every fault of the figures of a card, seen from an outcome."""
    found = []
    for number, figure in enumerate(study.card.figures):
        at = f"{place} (figures.{number}"
        found += narrative.sentence_faults(figure.title, f"{at}.title)", outcome, study.parameters)
        if figure.kind != PICTURE:
            found += _date_faults(shown := pieces.of_figure(study, figure, outcome.data), figure, f"{at}.year)")
            if figure.kind == STACKED:
                found += _pile_faults(figure, shown, f"{at}.{'results' if figure.table is None else 'table'})")
    return found


def _date_faults(shown: Sequence[Piece], figure: Figure, place: str) -> Iterator[Fault]:
    for piece in shown:
        years = piece.values[YEAR].values if YEAR in piece.values.dims else [figure.year]
        if figure.year is not None and figure.year not in years:
            first, last = years[0], years[-1]
            yield Fault(
                place, f"l'année {figure.year:g} de « {piece.name} » n'est pas calculée", f"de {first:g} à {last:g}, par exemple year = {last:g}"
            )
            return


def _pile_faults(figure: Figure, shown: Sequence[Piece], place: str) -> Iterator[Fault]:
    """What a pile would show wrong: values below zero, unknown ones, shares beyond the whole, a part that is the sum of the others."""
    if any(figure.year is not None and YEAR in piece.values.dims and figure.year not in piece.values[YEAR].values for piece in shown):
        return
    rows = np.array([np.atleast_1d(piece.at(figure.year).values).astype(float) for piece in shown])
    most = float(np.nanmax(np.abs(rows), initial=0.0))
    if np.isnan(rows).any():
        lacking = french.listed([piece.name for piece, row in zip(shown, rows, strict=True) if np.isnan(row).any()])
        yield Fault(place, f"pile de valeurs dont il manque une part : {lacking}", 'la compléter, ou kind = "line", qui montre ce qui manque')
        return
    for piece, row in zip(shown, rows, strict=True):
        if (row < -CLOSED * most).any():
            yield Fault(place, f"pile de « {piece.name} », qui passe sous zéro ({row.min():.4g})", 'kind = "waterfall" à une date, ou kind = "line"')
            return
    if shown[0].unit == "share" and (total := float(rows.sum(axis=0).max())) > 1 + CLOSED:
        yield Fault(
            place, f"pile de parts qui dépasse le tout : {total:.4g} au lieu de 1 au plus", 'kind = "line" : ce ne sont pas les parts d\'un même tout'
        )
    for piece, row in zip(shown, rows, strict=True) if len(shown) > 2 else ():
        if row.any() and np.allclose(row, rows.sum(axis=0) - row, rtol=CLOSED, atol=CLOSED * most):
            yield Fault(place, f"« {piece.name} » est la somme des autres parts : la pile la compterait deux fois", f"ôter {piece.name}")
