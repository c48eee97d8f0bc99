"""An accepted counter-value in the draft of its study: its row alone, the bound that it passes, who asked for it."""

import csv
import io

import pytest

from data.ground.faults import Refused
from data.store import signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store, store
from data.store.people import invite
from data.store.permissions import Grant, Role
from data.store.writings import discussion, drafts, remarks
from data.store.writings.remarks import Pinned, Position, Said, Status
from studies import catalog
from studies.committee import accepting
from studies.publishing import life
from tests.hostile_texts import TEXTS
from tests.studies.committee.conftest import said
from tests.studies.study_changes import GOOD

SLUG = "broadband"


@pytest.fixture
def opened(tmp_path, monkeypatch) -> Store:
    """An empty store, beside a folder of studies that holds the good one."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    monkeypatch.setattr(catalog, "ROOT", GOOD.parent)
    return store()


@pytest.fixture
def member(opened: Store) -> Actor:
    return Actor(session=signing.enter(opened, invite(opened, CONSOLE, [Newcomer("Aline")], [Grant(Role.REVIEWER)])[0].token).session)


def given(opened: Store, member: Actor, item: str, value: float | None, position: Position | None = Position.LOW):
    remarks.give(opened, member, Pinned(SLUG, "v", item, "Hypothèse"), Said("Vu.", position, value, "Trois devis" if value else ""))
    return discussion.of_study(opened, member, SLUG)[-1]


def row_of(content: bytes, name: str) -> dict[str, str]:
    return next(row for row in csv.DictReader(io.StringIO(content.decode())) if row["id"] == name)


def test_the_value_and_the_note_change_and_no_other_byte(opened, member):
    before = life.files_of_draft(opened, SLUG)["parameters.csv"]
    number = accepting.accept(opened, CONSOLE, given(opened, member, "parameter:innovation", 0.22), "Oui.")
    after = life.files_of_draft(opened, SLUG)["parameters.csv"]
    assert number == 1
    row, was = row_of(after, "innovation"), row_of(before, "innovation")
    assert {name for name in row if row[name] != was[name]} == {"value", "note"}
    assert row["value"] == "0.22"
    assert "0,2 par an jugé trop bas" in row["note"].replace("\N{NO-BREAK SPACE}", " ") and row["note"].endswith("Source donnée : Trois devis.")
    lines = zip(before.decode().splitlines(), after.decode().splitlines(), strict=True)
    assert [old.split(",")[0] for old, new in lines if old != new] == ["innovation"]
    (kept,) = discussion.of_study(opened, member, SLUG)
    assert (kept.status, kept.in_version) == (Status.ACCEPTED, 1)


@pytest.mark.parametrize(("value", "position", "bound"), [(0.3, Position.LOW, "high"), (0.1, Position.HIGH, "low"), (0.24, Position.LOW, "")])
def test_a_bound_that_the_value_passes_goes_with_it(opened, value, position, bound):
    parameter = catalog.get(SLUG).parameters["innovation"]
    cells = accepting.row(parameter, said("a", "innovation", position, value))
    assert {name for name in ("low", "high") if name in cells} == ({bound} if bound else set())
    assert not bound or cells[bound] == repr(value)


def test_a_remark_without_a_value_changes_no_file(opened, member):
    accepting.accept(opened, CONSOLE, given(opened, member, "commune:48095", None, None), "Ce sera dit.")
    assert drafts.read(opened, SLUG) == {}


def test_an_answer_without_a_word_is_refused_and_no_file_changes(opened, member):
    remark = given(opened, member, "parameter:innovation", 0.22)
    with pytest.raises(Refused, match="rien n'est écrit"):
        accepting.accept(opened, CONSOLE, remark, "  ")
    assert drafts.read(opened, SLUG) == {}


def test_an_assumption_that_is_not_in_the_file_of_the_study_is_the_agencys(opened, member):
    remark = given(opened, member, "parameter:unicorns", 3.0)
    with pytest.raises(Refused, match="n'est pas une hypothèse de son fichier"):
        accepting.accept(opened, CONSOLE, remark, "Oui.")
    (kept,) = discussion.of_study(opened, member, SLUG)
    assert kept.status is Status.OPEN


def test_what_was_answered_meanwhile_is_not_accepted_again(opened, member):
    remark = given(opened, member, "parameter:innovation", 0.22)
    accepting.accept(opened, CONSOLE, remark, "Oui.")
    (kept,) = discussion.of_study(opened, member, SLUG)
    with pytest.raises(Refused, match="déjà accepté"):
        accepting.accept(opened, CONSOLE, kept, "Encore.")


def test_what_was_refused_or_taken_back_since_the_page_was_drawn_changes_no_file(opened, member):
    refused = given(opened, member, "parameter:innovation", 0.22)
    remarks.answer(opened, CONSOLE, refused.id, Status.REFUSED, "Maintenu.")
    with pytest.raises(Refused, match="déjà refusé"):
        accepting.accept(opened, CONSOLE, refused, "Oui.")
    taken_back = given(opened, member, "parameter:innovation", 0.23)
    remarks.withdraw(opened, member, taken_back.id)
    with pytest.raises(Refused, match="n'existe pas"):
        accepting.accept(opened, CONSOLE, taken_back, "Oui.")
    assert drafts.read(opened, SLUG) == {}


@pytest.mark.parametrize("source", TEXTS.values(), ids=TEXTS)
def test_the_draft_is_read_whatever_the_source_of_a_member_holds(opened, member, source):
    hostile = Said("Vu.", Position.LOW, 0.22, " ".join(source.split()).replace("\u2028", "").replace("\u2029", ""))
    remarks.give(opened, member, Pinned(SLUG, "v", "parameter:innovation", "Hypothèse"), hostile)
    accepting.accept(opened, CONSOLE, discussion.of_study(opened, member, SLUG)[-1], "Oui.")
    assert life.draft(opened, SLUG).parameters["innovation"].value == 0.22
