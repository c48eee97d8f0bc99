"""The seven farm archetypes, how many farms of each there are, and how their number moves: exits, installations and their delay.

Arrays end with the draw (of size 1 in a single run); `archetype` is the order of ORDER, `year` that of YEARS (1 January).

References
.. [1] IFIP GTE and GTTT, references of 2023 (pigs per present sow)
.. [2] InterPIG 2010, 3trois3 (litters and weaned piglets per productive sow)
.. [3] FranceAgriMer and Agreste RA 2020 (rates of exit of pig farms)
"""

from dataclasses import dataclass

import numpy as np

from studies.toolkit.constants import HUNDRED

START, END = 2025, 2041  # 1 January of the first year simulated; 1 January after the last year of the horizon
YEARS = np.arange(START, END + 1.0)
ORDER = ("ne_m", "eng_lr", "ne_lr", "ne_bio", "nuc", "ferm", "pa_ext")  # dimension `archetype` of study.toml
KINDS = ("ne_m", "eng_today", "eng_lr", "ne_lr", "ne_bio", "nuc", "ferm", "pa_ext")  # dimension `kind`: the finishers of today, indoors, stand apart
COMPLETE, FARROWING = ("ne_m", "ne_lr", "ne_bio"), ("ne_m", "ne_lr", "ne_bio", "nuc", "ferm")  # who keeps its piglets; who has sows
OUTDOOR, LABELLED = ("eng_lr", "ne_lr", "ne_bio", "ferm", "pa_ext"), ("eng_lr", "ne_lr")
INSTALLED = ("ne_m", "eng_lr", "ne_lr", "ne_bio", "ferm", "pa_ext")  # what the département can help to install, one by one


def stacked(figures):
    """Figures of one unit, one line for each [its unit, figure x ... x draw]; those without range, plain numbers, are spread over the draws."""
    return np.stack(np.broadcast_arrays(*map(np.atleast_1d, figures)))


def row(p, name, archetypes=ORDER):
    """The parameters `name_archetype`, one line for each archetype [archetype, draw]."""
    return stacked(getattr(p, f"{name}_{archetype}") for archetype in archetypes)


def share_of(archetypes):
    """1 for the archetypes named, 0 for the others [archetype x 1]."""
    return np.array([[float(archetype in archetypes)] for archetype in ORDER])


def per_present_sow(litters, per_litter, present_to_productive):
    """Piglets per PRESENT sow and year [piglets/sow] from litters per PRODUCTIVE sow [1/year], piglets per litter, and the ratio of the two
    conventions. References [1]_, [2]_: 2.35 litters, 0.89."""
    return litters * per_litter * present_to_productive


def pigs_per_year(sows, pigs_per_sow):
    """Pigs sold in a year [pigs] by `sows` [present sows] that give `pigs_per_sow` [pigs/sow]."""
    return sows * pigs_per_sow


def pigs_of_places(places, batches):
    """Pigs sold in a year [pigs] by a finishing unit of `places` [places] that sells `batches` pigs by place and year [pigs/place]."""
    return places * batches


def piglets_to_buy(pigs, loss):
    """Piglets to buy [piglets] to sell `pigs` [pigs] when a share `loss` [share] of them dies."""
    return pigs / (1 - loss)


@dataclass(frozen=True)
class Size:
    """What one farm of each archetype is and sells in a year: present sows, finished pigs, piglets sold to others, share of its piglets that it
    buys [archetype, draw]."""

    sows: np.ndarray
    pigs: np.ndarray
    piglets: np.ndarray
    bought: np.ndarray

    def among(self, kept):
        """The same for some of the draws [index]."""
        return Size(*(values[:, kept] if values.shape[1] > 1 else values for values in vars(self).values()))


def gained(p):
    """What the technical support adds to the piglets of a present sow [piglets/sow, draw]: half a piglet weaned per litter where it goes."""
    return per_present_sow(p.litters, p.support_gain, p.present_to_productive) * p.technical_support


