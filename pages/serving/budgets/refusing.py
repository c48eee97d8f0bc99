"""On whose budget a demand counts, and how one that is beyond it is refused: in French where it happens, and as a security event in the log."""

import logging
import math
from typing import Any

from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from data.ground import budgets, french
from data.ground.faults import Fault

LOG = logging.getLogger("studio.security")
EVENTS = budgets.named("security_events")


def client_address(scope: Scope) -> str:
    """The address from which somebody asks, as budgets count it; "" when it is not known."""
    client = scope.get("client")
    return budgets.network(client[0]) if client else ""


def note(event: str, whose: str, what: str) -> None:
    """Writes a security event in the log: once a minute for one address, so that a flood does not fill it."""
    if EVENTS.take(f"{event} {whose}"):
        LOG.warning("%s", what, extra={"event": event, "address": whose})


def seconds(wait: float) -> int:
    """A time to wait as people and programs are told it [s]: whole, one at least."""
    return max(1, math.ceil(wait))


def words(fault: Fault) -> str:
    """A refusal in one line of plain text, for what no page shows."""
    return french.spaced(f"{french.begun(fault.fault)} : {fault.remedy}.")


def refusal(fault: Fault, status: int, wait: float = 0.0) -> Response:
    """A refusal in French, with the time after which to try again [s] when there is one."""
    headers: dict[str, Any] = {"Cache-Control": "no-store"} | ({"Retry-After": str(seconds(wait))} if wait else {})
    return PlainTextResponse(words(fault), status, headers=headers)
