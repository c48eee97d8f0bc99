"""Where to open the next places: the demand, the places that are open and the aim are the visitor's, the candidates and what they change follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
import xarray as xr

from data.ground import french
from geo.maps import symbols
from geo.places import placement
from geo.places.placement import Placed
from geo.territory import lozere
from geo.territory.classes import round_limits
from pages.parts import address, prose, provenance, tables
from pages.parts.charts import chart_panel
from pages.parts.maps import commune_choice, commune_layers, legend
from pages.parts.maps import territory_map as map_parts
from pages.parts.maps.commune_layers import CommuneLayer
from studies.toolkit.reading import units

NOTHING_OPEN = "aucun : partir de rien"
MEAN, COVER = "le trajet moyen le plus court", "le plus de monde à portée"
AFTER, BEFORE, DEMAND = "le trajet après", "le trajet avant", "la demande"
REACHES, REACH = (10, 15, 20, 30, 45), 20  # [min]
COUNT = 3  # places shown first
NUMBERS = ("Un", "Deux", "Trois", "Quatre", "Cinq")
RING = '<circle cx="8" cy="10" r="6" fill="none" stroke="{}" stroke-width="2.5"/>'
OPEN_SIGN = '<rect width="16" height="20" fill="#CDD6D1"/><rect x="3" y="5" width="10" height="10" fill="{}"/>'
METHODS = "Méthodes : p-médiane (Hakimi, 1964 ; ReVelle et Swain, 1970) et couverture maximale (Church et ReVelle, 1974), résolues exactement."
ESTIMATE = "**Estimation : des candidats à discuter, pas un choix.**"
UNKNOWN = (
    "Ce calcul ne connaît ni les locaux libres, ni leur loyer, ni les personnes qui feraient vivre le lieu. Chacun y va au lieu le plus proche, "
    "depuis le point de sa commune ; aucun lieu ne compte hors de Lozère."
)


@dataclass(frozen=True)
class Demand:
    """A demand to serve: its name, one weight for each of the 152 communes (dimension commune), its unit, how it was obtained, its source line."""

    label: str
    weights: xr.DataArray
    unit: str
    basis: str
    source: str


@dataclass(frozen=True)
class Question:
    """What the visitor asks: the demand, how many new places, the name of those that are open ("" for none), the reach [min] (None: mean time)."""

    demand: Demand
    count: int
    opened: str
    within: int | None


def show(key: str, demands: Sequence[Demand], kept: Mapping[str, Sequence[str]]) -> None:
    """The choices, the map of the candidates and their table, under a title that says what they change.

    kept: names of sets of places that are open, each with the codes of their communes. A fragment of its own: a choice here does not run the
    page again.
    """
    prose.markdown("### Où ouvrir les prochains lieux ?")
    prose.markdown(ESTIMATE)

    @address.fragment
    def answer() -> None:
        """All that a choice changes."""
        left, right = st.columns([1, 2], gap="large")
        with left:
            question = _ask(key, demands, kept)
            provenance.small(UNKNOWN)
        try:
            placed = placement.place(question.demand.weights.to_series(), question.count, kept.get(question.opened, ()), question.within)
        except ValueError as error:
            with right:
                prose.info(f"Pas de candidats : {error}.")
            return
        with right:
            prose.markdown(f"### {reading(placed, question)}")
            _map(key, question, placed, kept.get(question.opened, ()))
        tables.show(rows(placed, question))
        said = f"Temps en voiture : {placed.method}. {METHODS}"
        chart_panel.source_and_data(f"{question.demand.source} {said}", lambda: table(placed, question), f"{key}.placement")

    answer()


def _ask(key: str, demands: Sequence[Demand], kept: Mapping[str, Sequence[str]]) -> Question:
    named = {demand.label: demand for demand in demands}
    label = address.bound(prose.selectbox, "Pour servir", list(named), key=f"{key}.demand", accepts=address.OneOf(list(named)))
    count = prose.segmented_control("Nouveaux lieux", list(range(1, placement.MOST + 1)), default=COUNT, required=True, key=f"{key}.count")
    choices = [*kept, NOTHING_OPEN]
    opened = address.bound(prose.selectbox, "Lieux déjà ouverts à compter", choices, key=f"{key}.kept", accepts=address.OneOf(choices))
    aim = prose.radio("Chercher", [MEAN, COVER], key=f"{key}.aim")
    within = None
    if aim == COVER:
        within = prose.segmented_control("À portée : moins de", REACHES, default=REACH, required=True, format_func=_minutes, key=f"{key}.within")
    return Question(named[label], count, "" if opened == NOTHING_OPEN else opened, within)


def reading(placed: Placed, question: Question) -> str:
    """What the new places change: "Trois lieux de plus feraient passer le trajet moyen de 24 à 17 min"."""
    alone = question.count == 1
    start = f"{NUMBERS[question.count - 1]} {'lieu' if alone else 'lieux'}{' de plus' if question.opened else ''}"
    if question.within is not None:
        before, after = (french.with_unit(french.number(100 * share, 0), "%") for share in (placed.near_before, placed.near_after))
        now = f", contre {before} aujourd'hui" if question.opened else ""
        return f"{start} {'mettrait' if alone else 'mettraient'} {after} de la demande à moins de {_minutes(question.within)}{now}"
    if not question.opened:
        return f"{start} {'mettrait' if alone else 'mettraient'} le trajet moyen à {french.with_unit(french.number(placed.mean_after, 0), 'min')}"
    before, after = _two(placed.mean_before, placed.mean_after)
    return f"{start} {'ferait' if alone else 'feraient'} passer le trajet moyen de {before} à {french.with_unit(after, 'min')}"


def rows(placed: Placed, question: Question) -> list[dict[str, str]]:
    """One line for each candidate, the one that serves most first; few columns, for a phone."""
    frame = lozere.communes(lozere.LOZERE)
    travel = "Trajet moyen aujourd'hui, puis après" if question.opened else "Trajet moyen"
    return [
        {
            "Commune candidate": f"{site.Index + 1}. **{frame.at[site.code, 'name']}**, {frame.at[site.code, 'epci_name']}",
            f"Demande servie ({question.demand.basis})": units.headline(site.served, question.demand.unit),
            travel: f"{_travel(site, question)} ; {_minutes(site.hub)} jusqu'à POLeN (Mende)",
        }
        for site in placed.sites.itertuples()
    ]


def _travel(site, question: Question) -> str:
    return f"{_minutes(site.before)}, puis {_minutes(site.after)}" if question.opened else _minutes(site.after)


def table(placed: Placed, question: Question) -> pd.DataFrame:
    """What is downloaded: one row for each commune, with the place that it would go to, and the rank of the candidate that it is."""
    frame = lozere.communes(lozere.LOZERE)[["name", "epci_name"]].rename(columns={"name": "nom", "epci_name": "intercommunalite"})
    ranks = {site.code: site.Index + 1 for site in placed.sites.itertuples()}
    facts = placed.communes.rename(columns={"weight": "demande", "before": "minutes_avant", "after": "minutes_apres"}).round(1)
    names = frame["nom"]
    joined = frame.join(facts.drop(columns="place")).assign(
        rang_candidat=[ranks.get(code, "") for code in frame.index],
        lieu_le_plus_proche=facts["place"].map(names),
        figure=question.demand.label,
        unite=question.demand.unit,
        origine="estimé",
    )
    return joined.reset_index()


def _map(key: str, question: Question, placed: Placed, opened: Sequence[str]) -> None:
    options = [AFTER, *([BEFORE] if question.opened else []), DEMAND]
    shown = prose.segmented_control("Couleur des communes", options, default=AFTER, required=True, key=f"{key}.colour-{len(options)}")
    layer = _layer(shown, question, placed)
    points = lozere.communes(lozere.LOZERE)[["lon", "lat"]]
    spots = [tuple(points.loc[code]) for code in placed.sites["code"]]
    open_already = [tuple(points.loc[code]) for code in opened]
    ranked = [(*spot, str(rank)) for rank, spot in enumerate(spots, start=1)]
    above = [symbols.rings(spots), *symbols.ranks(ranked, open_already, symbols.RING_SIDE / 2)]
    if opened:
        above.insert(0, symbols.opened(open_already))
    under = commune_choice.with_facts(
        f"{key}.placement",
        lambda chosen: map_parts.coloured(layer, None, sites=False, selected=chosen, above=above),
        f"Carte de la Lozère, {layer.named(None)}. Candidats : {french.listed(_names(placed))}.",
        layer,
    )
    ring = legend.rgb(symbols.RING)
    signs = [(RING.format(ring), "commune candidate, avec son rang")]
    if opened:
        signs.append((OPEN_SIGN.format(legend.rgb(symbols.INK)), "lieu déjà ouvert (position à la commune)"))
    with under:
        legend.show(signs, layer)


def _layer(shown: str, question: Question, placed: Placed) -> CommuneLayer:
    if shown == DEMAND:
        values = placed.communes["weight"]
        demand = question.demand
        return CommuneLayer(
            "demand", demand.label, demand.unit, round_limits(values.tolist()), demand.basis, demand.source, values.rename_axis("commune").to_xarray()
        )
    values = placed.communes["before" if shown == BEFORE else "after"]
    title = "Trajet vers le lieu le plus proche, aujourd'hui" if shown == BEFORE else "Trajet vers le lieu le plus proche, avec les nouveaux"
    return CommuneLayer(
        "minutes", title, "min", commune_layers.NEAR, lozere.ESTIMATED, question.demand.source, values.rename_axis("commune").to_xarray()
    )


def _names(placed: Placed) -> list[str]:
    return lozere.communes(lozere.LOZERE)["name"].loc[placed.sites["code"]].tolist()


def _minutes(value: float) -> str:
    return french.with_unit(french.number(value, 0), "min")


def _two(before: float, after: float) -> tuple[str, str]:
    """Both times with as many decimals as it takes to tell them apart, one at most."""
    whole = french.number(before, 0), french.number(after, 0)
    return whole if whole[0] != whole[1] else (french.number(before, 1), french.number(after, 1))
