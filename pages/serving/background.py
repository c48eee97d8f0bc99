"""The background of the maps: its style, and the tiles of the file that the administrator chose."""

import re

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from geo.maps.background import choice
from geo.maps.background.tile_file import Unreadable, media_type
from pages.serving.cache_headers import FOREVER, NEVER
from pages.serving.log import LOG

PLACE = re.compile(r"[0-9]{1,8}")  # a zoom, a column or a row


def answer_style(request: Request) -> Response:
    """The style of the background in use."""
    ground = _in_use(request)
    return _none_here() if ground is None else JSONResponse(ground.style(), headers={"Cache-Control": "no-cache"})


def answer_tile(request: Request) -> Response:
    """A tile of the file in use (not a coroutine: reading takes time, Starlette gives it a thread); 404 where it has none.

    The map then keeps the tile of the zoom before; an empty answer it would take for a damaged image.
    """
    ground = _in_use(request)
    place = [request.path_params[name] for name in ("z", "x", "y")]
    if ground is None or ground.file is None or not all(map(PLACE.fullmatch, place)):
        return _none_here()
    zoom, column, row = map(int, place)
    extent = ground.extent
    if not (extent.least_zoom <= zoom <= extent.greatest_zoom and column < 2**zoom and row < 2**zoom):
        return _none_here()
    try:
        body = ground.file.tile(zoom, column, row)
        return _none_here() if body is None else Response(body, media_type=media_type(body), headers=FOREVER)
    except Unreadable as unreadable:
        LOG.error("Fond des cartes, tuile %d/%d/%d : %s", zoom, column, row, unreadable)
        return _none_here()


def _in_use(request: Request) -> choice.Background | None:
    ground = choice.chosen()
    return ground if ground is not None and ground.key == request.path_params["key"] else None


def _none_here() -> Response:
    return PlainTextResponse("Pas de fond de carte à cette adresse.", 404, headers=NEVER)
