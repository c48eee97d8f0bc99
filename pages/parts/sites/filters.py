"""What is asked of a site, as fields that the address carries: a link brings back the same demand."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import streamlit as st

from data.ground import escaping, french
from data.intake import cells
from geo.places import chosen
from geo.sites import located
from geo.sites.needs import FIBRE_WANTED, LEASE, SALE, Need
from pages.parts import address, prose, provenance
from pages.parts.maps import commune_choice

ANYWHERE = chosen.department().code  # where nothing is asked of the place
FIELDS_WIDTH = 600  # [px] of the less usual fields, above the page that answers them
KIND_WORDS = {located.ZONE: "Zones d'activités", located.PLOT: "Terrains", located.BUILDING: "Bâtiments"}
DAY, DAY_EXPECTED = r"^\d{1,2}/\d{1,2}/\d{4}$", "Écrire jour/mois/année : 31/12/2027"
TRANSACTION_WORDS = {None: "achat ou location", SALE: "achat", LEASE: "location"}
FIBRE_WORDS = {None: "sans exigence", **{state: f"au moins {state}" for state in FIBRE_WANTED}}
NO_LIMIT = "sans limite"
LONGEST_TEXT, LONGEST_DAY = 60, 10  # characters
HEIGHTS = (None, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 12)  # [m] from an office to a high warehouse
AMOUNT = address.Number(whole=True)
TITLES = {  # of the less usual fields, on screen and where a link could not be followed
    "surface": "Surface minimale (m²)",
    "minutes": "Accès à l'autoroute A75 (min au plus)",
    "power": "Puissance électrique minimale (kVA)",
    "by": "Disponible au plus tard le (jj/mm/aaaa)",
    "transaction": "Transaction",
    "height": "Hauteur libre minimale",
    "fibre": "Fibre",
    "flood": "Écarter les zones inondables",
    "sold": "Montrer aussi ce qui est vendu ou retiré",
    "known": "Garder les sites dont la réponse est inconnue",
}
RENT, SALE_PRICE, LAND = "Loyer maximal (€ HT par m² et par an)", "Prix de vente maximal (€ HT)", "Prix du terrain maximal (€ HT par m²)"
PRICES = ("land", "sale", "rent")  # one of them is drawn, with the transaction it goes with


def _height_words(height: float | None) -> str:
    return NO_LIMIT if height is None else f"au moins {french.with_unit(french.number(height), 'm')}"


MORE = {  # the less usual fields, without the price
    "surface": AMOUNT,
    "minutes": AMOUNT,
    "power": AMOUNT,
    "by": address.Words(LONGEST_DAY),
    "transaction": address.OneOf(list(TRANSACTION_WORDS), TRANSACTION_WORDS.get),
    "height": address.OneOf(HEIGHTS, _height_words),
    "fibre": address.OneOf(list(FIBRE_WORDS), FIBRE_WORDS.get),
    "flood": address.YesNo(),
    "sold": address.YesNo(),
    "known": address.YesNo(),
}


def ask(key: str, communes: Collection[str]) -> tuple[Need, bool]:
    """The fields; gives the need, and whether a site of which something asked is unknown is kept. `key` names the page in the address, `communes` are
    the codes of those that have a site: the page opens on the smallest place around the visitor's own that has one."""
    left, middle, right = st.columns([3, 4, 3])
    with left:
        text = address.bound(
            prose.text_input,
            "Rechercher",
            key=f"{key}.text",
            accepts=address.Words(LONGEST_TEXT),
            placeholder="nom, commune…",
            max_chars=LONGEST_TEXT,
        )
    with middle:
        kinds = address.bound(
            prose.pills,
            "Type de site",
            list(KIND_WORDS),
            selection_mode="multi",
            format_func=KIND_WORDS.get,
            key=f"{key}.kinds",
            accepts=address.OneOf(list(KIND_WORDS), KIND_WORDS.get, several=True),
        )
    with right:
        where = _where(key, communes)
    asked = _asked(key)
    line = st.container(horizontal=True, vertical_alignment="center", gap="small")
    title = f"Filtres{f' ({asked} en cours)' if asked else ''} : surface, prix, fibre, accès…"
    with line, prose.popover(title, icon=":material/tune:", width="content"), st.container(width=FIELDS_WIDTH):
        more = _more(key)
        unknown_too = address.bound(
            prose.toggle,
            TITLES["known"],
            value=True,
            key=f"{key}.known",
            accepts=address.YesNo(),
            help="Un fait absent de l'inventaire ne fait pas écarter un site : il est signalé.",
        )
    with line:
        if told := in_words(replace(Need(**more), open_only=False)):
            provenance.small(" · ".join(told), width="content")
    return Need(kinds=tuple(kinds or ()), text=(text or "").strip(), **where, **more), unknown_too


