"""Invitations sent by e-mail through a server of ours, which keeps what it receives."""

import logging
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from data.store import people, signing
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import store
from data.store.permissions import Grant, Role
from pages.parts.team import mailing
from tests.e2e.conftest import free_port
from tests.hostile_texts import TEXTS


class Box:
    """What the server received: (address, text); it refuses the addresses of one house."""

    def __init__(self) -> None:
        self.received, self.messages = [], []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address.endswith("@refuse.fr"):
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        message = message_from_bytes(envelope.content, policy=default)
        self.messages.append(message)
        self.received.append((message["To"], message["From"], message["Subject"], message.get_body().get_content()))
        return "250 OK"


@pytest.fixture
def box(tmp_path, monkeypatch):
    """A server of this machine, configured for the Studio."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    monkeypatch.setenv("STUDIO_SMTP_FROM", "studio@exemple.fr")
    handler = Box()

    def check(_server, _session, _envelope, _mechanism, given):
        return AuthResult(success=isinstance(given, LoginPassword) and given.password == b"p@ss:word", handled=False)

    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), authenticator=check, auth_require_tls=False)
    controller.start()
    handler.base = f"127.0.0.1:{controller.port}"
    monkeypatch.setenv("STUDIO_SMTP_URL", f"smtp://{handler.base}")
    yield handler
    controller.stop()


def team(site):
    """The page of the team, for an administrator."""
    token = people.invite(store(), CONSOLE, [Newcomer("Aline Vert")], [Grant(Role.ADMINISTRATOR)])[0].token
    site.user = {"session": signing.enter(store(), token).session}
    return site.switch_page("pages/team.py").run()


def invited(site, names: str):
    page = team(site)
    page.text_area(key="team.invite.list").set_value(names)
    page.selectbox(key="team.invite.role").set_value(Role.REVIEWER)
    return page.button(key="FormSubmitter:team.invite-Inviter").click().run()


def mail_buttons(page) -> list[str]:
    return [button.label for button in page.button if button.key == "team.invite.mail"]


def test_the_links_just_made_are_sent_to_those_who_have_an_address(site, box, caplog):
    with caplog.at_level(logging.DEBUG):
        page = invited(site, "Zoé Roux ; Région ; zoe@exemple.fr\nÈve\nBob ;; bob@refuse.fr")
        assert [label.replace("\N{NO-BREAK SPACE}", " ") for label in mail_buttons(page)] == ["Envoyer par courriel à 2 personnes"]
        page.button(key="team.invite.mail").click().run()
    ((to, sender, subject, text),) = box.received
    assert (to, sender, subject) == ("zoe@exemple.fr", "studio@exemple.fr", "Votre lien pour le Studio de Lozère Développement")
    token = text.split("/invitation/")[1].split()[0]
    assert signing.shown(store(), token).name == "Zoé Roux"
    assert "ob\N{WORD JOINER}@refuse.fr" in page.error[0].value
    assert any("courriel envoyé" in success.value for success in page.success)
    assert "1" in mail_buttons(page.run())[0]  # Bob alone is left
    logged = " ".join(record.getMessage() for record in caplog.records if record.name != "mail.log")
    assert token not in logged
    assert "zoe@exemple.fr" not in logged


def test_a_replaced_link_is_sent_too(site, box):
    other = people.invite(store(), CONSOLE, [Newcomer("Zoé", "", "zoe@exemple.fr")], [Grant(Role.REVIEWER)])[0].person
    page = team(site)
    page.selectbox(key="team.person.chosen").set_value(other.id).run()
    page.button(key="team.person.link").click().run()
    page.button(key=f"team.person.{other.id}.mail").click().run()
    ((to, *_, text),) = box.received
    assert to == "zoe@exemple.fr"
    assert signing.shown(store(), text.split("/invitation/")[1].split()[0]).id == other.id


def test_without_a_server_nothing_is_offered(site, box, monkeypatch):
    monkeypatch.delenv("STUDIO_SMTP_URL")
    assert mail_buttons(invited(site, "Zoé ;; zoe@exemple.fr")) == []


def test_a_server_that_is_away_is_said_and_the_links_stay(site, box, monkeypatch):
    monkeypatch.setenv("STUDIO_SMTP_URL", f"smtp://127.0.0.1:{free_port()}")
    page = invited(site, "Zoé ;; zoe@exemple.fr")
    page.button(key="team.invite.mail").click().run()
    assert "envoi interrompu" in page.error[0].value
    assert "/invitation/" in page.code[0].value
    assert mail_buttons(page.run())


@pytest.mark.parametrize(("given", "told"), [("moi:p%40ss%3Aword", None), ("moi:faux", "il refuse le nom ou le mot de passe")])
def test_a_name_and_a_password_are_given_to_the_server(box, monkeypatch, given, told):
    monkeypatch.setenv("STUDIO_SMTP_URL", f"smtp://{given}@{box.base}")
    refused = mailing.send(mailing.server(), {"zoe@exemple.fr": "Bonjour"})
    assert [fault.fault for fault in refused.values()] == ([told] if told else [])
    assert len(box.received) == (0 if told else 1)


def test_what_somebody_wrote_adds_no_header_no_person_and_no_file_to_a_letter(box):
    for text in (*TEXTS.values(), "fin\n.\nRCPT TO:<x@y.fr>\nBcc: c@d.fr"):
        line = " ".join(text.split())
        assert mailing.send(mailing.server(), {"zoe@exemple.fr": text}, line, mailing.Joined("comite.ics", text, "calendar")) == {}
        received = box.messages[-1]
        assert sorted(received.keys()) == ["Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"]
        assert received["Subject"].split() == line.split()  # Python folds a long line before its first word
        body, joined = received.iter_parts()
        assert [part.get_content().rstrip("\n").splitlines() for part in (body, joined)] == [text.splitlines()] * 2
        assert (joined.get_content_type(), joined.get_filename()) == ("text/calendar", "comite.ics")
    assert len(box.received) == len(TEXTS) + 1


def test_nothing_goes_in_clear_to_another_machine(box, monkeypatch):
    monkeypatch.setattr(mailing, "HERE", ())  # the server of this test stands for one elsewhere
    assert [fault.fault for fault in mailing.send(mailing.server(), {"zoe@exemple.fr": "Bonjour"}).values()] == [
        "il ne répond pas comme prévu : envoi interrompu"
    ]
    assert box.received == []


@pytest.mark.parametrize(
    ("url", "sender", "place"),
    [
        ("", "", None),
        ("smtp://serveur", "studio@exemple.fr", None),
        ("smtps://nom:x@serveur:465", "studio@exemple.fr", None),
        ("serveur:587", "studio@exemple.fr", "STUDIO_SMTP_URL"),
        ("smtp://serveur:abc", "studio@exemple.fr", "STUDIO_SMTP_URL"),
        ("smtp://serveur", "", "STUDIO_SMTP_FROM"),
        ("smtp://serveur", "a@b.fr\nBcc: c@d.fr", "STUDIO_SMTP_FROM"),
    ],
)
def test_a_configuration_that_is_wrong_is_told_and_offers_nothing(monkeypatch, url, sender, place):
    monkeypatch.setenv("STUDIO_SMTP_URL", url)
    monkeypatch.setenv("STUDIO_SMTP_FROM", sender)
    assert [fault.place for fault in mailing.faults()] == ([place] if place else [])
    assert (mailing.server() is None) == (not url or place is not None)
