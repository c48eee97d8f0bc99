"""What a study declares to add up: a balance that closes is silent, one that does not is told to the author and to the reader."""

import numpy as np
import pytest
import xarray as xr
from pydantic import ValidationError

from studies.toolkit.reading.results import Balance
from studies.toolkit.running import balances


class Card:
    """A card that declares one balance: what is taken and what is left are what was offered."""

    balances = [Balance(id="pigs", title="Porcs offerts, pris ou laissés", whole=["offered"], parts=["taken", "left"])]


def answer(left) -> xr.Dataset:
    """Pigs offered and left by year, taken by abattoir and year [t/year]."""
    found = xr.Dataset(
        {"offered": ("year", [30.0, 40.0]), "taken": (("abattoir", "year"), [[10.0, 15.0], [15.0, 5.0]]), "left": ("year", left)},
        coords={"year": [2030.0, 2031.0]},
    )
    for variable in found.data_vars.values():
        variable.attrs["unit"] = "t/year"
    return found


def plain(told) -> str:
    """What is told, with ordinary spaces."""
    return str(told).replace("\u202f", " ").replace("\xa0", " ")


def test_parts_are_summed_over_the_dimensions_that_the_whole_has_not():
    missing, nothing = balances.gap(answer([5.0, 20.0]), Card.balances[0])
    assert missing.values.tolist() == [0.0, 0.0]
    assert nothing == pytest.approx(80 * 1e-9)
    assert balances.open_ones(Card, answer([5.0, 20.0])) == []


def test_rounding_is_no_gap_and_a_kilogram_is_one():
    assert balances.open_ones(Card, answer([5.0, 20.0 + 1e-8])) == []
    assert [found.amount for found in balances.open_ones(Card, answer([5.0, 20.001]))] == pytest.approx([-0.001])


def test_the_worst_date_is_told_in_french():
    (found,) = balances.open_ones(Card, answer([4.0, 15.0]))
    assert (found.amount, found.year) == (5.0, 2031.0)
    assert plain(found) == "Le compte « Porcs offerts, pris ou laissés » ne tombe pas juste : 5 t/an d'écart au 1er janvier 2031."
    (fault,) = balances.faults(Card, answer([4.0, 15.0]), "studies/pork")
    assert plain(fault).startswith("studies/pork/study.toml (balances, pigs) | Le compte « Porcs offerts")
    assert fault.remedy == "comparer offered à taken + left dans le modèle"


def test_a_gap_in_one_draw_is_found():
    drawn = answer([5.0, 20.0]).expand_dims(draw=2).copy(deep=True)
    drawn["left"][1, 0] = 6.0
    for name in drawn.data_vars:
        drawn[name].attrs["unit"] = "t/year"
    assert [found.year for found in balances.open_ones(Card, drawn)] == [2030.0]


def test_a_result_that_does_not_exist_is_named_with_those_that_do():
    (fault,) = balances.faults(Card, answer([5.0, 20.0]).drop_vars("left"), "studies/pork")
    assert fault.fault == "le modèle n'a pas de résultat « left »"
    assert fault.remedy == "choisir parmi : offered, taken"


def test_a_balance_has_something_on_both_sides():
    with pytest.raises(ValidationError):
        Balance(id="pigs", title="Porcs", whole=["offered"], parts=[])


def test_the_gap_of_a_single_number_has_no_date():
    data = xr.Dataset({"offered": ((), 3.0, {"unit": "t"}), "taken": ((), 1.0, {"unit": "t"}), "left": ((), np.float64(1.5), {"unit": "t"})})
    (found,) = balances.open_ones(Card, data)
    assert plain(found).endswith("0,5 t d'écart.")
