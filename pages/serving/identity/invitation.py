"""The two addresses of an invitation link: a page that says whom it is for, and the button of that page, which lets that person in.

Opening the page changes nothing: the scanners of mail servers follow links, and would use this one up.
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.ground import budgets, escaping, french
from data.ground.faults import Fault, Refused
from data.ground.installation.base_path import at
from data.store import access, signing
from data.store.access import Person
from data.store.opening import store
from pages.parts import menu
from pages.serving.budgets import refusing
from pages.serving.cache_headers import NEVER
from pages.serving.identity.middleware import COOKIE
from pages.serving.plain_pages import page

ACCOUNT = "../compte"  # where one arrives once in when nothing waits elsewhere; relative, as the others, so that it holds below any base path
# Where what one is invited for waits, by what one may do there: who manages the house begins with what she may do, the first line that holds counts.
FIRST = {"manage_people": ACCOUNT, "sign_off": f"../{menu.COMMITTEE.address}", "edit_study": f"../{menu.EDITING.address}"}
TRIES = budgets.named("wrong_links")
TOO_MANY = Fault("lien d'invitation", "trop de liens refusés", "attendre une minute, puis ouvrir votre lien")
ELSEWHERE = Fault("lien d'invitation", "cette demande vient d'un autre site", "ouvrir votre lien, puis son bouton")


async def answer(request: Request) -> Response:
    """GET: whom the link is for. POST: that person is in, and her browser keeps it."""
    token = request.path_params["token"]
    try:
        if request.method != "POST":
            return page.answer("Bienvenue", _welcome(await run_in_threadpool(lambda: signing.shown(store(), token))))
        if not from_here(request):
            return _refusal(ELSEWHERE, 403)
        entered = await run_in_threadpool(lambda: signing.enter(store(), token))
    except Refused as refused:
        return _wrong(request, refused.fault) if refused.fault.place == access.LINK else _refusal(refused.fault, 503)
    response = RedirectResponse(_first_page(entered.person), 303, headers=NEVER)
    response.set_cookie(COOKIE, entered.secret, max_age=int(access.SESSION_LASTS.total_seconds()), path=at("/"), httponly=True, samesite="lax")
    return response


def _wrong(request: Request, fault: Fault) -> Response:
    """What a wrong link is answered: that it is wrong, or to wait. The right one is never asked to wait, whatever others tried from the same address:
    nobody guesses 256 random bits, and a room or a school has one address."""
    visitor = refusing.client_address(request.scope)
    refusing.note("wrong_link", visitor, f"lien d'invitation refusé : {fault.fault}")
    if TRIES.take(visitor):
        return _refusal(fault, 404)
    response = _refusal(TOO_MANY, 429)
    response.headers["Retry-After"] = str(refusing.seconds(TRIES.wait(visitor)))
    return response


def _first_page(person: Person) -> str:
    """Where somebody arrives."""
    now = datetime.now(UTC)
    studies = {"", *(grant.study for grant in person.grants)}
    may = (page for action, page in FIRST.items() if any(access.may(person, action, study, now) for study in studies))
    return next(may, ACCOUNT)


def from_here(request: Request) -> bool:
    """Whether a form was sent by a page of ours: a browser says where it comes from, and another site could sign somebody in as somebody else."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    try:
        return urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:  # an address that none of our pages has
        return False


def _welcome(person: Person) -> str:
    lasts = french.number(access.SESSION_LASTS.days)
    return (
        f"<p>Ce lien est à <strong>{escaping.html(person.name)}</strong>{_from(person)}. Il s'ouvre une seule fois.</p>"
        f"<p>Ce navigateur vous reconnaîtra pendant {lasts} jours, par un témoin de connexion (cookie) qui ne sert qu'à cela. Sur un appareil "
        "partagé, déconnectez-vous dans « Mon compte » avant de partir.</p>"
        '<form method="post"><button type="submit">Entrer dans le Studio</button></form>'
        f"<p>Vous n'êtes pas {escaping.html(person.name)} ? Fermez cette page : rien ne sera fait.</p>"
    )


def _from(person: Person) -> str:
    return f" ({escaping.html(person.organisation)})" if person.organisation else ""


def _refusal(fault: Fault, status: int) -> Response:
    body = f"<p>{escaping.html(french.begun(fault.fault))}.</p><p>Que faire : {escaping.html(fault.remedy)}.</p>"
    return page.answer("Ce lien n'ouvre rien", body + '<p><a href="../">Lire le Studio sans compte</a></p>', status)


ROUTES = [Route("/invitation/{token}", answer, methods=["GET", "POST"])]
