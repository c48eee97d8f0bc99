"""What every page has around it: its name in the browser, the banner for the team, the footer."""

import contextlib
from collections.abc import Iterator, Sequence
from types import ModuleType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import FragmentHandledException

from data import department, editions, imports
from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from data.tables import LOZERE
from geo.maps.background import choice as background
from pages.parts import address, lane, menu, prose, provenance
from pages.parts.my_place import choice
from pages.parts.printing import paper
from pages.parts.reporting import form as reporting
from pages.parts.versions import reading
from pages.parts.visiting import author, rights
from pages.parts.visitor import Visitor
from studies import catalog

SITE = "Studio Lozère"
MOST = 30  # faults of one study or edition told one by one
FAILED = "frame.failed"  # in the session of a visitor: the place of the page that has just failed
LOGO = (
    '<svg viewBox="0 0 132 30" width="132" height="30"><text x="0" y="22" font-family="Georgia, serif" font-size="22" font-weight="600" '
    'fill="#2E8B63">Le Studio</text></svg>'
)
ICON = (
    '<svg viewBox="0 0 32 32" width="32" height="32"><rect width="32" height="32" rx="6" fill="#1F4D3A"/>'
    '<path d="M6 24 L13 10 L18 18 L21 13 L26 24 Z" fill="#fff"/></svg>'
)


@contextlib.contextmanager
def around(title: str, visiting: Visitor) -> Iterator[None]:
    """The frame of a page: its name for the browser, the studies and the editions that are left out, what of the address could not be
    followed, the place of the page, the footer.

    The footer is drawn first, below the place of the page, so that a page that fails still has it; the error then goes in that place.
    """
    st.set_page_config(page_title=f"{title} - {SITE}", page_icon=ICON, layout="wide")
    st.logo(LOGO, size="large")
    for slug, faults in catalog.faults().items():
        if reading.reads_draft(visiting, slug):
            _tell(f"« {escaping.markdown(slug)} » n'est pas affiché", faults)
    for kind, faults in editions.faults().items():
        _tell(f"Une partie de ce qui a été importé est laissée de côté ({imports.title(kind)})", faults)
    _tell_department(title)
    rights.tell(visiting)
    author.watch()
    address.listen(title)
    choice.ask()
    place = st.container()
    if not paper.is_printed():  # a page to print ends with its own
        _footer(title, visiting)
    try:
        with place, lane.turn(lane.REST):
            yield
    except FragmentHandledException:  # told already, where the part that failed stands
        raise
    except Exception:
        st.session_state[FAILED] = place
        raise
    address.tell_once()  # not after an interruption: the page then starts again


def failed_place() -> DeltaGenerator | ModuleType:
    """Where to tell an error: the place of the page that failed, or right here when only a part of it did."""
    return st.session_state.pop(FAILED, st)


def _tell(what: str, faults: Sequence[Fault]) -> None:
    """A banner for the team: what visitors do not get, and what to do about it."""
    with prose.expander(f"{what} : {french.counted(len(faults), 'défaut')} à corriger", expanded=author.writing()):
        prose.markdown("\n".join(map(_line, faults[:MOST])))
        if len(faults) > MOST:  # a wrong file may hold thousands, which every page would send
            more = len(faults) - MOST
            prose.markdown(f"… et {french.counted(more, 'autre')}, que dit `python -m studies check` ou le journal.")


def _line(fault: Fault) -> str:
    """A fault as an item of a list: three columns would hide the remedy on a phone."""
    place, what, remedy = map(escaping.markdown, (fault.place, fault.fault, fault.remedy))
    return f"- **{place}** : {what}. *Que faire{french.NO_BREAK}:* {remedy}."


def _tell_department(title: str) -> None:
    """Say on the other pages that they stay Lozère's when the home map shows another département; the home page says it itself."""
    with contextlib.suppress(Refused):  # a code that is none is told by the home page and by the console
        code = department.chosen()
        if code != LOZERE and title != menu.HOME.title:
            prose.caption(f"La carte de l'accueil montre un autre département ({department.name(code)}) ; cette page reste celle de la Lozère.")


def _asked_outside() -> str:
    """Whom the browser of a visitor asks beside us: nobody, unless the administrator chose a background that another host serves."""
    ground = background.chosen()
    if ground is None or not ground.host:
        return "Aucun traceur, aucune donnée envoyée ailleurs."
    return f"Aucun traceur ; le fond des cartes est demandé par votre navigateur à {escaping.markdown(ground.host)}, à personne d'autre."


def _footer(title: str, visiting: Visitor) -> None:
    st.divider()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="foot"):
        who = f"{escaping.markdown(visiting.person.name)} : mon compte" if visiting.person else "Se connecter"
        prose.page_link(menu.as_page(menu.ACCOUNT), label=who, icon=":material/person:", width="content")
        for entry in (menu.HOME, *menu.GUIDES):
            label = f"{entry.title} : partiellement conforme" if entry.address == "accessibilite" else entry.title
            prose.page_link(menu.as_page(entry), label=label, width="content")
        reporting.show(title)
    provenance.small(f"Lozère Développement. Des études à discuter, pas des prévisions. Données et textes : Licence Ouverte 2.0. {_asked_outside()}")
