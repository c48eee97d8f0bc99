"""A good study, and what a committee says of it without any store."""

from datetime import UTC, datetime

import pytest

from data.store.writings.discussion import Remark
from data.store.writings.remarks import Position, Status
from studies.toolkit.running.study import Study
from tests.studies.study_changes import good_study

DAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def study() -> Study:
    return good_study()


def said(by: str, parameter: str, position: Position | None, value: float | None = None, **more) -> Remark:
    """What a member says of an assumption."""
    given = {"text": "Parce que.", "source": "", "place": "", "attachment": "", "author": by, "by": by, "at": DAY, "status": Status.OPEN}
    left = {"answer": "", "answered_at": None, "in_version": None, "hidden": "", "replies": ()}
    about = {"id": f"{by}-{parameter}", "study": "broadband", "version": "v", "item": f"parameter:{parameter}", "label": parameter}
    return Remark(**{**about, "position": position, "value": value, **given, **left, **more})
