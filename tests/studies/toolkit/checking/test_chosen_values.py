"""What a chosen value does to the draws: they stay in the declared range, and any choice in it has finite figures or a refusal with its remedy."""

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studies import catalog
from studies.__main__ import main
from studies.toolkit.asked import changes
from studies.toolkit.checking import starting
from studies.toolkit.errors import BadRequest
from studies.toolkit.running import ensemble, runs
from tests.studies.study_changes import good_study
from tests.studies.toolkit.test_running import figure


@pytest.fixture(scope="module")
def study():
    return good_study()


def stretched(chosen, drawn, **changes) -> np.ndarray:
    """The draws of a figure of 2 between 0 and 8 around a chosen value."""
    return runs._stretched(figure(**changes), np.asarray(drawn, dtype=float), chosen)


def test_draws_below_and_above_the_declared_value_are_spread_on_their_own_side_of_the_chosen_one():
    # below 2, a draw half way to 0 goes half way from the chosen 4 to 0; above, half way to 8 goes half way from 4 to 8
    assert stretched(4.0, [0.0, 1.0, 2.0, 5.0, 8.0]).tolist() == [0.0, 2.0, 4.0, 6.0, 8.0]


def test_a_value_chosen_out_of_the_range_widens_it_just_to_itself():
    assert stretched(10.0, [0.0, 1.0, 2.0, 5.0, 8.0]).tolist() == [0.0, 5.0, 10.0, 10.0, 10.0]
    assert stretched(-1.0, [0.0, 2.0, 8.0]).tolist() == [-1.0, -1.0, 8.0]


def test_a_declared_value_on_its_bound_leaves_the_draws_on_the_other_side():
    assert stretched(4.0, [0.0, 4.0, 8.0], value=0.0).tolist() == [4.0, 6.0, 8.0]
    assert stretched(4.0, [0.0, 4.0, 8.0], value=8.0).tolist() == [0.0, 2.0, 4.0]


def test_a_scenario_leaves_the_chance_of_being_above_it_and_the_past_as_they_were(study):
    draws = ensemble.draw(study.parameters)
    figures = runs.assemble(study, runs.choices(study, "proactive", {}), draws)
    moved, declared = figures.innovation, study.parameters["innovation"].value  # 0.22 instead of 0.20
    assert ((moved > 0.22) == (draws["innovation"] > declared)).all()
    assert np.array_equal(figures.base.innovation, draws["innovation"])


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
@given(seed=st.integers(0, 2**32 - 1))
@pytest.mark.parametrize("each", catalog.studies(), ids=lambda study: study.slug)
def test_any_choice_within_declared_bounds_has_draws_within_them_and_finite_figures(each, seed):
    random = np.random.default_rng(seed)
    scenario = list(each.scenarios)[random.integers(len(each.scenarios))]
    movable = [parameter for parameter in each.parameters.values() if parameter.low is not None and parameter.role != "constant"]
    inside = {parameter.id: random.choice([parameter.low, parameter.high, random.uniform(parameter.low, parameter.high)]) for parameter in movable}
    changes = {name: value for name, value in inside.items() if random.random() < 0.7}
    chosen, draws = runs.choices(each, scenario, changes), ensemble.draw(each.parameters, draws=16)
    drawn = runs.assemble(each, chosen, draws)
    for parameter in movable:
        if parameter.uncertain:
            values, value = np.asarray(getattr(drawn, parameter.id)), chosen[parameter.id]
            assert min(parameter.low, value) <= values.min() and values.max() <= max(parameter.high, value), parameter.id
    answers = runs.simulate(each, chosen), runs.simulate(each, chosen, draws)
    assert all(np.isfinite(variable.values).all() for answer in answers for variable in answer.data_vars.values())


WHOLE = [*catalog.studies(), catalog.check_folder(catalog.ROOT / starting.TEMPLATE)[0]]  # what an author begins with keeps the rule too
TOGETHER = 32  # settings computed in one call of the model


