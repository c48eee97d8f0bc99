"""What one takes away of oneself, and the journal in words: every deed is said in French, to a person and to a spreadsheet."""

import csv
import re
from datetime import UTC, date, datetime, timedelta

from data.instances.rules import Attendee
from data.store import access, journal, own_data, people, retention, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import agency, drafts, meetings, remarks, reports, saved, sign_offs, versions, visits
from data.store.writings.assembly import actions, agenda, decisions, flags, minutes, outcomes, sittings
from data.store.writings.remarks import Pinned, Position, Said
from data.store.writings.reports import About, Status
from data.store.writings.saved import Figure
from data.store.writings.versions import Snapshot
from tests.data.store.conftest import signed_in

LATER = date(2999, 1, 1)
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)
ABOUT = About("pork", "abc123", "parameter:feed_price", "Hypothèse : prix de l'aliment")
NPV = Figure("npv", "Valeur nette", "MEUR_2024", -3.98, -6.1, 0.618, "-3,98 M€", "entre -6,1 et 0,618 M€")


def test_one_takes_away_all_that_is_kept_of_oneself(store: Store):
    invited = people.invite(store, CONSOLE, [Newcomer("Aline Vert", "Chambre", "aline@exemple.fr")], [Grant(Role.AUTHOR, "pork", LATER)])[0]
    signing.enter(store, invited.token)
    with store.reading() as connection:
        told = own_data.of_person(connection, invited.person.id)
    assert (told["nom"], told["organisation"], told["adresse électronique"]) == ("Aline Vert", "Chambre", "aline@exemple.fr")
    assert told["rôles"] == [{"rôle": "auteur", "étude": "pork", "jusqu'au": "2999-01-01"}]
    assert [deed["action"] for deed in told["journal"]] == ["invitation", "se connecter"]
    assert len(told["liens"]) == len(told["connexions"]) == 1
    assert invited.token not in str(told)


def test_what_one_takes_away_and_the_journal_name_studies_as_the_screens_do_and_whoever_signed_in(store: Store):
    titles = {"pork": "Porc de qualité"}
    invited = people.invite(store, CONSOLE, [Newcomer("Aline Vert")], [Grant(Role.AUTHOR, "pork", LATER)])[0]
    signing.enter(store, invited.token)
    with store.reading() as connection:
        told = own_data.of_person(connection, invited.person.id, titles)
        lines = list(csv.reader(own_data.journal_csv(connection, titles).splitlines(), delimiter=";"))
    assert told["rôles"] == [{"rôle": "auteur", "étude": "Porc de qualité", "jusqu'au": "2999-01-01"}]
    assert [line[2:4] for line in lines[1:]] == [["ligne de commande", "invitation"], ["Aline Vert", "se connecter"]]
    assert "Porc de qualité" in lines[1][6] and "pork" not in lines[1][6]


def test_a_formula_in_a_name_stays_text_in_the_journal_that_a_spreadsheet_opens(store: Store):
    people.invite(store, CONSOLE, [Newcomer('=HYPERLINK("http://x";"y")')], [ADMINISTRATOR])
    with store.reading() as connection:
        lines = list(csv.reader(own_data.journal_csv(connection).splitlines(), delimiter=";"))
    assert lines[1][5] == '\'=HYPERLINK("http://x";"y")'


def every_deed(store: Store) -> None:
    """One line of journal of each kind that people, reports and scenarios leave."""
    house = signed_in(store, "Zoé", ADMINISTRATOR)
    author = people.invite(store, house, [Newcomer("Aline")], [Grant(Role.AUTHOR, "pork", LATER)])[0].person.id
    next_author = people.invite(store, house, [Newcomer("Ève")], [])[0].person.id
    people.renew_link(store, house, author)
    people.give(store, house, author, Grant(Role.REVIEWER, "hydrogen"))
    people.take_back(store, house, author, Grant(Role.REVIEWER, "hydrogen"))
    people.hand_over(store, house, author, next_author, date(2027, 6, 30))
    people.close_access(store, house, author)
    people.erase(store, house, author)
    reports.answer(store, house, reports.report(store, house, ABOUT, "Prix de 2019."), Status.MENDED, "Prix de 2024.")
    saved.save(store, house, "datacenter", "v1", "Loyers hauts", "rupture", {"rack_price": 120.5}, [NPV])
    saved.save(store, house, saved.NO_STUDY, "édition 3", "Atelier", "", {"need": {"least_surface": 500}}, [NPV])
    with store.writing(house, "import_inventory") as writing:
        writing.note("48095_BAT_1", fields=["prix"], sheet="Bâtiments")
    with store.writing(house, "import_inventory") as writing:
        writing.note("inventory", file="a.xlsx")
    every_deed_of_a_version(store, house)
    every_deed_of_a_committee(store, house)
    every_deed_of_an_assembly(store, house)
    signing.sign_out(store, house, everywhere=True)
    named = Actor(email="zoe@exemple.fr", since=datetime(2026, 11, 29, tzinfo=UTC))
    people.invite(store, CONSOLE, [Newcomer("Zoé Roux", email=named.email)], [])
    signing.note_named(store, named)
    with store.counting() as connection:
        connection.execute(visits.ADD, [{"day": "2020-01-01", "page": "/", "count": 1}])
    retention.sweep(store, CONSOLE, datetime.now(UTC) + timedelta(days=200))


def every_deed_of_a_version(store: Store, actor: Actor) -> None:
    versions.submit(store, actor, "pork", Snapshot("aaa", "bbb", b"{}", {"study.toml": b""}), "Première lecture")
    versions.move(store, actor, "pork", 1, versions.Status.SUBMITTED, versions.Status.CORRECTIONS, "Prix de 2019.")
    drafts.save(store, actor, "pork", "text/story.md", None, b"Un texte.")
    drafts.forget(store, actor, "pork", ["text/story.md"])
    agency.show_drafts(store, actor, agency.Drafts.MEMBERS)


