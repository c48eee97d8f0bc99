"""Who looks at the pages: a visitor with cookies and a cache of its own, and a page of it that goes from one test to the next.

A page that has already shown this server, and never left it, has our scripts compiled: a new one would compile them again, a third of its time.
"""

from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error

from tests.e2e import browser as finder

WINDOW = {"width": 1440, "height": 900}  # [px]
NOTHING = "/healthz"  # an address of the same site without a script: a blank page would be another site


class Desk:
    """A visitor on a desk computer."""

    def __init__(self, browser, painted: bool) -> None:
        self.open = lambda: visitor(browser, painted)
        self.context, self.waiting = None, None

    def page(self, viewport: dict[str, int] = WINDOW, color_scheme: str = "light"):
        """The page that waits, else a new one, in that window and that theme; nothing of what an earlier test did is in sight."""
        self.context = self.context or self.open()
        page, self.waiting = self.waiting or self._new_page(), None
        page.outside, page.errors = [], []
        page.set_viewport_size(viewport)
        page.emulate_media(media="screen", color_scheme=color_scheme, reduced_motion="reduce")
        return page

    def _new_page(self):
        page = watched(self.context.new_page())
        page.downloads = []
        page.on("download", lambda download: page.downloads.append(download))  # noqa: PLW0108 (Playwright takes no method of a list)
        return page

    def take_back(self, page) -> None:
        """Keeps for the next test a page that was given, unless one waits already, its server has stopped or it has taken a file away: a browser
        counts the files of a window, and asks before it lets others come."""
        if self.waiting or page.downloads or not _left(page):
            page.close()
        else:
            self.waiting = page


def _left(page) -> bool:
    """Whether the page now shows nothing of its server, and keeps nothing of its visit."""
    try:
        page.unroute_all()
        page.goto(urljoin(page.url, NOTHING))
        page.evaluate("sessionStorage.clear(), localStorage.clear()")  # where Streamlit keeps whether its side panel was open
        page.mouse.move(0, 0)
    except Error:  # closed by its test, or its server has stopped
        return False
    return True


def visitor(browser, painted: bool, **options):
    """What a visitor brings: a window, a language, a theme; cookies and a cache of its own. It asks for no animation: what shimmers while the server
    computes takes half of the browser's time, drawn at each frame by a machine without a graphics card."""
    options = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": WINDOW, "reduced_motion": "reduce", **options}
    context = browser.new_context(**options)
    for script in (finder.FREEZE_CLOCK, finder.TELL_VIOLATIONS, *([] if painted else [finder.LEAVE_MAPS_UNPAINTED])):
        context.add_init_script(script)
    return context


def watched(page):
    """That page, whose requests to elsewhere and whose errors are written down from now on."""
    page.outside, page.errors = [], []
    page.on("request", lambda request: page.outside.append(request.url) if leaves_this_machine(request.url) else None)
    page.on("websocket", lambda socket: page.outside.append(socket.url) if leaves_this_machine(socket.url) else None)
    page.on("console", lambda message: page.errors.append(f"{message.text} ({message.location['url']})") if message.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    return page


def leaves_this_machine(url: str) -> bool:
    """Whether a request goes to another machine (data: and blob: addresses stay here)."""
    return urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname not in ("127.0.0.1", "localhost")
