"""Travel times by car on the imported road network: the fastest way from node to node, one-way roads respected.

A point joins the network at its nearest node, in a straight line at JOINING speed. A point farther than REACH from every node, or that no road
links, has no time: NaN, that is unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from pyproj import Transformer
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import KDTree

from data import editions
from data.editions import Edition
from data.ground.stamped import stamped
from data.imports.roads import KIND, SEGMENTS
from geo.territory.contours import DEGREES, METRIC

REACH = 2_000.0  # [m] farther from any crossing than that, the network does not know the place
JOINING = 30.0  # [km/h] on the drive or the small road up to the first crossing: BD TOPO gives 30 to 35 km/h to the smallest roads
ISLAND = 0.01  # a piece with less than that part of the nodes is a car park or a road cut by the edge of the file: nobody starts from there
AT_ONCE = 50  # starting points whose times are held together: about 40 MB for 100 000 nodes
METRES_PER_SECOND = 1 / 3.6  # in 1 km/h


@dataclass(frozen=True)
class Network:
    """The network in force: its edition, the seconds of each directed segment between two nodes (and the same network driven backwards), the nodes
    that one may start from, and their places."""

    edition: Edition
    forward: csr_array
    backward: csr_array
    doors: np.ndarray
    tree: KDTree


@stamped(lambda: editions.stamp(KIND))
def network() -> Network | None:
    """The last imported network, None before any import. Shared: do not change it."""
    edition = editions.current(KIND)
    return None if edition is None else _built(edition, pd.read_csv(edition.file(SEGMENTS)))


def minutes(origins: np.ndarray, destinations: np.ndarray) -> np.ndarray:
    """The time of the fastest way [min], origins x destinations, both points x (lon, lat) [degrees]; NaN where the network gives none.

    LookupError (in French) when no network is imported. Dijkstra's algorithm of scipy, from whichever side has fewer places.
    """
    held = network()
    if held is None:
        raise LookupError("aucun réseau routier n'est importé : python -m data import roads FICHIER")
    start, end = _joined(held, origins), _joined(held, destinations)
    if len(np.unique(start.nodes)) <= len(np.unique(end.nodes)):
        seconds = _from_each(held.forward, start.nodes, end.nodes)
    else:
        seconds = _from_each(held.backward, end.nodes, start.nodes).T
    whole = seconds + start.seconds[:, None] + end.seconds[None, :]
    return np.where(np.isfinite(whole), whole / 60, np.nan)


@dataclass(frozen=True)
class _Joined:
    """The node that each point joins, and the time to reach it [s], infinite when it is too far."""

    nodes: np.ndarray
    seconds: np.ndarray


def _joined(held: Network, points: np.ndarray) -> _Joined:
    given = np.asarray(points, dtype=float).reshape(-1, 2)
    placed = np.column_stack(_metres().transform(given[:, 0], given[:, 1]))
    known = np.isfinite(placed).all(axis=1)
    apart, nearest = held.tree.query(np.where(known[:, None], placed, 0))
    seconds = np.where(known & (apart <= REACH), apart / (JOINING * METRES_PER_SECOND), np.inf)
    return _Joined(held.doors[nearest], seconds)


def _from_each(graph: csr_array, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Seconds from each start to each end [starts x ends], infinite when no road links them."""
    distinct, back = np.unique(starts, return_inverse=True)
    return np.concatenate([dijkstra(graph, indices=distinct[part])[:, ends] for part in _slices(len(distinct))])[back]


def _slices(count: int) -> Iterator[slice]:
    """Slices of AT_ONCE: the times to every node of the network are not all held in memory."""
    return (slice(begin, begin + AT_ONCE) for begin in range(0, max(count, 1), AT_ONCE))


def _built(edition: Edition, segments: pd.DataFrame) -> Network:
    """The graph of the segments: two ends at the same place are one node."""
    ends = np.concatenate([segments[["x1", "y1"]].to_numpy(), segments[["x2", "y2"]].to_numpy()])
    places, nodes = np.unique(ends, axis=0, return_inverse=True)
    first, second = nodes[: len(segments)], nodes[len(segments) :]
    seconds = (segments["length_m"] / (segments["speed_kmh"] * METRES_PER_SECOND)).to_numpy()
    there, back = segments["forward"].to_numpy() == 1, segments["backward"].to_numpy() == 1
    driven = pd.DataFrame(
        {
            "from": np.concatenate([first[there], second[back]]),
            "to": np.concatenate([second[there], first[back]]),
            "seconds": np.concatenate([seconds[there], seconds[back]]),
        }
    )
    fastest = driven[driven["from"] != driven["to"]].groupby(["from", "to"], as_index=False)["seconds"].min()  # a matrix would add up parallel roads
    forward = csr_array((fastest["seconds"], (fastest["from"], fastest["to"])), shape=(len(places), len(places)))
    pieces = connected_components(forward, connection="strong")[1]
    sizes = np.bincount(pieces)
    doors = np.flatnonzero(sizes[pieces] >= min(ISLAND * len(places), sizes.max()))
    return Network(edition, forward, csr_array(forward.T), doors, KDTree(places[doors]))


@lru_cache(maxsize=1)
def _metres() -> Transformer:
    return Transformer.from_crs(DEGREES, METRIC, always_xy=True)
