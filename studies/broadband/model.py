"""Who uses very-high-speed broadband in Lozère, what the end of copper does, what each use brings and costs, from 2018 to 2040.

    rollout.py   where fibre reaches            adoption.py  who subscribes            copper.py  who is left when copper stops
    uses.py      what it is used for            money.py     what it costs, who pays   communes.py  the same by commune

The past is published figures and a calibrated curve; what a scenario changes acts from the year of the decision, and the past stays as it was.
"""

from .adoption import autonomous_each_year, subscribers
from .communes import by_commune, in_communes
from .copper import closed_share, lines_to_move, moved_to_fibre, moving_share
from .money import costs, lines
from .rollout import YEARS, gather, gradually, over_groups, permanent_premises, rollout, rollout_curves, since_decision
from .uses import care, economy, telework, third_places, videoconference, videoconference_people, working

__all__ = ["YEARS", "run"]  # the dates of the results, and what gives them


def network(p, territory, coverage, permanent, households, second, potential):
    """Coverage and subscribers of the département by date and draw.

    coverage [share, date x draw]; permanent premises, the households among them, and second homes that subscribe and are here today [subscribers,
    date x draw]; potential [same]. New households subscribe as soon as fibre reaches them.
    """
    main, premises = territory.main_residences.values.sum(), permanent_premises(territory).sum()
    arrived = p.arrivals * since_decision(p)
    total = permanent + second + arrived * coverage
    return {
        "coverage": coverage,
        "connectable": coverage * p.homes,
        "potential": potential + arrived * coverage,
        "subscribers": total,
        "take_up_homes": total / p.homes,
        "take_up_connectable": total / (coverage * p.homes),
        "take_up_main": permanent / main,
        "households_subscribed": (households + arrived * coverage) / (main + arrived),
        "take_up_permanent": (permanent + arrived * coverage) / (premises + arrived),
        "newcomers": arrived,
        "peak_traffic": total * p.traffic,
        "made_autonomous": autonomous_each_year(p, p) * since_decision(p),
        "firms_diagnosed": p.diagnosed + p.firm_diagnoses * since_decision(p),
    }


def copper(places, alone, permanent, closed):
    """Permanent premises with fibre and without it, on copper or after it, by date and draw.

    alone: subscribers who came by themselves, permanent: all of them, per permanent premise;
    closed: part whose copper stopped [share, date x draw x group].
    """
    without, on_copper = (over_groups(share, places.permanent) for share in (1 - permanent, (1 - closed) * (1 - alone)))
    return {
        "with_fibre": over_groups(permanent, places.permanent),
        "without_fibre": without,
        "copper_lines": on_copper,
        "at_risk": without - on_copper,
        "lines_to_move": lines_to_move(alone, closed, places.permanent),
    }


def run(p, territory):
    """Coverage, subscribers, homes at risk when copper stops, uses and costs of fibre in Lozère, 2018-2040.

    Parameters: see parameters.csv. `territory` gives by commune premises, dwellings, people, distances to services, which communes lose copper
    first, the connectable premises of 2017-2018; and the published coverage by département.

    Results: see results.csv. By commune in a single run only. References: in the files of the model.
    """
    places = gather(territory)
    reached, undecided = rollout(p, places)
    desks = gradually(p, "desks")
    adopters, possible, share = subscribers(p, places, reached, territory.population.values.sum(), desks)
    closed = closed_share(p, places.closing_first, territory.sizes["commune"])
    permanent = moved_to_fibre(adopters[0], reached, closed, moving_share(p))
    coverage, without = (over_groups(share, places.weights) for share in (reached, undecided))
    of_all = (*(over_groups(permanent, premises) for premises in (places.permanent, places.main)), over_groups(adopters[1], places.second))
    could = over_groups(possible[0], places.permanent) + over_groups(possible[1], places.second)
    workers, connected = working(p, places, permanent), videoconference_people(p, territory, coverage)
    results = network(p, territory, coverage, *of_all, could) | copper(places, adopters[0], permanent, closed)
    results |= telework(p, workers.sum(axis=-1)) | third_places(p, desks) | videoconference(p, territory, connected)
    results |= care(p, territory) | economy(p, territory, coverage)
    results |= costs(p, lines(p, territory, coverage, without, desks, connected))
    results |= {
        "published_on_main": p.subscribers_observed / territory.main_residences.values.sum(),
        "potential_share": share[:, 0],
        "second_home_share": territory.second_homes.values.sum() / territory.dwellings.values.sum(),
        "rollout_curve": rollout_curves(p),
    }
    if p.draws is None:
        practising = (workers / places.employed)[:, 0, places.groups]
        results |= by_commune(p, territory, in_communes(places, reached, adopters, possible), practising, results["telework_km"], connected)
    return results
