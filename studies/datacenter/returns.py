"""What flows of money are worth: present value, rate of return, payback, of all draws at once. Flows are year x draw, year 0 first.

References
.. [1] numpy-financial 1.0, https://numpy.org/numpy-financial/ (npv, irr)
.. [2] Vincent (1836), Sur la résolution des équations numériques, J. Math. Pures Appl. 1: rule of signs of Descartes on each side of a number
   (from memory, à vérifier)
"""

import numpy as np
import numpy_financial as npf
from scipy.linalg import pascal

LIFE = 20  # [year] of operation that are counted
NONE = -1.0  # rate of return of a project that never gives its money back
STEPS = 60  # of Newton's method: halving alone would be within 1e-18
LATE = LIFE + 1.0  # [year] payback of a project that is not paid back in its life


def present_value(rate, flows):
    """Net present value of `flows` (year 0 first) at `rate` [1/year], one by draw [1]."""
    flows = np.asarray(flows, dtype=float).reshape(LIFE + 1, -1) if np.ndim(flows) == 2 else np.asarray(flows, dtype=float)[:, None]
    rates = np.broadcast_to(np.atleast_1d(rate), flows.shape[1:])
    return (np.ascontiguousarray(flows.T) / (1 + rates[:, None]) ** np.arange(len(flows))).sum(axis=1)  # `npf.npv` of all draws at once


def internal_rate(flows):
    """Internal rate of return of `flows` (year 0 first) [share/year], one by draw [1]; NONE when their sum never gives the money back."""
    flows = np.asarray(flows, dtype=float)
    flows = flows[:, None] if flows.ndim == 1 else flows
    gains, losses = possible_rates(flows)
    even, found = flows.sum(axis=0) == 0, np.full(flows.shape[1], NONE)
    gain, loss = (gains == 1) & (losses == 0) & ~even, (gains == 0) & (losses == 1) & ~even
    found[gain] = 1 / single_root(flows[:, gain]) - 1
    found[loss] = single_root(flows[::-1, loss]) - 1
    for draw in np.flatnonzero((gains + losses > 1) | even & flows.any(axis=0)):  # several rates may be: the nearest to zero is told
        rate = npf.irr(flows[:, draw])
        found[draw] = rate if np.isfinite(rate) else NONE
    return found


def possible_rates(flows):
    """How many rates of return above zero each draw of `flows` has at most, then how many below; when it is one, there is one [2]: the changes of
    sign of what the flows are worth at the end, in powers of the rate, and at the start, in powers of the discount factor less one."""
    powers = pascal(len(flows), kind="lower")
    return changes_of_sign(powers[::-1].T @ flows), changes_of_sign(powers.T @ flows)


def changes_of_sign(values):
    """How many times the values of each draw change sign along the first axis, zeros apart."""
    signs = np.sign(values)
    for place in range(1, len(signs)):
        signs[place] = np.where(signs[place] == 0, signs[place - 1], signs[place])
    return (signs[1:] * signs[:-1] < 0).sum(axis=0)


def single_root(coefficients):
    """The root between 0 and 1 of the polynomial of each draw that has just one there, lowest power first: Newton's method within bounds that
    close in."""
    powers = np.arange(len(coefficients))[:, None]
    side = np.sign(coefficients.sum(axis=0))
    low, high = np.zeros_like(side), np.ones_like(side)
    root = (low + high) / 2
    for _ in range(STEPS):
        value = (coefficients * root**powers).sum(axis=0) * side
        low, high = np.where(value < 0, root, low), np.where(value < 0, high, root)
        slope = (coefficients[1:] * powers[1:] * root ** powers[:-1]).sum(axis=0) * side
        tried = root - value / np.where(slope == 0, 1, slope)
        moved = np.where((tried >= low) & (tried <= high), tried, (low + high) / 2)
        if np.all(np.abs(moved - root) <= np.finfo(float).eps * root):
            return moved
        root = moved
    return root


def payback(flows):
    """First year at the end of which the sum of `flows` (year 0 first) is not negative; LATE when it never is. A renewal may take it below again."""
    paid = np.cumsum(np.asarray(flows, dtype=float), axis=0) >= 0
    return np.where(paid.any(axis=0), paid.argmax(axis=0), LATE).astype(float)
