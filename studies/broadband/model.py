"""Who uses very-high-speed broadband in Lozère, what the end of copper does, what each use brings and costs, from 2018 to 2040.

    rollout.py   where fibre reaches            adoption.py  who subscribes            copper.py  who is left when copper stops
    uses.py      what it is used for            money.py     what it costs, who pays   communes.py  the same by commune

The past is published figures and a calibrated curve; what a scenario changes acts from the year of the decision, and the past stays as it was.
"""

import numpy as np
import xarray as xr

from .adoption import autonomous_each_year, subscribers
from .communes import by_commune, in_communes
from .copper import closed_share, lines_to_move, moved_to_fibre, moving_share
from .money import costs, lines
from .rollout import DEPARTMENTS, YEARS, column, flat, gather, gradually, over_groups, permanent_premises, rollout, rollout_curves, since_decision
from .uses import care, economy, telework, third_places, videoconference, videoconference_people, working


def named(values, dims, label, unit, sense, basis=None):
    """A result with what the screen says of it."""
    return xr.Variable(dims, values, {"label": label, "unit": unit, "sense": sense} | ({"basis": basis} if basis else {}))


def series(p, values, label, unit, sense):
    """A result of the département from date x draw; the dimension draw is left out of a single run."""
    values = np.broadcast_to(values, (len(YEARS), p.draws or 1))
    return named(values[:, 0], ("year",), label, unit, sense) if p.draws is None else named(values, ("year", "draw"), label, unit, sense)


def number(p, values, label, unit, sense):
    """A result without date, from one value or one by draw."""
    values = np.broadcast_to(np.ravel(values), (p.draws or 1,))
    return named(values[0], (), label, unit, sense) if p.draws is None else named(values, ("draw",), label, unit, sense)


def network(p, territory, coverage, permanent, second, potential):
    """Coverage and subscribers of the département by date and draw, as (values, label, unit, sense).

    coverage [share, date x draw]; permanent and second: subscribers who are here today [subscribers, date x draw]; potential [same]. New households
    subscribe as soon as fibre reaches them.
    """
    homes, main, premises = float(p.homes), territory.main_residences.values.sum(), permanent_premises(territory).sum()
    arrived = flat(column(p.arrivals) * since_decision(p))
    total = permanent + second + arrived * coverage
    return {
        "coverage": (coverage, "Logements raccordables à la fibre", "share", 1),
        "connectable": (coverage * homes, "Logements raccordables à la fibre", "homes", 1),
        "potential": (potential + arrived * coverage, "Abonnés possibles sans y être obligés", "subscribers", 1),
        "subscribers": (total, "Abonnés à la fibre", "subscribers", 1),
        "take_up_homes": (total / homes, "Abonnés rapportés à tous les logements", "share", 1),
        "take_up_connectable": (total / (coverage * homes), "Abonnés rapportés aux logements raccordables", "share", 1),
        "take_up_main": (permanent / main, "Abonnés permanents rapportés aux résidences principales", "share", 1),
        "take_up_permanent": (
            (permanent + arrived * coverage) / (premises + arrived),
            "Foyers et établissements permanents abonnés à la fibre",
            "share",
            1,
        ),
        "newcomers": (arrived, "Foyers venus s'installer pour télétravailler, depuis la décision", "households", 1),
        "peak_traffic": (total * flat(column(p.traffic)), "Trafic demandé à l'heure de pointe", "Mbit/s", 0),
        "made_autonomous": (flat(autonomous_each_year(p, p) * since_decision(p)), "Personnes rendues autonomes, depuis la décision", "people", 1),
        "firms_diagnosed": (
            float(p.diagnosed) + flat(column(p.firm_diagnoses) * since_decision(p)),
            "Entreprises ayant reçu un diagnostic numérique",
            "establishments",
            1,
        ),
    }


