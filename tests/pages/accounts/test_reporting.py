"""« Signaler une erreur »: pinned to what is wrong, answered by who may, read by all once answered."""

from datetime import date
from pathlib import Path

import pytest

from data.ground.budgets import Budget
from data.ground.faults import Refused
from data.store import people, signing, typed
from data.store.access import CONSOLE, PUBLIC, Actor
from data.store.newcomers import Newcomer
from data.store.opening import store
from data.store.permissions import Grant, Role
from data.store.writings import reports
from data.store.writings.reports import About, Status
from pages.parts import menu
from pages.parts.reporting import form, items
from studies import catalog
from studies.toolkit.checking import lasting_names
from tests.pages.conftest import text_of

PAGES = Path(__file__).parents[3] / "pages"
ABOUT = About("pork", "v1", "parameter:feed_price", "Hypothèse : prix de l'aliment")


@pytest.fixture(autouse=True)
def empty_store(tmp_path, monkeypatch):
    """Reports of this test only."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    monkeypatch.setattr(form, "WRITTEN", Budget(20, 3600.0))
    monkeypatch.setattr(form.visitor, "address", lambda: "192.0.2.1")


def drawer_opened(site, title: str):
    site.session_state[f"report.{title}"] = True
    return site.run()


@pytest.mark.parametrize("slug", ["_template", "broadband", "datacenter", "hydrogen", "pork"])
def test_all_that_a_study_names_in_its_files_can_be_reported(slug, monkeypatch):
    study = catalog.check_folder(catalog.ROOT / slug)[0] if slug == "_template" else catalog.get(slug)
    monkeypatch.setattr(items.catalog, "studies", lambda: [study])
    offered = {about.item for about in items.of_page(study.card.title)}
    on_page = {"chart", "part"}  # what the page makes of the results, which are reported under their own names
    assert {f"{named.kind}:{named.name}" for named in lasting_names.written(study) if named.kind not in on_page} <= offered
    assert len({about.label for about in items.of_page(study.card.title)}) > 0.9 * len(offered)  # told apart by their words


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("paragraph:limits.cohorts", "Limite : Une croissance de porc n'est pas simulée jour par jour : une cohorte…"),
        ("warning:piglets_short", "Alerte : Les porcelets manquent."),
        ("balance:carcasses", "Compte : Carcasses produites, abattues ici, dehors, ou sans place"),
        ("scenario:nothing", "Scénario : Rien"),
    ],
)
def test_a_limit_a_warning_a_balance_are_called_as_the_page_calls_them(item, label):
    about = {about.item: about.label for about in items.of_page(catalog.get("pork").card.title)}
    assert about[item] == label


def test_a_sentence_is_called_without_its_markup_nor_the_values_that_end_it():
    called = {about.label.replace("\u00a0", " ") for about in items.of_page(catalog.get("broadband").card.title)}
    assert {"Phrase : Fin du cuivre", "Phrase : Le plus de lignes à changer"} <= called
    assert not [label for label in called if "**" in label or "$" in label]


def test_no_field_drops_a_paste_and_the_press_says_how_long_it_is(site):
    writing = [path for path in PAGES.rglob("*.py") if "max_chars" in path.read_text("utf-8")]
    assert {path.name for path in writing} <= {"filters.py", "register_view.py"}  # fields to search in, of 60 characters
    site.switch_page("pages/method.py")
    page = drawer_opened(site.run(), "Méthode")
    page.text_area(key="report.text").set_value("é" * 2_001)
    page.button(key="FormSubmitter:report.form-Envoyer").click().run()
    assert "texte de 2001 caractères" in page.error[0].value and "2000 au plus" in page.error[0].value
    assert page.text_area(key="report.text").value == "é" * 2_001
    with pytest.raises(Refused, match="texte de 301 caractères"):
        typed.line("é" * 301, "lieu", "l'écrire", 300)


def test_a_site_is_reported_by_its_identifier():
    offered = items.of_page(menu.TERRITORY.title)
    assert any(about.item == "site:la_tieule_hqe" and "La Tieule" in about.label for about in offered)


def test_the_card_of_a_site_reports_that_site(site):
    site.switch_page("pages/territory.py")
    site.query_params["site"] = "la_tieule_hqe"
    site.session_state["report.site:la_tieule_hqe"] = True
    page = site.run()
    assert not page.exception and not page.get("code")  # no text to copy any more
    page.text_area(key="report.card.site:la_tieule_hqe.text").set_value("La zone est vendue.")
    page.button(key="FormSubmitter:report.card.site:la_tieule_hqe.form-Envoyer").click().run()
    assert [(one.about.item, one.text) for one in reports.listed(store(), CONSOLE)] == [("site:la_tieule_hqe", "La zone est vendue.")]


def test_a_reader_reports_a_figure_from_the_foot_of_the_page(site):
    title = catalog.get("datacenter").card.title
    site.switch_page("studies/datacenter/page.py")
    page = drawer_opened(site.run(), title)
    about = items.of_page(title)
    number = next(number for number, one in enumerate(about) if one.item.startswith("parameter:"))
    page.selectbox(key="report.item").set_value(number)
    page.text_area(key="report.text").set_value("Le prix <b>date</b> de 2019.")
    page.button(key="FormSubmitter:report.form-Envoyer").click().run()
    assert "Merci" in page.success[0].value
    assert page.text_area(key="report.text").value == ""  # what was sent has left its field
    page.text_area(key="report.text").set_value("Le prix <b>date</b> de 2019.")
    page.button(key="FormSubmitter:report.form-Envoyer").click().run()
    (kept,) = reports.listed(store(), CONSOLE)
    assert f"numéro {kept.id[:6]}" in page.success[0].value
    assert (kept.about, kept.text, kept.by) == (about[number], "Le prix <b>date</b> de 2019.", "public")


def test_a_drawer_once_opened_keeps_its_field_when_it_is_closed(site):
    site.switch_page("pages/method.py")
    page = site.run()
    assert not page.text_area  # nothing is drawn for who does not ask
    page = drawer_opened(site, "Méthode")
    page.text_area(key="report.text").set_value("é" * 2_001)
    page.button(key="FormSubmitter:report.form-Envoyer").click().run()  # too long: refused
    page.session_state["report.Méthode"] = False
    assert page.run().text_area(key="report.text").value == "é" * 2_001


def test_nothing_written_is_said_and_the_choice_stays(site):
    site.switch_page("pages/method.py")
    page = drawer_opened(site.run(), "Méthode")
    page.button(key="FormSubmitter:report.form-Envoyer").click().run()
    assert "rien n'est écrit" in page.error[0].value
    assert reports.listed(store(), CONSOLE) == []


def test_a_flood_from_one_address_is_held(site, monkeypatch):
    monkeypatch.setattr(form, "WRITTEN", Budget(1, 3600.0))
    site.switch_page("pages/method.py")
    page = drawer_opened(site.run(), "Méthode")
    for text in ("un", "deux"):
        page.text_area(key="report.text").set_value(text)
        page.button(key="FormSubmitter:report.form-Envoyer").click().run()
    assert "beaucoup ont été signalées" in page.error[0].value
    assert len(reports.listed(store(), CONSOLE)) == 1


def test_a_flood_from_an_address_leaves_their_say_to_those_who_are_signed_in(site, monkeypatch):
    monkeypatch.setattr(form, "WRITTEN", Budget(1, 3600.0))
    form.WRITTEN.count("192.0.2.1")
    invited = people.invite(store(), CONSOLE, [Newcomer("Aline")], [Grant(Role.ELECTED)])[0]
    site.user = {"session": signing.enter(store(), invited.token).session}
    site.switch_page("pages/method.py")
    page = drawer_opened(site.run(), "Méthode")
    page.text_area(key="report.text").set_value("La méthode oublie le vent.")
    page.button(key="FormSubmitter:report.form-Envoyer").click().run()
    assert not page.error
    assert [one.text for one in reports.listed(store(), CONSOLE)] == ["La méthode oublie le vent."]


def test_the_public_reads_only_what_was_answered(site):
    reports.report(store(), PUBLIC, ABOUT, "encore ouverte")
    answered = reports.report(store(), PUBLIC, ABOUT, "déjà <script>vue</script>")
    reports.answer(store(), CONSOLE, answered, Status.MENDED, "Corrigée dans la version 2.")
    shown = text_of(site.switch_page("pages/reported.py").run())
    assert "déjà <script>vue</script>" in shown
    assert "Corrigée dans la version 2." in shown
    assert "encore ouverte" not in shown


def test_reports_come_ten_at_a_time_whether_they_wait_or_were_answered(site):
    for number in range(22):
        reports.report(store(), PUBLIC, ABOUT, f"fausse {number}")
    for one in reports.listed(store(), CONSOLE)[:11]:
        reports.answer(store(), CONSOLE, one.id, Status.KEPT, "Non.")
    site.user = {
        "session": signing.enter(store(), people.invite(store(), CONSOLE, [Newcomer("Aline")], [Grant(Role.ADMINISTRATOR)])[0].token).session
    }
    page = site.switch_page("pages/reported.py").run()
    assert text_of(page).count("À répondre : 11") == 1
    assert (len(page.text_area), text_of(page).count("Maintenue")) == (10, 10)


def test_an_answer_that_comes_second_is_told_who_came_first_and_its_text_stays_to_be_copied(site):
    people.invite(store(), CONSOLE, [Newcomer("Zoé")], [Grant(Role.ADMINISTRATOR)])
    aline = people.invite(store(), CONSOLE, [Newcomer("Aline")], [Grant(Role.ADMINISTRATOR)])[0]
    session = signing.enter(store(), aline.token).session
    first, second = (reports.report(store(), PUBLIC, ABOUT, text) for text in ("une", "deux"))
    site.user = {"session": session}
    page = site.switch_page("pages/reported.py").run()
    assert text_of(page).count("Signalée sans nom.") == 2
    reports.answer(store(), Actor(session=session), first, Status.KEPT, "Vérifié.")
    page.text_area(key=f"reported.{first}.text").set_value("Prix de 2024, page 12.")
    page.button(key=f"FormSubmitter:reported.{first}-Répondre").click().run()
    assert "Aline a répondu à l'erreur" in page.warning[0].value and page.toast
    assert page.code[0].value == "Prix de 2024, page 12."
    page.text_area(key=f"reported.{second}.text").set_value("Corrigé.")
    page.button(key=f"FormSubmitter:reported.{second}-Répondre").click().run()
    assert "Réponse enregistrée" in page.success[0].value and "Réponse enregistrée" in page.toast[0].value
    with pytest.raises(Refused, match="quelqu'un y a répondu avant vous"):
        reports.answer(store(), CONSOLE, first, Status.MENDED, "Trop tard.")


@pytest.mark.parametrize(("study", "offered"), [("pork", 1), ("hydrogen", 0)])
def test_an_author_answers_for_her_study_only(site, study, offered):
    from datetime import date

    reporter = people.invite(store(), CONSOLE, [Newcomer("Paul *Gris*")], [Grant(Role.ELECTED)])[0]
    reports.report(store(), Actor(session=signing.enter(store(), reporter.token).session), ABOUT, "encore ouverte")
    token = people.invite(store(), CONSOLE, [Newcomer("Aline")], [Grant(Role.AUTHOR, study, date(2999, 1, 1))])[0].token
    site.user = {"session": signing.enter(store(), token).session}
    page = site.switch_page("pages/reported.py").run()
    assert len(page.text_area) == text_of(page).count(r"Signalée par Paul \*Gris\*.") == offered
    if offered:
        page.text_area[0].set_value("Prix de 2024.")
        page.button[0].click().run()
        assert [report.status for report in reports.listed(store(), CONSOLE)] == [Status.MENDED]


def test_a_reader_whose_access_is_closed_meanwhile_is_told_before_anything_goes_without_her_name(site):
    people.invite(store(), CONSOLE, [Newcomer("Jean")], [Grant(Role.ADMINISTRATOR)])
    aline = people.invite(store(), CONSOLE, [Newcomer("Aline *Vert*")], [Grant(Role.ELECTED)])[0]
    site.user = {"session": signing.enter(store(), aline.token).session}
    site.switch_page("pages/method.py")
    page = drawer_opened(site.run(), "Méthode")
    assert r"Qui y répond lira votre nom, Aline \*Vert\* ; publiée, elle n'en a aucun." in text_of(page)
    people.close_access(store(), CONSOLE, aline.person.id)
    page.text_area(key="report.text").set_value("La méthode oublie le vent.")
    page.button(key="FormSubmitter:report.form-Envoyer").click().run()
    assert "il s'est fermé depuis que cette page est ouverte" in page.error[0].value
    assert "Appuyez de nouveau pour l'envoyer sans votre nom" in page.error[0].value
    assert "Votre accès s'est fermé" in page.warning[0].value
    assert page.text_area(key="report.text").value == "La méthode oublie le vent."
    assert reports.listed(store(), CONSOLE) == []
    page.button(key="FormSubmitter:report.form-Envoyer").click().run()
    assert "Merci" in page.success[0].value
    assert [(one.text, one.by) for one in reports.listed(store(), CONSOLE)] == [("La méthode oublie le vent.", "public")]


def test_an_answer_that_was_being_written_when_its_role_was_taken_back_is_given_back(site):
    report = reports.report(store(), PUBLIC, ABOUT, "encore ouverte")
    people.invite(store(), CONSOLE, [Newcomer("Jean")], [Grant(Role.ADMINISTRATOR)])
    author = Grant(Role.AUTHOR, "pork", date(2999, 1, 1))
    aline = people.invite(store(), CONSOLE, [Newcomer("Aline")], [author, Grant(Role.ELECTED)])[0]
    site.user = {"session": signing.enter(store(), aline.token).session}
    page = site.switch_page("pages/reported.py").run()
    page.text_area(key=f"reported.{report}.text").set_value("Prix de 2024.")
    people.take_back(store(), CONSOLE, aline.person.id, author)
    page.button(key=f"FormSubmitter:reported.{report}-Répondre").click().run()
    assert "Un rôle vous a été retiré depuis que cette page est ouverte\u00a0: auteur." in page.warning[0].value
    assert [code.value for code in page.code] == ["Prix de 2024."]
    assert "à copier" in page.toast[0].value and not page.run().toast  # told once
    people.give(store(), CONSOLE, aline.person.id, author)
    assert not page.run().warning
