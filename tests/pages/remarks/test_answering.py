"""What becomes of a remark on the page of a study: discussed, accepted in the draft, refused, taken back, hidden; what the public reads of it."""

import csv
import io

import pytest

from data.store.writings import discussion, remarks
from data.store.writings.remarks import Said, Status
from studies.publishing import life
from tests.pages.remarks.conftest import SLUG, contested, page_of, pinned, say, signed_in, tabs_of, written_on


@pytest.fixture
def aline(opened):
    return signed_in(opened, "Aline Vert")


def drawer(page, identifier: str, name: str):
    """The page once a drawer of a remark is open; AppTest has no click on it, its state is set as the browser would."""
    page.session_state[f"{SLUG}.remark.{identifier}.{name}"] = True
    return page.run()


def pressed(page, label: str):
    next(button for button in page.button if button.label.replace("\N{NO-BREAK SPACE}", " ") == label).click().run()
    assert not page.exception
    return page


def only(opened, actor):
    (kept,) = discussion.of_study(opened, actor, SLUG)
    return kept


def test_an_author_accepts_a_value_which_is_written_in_the_draft_and_named_in_the_next_version(opened, study, site):
    aline, ines = signed_in(opened, "Aline Vert"), signed_in(opened, "Inès Stage", "author")
    name = contested(study)
    identifier, value = say(opened, aline, study, name, 0.1)
    page = drawer(page_of(site, ines), identifier, "answer")
    page.text_area(key=f"{SLUG}.remark.{identifier}.answer.text").set_value("Vos devis sont plus récents.")
    pressed(page, "Accepter pour la version 1")
    assert "Avis accepté : la version 1 le portera." in written_on(page)
    kept = only(opened, aline)
    assert (kept.status, kept.in_version, kept.answer) == (Status.ACCEPTED, 1, "Vos devis sont plus récents.")
    row = next(row for row in csv.DictReader(io.StringIO(life.files_of_draft(opened, SLUG)["parameters.csv"].decode())) if row["id"] == name)
    assert float(row["value"]) == value
    assert "Avis du comité" in row["note"]
    assert life.draft(opened, SLUG).parameters[name].value == value
    assert "version 1, [pas encore soumise](/versions?etude=broadband)" in written_on(page)


def test_an_accepted_remark_leads_to_the_version_that_carries_it_once_it_is_submitted(opened, study, site, aline):
    identifier, _ = say(opened, aline, study, contested(study), 0.1)
    remarks.answer(opened, signed_in(opened, "Zoé", "agency"), identifier, Status.ACCEPTED, "Oui.", in_version=1)
    life.submit(opened, signed_in(opened, "Zoé", "agency"), SLUG, "Première.")
    assert "[version 1](/version?etude=broadband&numero=1)" in written_on(page_of(site, aline))


def test_an_author_refuses_with_a_reason_and_not_without(opened, study, site, aline):
    identifier, _ = say(opened, aline, study, contested(study), 0.1)
    page = drawer(page_of(site, signed_in(opened, "Inès Stage", "author")), identifier, "answer")
    pressed(page, "Refuser")
    assert "rien n'est écrit" in written_on(page)
    page.text_area(key=f"{SLUG}.remark.{identifier}.answer.text").set_value("La source de 2025 est meilleure.")
    pressed(page, "Refuser")
    assert only(opened, aline).status is Status.REFUSED
    assert "**Refusé**" in written_on(page)


def test_a_member_writes_under_a_remark_and_cannot_answer_it(opened, study, site, aline):
    identifier, _ = say(opened, aline, study, contested(study), 0.1)
    page = page_of(site, signed_in(opened, "Bruno Roche"))
    drawers = [popover.proto.popover.label for popover in page.get("popover")]
    assert "Donner la réponse" not in drawers and "Retirer de la vue" not in drawers and "Reprendre mon avis" not in drawers
    drawer(page, identifier, "reply")
    page.text_area(key=f"{SLUG}.remark.{identifier}.reply.text").set_value("D'accord, à Florac aussi.")
    pressed(page, "Écrire")
    assert [(one.text, one.author) for one in only(opened, aline).replies] == [("D'accord, à Florac aussi.", "Bruno Roche, relecteur")]
    assert "D'accord, à Florac aussi." in written_on(page)


def test_who_gave_it_takes_it_back_as_long_as_it_was_not_answered(opened, study, site, aline):
    identifier, _ = say(opened, aline, study, contested(study), 0.1)
    page = drawer(page_of(site, aline), identifier, "withdraw")
    pressed(page, "Reprendre cet avis")
    assert "Votre avis est repris." in written_on(page)
    assert discussion.of_study(opened, aline, SLUG) == []


def test_the_agency_takes_it_out_of_sight_with_a_reason_that_members_read_in_its_place(opened, study, site, aline):
    remarks.give(opened, aline, pinned(study, "commune:48095", "Commune : Mende"), Said("Une insulte."))
    identifier = only(opened, aline).id
    page = drawer(page_of(site, signed_in(opened, "Zoé", "agency")), identifier, "hide")
    page.text_input(key=f"{SLUG}.remark.{identifier}.hide.why").set_value("propos injurieux")
    pressed(page, "Retirer de la vue")
    assert only(opened, aline).hidden == "propos injurieux"
    page = page_of(site, aline)
    assert "Retiré par l'agence : propos injurieux" in written_on(page)
    assert "Une insulte." not in written_on(page)


def test_the_public_reads_what_was_answered_with_a_role_and_nothing_to_press(opened, study, site, aline):
    name = contested(study)
    identifier, _ = say(opened, aline, study, name, 0.1, "Trop cher.")
    remarks.give(opened, aline, pinned(study, "commune:48095", "Commune : Mende"), Said("Attend encore."))
    remarks.answer(opened, signed_in(opened, "Zoé", "agency"), identifier, Status.REFUSED, "La source tient.")
    page = page_of(site, None)
    told = written_on(page)
    assert "Avis" in tabs_of(page)
    assert "Trop cher." in told and "La source tient." in told and "relecteur" in told
    assert "Aline Vert" not in told and "Attend encore." not in told and "Commune : Mende" not in told
    assert not [button for button in page.button if "remark" in (button.key or "")]
    assert "Scénario du comité" not in told


@pytest.mark.parametrize("role", ["member", "author"])
def test_a_printed_page_holds_what_was_said_and_nothing_to_press(opened, study, site, aline, role):
    say(opened, aline, study, contested(study), 0.1, "Trop cher.")
    site.query_params["vue"] = "imprimer"
    page = page_of(site, signed_in(opened, "Bruno", role))
    told = written_on(page)
    assert "Trop cher." in told and "Avec cette valeur" in told
    assert "Donner un avis" not in told
    assert not [button for button in page.button if "remark" in (button.key or "")] and not page.text_area


def test_what_people_write_stays_text(opened, study, site, aline):
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) **gras**"
    remarks.give(opened, aline, pinned(study, "commune:48095", hostile), Said(hostile, source=hostile))
    page = page_of(site, aline)
    assert hostile in [text.value for text in page.text]
    assert not any("[x](javascript" in str(element.value) for element in page.markdown)
    assert not any("[x](javascript" in opener.label for opener in page.expander)
