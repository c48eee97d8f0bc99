"""What one open page may ask: the runs beyond its budget wait, and only the newest of those that ask for the same thing is done.

A page that is open sends a message for each gesture, and each one makes the server compute. Ten thousand of them on one connection kept everybody
else from being answered. Nothing that a person does is lost: a message that waits holds the state of all the levers, so that a newer one of the same
part says all that it said; one that pushes a button is never left out. Of a page that is closed while some wait, the buttons alone are done.
"""

import asyncio
import itertools
from collections import deque

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer

from data.ground import budgets, french
from data.ground.budgets import Budget
from data.ground.faults import Fault
from pages.serving.budgets import refusing

STREAM = "/_stcore/stream"  # where the pages of Streamlit are connected
OPENED, ASKED = map(budgets.named, ("pages_opened", "messages_of_a_page"))
PART, WHOLE, FROM = map(budgets.named, ("parts_of_a_page", "whole_runs_of_a_page", "runs_of_an_address"))
MOST_WAITING = budgets.most("runs_waiting")
MANY_LEFT_OUT = budgets.most("runs_left_out")
TOO_MANY_PAGES = Fault("cette adresse", "trop de pages ouvertes en peu de temps depuis cette adresse du réseau", "recharger la page dans une minute")
SLOWED = "Trop de demandes : seule la dernière est calculée. Attendre quelques secondes."
BUTTONS = ("trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value")
_numbers = itertools.count()
_open: set[str] = set()  # the pages connected now


def open_pages() -> int:
    """How many pages are connected to this process."""
    return len(_open)


class Messages:
    """Keeps each open page, and all those of one address, within their budgets."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self._turns = app, asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAM):
            return await self.app(scope, receive, send)
        address = refusing.client_address(scope)
        if not OPENED.take(address):
            refusing.note("pages_opened", address, TOO_MANY_PAGES.fault)
            await receive()  # websocket.connect
            return await refusing.refusal(TOO_MANY_PAGES, 429, OPENED.wait(address))(scope, receive, send)
        page = OnePage(address, receive, send, self._turns)
        try:
            return await self.app(scope, page.receive, send)
        finally:
            page.leave()


class OnePage:
    """The messages of one open page, on their way to the application."""

    def __init__(self, address: str, receive: Receive, send: Send, turns: asyncio.Lock) -> None:
        self._address, self._receive, self._send, self._turns = address, receive, send, turns
        self._page = str(next(_numbers))
        self._line: deque[tuple[Message, ClientState | None]] = deque()  # what waits; None for what asks for no run
        self._coming: asyncio.Task[Message] | None = None
        self._left_out = 0
        self._closing = False
        _open.add(self._page)

    async def receive(self) -> Message:
        """The next message that the application may have."""
        while not self._may_pass():
            if self._coming is None and len(self._line) < MOST_WAITING:
                self._coming = asyncio.create_task(self._read())
            wait = self._wait() if self._line else None
            if self._coming is None:
                await asyncio.sleep(wait)  # the line is full
                continue
            done, _ = await asyncio.wait({self._coming}, timeout=wait)
            if done:
                self._coming = None
                await self._line_up(done.pop().result())
        message, run = self._line.popleft()
        if run is not None:
            if not self._closing:
                _own(run).count(self._page)
                FROM.count(self._address)
            if not run.fragment_id:  # it begins a thread, which the loop waits for: two hundred pages at once would keep it for seconds from all else
                async with self._turns:
                    await asyncio.sleep(0)
        return message

    def leave(self) -> None:
        """Waits for nothing more."""
        _open.discard(self._page)
        if self._coming is not None:
            self._coming.cancel()

    def _may_pass(self) -> bool:
        return bool(self._line) and (self._closing or self._wait() == 0)

    def _wait(self) -> float:
        """How long the first of the line has to wait [s]."""
        run = self._line[0][1]
        return 0.0 if run is None else max(_own(run).wait(self._page), FROM.wait(self._address))

    async def _read(self) -> Message:
        """The next message of the network, at the pace at which one page is read: what comes faster waits in the client."""
        if pause := ASKED.wait(self._page):
            await asyncio.sleep(pause)
        ASKED.count(self._page)
        return await self._receive()

    async def _line_up(self, message: Message) -> None:
        """Puts a message at the end of the line, in the place of the last one when it says all that it said."""
        run = _run(message)
        if message["type"] == "websocket.disconnect":  # nobody will see what was to be drawn; what a button does is done
            self._closing = True
            self._line = deque(held for held in self._line if held[1] is None or _pushes(held[1]))
        if run is not None and self._line and self._line[-1][1] is not None and _says_all_of(run, self._line[-1][1]):
            self._line[-1] = (message, run)
            self._left_out += 1
            if self._left_out == MANY_LEFT_OUT:
                await self._tell()
            return
        self._line.append((message, run))

    async def _tell(self) -> None:
        """Says it in the page and in the log."""
        self._left_out = 0
        refusing.note(
            "messages_of_a_page", self._address, f"plus de {french.number(MANY_LEFT_OUT)} demandes d'une page ont été remplacées par la suivante"
        )
        said = ForwardMsg()
        said.metadata.delta_path.extend((RootContainer.EVENT, 0))
        said.delta.new_element.toast.body = french.spaced(SLOWED)
        said.delta.new_element.toast.icon = ":material/hourglass_top:"
        await self._send({"type": "websocket.send", "bytes": said.SerializeToString()})


def _run(message: Message) -> ClientState | None:
    """The run that a message asks for; None when it asks for something else, or is unreadable, which Streamlit refuses by itself."""
    if message["type"] != "websocket.receive" or not message.get("bytes"):
        return None
    try:
        read = BackMsg.FromString(message["bytes"])
    except DecodeError:
        return None
    return read.rerun_script if read.WhichOneof("type") == "rerun_script" else None


def _own(run: ClientState) -> Budget:
    """On which budget of its page a run counts: a lever draws a part of it again; the whole costs more, as Streamlit begins each in its own thread,
    beside those that it stops."""
    return PART if run.fragment_id else WHOLE


def _says_all_of(newer: ClientState, older: ClientState) -> bool:
    """Whether a run makes the one before it useless: the same part of the same page, in which no button was pushed; what a page asks by itself does
    not stand for what somebody did."""
    return (
        (newer.page_script_hash, newer.page_name, newer.fragment_id) == (older.page_script_hash, older.page_name, older.fragment_id)
        and (older.is_auto_rerun or not newer.is_auto_rerun)
        and not older.is_history_navigation
        and not _pushes(older)
    )


def _pushes(run: ClientState) -> bool:
    """Whether a run says that a button was pushed, which no other run says again."""
    return any(state.WhichOneof("value") in BUTTONS for state in run.widget_states.widgets)
