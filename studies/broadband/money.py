"""What it costs, year by year, and who pays: the State, the Region, the Département and the communes, the users.

Only what is spent from the year of the decision on is counted, in constant euros, without discounting. Each line has its own rule of sharing.
"""

import numpy as np

from studies.toolkit.constants import KILO, MONTHS

from .rollout import STEP, YEARS, column, flat, gradually
from .uses import cost_of_a_desk, third_places_result

FUNDERS = {"state": "l'État", "region": "la Région", "local": "le Département et les communes", "users": "les usagers"}
LINES = {
    "network": "Derniers raccordements",
    "mediation": "Séances de médiation et conseillers numériques",
    "campaign": "Résidences secondaires",
    "third_places": "Tiers-lieux",
    "videoconference": "Visioconférence partagée",
    "care": "Cabines de téléconsultation",
    "firms": "Diagnostics numériques des entreprises",
    "events": "Rencontres d'e-sport",
}


def shared(cost, state=0.0, region=0.0, users=0.0):
    """A cost [kEUR/year] by funder: the shares [share] of the State, the Region and the users; the Département and the communes pay the rest."""
    parts = {"state": cost * state, "region": cost * region, "users": cost * users}
    return parts | {"local": cost - sum(parts.values())}


def added(*costs):
    """Costs by funder added up [kEUR/year]."""
    return {funder: sum(cost[funder] for cost in costs) for funder in FUNDERS}


def last_homes_grant(more, grant):
    """Grants to reach the last homes [kEUR/year, date x draw]: `more` premises than without a decision [premises, date x draw], each with a `grant`
    [EUR] paid over the quarter in which it is reached; a home that would have been reached later anyway is paid for too."""
    helped = np.maximum.accumulate(np.maximum(more, 0), axis=0)
    return np.diff(helped, axis=0, append=helped[-1:]) / STEP * grant / KILO


def campaign_cost(to_win, cost, years, elapsed):
    """A campaign towards second homes [kEUR/year]: `cost` [EUR] for each of those `to_win` [homes], spread over `years` from the decision;
    elapsed [year] since then."""
    return to_win * cost / years / KILO * ((elapsed >= 0) & (elapsed < years))


def support(result, grant):
    """Who pays what third places lack, by funder [kEUR/year]: the State up to its `grant`, the local authorities after it; nobody when their
    `result` [kEUR/year] is positive."""
    lacking = np.maximum(-result, 0)
    return shared(lacking) | {"state": np.minimum(lacking, grant), "local": np.maximum(lacking - grant, 0)}


def lines(p, territory, coverage, without, desks, people):
    """The cost of each line of LINES by funder [kEUR/year, date x draw].

    coverage, without [share, date x draw]: of the département, as decided and without any decision; desks [desks, date x draw]; people reached by
    the videoconference [people, date x draw].
    """

    def figure(name):
        return flat(column(getattr(p, name)))

    steady = np.ones_like(coverage)
    result = third_places_result(desks, flat(gradually(p, "desk_occupancy")), figure("desk_price"), cost_of_a_desk(p))
    to_win = figure("second_homes_gain") * territory.second_homes.values.sum() * coverage
    elapsed = (YEARS - float(p.decision_year))[:, None]
    hosts = people * figure("host_cost") / figure("people_for_one_host") / KILO
    sets = people * MONTHS * figure("set_rent") / KILO
    firms = steady * figure("firm_diagnoses") * (figure("diagnosis_cost") + figure("firm_cheque")) / KILO
    return {
        "network": shared(
            last_homes_grant((coverage - without) * float(p.homes), figure("connection_grant")), figure("grant_state"), figure("grant_region")
        ),
        "mediation": added(
            shared(steady * figure("sessions") * figure("session_cost") / KILO),
            shared(steady * figure("advisers") * figure("host_cost") / KILO, state=figure("adviser_state")),
        ),
        "campaign": shared(campaign_cost(to_win, figure("campaign_cost"), float(p.campaign_years), elapsed)),
        "third_places": support(result, figure("places_grant")),
        "videoconference": added(shared(hosts), shared(sets, users=1 - figure("videoconference_aid") / figure("set_rent"))),
        "care": shared(steady * figure("cabins") * MONTHS * figure("cabin_rent") / KILO),
        "firms": shared(firms, region=figure("firms_region")),
        "events": shared(steady * figure("esport_events") * figure("event_cost") / KILO),
    }


def spent(p, by_line):
    """The cost of each line by funder from the decision to the horizon of the study's last year, 0 before the decision [kEUR/year]."""
    after = (float(p.decision_year) <= YEARS)[:, None]
    return {line: {funder: amount * after for funder, amount in parts.items()} for line, parts in by_line.items()}


def until_horizon(yearly, decision, horizon):
    """What is spent from the decision to the end of the year of the horizon [MEUR, draw]: yearly [kEUR/year, date x draw], each quarter at the rate
    of its beginning."""
    counted = (decision <= YEARS) & (horizon + 1 > YEARS)
    return yearly[counted].sum(axis=0) * STEP / KILO


def costs(p, by_line):
    """Costs by line and by funder, as (values, label, unit, sense) by date and draw; and the public money until the horizon [MEUR, draw]."""
    yearly = spent(p, by_line)
    by_funder = added(*yearly.values())
    public = by_funder["state"] + by_funder["region"] + by_funder["local"]
    found = {f"cost_{line}": (sum(parts.values()), f"Dépense : {LINES[line].lower()}", "kEUR_2024/year", -1) for line, parts in yearly.items()}
    found |= {f"paid_{funder}": (by_funder[funder], f"Payé par {name}", "kEUR_2024/year", -1) for funder, name in FUNDERS.items()}
    found["public_cost"] = (public, "Argent public de l'année", "kEUR_2024/year", -1)
    return found, until_horizon(public, float(p.decision_year), float(p.horizon))
