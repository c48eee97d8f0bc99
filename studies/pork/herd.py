"""The herd, by weeks: a cohort is a delay. What is weaned comes out of the nursery seven weeks later, of the finishing unit fifteen more.

Between two dates farms, and so sows, come and go in a straight line: weeks.py reads from it what a year adds up to, what a week gives, and who is
present at a date. Only the weeks of a closed border, and who eats whose piglets, are counted week by week.

References
.. [1] Martel (2008), thesis Agrocampus Ouest: a sow herd by batches of weeks
.. [2] Cadero (2017), thesis, a finishing unit by batches
.. [3] IFIP GTE 2011 and 2015 (daily gains, age at 115 kg); InterPIG 2010 (mortality of the nursery)
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from studies.toolkit.errors import Refusal

from .farms import FARROWING, ORDER, gained, piglets_to_buy, stacked
from .weeks import DAYS, ENDS, WEEKS, WEEKS_IN_YEAR, Weeks, Years, by_year, delayed, on_line, week_of

BOUGHT_BY = ("eng_lr", "ferm", "pa_ext")  # who buys piglets
ON_FARM = tuple(name for name in FARROWING if name != "nuc")  # who finishes the piglets of its own sows


def pigs_sold(weaned, nursery_loss, finishing_loss):
    """Pigs that reach the abattoir [pigs] out of those weaned, after the losses of the nursery and of the finishing unit [share]. Reference [3]_."""
    return weaned * (1 - nursery_loss) * (1 - finishing_loss)


def cohort_sales(weaned, nursery_loss, finishing_loss, nursery_weeks, finishing_weeks, before=None):
    """Pigs sold each week from the piglets weaned each week [pigs, week ...]: two stages in line, each a delay with its losses.

    `before`: weaned each week before the first one; as in the first one when it is not given.
    """
    grown = delayed(weaned, int(nursery_weeks) + int(finishing_weeks), before)
    return pigs_sold(grown, nursery_loss, finishing_loss)


def finishing_loss(loss, nursery_loss):
    """The share lost in the finishing unit, from that lost between weaning and sale and that of the nursery [share]. Reference [3]_."""
    return 1 - (1 - loss) / (1 - nursery_loss)


def age_at_sale(weaning_age, weaning_weight, nursery_weight, sale_weight, nursery_gain, finishing_gain):
    """Age [day] at the weight of sale [kg] of a piglet weaned at `weaning_age` [day] and `weaning_weight`, that gains `nursery_gain` [kg/day] up to
    `nursery_weight` and `finishing_gain` after. Reference [3]_."""
    return weaning_age + (nursery_weight - weaning_weight) / nursery_gain + (sale_weight - nursery_weight) / finishing_gain


def finishing_weeks(age, weaning_age, nursery_weeks):
    """Whole weeks in the finishing unit of a pig sold at `age` [day], weaned at `weaning_age` [day]."""
    return int(round((age - weaning_age) / DAYS)) - int(nursery_weeks)


def durations(p):
    """Weeks in the finishing unit by archetype; that of the mountain farm comes from the daily gains."""
    weaning, nursery = float(p.weaning_age), float(p.nursery_weeks)
    weights, gains = (p.weaning_weight, p.nursery_weight, p.growth_weight), (p.nursery_gain, p.finishing_gain)
    mountain = age_at_sale(weaning, *map(float, weights), *map(float, gains))
    ages = {
        "ne_m": mountain,
        "eng_lr": float(p.age_label),
        "ne_lr": float(p.age_label),
        "ne_bio": float(p.age_bio),
        "ferm": float(p.age_ferm),
        "pa_ext": float(p.age_pa_ext),
    }
    found = {archetype: finishing_weeks(age, weaning, nursery) for archetype, age in ages.items()}
    if nursery < 1 or min(found.values()) < 1:
        raise Refusal("un porc passe au moins une semaine en post-sevrage et une à l'engrais")
    return found


def ban(p):
    """The weeks in which no pig can move [week], and for which draws [week x draw]."""
    start, length = np.atleast_1d(week_of(p.ban_year)), np.atleast_1d(p.ban_weeks)
    first, last = np.max([start.min(), 0]), np.min([(start + np.ceil(length)).max(), WEEKS])
    weeks = np.arange(int(first), int(max(first, last)))
    return weeks, (weeks[:, None] >= start) & (weeks[:, None] < start + length)


@dataclass(frozen=True)
class Farrower:
    """The sows of an archetype: present ones, and those of new units added up [sows, date x draw], which wean after `setup` weeks; piglets weaned by
    each in a week, and what the technical support adds from the week `supported` on [piglets/sow/week, draw]; the sows of a unit that comes at once
    [sows, draw], on its week."""

    present: np.ndarray
    placed: np.ndarray
    setup: int
    weans: np.ndarray
    more: np.ndarray
    supported: int
    unit: np.ndarray = 0.0
    unit_week: np.ndarray = 0.0

    def sows(self, read):
        """Present sows, as `read` says."""
        return read.line(self.present) + (self.unit * read.step(self.unit_week) if np.any(self.unit) else 0)

    def productive(self, read, since=0):
        """Sows that wean, as `read` says: those present less those placed in a new unit for less than `setup`."""
        found = read.line(self.present - self.placed, since=since) + read.line(self.placed, self.setup, since)
        return found + self.unit * read.step(np.maximum(self.unit_week + self.setup, since)) if np.any(self.unit) else found

    def weaned(self, read):
        """Piglets weaned, as `read` says."""
        found = self.weans * self.productive(read)
        return found + self.more * self.productive(read, self.supported) if np.any(self.more) else found


def farrower(p, name, present, placed):
    """The sows of an archetype, from present sows and sows of new units added up [sows, date x draw]."""
    a_pig, collective = WEEKS_IN_YEAR * (1 - getattr(p, f"loss_{name}")), name == "nuc"
    unit = (p.collective_sows, week_of(p.collective_year)) if collective else ()
    supported = int(week_of(float(p.decision_year)))
    return Farrower(present, placed, int(p.setup_weeks), getattr(p, f"pigs_per_sow_{name}") / a_pig, gained(p) / a_pig, supported, *unit)


@dataclass(frozen=True)
class Border:
    """The weeks of a closed border [week]; the share of the piglets wanted that it stops on their way in, then the piglets that it stops, on their
    way in and on their way out [share, piglets/week, week x draw]."""

    weeks: np.ndarray
    missing: np.ndarray
    stopped: np.ndarray
    stuck: np.ndarray


@dataclass(frozen=True)
class Herd:
    """The herd: sows by archetype; piglets that the finishers of each archetype want, and those of today among them, who keep pigs indoors
    [piglets/week, date x draw]; weeks in the nursery and in each finishing unit; the closed border, None when it never is."""

    farrowers: dict
    wanted: dict
    wanted_today: np.ndarray
    nursery: int
    weeks: dict
    border: Border | None

    def arrived(self, wanted, read):
        """The piglets that come in of those `wanted` [piglets/week, date x draw], as `read` says."""
        found = read.line(wanted)
        return found if self.border is None else found - self.missed(wanted, read)

    def missed(self, wanted, read):
        """Those that a closed border stops, as `read` says; nothing when there is none."""
        return 0.0 if self.border is None else read.pulses(self.border.weeks, on_line(wanted, self.border.weeks) * self.border.missing)


def shared(local, wanted):
    """The part of what is wanted that `local` is [share], 0 where nothing is wanted."""
    return np.where(wanted > 0, local / np.where(wanted > 0, wanted, 1), 0)


def for_sale(p, farrowers, nursery, read):
    """Piglets for sale in the département; read(delay) says how, `delay` weeks after."""
    return farrowers["nuc"].weaned(read(nursery)) * (1 - p.loss_nuc)


def border(p, farrowers, wanted, nursery, banned):
    """The closed border; banned: its weeks, and for which draws. What is missing would be bought outside, what is left sold there."""
    weeks, shut = banned
    if not shut.any():
        return None
    ours, asked = for_sale(p, farrowers, nursery, partial(Weeks, weeks)), on_line(sum(wanted.values()), weeks)
    local = np.minimum(ours, asked)
    stopped = (asked - local) * shut
    return Border(weeks, shared(stopped, asked), stopped, (ours - local) * shut)


def herd(p, farms, opened, sizes, weeks, banned):
    """The herd of farms. farms: those of today and those that opened since [archetype x year x draw], opened: in the year [same], sizes: one farm of
    each kind; weeks: `durations`; banned: the weeks without any move, and for which draws."""
    present = sum(count * farm.sows[:, None] for count, farm in zip(farms, sizes, strict=True))
    placed = (np.cumsum(opened, axis=1) - opened) * sizes[1].sows[:, None]
    farrowers = {name: farrower(p, name, present[ORDER.index(name)], placed[ORDER.index(name)]) for name in FARROWING}
    old, new = (count * (farm.pigs * farm.bought)[:, None] / WEEKS_IN_YEAR for count, farm in zip(farms, sizes, strict=True))
    wanted = {name: piglets_to_buy((old + new)[ORDER.index(name)], getattr(p, f"loss_{name}")) for name in BOUGHT_BY}
    today, nursery = piglets_to_buy(old[ORDER.index("eng_lr")], p.loss_eng_lr), int(p.nursery_weeks)
    return Herd(farrowers, wanted, today, nursery, weeks, border(p, farrowers, wanted, nursery, banned))


def grown(p, animals, name, read):
    """Pigs of an archetype from its own sows, once sold; read(delay) says how."""
    weaned, nursery = animals.farrowers[name].weaned(read(animals.nursery + animals.weeks[name])), p.nursery_loss
    return pigs_sold(weaned, nursery, finishing_loss(getattr(p, f"loss_{name}"), nursery))


def sold(p, animals, read=Years):
    """Pigs sold by archetype; read(delay) says how: added up by year when it is not given [pigs/year, year x draw]."""
    found = {name: grown(p, animals, name, read) for name in ON_FARM}
    for name, wanted in animals.wanted.items():
        came = animals.arrived(wanted, read(animals.weeks[name]))
        found[name] = found.get(name, 0) + came * (1 - getattr(p, f"loss_{name}"))
    return found


def sold_by_today(p, animals):
    """Pigs that the finishers of today, indoors, sell [pigs/year, year x draw], out of all those of the finishers."""
    return animals.arrived(animals.wanted_today, Years(animals.weeks["eng_lr"])) * (1 - p.loss_eng_lr)


def paid_and_raised(p, animals, pigs, placed):
    """Of the animals of a full farm of each archetype, the share that it raises, as a closed border may stop its piglets, and of these the share that
    it is paid, as an abattoir must take them [share, archetype x year x draw]. pigs: sold by archetype [pigs/year, year x draw], placed: those that
    an abattoir takes [share, same]."""
    whole, taken = np.ones_like(placed), 1.0
    raised = dict.fromkeys(ORDER, whole)
    if animals.border is not None:
        for name, wanted in animals.wanted.items():
            lost = animals.missed(wanted, Years(animals.weeks[name])) * (1 - getattr(p, f"loss_{name}"))
            raised[name] = 1 - shared(lost, pigs[name] + lost)
        ours = for_sale(p, animals.farrowers, animals.nursery, Years)
        taken = 1 - shared(Years(0).pulses(animals.border.weeks, animals.border.stuck), ours)
    paid = dict.fromkeys(ORDER, placed) | {"nuc": taken}
    return stacked(paid[name] * whole for name in ORDER), stacked(raised[name] for name in ORDER)


def exchanged(p, animals):
    """Piglets for sale in the département, those that its finishers want, those that they get from it, those that a closed border stops on their way
    in, and on their way out; pigs sold that were born in the département [animals/year, year x draw]."""
    always, edge, total = np.arange(WEEKS), animals.border, sum(animals.wanted.values())
    offered = for_sale(p, animals.farrowers, animals.nursery, partial(Weeks, always))
    asked = on_line(total, always)
    local = np.minimum(offered, asked)
    ours, born = shared(local, asked), sum(grown(p, animals, name, Years) for name in ON_FARM)
    for name, wanted in animals.wanted.items():
        nursed = on_line(wanted, always) * ours  # out of the nursery when they are bought
        born = born + by_year(cohort_sales(nursed, 0, getattr(p, f"loss_{name}"), 0, animals.weeks[name]))
    stopped, stuck = (np.zeros_like(born),) * 2 if edge is None else (Years(0).pulses(edge.weeks, part) for part in (edge.stopped, edge.stuck))
    return {
        "for_sale": by_year(offered),
        "wanted": by_year(asked),
        "from_here": by_year(local),
        "stopped": stopped,
        "stuck": stuck,
        "born_here": born,
    }


def bends(animals):
    """The weeks between which the pigs sold in a week rise or fall in a straight line [week]: those at the ends of a year, those that a line of sows
    or of finishers, delayed, begins, those that the technical support or a closed border touches."""
    raising = [animals.nursery + animals.weeks[name] for name in ON_FARM]
    buying = [animals.weeks[name] for name in animals.wanted]
    setup, supported = animals.farrowers["nuc"].setup, animals.farrowers["nuc"].supported
    starts = np.concatenate([[0, WEEKS_IN_YEAR - 1], raising, buying, np.add(raising, setup)]) % WEEKS_IN_YEAR
    whole = (np.unique(starts) + np.concatenate([[0], ENDS[:-1]])[:, None]).ravel()
    jumps = np.add(raising, supported)
    shut = [] if animals.border is None else np.arange(animals.border.weeks[0] - 1, animals.border.weeks[-1] + 2)
    touched = [np.add(shut, delay) for delay in buying]
    found = np.unique(np.concatenate([whole, jumps, jumps - 1, *touched])).astype(int)
    return found[(found >= 0) & (found < WEEKS)]


def least_and_most(p, animals):
    """Pigs sold in the week of each year with fewest, and with most of them [pigs/week, year x draw]."""
    weeks = bends(animals)
    pigs = sum(sold(p, animals, partial(Weeks, weeks)).values())
    first = np.searchsorted(weeks, np.arange(0, WEEKS, WEEKS_IN_YEAR))
    return np.minimum.reduceat(pigs, first, axis=0), np.maximum.reduceat(pigs, first, axis=0)
