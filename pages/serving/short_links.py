"""The short link of a saved scenario, made to be read aloud: it leads to the page that shows it."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pages.serving.cache_headers import NEVER

LONGEST = 40  # characters of a code that are passed on; the page says what it cannot open


async def answer(request: Request) -> Response:
    """To the page of saved scenarios; relative, so that it holds below any base path."""
    return RedirectResponse(f"../scenario?code={quote(request.path_params['code'][:LONGEST], safe='')}", 303, headers=NEVER)


ROUTES = [Route("/s/{code}", answer)]
