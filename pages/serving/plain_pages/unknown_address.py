"""An address that leads nowhere: who asks it reads so in French, with the nearest page and the menu, and a program reads the status 404."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response

from data.ground import escaping
from data.ground.faults import Refused
from data.ground.installation.base_path import at
from data.intake import cells
from data.store import signing
from data.store.access import Actor
from data.store.opening import store
from pages.parts import menu
from pages.parts.versions import reading
from pages.parts.visiting import provider
from pages.parts.visitor import Visitor
from pages.serving.identity.middleware import COOKIE, known_session
from pages.serving.plain_pages import page

TITLE = "Page introuvable"
SAID = "Aucune page du Studio n'a cette adresse, ou son étude est retirée."
OF_STREAMLIT = "_streamlit_user"  # the cookie of whom the identity provider has named, which Streamlit alone reads
LONGEST = 100  # characters of an address that are compared


def leads_somewhere(path: str, headers: Headers) -> bool:
    """Whether a page stands there for who asks: a draft has no address for the others."""
    asked = path.strip("/")
    if "/" in asked:
        return False
    cookies = cookie_parser(headers.get("cookie", ""))
    if OF_STREAMLIT in cookies and provider.offered():
        return True  # the page itself says it, to whoever that is
    return asked in {entry.address for entry in menu.entries()} or asked in _of_team(cookies)


def _of_team(cookies: Mapping[str, str]) -> set[str]:
    """What else somebody reads whom the agency let in."""
    session = known_session(cookies[COOKIE]) if COOKIE in cookies else ""
    if not session:
        return set()
    actor = Actor(session=session)
    try:
        return {entry.address for entry in menu.entries(reading.read_by(Visitor(actor, signing.person_of(store(), actor))))}
    except Refused:  # the store does not answer: she is the public, as she will be in the page
        return set()


def answer(path: str) -> Response:
    """The page that says so."""
    public = [entry for entry in menu.entries() if entry.in_menu and not entry.needs]
    near = _nearest(path, public)
    meant = f"<p>La plus proche : {_link(near)}.</p>" if near else ""
    return page.answer(TITLE, f'<p>{SAID}</p>{meant}<nav aria-label="Menu">{_menu(public)}</nav>', 404)


def _menu(public: list[menu.Entry]) -> str:
    """The menu of the other pages, by section: what has none comes first, under no title."""
    sections: dict[str, list[menu.Entry]] = {"": []}
    for entry in public:
        sections.setdefault(entry.section, []).append(entry)
    return "".join(
        f"{f'<h2>{escaping.html(title)}</h2>' if title else ''}<ul>{''.join(f'<li>{_link(entry)}</li>' for entry in held)}</ul>"
        for title, held in sections.items()
    )


def _nearest(path: str, entries: list[menu.Entry]) -> menu.Entry | None:
    """The page whose address is most like the one asked, or like its beginning."""
    asked = path.strip("/")[:LONGEST]
    by_address = {entry.address: entry for entry in entries if entry.address}
    found = (cells.nearest(tried, by_address, cells.VERY_CLOSE) for tried in (asked, asked.partition("/")[0]))
    return next((by_address[near] for near in found if near), None)


def _link(entry: menu.Entry) -> str:
    return f'<a href="{at(f"/{entry.address}")}">{escaping.html(entry.title)}</a>'
