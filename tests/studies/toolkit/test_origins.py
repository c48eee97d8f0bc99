"""Where a headline comes from: parts that add up to it in every scenario and whatever the levers, the way from a scenario to a choice."""

import math

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.running import origins, outcome, runs
from tests.studies.study_changes import copy_of_the_good_study, edit, good_study

STUDIES = {study.slug: study for study in catalog.studies()}
DIVIDED = [(slug, indicator) for slug, study in STUDIES.items() for indicator in study.card.indicators if indicator.parts]
VARIABLE = 'id = "without_fibre_2031"\nvariable = "without_fibre"\n'


def indicator_of(study, name: str):
    return next(indicator for indicator in study.card.indicators if indicator.id == name)


def gap(data, indicator) -> float:
    """How far the parts of a headline are from it, of the largest of them."""
    value, amounts = float(outcome.at(data, indicator)), [part.amount for part in origins.parts(data, indicator)]
    return abs(value - sum(amounts)) / max(map(abs, [value, *amounts, 1e-300]))


def choice(data, study) -> dict[str, float]:
    """Some levers and uncertainties anywhere in their range."""
    movable = [parameter for parameter in study.parameters.values() if parameter.low is not None and parameter.role != "constant"]
    moved = data.draw(st.lists(st.sampled_from(movable), min_size=1, max_size=4, unique_by=lambda parameter: parameter.id))
    return {parameter.id: data.draw(st.floats(parameter.low, parameter.high)) for parameter in moved}


def test_each_study_says_the_parts_of_a_headline_at_least():
    assert {slug for slug, _ in DIVIDED} == set(STUDIES)


@pytest.mark.parametrize(("slug", "indicator"), DIVIDED, ids=lambda given: given if isinstance(given, str) else given.id)
def test_the_parts_of_a_headline_add_up_to_it_in_every_scenario(slug, indicator):
    study = STUDIES[slug]
    gaps = {scenario: gap(study.run(scenario).data, indicator) for scenario in study.scenarios}
    assert max(gaps.values()) <= 1e-9, gaps


@pytest.mark.parametrize("slug", STUDIES)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_they_do_so_whatever_is_moved(slug, data):
    study = STUDIES[slug]
    scenario = data.draw(st.sampled_from(list(study.scenarios)))
    try:
        answer = runs.simulate(study, runs.choices(study, scenario, choice(data, study)))
    except BadRequest:
        assume(False)
    assert {indicator.id: gap(answer, indicator) for indicator in study.card.indicators if indicator.parts and gap(answer, indicator) > 1e-9} == {}


@pytest.mark.parametrize("slug", STUDIES)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_way_from_a_scenario_to_a_choice_ends_on_the_figure_of_the_choice(slug, data):
    study = STUDIES[slug]
    scenario, indicator = data.draw(st.sampled_from(list(study.scenarios))), data.draw(st.sampled_from(study.card.indicators))
    changes = choice(data, study)
    try:
        found = origins.way(study, indicator, scenario, changes)
        end = study.run(scenario, **changes).indicators[indicator.id].value
    except BadRequest:
        assume(False)
    total = found.start + sum(change.amount for change in found.changes) + found.together
    if math.isnan(found.start) or math.isnan(end):  # without object at one end: the page says which and why
        assert math.isnan(total)
        return
    assert total == pytest.approx(end, rel=1e-9, abs=1e-9 * max([abs(found.start), *(abs(change.amount) for change in found.changes)]))
    assert {change.parameter for change in found.changes} == set(changes)
    weights = [abs(change.amount) for change in found.changes]
    assert weights == sorted(weights, reverse=True)


def test_a_lever_that_alone_leaves_a_figure_without_object_brings_it_only_with_the_others():
    study = STUDIES["datacenter"]
    found = origins.way(study, indicator_of(study, "occupancy_2039"), "proactive", {"racks": 0.0, "rented_racks": 12.0})
    amounts = {change.parameter: change.amount for change in found.changes}
    assert amounts["racks"] == 0 and not math.isnan(found.end)
    assert found.start + sum(amounts.values()) + found.together == pytest.approx(found.end)


def test_a_lever_alone_brings_what_a_run_of_it_alone_says():
    study = good_study()
    found = origins.way(study, indicator_of(study, "without_fibre_2031"), "trend", {"potential_gain": 0.1, "final_coverage": 0.975})
    base = study.run("trend").indicators["without_fibre_2031"].value
    for change in found.changes:
        alone = study.run("trend", **{change.parameter: change.after}).indicators["without_fibre_2031"].value
        assert change.amount == pytest.approx(alone - base, rel=1e-9)
    assert found.start == base and found.together != 0


def test_a_single_lever_leaves_nothing_to_do_together():
    study = STUDIES["hydrogen"]
    found = origins.way(study, indicator_of(study, "parity_price"), "proactive", {"diesel_price": 2.5})
    assert len(found.changes) == 1 and abs(found.together) < 1e-9


def test_a_star_is_every_place_and_a_minus_takes_away():
    study = STUDIES["pork"]
    found = origins.parts(study.run("trend").data, indicator_of(study, "income_2041"))
    assert [part.label for part in found[1:]] == ["Aliment", "Porcelets", "Autres charges", "Bâtiments", "Transport"]
    assert found[0].label.endswith("par agriculteur : engraisseur plein air Label Rouge") and found[0].amount > 0
    assert all(part.amount < 0 for part in found[1:])


def test_the_value_of_a_centre_is_that_of_its_lines_brought_back_to_the_opening():
    study = STUDIES["datacenter"]
    shown = study.run("proactive")
    rate = shown.values["public_discount_rate"] + shown.values["risk_premium"]
    by_hand = sum(cost / (1 + rate) ** year for year, cost in enumerate(shown.data.running_costs.values)) / 1000  # from k€ to M€
    assert float(shown.data.worth_by_flow.sel(flow="running")) == pytest.approx(-by_hand)
    assert float(shown.data.worth_by_flow.sel(flow="works")) == pytest.approx(-float(shown.data.capex))  # all of it at the opening


def test_what_the_world_decides_comes_before_what_the_departement_decides():
    study = STUDIES["datacenter"]
    found = origins.assumptions(study, indicator_of(study, "occupancy_2039"), "rent", {})
    roles = [study.parameters[swing.parameter].role for swing in found]
    assert roles == ["uncertainty", "uncertainty", "lever"]  # without the racks that one rents nobody offers any: no swing is whole
    assert all(swing.span > 0 for swing in found)


@pytest.mark.parametrize(
    ("parts", "fault", "remedy"),
    [
        ('"fibre"', "le modèle n'a pas de résultat « fibre »", "choisir parmi : coverage"),
        ('"potential"', "les parts n'ont pas l'indicateur pour somme", "leurs signes"),
        ('"without_fibre[lozere]"', "« without_fibre[lozere] » ne désigne aucune valeur", "qui n'a pas de dimension"),
        ('"take_up_by_commune"', "« take_up_by_commune » désigne plusieurs valeurs", "ni commune"),
        ('"+without_fibre"', "« +without_fibre » n'est pas un nom de résultat", "-costs"),
    ],
)
def test_parts_that_say_nothing_or_do_not_add_up_are_told(tmp_path, parts, fault, remedy):
    folder = copy_of_the_good_study(tmp_path)
    edit("study.toml", VARIABLE, f"{VARIABLE}parts = [{parts}]\n")(folder)
    study, faults = catalog.check_folder(folder)
    told = [found for found in faults if "parts" in found.place]
    assert study is None and told
    assert all(fault in found.fault and remedy in found.remedy for found in told)
