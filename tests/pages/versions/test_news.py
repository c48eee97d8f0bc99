"""The home page tells what has changed since the last visit; who reads the drafts is a setting of the agency."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.store.access import CONSOLE
from data.store.opening import store
from data.store.permissions import Grant, Role
from data.store.writings import agency, reports, versions
from data.store.writings.agency import Drafts
from data.store.writings.reports import About
from data.store.writings.versions import Status
from pages.parts.visiting import last_visit
from studies import catalog
from studies.publishing import life
from tests.pages.accounts.test_team import as_somebody
from tests.pages.conftest import text_of
from tests.studies.study_changes import cell, copy_of_the_good_study, edit

SLUG = "broadband"
TODAY = datetime.now(UTC).date()
TITLE = "Ce qui a changé depuis votre dernière visite"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One small study and an empty store."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(catalog, "ROOT", tmp_path / "studies")
    return copy_of_the_good_study(tmp_path / "studies")


def publish(message: str) -> None:
    number = life.submit(store(), CONSOLE, SLUG, message)
    versions.move(store(), CONSOLE, SLUG, number, Status.SUBMITTED, Status.VALIDATED)
    versions.move(store(), CONSOLE, SLUG, number, Status.VALIDATED, Status.PUBLISHED)


def came_before(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """The browser was here that many days ago, and today."""
    monkeypatch.setattr(last_visit, "cookie", lambda: f"{TODAY - timedelta(days=days)}.{TODAY}")


def test_a_reader_who_comes_back_is_told_what_was_published_and_what_moved_most(site, folder: Path, monkeypatch: pytest.MonkeyPatch):
    assert "Usages du très haut débit" in text_of(site.run()) and TITLE not in text_of(site)  # a first visit
    came_before(monkeypatch, 3)
    assert TITLE not in text_of(site.run())  # nothing has changed
    publish("Première *lecture*.")
    cell("parameters.csv", "final_coverage", "value", "0.986")(folder)
    publish("Moins de logements isolés")
    about = About(SLUG, "aaa", "indicator:subscribers_2031", "Abonnés à la fibre, fin 2030")
    reports.answer(store(), CONSOLE, reports.report(store(), CONSOLE, about, "Il manque 2030."), reports.Status.MENDED, "Ajouté.")
    told = text_of(site.run())
    assert TITLE in told
    assert "**Usages du très haut débit**, [version 1](/versions?etude=broadband), publiée le" in told
    assert "[version 2](/versions?etude=broadband), publiée le" in told
    assert re.search(r"Moins de logements isolés. Ce qui bouge le plus : .+ → .+ \(.+\)\.", told)
    assert r"Première \*lecture\*. Première version publiée." in told
    assert "[erreur corrigée](/erreurs) le" in told and "Abonnés à la fibre, fin 2030." in told


@pytest.mark.parametrize(
    ("kept", "before"),
    [
        ("2026-11-20.2026-11-30", date(2026, 11, 20)),
        ("2026-11-30", None),
        ("", None),
        ("2026-02-31.2026-11-30", None),
        ("<script>", None),
        ("2026-11-20.2026-11-30.", None),
    ],
)
def test_the_visit_before_is_read_from_two_days_and_nothing_else(kept: str, before: date | None):
    assert last_visit.before(kept) == before


@given(st.lists(st.dates(), min_size=1, max_size=6).map(sorted))
def test_the_visit_before_is_the_last_other_day_however_many_pages_were_read(days: list[date]):
    kept = ""
    for day in days:
        for _ in range(2):
            kept = last_visit.renewed(kept, day)
    others = sorted(set(days))[:-1]
    assert last_visit.before(kept) == (others[-1] if others else None)


@given(st.text(max_size=40), st.dates())
def test_whatever_a_browser_says_today_is_kept(kept: str, today: date):
    assert last_visit.renewed(last_visit.renewed(kept, today), today) == last_visit.renewed(kept, today)
    assert last_visit.renewed(kept, today).endswith(str(today))


def test_the_agency_keeps_the_drafts_for_members_and_nothing_of_them_is_left(site, folder: Path, monkeypatch: pytest.MonkeyPatch):
    about = About(SLUG, "aaa", "indicator:subscribers_2031", "Abonnés à la fibre")
    reports.answer(store(), CONSOLE, reports.report(store(), CONSOLE, about, "Il manque 2030."), reports.Status.MENDED, "Ajouté.")
    as_somebody(site, Grant(Role.ADMINISTRATOR))
    page = site.switch_page("pages/team.py").run()
    page.radio(key="team.drafts.who").set_value(Drafts.MEMBERS)
    next(button for button in page.button if button.label == "Enregistrer ce réglage").click().run()
    assert "Réglage enregistré." in text_of(page)
    assert agency.drafts(store()) is Drafts.MEMBERS
    home = site.switch_page("pages/home.py").run()
    assert not home.exception, home.exception
    assert "Usages du très haut débit" in text_of(home)  # an administrator reads drafts
    site.user = {}
    came_before(monkeypatch, 3)
    edit("study.toml", "edition = 2018", 'edition = "hier"')(folder)  # a fault too is told to members only
    for page in ("home", "reported", "provenance"):
        said = text_of(site.switch_page(f"pages/{page}.py").run())
        assert "Usages du très haut débit" not in said and "broadband" not in said and "Abonnés à la fibre" not in said, page
        assert not [drawer for drawer in site.expander if "broadband" in drawer.label]
