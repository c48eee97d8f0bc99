"""The letters of links just made: on screen as long as their link opens something, and a list pressed twice makes one link."""

import pytest

from data.ground.faults import Refused
from data.store import access, people, signing
from data.store.access import CONSOLE
from data.store.opening import store
from data.store.permissions import Grant, Role
from pages.parts.team import inviting
from tests.pages.accounts.test_team import ADMINISTRATOR, as_somebody, empty_store, everybody  # noqa: F401
from tests.pages.conftest import text_of


def invited_on(page, names: str):
    """The page once those people were invited there."""
    page.text_area(key="team.invite.list").set_value(names)
    page.selectbox(key="team.invite.role").set_value(Role.REVIEWER)
    return page.button(key="FormSubmitter:team.invite-Inviter").click().run()


def chosen(page, name: str) -> str:
    """The identifier of somebody, whose card is put on the page."""
    with store().reading() as connection:
        identifier = next(person.id for person in access.everybody(connection) if person.name == name)
    page.selectbox(key="team.person.chosen").set_value(identifier).run()
    return identifier


def test_the_same_list_pressed_twice_makes_one_link_and_typed_later_is_told_as_known(site, monkeypatch):
    as_somebody(site, ADMINISTRATOR)
    page = invited_on(site.switch_page("pages/team.py").run(), "Max")
    link = page.code[0].value
    page = invited_on(page, "Max")
    assert page.success[0].value.startswith("1 lien fait") and not page.warning and page.code[0].value == link
    monkeypatch.setattr(inviting, "PRESSED_TWICE", 0)
    page = invited_on(page, "Max")
    assert "1 personne est déjà connue" in page.warning[0].value and not page.tabs[1].success
    page.button(key="FormSubmitter:team.invite-Inviter").click().run()
    assert "déjà connus" in page.error[0].value and not page.tabs[1].success  # no refusal above what was done before
    assert page.code[0].value == link  # told once: it stays to be copied


def test_who_was_erased_is_invited_anew_by_the_same_line(site):
    as_somebody(site, ADMINISTRATOR)
    page = invited_on(site.switch_page("pages/team.py").run(), "Max")
    first = chosen(page, "Max")
    page.toggle(key=f"team.person.sure.{first}").set_value(True).run()
    page.button(key="team.person.erase").click().run()
    assert "Personne effacée" in page.tabs[0].success[0].value
    assert not page.code and not page.tabs[1].success  # the letter has gone, with « 1 lien fait »
    page = invited_on(page, "Max")
    assert "Max" in everybody() and page.success[0].value.startswith("1 lien fait")
    assert signing.shown(store(), link_of(page)).id != first


def link_of(page) -> str:
    """The secret of the only letter on screen."""
    (letter,) = page.code
    return letter.value.partition("/invitation/")[2].split()[0]


def test_a_letter_whose_link_is_replaced_elsewhere_leaves_its_place(site):
    as_somebody(site, ADMINISTRATOR)
    page = invited_on(site.switch_page("pages/team.py").run(), "Zoé")
    zoe = chosen(page, "Zoé")
    page.button(key="team.person.link").click().run()
    assert signing.shown(store(), link_of(page)).id == zoe  # that of the card only
    page = invited_on(page, "Zoé")
    page.radio(key="team.invite.known").set_value(inviting.Known.AGAIN)
    page.button(key="FormSubmitter:team.invite-Inviter").click().run()
    assert signing.shown(store(), link_of(page)).id == zoe  # that of the form only
    people.take_back(store(), CONSOLE, zoe, Grant(Role.REVIEWER))
    assert "aucun rôle : accès fermé · un lien attend, sans effet tant qu'aucun rôle n'est donné" in text_of(page.run())


def test_a_letter_names_the_roles_of_now_and_goes_with_the_last_of_them(site):
    as_somebody(site, ADMINISTRATOR)
    page = invited_on(site.switch_page("pages/team.py").run(), "Max")
    assert "(relecteur)" in page.code[0].value
    secret, identifier = link_of(page), chosen(page, "Max")
    people.give(store(), CONSOLE, identifier, Grant(Role.ELECTED))
    people.take_back(store(), CONSOLE, identifier, Grant(Role.REVIEWER))
    assert "(élu)" in page.run().code[0].value
    people.take_back(store(), CONSOLE, identifier, Grant(Role.ELECTED))
    assert not page.run().code
    with pytest.raises(Refused, match="aucun rôle n'est donné à ce nom aujourd'hui"):
        signing.enter(store(), secret)
    people.give(store(), CONSOLE, identifier, Grant(Role.REVIEWER))
    assert signing.enter(store(), secret).person.id == identifier  # it was not used up


def test_the_letter_on_screen_stays_that_of_the_name_chosen_when_another_link_is_opened(site):
    as_somebody(site, ADMINISTRATOR)
    page = invited_on(site.switch_page("pages/team.py").run(), "Zoé\nYves\nÈve")
    secrets = {line.split("\t")[0]: line.rpartition("/")[2] for line in page.code[0].value.splitlines()}

    def names():
        return next(box for box in page.selectbox if box.label == "Le texte à envoyer à")

    names().set_value(1).run()
    before = names().key
    assert "Bonjour Yves" in page.code[1].value
    signing.enter(store(), secrets["Zoé"])
    page.run()
    assert "Bonjour Yves" in page.code[1].value and names().options[names().value] == "Yves"
    assert names().key != before  # a browser goes on showing the former name in the same box
