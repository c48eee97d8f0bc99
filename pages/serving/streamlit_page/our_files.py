"""What we add to the page that the server rewrites, by immutable address: our stylesheet, what marks the page in sight, the way of the keyboard,
the end of first words."""

import hashlib
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Route

from pages.serving.cache_headers import FOREVER


class OurFile:
    """A file sent by the hash of its content."""

    def __init__(self, path: Path, folder: str, media_type: str) -> None:
        self.body = path.read_bytes()
        self.address = f"/{folder}/{hashlib.sha256(self.body).hexdigest()[:20]}{path.suffix}"
        self._media_type = media_type

    async def answer(self, _request) -> Response:
        """The file, to be kept for ever."""
        return Response(self.body, media_type=self._media_type, headers=FOREVER)


STYLESHEET = OurFile(Path(__file__).parents[2] / "studio.css", "styles", "text/css")  # the rules that Streamlit's theme cannot say
PAGE_MARKS = OurFile(Path(__file__).with_name("page_marks.js"), "scripts", "text/javascript")
KEYBOARD_WAY = OurFile(Path(__file__).with_name("keyboard_way.js"), "scripts", "text/javascript")
FIRST_WORDS = OurFile(Path(__file__).with_name("first_words.js"), "scripts", "text/javascript")
PLAIN = OurFile(Path(__file__).parents[1] / "identity" / "plain.css", "styles", "text/css")  # of the page of an invitation link
ROUTES = [Route(file.address, file.answer) for file in (STYLESHEET, PAGE_MARKS, KEYBOARD_WAY, FIRST_WORDS, PLAIN)]
