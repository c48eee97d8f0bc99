"""The page of hydrogen when nothing is chosen, and what it says of the option that it advises whatever is chosen."""

import math
import re
from pathlib import Path

import pytest

from studies import catalog
from studies.toolkit.reading import units
from studies.toolkit.running import narrative, sensitivity, standing
from tests.pages.conftest import Visitor, in_whole

ROOT = Path(__file__).parents[3]
ZONES = 11  # the question on zones and communes


def test_the_communes_around_a_zone_are_told_in_a_sentence_when_nobody_asks_for_anything():
    """All the levers at their lowest: in version 0.12.0 the page failed."""
    site = Visitor.new()
    site.session_state["hydrogen.scenario"] = "nothing"
    site.session_state[f"hydrogen.question-{ZONES}"] = True
    for lever in catalog.get("hydrogen").parameters.values():
        if lever.role == "lever":
            site.session_state[f"hydrogen.{lever.id}"] = lever.low
    site.switch_page(str(ROOT / "studies/hydrogen/page.py"))
    in_whole(site)
    page = site.run()
    assert not page.exception
    assert any("personne n'y ferait le plein" in element.value.replace("\u2019", "'") for element in [*page.markdown, *page.caption])


def test_the_price_of_a_kilo_that_nobody_buys_is_written_as_without_object_with_its_reason():
    """A station is open and nobody stops: in version 0.16.0 a kilo was written 262 000 EUR, and 10.6 EUR with a guarantee of 100 t."""
    site = Visitor.new()
    for name, value in {"scenario": "biomethane", "stations": 1.0, "guaranteed_volume": 100.0, "why.pump_price": True}.items():
        site.session_state[f"hydrogen.{name}"] = value
    for number in (2, 5, 15):  # the price, waiting, the draws
        site.session_state[f"hydrogen.question-{number}"] = True
    site.switch_page(str(ROOT / "studies/hydrogen/page.py"))
    in_whole(site)
    page = site.run()
    assert not page.exception
    assert "sans objet" in [metric.value for metric in page.metric]
    told = " ".join(element.value.replace("\u2019", "'") for element in [*page.markdown, *page.caption, *page.warning])
    assert "le prix d'un kilo est sans objet" in told and "inconnu" not in told
    tabled = " ".join(element.value for element in page.markdown if "|" in element.value).replace("\u00a0", " ")
    assert "argent public par kilo : sans objet" in tabled and "la bascule de " in tabled
    assert not re.search(r"le prix à la pompe de \d|le kilo coûterait \d|[Pp]rix à la pompe \| [^|]*\d|par kilo : \d", told + tabled)


@pytest.mark.parametrize(("capture", "written"), [(0.0, "sans objet"), (0.0005, "sans objet"), (None, "21,4 €/kg")])
def test_a_kilo_has_a_price_from_one_fill_a_day_on_with_a_guarantee_or_without(capture, written):
    study = catalog.get("hydrogen")
    for guarantee in (0, 100):
        few = {"hgv_share": 0, "coach_share": 0, "refuse_share": 0, "snow_trucks": 0, "lcv_share": 0, "transit_capture": capture}
        changes = few if capture is not None else {}
        if capture is None and guarantee:
            continue  # a guarantee of what is sold anyway changes nothing of the rest
        headline = study.run("trend", **changes, guaranteed_volume=guarantee).indicators["pump_price"]
        assert units.headline(headline.value, headline.unit).replace("\u00a0", " ") == written
        assert standing.rank(headline) == standing.sign(headline) == "" and not standing.outside(headline) or capture is None


def test_the_advised_option_is_told_with_its_own_euros_whatever_is_on_screen():
    """In version 0.12.0 the sentence of the home page gave biomethane the 14 M EUR of the hydrogen that was on screen."""
    study = catalog.get("hydrogen")
    advised = units.headline(float(study.run("biomethane").data.public_money), "MEUR_2024")
    for scenario in study.scenarios:
        shown = study.run(scenario)
        for text in (study.card.summary, study.texts["essential"]):
            assert advised in narrative.fill(text, shown, shown, study.parameters), scenario


