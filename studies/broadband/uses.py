"""What fibre is used for, and what each use brings and costs: telework, third places, videoconference, teleconsultation, economy, e-sport.

Each use is counted in its own unit; they are not added up. References are with each parameter.
"""

import numpy as np

from studies.toolkit.constants import KILO, MINUTES, MONTHS

from .adoption import bass_step
from .rollout import STEP, YEARS, at_every_date, gradually, ramp

THERE_AND_BACK = 2  # trips in a day


# Telework


def teleworkers(employed, compatible, practice, subscribed):
    """People who telework at home with fibre [people]: `employed` [people] in jobs that are `compatible` [share], a share who do it [share], in the
    share of households that subscribe [share]."""
    return employed * compatible * practice * subscribed


def kilometres_avoided(people, days, weeks, distance, rebound):
    """Kilometres that teleworkers do not drive [km/year]: `days` [day/week], `weeks` [week/year], one-way `distance` [km], less the trips that come
    instead (`rebound`, share)."""
    return people * days * weeks * THERE_AND_BACK * distance * (1 - rebound)


def carbon_avoided(people, days, for_a_day, rebound):
    """Emissions avoided [tCO2e/year]: `for_a_day` [kgCO2e/year for each weekly day and person], less rebound effects [share].

    Never added to the kilometres avoided: they are the same trips, counted in another way. Source: ADEME (2020).
    """
    return people * days * for_a_day * (1 - rebound) / KILO


# Third places


def desk_cost(area, rent, running, hosts, host_cost):
    """What a desk costs in a year [EUR/year]: area [m2/desk], rent and running costs [EUR/m2 and year], hosts [job/desk] at their cost [EUR/year]."""
    return area * (rent + running) + hosts * host_cost


def break_even_occupancy(cost, price):
    """Occupancy at which desks pay their cost [share, may exceed one]: cost [EUR/year and desk], price [EUR/month and desk]."""
    return cost / (MONTHS * price)


def third_places_result(desks, occupancy, price, cost):
    """What third places earn less what they cost in a year [kEUR/year]; arguments as above."""
    return desks * (MONTHS * price * occupancy - cost) / KILO


# Videoconference shared by isolated people


def accepting(to_pay, scale):
    """Part of those who are offered a service that takes it [share] when each has so much `to_pay` [EUR/month]: all of them when it is free, fewer
    by 1/e every `scale` [EUR/month]."""
    return np.exp(-np.maximum(to_pay, 0) / scale)


def beneficiaries(potential, target, p, q, decided):
    """People who use the shared videoconference service [people, date x draw], a Bass diffusion from nobody at the date `decided` [index].

    potential [people, date x draw]: isolated people whom fibre reaches and who accept what they have to pay; target [people, draw]: how many the
    département equips, who accept it too; p and q [1/year, draw].
    """
    ceiling = np.minimum(potential, target)
    people = np.zeros_like(ceiling)
    for date in range(decided, len(ceiling) - 1):
        people[date + 1] = bass_step(people[date], ceiling[date], p, q, STEP)
    return people


def cost_of_a_beneficiary(set_month, host_cost, for_one_host):
    """What a beneficiary costs in a year [EUR/person]: a set [EUR/month] and the part of a host [EUR/year] who follows so many people."""
    return MONTHS * set_month + host_cost / for_one_host


def visits_to_break_even(cost, visit_cost):
    """Home visits that each beneficiary must spare in a year for the service to pay for itself: cost [EUR/person], visit_cost [EUR a visit]."""
    return cost / visit_cost


# Teleconsultation


def teleconsultations(population, each, share):
    """Teleconsultations in a year: population [inhabitants], consultations `each` has in a year, `share` of them at a distance."""
    return population * each * share


def hours_spared(consultations, minutes):
    """Travel spared [hour/year] by consultations at a distance, each `minutes` away [min, one way]."""
    return consultations * THERE_AND_BACK * minutes / MINUTES


def cabin_use(cabins, consultations):
    """Consultations held in cabins in a year, `consultations` in each every month; they are among the teleconsultations, not in addition."""
    return cabins * MONTHS * consultations


