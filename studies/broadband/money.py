"""What it costs, year by year, and who pays: the State, the Region, the Département and the communes, the users.

Only what is spent from the year of the decision on is counted, in constant euros, without discounting. Each line has its own rule of sharing.
"""

import numpy as np

from studies.toolkit.constants import KILO, MONTHS

from .rollout import STEP, YEARS, gradually
from .uses import cost_of_a_desk, third_places_result

FUNDERS = ("state", "region", "local", "users")  # in the order of study.toml, as the lines of `lines`


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
    """The cost of each purpose of study.toml, in its order, by funder [kEUR/year, date x draw].

    coverage, without [share, date x draw]: of the département, as decided and without any decision; desks [desks, date x draw]; people reached by
    the videoconference [people, date x draw].
    """
    steady = np.ones_like(coverage)
    result = third_places_result(desks, gradually(p, "desk_occupancy"), p.desk_price, cost_of_a_desk(p))
    to_win = p.second_homes_gain * territory.second_homes.values.sum() * coverage
    elapsed = (YEARS - p.decision_year)[:, None]
    hosts = people * p.host_cost / p.people_for_one_host / KILO
    sets = people * MONTHS * p.set_rent / KILO
    firms = steady * p.firm_diagnoses * (p.diagnosis_cost + p.firm_cheque) / KILO
    return {
        "network": shared(last_homes_grant((coverage - without) * p.homes, p.connection_grant), p.grant_state, p.grant_region),
        "mediation": added(
            shared(steady * p.sessions * p.session_cost / KILO), shared(steady * p.advisers * p.host_cost / KILO, state=p.adviser_state)
        ),
        "campaign": shared(campaign_cost(to_win, p.campaign_cost, p.campaign_years, elapsed)),
        "third_places": support(result, p.places_grant),
        "videoconference": added(shared(hosts), shared(sets, users=1 - p.videoconference_aid / p.set_rent)),
        "care": shared(steady * p.cabins * MONTHS * p.cabin_rent / KILO),
        "firms": shared(firms, region=p.firms_region),
        "events": shared(steady * p.esport_events * p.event_cost / KILO),
    }


def spent(p, by_line):
    """The cost of each line by funder from the decision to the horizon of the study's last year, 0 before the decision [kEUR/year]."""
    after = (p.decision_year <= YEARS)[:, None]
    return {line: {funder: amount * after for funder, amount in parts.items()} for line, parts in by_line.items()}


def until_horizon(yearly, decision, horizon):
    """What is spent from the decision to the end of the year of the horizon [MEUR, draw]: yearly [kEUR/year, date x draw], each quarter at the rate
    of its beginning."""
    counted = (decision <= YEARS) & (horizon + 1 > YEARS)
    return yearly[counted].sum(axis=0) * STEP / KILO


def costs(p, by_line):
    """What is spent each year by purpose, by funder, of public money [kEUR/year]; the public money until the horizon [MEUR, draw]."""
    yearly = spent(p, by_line)
    by_funder = added(*yearly.values())
    by_purpose = {line: parts["state"] + parts["region"] + parts["local"] for line, parts in yearly.items()}
    public = sum(by_purpose.values())
    return {
        "cost": np.stack(np.broadcast_arrays(*(sum(parts.values()) for parts in yearly.values()))),
        "paid": np.stack(np.broadcast_arrays(*by_funder.values())),
        "public_cost": public,
        "public_money": until_horizon(public, p.decision_year, p.horizon),
        "public_money_by_purpose": np.stack(
            np.broadcast_arrays(*(until_horizon(amount, p.decision_year, p.horizon) for amount in by_purpose.values()))
        ),
    }
