"""The security headers of every answer."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse

from geo.maps.background import choice
from pages.serving.streamlit_page.assets import STREAMLIT
from pages.serving.streamlit_page.french_page import in_french


def content_policy() -> str:
    """The content security policy: nothing from outside, no evaluated code, and only the inline scripts of the page we serve, by hash.

    One host more may be asked, when the administrator chose its background for the maps: they fetch its tiles as data.
    """
    ground = choice.chosen()
    asked = f"'self' {ground.origin}" if ground is not None and ground.origin else "'self'"
    scripts = re.findall(r"<script>(.*?)</script>", in_french((STREAMLIT / "index.html").read_text("utf-8")), re.DOTALL)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return (
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        f"font-src 'self' data:; connect-src {asked}; worker-src 'self' blob:; frame-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    )


SECURITY = {
    "Content-Security-Policy": content_policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",  # an address carries a scenario: the sites of our sources need not know it
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


COUNTS = "/_stcore/metrics"  # what Streamlit counts of sessions and memory: no page needs it, and anybody could read it
NOTHING = PlainTextResponse("Rien à cette adresse.", 404)


class SecurityHeaders:
    """Put the security headers on every answer, Streamlit's included; a route that sets one itself keeps it. Keep Streamlit's counts to itself."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def secure(message):
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        return await (NOTHING if scope["path"].endswith(COUNTS) else self.app)(scope, receive, secure)