def size(p, today):
    """One farm of each archetype: those of today, or those that open."""
    better = 0.0 if today else gained(p)
    base = {archetype: getattr(p, f"size_{archetype}") for archetype in ORDER}
    if today:
        base |= {"eng_lr": p.today_size_eng_lr, "pa_ext": p.today_size_pa_ext}
    per_sow = {archetype: getattr(p, f"pigs_per_sow_{archetype}") + better for archetype in (*COMPLETE, "nuc")}
    own = base["ferm"] * (1 - p.bought_ferm)
    more = 1 + (1 - p.bought_ferm) * better / p.pigs_per_sow_ferm  # what its own sows add to what it sells: it buys as many piglets as before
    sows = {archetype: base[archetype] for archetype in (*COMPLETE, "nuc")} | {"ferm": own / p.pigs_per_sow_ferm}
    pigs = {archetype: pigs_per_year(base[archetype], per_sow[archetype]) for archetype in COMPLETE}
    pigs |= {"eng_lr": pigs_of_places(base["eng_lr"], p.batches), "ferm": base["ferm"] * more, "pa_ext": base["pa_ext"]}
    piglets = {"nuc": pigs_per_year(base["nuc"], per_sow["nuc"])}
    bought = {"eng_lr": 1.0, "ferm": p.bought_ferm / more, "pa_ext": 1.0}
    return Size(*(stacked(part.get(archetype, 0.0) for archetype in ORDER) for part in (sows, pigs, piglets, bought)))


def counted(p, here):
    """Farms of each archetype at the start [farms, archetype x draw]: those counted in 2013, all in the same proportion, so that they sell the
    assumed number of pigs. `here`: one farm of today."""
    count = row(p, "counted")
    return count * p.baseline_pigs / (count * here.pigs).sum(axis=0)


def since(p, date):
    """Whether each year of YEARS is at `date` or after it [year x draw]."""
    return YEARS[:, None] >= date


def flowing(date):
    """Whether the year that ends at each date of YEARS began at `date` or after it [year x draw]: what holds for a flow."""
    return YEARS[:, None] - 1 >= date


def decided(p, name, after):
    """A figure of the scenario [its unit] where `after` the decision holds, that of today before [as `after`, by draw]."""
    return np.where(after, getattr(p, name), getattr(p.base, name))


def openings(p):
    """Farms that open in the year that begins at each date [farms/year, archetype x year x draw]: decided `opening_delay` years before, at the pace
    of today until the decision, at that of the scenario after."""
    after = since(p, float(p.decision_year) + float(p.opening_delay))
    rate = {archetype: decided(p, f"install_{archetype}", after) for archetype in INSTALLED}
    return stacked(rate.get(archetype, np.zeros((len(YEARS), 1))) for archetype in ORDER)


def exit_rate(usual, beta, change, reference, lowest, highest):
    """Share of the farms that stop in a year [share]: `usual` while the income does not change, more when it falls by `change` [EUR/year].

    beta: reaction [none] to a change as large as the `reference` income [EUR/year]. Reference [3]_ for the usual rates.
    """
    return np.clip(usual * np.exp(-beta * change / reference), lowest, highest)


def demography(today, opened, leaving, leaving_new=None):
    """Farms of today and farms that opened since, at each date [farms, archetype x year x draw].

    today [farms, archetype x draw]; opened [farms/year, archetype x year x draw]; leaving: those of today, leaving_new: those that opened since, as
    those of today when it is not given [share, archetype x year x draw]. What opens in a year is there at its end.
    """
    leaving_new = leaving if leaving_new is None else leaving_new
    shape = np.broadcast_shapes(today[:, None].shape, opened.shape, leaving.shape, leaving_new.shape)
    old, new = np.zeros(shape), np.zeros(shape)
    old[:, 0] = today
    for year in range(shape[1] - 1):
        old[:, year + 1] = old[:, year] * (1 - leaving[:, year])
        new[:, year + 1] = new[:, year] * (1 - leaving_new[:, year]) + opened[:, year]
    return old, new


def usual_exits(p):
    """The rate of exit at unchanged income [share, year x draw]: that of today, of which the scenario supposes a part avoided after the decision."""
    return p.exit_rate * (1 - decided(p, "exits_avoided", since(p, float(p.decision_year))))


def starting_aid(p):
    """What a farmer who starts gets [EUR/farm, draw]: the aid of the State and the Region, what the département adds."""
    return p.start_aid + p.start_top_up


def jobs(hours, hours_in_year, slaughtered, per_slaughtered, processed, per_processed):
    """Direct jobs [jobs] of the farms [hour/year], of the abattoirs and of processing [t/year, jobs for 100 t]."""
    return hours / hours_in_year, slaughtered * per_slaughtered / HUNDRED, processed * per_processed / HUNDRED
