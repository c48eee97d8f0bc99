"""How often one address may do something: try a link that is wrong, write what is kept. In the memory of the process: a restart forgives."""

import threading
import time
from collections import OrderedDict, deque

REMEMBERED = 10_000  # addresses; the oldest go first


class Pace:
    """At most so many times in so long [s], for each address."""

    def __init__(self, most: int, period: float) -> None:
        self.most, self.period = most, period
        self._of: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def count(self, address: str) -> None:
        """One more time."""
        with self._lock:
            self._of.setdefault(address, deque(maxlen=self.most)).append(time.monotonic())
            self._of.move_to_end(address)
            while len(self._of) > REMEMBERED:
                self._of.popitem(last=False)

    def exhausted(self, address: str) -> bool:
        """Whether that address has to wait."""
        with self._lock:
            times = self._of.get(address, ())
            return len(times) == self.most and time.monotonic() - times[0] < self.period
