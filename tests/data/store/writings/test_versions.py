"""The life of a version, its drafts and the settings of the agency, in both databases."""

from datetime import date

import pytest

from data.ground.faults import Refused
from data.store.access import CONSOLE, Actor
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.tables import kept_contents
from data.store.writings import agency, contents, drafts, versions
from data.store.writings.agency import Drafts
from data.store.writings.drafts import Conflict
from data.store.writings.versions import Snapshot, Status
from tests.data.store.conftest import signed_in

AUTHOR = Grant(Role.AUTHOR, "pork", date(2999, 1, 1))
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


def snapshot(figures: str, **files: bytes) -> Snapshot:
    return Snapshot(figures, "words", f"document {figures}".encode(), {"study.toml": b"title", **files})


def submitted(store: Store, actor: Actor = CONSOLE, figures: str = "aaa") -> int:
    return versions.submit(store, actor, "pork", snapshot(figures), "Première lecture")


def test_a_version_keeps_its_document_and_its_files_to_the_last_byte(store: Store):
    picture = bytes(range(256)) * 40
    number = versions.submit(store, CONSOLE, "pork", snapshot("aaa", picture=picture), "Première lecture")
    (found,) = versions.listed(store, "pork")
    assert (found.number, found.status, found.figures) == (number, Status.SUBMITTED, "aaa") == (1, "soumis", "aaa")
    assert versions.kept(store, found.document) == b"document aaa"
    assert versions.contents_of(store, found.files) == {"study.toml": b"title", "picture": picture}


def test_what_two_versions_hold_alike_is_kept_once(store: Store):
    for figures in ("aaa", "bbb", "ccc"):
        submitted(store, figures=figures)
    with store.reading() as connection:
        assert len(connection.execute(kept_contents.select()).all()) == 4  # three documents, one study.toml


def test_a_content_that_was_damaged_is_never_given_for_the_right_one(store: Store):
    submitted(store)
    (version,) = versions.listed(store, "pork")
    with store.counting() as connection:
        connection.execute(kept_contents.update().where(kept_contents.c.hash == version.document).values(content="eJwDAAAAAAE="))
    with pytest.raises(Refused, match="perdu ou abîmé"):
        versions.kept(store, version.document)


def test_an_author_submits_the_agency_asks_validates_and_publishes(store: Store):
    author, agency_ = signed_in(store, "Aline", AUTHOR), signed_in(store, "Zoé", ADMINISTRATOR)
    submitted(store, author)
    versions.move(store, agency_, "pork", 1, Status.SUBMITTED, Status.CORRECTIONS, "La page 3 dit 2019.")
    assert versions.submit(store, author, "pork", snapshot("bbb"), "Prix de 2024") == 2
    versions.move(store, agency_, "pork", 2, Status.SUBMITTED, Status.VALIDATED)
    versions.move(store, agency_, "pork", 2, Status.VALIDATED, Status.PUBLISHED)
    second, first = versions.listed(store, "pork")
    assert [step.status for step in first.steps] == ["soumis", "corrections demandées"]
    assert first.steps[1].message == "La page 3 dit 2019."
    assert [step.status for step in second.steps] == ["soumis", "validé par le comité", "publié"]
    assert versions.published(store)["pork"].number == 2


@pytest.mark.parametrize("to", [Status.CORRECTIONS, Status.VALIDATED])
def test_an_author_does_not_judge_her_own_version(store: Store, to: Status):
    author = signed_in(store, "Aline", AUTHOR)
    submitted(store, author)
    with pytest.raises(Refused, match="votre rôle ne le permet pas"):
        versions.move(store, author, "pork", 1, Status.SUBMITTED, to, "Rien à redire.")


def test_an_author_submits_nothing_to_the_study_of_another(store: Store):
    author = signed_in(store, "Aline", AUTHOR)
    with pytest.raises(Refused, match="votre rôle ne le permet pas"):
        versions.submit(store, author, "hydrogen", snapshot("aaa"), "Première lecture")
    assert versions.listed(store, "hydrogen") == []


