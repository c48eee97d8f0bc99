"""The frame where one draws a place on the map: its page, its script and Leaflet, all ours, under a policy of its own, stricter than that of the
pages: no inline style nor script, nothing but the layers of our maps and the background that the administrator chose."""

from pathlib import Path
from string import Template

from starlette.responses import Response
from starlette.routing import Route
from xstatic.pkg import leaflet

from geo.maps.background import choice
from pages.parts.drawn_places.drawing import ADDRESS, FILES
from pages.serving.streamlit_page.our_files import OurFile

FOLDER = "components"
LEAFLET = Path(leaflet.BASE_DIR)
PARTS = {
    "leaflet": OurFile(LEAFLET / "leaflet.js", FOLDER, "text/javascript"),
    "leaflet_style": OurFile(LEAFLET / "leaflet.css", FOLDER, "text/css"),
    "script": OurFile(FILES / "drawing.js", FOLDER, "text/javascript"),
    "style": OurFile(FILES / "drawing.css", FOLDER, "text/css"),
}
PAGE = Template((FILES / "drawing.html").read_text("utf-8"))


def policy() -> str:
    """What the frame may do. Leaflet places what it draws by the properties of its elements, which no policy of styles concerns."""
    ground = choice.chosen()
    tiles = f" {ground.origin}" if ground is not None and ground.origin else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    )


async def answer_page(_request) -> Response:
    """The page of the frame."""
    return Response(
        PAGE.substitute({name: part.address for name, part in PARTS.items()}),
        media_type="text/html",
        headers={"Content-Security-Policy": policy(), "Cache-Control": "no-cache"},
    )


ROUTES = [Route(ADDRESS, answer_page), *(part.route for part in PARTS.values())]
