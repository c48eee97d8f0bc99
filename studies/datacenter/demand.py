"""Who would rent racks: the authorities and firms of Lozère, those of the neighbours, and how fast they come.

Racks wanted = how many there are x part ready to leave its own room x racks of each. A neighbour is shared between Lozère and its nearest competing
site by a gravity model. Racks sold follow a logistic curve, never below what was signed before the works.

[1] Huff, D. L. (1964). Defining and estimating a trading area. Journal of Marketing 28(3), 34-38. doi 10.1177/002224296402800307
[2] Verhulst, P.-F. (1838). Notice sur la loi que la population suit dans son accroissement. Correspondance mathématique et physique 10, 113-121.
"""

import numpy as np
from scipy.special import expit

from studies.toolkit.constants import HOURS, KILO, MONTHS
from studies.toolkit.prices import converted

PUBLIC = ("towns", "epci", "department", "health", "education")
PRIVATE = ("firms", "small_firms")
LOCAL = (*PUBLIC, *PRIVATE)
CLIENTS = (*LOCAL, "neighbours", "anchor")
MAY_LEAVE = (*PRIVATE, "neighbours", "anchor")  # those whom a dear electricity sends away
NEIGHBOURS = ("aveyron", "lot", "cantal", "haute_loire")
RENTS_READ = 2020  # [year] of the euros in which the rents of the market were published


def racks_wanted(count, ready, racks_each):
    """Racks that `count` organisations would rent when a part `ready` [share] of them leaves its own room, `racks_each` for one."""
    return count * ready * racks_each


def gravity_share(distance, competitor, scale, attraction):
    """Part of a neighbour's racks that comes here [share], `distance` [km] away, when its nearest competing site is `competitor` [km] away and is
    `attraction` times as well known; both fade by 1/e every `scale` [km] [1]."""
    here = np.exp(-distance / scale)
    return here / (here + attraction * np.exp(-competitor / scale))


def price_effect(price, market, elasticity):
    """What a price does to demand [share of the demand at the `market` price]: constant elasticity."""
    return (np.maximum(price, 1.0) / market) ** -elasticity


def public_effect(price, market, elasticity):
    """What a price does to the demand of a public body [share]: as for a firm above the `market` price, at which it would rent elsewhere; below it
    nobody comes for the price, since leaving one's own room is decided for other reasons."""
    return price_effect(np.maximum(price, market), market, elasticity)


def rack_electricity(power, price):
    """What the electricity of a rack is invoiced [EUR/month]: machines of a mean `power` [kW], a `price` for each of their MWh [EUR/MWh]."""
    return power * HOURS / KILO / MONTHS * price


def electricity_effect(rent, signed, now, elasticity):
    """What remains of a demand [share] when the electricity of a rack goes from what it was when contracts were `signed` to what it is `now`, both
    [EUR/month] beside a `rent` [EUR/month]: the elasticity of the rent, on all that the client pays; a cheaper electricity brings nobody."""
    return (np.maximum((rent + now) / np.maximum(rent + signed, 1.0), 1.0)) ** -elasticity


def racks_signed(p):
    """Racks signed before the works [racks]: by public bodies, and by the anchor client, who signs no more than it rents and takes its signature away
    when it is lost."""
    return p.signed_racks + np.minimum(p.anchor_signed, p.anchor_client)


def staying(wanted, signed, kept):
    """Racks still wanted [racks] of those `wanted` by client when private clients keep only a part `kept` [share] of theirs; what was `signed`
    before the works stays."""
    total = sum(wanted.values())
    leaving = sum(wanted[client] for client in MAY_LEAVE) * (1 - kept)
    return np.maximum(total - leaving, np.minimum(signed, total))


def route_effect(carriers, lost):
    """What remains of a demand of which a part `lost` [share] wants two carriers: nothing is lost from the second one on."""
    return 1 - lost * (1 - np.clip(carriers - 1, 0, 1))


def logistic(year, speed, midpoint):
    """Part of the final demand that has come [share] in a `year` counted from the opening [2]."""
    return expit(speed * (year - midpoint))


def racks_sold(year, wanted, signed, installed, cap, speed, midpoint):
    """Racks sold in each `year` [racks]: those `wanted`, as they come, never below those `signed` before the works, never above the part `cap`
    [share] that an operator fills of what is `installed`."""
    come = np.minimum(wanted, cap * installed) * logistic(year, speed, midpoint)
    return np.minimum(np.maximum(come, np.minimum(signed, wanted)), cap * installed)


def local_demand(p, counts):
    """Racks wanted in Lozère by client [racks]; `counts` are the organisations [count] of each kind."""
    kept = route_effect(p.carriers, p.two_carriers_wanted)
    market = converted(p.market_price, RENTS_READ)
    paid = price_effect(p.rack_price, market, p.price_elasticity)
    found = {}
    for name in LOCAL:
        public = name in PUBLIC
        ready = p.on_premises * p.ready_public if public else getattr(p, f"ready_{name}")
        found[name] = racks_wanted(counts[name], ready, getattr(p, f"racks_{name}"))
        rent = p.rack_price * (1 - p.social_tariff if name == "towns" else 1.0)
        found[name] = (
            found[name] * (kept if name in ("health", *PRIVATE) else 1.0) * (public_effect(rent, market, p.price_elasticity) if public else paid)
        )
    return found


def neighbours_demand(p):
    """Racks that come from each neighbour [racks], by département."""
    kept = route_effect(p.carriers, p.two_carriers_wanted)
    paid = price_effect(p.rack_price, converted(p.market_price, RENTS_READ), p.price_elasticity)
    return {
        name: p.prospecting
        * kept
        * paid
        * racks_wanted(getattr(p, f"firms_{name}"), p.ready_firms, p.racks_firms)
        * gravity_share(getattr(p, f"km_{name}"), getattr(p, f"competitor_km_{name}"), p.gravity_scale, p.competitor_attraction)
        for name in NEIGHBOURS
    }


def demand(p, counts):
    """Racks wanted in the end by client [racks]: Lozère, its neighbours, an outside anchor client; what public bodies signed counts even when more
    than they seemed ready for."""
    found = local_demand(p, counts)
    public = sum(found[name] for name in PUBLIC)
    lift = np.maximum(p.signed_racks, public) / np.maximum(public, 1e-9)
    found |= {name: found[name] * lift for name in PUBLIC}
    return found | {"neighbours": sum(neighbours_demand(p).values()), "anchor": p.anchor_client}
