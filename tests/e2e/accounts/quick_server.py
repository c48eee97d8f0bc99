"""Starts the same server again and again in a second or two, for tests that kill it: a process that has loaded everything is copied each time.

`python -m tests.e2e.accounts.quick_server` reads a port on each line, starts the server there and answers the number of its process.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@contextlib.contextmanager
def starter(log: Path, **environment: str) -> Iterator[Callable[[int], int]]:
    """A function that starts the server on a port and gives the number of its process, which the test kills; those left are killed on the way out."""
    started = []
    with log.open("wb") as output:
        command = [sys.executable, "-m", "tests.e2e.accounts.quick_server"]
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "STUDIO_COLD": "1", **environment}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=output
        )

        def start(port: int) -> int:
            process.stdin.write(f"{port}\n".encode())
            process.stdin.flush()
            answer = process.stdout.readline()
            if not answer:
                pytest.fail(f"Le serveur n'a pas démarré. Son journal :\n{log.read_text('utf-8', errors='replace')}", pytrace=False)
            started.append(int(answer))
            return started[-1]

        try:
            yield start
        finally:
            for pid in started:
                kill(pid)
            process.stdin.close()
            process.wait()
            process.stdout.close()


def kill(pid: int) -> None:
    """Kills a server and waits until it is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        while True:
            os.kill(pid, 0)
            time.sleep(0.01)


def wait_until_answers(base: str, pid: int) -> None:
    """Returns once the server of that process answers."""
    while True:
        os.kill(pid, 0)  # ProcessLookupError when it has stopped
        with contextlib.suppress(OSError), urllib.request.urlopen(base + "/healthz", timeout=30):
            return
        time.sleep(0.05)


def _load() -> None:
    """What each server would load and check before its first answer."""
    import plotly.graph_objects  # noqa: F401
    import pydeck  # noqa: F401

    from data import editions
    from pages.serving import health, startup  # noqa: F401
    from studies import catalog

    health.table_faults()
    catalog.studies()
    editions.faults()


def main() -> None:
    """Copies itself for each port asked."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that the test kills
    told = os.dup(1)
    os.dup2(2, 1)  # what the servers say goes to the log
    _load()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            from streamlit.web import cli

            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            sys.argv = ["streamlit", "run", "server.py", "--server.port", line.strip()]
            cli.main()
            os._exit(1)
        os.write(told, f"{pid}\n".encode())


if __name__ == "__main__":
    main()
