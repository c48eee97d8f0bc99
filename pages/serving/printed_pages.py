"""A page to print is light, whatever the theme of who prints it: only the address tells Streamlit so before it draws anything."""

from urllib.parse import parse_qs

from starlette.responses import Response

from pages.parts.printing.paper import PRINTED, VIEW

LIGHT = "embed_options=light_theme"  # Streamlit's own word for it


class PrintedPages:
    """Send the browser to the same page in the light theme when its address asks for the page to print."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        query = scope.get("query_string", b"").decode("latin-1")
        if scope["type"] != "http" or LIGHT in query or parse_qs(query).get(VIEW, [""])[-1] != PRINTED:
            return await self.app(scope, receive, send)
        return await Response(status_code=303, headers={"Location": f"?{query}&{LIGHT}"})(scope, receive, send)
