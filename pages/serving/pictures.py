"""The pictures of the studies, by immutable address."""

from starlette.responses import PlainTextResponse, Response

from pages.parts.drawings import pictures
from pages.serving.cache_headers import FOREVER, NEVER


def answer_picture(request) -> Response:
    """A picture by the hash of its content (not a coroutine: drawing takes time, Starlette gives it a thread)."""
    picture = pictures.find(request.path_params["digest"])
    if picture is None:
        return PlainTextResponse("Cette image n'existe pas ou n'existe plus : rechargez la page.", 404, headers=NEVER)
    return Response(picture.body, media_type="image/svg+xml", headers=FOREVER)
