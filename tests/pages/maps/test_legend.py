"""The legend of a map, as the page writes it."""

import re

import pytest
import xarray as xr

from pages.parts.maps import legend, territory_map
from pages.parts.maps.commune_layers import CommuneLayer

COMMUNES = {"commune": ["48001", "48002", "48003"]}


def layer(unit: str, limits: list[float], values: list[float], **more) -> CommuneLayer:
    return CommuneLayer("trial", "Essai", unit, limits, "estimé", "Source.", xr.DataArray(values, dims="commune", coords=COMMUNES), **more)


def seen(shown: str) -> list[str]:
    """What an eye reads of it, in order."""
    return [text.replace("\u202f", " ").replace("\u00a0", " ") for text in re.findall(r">([^<]+)<", shown) if text.strip()]


def heard(shown: str) -> list[str]:
    """The words of each class and of each sign."""
    return [words.replace("\u202f", " ").replace("\u00a0", " ") for _, words in legend.read(shown)]


def test_classes_stand_side_by_side_with_their_limits_between_and_the_unit_said_once():
    shown = legend.scale(layer("kWh/inhabitant", [75.0, 830.0, 1300.0, 4500.0], [80.0, 900.0, 4000.0]))
    assert seen(shown) == ["830", "1 300", "kWh/habitant"]
    assert heard(shown) == ["moins de 830 kWh/habitant", "830 à 1 300 kWh/habitant", "1 300 kWh/habitant et plus"]


def test_a_share_is_written_in_per_cent():
    assert seen(legend.scale(layer("share", [0.0, 0.15, 0.3, 1.0], [0.1, 0.2, 0.4]))) == ["15", "30", "%"]


def test_what_has_no_figure_and_what_is_nothing_stand_apart_from_the_scale():
    shown = legend.scale(layer("share", [0.0, 0.5, 1.0], [0.0, 0.7, float("nan")], zero="aucun immeuble"))
    assert seen(shown) == ["50", "%", "aucun immeuble", "pas de donnée"]
    assert heard(shown) == ["moins de 50 %", "50 % et plus", "aucun immeuble", "pas de donnée"]


@pytest.mark.parametrize(
    ("unit", "limits", "words"),
    [("kWh/kWh", [1.28, 1.33], "entre 1,28 et 1,33"), ("premises", [0.0, 40.0, 220.0], "la surface du rond dit la quantité, 220 locaux au plus")],
)
def test_a_single_class_and_a_quantity_are_said_in_words(unit, limits, words):
    assert seen(legend.scale(layer(unit, limits, [1.3, 1.3, 1.3])))[0].startswith(words)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([0.1, 0.2, 0.3], "Une seule couleur sur la carte : moins de 50 % pour les 3 communes."),
        ([0.1, 0.2, float("nan")], "Une seule couleur sur la carte : moins de 50 % pour les 2 communes dont la donnée est connue."),
        ([0.1, 0.2, 0.7], ""),
        ([float("nan")] * 3, ""),
    ],
)
def test_a_map_of_one_colour_says_so(values, said):
    assert territory_map.crowded(layer("share", [0.0, 0.5, 1.0], values), None).replace("\u00a0", " ").replace("\u202f", " ") == said


def test_the_signs_of_a_map_hold_on_one_line_beside_a_chart():
    """505 px at 1440: five signs with their gaps take about 140, a character about 5.8."""
    words = [said for _, said in [*legend.sites(), legend.ROAD_ENTRY]]
    assert words[0] == "zone fibrée" and words[-1] == "A75, schématique"
    assert sum(map(len, words)) <= 70
