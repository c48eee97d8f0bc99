"""What every test starts from: no contours from an earlier visit, nothing asked outside, and the heavy libraries already imported.

On a cold disk their import would otherwise count in the time that a first page may take. Property tests draw hundreds of examples by day,
thousands at night.
"""

import contextlib
import csv
import gc
import logging
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests import shared_proofs

os.environ.setdefault("STUDIO_REAL_TERRITORY", os.environ.get("STUDIO_TERRITORY", ""))  # the workers receive it from the process that starts them
os.environ["STUDIO_TERRITORY"] = shared_proofs.folder()  # no package, unless a test says so
os.environ["STUDIO_VAR"] = shared_proofs.folder()
os.environ["STUDIO_OFFLINE"] = "1"
os.environ.setdefault("STUDIO_ONE_PROCESS", "1")  # each server would start a second one, which loads everything again for a few clicks
os.environ.pop("STUDIO_BACKGROUND", None)  # maps without a background, unless a test says so

import geopandas  # noqa: F401
import plotly.graph_objects  # noqa: F401
import pydeck  # noqa: F401
import pytest
import scipy.stats  # noqa: F401
import xarray  # noqa: F401
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from pages.serving.streamlit_page import fragment_places

TESTS = Path(__file__).parent
SCRIPT = sys.modules["__main__"]
shared_proofs.share(os.environ["STUDIO_VAR"])

# Each page that AppTest opens looks for components in the description of every installed library: a tenth of a second, for the same answer.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

# Examples are drawn anew each night; by day they are the same from one run to the next, so that a failure comes from a change of the project.
settings.register_profile("daily", max_examples=200, derandomize=True, deadline=None, database=None)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile("daily")


def pytest_sessionstart() -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared_proofs.prove()


class Shared(pytest.Dir):
    """A folder of tests that each worker begins elsewhere: in a fresh clone, each compiles what the others have not."""

    def collect(self) -> list[pytest.Item | pytest.Collector]:
        found = list(super().collect())
        start = len(found) * shared_proofs.rank() // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        return found[start:] + found[:start]


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    return Shared.from_parent(parent, path=path) if "PYTEST_XDIST_WORKER" in os.environ else None


@pytest.hookimpl(trylast=True)  # once those of the night are out: they would shift the shares, whose long files would come last
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gives each worker as much of the long files as the others, longest first: what is left to share out at the end is short.

    The workers of pytest-xdist begin with as many tests each, in the order of the list, then take from the end of each other's.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers == 1:
        return
    files = defaultdict(list)
    for item in sorted(items, key=lambda item: item.path):  # the same order in every worker, wherever it began
        files[item.path.relative_to(TESTS).as_posix()].append(item)
    shares, seconds = [[] for _ in range(workers)], [0.0] * workers
    lengths = long_files()
    for name in sorted(files.keys() & lengths.keys(), key=lambda name: (-lengths[name], name)):
        least = seconds.index(min(seconds))
        shares[least] += files.pop(name)
        seconds[least] += lengths[name]
    for tests in sorted(files.values(), key=len, reverse=True):
        min(shares, key=len).extend(tests)
    items[:] = [item for share in shares for item in share]


def long_files() -> dict[str, float]:
    """How long the files of tests that last more than some seconds do [s], by their name in tests/: only the order of the tests depends on it."""
    with (TESTS / "long_files.csv").open(encoding="utf-8", newline="") as table:
        return {row["file"]: float(row["seconds"]) for row in csv.DictReader(table)}


def pytest_collection_finish() -> None:
    """What is loaded by now stays, as in the server (pages/serving/startup.py): to look it over again at each collection took a tenth of the time of
    the pages."""
    for log in logging.Logger.manager.loggerDict.values():  # pytest listens to each that keeps to itself, six times a test: Streamlit has sixty
        if isinstance(log, logging.Logger):
            log.propagate = True
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # [objects made] a page makes hundreds of thousands; Python's own 700 would collect hundreds of times in it


@pytest.fixture(autouse=True)
def proofs_shared(request: pytest.FixtureRequest) -> Iterator[None]:
    """What one test has proven of a study is not proven by the next, but for those about the proofs, which ask for `proofs_apart`."""
    with contextlib.nullcontext() if "proofs_apart" in request.fixturenames else shared_proofs.shared():
        yield


@pytest.fixture(scope="session", autouse=True)
def fragments_as_served() -> None:
    """Pages of tests copy the places of their fragments as those of the server do, which takes a tenth less of their processor."""
    fragment_places.copy_so()


@pytest.fixture(autouse=True)
def own_script() -> Iterator[None]:
    """A page that a test ran leaves its script as that of this process: a new process, which reads it again, would draw pages."""
    sys.modules["__main__"] = SCRIPT
    yield
    sys.modules["__main__"] = SCRIPT


@pytest.fixture
def proofs_apart() -> None:
    """A study is proven as by a Studio that has proven nothing else."""


@pytest.fixture
def incidents_told() -> Iterator[list[BaseException]]:
    """The errors that a page told under an incident number during a test that asks for them: it says what it expects of them."""
    log, found = logging.getLogger("studio"), []
    with _listening(log, found):
        yield found


@pytest.fixture(autouse=True)
def no_incident(request: pytest.FixtureRequest) -> Iterator[None]:
    """No page hides an error behind an incident number: the test that meets one fails, unless it asked for `incidents_told`."""
    found = []
    with _listening(logging.getLogger("studio"), found):
        yield
    if "incidents_told" not in request.fixturenames:
        assert not found, found[0]


@contextmanager
def _listening(log: logging.Logger, found: list[BaseException]) -> Iterator[None]:
    def take(record: logging.LogRecord) -> bool:
        if hasattr(record, "incident"):
            found.append(record.exc_info[1])
        return True

    log.addFilter(take)
    try:
        yield
    finally:
        log.removeFilter(take)
