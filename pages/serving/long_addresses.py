"""An address with more parameters than Streamlit reads: the first ones are followed, and the page says how many are left out."""

from starlette.responses import Response

from pages.parts.address import EXTRA, MOST_PARAMETERS


class LongAddresses:
    """Send the browser to the same page with as many parameters as Streamlit reads: beyond, it drops them all, and only the server's log says so.

    The new address is a query alone, so that it stays on this page whatever the path is.
    """

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        asked = scope.get("query_string", b"").split(b"&")
        if scope["type"] != "http" or len(asked) <= MOST_PARAMETERS:
            return await self.app(scope, receive, send)
        read = b"&".join(asked[: MOST_PARAMETERS - 1]).decode("latin-1")
        left_out = len(asked) - (MOST_PARAMETERS - 1)
        return await Response(status_code=303, headers={"Location": f"?{read}&{EXTRA}={left_out}"})(scope, receive, send)
