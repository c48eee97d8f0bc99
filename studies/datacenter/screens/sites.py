"""Where to put it: the zones set aside and why, the ranking of the others with the weights of the committee, the accounts of the three first ones."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from data.ground import escaping, french
from geo.fibre import backbone
from geo.maps import decks, symbols
from geo.sites import located, offers, siting
from geo.sites.siting import Criterion, Ranking
from geo.territory import lozere
from geo.travel import access
from pages.parts import address, prose, provenance, tables, texts
from pages.parts.charts import chart_panel
from pages.parts.maps import commune_choice, legend
from pages.parts.ranking import ranks, weights
from pages.parts.study.view import View
from studies.datacenter.screens import link
from studies.datacenter.screens.clients import KEY, built
from studies.datacenter.screens.money import absent
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units
from studies.toolkit.running import narrative
from studies.toolkit.running.outcome import read

FARTHEST, HIGHEST, REACH = 10.0, 1_200.0, 20.0  # [km], [m], [min] the limits of the rules and the reach of anchor clients
CRITERIA = (
    Criterion("routes", "directions de fibre connues en 2012", "", 1),
    Criterion("anchor", f"baies publiques à moins de {REACH:.0f} min", "baie", 1, counted=True),
    Criterion("exit", "temps d'accès à l'autoroute", "min", -1),
    Criterion("staff", "temps d'accès depuis Mende", "min", -1),
    Criterion("heat", "réseau de chaleur dans la commune", "", 1),
    Criterion("climate", "refroidissement libre", "h/an", 1),
)
START = {"routes": 22, "anchor": 15, "exit": 10, "staff": 8, "heat": 6, "climate": 5}  # weights proposed to the committee, to be moved
RULES = {
    "flood": "en zone inondable",
    "far": f"à plus de {FARTHEST:.0f} km d'un point connu de la fibre longue distance",
    "high": f"plus haut que {french.number(HIGHEST, 0)} m",
    "closed": "vendue ou retirée",
}
ALL_ASIDE = "Toutes les zones sont écartées"
BEST, MOST, NUMBERED = 3, 10, 9  # sites whose accounts are made, of the chart, whose rank is on the map
MENDE = "48095"
CROSS = '<path d="M3 5 L13 15 M13 5 L3 15" stroke="{}" stroke-width="3"/>'


@dataclass(frozen=True)
class Zones:
    """The zones of the inventory with what is known of each: facts by site, tests of the rules, values of the criteria."""

    facts: pd.DataFrame
    tests: pd.DataFrame
    values: pd.DataFrame


def zones(view: View) -> Zones:
    """What is known of each zone, from the inventory, the access times and the results by commune."""
    everything = offers.offers()
    facts = everything[everything["kind"] == located.ZONE].set_index("site_id")
    reached = backbone.reach(facts["lon"].to_numpy(), facts["lat"].to_numpy())
    altitude = lozere.dataset().altitude.to_series()
    facts = facts.assign(km=reached.km, directions=reached.directions, altitude=facts["commune_code"].map(altitude))
    tests = pd.DataFrame(
        {
            "flood": [{"oui": True, "non": False}.get(answer) for answer in facts["flood"]],
            "far": list(facts["km"] > FARTHEST),
            "high": list(facts["altitude"] > HIGHEST),
            "closed": list(~facts["open"]),
        },
        index=facts.index,
        dtype=object,
    )
    hub = access.commune_points().loc[[MENDE]]
    values = pd.DataFrame(
        {
            "routes": facts["directions"].where(facts["fibre_2012"], 0).astype(float),
            "anchor": anchors(view, facts),
            "exit": facts["minutes"],
            "staff": access.between(facts, hub)[:, 0],
            "heat": (facts["commune_code"] == MENDE).astype(float),
            "climate": facts["commune_code"].map(view.outcome.data.free_hours_by_commune.to_series()),
        }
    )
    return Zones(facts, tests, values)


def anchors(view: View, facts: pd.DataFrame) -> np.ndarray:
    """Racks of public bodies within reach of each zone [racks]."""
    public = view.outcome.data.client_racks_by_commune.sel(client=list(view.study.modules["demand"].PUBLIC)).sum("client").values
    around = access.commune_points(lozere.LOZERE)
    return (access.between(facts, around) <= REACH) @ public


def ranked(known: Zones, chosen: dict[str, float]) -> Ranking | None:
    """The ranking of the zones that no rule sets aside; None when there is nothing to rank."""
    aside = siting.excluded(known.tests, RULES)["site"]
    kept = known.values.drop(index=list(dict.fromkeys(aside)))
    return siting.rank(kept, CRITERIA, chosen) if len(kept) and any(chosen.values()) else None


def where(view: View) -> narrative.Given:
    """What the answer names: how many zones no rule sets aside, the first ones, and what decides."""
    known = zones(view)
    ranking = ranked(known, dict(START))
    if ranking is None:
        return {"ranked": 0}
    first = [escaping.markdown(known.facts.at[site, "name"]) for site in ranking.frame.index[:BEST]]
    ways = int(known.values.at[ranking.frame.index[0], "routes"])
    return {"ranked": len(ranking.frame), "first": french.listed(first), "ways": french.counted(ways, "direction")}


def show_where(view: View) -> None:
    """The rules, the weights, the ranking, the accounts. A fragment of its own: a weight does not run the page again."""
    known = zones(view)
    show_excluded(view, known)

    @address.fragment
    def rank() -> None:
        """All that a weight changes."""
        left, right = st.columns([1, 2], gap="large")
        with left:
            texts.heading(view, "weights_title")
            chosen = weights.ask(KEY, CRITERIA, START)
        if chosen is None:
            return
        ranking = ranked(known, chosen)
        if ranking is None:
            with right:
                prose.info(ALL_ASIDE)
            return
        with right:
            show_ranking(view, known, ranking)
        texts.heading(view, "ranks_title")
        tables.show(ranks.reasons("Rang et zone", known.facts["name"], ranking, known.values.loc[ranking.frame.index], CRITERIA, chosen))
        texts.heading(view, "methods_title")
        tables.show(ranks.methods(known.facts["name"], ranking.frame))
        show_accounts(view, known, ranking)

    rank()


def show_excluded(view: View, known: Zones) -> None:
    """The zones set aside with the reason, and what nobody knows."""
    aside, unsure = siting.excluded(known.tests, RULES), siting.undecided(known.tests, RULES)
    grouped = aside.assign(words=aside["exclusion"].map(RULES)).groupby("site", sort=False)["words"].agg(", ".join)
    count, unknown = len(grouped), unsure["site"].nunique()
    silent = french.plural(unknown, "zone ne dit pas si elle est inondable", "zones ne disent pas si elles sont inondables")
    aside_words = french.plural(count, "est écartée", "sont écartées")
    texts.heading(view, "set_aside_title", zones=f"{count} {french.plural(count, 'zone')}", all=str(len(known.facts)), aside=aside_words)
    tables.show([{"Zone": f"~~{escaping.markdown(known.facts.at[site, 'name'])}~~", "Écartée parce que": words} for site, words in grouped.items()])
    provenance.small(f"{unknown} {silent}. {view.note('set_aside')}")


def asked_by_link() -> bool:
    """Whether the address gives weights to the committee."""
    return weights.asked(KEY, CRITERIA)


def show_ranking(view: View, known: Zones, ranking: Ranking) -> None:
    """How far each rank moves, and the map."""
    key = f"{KEY}.ranks"
    told = ranking.frame.head(MOST)
    names = known.facts["name"]
    source = f"{provenance.of_tables('zones', 'motorway_exits')} Temps : {access.method()}."
    ranks.chart(key, names, ranking, MOST, source, lambda: ranks.table(names, ranking))
    places = known.facts[["lon_shown", "lat_shown"]]
    out = places.loc[list(dict.fromkeys(siting.excluded(known.tests, RULES)["site"]))]
    by_rank = [(*places.loc[site], str(ranking.frame.at[site, "rank"])) for site in told.index[:NUMBERED]]
    hidden = {kind: [False] * len(located.of_kind(kind)) for kind in (located.PLOT, located.BUILDING)}
    numbers = symbols.ranks(by_rank, places.to_numpy().tolist())
    routes, above = backbone.layer(), [symbols.struck([tuple(place) for place in out.to_numpy().tolist()]), *numbers]
    under = commune_choice.with_facts(
        f"{KEY}.ranked", lambda chosen: decks.commune_map(shown=hidden, selected=chosen, under=routes, above=above), view.note("ranks_map")
    )
    with under:
        legend.show([*legend.sites()[:2], (CROSS.format(legend.rgb(symbols.RING)), "zone écartée"), *link.route_signs()])
        provenance.small(ranks.on_map(ranking, NUMBERED))


# The accounts of the three first ones


def changes(view: View, known: Zones, site: str) -> dict[str, float]:
    """What a place changes in the choice on screen: its altitude, the fibre to lay, the client of its heat."""
    row = known.facts.loc[site]
    bounds = view.study.parameters["altitude"]
    near = row["fibre_2012"] or row["km"] <= 1
    fibre = view.outcome.values["fibre_m"] if near else KILO * row["km"]
    network = float(row["commune_code"] == MENDE) if view.outcome.values["heat_need"] == 0 else 0.0
    return {"altitude": float(np.clip(row["altitude"], bounds.low, bounds.high)), "fibre_m": float(fibre), "heat_network": network}


def accounts(view: View, known: Zones, ranking: Ranking) -> dict[str, object]:
    """The outcome of the choice on screen at each of the first zones, by site."""
    shown = view.outcome
    return {site: view.study.run(shown.scenario, **(dict(shown.changes) | changes(view, known, site))) for site in ranking.frame.index[:BEST]}


def show_accounts(view: View, known: Zones, ranking: Ranking) -> None:
    """The three first zones with their own cost, PUE, heat and value."""
    if not built(view):
        prose.markdown(view.note("no_account"))
        return
    found = accounts(view, known, ranking)
    values = {site: outcome.indicators["npv"] for site, outcome in found.items()}
    spread = KILO * (max(npv.value for npv in values.values()) - min(npv.value for npv in values.values()))
    texts.heading(view, "accounts_title", number=str(len(found)), spread=units.headline(spread, "kEUR_2024"))
    tables.show(account_rows(view, known, found))
    texts.note(view, "accounts")
    chart_panel.source_and_data(provenance.of_model(view.study), lambda: account_table(known, found), f"{KEY}.accounts")


def account_rows(view: View, known: Zones, found: dict[str, object]) -> list[dict[str, str]]:
    """The first zones, a line each: their value, then what it is made of."""
    return [
        {
            "Zone": f"**{escaping.markdown(known.facts.at[site, 'name'])}**",
            "Valeur nette": f"{units.headline(npv.value, npv.unit)}, {units.headline_range(npv.low, npv.high, npv.unit)} (8 chances sur 10)",
            "Compte": ", ".join(
                [
                    f"investissement {units.headline(float(data.capex), view.unit('capex'))}",
                    even(float(data.break_even)),
                    f"refroidissement libre {units.headline(float(data.free_hours), view.unit('free_hours'))}",
                    f"chaleur {units.headline(float(data.heat_npv), view.unit('heat_npv'))}",
                    directions(known.values.at[site, "routes"]),
                ]
            ),
        }
        for site, npv, data in ((site, outcome.indicators["npv"], outcome.data) for site, outcome in found.items())
    ]


def even(occupation: float) -> str:
    """The occupation [share] at which a zone pays, in words."""
    return "équilibre hors d'atteinte" if absent("break_even", occupation) else f"équilibre à {units.headline(occupation, 'share')} d'occupation"


def directions(count: float) -> str:
    """The directions of fibre known around a zone, in words."""
    return f"{french.number(count, 0)} {french.plural(count, 'direction')} de fibre (2012)"


def account_table(known: Zones, found: dict[str, object]) -> pd.DataFrame:
    """The accounts as a table to download; empty where there is no rate, no return, no occupation that pays."""
    names = ("npv", "irr", "payback", "break_even", "capex", "free_hours", "climate_gain[montpellier]", "heat_npv", "public_money")
    values = {site: {name: float(read(outcome.data, name)) for name in names} for site, outcome in found.items()}
    return pd.DataFrame(
        [
            {"zone": known.facts.at[site, "name"]} | {name: np.nan if absent(name, value) else value for name, value in of.items()}
            for site, of in values.items()
        ]
    )
