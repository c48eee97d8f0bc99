"""One small study, its store, and members of its committee."""

import pytest

from data.store import opening, people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.permissions import Grant, Role
from data.store.writings import drafts
from studies import catalog
from studies.publishing import life
from studies.publishing.editing import rows
from tests.studies.conftest import root  # noqa: F401

SLUG, FILE = "broadband", "parameters.csv"
REVIEWER, ADMINISTRATOR = Grant(Role.REVIEWER, SLUG), Grant(Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def small_studio(tmp_path, monkeypatch, root):  # noqa: F811
    """One small study, and a store of this test only."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))


def somebody(name: str, *grants: Grant) -> Actor:
    """Somebody with those roles, in a browser of hers."""
    token = people.invite(opening.store(), CONSOLE, [Newcomer(name)], grants)[0].token
    return Actor(session=signing.enter(opening.store(), token).session)


def submitted(**values: str) -> int:
    """Submits the draft, some assumptions with other values; the number of the version."""
    for name, value in values.items():
        seen = life.files_of_draft(opening.store(), SLUG)[FILE]
        drafts.save(opening.store(), CONSOLE, SLUG, FILE, seen, rows.changed(seen, FILE, name, {"value": value}))
    return life.submit(opening.store(), CONSOLE, SLUG, "Une version à relire.")


def opened(site, actor: Actor | None = None, **asked: str):
    """The page of the committee, as somebody opens it."""
    if actor is not None:
        site.user = {"session": actor.session}
    site.switch_page("pages/publishing/committee.py")
    for name, value in {"etude": SLUG, **asked}.items():
        if value:
            site.query_params[name] = value
    return site.run()


def study_page(site, actor: Actor | None = None):
    """The page of the study, as somebody opens it."""
    if actor is not None:
        site.user = {"session": actor.session}
    site.switch_page(str(catalog.folder_of(SLUG) / "page.py"))
    return site.run()


def pressed(page, label: str):
    """The page once the button of that label is pressed."""
    return next(button for button in page.button if button.label.replace("\xa0", " ") == label).click().run()
