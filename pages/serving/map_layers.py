"""The layers of the maps, by immutable address."""

from starlette.responses import JSONResponse, PlainTextResponse, Response

from geo.maps import hatching, landmarks, layers
from pages.serving.cache_headers import FOREVER, NEVER


async def answer_blank_style(_request) -> Response:
    """The empty base map, so that no map asks anybody outside for one."""
    return JSONResponse(layers.BLANK_STYLE, headers={"Cache-Control": "no-cache"})


def answer_layer(request) -> Response:
    """A public layer by the hash of its content (not a coroutine: building a layer takes time, Starlette gives it a thread)."""
    digest = request.path_params["digest"]
    layer = layers.find(digest) or landmarks.find(digest) or hatching.find(digest)
    if layer is None:
        return PlainTextResponse("Cette couche de carte n'existe pas ou n'existe plus : rechargez la page.", 404, headers=NEVER)
    return Response(layer.body, media_type="application/geo+json", headers=FOREVER)
