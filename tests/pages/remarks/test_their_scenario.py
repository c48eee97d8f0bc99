"""« Scénario du comité » on the page of a study: offered beside the others to who reads remarks, followed when a value is given or taken back."""

import pytest

from data.store.writings import discussion, remarks
from data.store.writings.remarks import Position, Said
from studies.committee import scenario
from studies.committee.scenario import NAME, TITLE
from studies.toolkit.reading import units
from studies.toolkit.running import runs
from tests.pages.remarks.conftest import SLUG, contested, page_of, pinned, say, signed_in, written_on


@pytest.fixture
def aline(opened):
    return signed_in(opened, "Aline Vert")


@pytest.fixture
def two(opened, study, aline):
    """Two members who contest one assumption: its name, the value of the committee."""
    name = contested(study)
    values = [say(opened, actor, study, name, share)[1] for actor, share in ((aline, 0.1), (signed_in(opened, "Bruno Roche"), 0.2))]
    return name, sum(values) / 2


def scenarios_of(page) -> list[str]:
    return [title.replace("\N{NO-BREAK SPACE}", " ") for title in page.radio(key=f"{SLUG}.scenario").options]


def test_one_value_is_no_committee_and_that_is_said(opened, study, site, aline):
    name = contested(study)
    say(opened, aline, study, name, 0.1)
    page = page_of(site, aline)
    assert TITLE not in scenarios_of(page)
    assert "Il faut 2 avis chiffrés sur une même hypothèse" in written_on(page)
    assert study.parameters[name].label.replace("\N{NO-BREAK SPACE}", " ") in written_on(page)


def with_uncertainties(page):
    """The page once the drawer of what the world decides is open: AppTest has no click on it."""
    page.session_state[f"{SLUG}.uncertainties"] = True
    return page.run()


def test_two_values_make_a_scenario_whose_headlines_are_those_of_a_run(opened, study, site, aline, two):
    name, value = two
    page = page_of(site, aline, scenario=TITLE)
    assert scenarios_of(page)[-1] == TITLE
    assert page.radio(key=f"{SLUG}.scenario").value == NAME
    expected = study.run(study.card.reference, **{name: value}).indicators
    shown = [metric.value.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ") for metric in page.metric]
    for headline in expected.values():
        figure = units.headline(headline.value, headline.unit, unit_too=False).replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert any(figure in words for words in shown)
    told = written_on(page)
    assert "Le comité changerait la conclusion : oui" in told or "Le comité changerait la conclusion : non" in told
    assert "2 trop haut" in told


def test_one_goes_from_its_effect_to_the_whole_page_and_moves_levers_on_it(opened, study, site, aline, two):
    page = page_of(site, aline)
    page.button(key=f"{SLUG}.remarks.scenario").click().run()
    assert not page.exception
    assert page.radio(key=f"{SLUG}.scenario").value == NAME
    lever = next(one for one in study.parameters.values() if one.role == "lever")
    page.slider(key=f"{SLUG}.{lever.id}").set_value(lever.high).run()
    assert not page.exception
    assert "Mon scénario" in written_on(page)


def test_the_public_has_no_such_scenario_and_is_told_that_a_link_to_it_is_not_followed(opened, study, site, two):
    page = page_of(site, None, "L'essentiel", scenario=TITLE)
    assert TITLE not in scenarios_of(page)
    assert "Le lien demandait « Scénario » = « Scénario du comité »" in written_on(page)


def test_who_looks_at_it_follows_a_new_value_without_having_moved_a_lever(opened, study, site, aline, two):
    name, before = two
    page = with_uncertainties(page_of(site, aline, "L'essentiel", scenario=TITLE))
    assert page.slider(key=f"{SLUG}.{name}").value == before
    _, third = say(opened, signed_in(opened, "Cora Puech"), study, name, 0.4)
    page.run()
    assert page.slider(key=f"{SLUG}.{name}").value != before
    assert "Mon scénario" not in written_on(page)


def test_who_looks_at_it_is_told_when_it_is_there_no_more(opened, study, site, aline, two):
    page = page_of(site, aline, "L'essentiel", scenario=TITLE)
    (mine,) = [one.id for one in discussion.of_study(opened, aline, SLUG) if one.author.startswith("Aline")]
    remarks.withdraw(opened, aline, mine)
    page.run()
    assert not page.exception
    assert "« Scénario du comité » n'existe plus" in written_on(page)
    assert page.radio(key=f"{SLUG}.scenario").value == study.card.default_scenario


def test_a_scenario_saved_from_it_is_kept_as_the_files_of_the_study_can_say_it(opened, study, aline, two):
    name, value = two
    beside = scenario.beside(study, {name: value})
    assert runs.in_files(beside, NAME, (("x", 1.0),)) == (study.card.reference, (*sorted(((name, value), ("x", 1.0))),))


def test_who_finds_it_right_counts_with_the_value_of_the_study(opened, study, site, aline):
    name = contested(study)
    _, value = say(opened, aline, study, name, 0.1)
    remarks.give(opened, signed_in(opened, "Bruno Roche"), pinned(study, f"parameter:{name}"), Said("", Position.RIGHT))
    page = with_uncertainties(page_of(site, aline, "L'essentiel", scenario=TITLE))
    assert page.slider(key=f"{SLUG}.{name}").value == pytest.approx((value + study.parameters[name].value) / 2)