def copper(places, alone, permanent, closed):
    """Permanent premises without fibre by date and draw, on copper or after it, as (values, label, unit, sense).

    alone: subscribers who came by themselves, permanent: all of them, per permanent premise;
    closed: part whose copper stopped [share, date x draw x group].
    """
    without, on_copper = (over_groups(share, places.permanent) for share in (1 - permanent, (1 - closed) * (1 - alone)))
    with_fibre = over_groups(permanent, places.permanent)
    return {
        "with_fibre": (with_fibre, "Foyers et établissements permanents abonnés à la fibre", "premises", 1),
        "without_fibre": (without, "Foyers et établissements permanents sans abonnement à la fibre", "premises", -1),
        "copper_lines": (on_copper, "Foyers et établissements permanents encore sur le cuivre", "premises", -1),
        "at_risk": (without - on_copper, "Foyers et établissements permanents sans fibre après la fin du cuivre", "premises", -1),
    }


def run(p, territory):
    """Coverage, subscribers, homes at risk when copper stops, uses and costs of fibre in Lozère, 2018-2040.

    Parameters: see parameters.csv. `territory` gives by commune premises, dwellings, people, distances to services, which communes lose copper
    first, the connectable premises of 2017-2018; and the published coverage by département.

    Returns a dataset by year (beginning of each quarter) [and draw] with the results of the département, in the order of the page; the rollout
    curves of the three départements by segment; and, in a single run, the results by commune. References: in the files of the model.
    """
    places = gather(territory)
    reached, undecided = rollout(p, places)
    desks = gradually(p, "desks")
    adopters, possible, share = subscribers(p, places, reached, territory.population.values.sum(), desks)
    closed = closed_share(p, places.closing_first, territory.sizes["commune"])
    permanent = moved_to_fibre(adopters[0], reached, closed, moving_share(p))
    coverage, without = (over_groups(share, places.weights) for share in (reached, undecided))
    of_all = (over_groups(permanent, places.permanent), over_groups(adopters[1], places.second))
    could = over_groups(possible[0], places.permanent) + over_groups(possible[1], places.second)
    workers, connected = working(p, places, permanent), videoconference_people(p, territory, coverage)
    yearly, public_money = costs(p, lines(p, territory, coverage, without, flat(desks), connected))
    results = network(p, territory, coverage, *of_all, could) | copper(places, adopters[0], permanent, closed)
    results |= telework(p, workers.sum(axis=-1)) | third_places(p, flat(desks)) | videoconference(p, territory, connected)
    results |= care(p, territory) | economy(p, territory, coverage) | yearly
    data = {name: series(p, *result) for name, result in results.items()}
    data |= numbers(p, territory, share, lines_to_move(adopters[0], closed, places.permanent), public_money)
    data["rollout_curve"] = named(rollout_curves(p), ("segment", "year"), "Courbe ajustée du déploiement", "share", 1)
    if p.draws is None:
        practising = (workers / places.employed)[:, 0, places.groups]
        local = by_commune(p, territory, in_communes(places, reached, adopters, possible), practising, results["telework_km"][0], connected)
        data |= {name: named(*result) for name, result in local.items()}
    return xr.Dataset(data, coords={"year": YEARS, "segment": list(DEPARTMENTS), "commune": territory.commune.values})


def numbers(p, territory, share, to_move, public_money):
    """The results without date: calibrated share, share of second homes, lines that the end of copper moves, public money."""
    homes = territory.second_homes.values.sum() / territory.dwellings.values.sum()
    on_main = p.subscribers_observed.values / territory.main_residences.values.sum()
    return {
        "published_on_main": number(p, on_main, "Abonnés publiés rapportés aux résidences principales", "share", 1),
        "potential_share": number(p, share, "Foyers et établissements permanents qui s'abonneraient seuls à la fin (calé sur l'observé)", "share", 1),
        "second_home_share": named(homes, (), "Résidences secondaires dans l'ensemble des logements", "share", 0),
        "lines_to_move": number(p, to_move, "Foyers et établissements que la fin du cuivre oblige à changer", "premises", -1),
        "public_money": number(p, public_money, "Argent public, de la décision à 2035", "MEUR_2024", -1),
    }
