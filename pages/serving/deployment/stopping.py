"""How long the server takes to stop once it is asked to (SIGTERM, Ctrl+C)."""

from pages.serving.deployment import of_uvicorn

GRACE = 1  # [s] to answers under way; without a limit, one reader who does not read keeps the server for ever


def within_grace() -> None:
    """Sets that limit on the server that runs us, which Streamlit starts without one."""
    if (server := of_uvicorn.server()) is not None:
        server.config.timeout_graceful_shutdown = GRACE


def asked() -> bool:
    """Whether it has been asked to stop: what is open is still answered for a moment."""
    server = of_uvicorn.server()
    return server is not None and server.should_exit
