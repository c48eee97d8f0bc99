"""The secretary's whole path on the page of sittings, and what members and the public read of it."""

import re
from datetime import UTC, date, datetime, timedelta
from datetime import time as at_hour

import pytest

from data.ground import french
from data.instances.rules import Attendee, Presence, Result, Vote
from data.store import opening
from data.store.access import CONSOLE, PUBLIC, Actor
from data.store.writings import versions
from data.store.writings.assembly import agenda, decisions, documents, minutes, sittings
from data.store.writings.assembly.decisions import Recusal, Status
from data.store.writings.assembly.minutes import Minute
from data.store.writings.remarks import Attachment
from studies.committee.papers.letters import HERE
from tests.hostile_texts import TEXTS
from tests.pages.committee.conftest import ADMINISTRATOR, REVIEWER, SLUG, pressed, small_studio, somebody, submitted  # noqa: F401
from tests.pages.conftest import text_of
from tests.studies.conftest import root  # noqa: F401

DAY = date.today() + timedelta(days=40)
UNESCAPED = re.compile(r"(?<!\\)(\[lien\]\(|!\[x\]\(|<script|<img|<svg|:red\[rouge|\$x\^2\$|\*\*gras\*\*)")
AT = datetime(2026, 12, 10, 13, 30, tzinfo=UTC)
CALL = "sittings.call.0"
MEMBERS = "Aline Vert ; maire ; présente\nBruno Roux ; CCI\nÈve Blanc ; CMA\nOmar Gris ; CCI ; excusé ; pouvoir à Aline Vert"


@pytest.fixture
def zoe() -> Actor:
    return somebody("Zoé", ADMINISTRATOR)


def opened(site, actor: Actor | None, **asked: str):
    """The page of sittings, as somebody opens it."""
    site.user = {"session": actor.session} if actor else {}
    site.switch_page("pages/publishing/sittings.py")
    for name, value in asked.items():
        site.query_params[name] = value
    return site.run()


def section(page, name: str):
    """The page on one of its parts."""
    return page.segmented_control(key="vue").set_value(name).run()


def called(site, actor: Actor, seats: int = 5):
    """The page once the secretary has called a sitting."""
    page = opened(site, actor)
    page.date_input(key=f"{CALL}.day").set_value(DAY)
    page.selectbox(key=f"{CALL}.time").set_value(at_hour(14, 30))
    page.text_input(key=f"{CALL}.place").set_value("Mende, salle Urbain V")
    page.number_input(key=f"{CALL}.seats.follow_up_committee").set_value(seats)
    return pressed(page, "Convoquer")


def field(page, kind: str, ending: str):
    """The field of that kind whose key ends so."""
    return next(one for one in getattr(page, kind) if one.key and one.key.endswith(ending))


def test_the_secretary_goes_from_the_call_to_the_digest(site, zoe):
    submitted()
    told = text_of(called(site, zoe))
    assert f"Séance convoquée le {french.day(DAY)} à 14 h 30" in told
    (held,) = sittings.read(opening.store(), zoe)

    page = section(site, "Ordre du jour")
    assert "Ce qui sera gardé avec la décision" in text_of(page)
    page = pressed(page, "Ajouter ce point")
    assert not page.exception
    (item,) = decisions.read(opening.store(), zoe)
    assert (item.study, item.version, item.shown["study"], bool(item.options)) == (SLUG, 1, SLUG, True)

    page = section(page, "Convocation")
    assert f"1. {item.question}" in page.code[0].value
    assert f"seances?seance={held.id}" in page.code[0].value

    page = section(page, "Relevé")
    assert "Noter d'abord les présents" in text_of(page)
    page = section(page, "Présents")
    page = field(page, "text_area", ".list").set_value(MEMBERS).run()
    assert "Quorum atteint : 3 membres comptent, il en faut 3 (la moitié des 5 en exercice, pouvoirs non compris)" in text_of(page)
    field(page, "selectbox", ".chair").set_value("Aline Vert")
    page = pressed(page, "Noter les présents")
    assert "Présents notés : 4 membres" in text_of(page)

    page = section(page, "Relevé")
    field(page, "text_area", ".decided").set_value("La filière est soutenue.")
    field(page, "number_input", ".Pour").set_value(2)
    page = pressed(page, "Enregistrer ce point")
    assert "il manque 2 voix" in text_of(page).lower()
    assert field(page, "text_area", ".decided").value == "La filière est soutenue."  # what was typed stays
    field(page, "number_input", ".Contre").set_value(1)
    field(page, "text_area", ".recusals").set_value("Bruno Roux ; gérant d'un élevage")
    field(page, "text_input", ".owner").set_value("Aline Vert")
    field(page, "date_input", ".deadline").set_value(DAY + timedelta(days=90))
    page = pressed(page, "Enregistrer ce point")
    assert "Adoptée : 2 pour, 1 contre, 1 retrait" in text_of(page)

    aside = sent_back()
    assert f"{aside} Ses chiffres restent ceux qui seront gardés" in text_of(section(page, "Ordre du jour"))
    page = pressed(section(page, "Relevé"), "Soumettre aux présents")
    assert "Relevé soumis" in text_of(page)
    assert f"{aside} La décision gardera les chiffres qui ont été montrés." in text_of(page)
    assert next(button for button in page.button if button.label == "Arrêter").disabled
    assert f"**Cette séance n'a pas encore eu lieu** : elle est convoquée le {french.day(DAY)} à 14 h 30." in text_of(page)
    page.checkbox[0].check()
    page = pressed(page.run(), "Arrêter")
    (settled,) = decisions.read(opening.store(), PUBLIC)
    assert (settled.status, settled.result, settled.vote) == (Status.SETTLED, Result.ADOPTED, Vote(2, 1, 0, 1))
    assert settled.digest in text_of(page)
    assert not [button for button in page.button if button.label in ("Enregistrer ce point", "Arrêter")]
    field(page, "text_area", ".text").set_value("Lire : soutenue pour deux ans.")
    page = pressed(page, "Ajouter")
    assert "Lire : soutenue pour deux ans." in text_of(page)
    assert not page.exception


