"""The pages of versions: who reads which, the next step, what changed and what that did, a version that shows its own figures for ever."""

import csv
import io
import shutil
from datetime import date
from pathlib import Path

import pytest

from data.ground.faults import Fault, Refused
from data.store import people, signing
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import Store, store
from data.store.permissions import Grant, Role
from data.store.writings import agency, drafts, versions
from data.store.writings.versions import Status
from pages.parts.versions import timeline
from studies import catalog
from studies.publishing import life, shown
from tests.pages.conftest import in_whole

SLUG = "datacenter"


def with_value(name: str, share: float) -> bytes:
    """parameters.csv of the study with one assumption at a share of its range."""
    rows = list(csv.DictReader(io.StringIO((catalog.folder_of(SLUG) / "parameters.csv").read_text("utf-8"))))
    row = next(row for row in rows if row["id"] == name)
    row["value"] = repr(float(row["low"]) + share * (float(row["high"]) - float(row["low"])))
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def moved() -> str:
    """An assumption that moves the default headlines and that no case of the study stands on."""
    return next(one.id for one in catalog.get(SLUG).parameters.values() if one.uncertain)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory) -> Path:
    """A var/ with two versions of a study: one published, then one submitted with another value."""
    var = tmp_path_factory.mktemp("seeded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_VAR", str(var))
        opened = store()
        life.submit(opened, CONSOLE, SLUG, "Première version.")
        versions.move(opened, CONSOLE, SLUG, 1, Status.SUBMITTED, Status.VALIDATED)
        versions.move(opened, CONSOLE, SLUG, 1, Status.VALIDATED, Status.PUBLISHED)
        held = (catalog.folder_of(SLUG) / "parameters.csv").read_bytes()
        drafts.save(opened, CONSOLE, SLUG, "parameters.csv", held, with_value(moved(), 0.5))
        versions.submit(opened, CONSOLE, SLUG, life.snapshot(life.draft(opened, SLUG)), "Une hypothèse revue.")
        opened.engine.dispose()
    return var


