"""The page Modifier une étude, from app.py: an intern writes, is refused with faults, meets another editor, gives a folder, submits, previews."""

import io
import zipfile
from datetime import date

import pytest

from data.store import access, opening, people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.permissions import Grant, Role
from data.store.writings import drafts, versions
from pages.parts.my_place import choice
from studies.publishing.editing import rows
from tests.studies.conftest import root  # noqa: F401
from tests.studies.study_changes import GOOD

SLUG = "broadband"
ESSENTIAL = "text/essential.md"
FORM = f"editing.{SLUG}.form"
ASSUMPTION = f"{FORM}.assumption.imitation"
FOLDER = {name: (GOOD / name).read_bytes() for name in ("parameters.csv", ESSENTIAL, "scenarios.toml")}


@pytest.fixture(autouse=True)
def small_studio(tmp_path, monkeypatch, root):  # noqa: F811
    """One small study, and a store of this test only."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))


def somebody(name: str, *grants: Grant) -> Actor:
    token = people.invite(opening.store(), CONSOLE, [Newcomer(name)], grants)[0].token
    return Actor(session=signing.enter(opening.store(), token).session)


def intern(name: str = "Inès Roche") -> Actor:
    return somebody(name, Grant(Role.AUTHOR, SLUG, date(2999, 1, 1)))


@pytest.fixture
def page(site):
    """The page, opened by the intern of the study."""
    site.user = {"session": intern().session}
    return opened(site)


def opened(site, section: str = ""):
    site.switch_page("pages/publishing/editing.py")
    site.query_params["etude"] = SLUG
    return to(site, section) if section else site.run()


def to(page, section: str):
    page.session_state["editing.section"] = section
    return page.run()


def chosen(page, identifier: str = "imitation"):
    return page.selectbox(key=f"editing.{SLUG}.assumption").set_value(identifier).run()


def said(page) -> str:
    """All that the page tells, refusals first."""
    elements = (*page.error, *page.warning, *page.success, *page.info, *page.markdown, *page.title, *page.caption)
    return " ".join(str(element.value) for element in elements).replace("\xa0", " ").replace("\\", "")


def draft() -> dict[str, bytes | None]:
    return {path: file.content for path, file in drafts.read(opening.store(), SLUG).items()}


def with_value(identifier: str, value: str, content: bytes = FOLDER["parameters.csv"]) -> bytes:
    return rows.changed(content, "parameters.csv", identifier, {"value": value})


def clicked(page, name: str):
    return page.button(key=f"editing.{SLUG}.{name}").click().run()


@pytest.mark.parametrize("role", [None, Role.ELECTED, Role.REVIEWER, Role.CONTRIBUTOR])
def test_who_may_not_edit_is_told_whose_page_it_is(site, role):
    if role:
        site.user = {"session": somebody("Paul", Grant(role)).session}
    page = opened(site)
    assert "Cette page est celle des" in said(page) if role is None else f"Paul ({role.value})" in page.info[-1].value
    assert [field.key for field in page.selectbox] == [choice.LIST]  # that of every page
    assert "Le lien demandait" not in said(page)


def test_an_assumption_is_refused_with_its_faults_then_kept_in_its_row_alone(page):
    chosen(page)
    page.text_input(key=f"{ASSUMPTION}.value").set_value("0,9")
    clicked(page, "save-assumption")
    assert "studies/broadband/parameters.csv, ligne 7 (imitation) : valeur 0.9 hors de sa fourchette" in said(page).replace("**", "")
    assert page.text_input(key=f"{ASSUMPTION}.value").value == "0,9"
    assert draft() == {}
    page.text_input(key=f"{ASSUMPTION}.value").set_value("0,41")
    clicked(page, "save-assumption")
    assert "Enregistré dans le brouillon à" in said(page)
    assert draft() == {"parameters.csv": with_value("imitation", "0.41")}


def test_two_editors_see_both_writings_and_what_neither_changed_twice_is_joined(page):
    chosen(page)
    other = with_value("catch_up_rate", "0.85")
    drafts.save(opening.store(), intern("Omar"), SLUG, "parameters.csv", FOLDER["parameters.csv"], other)
    page.text_input(key=f"{ASSUMPTION}.value").set_value("0,41")
    clicked(page, "save-assumption")
    assert not page.exception
    assert "Omar a enregistré" in said(page)
    assert "pas encore enregistrée" in said(page)
    assert not page.text_input  # the choice stands in the place of the form: on a phone, nobody sees what is above it
    told = [text.value.replace("\N{NO-BREAK SPACE}", " ") for text in page.markdown if "devient" in text.value]
    assert len(told) == 2 and "valeur : 0,4 par an devient **0,41 par an**" in told[0] and "devient **0,85 par an**" in told[1]
    assert draft()["parameters.csv"] == other
    clicked(page, "merge")
    joined = with_value("imitation", "0.41", other)
    assert draft()["parameters.csv"] == joined
    assert "Deux écritures" not in " ".join(title.value for title in page.subheader)

    names = page.selectbox(key=f"editing.{SLUG}.assumption").options
    drafts.save(opening.store(), intern("Omar"), SLUG, "parameters.csv", joined, with_value("imitation", "0.42", joined))
    assert page.run().selectbox(key=f"editing.{SLUG}.assumption").options == names  # a browser lets go what is called otherwise, and its form
    page.text_input(key=f"{ASSUMPTION}.value").set_value("0,43")
    clicked(page, "save-assumption")
    assert not page.text_area  # no line of CSV to be corrected between marks
    assert [option.replace("\N{NO-BREAK SPACE}", " ") for option in page.radio[0].options] == ["La mienne : 0,43", "L'autre : 0,42"]
    clicked(page, "merge")
    assert "une case n'a pas encore son choix" in said(page)
    page.radio[0].set_value("0.43").run()
    clicked(page, "merge")
    assert draft()["parameters.csv"] == with_value("imitation", "0.43", joined)
    assert page.text_input(key=f"{ASSUMPTION}.value").value == "0,43"


@pytest.mark.parametrize(("button", "kept"), [("mine", "La mienne."), ("theirs", "L'autre.")])
def test_of_two_texts_the_one_that_is_chosen_is_kept(page, button, kept):
    to(page, "Textes")
    field = page.text_area(key=f"{FORM}.text.{ESSENTIAL}")
    drafts.save(opening.store(), intern("Omar"), SLUG, ESSENTIAL, FOLDER[ESSENTIAL], b"L'autre.")
    field.set_value("La mienne.").run()
    assert draft()[ESSENTIAL] == b"L'autre."
    clicked(page, button)
    assert draft()[ESSENTIAL] == kept.encode()
    assert page.text_area(key=f"{FORM}.text.{ESSENTIAL}").value == kept


def test_a_text_is_kept_when_one_leaves_it_and_read_with_its_figures_or_its_faults(page):
    to(page, "Textes")
    page.text_area(key=f"{FORM}.text.{ESSENTIAL}").set_value("Il y aurait {subscribers_2031}.").run()
    assert draft() == {ESSENTIAL: b"Il y aurait {subscribers_2031}."}
    assert "Il y aurait {" not in " ".join(text.value for text in page.markdown)
    page.text_area(key=f"{FORM}.text.{ESSENTIAL}").set_value("Bien.\nIl y aurait {subscriber_2031}.").run()
    assert "text/essential.md, ligne 2" in said(page)


def test_a_scenario_is_changed_on_its_line(page):
    to(page, "Scénarios")
    page.selectbox(key=f"editing.{SLUG}.scenario").set_value("proactive").run()
    names = page.selectbox(key=f"editing.{SLUG}.scenario").options
    renamed = FOLDER["scenarios.toml"].replace(b'title = "', b'title = "Autre ', 1)
    drafts.save(opening.store(), intern("Omar"), SLUG, "scenarios.toml", FOLDER["scenarios.toml"], renamed)
    assert page.run().selectbox(key=f"editing.{SLUG}.scenario").options == names  # a browser lets go what is called otherwise, and its form
    drafts.save(opening.store(), intern("Omar"), SLUG, "scenarios.toml", renamed, FOLDER["scenarios.toml"])
    page.text_input(key=f"{FORM}.scenario.proactive.value.imitation").set_value("0,44")
    clicked(page, "save-scenario")
    assert draft() == {"scenarios.toml": FOLDER["scenarios.toml"].replace(b"imitation = 0.45", b"imitation = 0.44")}


def test_a_folder_is_refused_whole_or_kept_then_a_file_is_given_up(page):
    to(page, "Tout un dossier")
    given(page, {"model.py": b"print(1)", ESSENTIAL: b"Autre."})
    assert "le modèle reste celui du dépôt" in said(page)
    assert draft() == {}
    given(page, {ESSENTIAL: b"Autre chose, {subscribers_2031}."})
    clicked(page, "keep")
    assert draft() == {ESSENTIAL: b"Autre chose, {subscribers_2031}."}
    to(page, "Vérifier et soumettre")
    clicked(page, "abandon-now")
    assert draft() == {}


def given(page, files: dict[str, bytes]) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"etude/{name}", content)
    page.file_uploader[0].set_value(("etude.zip", made.getvalue(), "application/zip")).run()
    assert not page.exception


def test_a_draft_is_verified_submitted_sent_back_and_its_changes_are_counted(page):
    to(page, "Vérifier et soumettre")
    clicked(page, "submit")
    assert "rien n'est écrit" in said(page)
    page.text_area(key=f"editing.{SLUG}.message").set_value("Première version")
    clicked(page, "submit")
    assert "Version 1 soumise" in said(page)
    with opening.store().reading():
        (first,) = versions.listed(opening.store(), SLUG)
    versions.move(opening.store(), CONSOLE, SLUG, 1, first.status, versions.Status.CORRECTIONS, "Dire la source du prix.")
    drafts.save(opening.store(), intern("Omar"), SLUG, ESSENTIAL, FOLDER[ESSENTIAL], b"Il y aurait {nothing_here}.")
    page.run()
    assert "Corrections demandées sur la version 1 : Dire la source du prix." in said(page).replace("**", "")
    assert "1 texte" in said(page)
    clicked(page, "verify")
    assert "text/essential.md, ligne 1" in said(page)


def test_the_draft_is_seen_as_the_public_will_and_by_those_who_may_read_it(site):
    drafts.save(opening.store(), intern(), SLUG, ESSENTIAL, FOLDER[ESSENTIAL], b"Une phrase du brouillon.")
    site.switch_page("pages/publishing/preview.py")
    site.query_params["etude"] = SLUG
    assert "Une phrase du brouillon" not in said(site.run())
    site.user = {"session": somebody("René", Grant(Role.REVIEWER, SLUG)).session}
    site.query_params["etude"] = SLUG
    page = site.run()
    assert not page.exception
    assert "Brouillon : aperçu" in said(page)
    assert "Une phrase du brouillon." in said(page)
    assert "Retour à la modification" not in said(page)


def test_an_intern_whose_access_is_closed_meanwhile_reads_why_and_copies_what_she_wrote(page):
    people.invite(opening.store(), CONSOLE, [Newcomer("Jean")], [Grant(Role.ADMINISTRATOR)])
    to(page, "Textes")
    with opening.store().reading() as connection:
        ines = next(person.id for person in access.everybody(connection) if person.name == "Inès Roche")
    people.close_access(opening.store(), CONSOLE, ines)
    page.text_area(key=f"{FORM}.text.{ESSENTIAL}").set_value("Trois heures de travail.").run()
    assert draft() == {}
    assert "Votre accès s'est fermé depuis que cette page est ouverte" in said(page)
    assert "Trois heures de travail." in [code.value for code in page.code]
    assert "Trois heures de travail." in [code.value for code in page.run().code]
