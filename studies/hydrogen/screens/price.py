"""What a kilo and a kilometre cost and emit: the chart that moves with the levers, and the questions on the price, the use and the carbon."""

import math

import numpy as np
import pandas as pd

from data.ground import french
from pages.parts import provenance, tables, texts
from pages.parts.charts import alternatives, figures
from pages.parts.study import taken
from pages.parts.study.view import Drawing, View, along, swept, worded
from pages.parts.versions import machine_addresses
from studies.hydrogen.screens import common
from studies.hydrogen.screens.common import H2, TIES, tied
from studies.toolkit.reading import units
from studies.toolkit.running.narrative import Given
from studies.toolkit.running.outcome import Outcome

TRUCKS = np.linspace(0.005, 0.15, 59)  # [share of the local trucks] from three trucks to ninety, the range of the lever
LEAST = 3  # points of a curve, even when the stations are too small for any of them
VISIBLE = 30  # [EUR/kg] the highest price drawn: beyond, nobody buys
DRAWN = 0.005  # [EUR/kg] a part of the price that is less is not drawn


# The kilometre, live


def of_a_truck(view: View, name: str) -> dict[str, float]:
    """A result of the kilometre of a local truck, by technology [its unit]."""
    return along(common.of_fleet(view.outcome.data, "hgv", name), name)


def cheapest(values: dict[str, float]) -> str:
    """The technology whose kilometre costs, or emits, least."""
    return min(values, key=values.get)


def kilometre(view: View) -> Drawing:
    """The total cost of a kilometre of each fleet with four technologies."""
    found, truck, names = common.worded_by_fleet(view.outcome.data, "tco"), of_a_truck(view, "tco"), view.names("technology")
    least, (price, hydrogen) = names[cheapest(truck)], (units.headline(truck[name], view.unit("tco")) for name in (cheapest(truck), H2))
    reading = view.note("least", least=french.in_sentence(least), price=price, hydrogen=french.in_sentence(names[H2]), its_price=hydrogen)
    alt = f"Coût complet d'un kilomètre, aides comprises. {alternatives.groups_in_words(found, view.unit('tco'))}"
    return Drawing(common.grouped(view, "tco"), reading, alt)


def kilometre_source(study) -> str:
    """Where the costs of a kilometre come from, and what in them is to be verified."""
    return f"{provenance.of_model(study)} Prix du biométhane, entretien et revente : {provenance.DOUBT}."


def kilometre_table(outcome: Outcome) -> pd.DataFrame:
    """The same as a table to download."""
    return common.frame(common.worded_by_fleet(outcome.data, "tco"), "flotte")


# The pump


def show_landing(view: View) -> None:
    """What the price is made of, then the price beside those at which the other technologies tie, and beside published ones."""
    parts = {words: value for words, value in worded(view.outcome.data, "pump_parts").items() if abs(value) >= DRAWN}
    if parts:  # none of a price that is without object
        common.draw(
            view,
            f"{common.KEY}.parts",
            alternatives.crossed(figures.waterfall(parts, "Prix à la pompe", view.unit("pump_parts")), tied(view), view.unit("pump_parts")),
            f"Ce qui pèse le plus dans le kilo : {french.in_sentence(max(parts, key=parts.get))}",
            f"{alternatives.in_words(parts, view.unit('pump_parts'))}. {'. '.join(tied(view))}.",
            taken.of_results(view, "pump_parts", table=lambda: pd.DataFrame({"part": list(parts), "euros_par_kilo": list(parts.values())})),
        )
    values = {"Ici, à la pompe": view.number("pump_price"), "Ici, sans aide": view.number("pump_price_unaided")}
    values |= {f"Ici, bascule face {words}": view.number(name) for name, words in TIES.items()}
    values |= common.marks("price").set_index("label")["value"].to_dict()
    values = {words: value for words, value in values.items() if not math.isnan(value)}  # what is without object has no bar
    source = f"{provenance.of_model(view.study)} {provenance.of_tables('hydrogen_marks')} Prix publiés en euros de leur année."
    reading = view.note("against")
    programs = machine_addresses.of(view.study, ("pump_price", "pump_price_unaided", *TIES), beside=("hydrogen_marks",))
    common.draw_bars(view, f"{common.KEY}.against", values, view.unit("pump_price"), reading, ("prix", "euros_par_kilo"), programs, source)
    if negative := [words for words, value in values.items() if value < 0]:
        texts.note(view, "below_zero", names=french.listed(negative))
    made = {"Ici, électrolyse seule, sans aide": view.number("electrolysis_price")} if view.number("electrolyser_power") else {}
    bare = made | common.marks("lcoh").set_index("label")["value"].to_dict()
    head = "Sortie d'électrolyseur, sans station"
    tables.show([{head: words, "Prix d'un kilo": units.headline(value, view.unit("pump_price"))} for words, value in bare.items()])


