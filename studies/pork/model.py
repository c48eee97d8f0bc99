"""The quality pork of Lozère: farms, piglets, abattoirs, prices, public money, from 2025 to 2040.

    farms.py      seven archetypes, exits and installations      herd.py     weeks: cohorts are delays, piglets
    money.py      prices, accounts, public money, jobs           slaughter.py  a transport program solved once by regime
    outlets.py    who wants local pork, what is missing          land.py     nitrogen, runs, water, communes

The start is assumed: no count of pigs of Lozère could be read. A flow is that of the year that ends on its date; a stock is that of its date.
"""

import numpy as np
import xarray as xr

from studies.toolkit.constants import KILO

from .farms import (
    ARCHETYPES,
    ORDER,
    YEARS,
    counted,
    demography,
    exit_rate,
    flat,
    flowing,
    openings,
    piglets_to_buy,
    pigs_of_places,
    since,
    size,
    usual_exits,
)
from .herd import BOUGHT_BY, WEEKS_IN_YEAR, by_year, delayed, durations, during, herd, present_animals, shared, weekly
from .land import CRITERIA, criteria, equivalents, land, nitrogen, suitability, zone_farming
from .money import (
    COSTS,
    account,
    change_of_income,
    cycle,
    fed,
    hours_of,
    income_per_farmer,
    invested,
    jobs,
    margin_over_feed,
    project_cash,
    public_spending,
)
from .outlets import outlets
from .slaughter import HERE, slaughter, zones


def named(values, dims, label, unit, sense, basis=None):
    """A result with what the screen says of it."""
    return xr.Variable(dims, values, {"label": label, "unit": unit, "sense": sense} | ({"basis": basis} if basis else {}))


def series(draws, values, label, unit, sense):
    """A result by date from year x draw; the dimension draw is left out of a single run (`draws` is None)."""
    values = np.broadcast_to(values, (len(YEARS), draws or 1))
    return named(values[:, 0], ("year",), label, unit, sense) if draws is None else named(values, ("year", "draw"), label, unit, sense)


def number(draws, values, label, unit, sense):
    """A result without date, from one value or one by draw."""
    values = np.broadcast_to(np.ravel(values), (draws or 1,))
    return named(values[0], (), label, unit, sense) if draws is None else named(values, ("draw",), label, unit, sense)


def passed(values):
    """What holds during a year, given at its end: the value of the year before each date [year ...]; the first date has that of the first year."""
    return np.concatenate([values[:1], values[:-1]])


def economy(p):
    """The size of a new farm; its accounts year by year, and the same in calm markets."""
    new, after, whole = size(p, today=False), since(p, float(p.decision_year)), np.ones((len(YEARS), 1))
    market = cycle(flat(p.base_price), flat(p.cycle_amplitude), flat(p.cycle_years))
    now = account(p, new, market, fed(p), after)
    return new, now, account(p, new, flat(p.base_price) * whole, flat(p.feed_price) * whole, after)


def herd_results(p, farms, animals, sold, tonnes):
    """Farms, animals, piglets, regularity, as (values, label, unit, sense)."""
    every, places = farms[0] + farms[1], present_animals(p, animals)
    weeks = sum(animals.sold.values()).reshape(len(YEARS), WEEKS_IN_YEAR, -1)
    sale, wanted, born = by_year(animals.for_sale), by_year(animals.wanted), by_year(sum(animals.born_here.values()))
    pigs = sum(sold.values())
    found = {
        "farms": (every.sum(axis=0), "Exploitations qui ont des porcs", "farms", 1),
        "pigs": (pigs, "Porcs finis élevés en Lozère", "pigs/year", 1),
        "pork": (tonnes, "Porc produit en Lozère, en carcasse", "t/year", 1),
        "piglet_balance": (sale - wanted, "Porcelets à vendre en Lozère moins porcelets voulus par ses engraisseurs, par an", "heads", 1),
        "piglets_for_sale": (sale, "Porcelets à vendre en Lozère", "piglets/year", 1),
        "piglets_wanted": (wanted, "Porcelets voulus par les engraisseurs", "piglets/year", 0),
        "piglets_imported": (wanted - by_year(animals.from_here), "Porcelets à faire venir d'ailleurs", "piglets/year", -1),
        "piglets_exported": (sale - by_year(animals.from_here), "Porcelets vendus ailleurs", "piglets/year", 0),
        "born_here_share": (born / pigs, "Part des porcs finis qui sont nés en Lozère", "share", 1),
        "week_low": (weeks.min(axis=1), "Semaine la plus basse", "pigs/week", 1),
        "week_high": (weeks.max(axis=1), "Semaine la plus haute", "pigs/week", 0),
    }
    labels = {"sows": "Truies présentes", "suckling": "Porcelets sous la mère", "nursery": "Porcelets sevrés", "finishing": "Porcs à l'engrais"}
    found |= {f"present_{name}": (places[name], label, "sows" if name == "sows" else "heads", 0) for name, label in labels.items()}
    found |= {f"farms_{name}": (every[place], f"Exploitations : {label}", "farms", 0) for place, (name, label) in enumerate(ARCHETYPES.items())}
    found |= {f"pigs_{name}": (values, f"Porcs : {ARCHETYPES[name]}", "pigs/year", 0) for name, values in sold.items()}
    return found, places, born


