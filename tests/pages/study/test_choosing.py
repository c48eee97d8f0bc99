"""What a visitor moves: typed values, the way back of each lever, back and forth, what the last move changed."""

import re

import pytest

from pages.parts.study.choosing import near_levers, sliders
from pages.parts.study.choosing.history import History
from pages.parts.study.view import Choice
from studies import catalog
from studies.toolkit.running import effects
from tests.pages.conftest import ROOT

LEVER = "broadband.sessions"  # from 0 to 400 sessions a year; 55 in the reference
UNMOVING = (
    "leviers ne changent aucun résultat, tant que le reste du choix ne s'en sert pas ; une fourchette, ou l'essai d'une question, peut les suivre :"
)


@pytest.fixture
def page(study_page):
    return study_page()


def told(page) -> str:
    """What the live region says of the last move."""
    bodies = [element.proto.body for element in page.get("html") if "studio-changes" in element.proto.body]
    found = [
        re.fullmatch('<div role="status"><details .*<summary><span>(.*)</span>(.*)</summary></details></div>', body).expand(r"\1\2")
        for body in bodies
    ]
    return found[0].replace("\u00a0", " ").replace("\u202f", " ") if found else ""


def typed(page, value: str):
    return page.text_input(key="broadband.typed.sessions").set_value(value).run()


def test_a_typed_value_moves_the_slider_with_a_decimal_comma(page):
    start = page.slider(key=LEVER).value
    assert page.text_input(key="broadband.typed.sessions").value == f"{start:.0f}"
    typed(page, "62,5")
    assert page.slider(key=LEVER).value == 62.5
    assert page.text_input(key="broadband.typed.sessions").value == "62,5"


@pytest.mark.parametrize("value", ["abc", "", "-1", "99999", "1e309", "nan"])
def test_a_typed_value_that_cannot_be_is_said_and_the_slider_stays(page, value):
    start = page.slider(key=LEVER).value
    typed(page, value)
    assert page.slider(key=LEVER).value == start
    assert any("n'est pas un nombre de 0 à" in caption.value.replace("\u00a0", " ") for caption in page.caption)
    page.run()
    assert not any("n'est pas un nombre" in caption.value for caption in page.caption)


@pytest.mark.parametrize("value", ["97,5", "97,5 %", " 97,5\u00a0%"])
def test_a_share_is_typed_in_percent_with_its_sign_or_without(page, value):
    page.text_input(key="broadband.typed.final_coverage").set_value(value).run()
    assert page.slider(key="broadband.final_coverage").value == pytest.approx(0.975)


def test_the_last_move_is_told_with_the_headlines_that_it_moved(page):
    assert told(page) == ""
    page.slider(key=LEVER).set_value(120.25).run()
    assert re.match(r"« Séances de médiation numérique » 10 → 120,25 séances/an\. .*argent public : \S+ → \S+ M€", told(page)), told(page)


def test_each_moved_lever_has_its_way_back(page):
    start = page.slider(key=LEVER).value
    page.slider(key=LEVER).set_value(120.0).run()
    page.slider(key="broadband.final_coverage").set_value(0.97).run()
    page.button(key=f"broadband.back.{LEVER.partition('.')[2]}").click().run()
    assert page.slider(key=LEVER).value == start
    assert page.slider(key="broadband.final_coverage").value == 0.97
    assert not [button for button in page.button if button.key == "broadband.back.sessions"]
    beside = page.button(key="broadband.here.final_coverage")
    assert beside.label.replace("\u00a0", " ") == "Revenir à 98,5 %"
    beside.click().run()
    assert page.slider(key="broadband.final_coverage").value == pytest.approx(0.985)
    assert not [button for button in page.button if button.key == "broadband.here.final_coverage"]


def test_a_lever_tells_where_the_scenario_has_it_its_kind_its_note_and_its_source():
    study = catalog.get("hydrogen")
    told = sliders.about(study, study.parameters["coach_share"], 0.12)
    assert told.startswith("**12\u00a0%** dans ce scénario. Hypothèse, à vérifier. Clauses des contrats liO et scolaires, achats groupés.")
    assert "Source : " in told and told.endswith(".")


