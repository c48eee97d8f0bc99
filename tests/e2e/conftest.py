"""The real server, started as `make run` starts it, and a real browser in front of it."""

import contextlib
import functools
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from data.ground import files
from studies import catalog
from tests.e2e import browser as finder
from tests.e2e.desk import Desk, visitor, watched
from tests.e2e.one_for_all import one_for_all

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds for a server to answer: a cold disk makes the first imports slow
POLITENESS = 15  # seconds for a server to stop by itself
expect.set_options(timeout=30_000)  # [ms] what is expected is awaited as long as a page that shares two cores with other tests may take


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(base: str, process: subprocess.Popen, log: Path) -> None:
    """Return once /healthz answers; fail with the log of the server when it stops or does not answer."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError, ValueError), urllib.request.urlopen(base + "/healthz", timeout=5) as answer:
            json.load(answer)
            return
        time.sleep(0.2)
    pytest.fail(f"Le serveur n'a pas démarré. Son journal :\n{log.read_text('utf-8', errors='replace')}", pytrace=False)


@contextlib.contextmanager
def running_server(log: Path, folder: Path = ROOT, **environment: str):
    """A server of its own on a free port, from a copy of the project when `folder` is one, stopped on the way out; gives its address."""
    with server_process(log, free_port(), folder, **environment) as (base, _):
        yield base


@contextlib.contextmanager
def server_process(log: Path, port: int, folder: Path = ROOT, **environment: str):
    """The same on that port; gives its process too, which a test may kill. It loads what its few pages ask for and nothing else, unless STUDIO_COLD
    is 0: to load everything at once took half of its start."""
    environment = {"STUDIO_COLD": "1", **environment}
    if "STUDIO_VAR" in environment:  # what this process has proven of the studies is not proven again by each server
        catalog.studies()
        shutil.copytree(files.var_folder() / "proven", Path(environment["STUDIO_VAR"]) / "proven", dirs_exist_ok=True)
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        try:
            process.wait(POLITENESS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def copy_project(folder: Path) -> Path:
    """A copy of what the server needs, that a test may break or add to."""
    for name in ("data", "geo", "pages", "studies", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "server.py", "pyproject.toml", "requirements-territory.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def fresh_server(tmp_path):
    """The address of a server that nobody has visited yet, started as `make run` starts it."""
    with running_server(tmp_path / "server.log", STUDIO_COLD="0") as base:
        yield base


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of the server that the browser tests share, whatever worker runs them."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own  # the folder of a worker stands in that of the run
    with one_for_all(folder, lambda: running_server(folder / "server.log", STUDIO_COLD="0")) as base:
        yield base


@pytest.fixture(scope="session")
def browser():
    """A browser; its absence fails the tests, with the remedy."""
    binary = finder.find()
    if binary is None:
        pytest.fail(finder.REMEDY, pytrace=False)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=binary, args=finder.FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def desks(browser):
    """The visitors of the tests, by whether their maps are painted: what Streamlit sends once is kept from one page to the next."""
    return {painted: Desk(browser, painted) for painted in (False, True)}


@pytest.fixture
def open_page(browser, desks):
    """A function that opens a page: of the visitor at the desk, or of one whose maps are painted (`painted`), in a window and a theme that are asked
    for; of another visitor (`another`, or options of Playwright's contexts such as has_touch); `apart`, a page that no other test gets.

    The page has two lists more: `outside`, the requests that left this machine, and `errors`, the errors of the console, of scripts and of
    the content security policy.
    """
    with contextlib.ExitStack() as opened:

        def opening(another: bool = False, painted: bool = False, apart: bool = False, **options):
            if another or options.keys() - {"viewport", "color_scheme"}:
                context = visitor(browser, painted, **options)
                opened.callback(context.close)
                return watched(context.new_page())
            page = desks[painted].page(**options)
            opened.callback(page.close if apart else functools.partial(desks[painted].take_back, page))
            return page

        yield opening


@pytest.fixture
def page(open_page):
    """A new page on a desk computer, its maps laid out and not painted."""
    return open_page()


@pytest.fixture
def page_with_maps(open_page):
    """A new page on a desk computer, its maps painted."""
    return open_page(painted=True)