def every_deed_of_a_committee(store: Store, agency: Actor) -> None:
    reviewer = signed_in(store, "Bruno", Grant(Role.REVIEWER))
    pinned = Pinned("pork", "v1", "parameter:feed_price", "Hypothèse : prix de l'aliment")
    first = remarks.give(store, reviewer, pinned, Said("Contrats de 2025.", Position.LOW, 340.0))
    remarks.reply(store, agency, first, "Quel contrat ?")
    remarks.hide(store, agency, first, "Propos sur une personne")
    remarks.answer(store, agency, first, remarks.Status.ACCEPTED, "Prix de 2025.", in_version=2)
    remarks.withdraw(store, reviewer, remarks.give(store, reviewer, pinned, Said("Autre contrat.")))
    meeting = meetings.call(store, agency, "pork", datetime(2026, 12, 10, tzinfo=UTC), "Mende", "Relire les prix.")
    meetings.open_it(store, agency, meeting)
    meetings.close(store, agency, meeting)
    versions.submit(store, agency, "pork", Snapshot("ccc", "ddd", b"{}", {}), "Deuxième lecture")
    sign_offs.sign(store, reviewer, "pork", 2, sign_offs.Verdict.RESERVED, "Chambre", "Revoir le prix.")


def every_deed_of_an_assembly(store: Store, agency: Actor) -> None:
    sitting = sittings.call(store, agency, sittings.Call("general_assembly", datetime(2026, 12, 10, tzinfo=UTC), "Mende", 1))
    sittings.attend(store, agency, sitting, sittings.read(store, agency)[0].changed_at, [Attendee("Aline Vert")], "Aline Vert", "")
    decision = agenda.add(store, agency, sitting, agenda.Item("Quel budget ?"))
    (draft,) = decisions.read(store, agency, sitting=sitting)
    minutes.write(store, agency, decision, draft.changed_at, minutes.Minute("Budget adopté."))
    minutes.submit(store, agency, sitting)
    minutes.settle(store, agency, sitting)
    minutes.add(store, agency, decision, "Lire : budget de 2027.")
    action = actions.add(store, agency, actions.Task("Publier le budget", "Aline Vert", None, decision))
    actions.move(store, agency, action, actions.of(store, decision)[0].steps[-1].at, actions.Status.DONE, None, evidence="En ligne")
    outcomes.tell(store, agency, "2018-memberships", outcomes.Status.KEPT, "Dix adhésions.", "Rapport de 2019")
    flags.write(store, agency, decision, 2, [], {"before": ["a"], "after": ["b"]})
    flags.answer(store, agency, flags.of(store, decision)[0].id, flags.Answer.STANDS, "L'écart est faible.")


def test_what_a_person_wrote_after_a_decision_is_told_to_her(store: Store):
    zoe = signed_in(store, "Zoé", ADMINISTRATOR)
    every_deed_of_an_assembly(store, zoe)
    with store.reading_as(zoe, "export_own") as connection:
        told = own_data.of_person(connection, signing.person_of(store, zoe).id)
    assert [one["texte"] for one in told["ajouts à des décisions"]] == ["Lire : budget de 2027."]
    assert [(one["action"], one["état"]) for one in told["actions à suivre"]] == [("Publier le budget", "faite")]
    assert [(one["état"], one["preuve"]) for one in told["étapes d'actions à suivre"]] == [("à faire", ""), ("faite", "En ligne")]
    assert [(one["réponse"], one["raison"]) for one in told["réponses à des décisions signalées"]] == [("maintenue", "L'écart est faible.")]
    assert [one["texte"] for one in told["suites de décisions"]] == ["Dix adhésions."]


def test_every_deed_of_the_journal_is_said_in_french(store: Store):
    every_deed(store)
    with store.reading() as connection:
        names = {person.id: person.name for person in access.everybody(connection)}
        told = [own_data.in_words(row.facts, names) for row in journal.rows(connection)]
        keys = {key for row in journal.rows(connection) for key in row.facts}
    assert keys == set(own_data.FACTS) - {"role", "study"}  # those two stand inside roles
    assert "rôles : auteur, étude pork, jusqu'au 01/01/2999" in told
    assert own_data.in_words({"studies": ["pork"], "label": "pork"}, {}, {"pork": "Porc de qualité"}) == "études : Porc de qualité ; libellé : pork"
    assert any("scénario : rupture" in line and "leviers déplacés : rack_price 120,5" in line for line in told)
    assert "champs : prix ; feuille : Bâtiments" in {" ; ".join(sorted(line.split(" ; "))) for line in told}
    english = re.compile(r"\b(roles?|study|until|done|received|ended|version_|label|fields|sheet|outcome|changes)\b")
    assert [line for line in told if english.search(line)] == []


def test_one_takes_away_what_one_wrote_too(store: Store):
    actor = signed_in(store, "Aline", Grant(Role.REVIEWER))
    reports.report(store, actor, ABOUT, "Prix de 2019.")
    code = saved.save(store, actor, "datacenter", "v1", "Loyers hauts", "rupture", {}, [NPV])
    with store.reading_as(actor, "export_own") as connection:
        told = own_data.of_person(connection, signing.person_of(store, actor).id)
    assert [(one["sur"], one["texte"]) for one in told["erreurs signalées"]] == [("Hypothèse : prix de l'aliment", "Prix de 2019.")]
    assert [(one["lien"], one["titre"]) for one in told["scénarios et recherches enregistrés"]] == [(f"/s/{code}", "Loyers hauts")]
