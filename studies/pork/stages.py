"""The stages of the herd, nurseries and finishing units: who is present at a date, who died in a year, and what became of all animals.

The losses of a stage are spread over its weeks: of those that entered, the same share dies in each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from .herd import ON_FARM, finishing_loss
from .weeks import ENDS, WEEKS, Ages, Weeks, Years


@dataclass(frozen=True)
class Stage:
    """Animals that grow together: who comes in [function of how it is read], `delay` weeks after they were born for it, the share of those that
    enters, the share lost by the end, how long it lasts [week]."""

    inflow: Callable
    delay: int
    share: np.ndarray
    loss: np.ndarray
    weeks: int

    @cached_property
    def alive(self):
        """What is left of those that entered, by age [share, week x draw]."""
        return np.exp(np.log(1 - np.atleast_1d(self.loss)) * (np.arange(self.weeks) / self.weeks)[:, None])

    def present(self):
        """Animals at each date [heads, date x draw]."""
        return self.inflow(Ages(self.delay, self.alive)) * self.share

    def deaths(self):
        """Animals that die in the year that ends at each date [animals/year, year x draw]: the share lost of those that enter, less what those
        present at its end have still to lose, with what those present at its beginning had. Steady before the first date."""
        entered = self.inflow(Years(self.delay)) * self.share
        later = self.inflow(Ages(self.delay, self.alive - (1 - self.loss))) * self.share
        return entered * self.loss - np.diff(later, axis=0, prepend=later[:1])


def stages(p, animals):
    """The nurseries, then the finishing units."""
    nursery = [
        Stage(sows.weaned, 0, 1.0, p.loss_nuc if name == "nuc" else p.nursery_loss, animals.nursery) for name, sows in animals.farrowers.items()
    ]
    finishing = [
        Stage(
            animals.farrowers[name].weaned,
            animals.nursery,
            1 - p.nursery_loss,
            finishing_loss(getattr(p, f"loss_{name}"), p.nursery_loss),
            animals.weeks[name],
        )
        for name in ON_FARM
    ]
    bought = [
        Stage(partial(animals.arrived, wanted), 0, 1.0, getattr(p, f"loss_{name}"), animals.weeks[name]) for name, wanted in animals.wanted.items()
    ]
    return nursery, finishing + bought


def animal_balance(animals, nursery, finishing, piglets, places):
    """What the animals weaned or bought became [animals/year, year x draw]: dead, stopped by a closed border on their way in or out, more present at
    the end of the year. nursery, finishing: the stages; piglets: those exchanged; places: animals present."""
    present = places["nursery"] + places["finishing"]
    return {
        "piglets_weaned": sum(sows.weaned(Years(0)) for sows in animals.farrowers.values()),
        "piglets_stopped": piglets["stopped"],
        "piglets_stuck": piglets["stuck"],
        "animals_lost": sum(stage.deaths() for stage in (*nursery, *finishing)),
        "animals_more": np.diff(present, axis=0, prepend=present[:1]),
    }


def present_animals(p, animals, nursery, finishing):
    """Animals at each date [heads, year x draw]: present sows, suckling piglets, weaned piglets, finishing pigs. nursery, finishing: the stages."""
    now = Weeks(np.minimum(ENDS, WEEKS - 1))
    return {
        "sows": sum(sows.sows(now) for sows in animals.farrowers.values()),
        "suckling": sum(sows.weaned(now) for sows in animals.farrowers.values()) * int(p.suckling_weeks),
        "nursery": sum(stage.present() for stage in nursery),
        "finishing": sum(stage.present() for stage in finishing),
    }