def work(p, farms, sizes, here, served):
    """Jobs, as (values, label, unit, sense): farms, abattoirs, processing; the national ratio of indirect jobs is an upper bound only."""
    hours = sum((count * hours_of(p, farm)[:, None]).sum(axis=0) for count, farm in zip(farms, sizes, strict=True))
    hours = hours + (flowing(flat(p.collective_year)) * flat(p.collective_sows)) * flat(p.labour_nuc)
    on_farms, slaughtering, processing = jobs(hours, flat(p.hours_in_year), here, flat(p.jobs_slaughter), served, flat(p.jobs_processing))
    return {
        "jobs": (on_farms + slaughtering + processing, "Emplois directs", "jobs", 1),
        "jobs_farms": (on_farms, "Emplois dans les fermes", "jobs", 1),
        "jobs_slaughter": (slaughtering, "Emplois d'abattoir que le porc de Lozère fait vivre", "jobs", 1),
        "jobs_processing": (processing, "Emplois de la transformation", "jobs", 1),
        "jobs_bound": (on_farms * (1 + flat(p.indirect_ratio)), "Borne haute, emplois indirects nationaux compris", "jobs", 0),
    }


def accounts(p, farm, now):
    """What a farm earns, as (values, label, unit, sense), for each archetype and date."""
    income, found = income_per_farmer(p, now), {}
    for place, (name, label) in enumerate(ARCHETYPES.items()):
        found[f"income_{name}"] = (passed(income[place]), f"Revenu par agriculteur : {label}", "EUR_2024/year", 1)
        found[f"price_{name}"] = (passed(now.price[place]), f"Prix payé : {label}", "EUR_2024/kg", 1)
        found[f"even_{name}"] = (passed(now.cost[place]), f"Prix qui paie tout, travail compris : {label}", "EUR_2024/kg", -1)
    place = ORDER.index("ne_m")
    live = flat(p.carcass_ne_m) / flat(p.carcass_yield)
    per_sow, yielded = farm.pigs[place] / farm.sows[place], flat(p.carcass_yield)
    margin = margin_over_feed(per_sow, live, yielded, now.price[place], flat(p.fcr_ne_m), fed(p), flat(p.renewal))
    found["margin_over_feed"] = (passed(margin), "Marge sur coût d'aliment et renouvellement, par truie présente", "EUR_2024/sow", 1)
    found["feed"] = (passed(fed(p)), "Prix de l'aliment", "EUR_2024/t", -1)
    return found


def spending(p, opened, farm, farms):
    """Public money by line and by year, as (values, label, unit, sense); then from the decision to the horizon [MEUR, draw], and all investments."""
    lines = public_spending(p, opened, farm, farms)
    words = {
        "farms": "installations et bâtiments",
        "collective": "naissage collectif",
        "abattoir": "chaîne porc d'Antrenas",
        "processing": "bâtiments de découpe et de séchage",
        "support": "appui technique",
    }
    total = sum(lines.values())
    found = {f"public_{name}": (passed(values) / KILO, f"Argent public : {words[name]}", "kEUR_2024/year", -1) for name, values in lines.items()}
    found["public_cost"] = (passed(total) / KILO, "Argent public, par an", "kEUR_2024/year", -1)
    return found, total[:-1].sum(axis=0) / KILO**2, invested(p, opened, farm) / KILO**2


