"""What an author and a reader are told of a value at the edge: a lever at its bound, a headline at the edge of its draws, a slider on its grid."""

import numpy as np
import pytest

from studies import catalog
from studies.__main__ import main
from studies.toolkit.checking.trials import bounds
from studies.toolkit.errors import BadRequest
from studies.toolkit.running import effects, outcome, runs, standing
from studies.toolkit.running.outcome import Headline
from tests.studies.study_changes import copy_of_the_good_study, edit, good_study
from tests.studies.toolkit.test_running import figure


def headline(reached: float, sense: int = 1) -> Headline:
    return Headline("price", "Prix", "EUR_2024/kg", sense, 4.0, 3.0, 5.0, reached)


@pytest.mark.parametrize(
    ("reached", "sense", "words"),
    [
        (0.5, 1, ""),
        (0.25, 1, ""),
        (0.75, -1, ""),
        (0.2, 1, "une chance sur cinq d'atteindre cette valeur"),
        (1 / 12, 0, "une chance sur 12 d'atteindre cette valeur"),
        (0.11, -1, "une chance sur neuf de ne pas dépasser cette valeur"),
        (0.82, 1, "huit chances sur dix d'atteindre cette valeur"),
        (0.97, -1, "neuf chances sur dix de ne pas dépasser cette valeur"),
        (0.0, 1, "presque aucune chance d'atteindre cette valeur"),
        (1.0, 1, "presque toutes les chances d'atteindre cette valeur"),
    ],
)
def test_a_value_out_of_the_middle_half_of_its_draws_says_its_chance(reached, sense, words):
    assert standing.rank(headline(reached, sense)) == words


@pytest.mark.parametrize(
    ("reached", "sense", "words"),
    [
        (0.5, 1, ""),
        (0.2, 1, "Atteinte : 1 chance sur 5"),
        (0.8, 1, "Atteinte : 8 chances sur 10"),
        (0.1, -1, "Non dépassée : 1 chance sur 10"),
        (0.0, 1, "Atteinte : presque jamais"),
        (1.0, -1, "Non dépassée : presque toujours"),
    ],
)
def test_the_strip_says_the_same_chance_in_a_line(reached, sense, words):
    assert standing.rank_in_brief(headline(reached, sense)) == words


@pytest.mark.parametrize(("value", "sense", "share"), [(3.0, 1, 0.4), (3.0, -1, 0.6), (2.5, 1, 0.6), (9.0, 1, 0.0), (9.0, -1, 1.0)])
def test_a_value_is_reached_by_the_draws_as_good_as_it_half_of_those_that_equal_it(value, sense, share):
    assert outcome.reached(np.array([1.0, 2.0, 3.0, 3.0 + 1e-13, 5.0]), value, sense) == pytest.approx(share)


@pytest.mark.parametrize(
    ("low", "high", "positive", "words"),
    [
        (-2.0, 1.0, 1 / 3, "une chance sur trois d'être au-dessus de zéro"),
        (-2.0, 0.3, 0.14, "une chance sur sept d'être au-dessus de zéro"),
        (-1.0, 1.0, 0.5, "cinq chances sur dix d'être au-dessus de zéro"),
        (-0.1, 2.0, 0.86, "neuf chances sur dix d'être au-dessus de zéro"),
        (0.0, 2.0, 0.9, ""),
        (-2.0, -1.0, 0.0, ""),
    ],
)
def test_a_headline_whose_sign_is_doubtful_says_its_chance_of_being_above_zero(low, high, positive, words):
    assert standing.sign(Headline("npv", "Valeur", "MEUR_2024", 1, 0.3, low, high, 0.5, positive)) == words


def test_the_strip_says_a_doubtful_sign_in_a_line():
    assert standing.sign_in_brief(Headline("npv", "Valeur", "MEUR_2024", 1, 0.3, -2.0, 1.0, 0.5, 1 / 3)) == "Plus que zéro : 1 chance sur 3"
    assert standing.sign_in_brief(Headline("npv", "Valeur", "MEUR_2024", 1, 0.3, 0.1, 1.0, 0.5, 1.0)) == ""


