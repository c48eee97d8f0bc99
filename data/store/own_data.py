"""What the Studio keeps of one person, in a form that she can take away (JSON), and the journal in a form that a spreadsheet opens (CSV)."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, select

from data.ground.escaping import cell
from data.ground.french import number, short_day
from data.store import access, journal, permissions
from data.store.signing import ENTER
from data.store.tables import (
    action_steps,
    actions,
    addenda,
    flags,
    invitations,
    outcomes,
    people,
    remarks,
    replies,
    reports,
    roles,
    saved_scenarios,
    sessions,
    sign_offs,
)
from data.store.tables import journal as lines

HEADERS = ("numéro", "moment (UTC)", "personne", "action", "étude", "objet", "faits", "empreinte")
UNTITLED: Mapping[str, str] = MappingProxyType({})
STUDIES = ("study", "studies")  # the facts that name studies
UNNAMED = {"console": "ligne de commande", "public": "public"}
ERASED = "personne effacée"
DONE = {  # what was done to a person, in the journal
    "invited": "invitation",
    "link replaced": "lien remplacé",
    "role given": "rôle donné",
    "role taken back": "rôle retiré",
    "handed over": "études confiées",
    "access closed": "accès fermé",
    "erased": "personne effacée",
    "remark withdrawn": "avis repris par son auteur",
    "remark hidden": "avis retiré de la vue",
    "meeting called": "réunion convoquée",
    "meeting opened": "réunion ouverte",
    "meeting closed": "réunion close",
    "sitting called": "séance convoquée",
    "sitting changed": "convocation modifiée",
    "sitting withdrawn": "séance retirée",
    "attendance noted": "présents notés",
    "document joined": "document joint à une séance",
    "document taken away": "document retiré d'une séance",
    "item added": "point mis à l'ordre du jour",
    "item changed": "point de l'ordre du jour modifié",
    "item moved": "point de l'ordre du jour déplacé",
    "item removed": "point retiré de l'ordre du jour",
    "minutes written": "relevé rédigé",
    "minutes submitted": "relevé soumis aux présents",
    "decision settled": "décision arrêtée",
    "addendum": "ajout à une décision arrêtée",
    "action added": "action à suivre ajoutée",
    "action moved": "action suivie",
    "outcome told": "suite d'une décision renseignée",
    "decision flagged": "décision signalée",
    "flag answered": "réponse à une décision signalée",
}
FACTS = {  # the names of the facts of the journal, in its order; nothing for those that the page of a short link tells at length
    "roles": "rôles",
    "role": "",
    "study": "étude",
    "studies": "études",
    "until": "jusqu'au",
    "received_from": "reçues de",
    "ended": "connexions fermées",
    "version": "version",
    "item": "sur",
    "label": "libellé",
    "position": "avis",
    "value": "valeur proposée",
    "status": "état",
    "scenario": "scénario",
    "changes": "leviers déplacés",
    "search": "",
    "outcome": "",
    "by": "par",
    "since": "",
    "invitations": "liens effacés",
    "sessions": "connexions effacées",
    "visits": "comptes de visites effacés",
    "file": "fichier",
    "sheet": "feuille",
    "fields": "champs",
    "done": "",
    "message": "message",
    "in_version": "pour la version",
    "content": "empreinte",
    "document": "",
    "forgotten": "fichiers rendus à ceux du dossier",
    "readers": "lecteurs des brouillons",
    "present": "présents",
}


def in_words(facts: dict[str, Any], names: Mapping[str, str], titles: Mapping[str, str] = UNTITLED) -> str:
    """The facts of a deed as a screen says them, people by name, studies by title. KeyError on a fact that has no French name."""
    told = (
        (FACTS[name], _in_words(name, value, names, titles)) for name, value in sorted(facts.items(), key=lambda fact: list(FACTS).index(fact[0]))
    )
    return " ; ".join(f"{name} : {value}" for name, value in told if name and value)


def _in_words(name: str, value: Any, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """One fact, whose `name` says how its value is read."""
    if isinstance(value, dict):
        held = ((FACTS.get(each, each), _in_words(each, one, names, titles)) for each, one in value.items() if one not in (None, ""))
        return ", ".join(f"{each} {one}".lstrip() for each, one in held)
    if isinstance(value, list):
        return ", ".join(_in_words(name, each, names, titles) for each in value)
    if isinstance(value, float):
        return number(value)
    if value is None:
        return ""
    if name == "until":
        return short_day(date.fromisoformat(value))
    return (titles if name in STUDIES else names).get(value, str(value))


def of_person(connection: Connection, identifier: str, titles: Mapping[str, str] = UNTITLED) -> dict[str, Any]:
    """Everything that names a person, studies by their title when it is given; the secrets, of which only hashes are kept, left out."""
    row = connection.execute(select(people).where(people.c.id == identifier)).one()
    held = connection.execute(select(roles).where(roles.c.person == identifier)).all()
    dates = {
        "liens": [_dates(one, "created_at", "expires_at", "used_at", "revoked_at") for one in _of(connection, invitations, identifier)],
        "connexions": [_dates(one, "created_at", "expires_at", "ended_at") for one in _of(connection, sessions, identifier)],
    }
    deeds = connection.execute(select(lines).where((lines.c.actor == identifier) | (lines.c.subject == identifier)).order_by(lines.c.number))
    return {
        "nom": row.name,
        "organisation": row.organisation,
        "adresse électronique": row.email,
        "inscrit le": row.created_at.isoformat(),
        "déconnecté partout le": row.signed_out_at and row.signed_out_at.isoformat(),
        "rôles": [
            {"rôle": one.role, "étude": titles.get(one.study, one.study) or "toutes", "jusqu'au": one.until and one.until.isoformat()} for one in held
        ],
        **dates,
        "journal": [
            {"numéro": one.number, "moment": one.at.isoformat(), "action": deed(one), "faits": in_words(one.facts, {}, titles)} for one in deeds
        ],
        "erreurs signalées": [
            {"le": one.at.isoformat(), "sur": one.label, "texte": one.text, "réponse": one.answer} for one in _by(connection, reports, identifier)
        ],
        "scénarios et recherches enregistrés": [
            {
                "le": one.at.isoformat(),
                "lien": f"/s/{one.code}",
                "étude": titles.get(one.study, one.study) or "aucune : recherche d'un site",
                "titre": one.title,
            }
            for one in _by(connection, saved_scenarios, identifier)
        ],
        "avis au comité": [
            {
                "le": one.at.isoformat(),
                "étude": titles.get(one.study, one.study),
                "sur": one.label,
                "avis": one.position,
                "valeur": one.value,
                "texte": one.text,
            }
            | {"source": one.source, "pièce jointe": one.attachment_name, "réponse": one.answer}
            for one in _by(connection, remarks, identifier)
        ],
        "messages sous un avis": [{"le": one.at.isoformat(), "texte": one.text} for one in _by(connection, replies, identifier)],
        "signatures": [
            {
                "le": one.at.isoformat(),
                "étude": titles.get(one.study, one.study),
                "version": one.number,
                "en qualité de": one.capacity,
                "avis": one.verdict,
            }
            | {"réserves": one.reservations}
            for one in connection.execute(select(sign_offs).where(sign_offs.c.person == identifier).order_by(sign_offs.c.at))
        ],
        "ajouts à des décisions": [{"le": one.at.isoformat(), "texte": one.text} for one in _by(connection, addenda, identifier)],
        "actions à suivre": [
            {"le": one.at.isoformat(), "action": one.what, "responsable": one.owner, "état": one.status}
            for one in _by(connection, actions, identifier)
        ],
        "étapes d'actions à suivre": [
            {"le": one.at.isoformat(), "état": one.status, "raison": one.reason, "preuve": one.evidence}
            for one in _by(connection, action_steps, identifier)
        ],
        "réponses à des décisions signalées": [
            {"le": one.answered_at.isoformat(), "réponse": one.answer, "raison": one.reason}
            for one in connection.execute(select(flags).where(flags.c.answered_by == identifier).order_by(flags.c.answered_at))
        ],
        "suites de décisions": [{"le": one.at.isoformat(), "état": one.status, "texte": one.text} for one in _by(connection, outcomes, identifier)],
    }


def journal_csv(connection: Connection, titles: Mapping[str, str] = UNTITLED) -> str:
    """The journal for a spreadsheet: separated by `;`, one line for each deed, people by name, studies by their title when it is given."""
    names = {person.id: person.name for person in access.everybody(connection)}
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for row in journal.rows(connection):
        moment = f"{row.at:%Y-%m-%d %H:%M:%S}"
        told = (
            row.number,
            moment,
            who(doer(row), names),
            deed(row),
            titles.get(row.study, row.study),
            names.get(row.subject, row.subject),
            in_words(row.facts, names, titles),
            row.hash,
        )
        writer.writerow([cell(value) for value in told])
    return written.getvalue()


def who(actor: str, names: Mapping[str, str]) -> str:
    """How an actor of the journal is named on screen."""
    return UNNAMED.get(actor) or names.get(actor, ERASED)


def doer(row: Row) -> str:
    """Who did the deed of a line. Somebody who signs in was nobody yet: the line is about her."""
    return row.subject if row.action == ENTER else row.actor


def deed(row: Row) -> str:
    """What a line of the journal says was done, in a few words."""
    action = permissions.actions().get(row.action)
    return DONE.get(row.facts.get("done")) or (action.label if action else row.action)


def _of(connection: Connection, table: Any, identifier: str) -> Sequence[Row]:
    return connection.execute(select(table).where(table.c.person == identifier).order_by(table.c.created_at)).all()


def _by(connection: Connection, table: Any, identifier: str) -> Sequence[Row]:
    return connection.execute(select(table).where(table.c.by == identifier).order_by(table.c.at)).all()


def _dates(row: Row, *names: str) -> dict[str, str | None]:
    french = {"created_at": "fait le", "expires_at": "expire le", "used_at": "ouvert le", "revoked_at": "annulé le", "ended_at": "fini le"}
    return {french[name]: (moment := getattr(row, name)) and moment.isoformat() for name in names}
