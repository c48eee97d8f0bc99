"""The tables of the store, as they are now. `migrations/` brings an older store to this; a test compares the two."""

from data.store.tables.committee import meeting_levers, meetings, remarks, replies, sign_offs
from data.store.tables.decisions import action_steps, actions, addenda, attendance, decisions, flags, outcomes, sitting_documents, sittings
from data.store.tables.kinds import METADATA, Day, Json, Moment, canonical
from data.store.tables.persons import invitations, journal, people, roles, sessions
from data.store.tables.studies import draft_files, kept_contents, reports, saved_scenarios, settings, version_steps, versions, visits

__all__ = [
    "Day",
    "Json",
    "METADATA",
    "Moment",
    "action_steps",
    "actions",
    "addenda",
    "attendance",
    "canonical",
    "decisions",
    "draft_files",
    "flags",
    "invitations",
    "journal",
    "kept_contents",
    "meeting_levers",
    "meetings",
    "outcomes",
    "people",
    "remarks",
    "replies",
    "reports",
    "roles",
    "saved_scenarios",
    "sessions",
    "settings",
    "sign_offs",
    "sitting_documents",
    "sittings",
    "version_steps",
    "versions",
    "visits",
]
