"""The pictures of the studies, those that we draw and those that their folders hold, by immutable address."""

from starlette.responses import PlainTextResponse, Response

from pages.parts.drawings import pictures
from pages.parts.study.figures import pictures as study_pictures
from pages.serving.cache_headers import FOREVER, NEVER

GONE = "Cette image n'existe pas ou n'existe plus : rechargez la page."
INERT = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}  # an SVG opened alone is a document


def answer_picture(request) -> Response:
    """A picture by the hash of its content (not a coroutine: drawing takes time, Starlette gives it a thread)."""
    picture = pictures.find(request.path_params["digest"])
    if picture is None:
        return PlainTextResponse(GONE, 404, headers=NEVER)
    return Response(picture.body, media_type="image/svg+xml", headers=FOREVER)


def answer_study_picture(request) -> Response:
    """A picture of the folder of a study by the hash of its content (not a coroutine: it reads a file)."""
    picture = study_pictures.find(request.path_params["digest"])
    if picture is None:
        return PlainTextResponse(GONE, 404, headers=NEVER)
    return Response(picture.file.read_bytes(), media_type=picture.media, headers=FOREVER | INERT)
