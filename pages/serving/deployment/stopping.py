"""How long the server takes to stop once it is asked to (SIGTERM, Ctrl+C)."""

import signal

import uvicorn

GRACE = 1  # [s] to answers under way; without a limit, one reader who does not read keeps the server for ever


def within_grace() -> None:
    """Sets that limit on the server that runs us, which Streamlit starts without one."""
    if (server := _server()) is not None:
        server.config.timeout_graceful_shutdown = GRACE


def asked() -> bool:
    """Whether it has been asked to stop: what is open is still answered for a moment."""
    server = _server()
    return server is not None and server.should_exit


def _server() -> uvicorn.Server | None:
    """It answers the signal itself; None where another one runs us (tests)."""
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return server if isinstance(server, uvicorn.Server) else None
