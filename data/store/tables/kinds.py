"""How values are kept in the tables: moments are text in UTC and facts of the journal are text in JSON, so that both databases, a backup and a hash
hold the same characters."""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Dialect, MetaData, String, Text, TypeDecorator


class Moment(TypeDecorator):
    """An aware datetime, kept as `2026-11-29T22:15:00.123456Z`: its order as text is its order in time."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator):
    """A date, kept as `2026-11-29`."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Json(TypeDecorator):
    """A value that JSON can write, always in the same characters. ValueError on what is not finite."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return canonical(value)

    def process_result_value(self, value: str, dialect: Dialect) -> Any:
        return json.loads(value)


def canonical(value: Any) -> str:
    """The one way in which a value is written in JSON here."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))


NAMES = {  # so that a migration can name what it changes
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}
METADATA = MetaData(naming_convention=NAMES)
