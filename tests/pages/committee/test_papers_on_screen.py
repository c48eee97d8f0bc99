"""The committee on paper and by mail: the sheet given back is shown before it is kept, its faults by cell; a letter goes to members alone."""

import io
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from icalendar import Calendar
from openpyxl import load_workbook

from data.store import opening, people
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.permissions import Grant, Role
from data.store.writings import discussion, meetings
from studies import catalog
from studies.committee.papers import review_sheet
from tests.e2e.conftest import free_port
from tests.pages.committee.conftest import ADMINISTRATOR, REVIEWER, SLUG, opened, pressed, somebody
from tests.pages.conftest import text_of

VIEW, FILE = "Papier et courriel", f"papers.{SLUG}.file.0"
LATER = datetime(2999, 12, 10, 13, 30, tzinfo=UTC)


def sheet(**reasons: str) -> bytes:
    """The review sheet with a reason in some cells of its column: I2="…"."""
    book, made = load_workbook(io.BytesIO(review_sheet.workbook(catalog.get(SLUG), LATER.date()))), io.BytesIO()
    for place, reason in reasons.items():
        book.active[place] = reason
        book.active[place].data_type = "s"
    book.save(made)
    return made.getvalue()


def given_back(site, actor, content: bytes):
    page = opened(site, actor, vue=VIEW)
    page.file_uploader(key=FILE).upload("relecture.xlsx", content)
    return page.run()


def test_what_a_sheet_says_is_shown_then_kept_in_ones_name(site):
    aline = somebody("Aline", REVIEWER)
    page = given_back(site, aline, sheet(I2="Voir [x](javascript:1) *Mende*.", G3="juste"))
    assert not page.exception
    assert "2 avis à garder, à votre nom" in text_of(page)
    assert discussion.of_study(opening.store(), aline, SLUG) == []
    page = pressed(page, "Garder ces 2 avis")
    assert "2 avis gardés" in text_of(page)
    assert {one.text for one in discussion.of_study(opening.store(), aline, SLUG)} == {"Voir [x](javascript:1) *Mende*.", ""}


def test_a_sheet_with_a_fault_keeps_nothing_and_says_the_cell(site):
    aline = somebody("Aline", REVIEWER)
    page = given_back(site, aline, sheet(G2="trop bas", G3="juste"))
    assert "cellule I2" in text_of(page)
    assert "Rien n'est gardé." in text_of(page)
    assert not [button for button in page.button if button.label.startswith("Garder")]
    assert discussion.of_study(opening.store(), aline, SLUG) == []


def test_who_gives_no_opinion_takes_the_sheet_and_gives_none_back(site):
    page = opened(site, somebody("Inès", Grant(Role.AUTHOR, SLUG, LATER.date())), vue=VIEW)
    assert [one.proto.label for one in page.get("download_button")] == ["Feuille à remplir (XLSX)", "Feuille à imprimer (PDF)"]
    assert not page.get("file_uploader")


class Box:
    """What the server received."""

    def __init__(self) -> None:
        self.received = []

    async def handle_DATA(self, _server, _session, envelope):
        self.received.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def box(monkeypatch):
    handler = Box()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    monkeypatch.setenv("STUDIO_SMTP_FROM", "studio@exemple.fr")
    monkeypatch.setenv("STUDIO_SMTP_URL", f"smtp://127.0.0.1:{controller.port}")
    yield handler
    controller.stop()


def letters(site, actor, meeting: str):
    site.session_state[f"papers.{SLUG}.{meeting}"] = True
    return opened(site, actor, vue=VIEW)


def test_a_convocation_is_copied_or_sent_to_members_with_its_file_of_calendar(site, box):
    people.invite(opening.store(), CONSOLE, [Newcomer("Zoé", "", "zoe@exemple.fr")], [REVIEWER])
    people.invite(opening.store(), CONSOLE, [Newcomer("Autre", "", "autre@exemple.fr")], [Grant(Role.REVIEWER, "pork")])
    meeting = meetings.call(opening.store(), CONSOLE, SLUG, LATER, "Mende, <b>salle</b>", "Relire *tout*.\nBcc: x@exemple.fr")
    page = letters(site, somebody("Agence", ADMINISTRATOR), meeting)
    assert not page.exception
    assert "Mende, <b>salle</b>." in page.code[0].value
    assert "Sans adresse électronique : Agence." in text_of(page)
    page = pressed(page, "Envoyer par courriel à 1 membre")
    assert "1 courriel envoyé" in text_of(page)
    (message,) = box.received
    assert (message["To"], message["Bcc"]) == ("zoe@exemple.fr", None)
    assert "Relire *tout*.\nBcc: x@exemple.fr" in message.get_body().get_content().replace("\r\n", "\n")
    (joined,) = message.iter_attachments()
    assert Calendar.from_ical(joined.get_content()).walk("VEVENT")[0]["location"] == "Mende, <b>salle</b>"


def test_a_member_sees_no_letter(site):
    meeting = meetings.call(opening.store(), CONSOLE, SLUG, LATER, "Mende", "Relire.")
    assert not letters(site, somebody("Aline", REVIEWER), meeting).code