@settings(max_examples=max(settings.default.max_examples // 50, 1), phases=[Phase.generate])  # 128 settings a study by day, thousands by night
@given(seed=st.integers(0, 2**32 - 1))
@pytest.mark.parametrize("each", WHOLE, ids=lambda study: study.slug)
def test_levers_at_zero_at_their_bounds_and_at_corners_give_figures_or_a_refusal_with_its_remedy(each, seed):
    random, levers = np.random.default_rng(seed), [parameter for parameter in each.parameters.values() if parameter.role == "lever"]
    chosen = runs.choices(each, list(each.scenarios)[random.integers(len(each.scenarios))], {})
    for lever in levers:
        ends = [lever.low, lever.high, 0.0] if lever.low <= 0 <= lever.high else [lever.low, lever.high]
        chosen[lever.id] = np.where(random.random(TOGETHER) < 0.7, random.choice(ends, TOGETHER), chosen[lever.id])
    try:
        answer = runs.simulate(each, chosen)
    except BadRequest as refused:
        assert refused.fault.fault and refused.fault.remedy
    else:
        assert all(np.isfinite(variable.values).all() for variable in answer.data_vars.values())


@pytest.mark.parametrize(("identifier", "value"), [("free_rodez", 900.0), ("free_le_puy", 600.0), ("free_lacaune", 3000.0)])
def test_less_room_in_an_abattoir_gives_figures(identifier, value):
    assert all(np.isfinite(headline.value) for headline in catalog.get("pork").run(**{identifier: value}).indicators.values())


def over_nothing(study, outcome, name: str) -> bool:
    """Whether what divides a headline is nothing: the use of no station."""
    (variable,) = (each.variable for each in study.card.indicators if each.id == name)
    divisor = study.results[variable.partition("[")[0]].over
    return divisor is not None and float(outcome.data[divisor]) == 0


def test_every_headline_of_every_scenario_stands_within_its_range():
    found = {
        (each.slug, scenario, headline.id)
        for each in catalog.studies()
        for scenario in each.scenarios
        for outcome in [each.run(scenario)]
        for headline in outcome.indicators.values()
        if not (headline.low <= headline.value <= headline.high or over_nothing(each, outcome, headline.id))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("slug", "changes", "words"),
    [
        ("pork", {"labour_ne_m": 0.0}, "une ferme vend des kilogrammes et demande des heures de travail"),
        ("hydrogen", {"hgv_km": 0.0}, "ces valeurs n'en donnent aucun chiffre"),
    ],
)
def test_figures_that_a_model_cannot_work_with_are_refused_with_a_remedy(slug, changes, words):
    with pytest.raises(BadRequest) as refused:
        catalog.get(slug).run(**changes)
    assert words in refused.value.fault.fault
    assert "revenir à celles du scénario" in refused.value.fault.remedy


@pytest.mark.parametrize(("slug", "changes"), [("pork", {"loan_rate": 0.0}), ("hydrogen", {"snow_fleet": 0.0})])
def test_a_loan_that_costs_nothing_and_a_fleet_without_vehicles_have_their_figures(slug, changes):
    study = catalog.get(slug)
    outcome = study.run(**changes)
    assert all(np.isfinite(headline.value) or over_nothing(study, outcome, headline.id) for headline in outcome.indicators.values())


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("labour_ne_m=0", "étude pork | une ferme vend des kilogrammes et demande des heures de travail : ni sa taille, ni son poids"),
        ("loan_rate=abc", "--set loan_rate=abc | « abc » n'est pas un nombre | écrire un nombre"),
        ("loan_rate=1e309", "--set loan_rate=1e309 | « 1e309 » n'est pas un nombre fini | écrire un nombre"),
        ("loan_rate=", "--set loan_rate= | valeur absente | écrire PARAMÈTRE=VALEUR"),
        ("loan_rate", "--set loan_rate | signe = absent | écrire PARAMÈTRE=VALEUR"),
    ],
)
def test_the_command_line_refuses_in_french_with_a_remedy(capsys, option, words):
    assert main(["run", "pork", "--set", option]) == 2
    assert capsys.readouterr().err.startswith(words)


def test_the_command_line_reads_a_decimal_comma():
    assert changes(["loan_rate=0,02", "free_rodez=1\u202f200"]) == {"loan_rate": 0.02, "free_rodez": 1200.0}
