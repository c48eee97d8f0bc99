"""Sends invitations and letters of a committee by e-mail, when the administrator has configured a server (STUDIO_SMTP_URL, STUDIO_SMTP_FROM). Nothing
of them is logged: the text of an invitation holds a secret."""

import os
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from data.ground.faults import Fault
from data.store.newcomers import EMAIL

SERVER, SENDER = "STUDIO_SMTP_URL", "STUDIO_SMTP_FROM"
PORTS = {"smtp": 587, "smtps": 465}
HERE = ("localhost", "127.0.0.1", "::1")  # a password need not be hidden from this machine
PATIENCE = 20  # [s] for each answer of the server
SUBJECT = "Votre lien pour le Studio de Lozère Développement"
PLACE = "serveur de courriel"
COPY = "copier le texte et l'envoyer vous-même"


@dataclass(frozen=True)
class MailServer:
    """Where to hand mail over: `smtps` is encrypted from the start, `smtp` as soon as the server can."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    sender: str


def server() -> MailServer | None:
    """The server that is configured; None when there is none, or when it is written wrong."""
    return None if faults() or not os.environ.get(SERVER) else _read()


def faults() -> list[Fault]:
    """What is wrong with the configuration."""
    if not os.environ.get(SERVER):
        return []
    try:
        read = _read()
    except ValueError:
        read = None
    if read is None or read.scheme not in PORTS or not read.host:
        return [Fault(SERVER, "adresse de serveur illisible", "l'écrire ainsi : smtp://nom:mot-de-passe@serveur:587, ou smtps://")]
    if not EMAIL.fullmatch(read.sender):
        return [Fault(SENDER, "adresse de l'expéditeur absente ou illisible", "l'écrire ainsi : studio@exemple.fr")]
    return []


def _read() -> MailServer:
    """ValueError on a port that is no number."""
    parts = urlsplit(os.environ[SERVER].strip())
    user, password = (unquote(part or "") for part in (parts.username, parts.password))
    port = parts.port or PORTS.get(parts.scheme, 0)
    return MailServer(parts.scheme, parts.hostname or "", port, user, password, os.environ.get(SENDER, "").strip())


@dataclass(frozen=True)
class Joined:
    """A file of text that goes with a letter: its name, its content, what it is (calendar, of text/calendar)."""

    name: str
    content: str
    kind: str


def send(to: MailServer, texts: Mapping[str, str], subject: str = SUBJECT, joined: Joined | None = None) -> dict[str, Fault]:
    """Sends to each address its text; the faults of those that the server did not take."""
    waiting, refused = list(texts), {}
    try:
        with _connected(to) as connection:
            while waiting:
                try:
                    connection.send_message(_message(to.sender, waiting[0], texts[waiting[0]], subject, joined))
                except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError):
                    told = Fault(waiting[0], "le serveur de courriel refuse ce message ou cette adresse", f"vérifier l'adresse, ou {COPY}")
                    refused[waiting[0]] = told
                waiting.pop(0)
    except smtplib.SMTPAuthenticationError:
        refused |= dict.fromkeys(waiting, Fault(PLACE, "il refuse le nom ou le mot de passe", f"corriger {SERVER}, ou {COPY}"))
    except (OSError, smtplib.SMTPException):
        refused |= dict.fromkeys(waiting, Fault(PLACE, "il ne répond pas comme prévu : envoi interrompu", f"recommencer plus tard, ou {COPY}"))
    return refused


@contextmanager
def _connected(to: MailServer) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if to.scheme == "smtps":
        opened = smtplib.SMTP_SSL(to.host, to.port, timeout=PATIENCE, context=context)
    else:
        opened = smtplib.SMTP(to.host, to.port, timeout=PATIENCE)
    with opened as connection:
        connection.ehlo()
        if to.scheme == "smtp" and connection.has_extn("starttls"):
            connection.starttls(context=context)
            connection.ehlo()
        elif to.scheme == "smtp" and to.host not in HERE:
            raise smtplib.SMTPException("this server would send secrets in clear")
        if to.user:
            connection.login(to.user, to.password)
        yield connection


def _message(sender: str, address: str, text: str, subject: str, joined: Joined | None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, sender, address
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=sender.rsplit("@", 1)[1])
    message.set_content(text)
    if joined is not None:
        message.add_attachment(joined.content, subtype=joined.kind, filename=joined.name)
    return message
