"""One assumption at a time on the page of the committee: in which order, what one says of it, what that does."""

import shutil
from datetime import date

from data.store import opening
from data.store.access import CONSOLE
from data.store.permissions import Grant, Role
from data.store.writings import discussion, remarks
from data.store.writings.remarks import Pinned, Position, Said
from studies import catalog
from studies.committee import order
from studies.publishing import shown
from tests.pages.committee.conftest import ADMINISTRATOR, REVIEWER, SLUG, opened, pressed, somebody, submitted
from tests.pages.conftest import text_of
from tests.studies.conftest import root  # noqa: F401
from tests.studies.study_changes import GOOD

CHOSEN = f"committee.{SLUG}.assumption"


def by_weight() -> list[str]:
    return [weight.parameter for weight in order.by_weight(catalog.get(SLUG))]


def said(name: str, who, position: Position = Position.RIGHT, value: float | None = None) -> None:
    pinned = Pinned(SLUG, "v1", f"parameter:{name}", name)
    remarks.give(opening.store(), who, pinned, Said("" if position is Position.RIGHT else "Pas ici.", position, value))


def field(page, kind: str, ending: str):
    return next(each for each in getattr(page, kind) if str(each.key).endswith(ending))


def test_the_heaviest_assumption_that_one_has_not_reviewed_comes_first_and_says_why(site):
    aline, first, second = somebody("Aline", REVIEWER), *by_weight()[:2]
    said(first, aline)
    page = opened(site, aline)
    assert page.selectbox(key=CHOSEN).value == second
    assert "l'effet le plus fort sur" in text_of(page)


def test_progress_counts_what_all_reviewed_and_what_one_did(site):
    aline, (first, second, *others) = somebody("Aline", REVIEWER), by_weight()
    said(first, aline)
    said(second, somebody("Bruno", REVIEWER))
    page = opened(site, aline)
    told = page.get("progress")[0].proto.text.replace("\xa0", " ")
    assert told == f"**2 hypothèses sur {len(others) + 2} relues** par le comité, 1 par vous"


def test_the_one_on_screen_is_not_yet_reviewed_and_once_it_is_all_are(site):
    aline, (last, *others) = somebody("Aline", REVIEWER), by_weight()
    for name in others:
        said(name, aline)
    assert "Vous avez relu toutes les hypothèses." not in text_of(opened(site, aline))
    said(last, aline)
    assert "Vous avez relu toutes les hypothèses." in text_of(opened(site, aline))


def test_the_address_names_an_assumption_and_next_goes_to_one_not_reviewed(site):
    aline, (first, second, third, *_) = somebody("Aline", REVIEWER), by_weight()
    said(second, aline)
    page = opened(site, aline, hypothese=first)
    assert page.selectbox(key=CHOSEN).value == first
    page = pressed(page, "Suivante")
    assert page.selectbox(key=CHOSEN).value == third
    assert page.query_params["hypothese"] == third


def test_a_thing_of_the_agenda_comes_on_screen_without_what_one_types_being_lost_and_the_address_is_followed_back(site):
    aline, (first, second, third, fourth, *_) = somebody("Aline", REVIEWER), by_weight()
    said(fourth, somebody("Bruno", REVIEWER), Position.LOW)
    page = opened(site, aline, hypothese=first)
    assert page.button(key=f"committee.{SLUG}.waiting.{fourth}").label.endswith("· 1 ▲")
    field(page, "text_area", f"{first}.text").set_value("Les villages suivent.").run()
    page.button(key=f"committee.{SLUG}.left.{third}").click().run()
    assert (page.selectbox(key=CHOSEN).value, page.query_params["hypothese"]) == (third, third)
    assert field(page, "text_area", ".text").value == ""
    page.query_params["hypothese"] = first
    page.run()
    assert page.selectbox(key=CHOSEN).value == first
    assert field(page, "text_area", ".text").value == "Les villages suivent."
    page = opened(site, aline, hypothese=first, vue="Réunions")
    page.button(key=f"committee.{SLUG}.left.{second}").click().run()
    assert page.selectbox(key=CHOSEN).value == second


def test_an_answer_that_somebody_else_gave_meanwhile_leaves_in_sight_what_one_was_writing(site):
    said("imitation", somebody("Aline", REVIEWER), Position.LOW, 0.45)
    (kept,) = discussion.of_study(opening.store(), CONSOLE, SLUG)
    ines = somebody("Inès", Grant(Role.AUTHOR, SLUG, date(2999, 1, 1)))
    drawer = f"{SLUG}.remark.{kept.id}.answer"
    site.session_state[drawer] = True
    page = opened(site, ines, hypothese="imitation")
    remarks.answer(opening.store(), CONSOLE, kept.id, remarks.Status.REFUSED, "Maintenu.")
    page.text_area(key=f"{drawer}.text").set_value("Je reprends vos devis.")
    told = text_of(pressed(page, "Refuser"))
    assert "quelqu'un a déjà répondu ; la vôtre n'est pas gardée : « Je reprends vos devis. »" in told
    assert "Maintenu." in told


