"""A visitor without a browser: Streamlit's own messages over a websocket, so that a measure holds the server's time and nothing else."""

import time
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PATIENCE = 60  # [s] for one run of a page
QUIET = 3  # [s] without a word from the server: it has nothing left to draw
HEADLINE = "metric"  # the element that holds a headline


@dataclass
class Run:
    """One run of a script: how long until its last message and until the last of its headlines [s], the bytes on the wire, those of its messages by
    kind once unpacked, its elements, the drawers that remember whether they are open; the fragments that the page asks for again by itself,
    every so many seconds; how many runs were begun and stopped before it."""

    seconds: float = 0.0
    headlines: float = 0.0
    received: int = 0
    by_kind: Counter = field(default_factory=Counter)
    elements: list = field(default_factory=list)
    drawers: list[str] = field(default_factory=list)
    repeated: dict[str, float] = field(default_factory=dict)
    stopped: int = 0


class Visitor:
    """A session on a page of the server at `base` (http://…), by its address, parameters included; `cookie` is that of who has signed in, `host` the
    address of this machine from which to come, any of 127.0.0.0/8 on Linux."""

    def __init__(self, base: str, address: str, cookie: str = "", host: str = "127.0.0.1") -> None:
        self.address = address
        self.opened = ExitStack()
        told = {"subprotocols": ["streamlit"], "max_size": None, "additional_headers": {"Cookie": cookie} if cookie else {}}
        told |= {"source_address": (host, 0), "open_timeout": PATIENCE}
        self.socket = self.opened.enter_context(connect(base.replace("http", "ws", 1) + "/_stcore/stream", **told))
        self.wire = 0
        self._count_bytes()
        self.widgets: dict[str, WidgetState] = {}
        self.script = ""  # what the server calls the page, once it has said so

    def _count_bytes(self) -> None:
        """Counts what comes from the network, before the library unpacks it."""
        unpack = self.socket.protocol.receive_data

        def receive(data: bytes) -> None:
            self.wire += len(data)
            unpack(data)

        self.socket.protocol.receive_data = receive

    def ask_unheard(self) -> None:
        """Asks for the whole page and reads nothing of what comes."""
        self._send("")

    def close(self) -> None:
        """Ends the session."""
        self.opened.close()

    def open(self) -> Run:
        """Opens the page."""
        return self._ask(fragment="")

    def open_drawers(self, found: Run) -> Run:
        """Opens the drawers of a run of the page, all together."""
        for identifier in found.drawers:
            self.widgets[identifier] = WidgetState(id=identifier, bool_value=True)
        return self._ask(fragment="")

    def move(self, slider_key: str, value: float) -> Run:
        """Moves a slider, as the fragment that holds it."""
        return self.move_together({slider_key: value})

    def drag(self, slider_key: str, values: Iterable[float], pause: float = 0.0) -> list[Run]:
        """Moves a slider through values, `pause` [s] apart, without waiting for any answer; the runs that came of it, the last one last."""
        for value in values:
            start = self._send(self._put({slider_key: value}))
            time.sleep(pause)
        runs = []
        with suppress(TimeoutError):
            while True:
                runs.append(self._receive(start, PATIENCE if not runs else QUIET))
        return runs

    def move_together(self, values: dict[str, float]) -> Run:
        """Moves sliders in one message, as the fragment that holds the last of them."""
        return self._ask(self._put(values))

    def ask_again(self, fragment: str) -> Run:
        """Runs a fragment as the page asks for it by itself."""
        return self._ask(fragment)

    def press(self, found: Run, key: str) -> Run:
        """Turns on the switch of that key of a run, in the fragment that holds it."""
        box, fragment = next(
            (one.checkbox, held) for one, held in found.elements if one.WhichOneof("type") == "checkbox" and one.checkbox.id.endswith(key)
        )
        self.widgets[box.id] = WidgetState(id=box.id, bool_value=True)
        return self._ask(fragment)

    def _put(self, values: dict[str, float]) -> str:
        """Puts sliders on values; the fragment that holds the last of them."""
        for slider_key, value in values.items():
            identifier, fragment = next(found for found in self.sliders if found[0].endswith(f"-{slider_key}"))
            state = WidgetState(id=identifier)
            state.double_array_value.data.append(value)
            self.widgets[identifier] = state
        return fragment

    def _ask(self, fragment: str) -> Run:
        run = self._receive(self._send(fragment))
        if not fragment:
            self.sliders = [(element.slider.id, fragment_id) for element, fragment_id in run.elements if element.WhichOneof("type") == "slider"]
        return run

    def _send(self, fragment: str) -> float:
        """Asks for a run; when [s]."""
        message = BackMsg()
        rerun = message.rerun_script
        path, _, query = self.address.partition("?")
        rerun.page_name, rerun.query_string, rerun.page_script_hash = path.strip("/"), query, self.script
        rerun.fragment_id = fragment
        rerun.widget_states.widgets.extend(self.widgets.values())
        start = time.perf_counter()
        self.socket.send(message.SerializeToString())
        return start

    def _receive(self, start: float, patience: float = PATIENCE) -> Run:
        run, before = Run(), self.wire
        while True:
            data = self.socket.recv(timeout=patience)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "delta":
                kind = message.delta.WhichOneof("type")
                if kind == "add_block" and message.delta.add_block.expandable.id:
                    run.drawers.append(message.delta.add_block.expandable.id)
                if kind == "new_element":
                    run.elements.append((message.delta.new_element, message.delta.fragment_id))
                    kind = message.delta.new_element.WhichOneof("type")
            if kind == "auto_rerun":
                run.repeated[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            if kind == "navigation":
                self.script = message.navigation.page_script_hash
            run.by_kind[kind] += len(data)
            if kind == HEADLINE:
                run.headlines = time.perf_counter() - start
            run.stopped += kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                run.seconds = time.perf_counter() - start
                run.received = self.wire - before
                return run
