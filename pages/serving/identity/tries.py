"""How many wrong links one address may try: a secret of 256 bits is not found by trying, but nobody needs to try thousands."""

import threading
import time
from collections import OrderedDict, deque

MOST, PAUSE = 20, 60.0  # wrong links from one address in that time [s]: a whole meeting room has the same address
REMEMBERED = 10_000  # addresses; the oldest go first


class Tries:
    """The wrong tries of each address in the last minute."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def count(self, address: str) -> None:
        """One more wrong try."""
        with self._lock:
            self._of.setdefault(address, deque(maxlen=MOST)).append(time.monotonic())
            self._of.move_to_end(address)
            while len(self._of) > REMEMBERED:
                self._of.popitem(last=False)

    def exhausted(self, address: str) -> bool:
        """Whether that address has to wait."""
        with self._lock:
            tries = self._of.get(address, ())
            return len(tries) == MOST and time.monotonic() - tries[0] < PAUSE
