"""What visitors write: a scenario under a short link, an error reported and answered."""

from datetime import date

import pytest

from data.ground.faults import Refused
from data.store import journal, signing
from data.store.access import CONSOLE, PUBLIC
from data.store.opening import Store
from data.store.permissions import EVERY_STUDY, Grant, Role
from data.store.writings import reports, saved
from data.store.writings.reports import About, Status
from data.store.writings.saved import Figure
from tests.data.store.conftest import signed_in

NPV = Figure("npv", "Valeur nette", "M€", -3.98, -6.1, 0.618, "-3,98 M€", "entre -6,1 et 0,618 M€")
ABOUT = About("pork", "abc123", "headline:income", "Revenu des élevages")
LATER = date(2999, 1, 1)


def test_a_saved_scenario_gives_back_its_choice_and_its_figures_to_the_last_digit(store: Store):
    changes = {"rack_price": 0.1 + 0.2, "years": 12.0}
    code = saved.save(store, PUBLIC, "datacenter", "v1", "  Loyers  hauts ", "rupture", changes, [NPV])
    found = saved.opened(store, code.upper() + " ")
    assert (found.title, found.scenario, found.changes, found.figures) == ("Loyers hauts", "rupture", changes, (NPV,))
    assert len(code) == 6
    assert not set(code) & set("01ilo")
    with store.reading() as connection:
        (row,) = journal.rows(connection)
    assert (row.action, row.subject, row.facts["outcome"][0]["value"]) == ("save_scenario", code, -3.98)


@pytest.mark.parametrize("title", ["", "  ", "a" * 121, "invisible\u200bici", "\u3164", "mo\u00adtif", "tag\U000e0041"])
def test_a_title_that_cannot_be_read_is_refused(store: Store, title: str):
    with pytest.raises(Refused, match="titre de 1 à 120 caractères"):
        saved.save(store, PUBLIC, "datacenter", "v1", title, "rupture", {}, [NPV])


@pytest.mark.parametrize("code", ["", "aaaaaa", "' OR 1=1", "é" * 5000])
def test_a_code_that_opens_nothing_is_said(store: Store, code: str):
    with pytest.raises(Refused, match="rien n'est enregistré sous ce code"):
        saved.opened(store, code)


def test_figures_that_are_no_numbers_are_not_kept(store: Store):
    with pytest.raises(Exception, match="JSON compliant"):
        saved.save(store, PUBLIC, "datacenter", "v1", "x", "rupture", {}, [Figure("npv", "", "", float("nan"), 0, 0, "", "")])
    with store.reading() as connection:
        assert journal.head(connection)[0] == 0


def test_an_error_is_reported_by_anybody_and_answered_by_the_author_of_the_study(store: Store):
    author = signed_in(store, "Aline", Grant(Role.AUTHOR, "pork", LATER))
    identifier = reports.report(store, PUBLIC, ABOUT, "Le prix est celui de 2019.\r\nVoir FranceAgriMer.")
    (found,) = reports.listed(store, CONSOLE)
    assert (found.text, found.by, found.status, found.about) == ("Le prix est celui de 2019.\nVoir FranceAgriMer.", "public", Status.OPEN, ABOUT)
    reports.answer(store, author, identifier, Status.MENDED, "Prix de 2024.")
    (found,) = reports.listed(store, CONSOLE)
    assert (found.status, found.answer) == (Status.MENDED, "Prix de 2024.")


def test_the_author_of_another_study_cannot_answer(store: Store):
    author = signed_in(store, "Aline", Grant(Role.AUTHOR, "hydrogen", LATER))
    identifier = reports.report(store, PUBLIC, ABOUT, "Faux.")
    with pytest.raises(Refused, match="votre rôle ne le permet pas"):
        reports.answer(store, author, identifier, Status.MENDED, "Prix de 2024.")
    assert reports.listed(store, CONSOLE)[0].status is Status.OPEN


def test_what_is_still_open_comes_first(store: Store):
    agency = signed_in(store, "Zoé", Grant(Role.ADMINISTRATOR, EVERY_STUDY))
    first, second = (reports.report(store, PUBLIC, ABOUT, text) for text in ("un", "deux"))
    reports.answer(store, agency, second, Status.KEPT, "Vérifié.")
    assert [report.id for report in reports.listed(store, CONSOLE)] == [first, second]
    assert signing.person_of(store, agency).name == "Zoé"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "rien n'est écrit"),
        (" \n ", "rien n'est écrit"),
        ("a" * 2001, "2001 caractères"),
        ("\x00", "invisible"),
        ("\u3164", "invisible U\\+3164"),
        ("droit\u202eà l'envers", "invisible U\\+202E"),
        ("étiquette\U000e0041", "invisible U\\+E0041"),
    ],
)
def test_a_report_that_says_nothing_or_too_much_is_refused(store: Store, text: str, told: str):
    with pytest.raises(Refused, match=told):
        reports.report(store, PUBLIC, ABOUT, text)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Le prix\u202f: 12\u00a0€, faux.", "Le prix\u202f: 12\u00a0€, faux."),  # as our pages and a French keyboard write it
        ("écrire à a\u2060@exemple.fr", "écrire à a@exemple.fr"),  # our pages write it so that no link is made of it
        ("Année\tPrix\n2024\t12", "Année\tPrix\n2024\t12"),
        ("un\u2028deux\x0btrois\r\nquatre", "un\ndeux\ntrois\nquatre"),
        ("mot cou\u00adpé", "mot cou\u00adpé"),
    ],
)
def test_a_sentence_copied_from_a_page_can_be_reported(store: Store, pasted: str, kept: str):
    reports.report(store, PUBLIC, ABOUT, pasted)
    assert reports.listed(store, CONSOLE)[0].text == kept


def test_a_title_keeps_one_kind_of_space(store: Store):
    code = saved.save(store, PUBLIC, "datacenter", "v1", "Loyers\u202f: hauts\u00a0!\n", "rupture", {}, [NPV])
    assert saved.opened(store, code).title == "Loyers : hauts !"
