"""A server that is asked to stop does so at once, whoever reads slowly."""

import signal

import uvicorn

from pages.serving.deployment import stopping


def test_the_server_that_answers_the_signal_waits_for_nobody_more_than_a_moment():
    server = uvicorn.Server(uvicorn.Config("server:app"))
    before = signal.signal(signal.SIGTERM, server.handle_exit)
    try:
        assert server.config.timeout_graceful_shutdown is None
        stopping.within_grace()
        assert 0 < server.config.timeout_graceful_shutdown < 3
        assert not stopping.asked()
        server.handle_exit(signal.SIGTERM, None)
        assert stopping.asked()
    finally:
        signal.signal(signal.SIGTERM, before)
