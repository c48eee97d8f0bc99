"""Who may do what: each cell of the table of permissions, in both databases."""

import csv
from datetime import date

import pytest

from data.store import permissions
from data.store.access import PUBLIC
from data.store.opening import Store
from data.store.permissions import EVERY_STUDY, Grant, Role, Scope
from tests.data.store.conftest import may, signed_in

LATER = date(2999, 1, 1)
# What the design asks of each role, written here apart from permissions.csv: anything else is refused.
PUBLIC_MAY = {"enter", "report_error", "save_scenario"}
ANYBODY_SIGNED_IN_MAY = PUBLIC_MAY | {"sign_out", "export_own"}
OF_VERSIONS = {"read_draft", "edit_study", "ask_corrections", "validate_version", "publish_version", "change_settings"}
OF_SITTINGS = {"hold_sitting", "tell_outcome", "flag_decision", "answer_flag"}
OF_A_MEMBER = {"read_remarks", "discuss_remark", "join_meeting"}
OF_A_ROLE = {
    Role.ELECTED: {"give_remark", "sign_off", "read_minutes", *OF_A_MEMBER},
    Role.REVIEWER: {"read_draft", "give_remark", "sign_off", "read_minutes", *OF_A_MEMBER},
    Role.AUTHOR: {"answer_report", "read_draft", "edit_study", "answer_remark", "read_minutes", "follow_action", *OF_A_MEMBER},
    Role.CONTRIBUTOR: {"read_draft", "give_remark", *OF_A_MEMBER},
    Role.ADMINISTRATOR: {
        *OF_A_MEMBER,
        "give_remark",
        "answer_remark",
        "moderate_remark",
        "hold_meeting",
        "answer_report",
        "import_inventory",
        "manage_people",
        "erase_person",
        "read_journal",
        "back_up",
        "sweep",
        "read_minutes",
        "follow_action",
        *OF_SITTINGS,
        *OF_VERSIONS,
    },
}


def test_the_public_may_do_only_what_is_open_to_all(store: Store):
    assert {action for action in permissions.actions() if may(store, PUBLIC, action, "pork")} == PUBLIC_MAY


@pytest.mark.parametrize("role", permissions.GIVEN)
def test_each_role_may_do_what_the_design_says_and_nothing_else(store: Store, role: Role):
    until = LATER if role is Role.AUTHOR else None
    actor = signed_in(store, "Aline", Grant(role, EVERY_STUDY, until))
    assert {action for action in permissions.actions() if may(store, actor, action, "pork")} == ANYBODY_SIGNED_IN_MAY | OF_A_ROLE[role]


def test_a_role_for_one_study_says_nothing_of_another(store: Store):
    actor = signed_in(store, "Aline", Grant(Role.AUTHOR, "pork", LATER))
    assert may(store, actor, "answer_report", "pork")
    assert not may(store, actor, "answer_report", "hydrogen")


def test_a_role_ends_after_its_last_day():
    grant = Grant(Role.AUTHOR, "pork", date(2026, 11, 29))
    assert permissions.permitted("answer_report", "pork", [grant], True, date(2026, 11, 29))
    assert not permissions.permitted("answer_report", "pork", [grant], True, date(2026, 11, 30))


def test_a_role_for_one_study_never_opens_what_concerns_the_house():
    for action in permissions.actions().values():
        if action.scope is Scope.HOUSE:
            assert not permissions.permitted(action.name, "pork", [Grant(role, "pork") for role in permissions.GIVEN], True, date(2026, 11, 29))


def test_the_table_of_permissions_names_every_role_and_marks_with_x_only():
    with permissions.TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"action", "label", "scope", *(role.value for role in Role)}
    assert {row[role.value] for row in rows for role in Role} <= {"", "x"}
