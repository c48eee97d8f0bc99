"""A page that is not Streamlit's: one title, a few sentences, no script."""

from starlette.responses import HTMLResponse, Response

from data.ground import escaping, french
from pages.serving.cache_headers import NEVER
from pages.serving.streamlit_page.our_files import PLAIN

PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="robots" content="noindex">'
    '<title>{title} - Studio Lozère</title><link rel="stylesheet" href="{style}"></head>'
    '<body class="studio-plain"><main><p class="studio-plain-name">Le Studio</p><h1>{title}</h1>{body}</main></body></html>'
)


def answer(title: str, body: str, status: int = 200) -> Response:
    """The page; its body is HTML."""
    html = PAGE.format(title=escaping.html(title), style=PLAIN.address, body=french.spaced(body))
    return HTMLResponse(html, status, headers=NEVER)