@pytest.fixture
def opened(seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The same store, in a copy of its own."""
    shutil.copytree(seeded, tmp_path / "var", ignore=shutil.ignore_patterns("proven"))
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))
    return store()


def as_somebody(site, *grants: Grant) -> None:
    invited = people.invite(store(), CONSOLE, [Newcomer("Aline Vert")], grants)[0]
    site.user = {"session": signing.enter(store(), invited.token).session}


def text_of(page) -> str:
    """What is written on a page, tables included."""
    elements = (
        *page.title,
        *page.header,
        *page.subheader,
        *page.markdown,
        *page.table,
        *page.info,
        *page.warning,
        *page.success,
        *page.error,
        *page.caption,
    )
    written = " ".join(str(each.value if not hasattr(each.value, "to_string") else each.value.to_string()) for each in elements)
    return written.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def page_of(site, **asked: str):
    site.switch_page("pages/publishing/history.py")
    for name, value in {"etude": SLUG, **asked}.items():
        site.query_params[name] = value
    return site.run()


ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


def test_the_public_reads_what_is_published_and_nothing_of_what_is_under_way(opened: Store, site):
    told = text_of(page_of(site))
    assert "Version 1" in told
    assert "publiée" in told
    assert "Version 2" not in told
    assert "Une hypothèse revue" not in told
    assert "Il faut deux versions pour les comparer" in told


def test_an_author_reads_all_of_her_study_and_what_a_change_did_to_its_figures(opened: Store, site):
    as_somebody(site, Grant(Role.AUTHOR, SLUG, date(2999, 1, 1)))
    page = page_of(site, avant="1", apres="2")
    told = text_of(page)
    assert not page.exception
    assert "1 hypothèse a changé" in told
    label = catalog.get(SLUG).parameters[moved()].label.replace("\N{NO-BREAK SPACE}", " ")
    assert label in told
    lines = [html.proto.body for html in page.get("html") if "studio-bars" in html.proto.body]
    assert lines
    assert "Version 1" in lines[0]
    assert "Version 2" in lines[0]


def test_the_table_of_versions_shows_a_headline_that_moved_before_one_that_did_not():
    indicators = catalog.get(SLUG).card.indicators
    names = [one.id for one in indicators]
    still = dict.fromkeys(names, "1 M€")
    assert [one.id for one in timeline.chosen(indicators, [still, still])] == names[:2]
    assert [one.id for one in timeline.chosen(indicators, [still, still | {names[-1]: "2 M€"}])] == [names[0], names[-1]]


def test_nothing_has_moved_between_a_version_and_the_draft_it_was_made_from(opened: Store, site):
    as_somebody(site, ADMINISTRATOR)
    assert "Rien n'a bougé" in text_of(page_of(site, avant="2", apres="3"))


def test_the_agency_asks_for_corrections_in_writing_then_the_page_says_so(opened: Store, site):
    as_somebody(site, ADMINISTRATOR)
    page = page_of(site)
    key = "versions.2.CORRECTIONS"
    ask = next(button for button in page.button if button.label == "Demander des corrections")
    ask.click().run()
    assert "rien n'est écrit" in text_of(page)
    page.text_area(key=f"{key}.message").set_value("La page 3 dit 2019.")
    next(button for button in page.button if button.label == "Demander des corrections").click().run()
    assert "Version 2 : corrections demandées." in text_of(page)
    assert versions.listed(opened, SLUG)[0].status is Status.CORRECTIONS


def test_a_step_pressed_in_a_second_tab_is_told_to_have_done_nothing(opened: Store, site):
    as_somebody(site, ADMINISTRATOR)
    page = page_of(site)
    versions.move(opened, CONSOLE, SLUG, 2, Status.SUBMITTED, Status.VALIDATED)  # somebody else, or this person in another tab
    next(button for button in page.button if button.label == "Noter la validation du comité").click().run()
    assert "quelqu'un a agi : version 2, validée par le comité" in text_of(page)
    assert [step.status for step in versions.listed(opened, SLUG)[0].steps] == [Status.SUBMITTED, Status.VALIDATED]
    assert "quelqu'un a agi" not in text_of(page.run())


def test_a_study_is_submitted_where_it_is_edited(opened: Store, site):
    as_somebody(site, Grant(Role.AUTHOR, SLUG, date(2999, 1, 1)))
    page = page_of(site)
    assert f"(/modifier?etude={SLUG})" in text_of(page)
    assert "Soumettre" not in [button.label for button in page.button]


def test_a_link_from_a_member_to_a_comparison_says_nothing_wrong_to_who_reads_one_version(opened: Store, site):
    page = page_of(site, avant="1", apres="2", scenario="trend")
    assert "ne connaît pas ce paramètre" not in text_of(page)
    assert "Il faut deux versions pour les comparer" in text_of(page)


def test_a_member_without_that_role_is_offered_no_step(opened: Store, site):
    as_somebody(site, Grant(Role.REVIEWER, SLUG))
    page = page_of(site)
    assert "Version 2" in text_of(page)
    assert [button.label for button in page.button] == []


def test_a_version_has_an_address_of_its_own_and_says_that_a_newer_one_is_published(opened: Store, site):
    for to in ((Status.SUBMITTED, Status.VALIDATED), (Status.VALIDATED, Status.PUBLISHED)):
        versions.move(opened, CONSOLE, SLUG, 2, *to)
    first = life.frozen(opened, life.known(opened, SLUG, 1)).run().indicators
    site.switch_page("pages/publishing/kept.py")
    site.query_params["etude"], site.query_params["numero"] = SLUG, "1"
    in_whole(site)
    page = site.run()
    assert not page.exception
    told = text_of(page)
    assert "Une version plus récente est publiée" in told
    assert "aucune taille ne s'équilibre : il faudrait la moitié des baies signée avant les travaux" in told  # what only the page computed that day
    assert "sur la version courante : la page les calcule" not in told
    assert "Rejouer sur la version courante" in told
    assert [metric.value for metric in page.metric][:2] == [written(one) for one in list(first.values())[:2]]
    assert not page.slider


def written(headline) -> str:
    from studies.toolkit.reading import units

    return units.headline(headline.value, headline.unit)


def test_a_version_that_was_restored_keeps_its_own_name_at_its_own_address(opened: Store, site):
    versions.restore(opened, CONSOLE, SLUG, 1)
    site.switch_page("pages/publishing/kept.py")
    site.query_params["etude"], site.query_params["numero"] = SLUG, "1"
    told = text_of(site.run())
    assert "Version 1, publiée le" in told
    assert "Version 3" not in told


def test_the_public_never_reads_on_the_page_of_versions_what_was_changed_on_screen(opened: Store, site, monkeypatch):
    monkeypatch.setattr(life, "draft", lambda *_: pytest.fail("the public reads the draft of the screen"))
    site.switch_page("pages/publishing/history.py")
    site.query_params["etude"] = "hydrogen"
    page = site.run()
    assert not page.exception
    assert "Version 1" in text_of(page)


@pytest.mark.parametrize("asked", [{"etude": SLUG, "numero": "2"}, {"etude": SLUG, "numero": "99"}, {"etude": "nobody", "numero": "1"}])
def test_a_version_that_is_not_for_the_public_is_told_as_one_that_does_not_exist(opened: Store, site, asked):
    site.switch_page("pages/publishing/kept.py")
    for name, value in asked.items():
        site.query_params[name] = value
    page = site.run()
    assert "elle n'existe pas, ou n'est pas publiée" in text_of(page)
    assert len(page.title) == 1  # what a screen reader goes to first


def test_the_study_itself_stands_as_published_when_todays_code_gives_other_figures(opened: Store, site, monkeypatch):
    monkeypatch.setattr(life, "running", lambda *_: None)
    (one,) = [one for one in shown.public() if one.study.slug == SLUG]
    assert one.locked
    assert one.study.answered
    page = site.switch_page("pages/home.py").run()
    assert not page.exception
    assert "version 1, publiée le" in text_of(page)


def test_drafts_for_members_stay_so_when_the_store_cannot_be_read_any_more(opened: Store, monkeypatch):
    agency.show_drafts(opened, CONSOLE, agency.Drafts.MEMBERS)
    assert [one.study.slug for one in shown.public()] == [SLUG]

    def damaged():
        raise Refused(Fault("base de données", "endommagée", "restaurer"))

    monkeypatch.setattr(shown, "store", damaged)
    assert shown.public() == []
    assert not shown.for_everybody()


def test_a_draft_for_members_is_in_no_menu_and_on_no_page_of_the_public(opened: Store, site):
    agency.show_drafts(opened, CONSOLE, agency.Drafts.MEMBERS)
    assert [one.study.slug for one in shown.public()] == [SLUG]
    told = text_of(site.switch_page("pages/home.py").run())
    assert "Porc de qualité" not in told
    as_somebody(site, Grant(Role.AUTHOR, "pork", date(2999, 1, 1)))
    assert "Porc de qualité" in text_of(site.switch_page("pages/home.py").run())
