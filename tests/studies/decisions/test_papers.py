"""The papers of a sitting say what was decided, on which figures, by whom; nothing that somebody wrote acts in them."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from data.instances import cards, rules
from data.instances.rules import Attendee, Presence, Result, Vote
from data.store.writings.assembly.actions import Action, Step
from data.store.writings.assembly.actions import Status as Stands
from data.store.writings.assembly.agenda import Item
from data.store.writings.assembly.decisions import Addendum, Decision, Recusal, Status
from data.store.writings.assembly.documents import Document
from data.store.writings.assembly.sittings import Sitting
from studies.decisions.papers import calendar, letters, minutes_sheet
from tests.hostile_texts import TEXTS

AT = datetime(2026, 12, 10, 13, 30, tzinfo=UTC)
JUNE, LINK = date(2027, 6, 30), "https://studio.exemple.fr/seances?seance=ab12"
MEMBERS = (*(Attendee(f"Membre {number}", "élu") for number in range(1, 17)), Attendee("Ève Blanc", "CCI", Presence.EXCUSED, "Membre 1"))
FIGURE = {"id": "npv", "label": "Valeur nette", "unit": "MEUR", "written": "−4 M€", "ranged": "entre −6,1 et 0,6 M€"}
SHOWN = {"title": "Porc de qualité", "scenario_title": "Tendanciel", "headlines": [FIGURE]}


def sitting(**changed) -> Sitting:
    card = cards.get("general_assembly")
    held = Sitting("ab12", "general_assembly", card, AT, "Mende", 30, "Membre 1", "", MEMBERS, rules.roll(30, MEMBERS), AT, AT, None)
    return replace(held, **changed)


def decision(**changed) -> Decision:
    usual = {"study": "pork", "question": "Soutenir la filière ?", "options": ("Soutenir", "Attendre"), "version": 3, "scenario": "trend"}
    usual |= {"shown": SHOWN, "decided": "La filière est soutenue.", "chosen": "Soutenir", "vote": Vote(14, 1, 1, 1), "conditions": ""}
    usual |= {"recusals": (Recusal("Membre 7", "Gérant d'un élevage"),), "owner": "Aline Vert", "deadline": JUNE, "status": Status.SETTLED}
    usual |= {"result": Result.ADOPTED, "digest": "ab" * 32, "changed_at": AT, "settled_at": AT, "addenda": (Addendum("Lire : 2028.", "x", AT),)}
    return Decision(id="cd34", sitting=sitting(), rank=1, **usual | changed)


def action(what: str, owner: str, deadline: date | None, status: Stands = Stands.TO_DO) -> Action:
    return Action(what, "cd34", "", what, owner, (Step(status, deadline, "", "", "x", AT),))


def printed(*found: Decision, held: Sitting | None = None) -> str:
    documents = [Document("note.pdf", "cd" * 32, AT)]
    made = minutes_sheet.printed(held or sitting(), found, documents, {"cd34": "https://studio.exemple.fr/version"}, date(2026, 12, 11))
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    return " ".join(" ".join(pages).split()).replace("\N{NO-BREAK SPACE}", " ")


def test_the_minutes_say_all_that_was_decided():
    told = printed(decision(), held=sitting(closed_at=AT))
    for words in (
        "Relevé de décisions : Assemblée générale, jeudi 10 décembre 2026",
        "Arrêté le 10 décembre 2026",
        "16 présents et 1 pouvoir, sur 30 membres en exercice",
        "Quorum : atteint, 17 membres comptent, il en faut 16 (plus de la moitié des 30 en exercice, pouvoirs compris)",
        "Ève Blanc CCI excusé Membre 1",
        "1. Soutenir la filière ?",
        "version 3, scénario « Tendanciel »",
        "Valeur nette",
        "entre −6,1 et 0,6 M€",
        "adoptée : 14 pour, 1 contre, 1 abstention, 1 retrait",
        "Membre 7, Gérant d'un élevage",
        "30 juin 2027",
        "Ajout du 10 décembre 2026 : Lire : 2028.",
        "ab" * 32,
        "note.pdf",
        "à vérifier par l'agence",
    ):
        assert words in told


def test_minutes_that_are_not_settled_say_so():
    waiting = decision(status=Status.SUBMITTED, digest="", settled_at=None, addenda=())
    free = replace(waiting, id="ef56", study="", version=0, shown={}, status=Status.DRAFT, vote=None, result=Result.NO_VOTE)
    assert "Soumis aux présents : ce relevé n'est pas encore arrêté" in printed(waiting)
    assert "Brouillon : ce relevé peut encore changer" in printed(waiting, free)
    assert "Empreinte (SHA-256)" not in printed(waiting)


def test_what_somebody_wrote_is_text_on_paper_in_letters_and_in_calendars():
    text = " ".join(TEXTS.values()) + " \u202e$owner ${link}\nEND:VEVENT\nBEGIN:VALARM"
    line = " ".join(text.split())
    hostile = decision(
        question=text, decided=text, chosen=line, conditions=text, owner=line, options=(line,), recusals=(Recusal(line, line),),
        addenda=(Addendum(text, "x", AT),), shown={"title": line, "scenario_title": line, "headlines": [{**FIGURE, "label": line}]},
    )  # fmt: skip
    members = (Attendee(line, line), Attendee("Autre", "", Presence.EXCUSED, line))
    told = printed(hostile, held=sitting(place=line, chair=line, attendees=members))
    assert "#panic" in told
    assert "$1/2$" in told
    assert "\u202e" not in told
    (letter,) = letters.reminders([action(text, line, JUNE)], {"cd34": text}, JUNE, LINK).values()
    called = letters.convocation(sitting(place=line), [Item(text)], LINK)
    for one in (letter, called):
        assert "${link}" in one.text
        assert "\n" not in one.subject
        assert "\u202e" not in one.text
    for book in (calendar.of_deadlines([hostile], [action(text, line, JUNE)], LINK, AT), calendar.of_sitting(sitting(), [Item(text)], LINK, AT)):
        assert Calendar.from_ical(book).walk("VALARM") == []
        assert all("\u202e" not in event["summary"] for event in Calendar.from_ical(book).walk("VEVENT"))


def test_the_convocation_says_when_where_and_what_will_be_decided():
    letter = letters.convocation(sitting(), [Item("Soutenir la filière ?"), Item("Quel budget ?")], LINK)
    text = letter.text.replace("\N{NO-BREAK SPACE}", " ")
    assert letter.subject.replace("\N{NO-BREAK SPACE}", " ") == "Assemblée générale : convocation, jeudi 10 décembre 2026"
    assert "jeudi 10 décembre 2026 à 14 h 30, Mende." in text
    assert "1. Soutenir la filière ?\n2. Quel budget ?" in text
    assert "2 pouvoirs au plus par membre. Quorum : 16 membres (plus de la moitié des 30 en exercice" in text
    assert LINK in text


def test_each_person_in_charge_is_reminded_of_what_waits_and_of_nothing_else():
    found = [
        action("Réunir les éleveurs", "Aline Vert", JUNE),
        action("Écrire au préfet", "Aline Vert", None),
        action("Publier", "Bruno Roux", JUNE, Stands.DONE),
        action("Visiter", "Omar Gris", date(2027, 12, 1), Stands.UNDER_WAY),
    ]
    made = letters.reminders(found, {"cd34": "Soutenir la filière ?"}, date(2027, 7, 10), LINK)
    assert list(made) == ["Aline Vert", "Omar Gris"]
    text = made["Aline Vert"].text.replace("\N{NO-BREAK SPACE}", " ")
    assert "- Réunir les éleveurs, pour le 30 juin 2027 (10 jours de retard) : à faire. Suite à : Soutenir la filière ?" in text
    assert "- Écrire au préfet, sans échéance : à faire." in text


def test_deadlines_go_to_a_calendar_as_whole_days():
    found = calendar.of_deadlines([decision(), decision(deadline=None)], [action("Réunir", "Aline", date(2027, 3, 1))], LINK, AT)
    events = Calendar.from_ical(found).walk("VEVENT")
    assert [(event.decoded("dtstart"), event.decoded("dtend")) for event in events] == [
        (JUNE, date(2027, 7, 1)),
        (date(2027, 3, 1), date(2027, 3, 2)),
    ]
    (held,) = Calendar.from_ical(calendar.of_sitting(sitting(), [Item("Soutenir ?")], LINK, AT)).walk("VEVENT")
    assert (held["summary"], held.decoded("dtstart"), held["description"]) == ("Assemblée générale", AT, f"1. Soutenir ?\n\n{LINK}")


@pytest.mark.parametrize(
    ("closed", "words"),
    [("simple", "plus de pour que de contre"), ("absolue", "plus de la moitié des membres"), ("deux tiers", "deux tiers des voix")],
)
def test_the_rules_of_a_vote_are_printed(closed: str, words: str):
    card = cards.get("general_assembly").model_copy(update={"majority": closed})
    assert words in printed(decision(), held=sitting(card=card))
