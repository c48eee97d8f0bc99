"""How long the server takes to stop once it is asked to (SIGTERM, Ctrl+C)."""

import signal

import uvicorn

GRACE = 1  # [s] to answers under way; without a limit, one reader who does not read keeps the server for ever


def within_grace() -> None:
    """Sets that limit on the server that runs us, which Streamlit starts without one: it is the server that answers the signal."""
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if isinstance(server, uvicorn.Server):
        server.config.timeout_graceful_shutdown = GRACE
