"""What is asked of a site, as fields that the address carries: a link brings back the same demand."""

from datetime import date

import streamlit as st

from data import french
from data.intake import cells
from geo import sites, territory
from geo.needs import FIBRE_WANTED, LEASE, SALE, Need
from pages.parts import provenance

ANYWHERE = "toutes les intercommunalités"
KIND_WORDS = {sites.ZONE: "Zones d'activités", sites.PLOT: "Terrains", sites.BUILDING: "Bâtiments"}
DAY, DAY_EXPECTED = r"^\d{1,2}/\d{1,2}/\d{4}$", "Écrire jour/mois/année : 31/12/2027"
TRANSACTION_WORDS = {None: "achat ou location", SALE: "achat", LEASE: "location"}
FIBRE_WORDS = {None: "sans exigence", **{state: f"au moins {state}" for state in FIBRE_WANTED}}
NO_LIMIT = "sans limite"
HEIGHTS = (None, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 12)  # [m] from an office to a high warehouse
MORE = ("surface", "transaction", "sale", "rent", "land", "height", "power", "fibre", "minutes", "by", "flood", "sold", "known")


def ask(key: str) -> tuple[Need, bool]:
    """The fields; gives the need, and whether a site of which something asked is unknown is kept. `key` names the page in the address."""
    left, middle, right = st.columns([3, 4, 3])
    with left:
        text = st.text_input("Rechercher", key=f"{key}.text", bind="query-params", placeholder="nom, commune…", max_chars=60)
    with middle:
        kinds = st.pills(
            "Type de site", list(KIND_WORDS), selection_mode="multi", format_func=KIND_WORDS.get, key=f"{key}.kinds", bind="query-params"
        )
    with right:
        names = sorted(territory.communes(territory.LOZERE)["epci_name"].unique())
        epci = st.selectbox("Intercommunalité", [ANYWHERE, *names], key=f"{key}.epci", bind="query-params")
    asked = sum(f"{key}.{name}" in st.query_params for name in MORE)
    title = "Filtres : surface, prix, hauteur, puissance, fibre, accès, date" + (f" ({asked} en cours)" if asked else "")
    with st.expander(title, expanded=bool(asked)):
        more = _more(key)
        unknown_too = st.toggle(
            "Garder les sites dont la réponse est inconnue",
            value=True,
            key=f"{key}.known",
            bind="query-params",
            help="Un fait absent de l'inventaire ne fait pas écarter un site : il est signalé.",
        )
    need = Need(kinds=tuple(kinds or ()), text=(text or "").strip(), epci=None if epci == ANYWHERE else epci, **more)
    return need, unknown_too


def _more(key: str) -> dict:
    """The less usual fields, four in a row."""
    surface, transaction, price, minutes = st.columns(4)
    with surface:
        least_surface = _number("Surface minimale (m²)", f"{key}.surface", 50)
    with transaction:
        wanted = st.selectbox(
            "Transaction", list(TRANSACTION_WORDS), format_func=TRANSACTION_WORDS.get, key=f"{key}.transaction", bind="query-params"
        )
    with price:
        prices = _prices(key, wanted)
    with minutes:
        most_minutes = _number("Accès à l'autoroute A75 (min au plus)", f"{key}.minutes", 5)
    height, power, fibre, by = st.columns(4)
    with height:
        least_height = st.selectbox("Hauteur libre minimale", HEIGHTS, format_func=_height_words, key=f"{key}.height", bind="query-params")
    with power:
        least_power = _number("Puissance électrique minimale (kVA)", f"{key}.power", 10)
    with fibre:
        wanted_fibre = st.selectbox("Fibre", list(FIBRE_WORDS), format_func=FIBRE_WORDS.get, key=f"{key}.fibre", bind="query-params")
    with by:
        available_by = _day("Disponible au plus tard le (jj/mm/aaaa)", f"{key}.by")
    with st.container(horizontal=True):
        flood = st.toggle("Écarter les zones inondables", key=f"{key}.flood", bind="query-params")
        open_only = not st.toggle("Montrer aussi ce qui est vendu ou retiré", key=f"{key}.sold", bind="query-params")
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
        return {"most_rent": _number("Loyer maximal (€ HT par m² et par an)", f"{key}.rent", 5)}
    if transaction == SALE:
        return {"most_sale": _number("Prix de vente maximal (€ HT)", f"{key}.sale", 10_000)}
    return {"most_land": _number("Prix du terrain maximal (€ HT par m²)", f"{key}.land", 1)}


def _day(label: str, key: str) -> date | None:
    """A day, written: Streamlit's calendar has targets too small for a finger. None while it is empty or is no day."""
    written = st.text_input(label, key=key, bind="query-params", placeholder=NO_LIMIT, max_chars=10, validate=(DAY, DAY_EXPECTED))
    try:
        return cells.day((written or "").strip())
    except cells.Unreadable as wrong:
        provenance.small(f"**{wrong.fault[:1].upper()}{wrong.fault[1:]} : {wrong.remedy}.**")
        return None


def _height_words(height: float | None) -> str:
    return NO_LIMIT if height is None else f"au moins {french.with_unit(french.number(height), 'm')}"


def _number(label: str, key: str, step: int) -> int | None:
    return st.number_input(label, min_value=0, value=None, step=step, key=key, bind="query-params", placeholder=NO_LIMIT)
