"""A sum is written in a unit that one reads, a word agrees with the number that is read before it."""

import math

import pytest

from studies.toolkit.reading import units


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.000877, "MEUR_2024", "877\u00a0€"),  # 0,000877 M€ before
        (0.0322, "MEUR_2024", "32,2\u00a0k€"),
        (-0.05, "kEUR_2024/year", "\u221250\u00a0€/an"),
        (0.191, "MEUR_2024", "0,191\u00a0M€"),
        (0.0, "MEUR_2024", "0\u00a0M€"),
        (1e-12, "MEUR_2024", "0\u00a0M€"),  # what is left of a sum that closes
        (0.05, "EUR_2024/kg", "0,05\u00a0€/kg"),
    ],
)
def test_a_sum_is_written_in_a_unit_that_one_reads(value, unit, text):
    assert units.headline(value, unit) == text


def test_beside_a_sum_in_another_unit_a_range_and_a_difference_say_theirs():
    assert units.headline_span(-0.593, 0.181, "MEUR_2024", beside=0.000877) == "\u22120,593 à 0,181\u00a0M€"
    assert units.headline_span(-0.593, 0.181, "MEUR_2024", beside=-0.2) == "\u22120,593 à 0,181"
    assert units.difference(0.03, "MEUR_2024", beside=3.0) == "+0,03"
    assert units.becomes(15.5, math.nan, "EUR_2024/kg") == "15,5\u00a0€/kg → sans objet"
    assert units.becomes(0.0322, 1.2, "MEUR_2024") == "0,0322 → 1,2\u00a0M€"
    assert units.headline_range(0.0243, 0.0444, "MEUR_2024") == "entre 24,3 et 44,4\u00a0k€"


@pytest.mark.parametrize(("value", "word"), [(0, "demanderait"), (1, "demanderait"), (1.97, "demanderaient"), (2, "demanderaient")])
def test_a_word_agrees_with_the_number_as_it_is_written(value, word):
    assert units.agreeing(value, "desks", "demanderait", "demanderaient") == word


def test_under_a_value_that_has_its_unit_a_difference_and_a_range_tell_points_only():
    assert units.difference(38_700, "tCO2e/year", beside=46_900) == "+38\u202f700"
    assert units.difference(-0.219, "share", beside=0.4) == "\u221221,9\u00a0points"
    assert units.headline_span(36_700, 58_700, "tCO2e/year", beside=46_900) == "36\u202f700 à 58\u202f700"


@pytest.mark.parametrize(
    ("change", "unit", "figure", "text"),
    [
        (0.0216, "farms", 28, "moins de 1\u00a0exploitation"),  # « +0,0216 » beside « 28 exploitations »
        (12.3, "farms", 69.2, "+12\u00a0exploitations"),
        (0.0566, "MEUR_2024", 0.549, "+0,057\u00a0M€"),  # « +56,6 k€ » beside « 0,549 M€ »
        (-0.003, "MEUR_2024", 4.6, "moins de 0,01\u00a0M€"),
        (-0.9775, "MEUR_2024", -0.977, "\u22120,978\u00a0M€"),
        (24, "subscribers", 30_100, "+24\u00a0abonnés"),
        (0.0125, "share", 0.626, "+1,3\u00a0point"),
        (-0.4, "MEUR_2024", 0, "\u22120,4\u00a0M€"),
        (math.nan, "share", 0.35, "sans objet"),
    ],
)
def test_a_change_is_written_in_the_unit_and_with_the_decimals_of_the_figure_that_it_changes(change, unit, figure, text):
    assert units.difference(change, unit, beside=figure, unit_too=True) == text


@pytest.mark.parametrize(
    ("amounts", "unit", "texts", "whole"),
    [
        ([1_283.6, -45.7], "premises", ["1\u202f284\u00a0locaux", "\u221246\u00a0locaux"], "1\u202f238\u00a0locaux"),  # 1 280 − 46 = 1 240 before
        ([1_200.0, 80.0], "premises", ["1\u202f200\u00a0locaux", "80\u00a0locaux"], "1\u202f280\u00a0locaux"),
        ([0.4, 0.4, 0.4], "GWh/year", ["0,4\u00a0GWh/an"] * 3, "1,2\u00a0GWh/an"),
        ([13.3, 0.0123], "MEUR_2024", ["13,3\u00a0M€", "0,01\u00a0M€"], "13,31\u00a0M€"),
        ([100.4, 100.4, 100.4], "premises", ["100\u00a0locaux"] * 3, "environ 301\u00a0locaux"),  # nobody counts tenths of them
        ([0.0, 0.0], "MEUR_2024", ["0\u00a0M€"] * 2, "0\u00a0M€"),
    ],
)
def test_amounts_that_are_read_give_the_sum_that_is_read(amounts, unit, texts, whole):
    assert units.adding(amounts, unit) == (texts, whole)


def test_steps_from_a_share_to_another_are_read_in_points():
    assert units.adding([0.35, -0.012], "share", steps=True) == (["35\u00a0%", "\u22121,2\u00a0point"], "33,8\u00a0%")