def test_a_price_without_object_is_said_once_in_the_answer():
    """In version 0.17.0: « sans objet (sans objet) »."""
    study = catalog.get("hydrogen")
    empty, reference = study.run("biomethane", stations=1.0), study.run(study.card.reference)
    told = narrative.fill(study.texts["essential"], empty, reference, study.parameters)
    assert "le prix d'un kilo : **sans objet** ; météo" in told.replace("\u00a0", " ")
    sold = narrative.fill(study.texts["essential"], reference, reference, study.parameters)
    assert "**15,5 €/kg** (entre 13,3 et 18,2 €/kg) ; météo" in sold.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("scenario", "changes", "why"),
    [
        ("nothing", {}, "aucune station ne vend d'hydrogène"),
        ("trend", {"hgv_share": 0, "coach_share": 0, "refuse_share": 0, "lcv_share": 0, "transit_capture": 0}, "personne n'y demande d'hydrogène"),
        ("trend", {"delivered_share": 1}, "tout l'hydrogène y est livré par camion"),
        ("trend", {"delivered_share": 0.5, "biomass_share": 1}, "l'hydrogène qui n'est pas livré y vient du bois"),
        (
            "biomethane",
            {"stations": 1},
            "on y demanderait 2,84 t/an d'hydrogène, trop peu ; le plus petit électrolyseur tournerait moins de 1 500 h/an",
        ),
    ],
)
def test_the_answer_on_power_says_why_there_is_no_electrolyser(scenario, changes, why):
    study = catalog.get("hydrogen")
    outcome, reference = study.run(scenario, **changes), study.run(study.card.reference)
    told = narrative.answered(study.questions["power"], outcome, reference, study.parameters)
    assert f"Pas d'électrolyseur dans ce choix : {why}" in told.replace("\u00a0", " ").replace("\u202f", " ")


def test_what_takes_the_object_of_a_price_away_is_named_and_gives_no_price():
    """Biomethane first, three stations and nobody stops: in version 0.17.0 the price was said to go to 259 EUR/kg."""
    swings = {swing.parameter: swing for swing in sensitivity.tornado(catalog.get("hydrogen"), "pump_price", "biomethane")}
    assert math.isnan(swings["stations"].high) and not swings["stations"].whole
    assert (swings["stations"].low, swings["outside_price"].low) == pytest.approx((15.5, 11.3))
    site = Visitor.new()
    for name, value in {"scenario": "biomethane", "robustness": "pump_price", "tab": "Robustesse"}.items():
        site.session_state[f"hydrogen.{name}"] = value
    site.switch_page(str(ROOT / "studies/hydrogen/page.py"))
    in_whole(site)
    page = site.run()
    assert not page.exception
    told = " ".join(element.value for element in page.markdown)
    assert "À un bout de la fourchette de « Stations ouvertes », l'indicateur est sans objet" in told.replace("\u00a0", " ")
    assert "259" not in told


ZONE = {"tied": 1, "station": "une station", "first": "« ZA de X »", "compared": "23"}
WAITED = {"title": "Tendanciel", "gain": 0.01, "least": "0,05 M€", "spared": "0,01 M€", "added": "-0,01 M€", "kilo": "le kilo coûterait autant"}


@pytest.mark.parametrize(
    ("question", "given", "said"),
    [
        ("zones", {**ZONE, "lowest": 1, "worst": "1"}, "« ZA de X » vient en tête des 23 zones, et y reste 9 fois sur 10 quoi qu'on ignore"),
        ("zones", {**ZONE, "lowest": 2, "worst": "2"}, "« ZA de X » vient en tête ; ce qu'on ignore peut la faire descendre au rang 2 sur 23"),
        ("waiting", {**WAITED, "same": 1}, "changeraient l'argent public de moins de 0,05 M€, à années de service égales ; le kilo coûterait autant"),
        ("waiting", {**WAITED, "same": 0}, "feraient économiser 0,01 M€ d'argent public"),
    ],
)
def test_what_moves_nothing_is_told_so(question, given, said):
    """In version 0.17.0 a first zone could « descendre au rang 1 », and waiting cost « 0 M€ de plus »."""
    study = catalog.get("hydrogen")
    found = study.run("trend")
    answer = narrative.answer_of(study.questions[question], found, study.parameters, lambda: given)
    written = narrative.fill(answer, found, found, study.parameters, lambda: given)
    assert said in written.replace("\u00a0", " ").replace("\u202f", " ")