@pytest.mark.parametrize(("since", "to"), [(since, to) for since in Status for to in Status if (since, to) not in versions.MOVES])
def test_a_version_takes_no_step_that_does_not_exist(store_once: Store, since: Status, to: Status):
    with pytest.raises(Refused, match="ne devient pas"):
        versions.move(store_once, CONSOLE, "pork", 1, since, to, "Parce que.")


def test_two_people_do_not_move_a_version_past_each_other(store: Store):
    submitted(store)
    versions.move(store, CONSOLE, "pork", 1, Status.SUBMITTED, Status.CORRECTIONS, "La page 3 dit 2019.")
    with pytest.raises(Refused, match="corrections demandées » : quelqu'un a agi entre-temps"):
        versions.move(store, CONSOLE, "pork", 1, Status.SUBMITTED, Status.VALIDATED)


def test_corrections_are_asked_with_a_word_and_a_version_is_submitted_with_one(store: Store):
    with pytest.raises(Refused, match="rien n'est écrit"):
        versions.submit(store, CONSOLE, "pork", snapshot("aaa"), "  ")
    submitted(store)
    with pytest.raises(Refused, match="rien n'est écrit"):
        versions.move(store, CONSOLE, "pork", 1, Status.SUBMITTED, Status.CORRECTIONS)


def test_the_same_study_is_not_submitted_twice(store: Store):
    submitted(store)
    with pytest.raises(Refused, match="rien n'a changé depuis la version 1"):
        submitted(store)


def test_restoring_makes_a_new_version_and_takes_none_away(store: Store):
    submitted(store, figures="aaa")
    submitted(store, figures="bbb")
    assert versions.restore(store, CONSOLE, "pork", 1) == 3
    third, second, first = versions.listed(store, "pork")
    assert (third.figures, third.document, third.files) == (first.figures, first.document, first.files)
    assert second.figures == "bbb"
    assert third.steps[0].message == "Rétablit la version 1"


def test_two_editors_never_overwrite_each_other_in_silence(store: Store):
    first, second = signed_in(store, "Aline", AUTHOR), signed_in(store, "Ève", AUTHOR)
    drafts.save(store, first, "pork", "text/story.md", b"avant", b"celui d'Aline")
    with pytest.raises(Conflict) as refused:
        drafts.save(store, second, "pork", "text/story.md", b"avant", "celui d'Ève".encode())
    assert refused.value.theirs.content == b"celui d'Aline"
    drafts.save(store, second, "pork", "text/story.md", b"celui d'Aline", b"les deux")
    assert drafts.read(store, "pork")["text/story.md"].content == b"les deux"


def test_several_files_of_a_draft_are_kept_together_or_not_at_all(store: Store):
    drafts.save(store, CONSOLE, "pork", "b.csv", None, b"deux")
    with pytest.raises(Conflict):
        drafts.save_all(store, CONSOLE, "pork", {"a.csv": (None, b"un"), "b.csv": (b"autre", b"trois")})
    assert list(drafts.read(store, "pork")) == ["b.csv"]


def test_a_file_is_taken_out_of_a_draft_and_a_draft_may_take_a_file_away(store: Store):
    drafts.save(store, CONSOLE, "pork", "a.csv", b"avant", None)
    assert drafts.read(store, "pork")["a.csv"].content is None
    drafts.forget(store, CONSOLE, "pork", ["a.csv"])
    assert drafts.read(store, "pork") == {}


def test_a_file_too_large_for_a_study_is_refused(store: Store):
    with pytest.raises(Refused, match="fichier de 6,1 Mo"):
        drafts.save(store, CONSOLE, "pork", "a.csv", None, b"x" * 6_000_001)


def test_everybody_reads_drafts_until_the_agency_keeps_them_for_members(store: Store):
    assert agency.drafts(store) is Drafts.EVERYBODY
    agency.show_drafts(store, CONSOLE, Drafts.MEMBERS)
    assert agency.drafts(store) is Drafts.MEMBERS
    with pytest.raises(Refused, match="votre rôle ne le permet pas"):
        agency.show_drafts(store, signed_in(store, "Aline", AUTHOR), Drafts.EVERYBODY)


def test_contents_are_named_by_what_they_hold():
    assert contents.name_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # SHA-256 of nothing, FIPS 180-4
