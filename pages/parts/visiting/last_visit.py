"""The day of the visit before this one, as the browser keeps it: two days in a cookie, no identity. `pages/serving/last_visit.py` writes it."""

import re
from datetime import date

import streamlit as st

COOKIE = "studio_last_visit"
DAYS = re.compile(r"(?:(?P<before>\d{4}-\d\d-\d\d)\.)?(?P<last>\d{4}-\d\d-\d\d)", re.ASCII)


def before_this_one() -> date | None:
    """The day of the visit before this one; None at a first visit, or when the browser keeps no cookie."""
    return before(cookie())


def cookie() -> str:
    """What the browser of this page keeps, "" for nothing."""
    return str(st.context.cookies.get(COOKIE, ""))


def before(kept: str) -> date | None:
    """The day of the visit before, of what a cookie keeps; None when it names none, or when somebody wrote something else there."""
    return _days(kept)[0]


def renewed(kept: str, today: date) -> str:
    """What a cookie keeps from today on: "2026-11-20.2026-11-30", the same all day long."""
    _, last = _days(kept)
    if last == today:
        return kept
    return f"{last}.{today}" if last and last < today else f"{today}"


def _days(kept: str) -> tuple[date | None, date | None]:
    found = DAYS.fullmatch(kept)
    if found is None:
        return None, None
    try:
        days = [date.fromisoformat(text) if text else None for text in found.group("before", "last")]
    except ValueError:  # the 31st of February
        return None, None
    return days[0], days[1]