def run(p, territory):
    """Farms, pigs, piglets, kilometres to the abattoir, incomes and public money of the pork of Lozère, by 1 January from 2025 to 2041.

    Parameters: see parameters.csv. `territory` gives the population, the farming of the nine zones of the census, the distance of each commune to
    each abattoir. Returns results by date [and draw]; by archetype (segment) and by commune in a single run. References: in the files of the model.
    """
    new, now, calm = economy(p)
    sizes = size(p, today=True), new
    bounds = flat(p.exit_lowest), flat(p.exit_highest)
    leaving = exit_rate(usual_exits(p), flat(p.exit_reaction), change_of_income(p, now, calm), flat(p.reference_income), *bounds)
    opened = openings(p)
    farms = demography(counted(p, sizes[0]), opened, leaving)
    opened = np.broadcast_to(opened, farms[1].shape)
    banned = during(flat(p.ban_year), flat(p.ban_weeks))
    animals = herd(p, farms, opened, sizes, banned)
    sold = {name: by_year(values) for name, values in animals.sold.items()}
    tonnes = sum(sold[name] * flat(getattr(p, f"carcass_{name}")) for name in sold) / KILO
    results, places, born = herd_results(p, farms, animals, sold, tonnes)
    pigs = results["pigs"][0]
    routes, here, zone_km = slaughter(p, territory, tonnes, tonnes * KILO / pigs, by_year(banned * 1.0))
    local = tonnes * born / pigs * here / tonnes
    results |= routes | outlets(p, territory, tonnes, local)
    results["local_pork"] = (local, "Porc né, élevé et abattu en Lozère", "t/year", 1)
    results |= work(p, farms, sizes, here, results["served"][0]) | accounts(p, new, now)
    sows, weaned = ({name: by_year(values) for name, values in part.items()} for part in (animals.sows, animals.weaned))
    sows = {name: values / WEEKS_IN_YEAR for name, values in sows.items()}
    runs_today = by_year(animals.sold["eng_lr"] * part_of_today(p, farms, sizes))
    results["pigs_eng_lr"] = (sold["eng_lr"] - runs_today, f"Porcs : {ARCHETYPES['eng_lr']}", "pigs/year", 0)
    results["pigs_eng_today"] = (runs_today, "Porcs : engraisseurs d'aujourd'hui, en bâtiment", "pigs/year", 0)
    results["farms_eng_lr"] = (farms[1][ORDER.index("eng_lr")], f"Exploitations : {ARCHETYPES['eng_lr']}", "farms", 0)
    results["farms_eng_today"] = (farms[0][ORDER.index("eng_lr")], "Exploitations : engraisseurs d'aujourd'hui", "farms", 0)
    results |= land(p, sows, sold, places, runs_today, nitrogen(p, sows, weaned, sold, runs_today), territory)
    dearer = results["price_eng_lr"][0] - flat(p.base_price)
    results["sausage_extra"] = (dearer * flat(p.sausage_ratio), "Surcoût d'un kg de saucisson sec fait de porc Label Rouge", "EUR_2024/kg", -1)
    yearly, public_money, investment = spending(p, opened, new, farms[0] + farms[1])
    results |= yearly
    draws = p.draws
    data = {name: series(draws, *values) for name, values in results.items()}
    data["public_money"] = number(draws, public_money, "Argent public, de la décision à la fin de 2040", "MEUR_2024", -1)
    data["investment"] = number(draws, investment, "Investissements, publics et privés, de la décision à la fin de 2040", "MEUR_2024", 0)
    data |= {name: number(draws, *values) for name, values in (one_finisher(p, new) | hardest_year(results)).items()}
    if draws is None:
        data |= by_archetype(p, new, now) | by_commune(p, territory, results, zone_km)
    return xr.Dataset(data, coords={"year": YEARS, "segment": list(ORDER), "commune": territory.commune.values})


def one_finisher(p, farm):
    """The piglets that a new Label Rouge finisher buys and the sows that give them, as (values, label, unit, sense)."""
    place = ORDER.index("eng_lr")
    piglets = piglets_to_buy(farm.pigs[place], flat(p.loss_eng_lr))
    sows = piglets / flat(p.pigs_per_sow_nuc)
    return {
        "label_piglets": (piglets, "Porcelets qu'achète un nouvel engraisseur Label Rouge", "piglets/year", 0),
        "label_sows": (sows, "Truies qui donnent ces porcelets", "sows", 0),
    }


def hardest_year(results):
    """The longest journeys, the most pigs slaughtered outside or held, the most of the others sent elsewhere, as (values, label, unit, sense)."""
    labels = {
        "slaughter_km": "Trajet moyen de l'année la plus dure",
        "slaughtered_outside": "Porcs abattus dehors, l'année la plus dure",
        "held": "Porcs retenus à la ferme, l'année la plus dure",
        "rerouted": "Autres espèces et porcs d'ailleurs sans leur abattoir, l'année la plus dure",
    }
    return {f"{name}_worst": (results[name][0].max(axis=0), label, results[name][2], -1) for name, label in labels.items()}


def part_of_today(p, farms, sizes):
    """The part of the pigs of the finishers that those of today, indoors, sell each week [share, week x draw]."""
    place = ORDER.index("eng_lr")
    old, new = (weekly(count[place] * farm.pigs[place]) for count, farm in zip(farms, sizes, strict=True))
    return delayed(shared(old, old + new), durations(p)["eng_lr"])


