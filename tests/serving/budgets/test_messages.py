"""A flood on one page is a run now and then; whoever moves a lever, pushes a button or has many neighbours notices nothing."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from data.ground.budgets import Budget
from pages.serving.budgets import messages, refusing
from pages.serving.budgets.messages import Messages

CONNECT, CLOSED = {"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1001}
LATER = {"type": "later"}  # time passes, until every budget is full again
NEVER = 1e9  # [s] no second one in the time of a test


class Clock:
    """A clock that the test moves [s]."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    """Five parts of a page at once, or two whole pages, and none after until it is LATER."""
    clock = Clock()
    for name, most in (("OPENED", 3), ("ASKED", 100_000), ("PART", 5), ("WHOLE", 2), ("FROM", 1_000)):
        monkeypatch.setattr(messages, name, Budget(most, NEVER, clock))
    monkeypatch.setattr(refusing, "EVENTS", Budget(1, NEVER))
    return clock


def run(value: float = 0.0, fragment: str = "levers", button: bool = False, automatic: bool = False) -> dict:
    """A message that asks for a run, with a lever on a value."""
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = "porc-de-qualite", fragment, automatic
    lever = WidgetState(id="lever")
    lever.double_array_value.data.append(value)
    pushed = [WidgetState(id="button", trigger_value=True)] if button else []
    message.rerun_script.widget_states.widgets.extend([lever, *pushed])
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def heartbeat() -> dict:
    message = BackMsg()
    message.app_heartbeat = True
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def lever_of(message: dict) -> float:
    (value,) = BackMsg.FromString(message["bytes"]).rerun_script.widget_states.widgets[0].double_array_value.data
    return value


def asked(sent: list[dict], clock: Clock) -> list[dict]:
    """The runs that the application receives of a page that sends all that at once, then waits."""
    received, _ = passed([CONNECT, *sent, LATER, heartbeat(), LATER, heartbeat(), CLOSED], clock)
    return [message for message in received if message.get("bytes") and BackMsg.FromString(message["bytes"]).WhichOneof("type") == "rerun_script"]


def passed(
    sent: list[dict], clock: Clock, path: str = "/_stcore/stream", client: tuple[str, int] = ("192.0.2.1", 5)
) -> tuple[list[dict], list[dict]]:
    """What the application receives of a page that sends all that at once, and what the page is sent."""
    coming, received, told = list(sent), [], []

    async def receive() -> dict:
        await asyncio.sleep(0)
        if coming[0] is LATER:
            clock.now += 10 * NEVER
            coming.pop(0)
        return coming.pop(0)

    async def send(message: dict) -> None:
        told.append(message)

    async def application(_scope: dict, given: Callable, _send: Callable) -> None:
        while not received or received[-1]["type"] != "websocket.disconnect":
            received.append(await given())

    scope = {"type": "websocket", "path": path, "client": client, "headers": [], "extensions": {"websocket.http.response": {}}}
    with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop running in the thread of the tests
        apart.submit(asyncio.run, Messages(application)(scope, receive, send)).result()
    return received, told


def test_ten_thousand_messages_are_a_handful_of_runs_and_the_last_one_is_done(caplog, clock):
    received, told = passed([CONNECT, *(run(float(value)) for value in range(10_000)), LATER, heartbeat(), CLOSED], clock)
    assert [lever_of(message) for message in received[1:-2]] == [0, 1, 2, 3, 4, 9_999]
    said = [ForwardMsg.FromString(message["bytes"]).delta.new_element.toast.body for message in told]
    assert said and all("seule la dernière est calculée" in words for words in said)
    assert [(record.event, record.address) for record in caplog.records if record.name == "studio.security"] == [("messages_of_a_page", "192.0.2.1")]


def test_the_whole_page_is_asked_less_often_than_a_part_of_it(clock):
    assert [lever_of(message) for message in asked([run(float(value), fragment="") for value in range(2_000)], clock)] == [0, 1, 1_999]


def test_who_drags_a_lever_is_told_nothing(caplog, clock):
    _, told = passed([CONNECT, *(run(float(value)) for value in range(100)), CLOSED], clock)
    assert (told, caplog.records) == ([], [])


def test_a_button_that_was_pushed_is_never_left_out(clock):
    late = asked([*(run() for _ in range(8)), run(button=True), run(), run(7.0)], clock)[5:]
    said = [BackMsg.FromString(message["bytes"]).rerun_script.widget_states.widgets for message in late]
    assert [[state.id for state in states] for states in said] == [["lever", "button"], ["lever"]]


def test_a_page_that_is_closed_leaves_its_buttons_done_and_draws_nothing_more(clock):
    received, _ = passed([CONNECT, *(run() for _ in range(5)), run(8.0), run(9.0, button=True), run(10.0), CLOSED], clock)
    assert [lever_of(message) for message in received[6:-1]] == [9.0]


def test_another_part_of_the_page_is_another_run(clock):
    late = asked([*(run() for _ in range(5)), run(fragment="a"), run(fragment="b"), run(fragment="a")], clock)[5:]
    assert [BackMsg.FromString(message["bytes"]).rerun_script.fragment_id for message in late] == ["a", "b", "a"]


def test_what_a_page_asks_by_itself_does_not_take_the_place_of_what_somebody_did(clock):
    late = asked([*(run() for _ in range(5)), run(3.0), run(3.0, automatic=True)], clock)[5:]
    assert [BackMsg.FromString(message["bytes"]).rerun_script.is_auto_rerun for message in late] == [False, True]


def test_what_asks_for_no_run_passes_and_what_is_unreadable_is_left_to_streamlit(clock):
    wrong = {"type": "websocket.receive", "bytes": b"\xff\xff\xff"}
    text = {"type": "websocket.receive", "text": "bonjour"}
    received, _ = passed([CONNECT, *(heartbeat() for _ in range(9)), wrong, text, CLOSED], clock)
    assert len(received) == 13


def test_runs_wait_for_their_time_and_none_is_lost(monkeypatch, clock):
    monkeypatch.setattr(messages, "PART", Budget(1, 0.01))  # [s]
    monkeypatch.setattr(messages, "MOST_WAITING", 3)
    received, _ = passed([CONNECT, *(run(float(value), button=True) for value in range(20)), heartbeat(), CLOSED], clock)
    assert [lever_of(message) for message in received[1:21]] == [float(value) for value in range(20)]


def test_an_address_that_opens_pages_without_end_is_told_to_wait_and_another_is_not(clock):
    for _ in range(3):
        assert passed([CONNECT, CLOSED], clock)[0]
    received, told = passed([CONNECT], clock)
    assert received == []
    assert (told[0]["type"], told[0]["status"]) == ("websocket.http.response.start", 429)
    assert int(dict(told[0]["headers"])[b"retry-after"]) > 0
    assert told[1]["body"].decode("utf-8").startswith("Trop de pages ouvertes en peu de temps")
    assert passed([CONNECT, CLOSED], clock, client=("192.0.2.2", 5))[0]


def test_pages_of_one_address_share_what_an_address_may_ask(monkeypatch, clock):
    monkeypatch.setattr(messages, "FROM", Budget(6, NEVER, clock))
    for expected in (5, 1):  # five of its own, then the one that is left
        received, _ = passed([CONNECT, *(run() for _ in range(5)), CLOSED], clock)
        assert len(received) - 2 == expected


def test_other_connections_are_left_alone(clock):
    received, _ = passed([CONNECT, *(run() for _ in range(50)), CLOSED], clock, path="/ailleurs")
    assert len(received) == 52


def test_pages_that_open_together_begin_one_at_a_time_and_what_else_is_asked_passes_between_them():
    order = []

    async def application(scope: dict, given: Callable, _send: Callable) -> None:
        await given()
        order.append(scope["page"])

    async def opened(page: int) -> None:
        scope = {"type": "websocket", "path": "/_stcore/stream", "client": ("192.0.2.1", 5), "headers": [], "page": page}
        await several(scope, lambda: asyncio.sleep(0, run(fragment="")), None)

    async def health() -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        order.append("health")

    async def together() -> None:
        await asyncio.gather(*map(opened, range(3)), health())

    several = Messages(application)
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, together()).result()
    assert sorted(map(str, order)) == ["0", "1", "2", "health"] and order[-1] != "health"