def test_what_one_writes_under_an_opinion_that_is_taken_back_meanwhile_stays_in_sight(site):
    aline = somebody("Aline", REVIEWER)
    said("imitation", aline, Position.LOW, 0.45)
    (kept,) = discussion.of_study(opening.store(), CONSOLE, SLUG)
    site.session_state[f"{SLUG}.remark.{kept.id}.reply"] = True
    page = opened(site, somebody("Bruno", REVIEWER), hypothese="imitation")
    remarks.withdraw(opening.store(), aline, kept.id)
    page.text_area(key=f"{SLUG}.remark.{kept.id}.reply.text").set_value("D'accord avec vous.")
    assert "ce que vous écriviez n'est pas gardé : « D'accord avec vous. »" in text_of(pressed(page, "Écrire"))


def test_an_unknown_assumption_of_the_address_is_told(site):
    told = text_of(opened(site, somebody("Aline", REVIEWER), hypothese="unicorns"))
    assert "hypothèse inconnue de cette étude" in told


def test_the_effect_of_a_value_is_shown_before_anything_is_sent_then_kept_with_its_reason(site):
    aline = somebody("Aline", REVIEWER)
    page = opened(site, aline, hypothese="imitation")
    field(page, "button_group", "position").set_value(Position.LOW).run()
    field(page, "text_input", "value").set_value("0,5").run()
    assert "L'effet de cette valeur" in text_of(page)
    assert discussion.of_study(opening.store(), CONSOLE, SLUG) == []
    field(page, "text_area", "text").set_value("Les villages suivent.")
    page = pressed(page, "Envoyer l'avis")
    (kept,) = discussion.of_study(opening.store(), CONSOLE, SLUG)
    assert (kept.parameter, kept.position, kept.value) == ("imitation", Position.LOW, 0.5)
    assert "Merci : votre avis est gardé" in text_of(page)
    assert "Les villages suivent." in text_of(page)


def test_once_every_value_has_its_answer_the_range_does_not_say_that_nobody_gave_one(site):
    said("imitation", somebody("Aline", REVIEWER), Position.LOW, 0.5)
    (kept,) = discussion.of_study(opening.store(), CONSOLE, SLUG)
    remarks.answer(opening.store(), CONSOLE, kept.id, remarks.Status.REFUSED, "Maintenu.")
    told = text_of(opened(site, somebody("Zoé", Grant(Role.ADMINISTRATOR)), hypothese="imitation"))
    assert "Segment : entre 0,32 par an et 0,52 par an (posée). Disque : l'étude, 0,4 par an. Aucun avis en attente ne propose de valeur." in told


def test_the_values_of_others_stand_on_the_range_with_the_scenario_of_the_committee(site):
    for who, value in (("Aline", 0.45), ("Bruno", 0.5)):
        said("imitation", somebody(who, REVIEWER), Position.LOW, value)
    page = opened(site, somebody("Claude", REVIEWER), hypothese="imitation")
    told = text_of(page)
    assert "Cercles : le comité, 0,45 par an, 0,5 par an ; triangle : médiane, 0,475 par an" in told
    assert "Le comité changerait la conclusion" in told


def test_who_reads_without_giving_is_told_so(site):
    page = opened(site, somebody("Inès", Grant(Role.AUTHOR, SLUG, date(2999, 1, 1))))
    assert "Votre rôle lit les avis sans en donner." in text_of(page)
    assert "par vous" not in f"{text_of(page)} {page.get('progress')[0].proto.text}"


def test_who_answers_comes_first_on_what_waits_for_an_answer(site):
    said("imitation", somebody("Aline", REVIEWER), Position.LOW, 0.45)
    page = opened(site, somebody("Inès", Grant(Role.AUTHOR, SLUG, date(2999, 1, 1))))
    assert page.selectbox(key=CHOSEN).value == "imitation"


def test_the_version_that_was_submitted_last_is_the_one_under_review(site):
    submitted(imitation="0.45")
    told = text_of(opened(site, somebody("Aline", REVIEWER), hypothese="imitation"))
    assert "Version 1, soumise" in told
    assert "0,45 par an" in told


def test_the_page_opens_on_the_study_whose_committee_waits_for_an_answer(site, root):  # noqa: F811
    shutil.copytree(GOOD.parent / "third_places", root / "third_places", ignore=shutil.ignore_patterns("__pycache__"))
    last = shown.public()[-1].study.slug
    remarks.give(opening.store(), CONSOLE, Pinned(last, "v1", "page", "Toute la page"), Said("Trop optimiste."))
    page = opened(site, somebody("Zoé", ADMINISTRATOR), etude="")
    assert not page.exception
    assert page.selectbox(key="committee.study").value == last


def test_the_browser_is_told_the_tick_that_the_one_on_screen_gains(site):
    """In version 0.19.0 it sent the words of before, which the page took for a name: it jumped to another assumption at the next press."""
    aline, (first, *_) = somebody("Aline", REVIEWER), by_weight()
    page = opened(site, aline, hypothese=first)
    label = catalog.get(SLUG).parameters[first].label
    assert not page.run().selectbox(key=CHOSEN).proto.set_value  # what is on screen stands
    said(first, aline)
    chosen = page.run().selectbox(key=CHOSEN)
    assert (chosen.value, chosen.proto.set_value, chosen.proto.raw_value) == (first, True, f"✓ {label}")
