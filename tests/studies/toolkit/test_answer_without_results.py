"""A study that has no results.csv yet: its model names its results itself, and what is wrong with them is told."""

import numpy as np
import pytest
import xarray as xr

from studies import catalog
from studies.toolkit.running import outcome, runs
from tests.studies.study_changes import good_study

PLACE = "studies/x/model.py (run)"
WORDS = {"label": "Abonnés", "unit": "subscribers", "sense": 1}


def told(data) -> list[tuple[str, str, str]]:
    card = good_study().card.model_copy(update={"indicators": [], "layers": []})
    return [(fault.place, fault.fault, fault.remedy) for fault in outcome.contract_faults(card, data, "studies/x")]


def of_one(dims, values, **words) -> xr.Dataset:
    return xr.Dataset({"subscribers": (dims, values, {name: word for name, word in (WORDS | words).items() if word is not None})})


def test_a_sound_result_has_no_fault():
    assert told(of_one(("year",), [1.0, 2.0])) == []
    assert told(of_one(("commune", "segment"), [[1.0]], basis="estimé")) == []


@pytest.mark.parametrize(
    ("data", "place", "fault", "remedy"),
    [
        ({}, PLACE, "run renvoie dict", "renvoyer un xarray.Dataset"),
        (of_one((), 1.0, unit=None), f"{PLACE}, résultat « subscribers »", "unité absente", "choisir parmi"),
        (of_one((), 1.0, unit="houses"), f"{PLACE}, résultat « subscribers »", "unité « houses » inconnue", "choisir parmi"),
        (of_one((), 1.0, label=""), f"{PLACE}, résultat « subscribers »", "libellé absent", "en français"),
        (of_one((), 1.0, sense=None), f"{PLACE}, résultat « subscribers »", "sens absent", "-1 si plus bas"),
        (of_one(("commune",), [1.0]), f"{PLACE}, résultat « subscribers »", "origine des valeurs par commune absente", "estimé"),
        (of_one(("age",), [1.0]), f"{PLACE}, résultat « subscribers »", "dimension inconnue : age", "draw, year, commune, segment, department"),
        (of_one(("year",), [1.0, np.nan]), f"{PLACE}, résultat « subscribers »", "valeurs manquantes ou infinies", "division par zéro"),
        (of_one((), "beaucoup"), f"{PLACE}, résultat « subscribers »", "ce ne sont pas des nombres", "nombres"),
    ],
)
def test_what_is_wrong_with_a_result_is_told(data, place, fault, remedy):
    ((where, what, instead),) = told(data)
    assert (where, what) == (place, fault) and remedy in instead


@pytest.mark.parametrize("study", [study for study in catalog.studies() if not study.results], ids=lambda study: study.slug)
def test_its_model_receives_labelled_figures_as_before(study):
    figures = runs.assemble(study, runs.choices(study, study.card.reference, {}))
    name = next(iter(study.parameters))
    assert isinstance(getattr(figures, name), xr.DataArray) and figures.draws is None
