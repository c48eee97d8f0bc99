"""How much one visitor, one address may ask: a bucket of tokens for each, that every demand empties and that time fills again.

Their sizes are in budgets.csv, each with the use that it leaves room for and its source. In the memory of the process: a restart forgives.
"""

import csv
import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("budgets.csv")
REMEMBERED = 10_000  # visitors or addresses of one budget; those that asked longest ago go first
NETWORK_OF_A_HOUSE = 64  # [bits] of an IPv6 address: a house, or one machine, has all the addresses that begin so (RFC 6177)


class Budget:
    """`most` demands at once for each visitor or address, as many again in each `period` [s]."""

    def __init__(self, most: int, period: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.period, self._clock = most, period, clock
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens missing at a moment [s]; none: a full bucket
        self._lock = threading.Lock()

    def wait(self, whose: str) -> float:
        """How long until one more demand is within the budget [s]; 0 when it is now."""
        with self._lock:
            missing = self._missing(whose, self._clock())
        return max(0.0, (missing + 1 - self.most) * self.period / self.most)

    def exhausted(self, whose: str) -> bool:
        """Whether that visitor or address has to wait."""
        return self.wait(whose) > 0

    def count(self, whose: str) -> None:
        """One more demand, which nobody refuses any more: what is beyond the budget is not owed."""
        with self._lock:
            now = self._clock()
            self._spent[whose] = (min(self.most, self._missing(whose, now) + 1), now)
            self._spent.move_to_end(whose)
            while len(self._spent) > REMEMBERED:
                self._spent.popitem(last=False)

    def take(self, whose: str) -> bool:
        """Counts one more demand when it is within the budget; whether it was."""
        if self.exhausted(whose):
            return False
        self.count(whose)
        return True

    def _missing(self, whose: str, now: float) -> float:
        missing, since = self._spent.get(whose, (0.0, now))
        left = missing - max(0.0, now - since) * self.most / self.period
        return left if left > 1e-9 else 0.0  # [tokens] what rounding leaves of a bucket that is full again


@cache
def table() -> dict[str, dict[str, str]]:
    """The rows of budgets.csv, by name."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def named(name: str) -> Budget:
    """A new budget of the size that budgets.csv gives under that name. KeyError when it gives none."""
    return Budget(int(table()[name]["at_once"]), float(table()[name]["period_s"]))


def most(name: str) -> int:
    """How many at once, of what budgets.csv counts under that name. KeyError when it counts none."""
    return int(table()[name]["at_once"])


def network(address: str) -> str:
    """On whose budget an address counts: its own; in IPv6, that of the house it is in, which has more addresses than a budget can remember."""
    try:
        read = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:  # the name of a client of the tests, or nothing
        return address
    if isinstance(read, ipaddress.IPv4Address):
        return str(read)
    return str(read.ipv4_mapped or ipaddress.ip_network((read, NETWORK_OF_A_HOUSE), strict=False))
