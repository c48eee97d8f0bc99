"""What the end of copper does: who has to move, who moves to fibre, who is left without a fixed line.

Copper stops in two steps. Communes named for the first one stop then; the others that stop with them are not named yet, so that the same part
of each of them is counted in the first step. When copper stops somewhere, a share of the permanent premises that still use it and that fibre
reaches move to fibre; the others, and those that fibre does not reach, are homes at risk: 4G, satellite or nothing.
"""

import numpy as np

from .rollout import DATES, over_groups, since_decision


def closed_share(p, first, communes):
    """Share of permanent premises whose copper has stopped [share, date x draw x group].

    first: share of the premises of each group, or commune, in communes named for the first step [share, group]; communes: how many there are
    in all. Those that stop in the first step and are not named are spread over the communes that are not.
    """
    others = np.clip((p.closed_first[..., None] - p.communes_named) / (communes - p.communes_named), 0, 1)
    first = first + (1 - first) * others
    started, ended = (date <= DATES for date in (p.first_closure, p.last_closure))
    return np.where(ended, 1.0, started * first)


def accompanied(sessions, today, for_everyone):
    """Part of the people to accompany that the sessions reach [share]: none beyond today's at `today`, all at `for_everyone` [sessions/year]."""
    return np.clip((sessions - today) / (for_everyone - today), 0, 1)


def moving(alone, helped, reached):
    """Share of the lines that move to fibre when copper stops [share]: `alone` without help, `helped` where help reaches, in the part `reached`."""
    return alone + np.maximum(helped - alone, 0) * reached


def moving_share(p):
    """Share of the copper lines that fibre reaches and that move to it when copper stops [share, date x draw x 1]."""
    reached = accompanied(p.sessions, p.base.sessions, p.sessions_for_everyone)
    return moving(p.moving_alone, p.moving_helped, reached * (since_decision(p) > 0))[..., None]


def moved_to_fibre(adopters, coverage, closed, share):
    """Subscribers per premise once the lines of closed copper have moved [share]: of those left that fibre reaches, `share` of the `closed` part.

    All of shapes that broadcast together: adopters who came by themselves, coverage, closed part, share that moves [share].
    """
    return adopters + closed * share * np.maximum(coverage - adopters, 0)


def lines_to_move(adopters, closed, permanent):
    """Permanent premises that still used copper when it stopped [premises, draw]: over each step of the closure, those without fibre by then.

    adopters who came by themselves and closed part [share, date x draw x group], permanent premises [premises, group].
    """
    return over_groups(on_copper_when_it_stops(adopters, closed), permanent)


def on_copper_when_it_stops(adopters, closed):
    """Share of the permanent premises that still use copper when it stops where they are [share, ... without date]; arguments as above."""
    steps = np.diff(closed, axis=0, prepend=np.zeros_like(closed[:1]))
    return (steps * (1 - adopters)).sum(axis=0)


def exclusion_by_age(people_75, population, exclusion, exclusion_75):
    """Share of people excluded from digital uses in each commune [share, commune] from its share of people of 75 and more, such that the whole has
    `exclusion` [share]; `exclusion_75` [share] is that of people of 75 and more; people_75 and population [people, commune]."""
    older = people_75.sum() / population.sum()
    younger = np.maximum(exclusion - exclusion_75 * older, 0) / (1 - older)
    share = people_75 / population
    return share * exclusion_75 + (1 - share) * younger


def staying_by_exclusion(left, moves, exclusion):
    """Share of the lines left [share, date x commune] that do not move to fibre in each commune: more where more people are excluded, with the same
    total; what would pass all the lines of a commune stays in the others. left: lines that have to move [premises, date x commune]; moves: share
    that does [share, date x 1]; exclusion [share, commune]."""
    tiny = np.finfo(float).tiny
    staying = np.zeros_like(left)
    for _ in exclusion:  # each turn fills one commune at least, or is the last
        missing = ((1 - moves - staying) * left).sum(axis=1, keepdims=True)
        wanted = (left * exclusion * (staying < 1)).sum(axis=1, keepdims=True)
        staying = np.minimum(staying + exclusion * (staying < 1) * missing / np.maximum(wanted, tiny), 1)
        if not (staying == 1).any():
            break
    return staying


def accessible(distance, reach):
    """Access to a place of help [share]: one beside it, falling to 1/e at `reach` [km]; distance [km] by road."""
    return np.exp(-distance / reach)
