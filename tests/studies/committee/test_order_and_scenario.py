"""What a committee reviews first, how far it has come, and the scenario that its values make."""

from studies.committee import order, scenario
from studies.toolkit.reading.scenarios import MadeScenario
from studies.toolkit.running import runs, sensitivity

VALUES = {"innovation": 0.22, "homes": 70_000.0}


def test_the_heaviest_assumptions_come_first_and_those_that_move_nothing_last(study):
    found = order.by_weight(study)
    assert {one.parameter for one in found} == set(study.parameters)
    shares = [one.share for one in found]
    assert shares == sorted(shares, reverse=True) and shares[0] == 1.0
    assert all(bool(one.indicator) is (one.share > 0) for one in found)


def test_a_weight_is_the_widest_part_of_a_headline_that_an_assumption_crosses_alone(study):
    heaviest = order.by_weight(study)[0]
    swings = sensitivity.tornado(study, heaviest.indicator, study.card.reference)
    assert max(swings, key=lambda swing: swing.span).parameter == heaviest.parameter


def test_progress_counts_the_assumptions_of_the_study_that_somebody_spoke_of(study):
    assert order.reviewed(study, {"innovation", "homes", "unicorns"}) == (2, len(study.parameters))


def test_the_scenario_of_a_committee_is_the_reference_with_its_values(study):
    beside = scenario.beside(study, VALUES)
    made = beside.scenarios[scenario.NAME]
    assert isinstance(made, MadeScenario)
    assert list(beside.scenarios) == [*study.scenarios, scenario.NAME]
    assert dict(made.changes) == {**study.scenarios["trend"].changes, **VALUES}
    assert "0,22 par an" in made.summary.replace("\N{NO-BREAK SPACE}", " ")
    expected = study.run("trend", **VALUES).indicators
    assert {name: one.value for name, one in beside.run(scenario.NAME).indicators.items()} == {name: one.value for name, one in expected.items()}
    assert [one.low for one in beside.run(scenario.NAME).indicators.values()] == [one.low for one in expected.values()]


def test_the_same_values_make_the_same_study_so_that_its_figures_are_counted_once(study):
    assert scenario.beside(study, VALUES) is scenario.beside(study, dict(reversed(VALUES.items())))


def test_without_a_value_there_is_no_such_scenario(study):
    assert scenario.beside(study, {}) is study


def test_a_process_apart_is_asked_for_it_as_the_files_of_the_study_say_it(study):
    beside = scenario.beside(study, VALUES)
    asked = runs.key(beside, scenario.NAME, (("final_coverage", 0.97),))
    assert asked == (study.slug, study.version, "trend", (("final_coverage", 0.97), ("homes", 70_000.0), ("innovation", 0.22)))
    assert runs.key(beside, scenario.NAME, (("innovation", 0.2),))[3] == (("homes", 70_000.0), ("innovation", 0.2))  # a lever moved on it wins
    assert runs.key(beside, "trend", ()) == runs.key(study, "trend", ())
    slug, version, named, changes = asked
    by_process = runs.ranges(study, named, changes)
    assert by_process.headlines == beside.run(scenario.NAME, final_coverage=0.97).indicators