@pytest.mark.parametrize(("value", "out"), [(0.98, False), (0.98 + 1e-12, False), (0.9801, True), (0.9799, True)])
def test_a_value_beyond_its_band_by_the_rounding_of_a_sum_is_on_its_end(value, out):
    """A full station is used 98 % of the time in every draw: the last bit of a sum said that 98 % was out of « 98 à 98 % »."""
    assert standing.outside(Headline("station_use", "Usage", "share", 1, value, 0.98, 0.98, 0.5)) == out


def test_the_chance_of_being_above_zero_is_counted_in_the_draws():
    study = catalog.get("datacenter")
    shown = study.run("breakthrough")
    draws = runs.draws(study, shown).npv
    assert shown.indicators["npv"].positive == pytest.approx(float((draws > 0).mean()))
    assert standing.doubtful_sign(shown.indicators["npv"])
    assert not standing.doubtful_sign(study.run("trend").indicators["npv"])  # lost whatever is drawn


def test_a_figure_that_no_draw_moves_has_no_rank():
    assert standing.rank(headline(outcome.reached(np.full(16, 4.0), 4.0, 1))) == ""


def test_a_headline_out_of_its_band_is_told_with_the_assumptions_that_put_it_there():
    told = [remark for remark in bounds.remarks(good_study()) if "scenarios.toml" in remark.place]
    assert {remark.place for remark in told} == {"studies/broadband/scenarios.toml, [breakthrough]"}
    for remark in told:
        assert "hors de sa fourchette" in remark.fault and "8 chances sur 10" in remark.fault
        assert remark.remedy.startswith("revoir la valeur ou la fourchette des hypothèses qui l'en sortent : ")


def test_no_headline_of_the_four_studies_is_out_of_its_band():
    assert [remark.fault for study in catalog.studies() for remark in bounds.remarks(study) if "hors de sa fourchette" in remark.fault] == []


def test_the_command_tells_them_and_shows_the_study_nevertheless(tmp_path, monkeypatch, capsys):
    copy_of_the_good_study(tmp_path)
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    assert main(["check", "broadband"]) == 0
    said = capsys.readouterr().out
    assert "À régler : studies/broadband/scenarios.toml, ligne 25, [breakthrough] | " in said and "hors de sa fourchette" in said
    assert "1 étude vérifiée, aucun défaut" in said