def offer_whole_department(key: str, count: int) -> None:
    """The way to the sites of the whole département that suit, `count` of them, when those of one place are shown."""
    if st.session_state.get(f"{key}.where") != ANYWHERE:
        label = f"Voir toute la Lozère : {french.number(count) if count else 'aucun'} {french.plural(count, 'site')}"
        prose.button(label, icon=":material/zoom_out_map:", type="tertiary", on_click=_go_anywhere, args=(key,), key=f"{key}.anywhere")


def _go_anywhere(key: str) -> None:
    st.session_state[f"{key}.where"] = ANYWHERE


def _where(key: str, communes: Collection[str]) -> dict[str, str]:
    """The place that is asked, as a need holds it; nothing for the whole département."""
    places = {ANYWHERE: chosen.department(), **chosen.places()}
    accepts = address.OneOf(list(places), _place_words, unknown="aucune commune ni intercommunalité de Lozère n'a ce nom")
    address.renamed(f"{key}.epci", f"{key}.where", accepts, str)
    commune_choice.open_on_hers(f"{key}.where", list(places), lambda code: _around(code, communes))
    code = address.bound(
        prose.selectbox, "Où", accepts.options, key=f"{key}.where", accepts=accepts, format_func=_place_words, kept="toute la Lozère est montrée"
    )
    if code == ANYWHERE:
        return {}
    return {"commune" if places[code].is_commune else "epci": places[code].name}


def _around(code: str, communes: Collection[str]) -> str:
    """The smallest place around one, itself first, that has a site."""
    place = chosen.places()[code]
    around = (place, chosen.intercommunality_of(place), chosen.department())
    return next((one.code for one in around if not set(communes).isdisjoint(one.communes)), ANYWHERE)


def _place_words(code: str) -> str:
    return "toute la Lozère" if code == ANYWHERE else chosen.places()[code].name


def offer_to_widen(key: str, sold: bool) -> None:
    """What one presses when nothing suits: to see what is sold too, when that is what hides sites, and to ask nothing more."""
    with st.container(horizontal=True):
        if sold:
            prose.button("Montrer ce qui est vendu ou retiré", icon=":material/visibility:", on_click=_show_sold, args=(key,), key=f"{key}.show-sold")
        prose.button("Effacer la demande", icon=":material/undo:", on_click=_ask_nothing, args=(key,), key=f"{key}.ask-nothing")


def _show_sold(key: str) -> None:
    st.session_state[f"{key}.sold"] = True


def _ask_nothing(key: str) -> None:
    """Every field as it is on a page that asks nothing."""
    empty = {"text": "", "kinds": [], "where": ANYWHERE, "by": "", "known": True, "sold": False, "flood": False}
    for name in ("text", "kinds", "where", *MORE, *PRICES):
        if f"{key}.{name}" in st.session_state:
            st.session_state[f"{key}.{name}"] = empty.get(name)


