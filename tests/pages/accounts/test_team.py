"""The pages of accounts: what the public sees of them, and what an administrator does there."""

from datetime import date

import pytest

from data.store import access, people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import store
from data.store.permissions import Grant, Role
from data.store.writings import reports
from data.store.writings.visits import Visits
from pages.parts.visiting import visits
from tests.pages.conftest import text_of


@pytest.fixture(autouse=True)
def empty_store(tmp_path, monkeypatch):
    """People of this test only."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))


def as_somebody(site, *grants: Grant, name: str = "Aline Vert") -> Actor:
    """Opens the site as a person with those roles."""
    invited = people.invite(store(), CONSOLE, [Newcomer(name, "Chambre", "")], grants)[0]
    session = signing.enter(store(), invited.token).session
    site.user = {"session": session}
    return Actor(session=session)


def everybody() -> dict[str, tuple[Grant, ...]]:
    with store().reading() as connection:
        return {person.name: person.grants for person in access.everybody(connection)}


ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


def test_the_public_is_told_how_to_sign_in(site):
    page = site.switch_page("pages/account.py").run()
    assert "il n'y a pas de mot de passe" in text_of(page)
    assert not page.button


def test_the_first_page_of_who_is_invited_leads_to_what_her_role_does_and_to_nothing_else(site):
    as_somebody(site, Grant(Role.REVIEWER))
    page = site.switch_page("pages/account.py").run()
    links = {link.proto.page for link in page.get("page_link")}
    assert "comite" in links and not {"modifier", "equipe"} & links
    as_somebody(site, ADMINISTRATOR, name="Zoé")
    page = site.switch_page("pages/account.py").run()
    assert {"comite", "modifier", "equipe"} <= {link.proto.page for link in page.get("page_link")}


def test_the_public_sees_nothing_of_the_team(site):
    people.invite(store(), CONSOLE, [Newcomer("Aline Vert")], [ADMINISTRATOR])
    page = site.switch_page("pages/team.py").run()
    assert "Cette page est celle de l'agence" in text_of(page)
    assert "Aline" not in text_of(page)


@pytest.mark.parametrize("role", [Role.ELECTED, Role.REVIEWER, Role.CONTRIBUTOR])
def test_a_member_of_a_committee_sees_nothing_of_the_team_either(site, role):
    as_somebody(site, Grant(role))
    page = site.switch_page("pages/team.py").run()
    assert f"Aline Vert ({role.value})" in page.info[0].value
    assert "demande ce rôle : administrateur." in page.info[0].value.replace("\u00a0", " ")
    assert "lien d'invitation" not in text_of(page)
    assert not page.tabs


def test_one_reads_who_one_is_and_leaves(site):
    actor = as_somebody(site, Grant(Role.AUTHOR, "pork", date(2999, 1, 1)))
    page = site.switch_page("pages/account.py").run()
    assert "Aline Vert" in text_of(page)
    assert "Porc de qualité" in text_of(page)
    page.button(key="account.leave-all").click().run()
    assert "Aline Vert" not in text_of(page)
    assert page.success[0].value == page.toast[0].value == "Vous êtes déconnecté de tous vos appareils."
    assert signing.person_of(store(), actor) is None


def test_an_administrator_invites_three_people_and_gets_their_links(site):
    as_somebody(site, ADMINISTRATOR)
    page = site.switch_page("pages/team.py").run()
    page.text_area(key="team.invite.list").set_value("Zoé ; Région ; zoe@exemple.fr\nÈve\n=Bob")
    page.selectbox(key="team.invite.role").set_value(Role.REVIEWER)
    page.button(key="FormSubmitter:team.invite-Inviter").click().run()
    assert not page.exception
    listed, letter = (code.value for code in page.code)  # one list, whatever their number, and the letter of the first
    lines = [line.split("\t") for line in listed.splitlines()]
    assert [line[:2] for line in lines] == [["Zoé", "zoe@exemple.fr"], ["Ève", ""], ["'=Bob", ""]]  # no formula once pasted
    links = {signing.shown(store(), line[2].rpartition("/")[2]).name: line[2] for line in lines}
    assert list(links) == ["Zoé", "Ève", "=Bob"]
    assert links["Zoé"] in letter and "relecteur" in letter
    next(box for box in page.selectbox if box.label == "Le texte à envoyer à").set_value(2).run()
    assert links["=Bob"] in page.code[1].value and "Bonjour =Bob" in page.code[1].value
    assert everybody()["Ève"] == (Grant(Role.REVIEWER),)
    listed = next(text.value for text in page.markdown if "| Personne |" in text.value)
    assert all(name in listed for name in ("Zoé", "Ève", "=Bob"))  # the list beside the form has them at once


def test_a_list_with_a_fault_invites_nobody_and_stays_in_its_field(site):
    as_somebody(site, ADMINISTRATOR)
    page = site.switch_page("pages/team.py").run()
    page.text_area(key="team.invite.list").set_value("Zoé ; Région ; zoe(at)exemple.fr\nÈve")
    page.button(key="FormSubmitter:team.invite-Inviter").click().run()
    assert "ligne 1, Zoé" in page.error[0].value.casefold().replace("zoé", "Zoé")
    assert page.text_area(key="team.invite.list").value.startswith("Zoé")
    assert list(everybody()) == ["Aline Vert"]


def test_the_list_is_emptied_once_invited_and_who_is_known_is_told_before_any_link_is_replaced(site):
    as_somebody(site, ADMINISTRATOR)
    press = "FormSubmitter:team.invite-Inviter"
    page = site.switch_page("pages/team.py").run()
    page.text_area(key="team.invite.list").set_value("Zoé ; Région ; zoe@exemple.fr\nÈve")
    page.button(key=press).click().run()
    assert page.text_area(key="team.invite.list").value == ""
    links = [line.rpartition("/")[2] for line in page.code[0].value.splitlines()]
    assert page.run().success[0].value.startswith("2 liens faits")  # what was done stays told
    page.text_area(key="team.invite.list").set_value("Zoé ; Région ; zoe@exemple.fr\nÈve\nBob")
    page.button(key=press).click().run()
    assert "2 personnes sont déjà connues" in page.warning[0].value and "2 personnes sont déjà connues" in page.toast[0].value
    assert "Bob" not in everybody()
    page.button(key=press).click().run()  # the first choice leaves them as they are
    assert "1 lien fait" in page.success[0].value and "2 personnes déjà connues, laissées" in page.success[0].value
    assert [signing.shown(store(), link).name for link in links] == ["Zoé", "Ève"]
    page.text_area(key="team.invite.list").set_value("Bob\n\nZoé Cinq ; ; zoe@exemple.fr")
    page.button(key=press).click().run()
    assert "**Ligne 3, Zoé Cinq**" in page.error[0].value and "déjà l'adresse de Zoé" in page.error[0].value
    assert sorted(everybody()) == ["Aline Vert", "Bob", "Zoé", "Ève"]


def test_what_somebody_else_did_to_the_person_on_screen_is_told_with_its_author(site):
    as_somebody(site, ADMINISTRATOR)
    zoe, bob = (one.person for one in people.invite(store(), CONSOLE, [Newcomer("Zoé"), Newcomer("Bob")], [Grant(Role.REVIEWER)]))
    page = site.switch_page("pages/team.py").run()
    page.selectbox(key="team.person.chosen").set_value(zoe.id).run()
    people.take_back(store(), CONSOLE, zoe.id, Grant(Role.REVIEWER))
    page.button(key="team.person.take").click().run()
    assert "Zoé a changé depuis que sa fiche est ouverte ici : rôle retiré, par ligne de commande" in page.warning[0].value.replace("\u00a0", " ")
    assert page.toast[0].value == page.warning[0].value
    page.selectbox(key="team.person.chosen").set_value(bob.id).run()
    people.erase(store(), CONSOLE, bob.id)
    page.toggle(key=f"team.person.sure.{bob.id}").set_value(True).run()
    assert "Bob a changé" in page.warning[0].value and "effac" in page.warning[0].value


def test_a_closed_access_has_no_letter_and_what_one_reads_in_the_list_is_found(site):
    as_somebody(site, ADMINISTRATOR)
    zoe = people.invite(store(), CONSOLE, [Newcomer("Zoé [clic]", "", "zoe_1@exemple.fr")], [Grant(Role.REVIEWER)])[0].person
    page = site.switch_page("pages/team.py").run()
    page.text_input(key="team.person.wanted").set_value("zoe_1@exemple.fr").run()
    assert "1 personne." in text_of(page)
    page.text_input(key="team.person.wanted").set_value("[CLIC]").run()
    assert "1 personne." in text_of(page)
    page.selectbox(key="team.person.chosen").set_value(zoe.id).run()
    page.button(key="team.person.link").click().run()
    assert "Bonjour Zoé" in page.code[0].value and "Lien remplacé" in page.toast[0].value
    page.toggle(key=f"team.person.sure.{zoe.id}").set_value(True).run()
    page.button(key="team.person.close").click().run()
    assert not page.code and "Accès fermé" in page.toast[0].value
    page.button(key="team.person.link").click().run()
    assert "son accès est fermé" in page.error[0].value and not page.code


def test_an_administrator_closes_an_access_after_saying_yes(site):
    as_somebody(site, ADMINISTRATOR)
    other = people.invite(store(), CONSOLE, [Newcomer("Zoé")], [Grant(Role.REVIEWER)])[0].person
    page = site.switch_page("pages/team.py").run()
    page.selectbox(key="team.person.chosen").set_value(other.id).run()
    assert page.button(key="team.person.close").disabled
    page.toggle(key=f"team.person.sure.{other.id}").set_value(True).run()
    page.button(key="team.person.close").click().run()
    assert "Accès fermé" in page.success[0].value
    assert everybody()["Zoé"] == ()
    assert page.toggle(key=f"team.person.sure.{other.id}").value is False  # one tick, one deed
    assert page.button(key="team.person.erase").disabled
    places = list(page.tabs[0].children)
    assert len(page.tabs[0].success) == 1
    page.toggle(key=f"team.person.sure.{other.id}").set_value(True).run()
    assert list(page.tabs[0].children) == places and not page.tabs[0].success  # the message gone, nothing has moved: the drawer stays open
    assert not page.button(key="team.person.erase").disabled


def test_the_last_administrator_is_told_why_she_stays(site):
    as_somebody(site, ADMINISTRATOR)
    with store().reading() as connection:
        (only,) = access.everybody(connection)
    page = site.switch_page("pages/team.py").run()
    page.selectbox(key="team.person.chosen").set_value(only.id).run()
    page.toggle(key=f"team.person.sure.{only.id}").set_value(True).run()
    page.button(key="team.person.erase").click().run()
    assert "ce serait le dernier" in page.error[0].value
    assert everybody() == {"Aline Vert": (ADMINISTRATOR,)}


def test_studies_go_to_nobody_who_was_not_chosen(site):
    as_somebody(site, ADMINISTRATOR)
    intern = people.invite(store(), CONSOLE, [Newcomer("Inès")], [Grant(Role.AUTHOR, "pork", date(2999, 1, 1))])[0].person.id
    page = site.switch_page("pages/team.py").run()
    page.selectbox(key="team.person.chosen").set_value(intern).run()
    assert page.selectbox(key="team.person.coming").value is None
    page.button(key="FormSubmitter:team.person.hand-Confier").click().run()
    assert "dernier jour absent, et personne n'est choisi" in page.error[0].value and page.toast
    page.date_input(key="team.person.hand-until").set_value(date.today())
    page.button(key="FormSubmitter:team.person.hand-Confier").click().run()
    assert "personne n'est choisi" in page.error[0].value
    assert everybody()["Inès"] == (Grant(Role.AUTHOR, "pork", date(2999, 1, 1)),)


def test_the_journal_says_that_who_was_erased_was_a_person_without_her_name(site):
    as_somebody(site, ADMINISTRATOR)
    other = people.invite(store(), CONSOLE, [Newcomer("Zoé")], [Grant(Role.REVIEWER)])[0].person
    people.erase(store(), CONSOLE, other.id)
    shown = text_of(site.switch_page("pages/team.py").run())
    assert shown.count(f"personne effacée n° {other.id[:6]}") == 2  # invited, then erased
    assert other.id not in shown and "Zoé" not in shown


def test_the_journal_says_studies_days_and_errors_as_screens_do(site):
    as_somebody(site, ADMINISTRATOR)
    people.invite(store(), CONSOLE, [Newcomer("Inès")], [Grant(Role.AUTHOR, "pork", date(2999, 1, 1))])
    number = reports.report(store(), CONSOLE, reports.About("pork", "v1", "page", "Toute la page"), "Le prix date.")
    shown = text_of(site.switch_page("pages/team.py").run())
    assert "rôles : auteur, étude Porc de qualité, jusqu'au 01/01/2999" in shown
    assert f"erreur n° {number[:6]} · Porc de qualité" in shown


def test_what_is_wrong_with_the_studio_is_said_to_the_agency(site, monkeypatch):
    as_somebody(site, ADMINISTRATOR)
    assert "rien d'anormal" in text_of(site.switch_page("pages/team.py").run())
    monkeypatch.setenv("STUDIO_SMTP_URL", "courriel.exemple.fr")
    page = site.run()
    assert any("adresse de serveur illisible" in error.value for error in page.error)
    assert "rien d'anormal" not in text_of(page)


def test_an_access_closed_meanwhile_is_told_and_nothing_is_done(site):
    actor = as_somebody(site, ADMINISTRATOR)
    other = people.invite(store(), CONSOLE, [Newcomer("Zoé")], [ADMINISTRATOR])[0].person
    page = site.switch_page("pages/team.py").run()
    page.text_area(key="team.invite.list").set_value("Ève")
    people.close_access(store(), CONSOLE, signing.person_of(store(), actor).id)
    page.button(key="FormSubmitter:team.invite-Inviter").click().run()
    assert "Cette page est celle de l'agence" in text_of(page)
    assert set(everybody()) == {"Aline Vert", "Zoé"}
    assert other.name == "Zoé"


def test_an_administrator_reads_how_often_each_page_is_opened_and_a_lever_counts_for_nothing(site, monkeypatch):
    monkeypatch.setattr(visits, "VISITS", Visits())
    as_somebody(site, ADMINISTRATOR)
    for _ in range(3):  # the same visitor, who stays
        site.switch_page("pages/method.py").run()
    site.switch_page("pages/account.py").run()
    site.switch_page("pages/method.py").run()
    page = site.switch_page("pages/team.py").run()
    assert "| Méthode | 2 | 2 | 2 | 2 |" in text_of(page)
    assert "| Mon compte | 1 | 1 | 1 | 1 |" in text_of(page)
