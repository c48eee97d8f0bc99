"""Streamlit's page in French, whatever its address; that of a study with its first words."""

import re
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders

from data.ground import french
from data.ground.installation.base_path import at
from pages.serving.plain_pages import unknown_address
from pages.serving.streamlit_page import first_words
from pages.serving.streamlit_page.our_files import CONNECTION, MODULES, STYLESHEET

TITLE = "<title>Streamlit</title>"  # tells Streamlit's page from any other HTML that we may serve
ROOT = '<div id="root">'  # where Streamlit draws
NOSCRIPT = (
    "<noscript><p>Le Studio Lozère a besoin de JavaScript pour afficher ses pages. Activez-le dans votre navigateur, puis rechargez "
    "cette page.</p></noscript>"
)
# Below a deep link such as /comparer, Streamlit's client first looks for its server at /comparer/_stcore/ and meets two 404, written in the
# console of every visitor. Told where the server is, it asks there only.
# The place stands beside the script, so that the script is the same wherever the Studio stands: the content policy lets it run by its hash.
SERVER_ADDRESS = (
    "<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin + document.querySelector('meta[name=studio-base]').content}</script>"
)


CONNECTION_WORDS = french.spaced(Path(__file__).with_name("connection.html").read_text("utf-8"))

# In the page itself, before Streamlit's own scripts, which call what these put in its place: a file apart would delay the first words.
FIRST = ("history.js", "double_press.js", "language.js", "maps.js", "less_motion.js")
FIRST_SCRIPT = f"<script>{''.join(Path(__file__).with_name(name).read_text('utf-8') for name in FIRST)}</script>"


def in_french(html: str) -> str:
    """Streamlit's page with the right language, title, sentence for browsers without JavaScript, address of its server, our styles and scripts."""
    if TITLE not in html:
        return html
    html = html.replace('<html lang="en">', '<html lang="fr">', 1).replace(TITLE, "<title>Studio Lozère</title>", 1)
    html = re.sub(r"<noscript>.*?</noscript>", NOSCRIPT, html, count=1, flags=re.DOTALL)
    scripts = "".join(f'<script type="module" src="{script.address}"></script>' for script in MODULES)
    links = f'<link rel="stylesheet" href="{STYLESHEET.address}">{scripts}'
    where = f'<meta name="studio-base" content="{at("/")}">'
    watch = f'<script src="{CONNECTION.address}"></script>'  # not a module: it runs before Streamlit's
    html = html.replace("<head>", f"<head>{where}{SERVER_ADDRESS}{FIRST_SCRIPT}{watch}", 1).replace("<body>", f"<body>{CONNECTION_WORDS}", 1)
    return html.replace("</head>", f"{links}</head>", 1)  # after Streamlit's own styles


class French:
    """Translate Streamlit's page on every address.

    Innermost, and it hides Accept-Encoding from what is inside: Streamlit compresses its page on deep links only, and a compressed page
    cannot be rewritten. The compression outside has already read what the browser accepts.
    """

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        # Asked for its headers alone, a page is made whole: its status and its length are known at the end. Uvicorn sends nothing of its body.
        scope = dict(
            scope,
            method="GET" if scope["method"] == "HEAD" else scope["method"],
            headers=[(key, value) for key, value in scope["headers"] if key != b"accept-encoding"],
        )
        start, chunks = None, []

        async def translate(message):
            nonlocal start
            if (
                message["type"] == "http.response.start"
                and message["status"] == 200
                and scope["method"] == "GET"
                and Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            ):
                start = message
            elif start is not None and message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))
                if not message.get("more_body"):
                    html = b"".join(chunks).decode("utf-8")
                    if TITLE in html and not await run_in_threadpool(unknown_address.leads_somewhere, scope["path"], Headers(scope=scope)):
                        return await (await run_in_threadpool(unknown_address.answer, scope["path"]))(scope, receive, send)
                    page = in_french(html)
                    words = await run_in_threadpool(first_words.of, scope["path"], scope["query_string"].decode("latin-1"))
                    body = (page.replace(NOSCRIPT, "").replace(ROOT, words + ROOT, 1) if words else page).encode("utf-8")
                    headers = MutableHeaders(raw=list(start["headers"]))
                    for stale in ("etag", "last-modified"):  # they describe the page before its translation
                        del headers[stale]
                    headers["content-length"] = str(len(body))
                    await send(dict(start, headers=headers.raw))
                    await send({"type": "http.response.body", "body": body})
            else:
                await send(message)

        return await self.app(scope, receive, translate)