def in_words(need: Need) -> list[str]:
    """What is asked, a line for each thing, in Markdown and in the words of the fields."""
    amounts = (
        (TITLES["surface"], need.least_surface),
        (RENT, need.most_rent),
        (SALE_PRICE, need.most_sale),
        (LAND, need.most_land),
        (TITLES["minutes"], need.most_minutes),
        (TITLES["power"], need.least_power),
    )
    told = {
        "Rechercher": need.text,
        "Type de site": french.listed([KIND_WORDS.get(kind, kind) for kind in need.kinds]),
        "Intercommunalité": need.epci,
        "Commune": need.commune,
        TITLES["transaction"]: need.transaction and TRANSACTION_WORDS.get(need.transaction, need.transaction),
        **{title: french.number(amount) for title, amount in amounts if amount is not None},
        TITLES["height"]: need.least_height and _height_words(need.least_height),
        TITLES["fibre"]: need.fibre and FIBRE_WORDS.get(need.fibre, need.fibre),
        "Disponible au plus tard le": need.available_by and french.short_day(need.available_by),
    }
    yes = [(TITLES["flood"], need.out_of_flood), ("Écarter ce qui est vendu, réservé ou retiré", need.open_only)]
    return [f"{title} : {escaping.markdown(str(words))}" for title, words in told.items() if words] + [title for title, asked in yes if asked]


def _asked(key: str) -> int:
    """How many of the less usual fields the address fills, once what it cannot ask is out of it."""
    for name, accepts in MORE.items():
        address.follow(f"{key}.{name}", accepts, named=TITLES[name])
    return sum(f"{key}.{name}" in st.query_params for name in (*MORE, *PRICES))


def _more(key: str) -> dict:
    """The less usual fields, two in a row."""
    surface, transaction = st.columns(2)
    with surface:
        least_surface = _number(TITLES["surface"], f"{key}.surface", 50)
    with transaction:
        wanted = _option(key, "transaction")
    price, minutes = st.columns(2)
    with price:
        prices = _prices(key, wanted)
    with minutes:
        most_minutes = _number(TITLES["minutes"], f"{key}.minutes", 5)
    height, power = st.columns(2)
    with height:
        least_height = _option(key, "height")
    with power:
        least_power = _number(TITLES["power"], f"{key}.power", 10)
    fibre, by = st.columns(2)
    with fibre:
        wanted_fibre = _option(key, "fibre")
    with by:
        available_by = _day(TITLES["by"], f"{key}.by")
    with st.container(horizontal=True):
        flood = address.bound(prose.toggle, TITLES["flood"], key=f"{key}.flood", accepts=address.YesNo())
        open_only = not address.bound(prose.toggle, TITLES["sold"], key=f"{key}.sold", accepts=address.YesNo())
    return {
        "least_surface": least_surface,
        "transaction": wanted,
        **prices,
        "most_minutes": most_minutes,
        "least_height": least_height,
        "least_power": least_power,
        "fibre": wanted_fibre,
        "available_by": available_by,
        "out_of_flood": flood,
        "open_only": open_only,
    }


def _prices(key: str, transaction: str | None) -> dict[str, float | None]:
    """The price that goes with the transaction: rent, price of a building; that of the land when neither is chosen."""
    if transaction == LEASE:
        return {"most_rent": _number(RENT, f"{key}.rent", 5)}
    if transaction == SALE:
        return {"most_sale": _number(SALE_PRICE, f"{key}.sale", 10_000)}
    return {"most_land": _number(LAND, f"{key}.land", 1)}


def _day(label: str, key: str) -> date | None:
    """A day, written: Streamlit's calendar has targets too small for a finger. None while it is empty or is no day."""
    written = address.bound(
        prose.text_input,
        label,
        key=key,
        accepts=address.Words(LONGEST_DAY),
        placeholder=NO_LIMIT,
        max_chars=LONGEST_DAY,
        validate=(DAY, DAY_EXPECTED),
    )
    try:
        return cells.day((written or "").strip())
    except cells.Unreadable as wrong:
        provenance.small(f"**{escaping.markdown(french.begun(wrong.fault))} : {escaping.markdown(wrong.remedy)}.**")
        return None


def _number(label: str, key: str, step: int) -> int | None:
    return address.bound(prose.number_input, label, min_value=0, value=None, step=step, key=key, accepts=AMOUNT, placeholder=NO_LIMIT)


def _option(key: str, name: str) -> str | float | None:
    accepts = MORE[name]
    return address.bound(prose.selectbox, TITLES[name], accepts.options, key=f"{key}.{name}", accepts=accepts, format_func=accepts.words)
