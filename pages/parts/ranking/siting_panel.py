"""Which site fits: what is ruled out and why, what counts, then the ranking with its two methods and how far each rank moves."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.ground import escaping, french
from geo.maps import decks, symbols
from geo.sites import located, needs, offers, siting
from geo.sites.needs import LEASE, Need
from geo.sites.siting import Criterion, Ranking
from geo.travel import access
from pages.parts import address, provenance, tables
from pages.parts.charts import chart_panel, rank_chart
from pages.parts.maps import territory_map as map_parts
from pages.parts.ranking import siting_weights
from pages.parts.sites import site_list

REACH = 30  # [min] around a site, for the people who could work there
FIRST = 8  # sites told with their reason; the table has the others
MOST_ROWS = 15  # of the tables; the file to download has them all
MOST_RANKED = 1_000  # sites: a thousand draws of as many take half a second
MOSTLY = 0.5  # [share] of the sites: a criterion that is unknown for more is told
NUMBERED = 9  # ranks written on the map


def criteria(need: Need) -> tuple[Criterion, ...]:
    """What sites are compared on. A rent is never compared with the price of a land: the price is the one that goes with what is asked."""
    price = (
        Criterion("price", "loyer", "€ HT/m²/an", -1)
        if need.transaction == LEASE
        else (
            Criterion("price", "prix du bâtiment", "€ HT/m²", -1)
            if need.kinds == (located.BUILDING,)
            else Criterion("price", "prix du terrain", "€ HT/m²", -1)
        )
    )
    return (
        Criterion("minutes", "temps d'accès à l'autoroute", "min", -1),
        Criterion("fibre", "fibre", "", 1),
        Criterion("active", f"actifs à moins de {REACH} min", "personnes", 1),
        Criterion("surface", "surface proposée", "m²", 1),
        price,
        Criterion("power", "puissance électrique", "kVA", 1),
        Criterion("height", "hauteur libre", "m", 1),
    )


def show(key: str, everything: pd.DataFrame, need: Need) -> None:
    """The exclusions, the weights, the ranking and the map."""
    candidates = _exclusions(key, everything, need)
    st.header("2. Ce qui compte, et ce qui en sort")
    left, middle, right = st.columns([2, 3, 3], gap="medium")
    with left:
        weights = siting_weights.ask(key, criteria(need))
    if obstacle := _obstacle(len(candidates), weights):
        middle.info(obstacle)
        return
    by_id = candidates.set_index("site_id")
    values = needs.criteria_values(by_id, need, offers.active(REACH).reindex(by_id.index))
    ranking = siting.rank(values, criteria(need), weights)
    with left:
        _blind(values, need, weights)
    with middle:
        _first_ones(key, candidates, ranking, values, need, weights)
    with right:
        _map(key, candidates, ranking)
    _stability(key, candidates, ranking)
    provenance.small(
        "L'adresse de cette page porte la demande, les exclusions et les poids : la copier suffit pour que le comité retrouve ce classement."
    )


def _obstacle(count: int, weights: dict[str, float]) -> str:
    """What prevents a ranking, with the remedy; "" when nothing does."""
    if not count:
        return "Aucun site à classer : élargir la demande, ou éteindre une règle."
    if count > MOST_RANKED:
        return f"{french.number(count)} sites à classer : préciser la demande pour en garder {french.number(MOST_RANKED)} au plus."
    return "" if any(weights.values()) else "Tous les poids sont nuls : en donner au moins un."


def _exclusions(key: str, everything: pd.DataFrame, need: Need) -> pd.DataFrame:
    """Each rule with how many sites it sets aside, and the way to lift it; gives the sites that stay."""
    st.header("1. Ce qui est écarté d'abord")
    tests = needs.failures(everything, need).set_axis(everything["site_id"])
    if tests.empty or not len(tests.columns):
        st.markdown("Rien : aucun filtre n'est posé. Ceux du haut de la page (surface, transaction, prix…) écartent les sites qui n'y répondent pas.")
        return everything
    with st.container(horizontal=True):
        active = [
            name for name in tests.columns if address.bound(st.toggle, needs.LABELS[name], value=True, key=f"{key}.x-{name}", accepts=address.YesNo())
        ]
    aside, doubtful = siting.excluded(tests, active), siting.undecided(tests, active)
    names = everything.set_index("site_id")["name"]
    count = aside["site"].nunique()
    told = f"**{count} {french.plural(count, 'site écarté', 'sites écartés')}** sur {len(everything)}"
    unsure = doubtful[~doubtful["site"].isin(aside["site"])]["site"].nunique()
    st.markdown(
        f"{told} ; {unsure} {french.plural(unsure, 'site gardé', 'sites gardés')} faute de réponse. Éteindre une règle fait revenir ses sites."
    )
    if count:
        with st.expander("Les sites écartés, et pourquoi"):
            grouped = aside.assign(words=aside["exclusion"].map(needs.LABELS)).groupby("site", sort=False)["words"].agg(", ".join)
            tables.show([{"Site": escaping.markdown(names[site]), "Écarté parce que": words} for site, words in grouped.head(MOST_ROWS).items()])
    return everything[~everything["site_id"].isin(aside["site"])]


def _first_ones(key: str, candidates: pd.DataFrame, ranking: Ranking, values: pd.DataFrame, need: Need, weights: dict[str, float]) -> None:
    by_id = candidates.set_index("site_id")
    st.subheader(f"{len(candidates)} {french.plural(len(candidates), 'site classé', 'sites classés')}")
    for identifier in ranking.frame.index[:FIRST]:
        site = by_id.loc[identifier]
        said = f"{site['kind']}{' (exemple)' if site['example'] else ''}, {site['commune']}. "
        words = said + siting.reason(ranking, values, criteria(need), weights, identifier)
        site_list.entry(f"{key}.ranked-{identifier}", site["name"], ":material/location_on:", identifier, words, identifier == site_list.chosen())


def _blind(values: pd.DataFrame, need: Need, weights: dict[str, float]) -> None:
    """The criteria that count and that nobody knows for most of the sites: they widen every rank."""
    missing = values.isna().mean()
    blind = [one.label for one in criteria(need) if weights[one.id] and missing[one.id] > MOSTLY]
    if blind:
        provenance.small(
            f"Inconnu de la plupart des sites : {french.listed(blind)}. Tous les rangs s'en trouvent élargis : baisser ce poids, ou "
            "compléter l'inventaire."
        )


def _map(key: str, candidates: pd.DataFrame, ranking: Ranking) -> None:
    by_id = candidates.set_index("site_id")
    first = [
        (by_id.at[name, "lon_shown"], by_id.at[name, "lat_shown"], str(ranking.frame.at[name, "rank"])) for name in ranking.frame.index[:NUMBERED]
    ]
    everything = located.all_sites()
    kept = everything["site_id"].isin(candidates["site_id"])
    shown = {kind: kept[everything["kind"] == kind].tolist() for kind in located.KINDS}
    st.pydeck_chart(
        decks.commune_map(shown=shown, above=[symbols.ranks(first)]),
        height=decks.HEIGHT,
        key=f"{key}.ranked-map",
        alt=f"Carte des sites classés ; les {len(first)} premiers portent leur rang.",
    )
    map_parts.legend(map_parts.site_entries())
    provenance.small(f"Chiffres : rang des {len(first)} premiers. Temps d'accès : {access.method()}.")


def _stability(key: str, candidates: pd.DataFrame, ranking: Ranking) -> None:
    """How far the ranks move: a chart titled by its reading, then both methods side by side."""
    st.header("3. Ce classement est-il solide ?")
    frame, names = ranking.frame, candidates.set_index("site_id")["name"]
    told = frame.head(2 * FIRST)
    first = frame.index[0]
    room = chart_panel.place(
        f"Source : calcul du Studio sur l'inventaire affiché. {provenance.TREATMENT}", lambda: table(candidates, ranking), f"{key}.ranks"
    )
    figure = rank_chart.rank_intervals([names[name] for name in told.index], told["rank_best"], told["rank"], told["rank_worst"])
    title = f"« {escaping.markdown(names[first])} » {_leading(frame.loc[first])}"
    chart_panel.chart(room, figure, title, _alt(names, told), f"{key}.ranks")
    provenance.small(
        f"{french.number(ranking.draws)} tirages de poids autour des vôtres (chacun bouge d'environ {french.number(ranking.spread, 0)} points), "
        "selon une loi de Dirichlet. Un fait inconnu peut valoir tout ce qui va du pire au meilleur des autres sites : il élargit le rang, sans "
        "valeur par défaut. Barre : rang dans 9 tirages sur 10 ; point : rang médian, au milieu de ce que permettent les inconnues."
    )
    st.subheader("Deux méthodes côte à côte")
    tables.show(rows(names, frame))
    provenance.small(
        "Somme pondérée : moyenne des notes de 0 (le pire des sites) à 1 (le meilleur). TOPSIS : proximité à un site idéal et distance au pire "
        "(Hwang et Yoon, 1981). Quand les deux ne sont pas d'accord, le choix tient à la méthode : en discuter."
    )


def rows(names: pd.Series, frame: pd.DataFrame) -> list[dict[str, str]]:
    """Both methods, one row for each site, the first one first."""
    return [
        {
            "Site": f"**{escaping.markdown(names[name])}**, rang {row['rank']} (possible : {_interval(row['rank_best'], row['rank_worst'], 0)}), "
            f"en tête : {_share(row)}",
            "Somme pondérée, TOPSIS": f"{_interval(row['score_low'], row['score_high'], 2)} (rang {row['rank_sum']}), "
            f"{_interval(row['closeness_low'], row['closeness_high'], 2)} (rang {row['rank_topsis']})",
            "Sans donnée": ", ".join(row["unknown"]) or "rien",
        }
        for name, row in frame.head(MOST_ROWS).iterrows()
    ]


def table(candidates: pd.DataFrame, ranking: Ranking) -> pd.DataFrame:
    """The whole ranking, to take away."""
    names = candidates.set_index("site_id")["name"]
    renamed = ranking.frame.assign(unknown=ranking.frame["unknown"].map(", ".join)).rename(
        columns={
            "score_low": "somme_bas",
            "score_high": "somme_haut",
            "closeness_low": "topsis_bas",
            "closeness_high": "topsis_haut",
            "rank": "rang_median",
            "rank_best": "rang_meilleur",
            "rank_worst": "rang_pire",
            "first_surely": "part_en_tete_bas",
            "first_possibly": "part_en_tete_haut",
            "unknown": "sans_donnee",
            "rank_sum": "rang_somme",
            "rank_topsis": "rang_topsis",
        }
    )
    renamed.insert(0, "nom", renamed.index.map(names))
    return renamed.rename_axis("identifiant").reset_index()


def _share(row: pd.Series) -> str:
    """In how many draws a site comes first: entre 0 et 100 %, when that depends on what nobody knows."""
    low, high = (french.number(100 * row[name], 0) for name in ("first_surely", "first_possibly"))
    return french.with_unit(high, "%") if low == high else french.between(low, high, "%")


def _leading(row: pd.Series) -> str:
    """The reading of the chart, for the first of the list."""
    surely, possibly = (french.with_unit(french.number(100 * row[name], 0), "%") for name in ("first_surely", "first_possibly"))
    if surely == possibly:
        return f"arrive en tête dans {surely} des tirages de poids"
    return f"est en tête à coup sûr dans {surely} des tirages de poids, et peut l'être dans {possibly} selon ce qu'on ignore"


def _interval(low: float, high: float, decimals: int) -> str:
    first, last = french.number(low, decimals), french.number(high, decimals)
    return first if first == last else f"{first} à {last}"


def _alt(names: pd.Series, told: pd.DataFrame) -> str:
    ranks: Sequence[str] = [f"{names[name]} : rang {_interval(row['rank_best'], row['rank_worst'], 0)}" for name, row in told.iterrows()]
    return f"Rang possible de chaque site. {' ; '.join(ranks)}."