def sent_back() -> str:
    """What is told of the first version once it was sent back."""
    versions.move(opening.store(), CONSOLE, SLUG, 1, versions.Status.SUBMITTED, versions.Status.CORRECTIONS, "Le prix est à revoir.")
    return f"**La version 1 est à corriger depuis le {french.day(datetime.now(HERE).date())}.**"


def minuted(site, actor: Actor, decided: str = "Budget adopté."):
    """The page once a free item was called, held and minuted."""
    page = section(called(site, actor), "Ordre du jour")
    page = page.segmented_control(key=f"sittings.{the_sitting(actor).id}.kind").set_value("point libre").run()
    field(page, "text_area", ".question").set_value("Quel budget ?")
    page = section(pressed(page, "Ajouter ce point"), "Présents")
    page = pressed(field(page, "text_area", ".list").set_value(MEMBERS).run(), "Noter les présents")
    page = section(page, "Relevé")
    field(page, "text_area", ".decided").set_value(decided)
    field(page, "segmented_control", ".voted").set_value("acté sans vote")
    return pressed(page, "Enregistrer ce point")


def the_sitting(actor: Actor) -> sittings.Sitting:
    return sittings.read(opening.store(), actor)[0]


def test_members_read_the_agenda_then_what_is_submitted_and_write_nothing(site, zoe):
    page = section(minuted(site, zoe), "Convocation")
    page = page.get("file_uploader")[0].upload("note de l'agence.pdf", b"%PDF-1.4\n%%EOF").run()
    assert "Document joint : note de l'agence.pdf" in text_of(pressed(page, "Joindre"))
    aline = somebody("Aline", REVIEWER)
    page = opened(site, aline)
    assert "1. Quel budget ?" in text_of(page)
    assert "Budget adopté." not in text_of(page)
    assert [one.proto.label for one in page.get("download_button")] == ["note de l'agence.pdf"]
    page = opened(site, zoe, vue="Relevé")
    pressed(page, "Soumettre aux présents")
    page = opened(site, aline)
    told = text_of(page)
    assert "Ce relevé vous est soumis" in told
    assert "Décision : **Budget adopté.**" in told
    assert "Bruno Roux" in told
    assert not [button for button in page.button if button.label in ("Convoquer", "Arrêter", "Noter les présents")]
    assert [one.proto.label for one in page.get("download_button")] == ["Relevé de décisions (PDF)", "Échéances (ICS)", "note de l'agence.pdf"]
    told = text_of(opened(site, None))
    assert "Cette page est celle de leurs membres" in told
    assert "Quel budget ?" not in told


