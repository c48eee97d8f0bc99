"""The page of decisions, the home page and the page of the study: what was decided, on which figures, what has changed, what became of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store.access import CONSOLE
from data.store.opening import Store, store
from data.store.permissions import Grant, Role
from data.store.writings.assembly import actions, agenda, decisions, flags, outcomes, sittings
from data.store.writings.assembly.actions import Status as Stands
from data.store.writings.assembly.flags import Answer
from data.store.writings.versions import Status
from pages.parts.decisions import last_year, reading
from studies.decisions import watching
from studies.publishing import life
from tests.hostile_texts import TEXTS
from tests.pages.accounts.test_team import as_somebody
from tests.pages.conftest import Visitor, text_of
from tests.studies.conftest import root  # noqa: F401
from tests.studies.decisions.conftest import SLUG
from tests.studies.decisions.settled import AT, DECIDED, Minute, settled
from tests.studies.study_changes import cell

QUESTION = "Faut-il financer l'accompagnement ?"
HOSTILE = " ".join(TEXTS.values())
LIVE = re.compile(r"(?<!\\)\]\(javascript|<script>|(?<!\\)`code")  # what would be read as an order


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Iterator[Store]:  # noqa: F811
    """An empty store beside one small study."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))
    kept = store()
    yield kept
    kept.engine.dispose()


def published(opened: Store, folder: Path, coverage: str = "") -> list[str]:
    """Publishes the study, with another share of homes that will have the fibre; the decisions that this flags."""
    if coverage:
        cell("parameters.csv", "final_coverage", "value", coverage)(folder)
    number = life.submit(opened, CONSOLE, SLUG, "Une version")
    flagged = watching.move(opened, CONSOLE, SLUG, number, Status.SUBMITTED, Status.VALIDATED)
    watching.move(opened, CONSOLE, SLUG, number, Status.VALIDATED, Status.PUBLISHED)
    return flagged


def page(site, name: str | Path = "pages/publishing/decided.py", **address: str):
    """A page in a tab of its own, as the visitor of the site opens it."""
    tab = Visitor.new()
    tab.user = site.user
    tab.switch_page(str(name))
    for key, value in address.items():
        tab.query_params[key] = value
    return tab.run()


def pressed(page, label: str):
    """The page once the first button of that label is pressed."""
    return next(button for button in page.button if button.label == label).click().run()


def test_without_any_decision_of_the_studio_the_known_ones_come_first(site, opened: Store, root: Path):  # noqa: F811
    listed = page(site)
    told = text_of(listed)
    assert "Ce que sont devenues les décisions de 2018" in told and "5 à renseigner par l'agence et 1 tenue." in told
    assert "Aucune décision de" in told and "Aucune décision n'a encore été arrêtée dans le Studio." in told
    assert "Étude commencée en mars 2019." in told and "Installer une dizaine d'entreprises en 2012" in told
    assert told.count("**à vérifier**") == 2
    assert not listed.text_area  # nothing to write for the public
    home = text_of(page(site, "pages/home.py"))
    assert "Ce que sont devenues les décisions de 2018" in home and home.count(": à renseigner par l'agence") == 2
    assert "Ce qui a été décidé" not in text_of(page(site, root / SLUG / "page.py"))


def test_a_decision_keeps_its_figures_and_a_later_version_calls_it_into_question_until_it_is_answered(site, opened: Store, root: Path):  # noqa: F811
    published(opened, root / SLUG)
    identifier = settled(opened, SLUG, "trend")
    (kept,) = decisions.read(opened, CONSOLE, identifier=identifier)
    frozen = page(site, "pages/publishing/kept.py", etude=SLUG, numero="1", **{f"{SLUG}.scenario": "trend"})
    assert [figure.value for figure in frozen.metric] == [one["written"] for one in kept.shown["headlines"]]
    assert kept.shown["answer"].replace("\N{NO-BREAK SPACE}", " ") in text_of(frozen)
    before = text_of(page(site, decision=identifier))
    assert DECIDED in before and "adoptée : 12 pour, 3 contre, 1 abstention" in before and kept.digest in before
    assert f"[Version 1 de l'étude « Usages du très haut débit »](/version?etude={SLUG}&numero=1&{SLUG}.scenario=trend)" in before
    assert "C'est encore cette version que montre l'étude." in before and "16 présents, sur 30 membres en exercice. Quorum atteint" in before
    beside = text_of(page(site, root / SLUG / "page.py"))
    assert "**Ce qui a été décidé** (Assemblée générale, 12 décembre 2025)" in beside
    assert "aucun chiffre n'est sorti de la fourchette montrée ce jour-là" in beside

    assert published(opened, root / SLUG, "0.97") == [identifier]
    assert "**Ce qui a changé depuis** : hors de la fourchette montrée" in text_of(page(site, root / SLUG / "page.py"))
    public = page(site, decision=identifier)
    assert "| **98,5 %**, entre 98,4 et 98,5 % | **97 %**, hors de la fourchette montrée |" in text_of(public)
    assert "Cause principale : part des logements que la fibre atteindra à la fin." in text_of(public)
    assert not public.radio
    as_somebody(site, Grant(Role.ADMINISTRATOR))
    assert f"Une décision est à revoir ? [{QUESTION}](/decisions?decision={identifier})" in text_of(page(site, "pages/home.py"))
    agency = page(site, decision=identifier)
    assert "Bonjour," in agency.code[0].value and "La version 2 en change les chiffres" in agency.code[0].value
    late = page(site, decision=identifier)
    pressed(agency, "Répondre")
    assert "Dire pourquoi la décision est maintenue, ou à revoir" in text_of(agency)
    agency.radio[0].set_value(Answer.STANDS)
    agency.text_area[0].set_value("Le besoin reste le même.")
    assert "Réponse enregistrée." in text_of(pressed(agency, "Répondre"))
    assert "maintenue.** Le besoin reste le même." in text_of(agency)
    assert flags.of(opened, identifier)[0].answer is Answer.STANDS
    late.text_area[0].set_value("Le revoir en mars.")
    assert "la vôtre n'est pas gardée : « Le revoir en mars. »" in text_of(pressed(late, "Répondre"))
    site.user = {}
    assert "maintenue.** Le besoin reste le même." in text_of(page(site, root / SLUG / "page.py"))
    assert "À revoir ?" not in text_of(page(site))