def by_archetype(p, farm, now):
    """The account of a new farm of each archetype: costs, price, cash, herd, class [segment, or segment x year]."""
    whole = {name: passed_all(np.broadcast_to(now.costs[name], now.cost.shape)) for name in COSTS}
    found = {f"cost_{name}": named(whole[name], ("segment", "year"), f"Coût : {words}", "EUR_2024/kg", -1) for name, words in COSTS.items()}
    weeks, nursery = durations(p), int(p.nursery_weeks)
    first = np.array([0 if name not in weeks else weeks[name] + (nursery + int(p.setup_weeks) if name not in BOUGHT_BY else 0) for name in ORDER])
    first[ORDER.index("nuc")] = int(p.setup_weeks) + nursery
    cash = project_cash(p, now, first)[:, :, 0] / KILO
    found["cash"] = named(cash, ("segment", "year"), "Trésorerie ajoutée depuis l'ouverture", "kEUR_2024", 1)
    finishing = farm.pigs[:, 0] * np.array([weeks.get(name, 0) for name in ORDER]) / WEEKS_IN_YEAR
    weaned = ((farm.pigs * (1 - farm.bought) + farm.piglets) / (1 - losses(p)))[:, 0]
    units = equivalents(farm.sows[:, 0], weaned * nursery / WEEKS_IN_YEAR, finishing, float(p.icpe_sow), float(p.icpe_piglet))
    numbers = {
        "farm_pigs": (farm.pigs, "Porcs vendus par an, par ferme", "pigs/year"),
        "farm_sows": (farm.sows, "Truies présentes, par ferme", "sows"),
        "farm_piglets": (farm.pigs * farm.bought / (1 - losses(p)), "Porcelets achetés par an, par ferme", "piglets/year"),
        "farm_investment": (now.investment / KILO, "Bâtiments, parcours et clôtures d'une ferme", "kEUR_2024"),
        "farm_hours": (now.hours, "Travail d'une ferme", "hour/year"),
        "farm_equivalents": (units[:, None], "Animaux-équivalents ICPE d'une ferme", "units"),
    }
    alone = {name: (np.broadcast_to(values, (len(ORDER), 1))[:, 0], words) for name, (values, *words) in numbers.items()}
    return found | {name: named(values, ("segment",), *words, 0) for name, (values, words) in alone.items()}


def losses(p):
    """Losses by archetype [share, archetype x draw]."""
    return np.stack([flat(getattr(p, f"loss_{name}")) for name in ORDER])


def passed_all(values):
    """`passed` for archetype x year x draw, in a single run [archetype x year]."""
    return np.stack([passed(archetype[:, 0]) for archetype in values])


def with_room(p, results, names):
    """The abattoirs of the département that have room for the pigs of one more Label Rouge finisher at the end of the horizon; when none has, those
    outside that take pigs [abattoir]."""
    workshop = pigs_of_places(flat(p.size_eng_lr), flat(p.batches)) * flat(p.carcass_eng_lr) / KILO / WEEKS_IN_YEAR
    left = {name: results[f"capacity_now_{name}"][0] - results[f"load_{name}"][0] for name in HERE}
    here = np.array([name in HERE and np.broadcast_to(left[name], (len(YEARS), 1))[-1, 0] >= workshop[0] for name in names])
    return here if here.any() else np.array([name not in HERE and float(getattr(p, f"free_{name}")) > 0 for name in names])


def by_commune(p, territory, results, zone_km):
    """Criteria and points of each commune at the horizon; nitrogen of its zone per hectare. No number of pigs by commune."""
    _, index, shares, _ = zones(territory)
    names = territory.abattoir.values.tolist()
    values = criteria(p, territory, index, with_room(p, results, names))
    weights = [float(getattr(p, f"weight_{name}")) for name in CRITERIA]
    found = {name: named(values[:, place], ("commune",), *words, "estimé") for place, (name, words) in enumerate(CRITERIA.items())}
    points = suitability(values, weights, [sense for *_, sense in CRITERIA.values()])
    found["suitability"] = named(points, ("commune",), "Aptitude à accueillir un atelier", "points", 1, "estimé")
    fields, cattle = zone_farming(territory, index)
    pigs = np.broadcast_to(results["nitrogen"][0], (len(YEARS), 1))[-1, 0] * KILO * shares
    pressure = (float(p.n_unit) * cattle + pigs) / fields
    away = np.broadcast_to(zone_km[:, 0], (len(YEARS), len(shares)))[:, index]
    found["haul_by_commune"] = named(away, ("year", "commune"), "Distance jusqu'à l'abattoir, moyenne de la zone", "km", -1, "estimé")
    found["nitrogen_by_commune"] = named(pressure[index], ("commune",), "Azote des élevages par hectare, moyenne de la zone", "kg/ha", -1, "réparti")
    return found
