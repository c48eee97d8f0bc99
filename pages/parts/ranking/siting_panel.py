"""Which site fits: what is ruled out and why, what counts, then the ranking with its two methods and how far each rank moves."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.ground import escaping, french
from geo.maps import decks, frame, symbols
from geo.sites import fitting, located, needs, siting
from geo.sites.confidence import CONFIDENCES, confidence
from geo.sites.fitting import Search, criteria
from geo.sites.needs import Need
from geo.sites.reasons import reason
from geo.sites.siting import Criterion, Ranking
from geo.travel import access
from pages.parts import address, prose, provenance, tables
from pages.parts.maps import commune_choice, legend
from pages.parts.ranking import comparisons, ranks, stored_ranks, weights
from pages.parts.sites import beside_map, site_list
from pages.parts.sites.beside_map import Places

FIRST, CHARTED = 6, 16  # sites told beside the map with their reason; sites of the chart. The table has them all
MAP_LIST_WEIGHTS = [6, 5, 3]  # widths on a desk; a phone shows them in that order
MOST_ROWS = 15  # of the sites set aside
MOSTLY = 0.5  # [share] of the sites: a criterion that is unknown for more is told
NUMBERED = 9  # ranks written on the map
COMPARED = ("minutes", "fibre", "active")  # criteria compared two by two to begin with
ONE_BY_ONE, PAIRS = "un par un", "deux à deux"
OLD_MOST, OLD_TO_NEW = 10, 10  # versions 0.7.1 and 0.7.2 had weights from 0 to 10, and links to them: territory.w-fibre=8


def show(key: str, everything: pd.DataFrame, need: Need) -> None:
    """The map, the ranking in its three classes of confidence beside it, what is set aside and what counts; then how solid all this is."""
    on = beside_map.places(everything, MAP_LIST_WEIGHTS, frame.LARGE)
    (asked,) = on.asked
    with asked:
        real = _real(everything)
        rules = _exclusions(key, real, need)
        prose.header("Ce qui compte")
        chosen = _weights(key, criteria(need))
    candidates = fitting.candidates(real, need, rules)
    if obstacle := _obstacle(len(candidates)):
        with on.listed:
            prose.info(obstacle)
        return
    if chosen is None:
        return
    search = Search(need, rules, chosen)
    values, ranking = fitting.values(candidates, need), fitting.ranked(real, search)
    told = Told(candidates.set_index("site_id"), ranking, values, criteria(need), chosen)
    with asked:
        _blind(values, need, chosen)
    if not site_list.chosen():
        with on.listed, st.container(gap="xsmall"):
            _first_ones(key, told)
    _map(key, everything, candidates, ranking, on)
    _others(told)
    _stability(key, candidates, ranking)
    with prose.expander("Enregistrer cette recherche, ou la partager"):
        prose.markdown(
            "L'adresse de cette page porte la demande, les exclusions et les poids : la copier suffit pour que le comité retrouve ce "
            "classement, avec l'inventaire du jour où il l'ouvrira."
        )
        stored_ranks.keep(key, search, told.sites["name"], ranking)


def _real(everything: pd.DataFrame) -> pd.DataFrame:
    """The sites without the invented ones, which no firm can take; how many they are is said."""
    count = int(everything["example"].sum())
    if count:
        words = french.plural(count, "site d'exemple n'est pas classé", "sites d'exemple ne sont pas classés")
        provenance.small(f"{count} {words}.")
    return fitting.real(everything)


def _weights(key: str, compared: tuple[Criterion, ...]) -> dict[str, float] | None:
    """What counts, and how much: given one by one, or deduced from comparisons."""
    ways = [ONE_BY_ONE, PAIRS]
    way = address.bound(
        prose.segmented_control, "Donner les poids", ways, default=ONE_BY_ONE, required=True, key=f"{key}.weights", accepts=address.OneOf(ways)
    )
    if way == PAIRS:
        return comparisons.ask(key, compared, COMPARED)
    for criterion in compared:
        address.renamed(
            f"{key}.w-{criterion.id}",
            weights.parameter(key, criterion.id),
            address.Number(0, OLD_MOST, whole=True),
            lambda weight: str(OLD_TO_NEW * int(weight)),
        )
    return weights.ask(key, compared, fitting.PROPOSED)


def _obstacle(count: int) -> str:
    """What prevents a ranking, with the remedy; "" when nothing does."""
    if not count:
        return "Aucun site à classer : élargir la demande, ou éteindre une règle."
    if count > fitting.MOST_RANKED:
        return f"{french.number(count)} sites à classer : préciser la demande pour en garder {french.number(fitting.MOST_RANKED)} au plus."
    return ""


def _exclusions(key: str, everything: pd.DataFrame, need: Need) -> tuple[str, ...]:
    """Each rule with how many sites it sets aside, and the way to lift it; gives those that set aside."""
    prose.header("Ce qui est écarté")
    tests = fitting.answers(everything, need)
    if tests.empty or not len(tests.columns):
        prose.markdown(
            "Rien : aucun filtre n'est posé. Ceux du haut de la page (surface, transaction, prix…) écartent les sites qui n'y répondent pas."
        )
        return ()
    with st.container(horizontal=True):
        active = tuple(
            name
            for name in tests.columns
            if address.bound(prose.toggle, needs.LABELS[name], value=True, key=f"{key}.x-{name}", accepts=address.YesNo())
        )
    aside, doubtful = siting.excluded(tests, active), siting.undecided(tests, active)
    names = everything.set_index("site_id")["name"]
    count = aside["site"].nunique()
    told = f"**{french.counted(count, 'site écarté', 'sites écartés')}** sur {len(everything)}"
    unsure = doubtful[~doubtful["site"].isin(aside["site"])]["site"].nunique()
    prose.markdown(f"{told} ; {french.counted(unsure, 'site gardé', 'sites gardés')} faute de réponse. Éteindre une règle fait revenir ses sites.")
    if count:
        with prose.expander("Les sites écartés, et pourquoi"):
            grouped = aside.assign(words=aside["exclusion"].map(needs.LABELS)).groupby("site", sort=False)["words"].agg(", ".join)
            tables.show([{"Site": escaping.markdown(names[site]), "Écarté parce que": words} for site, words in grouped.head(MOST_ROWS).items()])
    return active


@dataclass(frozen=True)
class Told:
    """A ranking with all that says why: the sites by identifier, their ranks, their values, what is compared and its weights."""

    sites: pd.DataFrame
    ranking: Ranking
    values: pd.DataFrame
    criteria: tuple[Criterion, ...]
    weights: dict[str, float]

    def classes(self) -> pd.Series:
        """How sure the rank of each site is, the first site first."""
        frame = self.ranking.frame
        told = [confidence(row.rank_best, row.rank_worst, len(frame)) for row in frame.itertuples()]
        return pd.Series(told, index=frame.index)

    def reason(self, identifier: str) -> str:
        """Why a site has its rank."""
        return reason(self.ranking, self.values, self.criteria, self.weights, identifier)


def _first_ones(key: str, told: Told) -> None:
    """The first ranks in their classes of confidence, each with its reason; how many more each class has."""
    classes = told.classes()
    prose.header(french.counted(len(classes), "site classé", "sites classés"))
    first = classes.iloc[:FIRST]
    for name in CONFIDENCES:
        count = int((classes == name).sum())
        if not count:
            continue
        prose.subheader(f"Rang {name} : {french.counted(count, 'site')}")
        here = first.index[first == name]
        for identifier in here:
            site, rank = told.sites.loc[identifier], told.ranking.frame.at[identifier, "rank"]
            words = f"{site['kind']}, {site['commune']}. {told.reason(identifier)}"
            site_list.entry(f"{key}.ranked-{identifier}", f"{rank}. {site['name']}", identifier, words)
        if count > len(here):
            provenance.small(f"{french.number(count - len(here))} {'autres ' if len(here) else ''}plus bas, avec leur raison.")
    if not (classes == CONFIDENCES[0]).any():
        provenance.small(f"Aucun rang n'est {CONFIDENCES[0]} : ce que l'inventaire ne dit pas, et les poids, peuvent tous les changer.")


def _others(told: Told) -> None:
    """The sites that are not told beside the map, in a drawer."""
    count = len(told.ranking.frame) - FIRST
    if count <= 0:
        return
    with prose.expander(f"{french.plural(count, 'Le site suivant', f'Les {french.number(count)} sites suivants')}, et pourquoi"):
        names = told.sites["name"]
        tables.show(ranks.reasons("Site", names, told.ranking, told.values, told.criteria, told.weights, len(names))[FIRST:])


def _blind(values: pd.DataFrame, need: Need, chosen: dict[str, float]) -> None:
    """The criteria that count and that nobody knows for most of the sites: they widen every rank."""
    missing = values.isna().mean()
    blind = [criterion.label for criterion in criteria(need) if chosen[criterion.id] and missing[criterion.id] > MOSTLY]
    if blind:
        provenance.small(
            f"Inconnu de la plupart des sites : {french.listed(blind)}. Tous les rangs s'en trouvent élargis : baisser ce poids, ou "
            "compléter l'inventaire."
        )


def _map(key: str, offered: pd.DataFrame, candidates: pd.DataFrame, ranking: Ranking, on: Places) -> None:
    by_id = candidates.set_index("site_id")
    first = [
        (by_id.at[name, "lon_shown"], by_id.at[name, "lat_shown"], str(ranking.frame.at[name, "rank"])) for name in ranking.frame.index[:NUMBERED]
    ]
    everything = located.all_sites()
    kept = everything["site_id"].isin(candidates["site_id"])
    shown = {kind: kept[everything["kind"] == kind].tolist() for kind in located.KINDS}
    drawn = candidates[["lon_shown", "lat_shown"]].to_numpy().tolist()
    ringed = site_list.place_of_chosen(offered)
    above = [*symbols.ranks(first, drawn, ringed=ringed), *(symbols.ring(*place) for place in ringed)]
    with on.map:
        commune_choice.with_facts(
            f"{key}.ranked",
            lambda chosen: decks.commune_map(shown=shown, selected=chosen, above=above),
            f"Carte des sites classés ; {french.plural(len(first), 'le premier porte', f'les {len(first)} premiers portent')} leur rang.",
            then=site_list.open_what_is_hit,
            facts_place=on.facts,
        )
    with on.legend:
        legend.show(legend.sites())
        provenance.small(f"{ranks.on_map(ranking, NUMBERED)} Temps d'accès : {access.method()}.")


def _stability(key: str, candidates: pd.DataFrame, ranking: Ranking) -> None:
    """How far the ranks move, in a drawer: a chart titled by its reading, then both methods side by side."""
    names = candidates.set_index("site_id")["name"]
    source = f"Source : calcul du Studio sur l'inventaire affiché. {provenance.TREATMENT}"
    with prose.expander("Ce classement est-il solide ?"):
        ranks.chart(f"{key}.ranks", names, ranking, CHARTED, source, lambda: ranks.table(names, ranking))
        provenance.small(
            f"{french.number(ranking.draws)} tirages de poids autour des vôtres (chacun bouge d'environ {french.number(ranking.spread, 0)} "
            "points), selon une loi de Dirichlet. Un fait inconnu peut valoir tout ce qui va du pire au meilleur des autres sites : il élargit le "
            "rang. La liste le range au pire, pour qu'un fait connu ne passe jamais derrière un fait inconnu. "
            "Rang écrit, et rond : celui de vos poids. Barre : rang dans 8 tirages sur 10. "
            "Un rang est peu variable quand il bouge de moins de 15 % des places, variable de moins de la moitié, très variable au-delà."
        )
        prose.subheader("Deux méthodes côte à côte")
        tables.show(ranks.methods(names, ranking.frame))
        provenance.small(
            "Somme pondérée : moyenne des notes de 0 (le pire des sites) à 1 (le meilleur). TOPSIS : proximité à un site idéal et distance au pire "
            "(Hwang et Yoon, 1981). Quand les deux ne sont pas d'accord, le choix tient à la méthode : en discuter."
        )