# The use


def by_trucks(view: View) -> dict[str, np.ndarray]:
    """The price, the use and the ties when the number of local trucks goes through its range, everything else as shown, as long as the stations
    serve a peak day."""
    view = common.with_station(view)
    found = swept(view, ("pump_price", "target_use", "peak_use", *TIES), {"hgv_share": TRUCKS})
    found |= {"trucks": TRUCKS * view.outcome.values["hgv_fleet"]}
    served = max(int((found["peak_use"] <= 1).sum()), LEAST)
    return {name: values[:served] for name, values in found.items()}


def enough(view: View) -> Given:
    """How near the price comes to the parity at best [EUR/kg], and the number of trucks that reach it, or what the last of them pay."""
    found = by_trucks(view)
    gaps = found["pump_price"] - found["parity[hgv]"]
    last, parity = (units.headline(found[name][-1], view.unit(name)) for name in ("pump_price", "parity[hgv]"))
    trucks = found["trucks"][(gaps <= 0).argmax() if (gaps <= 0).any() else -1]
    named = {"trucks": french.significant(trucks, 2), "pump": last, "parity": parity, "title": common.with_station(view).title}
    return {"least_gap": float(gaps.min())} | named


def show_enough(view: View) -> None:
    """The price against the number of trucks, with the level at which each rival ties; then the station of Clermont-Ferrand."""
    found = by_trucks(view)
    prices, axis = found["pump_price"], "Poids lourds locaux à hydrogène (parc estimé, à vérifier)"
    top = min(VISIBLE, 1.1 * float(prices.max()))
    figure = alternatives.curves(found["trucks"], {"Prix à la pompe": prices}, axis, view.unit("pump_price"), tied(view), top)
    first, last = (units.headline(prices[end], view.unit("pump_price")) for end in (0, -1))
    use = french.between(*(units.headline(found["target_use"][end], view.unit("target_use"), unit_too=False) for end in (0, -1)), "%")
    ends = french.significant(found["trucks"][0], 2), french.significant(found["trucks"][-1], 2)
    moved = f"le kilo reste à {first}" if first == last else f"le kilo passe de {first} à {last}"
    reading = f"De {ends[0]} à {ends[1]} camions, {moved}"
    frame = pd.DataFrame({"poids_lourds": found["trucks"], "prix_a_la_pompe": prices, "usage": found["target_use"]})
    of_trucks = taken.nearest(view, "pump_price", "target_use", table=lambda: frame)
    common.draw(view, f"{common.KEY}.enough", figure, reading, f"{reading} ; usage des stations {use}.", of_trucks)
    seen = common.marks().loc["clermont"]
    source = f"{seen['note']} {provenance.linked(seen['source'], seen['url'])}."
    texts.note(view, "enough", source, use=use, seen=french.between(french.number(seen["low"]), french.number(seen["high"])))


# The carbon


def show_clean(view: View) -> None:
    """A kilometre with each technology, then where a kilo comes from; the direct emissions apart."""
    least = french.in_sentence(view.names("technology")[cheapest(of_a_truck(view, "carbon"))])
    common.draw_by_fleet(view, f"{common.KEY}.carbon", "carbon", f"Un poids lourd émet le moins : {least}")
    local, brought = (swept(view, ("kilo_carbon",), {"delivered_share": share, "biomass_share": 0.0})["kilo_carbon"] for share in (0.0, 1.0))
    kilos = {"local": units.headline(float(local), view.unit("kilo_carbon")), "brought": units.headline(float(brought), view.unit("kilo_carbon"))}
    texts.table(view, "facts", {"what": "Un kilo d'hydrogène", "value": "Cycle de vie"}, {"about": "kilo"}, **kilos)
    texts.note(view, "clean")