def test_a_list_that_cannot_be_is_told_as_it_is_typed_and_not_kept(site, zoe):
    page = section(called(site, zoe), "Présents")
    page = field(page, "text_area", ".list").set_value("Aline Vert\nAline Vert\nBruno ; CCI ; ici").run()
    assert "Ligne 3" in text_of(page)
    page = field(page, "text_area", ".list").set_value("Aline Vert\nBruno ; CCI ; excusé ; pouvoir à Zoé").run()
    assert "« Zoé » n'est pas parmi les présents" in text_of(page)
    assert next(button for button in page.button if button.label == "Noter les présents").disabled
    page = field(page, "text_area", ".list").set_value("Aline Vert").run()
    assert "Quorum pas atteint : 1 membre compte" in text_of(page)


def test_what_is_written_in_minutes_that_were_settled_meanwhile_is_given_back(site, zoe):
    page = minuted(site, zoe)
    held = the_sitting(zoe).id
    minutes.submit(opening.store(), zoe, held)
    minutes.settle(opening.store(), zoe, held)
    field(page, "text_area", ".decided").set_value("Budget adopté pour deux ans.")
    field(page, "text_area", ".conditions").set_value("Un bilan chaque année.")
    told = text_of(pressed(page, "Enregistrer ce point"))
    assert "ce que vous écriviez n'est pas gardé : « Budget adopté pour deux ans. »" in told
    assert "ce que vous écriviez n'est pas gardé : « Un bilan chaque année. »" in told


def test_a_sitting_called_by_mistake_is_taken_away(site, zoe):
    page = section(called(site, zoe), "Convocation")
    page = pressed(page, "Retirer cette séance")
    assert "Séance retirée" in text_of(page)
    assert sittings.read(opening.store(), zoe) == []


def test_a_call_without_a_place_is_refused_and_what_was_typed_stays(site, zoe):
    page = opened(site, zoe)
    page.date_input(key=f"{CALL}.day").set_value(DAY)
    page = pressed(page, "Convoquer")
    assert "rien n'est écrit" in text_of(page)
    assert page.date_input(key=f"{CALL}.day").value == DAY
    assert documents.of(opening.store(), zoe, "none") == []


def hostile_sitting(actor: Actor) -> str:
    """A sitting that is minuted, submitted and settled, each of whose texts is all that harms."""
    store, line = opening.store(), " ".join(" ".join(TEXTS.values()).split())
    paragraphs, short = "\n".join(TEXTS.values()), line[:110]
    sitting = sittings.call(store, actor, sittings.Call("follow_up_committee", AT, line[:200], 2))
    documents.join(store, actor, sitting, Attachment("[a](javascript:1) <b>.pdf", b"%PDF-1.7"))
    item = agenda.add(store, actor, sitting, agenda.Item(paragraphs, [line[:300]]))
    agenda.add(store, actor, sitting, agenda.Item("x"))
    members = [Attendee(short, line[:160]), Attendee("Autre", line[:160], Presence.EXCUSED, short)]
    sittings.attend(store, actor, sitting, the_sitting(actor).changed_at, members, short, short)
    for one in decisions.read(store, actor, sitting=sitting):
        left = [Recusal(short, line[:500])] if one.id == item else []
        vote = Vote(1 if one.id == item else 2, 0, 0)
        said = Minute(paragraphs, one.options[0] if one.options else "", vote, left, paragraphs, line[:160], None)
        minutes.write(store, actor, one.id, one.changed_at, said)
    return sitting


def test_what_somebody_wrote_is_text_in_every_part_of_the_page(site, zoe):
    sitting, member = hostile_sitting(zoe), somebody("Aline", REVIEWER)

    def as_text(page) -> None:
        assert not page.exception
        labels = [one.label for kind in ("expander", "button", "text_area", "text_input") for one in getattr(page, kind)]
        written = [*labels, *(one.value for kind in ("markdown", "header", "subheader", "caption", "success", "info") for one in getattr(page, kind))]
        assert any("javascript" in one or "gras" in one for one in written)
        assert [one for one in written if UNESCAPED.search(one)] == []

    assert all(UNESCAPED.search(TEXTS[name]) for name in ("html", "markdown", "streamlit", "svg"))
    page = opened(site, zoe, seance=sitting)
    for name in ("Ordre du jour", "Convocation", "Présents", "Relevé", "Papier et rappels"):
        as_text(section(page, name))
    as_text(opened(site, member, seance=sitting))
    minutes.submit(opening.store(), zoe, sitting)
    as_text(opened(site, member, seance=sitting))
    minutes.settle(opening.store(), zoe, sitting)
    for one in decisions.read(opening.store(), zoe, sitting=sitting):
        minutes.add(opening.store(), zoe, one.id, "\n".join(TEXTS.values()))
    as_text(section(opened(site, zoe, seance=sitting), "Relevé"))
    as_text(opened(site, member, seance=sitting))
