"""A committee in three browsers: it contests, meets, sees each other's levers; the intern answers by a new version, which is signed and validated."""

import re

import pytest
from playwright.sync_api import Page, expect

from data.store.access import CONSOLE
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import discussion, meetings, remarks, sign_offs, versions
from data.store.writings.remarks import Attachment, Pinned, Said, Status
from data.store.writings.sign_offs import Verdict
from pages.parts.versions import answers
from studies import catalog
from studies.publishing import life
from tests.e2e.accounts.test_drawing_in_browser import drawer
from tests.e2e.accounts.test_editing_in_browser import AUTHOR, SLUG, section, step, studio  # noqa: F401
from tests.e2e.browser import settle
from tests.e2e.study_page.test_hostile_texts_in_browser import ORDERS
from tests.hostile_texts import TEXTS
from tests.pages.committee.test_meetings_on_screen import LATER

REVIEWER, LEVER = Grant(Role.REVIEWER, SLUG), "potential_gain"
CONTESTED = "imitation"
CAPACITY = sign_offs.LONGEST_CAPACITY  # [characters]
HOSTILE = " ".join(TEXTS[name] for name in ("html", "markdown", "svg"))  # in every field that a story of three reviewers leaves free


def entered(page: Page, base: str, link: str) -> Page:
    page.goto(link)
    page.get_by_role("button", name="Entrer dans le Studio").click()
    settle(page)
    return page


def at_the_committee(page: Page, base: str, asked: str) -> None:
    page.goto(f"{base}/comite?etude={SLUG}&{asked}")
    settle(page)


def contested(page: Page, base: str, value: str, draws: bool) -> None:
    """Finds the assumption too low, says what it would be, and where that was seen when it `draws`."""
    at_the_committee(page, base, f"hypothese={CONTESTED}")
    page.get_by_role("radio", name="Trop bas").click()
    settle(page)
    page.get_by_role("textbox", name=re.compile("^Quelle valeur prendriez-vous")).fill(value)
    expect(page.get_by_text("L'effet de cette valeur")).to_be_visible()
    page.get_by_role("textbox", name=re.compile("^Pourquoi")).fill(f"Les villages suivent : {value}.")
    if draws:
        drawer(page).locator("#map").click()
        expect(page.get_by_text("Point à ")).to_be_visible()
    page.get_by_role("button", name="Envoyer l'avis").click()
    expect(page.get_by_text("Merci : votre avis est gardé").first).to_be_visible()


def at_the_study(page: Page, base: str) -> None:
    page.goto(f"{base}/{catalog.get(SLUG).card.url}")
    settle(page)


def meet(people: list[Page], agency: Page, base: str, store: Store) -> None:
    """A meeting is opened; what two of them do with their levers, the third sees without touching anything."""
    meetings.call(store, CONSOLE, SLUG, LATER, "Mende", "Relire la vitesse d'adoption.")
    for page in people:
        at_the_study(page, base)
    at_the_committee(agency, base, "vue=Réunions")
    agency.get_by_role("button", name="Ouvrir la réunion").click()
    expect(agency.get_by_text("personne ne montre encore ses leviers")).to_be_visible()
    for page in people:  # open already, they learn of it
        expect(page.get_by_text("Réunion ouverte")).to_be_visible()
    for page in people[:2]:
        page.get_by_text("Montrer mes leviers au comité").click()
    for page in (people[2], agency):
        expect(page.get_by_text("2 participants montrent leurs leviers")).to_be_visible()
    label = catalog.get(SLUG).parameters[LEVER].label
    field = people[0].get_by_role("textbox", name=re.compile(f"^{re.escape(label[:12])}.*à taper"))
    field.fill("5")
    field.press("Enter")
    for page in (people[2], agency):
        expect(page.get_by_role("table", name="Les leviers des participants")).to_contain_text("déplacé par 1")
    agency.get_by_role("button", name="Clore la réunion").click()
    expect(people[2].get_by_text("Réunion ouverte")).to_have_count(0)


def read_as_written(page: Page, *texts: str) -> None:
    """What is hostile stands on the page as it was typed, and does nothing."""
    told = " ".join(page.locator("[data-testid='stMain']").inner_text().replace("\u2060", "").split())
    for text in texts:
        assert " ".join(text.split()) in told
    assert {order: page.locator(f"[data-testid='stMain'] {order}").count() for order in ORDERS} == dict.fromkeys(ORDERS, 0)
    assert page.evaluate("window.hacked") is None


def hostile_remarks(page: Page, base: str, store: Store) -> None:
    """A name of a file, a source, a reply, the reason for which the agency takes a remark away: all hostile, read by a member."""
    about = Pinned(SLUG, "v", "commune:48095", "Commune : Mende")
    with_file = Said(f"Voir la pièce. {HOSTILE}", source=HOSTILE, attachment=Attachment(f"{HOSTILE[:150]}.pdf", b"%PDF-1.7"))
    remarks.reply(store, CONSOLE, remarks.give(store, CONSOLE, about, with_file), HOSTILE)
    remarks.hide(store, CONSOLE, remarks.give(store, CONSOLE, about, Said("Propos déplacés.")), HOSTILE)
    at_the_study(page, base)
    page.get_by_role("tab", name="Avis").click()
    page.get_by_text("Commune : Mende").first.click()
    expect(page.get_by_text("Retiré par l'agence")).to_be_visible()
    read_as_written(page, f"Voir la pièce. {HOSTILE}", f"Source donnée : {HOSTILE}", f"Retiré par l'agence : {HOSTILE}", HOSTILE[:150])


