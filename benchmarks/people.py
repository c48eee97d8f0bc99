"""Several visitors together on a page: how long each waits when all arrive, then when each moves a lever every few seconds."""

import json
import random
import statistics
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.visitor import Visitor

EVERY = 5.0  # [s] between two moves of a person


@dataclass
class Waited:
    """What people waited for [s]: the page as they arrived, the headlines and the whole of each move; what failed."""

    arrivals: list[float] = field(default_factory=list)
    headlines: list[float] = field(default_factory=list)
    wholes: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Person(Protocol):
    """Somebody on a page."""

    def arrive(self) -> float:
        """Opens the page; how long until it stands [s]."""

    def move(self, value: float) -> tuple[float, float]:
        """Moves the lever; how long until the headlines, until the whole [s]."""

    def leave(self) -> None:
        """Closes the page."""


class OnStreamlit:
    """Somebody on a page of Streamlit, ours or its plain twin."""

    def __init__(self, base: str, address: str, lever: str, host: str = "127.0.0.1") -> None:
        self.visitor, self.lever = Visitor(base, address, host=host), lever

    def arrive(self) -> float:
        return self.visitor.open().seconds

    def move(self, value: float) -> tuple[float, float]:
        run = self.visitor.move(self.lever, value)
        if not run.headlines:
            raise RuntimeError("no headline came")
        return run.headlines, run.seconds

    def leave(self) -> None:
        self.visitor.close()


class OnDash:
    """Somebody on the page of Dash, which answers all at once."""

    def __init__(self, base: str, lever: str) -> None:
        self.base, self.lever = base, lever

    def arrive(self) -> float:
        start = time.perf_counter()
        self._get("/")
        (self.callback,) = json.loads(self._get("/_dash-dependencies"))
        layout = json.loads(self._get("/_dash-layout"))
        sliders = [part["props"] for part in _parts(layout) if part["type"] == "Slider"]
        self.values = {slider["id"]: slider["value"] for slider in sliders}
        self._ask()
        return time.perf_counter() - start

    def move(self, value: float) -> tuple[float, float]:
        start = time.perf_counter()
        self.values[self.lever] = value
        self._ask()
        waited = time.perf_counter() - start
        return waited, waited

    def leave(self) -> None:
        """Nothing stays open."""

    def _get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.base + path, timeout=60) as answer:
            return answer.read()

    def _ask(self) -> None:
        inputs = [{"id": name, "property": "value", "value": value} for name, value in self.values.items()]
        outputs = [{"id": "headlines", "property": "children"}, {"id": "chart", "property": "figure"}]
        body = json.dumps({"output": self.callback["output"], "outputs": outputs, "inputs": inputs, "changedPropIds": [f"{self.lever}.value"]})
        request = urllib.request.Request(self.base + "/_dash-update-component", body.encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()


def together(someone: Callable[[], Person], people: int, seconds: float, value: Callable[[], float]) -> Waited:
    """`people` arrive at the same time, then each moves the lever every EVERY seconds, for `seconds`; `value` gives one that nobody asked before."""
    waited, line = Waited(), threading.Barrier(people)

    def live() -> None:
        person = None
        try:
            person = someone()
            line.wait()
            waited.arrivals.append(person.arrive())
            line.wait()
            end = time.monotonic() + seconds
            following = time.monotonic() + random.uniform(0, EVERY)
            while following < end:
                time.sleep(max(0.0, following - time.monotonic()))
                headlines, whole = person.move(value())
                waited.headlines.append(headlines)
                waited.wholes.append(whole)
                following += EVERY
        except Exception as error:  # told in the table: a crowd goes on when somebody leaves it
            waited.failed.append(f"{type(error).__name__}: {error}")
            line.abort()
        finally:
            if person is not None:
                person.leave()

    threads = [threading.Thread(target=live, daemon=True) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waited


def centile(times: list[float], share: float) -> float:
    """A centile of some times [s]; that of one alone is itself."""
    return statistics.quantiles(times, n=100, method="inclusive")[round(share * 100) - 1] if len(times) > 1 else times[0]


def _parts(part: object) -> Iterator[dict]:
    """A part of a layout of Dash, and all those inside it."""
    if isinstance(part, list):
        for each in part:
            yield from _parts(each)
    elif isinstance(part, dict) and "props" in part:
        yield part
        yield from _parts(part["props"].get("children"))