def test_moves_are_undone_and_done_again_scenario_included(page):
    start = page.slider(key=LEVER).value
    assert page.button(key="broadband.step-1").disabled and page.button(key="broadband.step1").disabled
    page.slider(key=LEVER).set_value(200.0).run()
    page.radio(key="broadband.scenario").set_value("proactive").run()
    page.button(key="broadband.step-1").click().run()
    assert page.radio(key="broadband.scenario").value == "trend" and page.slider(key=LEVER).value == 200
    page.button(key="broadband.step-1").click().run()
    assert page.slider(key=LEVER).value == start and page.button(key="broadband.step-1").disabled
    page.button(key="broadband.step1").click().run()
    assert page.slider(key=LEVER).value == 200
    page.button(key="broadband.step1").click().run()
    assert page.radio(key="broadband.scenario").value == "proactive" and page.button(key="broadband.step1").disabled
    assert not page.exception


def test_a_move_after_an_undo_forgets_what_was_undone(page):
    page.slider(key=LEVER).set_value(200.0).run()
    page.button(key="broadband.step-1").click().run()
    page.slider(key=LEVER).set_value(100.0).run()
    assert page.button(key="broadband.step1").disabled


def test_a_second_press_at_either_end_stays_there():
    history = History()
    for scenario in ("trend", "proactive"):
        history.record(Choice(scenario))
    assert [history.step(by).scenario for by in (-1, -1, 1, 1)] == ["trend", "trend", "proactive", "proactive"]
    assert history.before == Choice("trend") and history.last


def test_a_value_from_before_what_was_written_is_an_echo_and_moves_nothing(page):
    """Two moves in a row, the second sent before the browser had the answer to the first: its typed value is still that of the beginning."""
    start = page.text_input(key="broadband.typed.sessions").value
    page.slider(key=LEVER).set_value(120.0).run()
    page.slider(key=LEVER).set_value(130.0)
    page.text_input(key="broadband.typed.sessions").set_value(start).run()
    assert page.slider(key=LEVER).value == 130 and page.text_input(key="broadband.typed.sessions").value == "130"
    page.run()
    typed(page, start)  # the browser has it all by now: this is a choice
    assert page.slider(key=LEVER).value == float(start)


def test_the_levers_near_the_headlines_are_the_weightiest_and_move_those_of_the_panel(page):
    near = [slider for slider in page.slider if slider.key.startswith("broadband.near.")]
    assert 1 <= len(near) <= 3
    name = near[0].key.removeprefix("broadband.near.")
    page.slider(key=near[0].key).set_value(near[0].max).run()
    assert page.slider(key=f"broadband.{name}").value == near[0].max
    page.slider(key=f"broadband.{name}").set_value(near[0].min).run()
    assert page.slider(key=near[0].key).value == near[0].min


def unmoving(page) -> list[str]:
    """What the list of the levers that do nothing says, once it is open."""
    return [text.value.replace("\u00a0", " ") for text in page.sidebar.markdown if "aucun résultat" in text.value or "un effet visible" in text.value]


def test_the_levers_that_do_nothing_are_counted_for_whoever_opens_their_list_and_again_at_each_move(site, monkeypatch):
    asked, idle = [], effects.idle
    monkeypatch.setattr(effects, "idle", lambda *given: asked.append(given) or idle(*given))
    site.switch_page(str(ROOT / "studies/pork/page.py")).run()
    site.slider(key="pork.collective_sows").set_value(200.0).run()
    assert (asked, unmoving(site)) == ([], [])
    site.session_state["pork.idle"] = True
    site.run()
    assert unmoving(site) == [f"5 {UNMOVING}"]
    site.slider(key="pork.collective_sows").set_value(0.0).run()
    assert unmoving(site) == [f"7 {UNMOVING}"]
    assert not site.exception


def test_on_a_phone_a_headline_that_one_lever_alone_moves_leaves_room_for_the_weightiest_of_the_next_headlines():
    """At no station, only their number changes the price of hydrogen at the pump; the aid to vehicles changes when a truck would switch."""
    assert [lever.id for lever in near_levers.weightiest(catalog.get("hydrogen"))] == ["stations", "vehicle_aid", "industry_tonnes"]
    assert [lever.id for lever in near_levers.weightiest(catalog.get("broadband"))] == ["final_coverage", "sessions", "advisers"]
