"""The server that the workers share: one is started, and it outlives the worker that started it until the last one has left."""

import contextlib
import threading

from tests.e2e.one_for_all import one_for_all


def test_the_second_that_asks_is_given_the_server_of_the_first_which_stops_it_once_the_second_has_left(tmp_path):
    told = []

    @contextlib.contextmanager
    def start():
        told.append("started")
        yield "http://127.0.0.1:8600"
        told.append("stopped")

    leave = threading.Event()

    def first():
        with one_for_all(tmp_path, start) as base:
            told.append(base)
            there.set()
            leave.wait(60)

    there = threading.Event()
    worker = threading.Thread(target=first)
    worker.start()
    assert there.wait(60)
    with one_for_all(tmp_path, start) as base:
        assert base == "http://127.0.0.1:8600"
        leave.set()
        worker.join(0.2)
        assert worker.is_alive() and "stopped" not in told
    worker.join(60)
    assert told == ["started", base, "stopped"]
    with one_for_all(tmp_path, start):
        assert told == ["started", base, "stopped", "started"], "nobody is there any more: a new one"
