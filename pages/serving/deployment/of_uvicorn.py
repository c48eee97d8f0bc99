"""The server of Uvicorn that runs us, which Streamlit starts with its own settings."""

import signal

import uvicorn


def server() -> uvicorn.Server | None:
    """It answers itself the signal that asks it to stop; None where another one runs us (tests)."""
    found = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return found if isinstance(found, uvicorn.Server) else None