def test_a_lever_that_divides_by_nothing_at_its_bound_is_a_fault_with_its_name(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    edit("model.py", '"take_up_homes": subscribers / homes,', '"take_up_homes": subscribers / homes * (p.potential_gain / p.potential_gain),')(folder)
    edit("parameters.csv", "accompagnement,0,0,0.1,", "accompagnement,0.05,0,0.1,")(folder)
    study, faults = catalog.check_folder(folder)
    assert study is None
    found = [fault for fault in faults if "(potential_gain)" in fault.place]
    assert [fault.fault for fault in found] == ["potential_gain à 0 : le résultat « take_up_homes » n'est pas un nombre"]
    assert found[0].remedy.startswith("rendre un chiffre à cette borne")


def test_a_lever_that_the_model_refuses_in_french_at_its_bound_is_no_fault(monkeypatch):
    def refuses(study, chosen):
        if np.any(np.asarray(chosen["final_coverage"]) == 0.96):
            raise BadRequest("étude broadband", "personne à gagner", "en accompagner moins")
        return answered(study, chosen)

    study, answered = good_study(), runs.answer
    monkeypatch.setattr(runs, "answer", refuses)
    assert bounds.faults(study) == []


def test_a_model_that_stops_at_a_bound_is_told_with_what_python_says(monkeypatch):
    def stops(study, chosen):
        if np.any(np.asarray(chosen["final_coverage"]) == 0.96):
            raise ZeroDivisionError("division by zero")
        return answered(study, chosen)

    study, answered = good_study(), runs.answer
    monkeypatch.setattr(runs, "answer", stops)
    assert [fault.fault for fault in bounds.faults(study)] == ["final_coverage à 0.96 : run échoue (division par zéro)"]


@pytest.mark.parametrize(
    ("low", "value", "high", "chosen", "step"),
    [
        (12.0, 39.0, 152.0, (), 1.0),  # 5 before: 37, then 42
        (0.0, 0.0, 600.0, (350.0,), 10.0),  # 20 before: a scenario chooses 350
        (0.0, 2.0, 8.0, (), 0.2),
        (0.0, 0.1, 0.8, (0.36, 0.6), 0.02),
        (0.0, 2.0, 8.0, (2.34567,), 0.2),  # too fine for a slider
        (0.0, 2.0, 8.0, (9.0,), 0.2),  # out of its bounds: no slider reaches it
    ],
)
def test_a_slider_can_come_back_to_its_value_reach_its_end_and_stand_on_what_scenarios_choose(low, value, high, chosen, step):
    assert figure(low=low, value=value, high=high).step_through(*chosen) == pytest.approx(step)


@pytest.mark.parametrize(
    ("unit", "low", "value", "high", "step"),
    [
        ("date_year", 2027.0, 2031.0, 2039.0, 1.0),  # a ban in the middle of 2031 before
        ("stations", 0.0, 1.0, 3.0, 1.0),  # a station and three tenths before
        ("units", 1.0, 1.0, 6.0, 1.0),
        ("vehicles", 0.0, 0.0, 120.0, 5.0),
        ("jobs", 0.0, 1.0, 8.0, 0.2),  # somebody may work a day a week
        ("year", 0.5, 1.5, 4.0, 0.1),  # halves were meant
    ],
)
def test_what_is_decided_by_the_whole_one_is_moved_by_the_whole_one(unit, low, value, high, step):
    assert figure(unit=unit, low=low, value=value, high=high).step == pytest.approx(step)


def test_every_slider_of_every_study_stands_on_its_grid():
    off = set()
    for study in catalog.studies():
        for parameter in study.parameters.values():
            if parameter.low is not None and parameter.role != "constant":
                reaches = [(end - parameter.low) / parameter.step for end in (parameter.value, parameter.high)]
                if max(abs(reach - round(reach)) for reach in reaches) > 1e-6:
                    off.add((study.slug, parameter.id))
    assert off == set()


def test_a_lever_that_nothing_answers_to_is_named_until_something_does():
    study = catalog.get("pork")
    dates = ["closure_year", "ban_year", "clients_lost_year", "feed_rise_year"]
    assert effects.idle(study, "trend", {}) == ["collective_year", "collective_grant", "contract_share", *dates]
    assert (
        effects.idle(
            study, "trend", {"closed_years_langogne": 3.0, "ban_weeks": 6.0, "clients_lost": 0.5, "feed_rise": 0.3, "collective_sows": 200.0}
        )
        == []
    )


@pytest.mark.parametrize("slug", [study.slug for study in catalog.studies()])
def test_a_lever_said_to_change_nothing_changes_no_map_either(slug):
    study = catalog.get(slug)
    for scenario in study.scenarios:
        shown = runs.simulate(study, runs.choices(study, scenario, {}))
        for name in effects.idle(study, scenario, {}):
            for end in (study.parameters[name].low, study.parameters[name].high):
                moved = runs.simulate(study, runs.choices(study, scenario, {name: end}))
                for result, before in outcome.results(shown):
                    change = np.abs(moved.variables[result].values - before.values).max()
                    assert change <= 0.001 * np.abs(before.values).max(), (scenario, name, result)


def test_the_influence_of_neighbours_is_said_to_change_nothing_where_it_moves_a_third_of_a_subscriber():
    assert "neighbour_effect" in effects.idle(catalog.get("broadband"), "proactive", {})
    assert "neighbour_effect" not in effects.idle(catalog.get("broadband"), "breakthrough", {})  # ten lines to switch in ten thousand


def test_a_lever_that_moves_no_headline_is_told_with_what_it_moves():
    told = effects.aside(catalog.get("hydrogen"), "biomethane", {})
    assert {"hgv_share", "coach_share", "refuse_share", "snow_trucks", "lcv_share"} <= set(told)  # vehicles that no station serves
    assert told["hgv_share"].startswith("Hydrogène demandé")
    assert not {"biogas_share", "battery_share", "stations"} & set(told)
    assert not set(told) & set(effects.idle(catalog.get("hydrogen"), "biomethane", {}))


def test_nothing_is_said_of_a_choice_that_the_model_refuses():
    with pytest.raises(BadRequest):
        effects.idle(catalog.get("pork"), "trend", {"labour_ne_m": 0.0})