def cabin_unit_cost(rent, consultations):
    """What a consultation in a cabin costs [EUR]: rent [EUR/month], consultations in a month."""
    return rent / consultations


# Economy


def coverage_effect(effect, coverage, reference):
    """Change of a number [share] for a change of coverage: `effect` is that of a coverage from 0 to 1. Source: France Stratégie (2023)."""
    return effect * (coverage - reference)


def pro_rata(national, population, national_population):
    """The part of a national number that falls to a population, head for head [unit of the number]."""
    return national * population / national_population


# The results


def working(p, places, permanent):
    """People who telework at home with fibre [people, date x draw x group]; permanent: permanent premises that subscribe [share, same], as many of
    the households as of the establishments."""
    return teleworkers(places.employed, p.compatible[..., None], gradually(p, "telework_practice")[..., None], permanent)


def telework(p, people):
    """Telework by date and draw; people who telework [people, date x draw]."""
    days = gradually(p, "telework_days")
    return {
        "teleworkers": people,
        "telework_km": kilometres_avoided(people, days, p.telework_weeks, p.commute, p.trip_rebound),
        "telework_carbon": carbon_avoided(people, days, p.telework_carbon, p.telework_rebound),
    }


def cost_of_a_desk(p):
    """What a desk costs in a year [EUR/year, draw]."""
    return desk_cost(p.desk_area, p.desk_rent, p.desk_running, p.desk_hosts, p.host_cost)


def third_places(p, desks):
    """Third places by date and draw; desks [desks, date x draw]."""
    cost = cost_of_a_desk(p)
    return {
        "desks": desks,
        "third_places_result": third_places_result(desks, gradually(p, "desk_occupancy"), p.desk_price, cost),
        "third_places_even": at_every_date(break_even_occupancy(cost, p.desk_price)),
    }


def videoconference_people(p, territory, coverage):
    """People who use the shared videoconference service [people, date x draw]; coverage [share, date x draw]."""
    isolated = territory.people_75.values.sum() * p.living_alone * coverage
    decided = int(np.searchsorted(YEARS, p.decision_year))
    takers = accepting(p.set_rent - p.videoconference_aid, p.service_scale)
    return beneficiaries(isolated * takers, p.videoconference_target * takers, p.service_innovation, p.service_imitation, decided)


def videoconference(p, territory, people):
    """The shared videoconference service by date and draw; people [people, date x draw]."""
    cost = cost_of_a_beneficiary(p.set_rent, p.host_cost, p.people_for_one_host)
    town = (territory.town_km.values * territory.people_75.values).sum() / territory.people_75.values.sum()
    return {
        "videoconference_people": people,
        "videoconference_contacts": people * p.contacts,
        "videoconference_km": people * p.visits_spared * THERE_AND_BACK * town,
        "videoconference_cost": at_every_date(cost),
        "videoconference_even": at_every_date(visits_to_break_even(cost, p.visit_cost)),
    }


def care(p, territory):
    """Teleconsultation by date and draw."""
    number = teleconsultations(territory.population.values.sum(), p.consultations_each, gradually(p, "teleconsultation_share"))
    return {
        "cabin_use": cabin_use(gradually(p, "cabins"), p.cabin_consultations),
        "teleconsultations": number,
        "travel_hours": hours_spared(number, p.doctor_minutes),
        "cabin_consultation_cost": at_every_date(cabin_unit_cost(p.cabin_rent, p.cabin_consultations)),
    }


def economy(p, territory, coverage):
    """What is proven elsewhere of jobs and creations, applied to the coverage [share, date x draw]: upper bounds, outside of any total."""
    creations, seekers = (coverage_effect(effect, coverage, coverage[:1]) for effect in (p.creations_effect, p.seekers_effect))
    looking = territory.active.values.sum() - territory.employed.values.sum()
    return {
        "creations": creations * p.creations_each_year,
        "seekers": seekers * looking,
        "esport_jobs": at_every_date(pro_rata(p.esport_jobs, territory.population.values.sum(), p.population_france)),
        "esport_public": p.esport_events * p.esport_public * ramp(p),
    }
