"""Years that a series passes over: from 2028 to 2030, what is added up, or told from the line before, counts two years for one."""

from itertools import pairwise

import numpy as np

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.reading.tables.cards import YEAR
from studies.toolkit.reading.tables.values import Table
from studies.toolkit.running.labelling import YEARS
from studies.toolkit.running.study import Study

LEFT_OUT = (
    "l'ajouter si la source la donne, sans chiffre si elle ne dit rien ; sinon le dire dans les limites : "
    "d'une ligne à la suivante (np.diff, np.cumsum), le modèle y compterait plusieurs années pour une"
)


def remarks(study: Study) -> list[Fault]:
    """The years that a table or the dates of the model pass over."""
    return [*(fault for table in study.tables.values() for fault in _of_table(table)), *_of_model(study)]


def _of_table(table: Table) -> list[Fault]:
    """Those between two lines of a table that has a line for most years: censuses and surveys come as they come."""
    steps = np.diff(table.years) if YEAR in table.data.dims else np.array([])
    absent = [f"{year:.0f}" for before, after in pairwise(table.years) for year in np.arange(before + 1, after)] if steps.size else []
    if not absent or 2 * (steps == 1).sum() < steps.size:
        return []
    named = f"{french.plural(len(absent), 'année absente', 'années absentes')} entre {table.years[0]:.0f} et {table.years[-1]:.0f}"
    return [Fault(table.place, f"{named} : {french.listed(absent)}", LEFT_OUT)]


def _of_model(study: Study) -> list[Fault]:
    """The first of the dates that do not follow each other at the step of the others."""
    dates = np.asarray(getattr(study.model, YEARS, ()), dtype=float)
    steps = np.diff(dates)
    apart = np.flatnonzero(~np.isclose(steps, steps.min())) if steps.size else steps
    if not apart.size:
        return []
    said = f"dates qui ne se suivent pas : {dates[apart[0]]:g}, puis {dates[apart[0] + 1]:g}"
    step = "" if steps.min() == 1 else f", {steps.min():g}"
    remedy = (
        f"{YEARS} = np.arange({dates[0]:.1f}, {dates[-1] + steps.min():.1f}{step}) : sinon np.cumsum et np.diff y comptent plusieurs années pour une"
    )
    return [Fault(f"studies/{study.slug}/model.py ({YEARS})", said, remedy)]
