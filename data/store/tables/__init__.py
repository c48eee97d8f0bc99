"""The tables of the store, as they are now. `migrations/` brings an older store to this; a test compares the two."""

from data.store.tables.committee import meeting_levers, meetings, remarks, replies, sign_offs
from data.store.tables.kinds import METADATA, Day, Json, Moment, canonical
from data.store.tables.persons import invitations, journal, people, roles, sessions
from data.store.tables.studies import draft_files, kept_contents, reports, saved_scenarios, settings, version_steps, versions, visits

__all__ = [
    "METADATA",
    "Day",
    "Json",
    "Moment",
    "canonical",
    "draft_files",
    "invitations",
    "journal",
    "kept_contents",
    "meeting_levers",
    "meetings",
    "people",
    "remarks",
    "replies",
    "reports",
    "roles",
    "saved_scenarios",
    "sessions",
    "settings",
    "sign_offs",
    "version_steps",
    "versions",
    "visits",
]
