"""What the public reads of the remarks on a study: nothing that tells of a thing that no published version has."""

from dataclasses import replace

from data.store import opening
from data.store.access import CONSOLE, PUBLIC
from data.store.writings import discussion, remarks, versions
from data.store.writings.remarks import Pinned, Said, Status
from data.store.writings.versions import Status as Standing
from pages.parts.remarks import things
from studies import catalog
from tests.pages.committee.conftest import REVIEWER, SLUG, somebody, study_page, submitted


def answered(item: str, label: str) -> None:
    """A remark that a member made on a thing, and that was answered."""
    store = opening.store()
    given = remarks.give(store, somebody(f"Membre de {item}", REVIEWER), Pinned(SLUG, "abc", item, label), Said("À revoir."))
    remarks.answer(store, CONSOLE, given, Status.REFUSED, "Maintenu.")


def test_an_answered_remark_on_a_thing_of_a_draft_stays_with_the_members(site):
    answered("parameter:secret_of_the_draft", "Hypothèse : secret du brouillon")
    member = somebody("Aline Vert", REVIEWER)
    assert "Avis" not in [tab.label for tab in study_page(site).tabs]
    page = study_page(site, member)
    assert "Avis" in [tab.label for tab in page.tabs]


def test_it_is_read_by_all_once_a_version_that_has_the_thing_is_published_and_after_that_for_ever():
    store, study = opening.store(), catalog.get(SLUG)
    name, parameter = next(iter(study.parameters.items()))
    answered(f"parameter:{name}", parameter.label)
    answered("commune:48095", "Commune : Mende")
    without = replace(study, parameters={other: one for other, one in study.parameters.items() if other != name})
    said = discussion.of_study(store, PUBLIC, SLUG)

    def read() -> list[str]:
        return [one.item for one in things.for_everybody(without, said)]

    assert read() == ["commune:48095"]
    number = submitted()
    assert read() == ["commune:48095"]  # submitted: its members alone read it
    versions.move(store, CONSOLE, SLUG, number, Standing.SUBMITTED, Standing.VALIDATED)
    versions.move(store, CONSOLE, SLUG, number, Standing.VALIDATED, Standing.PUBLISHED)
    assert sorted(read()) == ["commune:48095", f"parameter:{name}"]
