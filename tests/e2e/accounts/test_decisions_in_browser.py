"""From a study that its committee signed to the decision of an assembly, read by the public on its figures of that day, called into question by the
next version, answered."""

import re

import pytest
from playwright.sync_api import Page, expect

from data.instances.rules import Attendee
from data.store import signing
from data.store.access import CONSOLE, Actor
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import drafts, sign_offs, versions
from data.store.writings.assembly import decisions, flags, sittings
from data.store.writings.assembly.flags import Answer
from data.store.writings.assembly.sittings import Call
from data.store.writings.sign_offs import Verdict
from data.store.writings.versions import Status
from studies import catalog
from studies.publishing import life
from studies.publishing.editing import rows
from tests.e2e.accounts.test_committee_in_browser import REVIEWER, entered
from tests.e2e.accounts.test_editing_in_browser import SLUG, section, step, studio  # noqa: F401
from tests.e2e.browser import settle
from tests.studies.decisions.settled import AT

QUESTION = "Faut-il financer l'accompagnement ?"
FILE = "parameters.csv"


def signed_and_published(store: Store, reviewer: str) -> None:
    """The first version, which a member of the committee signed."""
    life.submit(store, CONSOLE, SLUG, "Version à relire")
    member = Actor(session=signing.enter(store, reviewer.rpartition("/")[2]).session)
    sign_offs.sign(store, member, SLUG, 1, Verdict.FOR, "membre du comité")
    for since, to in ((Status.SUBMITTED, Status.VALIDATED), (Status.VALIDATED, Status.PUBLISHED)):
        versions.move(store, CONSOLE, SLUG, 1, since, to)


def convened(store: Store) -> str:
    """A general assembly that has its quorum."""
    identifier = sittings.call(store, CONSOLE, Call("general_assembly", AT, "Mende, salle Urbain V", 5))
    (held,) = sittings.read(store, CONSOLE)
    sittings.attend(store, CONSOLE, identifier, held.changed_at, [Attendee(name) for name in ("Aline Vert", "Bruno Roux", "Ève Blanc")], "", "")
    return identifier


def decided(agency: Page, base: str, sitting: str) -> None:
    """The secretary puts the study on the agenda, writes what was voted, submits and settles it."""
    agency.goto(f"{base}/seances?seance={sitting}")
    settle(agency)
    agency.get_by_role("textbox", name="Question posée").fill(QUESTION)
    agency.get_by_role("button", name="Ajouter ce point").click()
    expect(agency.get_by_text("Point ajouté")).to_be_visible()
    section(agency, "Relevé")
    agency.get_by_role("textbox", name="Décision").fill("L'accompagnement est financé dès 2026.")
    agency.get_by_role("spinbutton", name="Pour").fill("3")
    agency.get_by_role("textbox", name="Responsable").fill("Aline Vert")
    agency.get_by_role("button", name="Enregistrer ce point").click()
    expect(agency.get_by_text("Point enregistré")).to_be_visible()
    agency.get_by_role("button", name="Soumettre aux présents").click()
    agency.get_by_text(re.compile("^J'ai relu ce relevé")).click()
    agency.get_by_role("button", name="Arrêter", exact=True).click()
    expect(agency.get_by_text("Relevé arrêté : 1 décision")).to_be_visible()


def followed(page: Page, base: str, name: str | re.Pattern[str]) -> None:
    """The page that a link leads to, which Streamlit would open in another tab."""
    page.goto(base + page.get_by_role("link", name=name).first.get_attribute("href"))
    settle(page)


def follows_the_frozen_link(public: Page, base: str, decision: str, digest: str) -> None:
    """The public goes from what was decided to the figures that it was decided on."""
    public.goto(f"{base}/decisions")
    settle(public)
    public.get_by_role("link", name=QUESTION).click()
    expect(public.get_by_text(digest)).to_be_visible()
    expect(public).to_have_url(f"{base}/decisions?decision={decision}")  # what one sends to somebody
    expect(public.get_by_text("adoptée : 3 pour, 0 contre")).to_be_visible()
    followed(public, base, re.compile("^Version 1 de l'étude"))
    expect(public.get_by_text("telle qu'elle a été gardée")).to_be_visible()


def submitted_otherwise(store: Store) -> None:
    """A second version, in which fewer homes will ever have the fibre."""
    seen = life.files_of_draft(store, SLUG)[FILE]
    drafts.save(store, CONSOLE, SLUG, FILE, seen, rows.changed(seen, FILE, "final_coverage", {"value": "0.97"}))
    life.submit(store, CONSOLE, SLUG, "Une couverture revue")


@pytest.mark.browser
@pytest.mark.nightly  # by day tests/pages/decisions goes from the decision to its figures, to the version that changes them and to the answer
def test_an_assembly_decides_on_a_signed_study_a_new_version_calls_it_into_question_and_the_agency_answers(
    studio,  # noqa: F811
    open_page,
    tmp_path,
    monkeypatch,
):
    base, store, invited = studio
    monkeypatch.setattr(catalog, "ROOT", tmp_path / "copy" / "studies")
    signed_and_published(store, invited("Aline Vert", REVIEWER))
    agency = entered(open_page(another=True), base, invited("Zoé Agence", Grant(Role.ADMINISTRATOR)))
    public = open_page(another=True)

    decided(agency, base, convened(store))
    (decision,) = decisions.read(store, CONSOLE)
    follows_the_frozen_link(public, base, decision.id, decision.digest)
    expect(public.get_by_text(decision.shown["headlines"][0]["written"]).first).to_be_visible()

    submitted_otherwise(store)
    step(agency, base, "Version 2, soumise", "Noter la validation du comité")
    expect(agency.get_by_text("1 décision est à revoir ?")).to_be_visible()
    followed(agency, base, "La lire")
    followed(agency, base, QUESTION)
    expect(agency.get_by_text("Cause principale : part des logements que la fibre atteindra à la fin.").first).to_be_visible()
    agency.get_by_role("radiogroup").get_by_text("maintenue").click()
    agency.get_by_role("textbox", name="Pourquoi, lu par tous").fill("Le besoin reste le même.")
    agency.get_by_role("button", name="Répondre").click()
    expect(agency.get_by_text("Réponse enregistrée.")).to_be_visible()
    assert [flag.answer for flag in flags.of(store, decision.id)] == [Answer.STANDS]

    public.goto(f"{base}/decisions?decision={decision.id}")
    settle(public)
    expect(public.get_by_text("Le besoin reste le même.")).to_be_visible()
    assert [page.errors for page in (agency, public)] == [[], []]
