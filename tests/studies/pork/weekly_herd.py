"""The herd of the pork study written week by week, as it reads: a delay shifts weeks, a year adds up its own. Slow, and the reference of the model,
which reads the same from stocks by date. Arrays are week x draw."""

from dataclasses import dataclass

import numpy as np

from studies.pork.farms import FARROWING, ORDER, YEARS, gained, piglets_to_buy, stacked
from studies.pork.herd import BOUGHT_BY, cohort_sales, delayed, durations, finishing_loss

WEEKS_IN_YEAR = 52
PAST = WEEKS_IN_YEAR  # the year before the start, when the herd is steady
WEEKS = PAST + WEEKS_IN_YEAR * (len(YEARS) - 1)


def deaths(inflow, loss, weeks):
    """Animals of a stage that die in each year [animals/year, year x draw], the inflow being [animals/week, week x draw], steady before its first."""
    added = np.concatenate([np.zeros_like(inflow[:1]), np.cumsum(inflow, axis=0)])
    until = (WEEKS_IN_YEAR * np.arange(len(inflow) // WEEKS_IN_YEAR + 1))[:, None] - np.arange(1, weeks + 1)  # [week, end of year x age]
    entered = np.diff(added[np.maximum(until, 0)] + np.minimum(until, 0)[..., None] * inflow[0], axis=0)
    alive = (1 - loss) ** (np.arange(weeks + 1) / weeks)[:, None]
    return (entered * (alive[:-1] - alive[1:])).sum(axis=1)


def stock(inflow, loss, weeks, ends):
    """Animals of a stage at the end of the weeks `ends` [animals, end x draw], the inflow being [animals/week, week x draw]."""
    kept = (1 - loss) ** (np.arange(weeks) / weeks)[:, None]
    ages = ends[:, None] - 1 - np.arange(weeks)[None, :]
    return (inflow[np.maximum(ages, 0)] * kept).sum(axis=1)


def weekly(yearly):
    """A stock by date [year x draw] as a straight line from a 1 January to the next, steady before the start [week x draw]."""
    part = (np.arange(WEEKS_IN_YEAR) / WEEKS_IN_YEAR)[None, :, None]
    found = np.empty((WEEKS, yearly.shape[-1]))
    found[:PAST] = yearly[0]
    between = found[PAST:].reshape(len(YEARS) - 1, WEEKS_IN_YEAR, -1)
    np.multiply((yearly[1:] - yearly[:-1])[:, None], part, out=between)
    between += yearly[:-1, None]
    return found


def by_year(values):
    """What is summed over the weeks of the year that ends at each date [unit/year, year x draw]."""
    return values.reshape(len(YEARS), WEEKS_IN_YEAR, -1).sum(axis=1)


def productive(sows, placed, weeks):
    """Sows that wean [sows, week x draw]: those present less those placed in a new unit for less than `weeks`; `placed` adds up all that were."""
    return sows - (placed - delayed(placed, weeks))


def week_of(date):
    """The week that begins at a date [year]."""
    return np.rint((date - YEARS[0]) * WEEKS_IN_YEAR) + PAST


def during(start, weeks):
    """Whether each week is within `weeks` of the date `start` [year] [week x draw]."""
    count = np.arange(WEEKS)[:, None]
    return (count >= week_of(start)) & (count < week_of(start) + weeks)


@dataclass(frozen=True)
class Stage:
    """Animals that grow together: how many come in each week [animals/week, week x draw], the share lost by the end, how long it lasts [week]."""

    inflow: np.ndarray
    loss: np.ndarray
    weeks: int


@dataclass(frozen=True)
class Herd:
    """The herd by archetype, each week [week x draw]: present sows, piglets weaned, pigs sold, those that would be if no piglet were stopped, those
    born in the département; the stages of the nursery and of the finishing units; then piglets for sale in the département, piglets that its
    finishers want, those that they get from it, those that a closed border stops on their way in, and on their way out."""

    sows: dict
    weaned: dict
    sold: dict
    unstopped: dict
    born_here: dict
    nursery: list
    finishing: list
    for_sale: np.ndarray
    wanted: np.ndarray
    from_here: np.ndarray
    stopped: np.ndarray
    stuck: np.ndarray


def piglets_per_sow(p, name):
    """Pigs, or piglets, sold per present sow, the technical support counted once it is there [pigs/sow, week x draw]."""
    usual, more = getattr(p, f"pigs_per_sow_{name}"), gained(p)
    supported = np.arange(WEEKS)[:, None] >= week_of(float(p.decision_year))
    return usual + more * supported if np.any(more) else usual


def farrowing(p, name, present, placed):
    """Sows of an archetype and piglets that they wean [week x draw], from sows present and sows of new units added up, by date [year x draw]."""
    sows, new = weekly(present), weekly(placed)
    if name == "nuc":  # the collective unit comes at once, on its date
        unit = (np.arange(WEEKS)[:, None] >= week_of(p.collective_year)) * p.collective_sows
        sows, new = sows + unit, new + unit
    sold = productive(sows, new, int(p.setup_weeks)) * piglets_per_sow(p, name) / WEEKS_IN_YEAR
    return sows, sold / (1 - getattr(p, f"loss_{name}"))


def own_pigs(p, name, weaned, weeks):
    """Entries in the finishing unit and pigs sold [pigs/week] of a farm that keeps its piglets."""
    nursery, loss = p.nursery_loss, getattr(p, f"loss_{name}")
    sold = cohort_sales(weaned, nursery, finishing_loss(loss, nursery), float(p.nursery_weeks), weeks[name])
    return delayed(weaned, int(p.nursery_weeks)) * (1 - nursery), sold


def wanted_piglets(p, name, farms, sizes):
    """Piglets that the finishers of an archetype want each week [piglets/week, week x draw]."""
    place = ORDER.index(name)
    pigs = sum(count[place] * (farm.pigs * farm.bought)[place] for count, farm in zip(farms, sizes, strict=True))
    return weekly(piglets_to_buy(pigs, getattr(p, f"loss_{name}"))) / WEEKS_IN_YEAR


def shared(local, wanted):
    """The part of what is wanted that `local` is [share], 0 where nothing is wanted."""
    return np.where(wanted > 0, local / np.where(wanted > 0, wanted, 1), 0)


def herd(p, farms, opened, sizes, banned):
    """The weeks of the herd. farms: those of today and those that opened since [archetype x year x draw], opened: in the year [same], sizes: one farm
    of each kind; banned: whether no piglet can come from outside [week x draw]. What is missing is bought outside, what is left is sold there."""
    weeks = durations(p)
    present = sum(count * farm.sows[:, None] for count, farm in zip(farms, sizes, strict=True))
    placed = (np.cumsum(opened, axis=1) - opened) * sizes[1].sows[:, None]
    sows, weaned, sold, whole, born, nursery, finishing = {}, {}, {}, {}, {}, [], []
    for name in FARROWING:
        place = ORDER.index(name)
        sows[name], weaned[name] = farrowing(p, name, present[place], placed[place])
        nursery.append(Stage(weaned[name], p.loss_nuc if name == "nuc" else p.nursery_loss, int(p.nursery_weeks)))
        if name != "nuc":
            entered, sold[name] = own_pigs(p, name, weaned[name], weeks)
            finishing.append(Stage(entered, finishing_loss(getattr(p, f"loss_{name}"), p.nursery_loss), weeks[name]))
            born[name] = whole[name] = sold[name]
    for_sale = delayed(weaned["nuc"], int(p.nursery_weeks)) * (1 - p.loss_nuc)
    each = {name: wanted_piglets(p, name, farms, sizes) for name in BOUGHT_BY}
    wanted = sum(each.values())
    local = np.minimum(for_sale, wanted)
    arriving, ours = shared(np.where(banned, local, wanted), wanted), shared(local, wanted)
    for name, asked in each.items():
        loss = getattr(p, f"loss_{name}")
        finishing.append(Stage(asked * arriving, loss, weeks[name]))
        for part, came in ((sold, asked * arriving), (whole, asked), (born, asked * ours)):
            part[name] = part.get(name, 0) + delayed(came, weeks[name]) * (1 - loss)
    stopped, stuck = (wanted - local) * banned, (for_sale - local) * banned
    return Herd(sows, weaned, sold, whole, born, nursery, finishing, for_sale, wanted, local, stopped, stuck)


def sold_by_today(p, farms, sizes, animals):
    """Pigs that the finishers of today, indoors, sell [pigs/year, year x draw], out of all those of the finishers."""
    place = ORDER.index("eng_lr")
    old, new = (weekly(count[place] * farm.pigs[place]) for count, farm in zip(farms, sizes, strict=True))
    return by_year(animals.sold["eng_lr"] * delayed(shared(old, old + new), durations(p)["eng_lr"]))


def paid_and_raised(animals, placed):
    """Of the animals of a full farm of each archetype, the share that it raises, as a closed border may stop its piglets, and of these the share that
    it is paid, as an abattoir must take them [share, archetype x year x draw]. placed: pigs that an abattoir takes [share, year x draw]."""
    lost = {name: shared(by_year(whole - animals.sold[name]), by_year(whole)) for name, whole in animals.unstopped.items()}
    paid = dict.fromkeys(ORDER, placed) | {"nuc": 1 - shared(by_year(animals.stuck), by_year(animals.for_sale))}
    nothing = np.zeros_like(placed)
    return stacked(paid[name] + nothing for name in ORDER), stacked(1 - lost.get(name, nothing) + nothing for name in ORDER)


def animal_balance(animals):
    """What the animals weaned or bought became [animals/year, year x draw]: dead, stopped by a closed border on their way in or out, more present at
    the end of the year."""
    stages = [*animals.nursery, *animals.finishing]
    ends = PAST + WEEKS_IN_YEAR * np.arange(len(YEARS))
    present = sum(stock(stage.inflow, stage.loss, stage.weeks, np.concatenate([[ends[0] - WEEKS_IN_YEAR], ends])) for stage in stages)
    return {
        "piglets_weaned": by_year(sum(animals.weaned.values())),
        "piglets_stopped": by_year(animals.stopped),
        "piglets_stuck": by_year(animals.stuck),
        "animals_lost": sum(deaths(stage.inflow, stage.loss, stage.weeks) for stage in stages),
        "animals_more": np.diff(present, axis=0),
    }


def present_animals(p, animals):
    """Animals at each date [heads, year x draw]: present sows, suckling piglets, weaned piglets, finishing pigs."""
    ends = PAST + WEEKS_IN_YEAR * np.arange(len(YEARS))
    now = np.minimum(ends, WEEKS - 1)
    nursery, finishing = (
        sum(stock(stage.inflow, stage.loss, stage.weeks, ends) for stage in stages) for stages in (animals.nursery, animals.finishing)
    )
    return {
        "sows": sum(animals.sows.values())[now],
        "suckling": sum(animals.weaned.values())[now] * int(p.suckling_weeks),
        "nursery": nursery,
        "finishing": finishing,
    }