def answered(intern: Page, base: str, store: Store) -> None:
    """The intern accepts one value, refuses the others, and submits what it changed."""
    at_the_committee(intern, base, f"hypothese={CONTESTED}")
    intern.get_by_role("button", name="Donner la réponse").first.click()
    intern.get_by_role("textbox", name=re.compile("^Ce qui change")).fill("Valeur du comité reprise.")
    intern.get_by_role("button", name="Accepter pour la version 2").click()
    expect(intern.get_by_text("Avis accepté : la version 2 le portera.")).to_be_visible()
    for waiting in [remark for remark in discussion.of_study(store, CONSOLE, SLUG) if remark.waits]:
        remarks.answer(store, CONSOLE, waiting.id, Status.REFUSED, "La valeur retenue est celle du premier avis.")
    intern.goto(f"{base}/modifier?etude={SLUG}")
    settle(intern)
    section(intern, "Vérifier et soumettre")
    intern.get_by_label(re.compile("^Message à l'agence")).fill("La valeur du comité")
    intern.get_by_role("button", name="Soumettre à l'agence").click()
    expect(intern.get_by_text("Version 2 soumise")).to_be_visible(timeout=90_000)


def signed(page: Page, base: str, verdict: str, reservations: str = "") -> None:
    at_the_committee(page, base, "vue=Signer")
    page.get_by_role("radiogroup").get_by_text(verdict, exact=True).click()
    page.get_by_role("textbox", name="En qualité de").fill(HOSTILE[:CAPACITY])
    page.get_by_role("textbox", name=re.compile("^Réserves")).fill(reservations)
    page.get_by_text(re.compile("^J'ai lu")).click()
    page.get_by_role("button", name="Signer", exact=True).click()
    expect(page.get_by_text(f"Version 2 signée : {verdict.lower()}.")).to_be_visible()
    settle(page)
    read_as_written(page, f"en qualité de : {HOSTILE[:CAPACITY]}", reservations)


@pytest.mark.browser
@pytest.mark.nightly  # by day tests/pages/committee and tests/pages/remarks walk the same steps without a browser
def test_three_reviewers_contest_meet_and_sign_the_version_that_answers_them(studio, open_page, tmp_path, monkeypatch):  # noqa: F811
    base, store, invited = studio
    monkeypatch.setattr(catalog, "ROOT", tmp_path / "copy" / "studies")
    life.submit(store, CONSOLE, SLUG, "Version à relire", answers.asked)
    people = [entered(open_page(another=True), base, invited(name, REVIEWER)) for name in ("Aline Vert", "Bruno Roche", "Claude Brun")]
    agency = entered(open_page(another=True), base, invited("Zoé Agence", Grant(Role.ADMINISTRATOR)))
    intern = entered(open_page(another=True), base, invited("Inès Stage", AUTHOR))

    for page, value in zip(people, ("0,45", "0,5", "0,48"), strict=True):
        contested(page, base, value, draws=value == "0,48")
    at_the_committee(people[0], base, f"hypothese={CONTESTED}")
    expect(people[0].get_by_text("triangle : médiane, 0,48 par an")).to_be_visible()
    expect(people[0].get_by_text("Le comité changerait la conclusion")).to_be_visible()

    at_the_study(people[0], base)
    people[0].get_by_role("tab", name="Avis").click()
    expect(people[0].get_by_text("1 lieu dessiné")).to_be_visible()

    hostile_remarks(people[0], base, store)

    meet(people, agency, base, store)
    step(agency, base, "Version 1, soumise", "Noter la validation du comité")
    expect(agency.get_by_text("4 avis du comité attendent leur réponse")).to_be_visible()
    answered(intern, base, store)
    assert life.draft(store, SLUG).parameters[CONTESTED].value == 0.45
    signed(people[0], base, "Favorable")
    signed(people[1], base, "Favorable avec réserves", f"Relire dans un an. {HOSTILE}")
    step(agency, base, "Version 2, soumise", "Noter la validation du comité")
    expect(agency.get_by_text("Version 2 : validée par le comité.")).to_be_visible()
    expect(agency.get_by_role("link", name="1 favorable, 1 favorable avec réserves")).to_be_visible()
    assert [one.verdict for one in sign_offs.of_study(store, CONSOLE, SLUG)] == [Verdict.FOR, Verdict.RESERVED]
    assert versions.listed(store, SLUG)[0].status is versions.Status.VALIDATED
    assert [page.errors for page in (*people, agency, intern)] == [[]] * 5