def test_the_agency_follows_actions_and_says_what_former_decisions_became_in_words_that_stay_words(site, opened: Store, root: Path):  # noqa: F811
    published(opened, root / SLUG)
    moved = {"label": HOSTILE, "written": "1", "ranged": "2", "now": 3.0, "now_written": "3", "cause": HOSTILE}
    called = settled(opened, SLUG, "trend", Minute(HOSTILE), question=HOSTILE)
    flags.write(opened, CONSOLE, called, 2, [{"id": f"figure_{number}", **moved} for number in range(5)], {})
    identifier = settled(opened, said=Minute(HOSTILE, conditions=HOSTILE, owner="Aline Vert"), question=HOSTILE)
    as_somebody(site, Grant(Role.ADMINISTRATOR))
    agency = page(site, decision=identifier)
    written = {area.label: area for area in agency.text_area}
    written["Ce qui est à faire"].set_value(HOSTILE)
    pressed(agency, "Ajouter")
    (action,) = actions.of(opened, identifier)
    assert action.owner == "Aline Vert" and action.status is Stands.TO_DO
    assert next(area for area in agency.text_area if area.label == "Ce qui est à faire").value == ""  # pressed twice, it would be there twice
    next(one for one in agency.radio if one.label == "Elle est").set_value(Stands.DONE)
    assert "Dire ce qui montre que l'action est faite" in text_of(pressed(agency, "Enregistrer"))
    next(one for one in agency.text_input if one.label.startswith("Preuve")).set_value("https://exemple.invalid/bilan")
    pressed(agency, "Enregistrer")
    assert "faite. Preuve : [https" in text_of(agency).replace("\N{WORD JOINER}", "")
    listed = page(site)
    next(one for one in listed.selectbox if one.key == "decisions.outcome").set_value("fair_2019").run()
    radio = next(one for one in listed.radio if one.key == "decisions.outcome.fair_2019.status")
    assert radio.options == ["tenue", "en retard", "abandonnée"]
    radio.set_value(outcomes.Status.DROPPED)
    next(one for one in listed.text_area if one.key == "decisions.outcome.fair_2019.text").set_value(HOSTILE)
    next(one for one in listed.button if one.key.startswith("FormSubmitter:decisions.outcome.fair_2019")).click().run()
    assert outcomes.read(opened)["fair_2019"].status is outcomes.Status.DROPPED
    site.user = {}
    study = page(site, root / SLUG / "page.py")
    assert "**Ce qui a été décidé**" in text_of(study)
    flagged = page(site, decision=called)
    assert flagged.warning[0].value.count("le jour du vote") == 3 and "2 autres changements" in [drawer.label for drawer in flagged.expander]
    for shown in (page(site), page(site, decision=identifier), flagged, page(site, "pages/home.py"), study):
        assert not shown.exception
        read = [element.value for element in (*shown.markdown, *shown.header, *shown.warning)]
        assert not [text for text in read if LIVE.search(text)]


def test_a_decision_that_is_not_settled_or_not_there_is_told(site, opened: Store):
    sitting = sittings.call(opened, CONSOLE, sittings.Call("general_assembly", AT, "Mende", 30))
    draft = agenda.add(opened, CONSOLE, sitting, agenda.Item(QUESTION))
    for asked in (draft, "abc"):
        told = text_of(page(site, **{reading.DECISION: asked}))
        assert "elle n'existe pas, ou elle n'est pas encore arrêtée" in told and QUESTION not in told


@pytest.mark.parametrize(
    ("owner", "name", "hers"),
    [
        ("Aline Vert et la CCI", "aline vert", True),
        ("Alice Vert", "Ali", False),
        ("Bruno Roche, Aline Vert", "Aline Vert", True),
        ("", "Aline Vert", False),
    ],
)
def test_a_decision_is_told_to_who_answers_for_it_by_her_whole_name(owner, name, hers):
    assert last_year.names(owner, name) is hers
