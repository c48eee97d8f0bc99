"""What we add to the page that the server rewrites, by immutable address: our stylesheet, what marks the page in sight, the way of the keyboard, the
room of what opens over the page, what brings answers in sight, what folds the side panel and the sentence of the last move, the end of first words,
what tells of a link that is cut."""

import hashlib
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Route

from data.ground.installation.base_path import at
from pages.serving.cache_headers import FOREVER


class OurFile:
    """A file sent by the hash of its content."""

    def __init__(self, path: Path, folder: str, media_type: str) -> None:
        self.body = path.read_bytes()
        self.place = f"/{folder}/{hashlib.sha256(self.body).hexdigest()[:20]}{path.suffix}"  # from the root of the Studio
        self._media_type = media_type

    @property
    def address(self) -> str:
        """Where a browser asks it of the host."""
        return at(self.place)

    @property
    def route(self) -> Route:
        """What answers it."""
        return Route(self.place, self.answer)

    async def answer(self, _request) -> Response:
        """The file, to be kept for ever."""
        return Response(self.body, media_type=self._media_type, headers=FOREVER)


STYLESHEET = OurFile(Path(__file__).parents[2] / "studio.css", "styles", "text/css")  # the rules that Streamlit's theme cannot say
PAGE_MARKS = OurFile(Path(__file__).with_name("page_marks.js"), "scripts", "text/javascript")
KEYBOARD_WAY = OurFile(Path(__file__).with_name("keyboard_way.js"), "scripts", "text/javascript")
POPOVER_ROOM = OurFile(Path(__file__).with_name("popover_room.js"), "scripts", "text/javascript")
ANSWERS = OurFile(Path(__file__).with_name("answers.js"), "scripts", "text/javascript")
SIDE_PANEL = OurFile(Path(__file__).with_name("side_panel.js"), "scripts", "text/javascript")
LAST_MOVE = OurFile(Path(__file__).with_name("last_move.js"), "scripts", "text/javascript")
FIRST_WORDS = OurFile(Path(__file__).with_name("first_words.js"), "scripts", "text/javascript")
CONNECTION = OurFile(Path(__file__).with_name("connection.js"), "scripts", "text/javascript")
PLAIN = OurFile(Path(__file__).parents[1] / "plain_pages" / "plain.css", "styles", "text/css")  # of the pages that are not Streamlit's
MODULES = (PAGE_MARKS, KEYBOARD_WAY, POPOVER_ROOM, ANSWERS, SIDE_PANEL, LAST_MOVE)  # on every page, once it is there
ROUTES = [file.route for file in (STYLESHEET, *MODULES, FIRST_WORDS, CONNECTION, PLAIN)]
