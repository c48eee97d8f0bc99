"""A scenario kept under a short link shows the figures of that day, and says what has moved since."""

from dataclasses import replace

import pytest

from data.ground.budgets import Budget
from data.store import people, signing
from data.store.access import CONSOLE, PUBLIC
from data.store.newcomers import Newcomer
from data.store.opening import store
from data.store.permissions import Grant, Role
from data.store.writings import saved
from data.store.writings.saved import Figure
from pages.parts.study.view import Choice
from pages.parts.study.writing import stored_figures
from pages.parts.visiting import short_link
from studies import catalog
from tests.pages.conftest import in_whole, text_of


@pytest.fixture(autouse=True)
def empty_store(tmp_path, monkeypatch):
    """Scenarios of this test only, and nobody who has saved any."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    monkeypatch.setattr(short_link, "SAVED", Budget(30, 3600.0))


def opened(site, code: str):
    site.switch_page("pages/saved.py")
    site.query_params["code"] = code
    return site.run()


def test_a_scenario_saved_on_the_page_of_a_study_is_opened_by_its_link(site):
    site.switch_page("studies/datacenter/page.py")
    in_whole(site)
    site.query_params["datacenter.scenario"] = list(catalog.get("datacenter").scenarios)[-1]
    page = site.run()
    page.text_input(key="datacenter.keep.title").set_value("Loyers *hauts* <b>")
    page.button(key="FormSubmitter:datacenter.keep-Enregistrer").click().run()
    link = next(code.value for code in page.code if "/s/" in code.value)
    assert f"[{link}]({link})" in page.toast[0].value  # the words and the link are in sight together
    assert page.text_input(key="datacenter.keep.title").value == ""
    study = catalog.get("datacenter")
    expected = Choice(list(study.scenarios)[-1]).outcome(study).indicators
    kept = saved.opened(store(), link.rsplit("/", 1)[1])
    assert [(one.id, one.value, one.low, one.high) for one in kept.figures] == [(one.id, one.value, one.low, one.high) for one in expected.values()]
    shown = text_of(opened(site, kept.code))
    assert r"Loyers \*hauts\* \<b\>" in shown
    assert f"version {study.version}" in shown
    assert "Aujourd'hui" not in shown and "donne aujourd'hui les mêmes chiffres" in shown


def test_a_title_that_is_missing_is_said_and_nothing_is_kept(site):
    site.switch_page("studies/datacenter/page.py")
    in_whole(site)
    page = site.run()
    page.button(key="FormSubmitter:datacenter.keep-Enregistrer").click().run()
    assert any("titre absent" in error.value for error in page.error)
    assert not any("/s/" in code.value for code in page.code)


def test_figures_of_a_former_version_stay_and_those_of_today_stand_beside_them(site):
    study = catalog.get("datacenter")
    figures = stored_figures.of(study, Choice(study.card.default_scenario))
    first, *others = figures
    former = replace(first, value=first.value - 1, written="autrefois")
    code = saved.save(store(), PUBLIC, study.slug, "0123456789ab", "Avant", study.card.default_scenario, {}, [former, *others])
    shown = text_of(opened(site, code))
    assert "L'étude a changé depuis" in shown
    assert "Aujourd'hui" in shown
    assert "**autrefois**" in shown


def test_a_change_that_moves_nothing_says_so(site):
    study = catalog.get("datacenter")
    figures = stored_figures.of(study, Choice(study.card.default_scenario))
    code = saved.save(store(), PUBLIC, study.slug, "0123456789ab", "Avant", study.card.default_scenario, {}, figures)
    assert "aucun de ces chiffres n'a bougé" in text_of(opened(site, code))


@pytest.mark.parametrize(("scenario", "changes"), [("disparu", {}), ("", {}), (None, {"levier_disparu": 3.0}), (None, {"rack_price": 1e9})])
def test_a_choice_that_the_study_no_longer_allows_keeps_its_figures(site, scenario, changes):
    study = catalog.get("datacenter")
    figures = stored_figures.of(study, Choice(study.card.default_scenario))
    asked = study.card.default_scenario if scenario is None else scenario
    code = saved.save(store(), PUBLIC, study.slug, "0123456789ab", "Avant", asked, changes, figures)
    page = opened(site, code)
    assert not page.exception
    assert "ne permet plus ce choix" in text_of(page)


def test_a_study_that_is_gone_leaves_its_figures(site):
    code = saved.save(
        store(), PUBLIC, "disparue", "v1", "Avant", "base", {}, [Figure("npv", "Valeur <nette>", "unité disparue", 1.0, 0.0, 2.0, "1 M€", "0 à 2 M€")]
    )
    page = opened(site, code)
    assert not page.exception
    shown = text_of(page)
    assert "n'est plus affichée" in shown
    assert r"Valeur \<nette\>" in shown


@pytest.mark.parametrize("code", ["rien", "<script>", "a" * 40])
def test_a_code_that_opens_nothing_says_how_to_read_it_again(site, code):
    assert "rien n'est enregistré sous ce code" in text_of(opened(site, code))


def test_without_a_code_the_page_says_what_it_is(site):
    assert "Un lien court" in text_of(site.switch_page("pages/saved.py").run())


def test_one_address_does_not_fill_the_disk(site, monkeypatch):
    monkeypatch.setattr(short_link, "SAVED", Budget(1, 3600.0))
    monkeypatch.setattr(short_link.visitor, "address", lambda: "192.0.2.1")
    site.switch_page("studies/datacenter/page.py")
    in_whole(site)
    page = site.run()
    page.text_input(key="datacenter.keep.title").set_value("Un")
    page.button(key="FormSubmitter:datacenter.keep-Enregistrer").click().run()
    page.text_input(key="datacenter.keep.title").set_value("Deux")
    page.button(key="FormSubmitter:datacenter.keep-Enregistrer").click().run()
    assert any("beaucoup ont été enregistrés" in error.value for error in page.error)


def test_a_reader_whose_access_is_closed_meanwhile_is_told_before_her_scenario_is_kept_without_her_name(site):
    people.invite(store(), CONSOLE, [Newcomer("Jean")], [Grant(Role.ADMINISTRATOR)])
    aline = people.invite(store(), CONSOLE, [Newcomer("Aline")], [Grant(Role.ELECTED)])[0]
    site.user = {"session": signing.enter(store(), aline.token).session}
    site.switch_page("studies/datacenter/page.py")
    in_whole(site)
    page = site.run()
    people.close_access(store(), CONSOLE, aline.person.id)
    page.text_input(key="datacenter.keep.title").set_value("Loyers hauts")
    page.button(key="FormSubmitter:datacenter.keep-Enregistrer").click().run()
    assert any("il s'est fermé depuis que cette page est ouverte" in error.value for error in page.error)
    assert not any("/s/" in code.value for code in page.code)
    page.button(key="FormSubmitter:datacenter.keep-Enregistrer").click().run()
    link = next(code.value for code in page.code if "/s/" in code.value)
    assert saved.opened(store(), link.rsplit("/", 1)[1]).title == "Loyers hauts"
