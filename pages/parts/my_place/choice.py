"""The commune or the intercommunality that a visitor calls hers: chosen once in the frame of the pages, kept in the address from one to the next.

No widget is tied to the address here: one that every page has would have Streamlit write the address of the page that is left.
"""

from urllib.parse import urlencode

import streamlit as st

from data.ground import french
from geo.places import chosen
from geo.places.chosen import Place
from pages.parts import address, menu, prose
from pages.parts.maps import commune_choice
from pages.parts.printing import paper

KEY = commune_choice.HERS  # in the address, by its name; in the session, by its code
LABEL = "Ma commune ou mon intercommunalité"
NONE = "Aucune"
NOT_YET = "Chez moi"
FRAME = "my-place"  # the container that our stylesheet puts in the bar of the menu
LIST, FIRST = "place.list", "place.first"  # the list of the bar, that of the page of who has chosen nothing


def ask() -> None:
    """The choice, behind one button of the bar. What a link asks is followed where the visitor comes by it."""
    _read()
    place = current()
    if paper.is_printed():
        return
    with (
        st.container(key=FRAME, width="content"),
        prose.popover(place.name if place else NOT_YET, icon=":material/location_on:", type="tertiary", width="content"),
    ):
        _list(LIST, [None, *chosen.places()])
        what = f"Ce que les études changent : {place.name}" if place else "Ce que les études changent chez moi"
        prose.page_link(menu.as_page(menu.MY_PLACE), label=what, icon=":material/arrow_forward:")


def current() -> Place | None:
    """The place that is chosen, None when none is."""
    return chosen.places().get(st.session_state.get(KEY))


def choose(code: str | None) -> None:
    """Takes a place for hers, before the page is drawn: in the answer to a click."""
    st.session_state[KEY] = code


def clicked(event: dict | None) -> None:
    """Takes the commune of a click on a map for hers; a click beside the département changes nothing."""
    if code := commune_choice.clicked(event):
        choose(code)


def address_of(place: Place) -> str:
    """The query of a link to a page with a place."""
    return urlencode({KEY: place.name})


def show_list() -> None:
    """The choice in the page, for who has made none, and the intercommunalities one by one."""
    places = chosen.places()
    _list(FIRST, list(places))
    together = [place for place in places.values() if not place.is_commune]
    prose.markdown("\n".join(f"- [{place.name}](?{address_of(place)}), {counted(place)}" for place in together))


def counted(place: Place) -> str:
    """How many communes of Lozère an intercommunality has."""
    count = len(place.communes)
    return f"{french.counted(count, 'commune')} de Lozère"


def _read() -> None:
    """Follows the address in the first run of a session, then writes there what is chosen, whatever page is opened."""
    address.follow(KEY, _accepts(), "aucune n'est choisie", "Ma commune")
    if KEY not in st.session_state:
        asked = st.query_params.get(KEY)
        choose(next((place.code for place in chosen.places().values() if french.spaced(place.name) == asked), None))
    place = current()
    if place and st.query_params.get(KEY) != place.name:
        st.query_params[KEY] = place.name
    elif not place and KEY in st.query_params:
        del st.query_params[KEY]


def _accepts() -> address.OneOf:
    return address.OneOf(list(chosen.places()), _words, unknown="aucune commune ni intercommunalité de Lozère n'a ce nom")


def _list(key: str, codes: list[str | None]) -> None:
    held = st.session_state.get(KEY)
    st.session_state[key] = held if held in codes else None
    prose.selectbox(LABEL, codes, index=None, placeholder="Choisir", format_func=_words, key=key, on_change=_take, args=(key,))


def _words(code: str | None) -> str:
    return NONE if code is None else chosen.places()[code].name


def _take(key: str) -> None:
    choose(st.session_state[key])
