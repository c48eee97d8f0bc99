"""Who is behind a browser: the secret of its cookie becomes the session that the pages read, and nobody can claim one by a header."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import cookie_parser

from data.ground.faults import Refused
from data.store import signing
from data.store.opening import store
from pages.serving.log import LOG

COOKIE = "studio_session"
HEADER = b"x-studio-session"  # read by Streamlit (server.trustedUserHeaders), which gives it to the pages as st.user.session
PREFIX = b"x-studio-"  # ours alone: whatever a client sends under such a name is taken out


class Identity:
    """Takes out the identity that a client claims; puts that of its cookie on the connection of its page, where Streamlit reads it once."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            headers = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(PREFIX)]
            if scope["type"] == "websocket" and (secret := cookie_of(headers)):
                session = await run_in_threadpool(known_session, secret)
                headers += [(HEADER, session.encode("ascii"))] if session else []
            scope = dict(scope, headers=headers)
        return await self.app(scope, receive, send)


def cookie_of(headers: list[tuple[bytes, bytes]]) -> str:
    """The secret that a browser keeps, "" when it has none. Read as browsers write: what another site of the same host keeps beside ours, whatever
    it is, signs nobody out."""
    read = (cookie_parser(value.decode("latin-1")) for name, value in headers if name.lower() == b"cookie")
    return next((cookies[COOKIE] for cookies in read if COOKIE in cookies), "")


def known_session(secret: str) -> str:
    """The session that a secret opens, "" when it opens none; a store that does not answer leaves everybody unknown, and the log says it."""
    try:
        return signing.session_of(store(), secret)
    except Refused as refused:
        LOG.error("%s", refused.fault)
        return ""
