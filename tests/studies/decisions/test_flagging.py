"""When a later version calls a decision into question: literal figures, their ranges, their causes."""

import pytest

from studies.decisions import flagging
from studies.publishing.attribution import Attribution, Term

MONEY = {"id": "money", "label": "Argent public", "unit": "MEUR_2024", "value": 6.1, "low": 5.0, "high": 8.0, "written": "6,1 M€"}
JOBS = {"id": "jobs", "label": "Emplois", "unit": "jobs", "value": 20.0, "low": 20.0, "high": 20.0, "written": "20 emplois"}
ORDER = [["wait"], ["build"]]


def figure(headline: dict, value: float, unit: str = "") -> dict:
    return {**headline, "value": value, "unit": unit or headline["unit"], "written": f"{value:g}"}


def page(money: float = 6.1, jobs: float = 20.0, order: list[list[str]] = ORDER, built: float = 6.1) -> dict:
    """What a page shows: two headlines, two options, the cheapest first."""
    options = [
        {"id": "wait", "label": "Attendre", "scenario": "nothing", "figures": [figure(MONEY, 1.0)]},
        {"id": "build", "label": "Construire", "scenario": "trend", "figures": [figure(MONEY, built)]},
    ]
    return {"scenario": "trend", "headlines": [figure(MONEY, money), figure(JOBS, jobs)], "options": options, "ranking": {"money": order}}


def waterfall(scenario: str) -> Attribution:
    """Steel brought 3 M€, the loan took 1 back; under the other scenario the rent did it."""
    steel = Term("assumption", "steel", "Prix de l'acier", {"money": 3.0, "jobs": 0.0})
    loan = Term("assumption", "loan", "Taux du prêt", {"money": -1.0, "jobs": 5.0})
    rent = Term("assumption", "rent", "Loyer", {"money": 0.5})
    return Attribution(scenario, {}, {}, (loan, steel) if scenario == "trend" else (rent,))


@pytest.mark.parametrize(
    ("value", "out"),
    [
        (6.1, False),
        (8.0, False),
        (5.0, False),
        (8.1, True),
        (4.9, True),
        (8.0004, False),  # written 8 M€, as the end of the range
        (-6.1, True),
    ],
)
def test_a_headline_is_out_when_it_passes_an_end_of_the_range_shown_that_day(value: float, out: bool):
    assert flagging.out_of_range(MONEY, value) is out


def test_a_value_that_stood_out_of_its_range_that_day_is_what_was_decided_on():
    stood_out = {**MONEY, "value": 9.0}
    assert not flagging.out_of_range(stood_out, 8.5)
    assert flagging.out_of_range(stood_out, 9.2)


def test_without_a_range_any_figure_that_is_written_otherwise_is_out():
    assert not flagging.out_of_range(JOBS, 20.3)  # 20 emplois still
    assert flagging.out_of_range(JOBS, 21)


def test_nothing_that_moves_within_its_range_is_found():
    found = flagging.found(page(), page(money=7.9), lambda _: pytest.fail("no cause is looked for"))
    assert not found and (found.moved, found.ranking) == ([], {})


def test_a_headline_that_went_out_is_told_with_the_largest_line_of_what_moved_it():
    found = flagging.found(page(), page(money=8.1, jobs=25), waterfall)
    told = [(one["label"], one["value"], one["low"], one["high"], one["now"], one["cause"]) for one in found.moved]
    assert told == [("Argent public", 6.1, 5.0, 8.0, 8.1, "Prix de l'acier"), ("Emplois", 20.0, 20.0, 20.0, 25, "Taux du prêt")]


def test_two_options_that_change_places_are_told_by_name_with_what_moved_the_one_that_moved_most():
    found = flagging.found(page(), page(order=[["build"], ["wait"]], built=0.5), waterfall)
    assert found.moved == []
    told = {"label": "Argent public", "before": [["Attendre"], ["Construire"]], "after": [["Construire"], ["Attendre"]], "cause": "Prix de l'acier"}
    assert found.ranking == {"money": told}


@pytest.mark.parametrize("order", [[["wait", "build"]], [["wait"], ["new"], ["build"]]])
def test_options_that_are_now_written_alike_or_that_a_new_one_parts_have_not_changed_places(order: list[list[str]]):
    now = page(order=order)
    now["options"].append({"id": "new", "label": "Louer", "scenario": "rent", "figures": [figure(MONEY, 2.0)]})
    assert not flagging.found(page(), now, waterfall)


def test_an_option_that_is_not_offered_any_more_is_told():
    now = page(order=[["wait"]])
    now["options"] = now["options"][:1]
    found = flagging.found(page(), now, waterfall)
    assert [(one["after"], one["cause"]) for one in found.ranking.values()] == [([["Attendre"]], "une option n'est plus proposée")]


def test_a_headline_that_is_gone_or_in_another_unit_is_told_and_not_compared():
    now = page()
    now["headlines"] = [figure(MONEY, 6.1, "kEUR_2024")]
    told = [(one["label"], one["now"], one["cause"]) for one in flagging.found(page(), now, waterfall).moved]
    assert told == [
        ("Argent public", None, "ce chiffre n'est plus dans la même unité"),
        ("Emplois", None, "cette version ne donne plus ce chiffre sous ce scénario"),
    ]
    assert len(flagging.found(page(), None, waterfall).moved) == 2  # the scenario itself is gone


def test_a_cause_that_cannot_be_told_apart_is_said_so():
    assert flagging.main_cause(None, "money") == "cause non séparée"
    assert flagging.main_cause(waterfall("nothing"), "jobs") == "cause non séparée"


def test_the_same_figures_in_the_next_version_are_nothing_new():
    first = flagging.found(page(), page(money=9), waterfall)
    assert flagging.found(page(), page(money=9), waterfall).told_already(first.moved, first.ranking)
    assert not flagging.found(page(), page(money=10), waterfall).told_already(first.moved, first.ranking)
    assert not first.told_already([], {})
