"""Behind TLS, a cookie is sent over TLS only."""

SET = b"set-cookie"
SECURE = b"; Secure"


class SecureCookies:
    """Says so of every cookie of an answer to an https address, Streamlit's included, which knows of no proxy."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["scheme"] != "https":
            return await self.app(scope, receive, send)

        async def secured(message):
            if message["type"] == "http.response.start":
                message = dict(message, headers=[(name, _secure(value) if name.lower() == SET else value) for name, value in message["headers"]])
            await send(message)

        return await self.app(scope, receive, secured)


def _secure(cookie: bytes) -> bytes:
    attributes = {part.strip().lower() for part in cookie.split(b";")[1:]}
    return cookie if b"secure" in attributes else cookie + SECURE
