"""Our stylesheet, by immutable address, for the page that the server rewrites."""

import hashlib
from pathlib import Path

from starlette.responses import Response

from pages.serving.cache_headers import FOREVER

BODY = (Path(__file__).parents[1] / "studio.css").read_bytes()
ADDRESS = f"/styles/{hashlib.sha256(BODY).hexdigest()[:20]}.css"
LINK = f'<link rel="stylesheet" href="{ADDRESS}">'


async def answer_stylesheet(_request) -> Response:
    """The rules that Streamlit's theme cannot say."""
    return Response(BODY, media_type="text/css", headers=FOREVER)
