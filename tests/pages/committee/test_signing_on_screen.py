"""Signing a version on the page of the committee, and where signatures are read."""

import pytest

from data.store import opening
from data.store.access import CONSOLE
from data.store.permissions import Grant, Role
from data.store.writings import remarks, sign_offs, versions
from data.store.writings.remarks import Pinned, Position, Said
from data.store.writings.sign_offs import Verdict
from data.store.writings.versions import Status
from studies import catalog
from studies.toolkit.reading import units
from tests.pages.committee.conftest import ADMINISTRATOR, REVIEWER, SLUG, opened, pressed, somebody, submitted
from tests.pages.conftest import text_of

FORM = f"committee.{SLUG}.sign.0"
PINNED = Pinned(SLUG, "v1", "parameter:imitation", "Hypothèse : imitation")


def filled(page, verdict: Verdict, reservations: str = "", read: bool = True):
    page.radio(key=f"{FORM}.verdict").set_value(verdict)
    page.text_input(key=f"{FORM}.capacity").set_value("élue de Mende")
    page.text_area(key=f"{FORM}.reservations").set_value(reservations)
    page.checkbox(key=f"{FORM}.read.1").set_value(read)
    return pressed(page, "Signer")


def signed(name: str, verdict: Verdict, reservations: str = "", named: bool = False) -> None:
    sign_offs.sign(opening.store(), somebody(name, REVIEWER), SLUG, 1, verdict, "élue de Mende", reservations, named)


def published() -> None:
    for since, to in ((Status.SUBMITTED, Status.VALIDATED), (Status.VALIDATED, Status.PUBLISHED)):
        versions.move(opening.store(), CONSOLE, SLUG, 1, since, to)


def test_who_signs_reads_first_the_figures_the_options_what_waits_and_what_was_answered_to_her(site):
    submitted()
    aline = somebody("Aline Vert", REVIEWER)
    remarks.give(opening.store(), aline, PINNED, Said("Les villages suivent.", Position.LOW, 0.6))
    told = text_of(opened(site, aline, vue="Signer"))
    headline = next(iter(catalog.get(SLUG).run().indicators.values()))
    assert units.headline(headline.value, headline.unit).replace("\xa0", " ") in told
    assert "Ce qui est demandé à l'assemblée" in told
    assert "1 avis attend une réponse" in told
    assert "Les villages suivent." in told


def test_a_version_is_signed_with_its_reservations_and_in_ones_capacity(site):
    submitted()
    page = filled(opened(site, somebody("Aline Vert", REVIEWER), vue="Signer"), Verdict.RESERVED, "Revoir le prix en 2027.")
    told = text_of(page)
    assert "Version 1 signée : favorable avec réserves" in told
    assert "Revoir le prix en 2027." in told
    assert "Aline Vert, relecteur · en qualité de : élue de Mende" in told
    assert "Signer de nouveau remplace cette signature" in told


@pytest.mark.parametrize(
    ("verdict", "reservations", "read", "refused"),
    [(Verdict.FOR, "", False, "n'est pas cochée"), (Verdict.RESERVED, "", True, "rien n'est écrit"), (None, "", True, "l'avis manque")],
)
def test_nothing_is_signed_unread_without_a_verdict_or_with_reservations_that_say_nothing(site, verdict, reservations, read, refused):
    submitted()
    page = filled(opened(site, somebody("Aline", REVIEWER), vue="Signer"), verdict, reservations, read)
    assert refused in text_of(page)
    assert page.text_input(key=f"{FORM}.capacity").value == "élue de Mende"
    assert sign_offs.of_study(opening.store(), CONSOLE, SLUG) == []


def test_what_one_writes_to_sign_stays_when_a_version_follows_which_is_to_be_read_again(site):
    submitted()
    page = opened(site, somebody("Aline", REVIEWER), vue="Signer")
    submitted(imitation="0.41")
    page = filled(page, Verdict.RESERVED, "Revoir le prix en 2027.")
    assert "la case « J'ai lu… » de la version 2 n'est pas cochée" in text_of(page)
    assert page.text_area(key=f"{FORM}.reservations").value == "Revoir le prix en 2027."
    assert sign_offs.of_study(opening.store(), CONSOLE, SLUG) == []
    for since, to in ((Status.SUBMITTED, Status.VALIDATED), (Status.VALIDATED, Status.PUBLISHED)):
        versions.move(opening.store(), CONSOLE, SLUG, 2, since, to)
    versions.move(opening.store(), CONSOLE, SLUG, 1, Status.SUBMITTED, Status.CORRECTIONS, "Remplacée.")
    told = text_of(pressed(page, "Signer"))
    assert "la version n'est plus à signer" in told
    assert "Revoir le prix en 2027." in told


def test_a_draft_is_not_signed(site):
    page = opened(site, somebody("Aline", REVIEWER), vue="Signer")
    assert "Aucune version n'est à signer" in text_of(page)
    assert "Signer" not in [button.label for button in page.button]


def test_the_agency_reads_signatures_and_signs_nothing(site):
    submitted()
    signed("Aline Vert", Verdict.FOR)
    page = opened(site, somebody("Zoé", ADMINISTRATOR), vue="Signer")
    assert "Aline Vert" in text_of(page)
    assert "Signer" not in [button.label for button in page.button]


def test_the_public_reads_the_signatures_of_a_published_version_without_the_names_that_were_not_given(site):
    submitted()
    signed("Aline Vert", Verdict.FOR)
    signed("Bruno Roche", Verdict.AGAINST, "Le prix est faux.", named=True)
    told = text_of(opened(site))
    assert "élue de Mende" not in told
    published()
    told = text_of(opened(site))
    assert "1 favorable, 1 défavorable" in told
    assert "Le prix est faux." in told
    assert "Bruno Roche" in told
    assert "Aline Vert" not in told


def test_the_versions_of_a_study_say_in_a_line_what_was_signed(site):
    submitted()
    signed("Aline", Verdict.FOR)
    signed("Bruno", Verdict.FOR)
    site.user = {"session": somebody("Zoé", ADMINISTRATOR).session}
    site.switch_page("pages/publishing/history.py")
    site.query_params["etude"] = SLUG
    assert "2 favorables" in text_of(site.run())


def test_a_version_with_open_points_is_not_validated_and_the_page_says_why(site):
    submitted()
    remarks.give(opening.store(), somebody("Aline", REVIEWER), PINNED, Said("Les villages suivent.", Position.LOW, 0.6))
    site.user = {"session": somebody("Zoé", ADMINISTRATOR).session}
    site.switch_page("pages/publishing/history.py")
    site.query_params["etude"] = SLUG
    page = pressed(site.run(), "Noter la validation du comité")
    assert "1 avis" in text_of(page)
    assert versions.listed(opening.store(), SLUG)[0].status is Status.SUBMITTED


@pytest.mark.parametrize(("grants", "seen"), [([Grant(Role.REVIEWER, SLUG)], True), ([], False)])
def test_the_menu_has_the_page_for_who_may_read_what_a_committee_says(site, grants, seen):
    if grants:
        site.user = {"session": somebody("Aline", *grants).session}
    page = opened(site)
    assert ("Que faire ?" in [choice.label.replace("\xa0", " ") for choice in page.get("button_group")]) is seen
